"""``quotetrack report``: what stands in the folder, what stays out, exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Reply, Site

from quotetrack.archive import Archive
from quotetrack.boundary import run

WORDS = "the harvest was poor this year, and the roads are worse"
SPEECH = f"Fellow citizens, {WORDS}. " + "We shall speak of other things now. " * 200
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the program on the project: exit code, stdout, stderr."""
    for name in ("QUOTETRACK_QUOTES", "QUOTETRACK_ARCHIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def asked(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return asked


def record(folder: Path, id: str, **fields: object) -> None:
    (folder / "quotes").mkdir(exist_ok=True)
    (folder / "quotes" / f"{id}.yaml").write_text(json.dumps({"text": WORDS} | fields), encoding="utf-8")


def checked(ask: Ask) -> None:
    assert ask("archive", "--all")[0] == 0
    assert ask("verify", "--all", "--fail-on", "none")[0] == 0


def everything(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_report(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "speech.txt").write_text(SPEECH)
    source = {"file": "speech.txt", "speaker": "Jane Doe", "id": "speech"}
    record(tmp_path, "one", sources=[source], speaker={"name": "Jane Doe"}, tags=["roads"])
    record(tmp_path, "two", text="a line that nobody ever checked or will check")
    checked(ask)
    (tmp_path / "quotes" / "verdicts" / "two.json").unlink()
    code, out, err = ask("report")
    assert (code, err) == (0, "")
    assert re.fullmatch(rf"{tmp_path}/report/index\.html: 2 quotes, 1 transcript; 7 files, 0\.\d MB\n", out)
    report = tmp_path / "report"
    assert {path.relative_to(report).as_posix() for path in report.rglob("*.*") if path.is_file()} == {
        "index.html", "texts.js", "style.css", "script.js", "quotetrack-report.json",
        "quotes/one.html", "quotes/two.html", "transcripts/speech.html",
    }  # fmt: skip
    one = (report / "quotes" / "one.html").read_text()
    for words in (
        WORDS,
        "matches",
        "Jane Doe: printed under the claimed name",
        "sha256:",
        "roads",
        "@misc{one,",
    ):
        assert words in one
    assert "../transcripts/speech.html#q-one" in one
    assert "Not verified yet" in (report / "quotes" / "two.html").read_text()
    assert "Content-Security-Policy" in one


def test_a_transcript_is_whole_only_where_its_licence_allows_or_it_is_asked_for(
    tmp_path: Path, ask: Ask
) -> None:
    rows = [
        {"id": name, "text": f"{name.capitalize()} says: {SPEECH} The end of {name}.", "speaker": "Jane Doe",
         "date": "2003-01-28"} | ({"licence": licence} if licence else {})
        for name, licence in (("first", "CC0"), ("second", "all rights reserved"), ("third", None))
    ]  # fmt: skip
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert ask("import", "rows.jsonl")[0] == 0
    record(tmp_path, "one", speaker={"name": "Jane Doe"}, date="2003-01-28")
    checked(ask)
    assert ask("report", "--out", "out")[0] == 0
    pages = {name: (tmp_path / "out" / "transcripts" / f"{name}.html").read_text() for name in
             ("first", "second", "third")}  # fmt: skip
    assert "The end of first." in pages["first"]
    assert "words not shown" not in pages["first"]
    for name, why in (
        ("second", "“all rights reserved”, is not known to"),
        ("third", "no licence that lets it"),
    ):
        assert f"The end of {name}." not in pages[name]
        assert WORDS in pages[name]
        assert "words not shown" in pages[name]
        assert why in pages[name]
    assert ask("report", "--out", "out", "--full")[0] == 0
    assert "The end of third." in (tmp_path / "out" / "transcripts" / "third.html").read_text()


def test_private_records_and_their_sources_stay_out(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "secret.txt").write_text("This is the clandestine speech. " + SPEECH)
    (tmp_path / "mine.txt").write_text(
        "This is a private page. Nothing of note was said there by anybody at all."
    )
    secret = {"file": "secret.txt", "speaker": "Jane Doe", "id": "secret-speech", "title": "Clandestine"}
    record(tmp_path, "clandestine-record", private=True, sources=[secret], notes="hush")
    record(tmp_path, "open", speaker={"name": "Jane Doe"})
    record(tmp_path, "other", text="Nothing of note was said there by anybody at all.",
           sources=[{"file": "mine.txt", "private": True, "id": "mine-speech"}])  # fmt: skip
    checked(ask)
    code, _, err = ask("report", "--out", "out")
    assert (code, err) == (0, "quotetrack: left out: 1 private record\n")
    said = everything(tmp_path / "out")
    for words in ("clandestine", "Clandestine", "secret", "hush", "mine.txt", "mine-speech", "private page"):
        assert words not in said, words
    assert "The transcripts that this verdict rests on are not published." in said


def test_a_clone_without_the_archive_still_shows_every_verdict(tmp_path: Path, ask: Ask) -> None:
    import shutil

    (tmp_path / "speech.txt").write_text(SPEECH)
    record(tmp_path, "one", sources=[{"file": "speech.txt", "speaker": "Jane Doe"}])
    checked(ask)
    shutil.rmtree(tmp_path / "archive")
    code, out, _ = ask("report")
    assert code == 0
    assert "1 quote, 0 transcripts" in out
    page = (tmp_path / "report" / "quotes" / "one.html").read_text()
    assert "The same words" in page
    assert "the archive has not the reading that was compared with" in page
    assert not (tmp_path / "archive").exists()


def test_what_is_stale_is_marked(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "speech.txt").write_text(SPEECH)
    record(tmp_path, "one", sources=[{"file": "speech.txt", "speaker": "Jane Doe"}])
    checked(ask)
    record(
        tmp_path, "one", text="the harvest was rich", sources=[{"file": "speech.txt", "speaker": "Jane Doe"}]
    )
    assert ask("report")[0] == 0
    page = (tmp_path / "report" / "quotes" / "one.html").read_text()
    assert "that wording is compared below" in page
    assert "<i>stale</i>" in (tmp_path / "report" / "index.html").read_text()


def test_several_transcripts_stand_side_by_side(tmp_path: Path, ask: Ask) -> None:
    rows = [
        {"id": name, "text": f"{SPEECH.replace('roads', word)} Thus spoke {name}.", "speaker": "Jane Doe",
         "date": "2003-01-28"}
        for name, word in (("first", "roads"), ("second", "bridges"))
    ]  # fmt: skip
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert ask("import", "rows.jsonl")[0] == 0
    record(
        tmp_path, "one", text=WORDS.replace("poor", "bad"), speaker={"name": "Jane Doe"}, date="2003-01-28"
    )
    checked(ask)
    assert ask("report")[0] == 0
    page = (tmp_path / "report" / "quotes" / "one.html").read_text()
    assert "2 transcripts of one occasion, 2 of them independent" in page
    assert "“bridges”" in page


def test_a_damaged_archive_keeps_no_quote_from_being_shown(tmp_path: Path, ask: Ask, site: Site) -> None:
    page = "".join(f"<p>{SPEECH}</p>" for _ in range(2))
    site.replies["/page"] = Reply(f"<html><body>{page}</body></html>".encode())
    record(tmp_path, "one", sources=[{"url": site.url("/page"), "speaker": "Jane Doe"}])
    assert ask("archive", "--all", "--allow-private")[0] == 0
    assert ask("verify", "--all", "--fail-on", "none")[0] == 0
    with Archive.open(tmp_path / "archive") as archive:
        (name,) = archive.addresses()
    warc = tmp_path / "archive" / name
    warc.write_bytes(warc.read_bytes()[:400])
    code, _, _ = ask("report")
    assert code == 0
    assert WORDS in (tmp_path / "report" / "quotes" / "one.html").read_text()


def test_broken_records_are_named_and_the_others_reported(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, "one")
    (tmp_path / "quotes" / "bad.yaml").write_text("text: [")
    (tmp_path / "quotes" / "verdicts").mkdir()
    record(tmp_path, "torn")
    (tmp_path / "quotes" / "verdicts" / "torn.json").write_text("{")
    code, out, err = ask("report")
    assert code == 2
    assert "1 quote," in out
    assert "bad.yaml" in err
    assert "torn.json" in err


def test_nothing_to_report(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "quotes").mkdir()
    code, _, err = ask("report")
    assert (code, err) == (1, "quotetrack: no quote to report\n")
    assert "There is no quote in this report." in (tmp_path / "report" / "index.html").read_text()


def test_a_folder_with_another_site_in_it_is_left(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, "one")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine")
    code, _, err = ask("report", "--out", "site")
    assert code == 2
    assert err.startswith("quotetrack: site/index.html: is there and not of an earlier report")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_hostile_words_are_text(tmp_path: Path, ask: Ask) -> None:
    evil = "</title></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}\u202e"
    (tmp_path / "speech.txt").write_text(f"{evil} {SPEECH} {evil}")
    source = {"file": "speech.txt", "speaker": evil[:-1], "title": evil[:-1], "publisher": evil[:-1]}
    record(tmp_path, "one", text=f"{WORDS} {evil}", speaker={"name": evil}, occasion=evil, notes=evil,
           tags=[evil], claimed_in=[{"citation": evil}], sources=[source])  # fmt: skip
    checked(ask)
    assert ask("report", "--title", evil)[0] == 0
    for path in (tmp_path / "report").rglob("*.html"):
        page = path.read_text()
        assert "<script>" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        assert len(re.findall("<script ", page)) == (2 if path.name == "index.html" else 1)
    texts = (tmp_path / "report" / "texts.js").read_text()
    assert texts.isascii()
    assert texts.count("\n") == 1


def test_a_thousand_quotes_have_a_small_index(tmp_path: Path, ask: Ask) -> None:
    for number in range(1000):
        words = f"{WORDS} " * 3 if number % 2 else "Зима была тяжёлая, но мы её пережили. " * 9
        record(tmp_path, f"quote-number-{number:04d}-of-a-thousand", text=words.strip(),
               speaker={"name": f"Speaker With A Long Name {number % 50}"}, date="2003-01-28")  # fmt: skip
    assert ask("report")[0] == 0
    assert (tmp_path / "report" / "index.html").stat().st_size < 500_000
