"""From a PDF in two columns to a verdict, by the command line alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from paper import Paper, speech

from quotetrack.boundary import run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a debate in it, in two columns with a running head."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTETRACK_QUOTES", raising=False)
    monkeypatch.delenv("QUOTETRACK_ARCHIVE", raising=False)
    paper = Paper()

    def furniture(paper: Paper) -> None:
        paper.text(60, 40, "Assembly of the North, official record")
        paper.text(530, 40, str(paper.canvas.getPageNumber()))

    paper.furniture = furniture
    paper.pour([f"Mr. Smith (Norway):\t{speech(0, 220)}"])
    (tmp_path / "debate.pdf").write_bytes(paper.finished())
    return tmp_path


def sentence_around(text: str, at: int) -> str:
    """The words from four before to nine after a place."""
    before, after = text[:at].split()[-9:], text[at:].split()[:9]
    return " ".join((*before, *after))


def test_quotes_over_columns_and_pages_verify(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "--id", "debate", "debate.pdf"]) == 0
    capsys.readouterr()
    assert run(["text", "debate"]) == 0
    text = capsys.readouterr().out
    assert "official record" not in text
    places = [text.index(f"Sentence {name} ") for name in ("six 50", "ten 99", "eight 172")]
    for quote in [sentence_around(text, at) for at in places] + [
        over(project, which) for which in ("column", "page")
    ]:
        assert run(["verify", "--text", quote, "--in", "debate", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["status"] == "matches"


def over(project: Path, which: str) -> str:
    """The words on both sides of the end of a column or a page, taken from the PDF without our reader."""
    import pdfplumber

    with pdfplumber.open(project / "debate.pdf") as pdf:
        sides = []
        for page in pdf.pages[:2]:
            middle = page.width / 2
            for left, right in ((0, middle), (middle, page.width)):
                sides.append(page.crop((left, 60, right, 800)).extract_text().split())
    first, second = (sides[0], sides[1]) if which == "column" else (sides[1], sides[2])
    return " ".join((*first[-9:], *second[:9]))


def test_words_broken_at_the_end_of_a_column_and_of_a_page(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = Paper()
    paper.furniture = lambda paper: paper.text(60, 40, "Assembly of the North, official record")
    for page in range(2):
        for column in range(2):
            for row in range(50):
                line = f"line {row} of column {column} of page {page} and of the roads"
                if row == 49:
                    line = f"the ministers of page {page} and of column {column} of the govern-"
                elif row == 0 and (page or column):
                    line = f"ment have mended {page * 2 + column} of the bridges to the sea"
                paper.text(60 + 250 * column, 80 + 14 * row, line)
        if not page:
            paper.turn()
    (project / "broken.pdf").write_bytes(paper.finished())
    assert run(["archive", "--id", "broken", "broken.pdf"]) == 0
    for page, column, number in ((0, 0, 1), (0, 1, 2), (1, 0, 3)):
        quote = (
            f"the ministers of page {page} and of column {column} of the government "
            f"have mended {number} of the bridges to the sea"
        )
        capsys.readouterr()
        assert run(["verify", "--text", quote, "--in", "broken", "--json"]) == 0
        verdict = json.loads(capsys.readouterr().out)
        assert verdict["status"] == "matches"


def test_from_a_record_to_a_verdict_that_names_the_page(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quote = over(project, "page")
    (project / "quotes").mkdir()
    said = ["--speaker", "Smith", "--date", "2003-02-05", "--language", "en", "--source", "file:debate.pdf"]
    assert run(["add", "--id", "roads", "--text", quote, *said]) == 0
    assert run(["archive", "--all"]) == 0
    capsys.readouterr()
    assert run(["verify", "--json", "roads"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["status"], verdict["speaker"]) == ("matches", "confirmed")
    assert run(["verify", "roads"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"· pages? 1", shown)
