"""``quotetrack check``: articles in, places, verdicts and exit codes out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Reply, Site
from speeches import ARTICLE, EXPECTED, archive_speeches

from quotetrack.boundary import run
from quotetrack.records import load_records

SHARED = Path(__file__).parents[3] / "shared"
Ask = Callable[..., tuple[int, str, str]]
MISQUOTED = "America will never seek a permission slip to defend the security of our people."


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder; what it holds is not changed."""
    folder = tmp_path_factory.mktemp("speeches") / "archive"
    archive_speeches(folder)
    return folder


@pytest.fixture
def ask(
    speeches: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ask:
    """Run the program in an empty folder over that archive: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.md").write_text(ARTICLE, encoding="utf-8")

    def asked(*arguments: str, archive: Path = speeches) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--archive", str(archive), *arguments])
        return code, *capsys.readouterr()

    return asked


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_for_people_with_file_line_and_column(ask: Ask) -> None:
    code, out, err = ask("check", "article.md")
    assert code == 1
    assert "article.md:3:46: differs: George W. Bush: “America will never seek" in out
    assert "content: the quote has “people”, the transcript “country”" in out
    assert "compared with 2004-bush-1, State of the Union 2004, 2004-01-20" in " ".join(out.split())
    assert "stops nothing: the archive has nothing this speaker said" in " ".join(out.split())
    assert "Carter doctrine" not in out
    assert err == (
        "quotetrack: article.md: 12 quotations: 3 stopping; 7 passing; 2 not checked (1 scare, 1 title)\n"
    )
    _, out, _ = ask("check", "--all", "article.md")
    assert "not checked (scare): “Carter doctrine”" in out
    assert "\x1b" not in out


def test_the_schema(ask: Ask) -> None:
    code, out, err = ask("check", "--format", "json", "article.md")
    found = lines(out)
    assert (code, err) == (1, "")
    assert [
        (each["kind"], each["speaker"], each["verdict"] and each["verdict"]["status"], each["level"])
        for each in found
    ] == [expected[1:] for expected in EXPECTED]
    first = found[0]
    assert set(first) == {
        "schema", "article", "line", "column", "end_line", "end_column", "kind", "nested", "text", "speaker",
        "attribution", "inferred", "language", "level", "because", "record", "verdict",
    }  # fmt: skip
    assert first["schema"] == "quotetrack/check/1"
    assert (first["line"], first["column"], first["end_line"]) == (3, 46, 4)
    assert first["attribution"] == "President George W. Bush"
    assert first["verdict"]["schema"] == "quotetrack/verdict/1"


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("none", 0), ("joined", 0), ("differs", 1), ("other-speaker", 1), ("matches", 1)],
)
def test_what_stops_is_chosen(ask: Ask, fail_on: str, code: int) -> None:
    assert ask("check", "article.md", "--fail-on", fail_on)[0] == code


def test_a_status_that_is_none_is_a_usage_error(ask: Ask) -> None:
    code, _, err = ask("check", "article.md", "--fail-on", "wrong")
    assert code == 2
    assert "statuses are: unchecked" in err


def test_standard_input(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    fed(f"George W. Bush said “{MISQUOTED}”")
    code, out, _ = ask("check", "-")
    assert code == 1
    assert out.startswith("-:1:22: differs")
    fed(f"> {MISQUOTED}\n>\n> — George W. Bush\n")
    code, out, _ = ask("check", "--as", "markdown", "-", "--format", "json")
    assert [(each["kind"], each["line"], each["column"]) for each in lines(out)] == [("block", 1, 3)]
    fed("")
    code, _, err = ask("check", "-")
    assert (code, err) == (2, "quotetrack: -: nothing to read: it is empty\n")


def test_an_address(ask: Ask, site: Site) -> None:
    site.replies["/a"] = Reply(f"<html><body><p>George W. Bush said “{MISQUOTED}”</p></body></html>".encode())
    code, out, _ = ask("check", "--allow-private", site.url("/a"))
    assert code == 1
    assert out.startswith(f"{site.url('/a')}:1:")
    code, _, err = ask("check", site.url("/a"))
    assert code == 2
    assert "private or loopback" in err


def test_one_bad_file_does_not_keep_the_others_out(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    code, out, err = ask("check", "missing.md", "empty.md", "a.pdf", "article.md", "article.md")
    assert code == 2
    assert out.count(":3:46: differs") == 1
    told = [line for line in err.splitlines() if "12 quotations" not in line]
    assert [line.split(":")[1].strip() for line in told] == ["missing.md", "empty.md", "a.pdf"]


def test_without_transcripts_everything_passes_and_that_is_said(ask: Ask, tmp_path: Path) -> None:
    code, out, err = ask("check", "article.md", archive=tmp_path / "nothing")
    assert code == 0
    assert "holds no transcripts, nothing to compare with" in err
    assert "unchecked" in out


def test_drafts_are_added_once(ask: Ask, tmp_path: Path) -> None:
    code, _, err = ask("--quotes", "quotes", "check", "--add", "article.md")
    assert code == 1
    assert err.count("quotetrack: added quotes/") == 9
    records, broken = load_records(tmp_path / "quotes")
    assert not broken
    assert len(records) == 9
    bush = next(record for record in records if record.text == MISQUOTED)
    assert bush.speaker is not None
    assert bush.speaker.name == "George W. Bush"
    assert bush.claimed_in[0].citation == "article.md"
    code, out, err = ask("--quotes", "quotes", "check", "--add", "article.md")
    assert "added" not in err
    assert out.count("this quote has a record:") >= 3


def test_a_signed_review_lets_a_quotation_through_and_says_so(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text(f"George W. Bush said “{MISQUOTED}”\n", encoding="utf-8")
    assert ask("--quotes", "quotes", "check", "--add", "article.md")[0] == 1
    (record,) = (tmp_path / "quotes").glob("*.yaml")
    assert ask("--quotes", "quotes", "verify", record.stem)[0] == 1
    signed = ("--reviewer", "Ann Lee", "--conclusion", "accurate", "--note", "Said so on tape.")
    code, _, err = ask("--quotes", "quotes", "review", record.stem, *signed)
    assert code == 0, err
    code, out, err = ask("--quotes", "quotes", "check", "article.md")
    assert code == 0
    assert "differs, cleared by review" in out
    assert "reviewed by Ann Lee" in out
    assert "1 cleared by review" in err
    # a record that cannot be read may be the one that clears
    (tmp_path / "quotes" / "broken.yaml").write_text("text: [")
    code, _, err = ask("--quotes", "quotes", "check", "article.md")
    assert code == 2
    assert "broken.yaml" in err


def test_adding_needs_a_folder(ask: Ask) -> None:
    code, _, err = ask("check", "--add", "article.md")
    assert code == 2
    assert "no quotes/ folder" in err


def test_sarif_is_one_log_for_all_articles(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(f"Jimmy Carter said “{MISQUOTED}”\n", encoding="utf-8")
    code, out, _ = ask("check", "--format", "sarif", "article.md", "b.md")
    results = json.loads(out)["runs"][0]["results"]
    assert code == 1
    assert len(results) == 4
    code, out, _ = ask("check", "--format", "sarif", "missing.md")
    assert code == 2
    assert json.loads(out)["runs"][0]["results"] == []


# --- the real cases ---

SENTENCES = (
    "{name} once told an audience: “{words}.”",
    "“{words},” said {name}.",
    'According to {name}, "{words}."',
    '"{words}," {name} said.',
    "As {name} put it, “{words}.”",
    "“{words},” {name} declared years later, to long applause.",
    "It was {name} who said that “{words}.”",
    "In the words of {name}, “{words}.”",
    "> {words}.\n>\n> — {name}",
    "'{words},' wrote {name}.",
    'The paper reminded its readers of {name}, who warned: "{words}."',
    "Speaking to reporters, {name} insisted that “{words}.”",
)
OTHERS = "The day was “unusually warm” for the season, and the film “Gone with the Wind” was shown again."
STOPS = {"altered", "meaning_changed", "spliced_unmarked", "misattributed_speaker", "fabricated"}


@pytest.mark.shared
def test_the_real_cases_set_into_prose(ask: Ask, tmp_path: Path) -> None:
    """All are found, given to the right speaker, and those stop that differ."""
    import gzip

    from quotetrack.verification.names import same_name

    if not SHARED.is_dir():
        pytest.skip("the shared cases are not beside this checkout")
    cases = [json.loads(line) for line in (SHARED / "cases" / "real_quotes.jsonl").read_text().splitlines()]
    wanted = {case["transcript"] for case in cases}
    with (tmp_path / "transcripts.jsonl").open("w", encoding="utf-8") as kept:
        for corpus in sorted((SHARED / "corpora").glob("*.jsonl.gz")):
            with gzip.open(corpus, "rt", encoding="utf-8") as file:
                for line in file:
                    if line[:120].split('"id": "', 1)[-1].split('"', 1)[0] in wanted:
                        row = json.loads(line)
                        if row["id"] == "sotu-public-papers/1790":  # the corpus leaves its speaker out
                            row["speaker"] = "George Washington"
                        kept.write(json.dumps(row) + "\n")
    archive = tmp_path / "archive"
    assert ask("import", "transcripts.jsonl", archive=archive)[0] == 0
    paragraphs = []
    for number, case in enumerate(cases):
        words = case["quote"].strip('" ').rstrip(".,")
        sentence = SENTENCES[number % len(SENTENCES)]
        paragraphs += [sentence.format(name=case["attributed_speaker"], words=words), OTHERS]
    (tmp_path / "prose.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    code, out, _ = ask("check", "--format", "json", "prose.md", archive=archive)
    assert code == 1
    claimed = [each for each in lines(out) if each["kind"] in ("direct", "block")]
    assert len(claimed) == len(cases)
    for case, each in zip(cases, claimed, strict=True):
        assert each["text"].strip(".,") == case["quote"].strip('" ').rstrip(".,"), case["id"]
        assert same_name(each["speaker"], case["attributed_speaker"]), (case["id"], each["speaker"])
    stopped = {case["id"] for case, each in zip(cases, claimed, strict=True) if each["level"] == "stop"}
    assert stopped == {
        case["id"]
        for case, each in zip(cases, claimed, strict=True)
        if each["verdict"]["status"] not in ("matches", "as-marked", "close") and case["id"] != "q07"
    }
    assert stopped >= {"a01", "a04", "a08", "a11", "a27", "f04", "m02", "q03", "s03", "w05"}
    assert all(case["truth"] in STOPS for case in cases if case["id"] in stopped)
    others = [each for each in lines(out) if each["kind"] in ("scare", "title")]
    assert len(others) == 2 * len(cases)
    assert {each["level"] for each in others} == {"aside"}


def test_what_is_more_than_an_article_has_is_refused_in_one_line(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("“a” " * 200_000, encoding="utf-8")
    (tmp_path / "long.txt").write_text("a book " * 200_000, encoding="utf-8")
    code, out, err = ask("check", "many.txt", "long.txt")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "quotetrack: many.txt: it has more than 5,000 quotations, which is the most of an article; "
        "check it in parts",
        "quotetrack: long.txt: it has more than 1,000,000 characters, which is the most of an article; "
        "check it in parts",
    ]


def test_a_quotation_longer_than_a_quote_is_named_and_not_looked_for(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text(f"“{'we go on ' * 3000},” said George W. Bush.", encoding="utf-8")
    code, out, err = ask("check", "speech.txt")
    assert code == 2
    assert "unchecked" in out
    assert "not looked for" in " ".join(out.split())
    said = "the quotation has 27,001 characters, a quote has at most 20,000; not checked"
    assert f"quotetrack: speech.txt:1:2: {said}\n" in err
