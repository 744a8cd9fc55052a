"""``quotetrack collate``: the table, its other forms, what is looked for where, and wrong calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from quotetrack.boundary import run
from quotetrack.formats.collation_tei import TEI

SPEECH = (
    "Good evening. We have seen the old bridge fall into the river, and we will build a new bridge over "
    "it before the winter comes. Thank you all.\n"
)
WORDS = "the old bridge fall into the river, and we will build a new bridge over it"
RECORD = f"""text: {WORDS}
speaker: {{name: Ann Smith}}
date: 2001-05-02
sources:
  - {{file: first.txt, speaker: Ann Smith, date: 2001-05-02, nature: verbatim}}
  - {{file: second.txt, speaker: Ann Smith, date: 2001-05-02, nature: prepared}}
"""


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A record with two sources, and a third transcript of the day, of which it knows nothing."""
    (tmp_path / "quotes").mkdir()
    (tmp_path / "quotes" / "bridge.yaml").write_text(RECORD)
    texts = {
        "first": SPEECH,
        "second": SPEECH.replace("a new bridge", "no new bridge"),
        "third": SPEECH.replace("the old bridge", "old bridge"),
        "other": "Of the harvest, which was good this year and will be better, nothing is to be said.\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    assert collate(tmp_path, "archive", "--all") == 0
    for name in ("third", "other"):
        facts = ["--id", name, "--speaker", "Ann Smith", "--date", "2001-05-02"]
        assert collate(tmp_path, "archive", f"{tmp_path}/{name}.txt", *facts) == 0
    capsys.readouterr()
    return tmp_path


def collate(folder: Path, command: str, *arguments: str) -> int:
    return run(["--quotes", f"{folder}/quotes", "--archive", f"{folder}/archive", command, *arguments])


def test_a_record_is_collated_with_its_sources_and_what_the_archive_has(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collate(folder, "collate", "bridge", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    quote, base, *others = data["rows"]
    assert (quote["siglum"], quote["transcript"]) == ("Q", None)
    assert base["wording"] == "exact"
    assert data["base"] == base["siglum"] == "A"
    assert sorted(row["kind"].split(",")[0] for row in others) == ["nature unknown", "prepared text"]
    assert "third" in {row["transcript"] for row in others}
    varying = [unit["readings"] for unit in data["units"] if unit["varies"]]
    assert [sorted(reading["text"] for reading in readings) for readings in varying] == [
        ["", "the"],
        ["a", "no"],
    ]
    assert [sorted(str(reading["weight"]) for reading in readings) for readings in varying] == [
        ["None", "harmless"],
        ["None", "substantive"],
    ]
    assert [each["transcript"] for each in data["without"]] == ["other"]
    assert data["independent"] == 3


def test_offsets_are_those_of_the_texts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert collate(folder, "collate", "bridge", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    row = next(row for row in data["rows"] if row["transcript"] == "third")
    assert collate(folder, "text", "third") == 0
    text = capsys.readouterr().out
    assert text[row["start"] : row["end"]].startswith("We have seen old bridge fall")
    words = [text[slice(*cell)] for cell in row["cells"] if cell]
    assert words == text[row["start"] : row["end"]].replace(",", "").replace(".", "").split()


def test_the_table_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert collate(folder, "collate", "bridge") == 0
    out, err = capsys.readouterr()
    assert out.startswith("COLLATION  bridge\n")
    assert "variants in 2 places, 1 of substance" in out
    assert "without the passage: other" in out
    assert "\x1b" not in out
    assert err == "" or err.startswith("quotetrack: ")


def test_an_apparatus_for_scholars(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert collate(folder, "collate", "bridge", "--format", "tei") == 0
    root = etree.fromstring(capsys.readouterr().out.encode())
    assert root.tag == f"{{{TEI}}}TEI"
    readings = {reading.text for reading in root.iter(f"{{{TEI}}}rdg", f"{{{TEI}}}lem")}
    assert {"a", "no"} <= readings


def test_only_what_is_named_is_collated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["collate", "--text", WORDS, "--in", "third", "--in", "third", "--json"]
    assert collate(folder, *asked) == 0
    data = json.loads(capsys.readouterr().out)
    assert [row["transcript"] for row in data["rows"]] == [None, "third"]
    assert data["independent"] == 1


def test_words_without_a_record_are_looked_for_everywhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = ["--speaker", "Ann Smith", "--date", "2 May 2001", "--language", "en"]
    assert collate(folder, "collate", "--text", WORDS, *claims, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 4


def test_no_transcript_with_the_passage_is_a_finding(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = "nobody ever spoke of these seventeen purple elephants in any town"
    assert collate(folder, "collate", "--text", missing, "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["base"], [row["siglum"] for row in data["rows"]]) == (None, ["Q"])
    assert collate(folder, "collate", "--text", missing) == 1
    assert "no transcript has the passage" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name one ID, or --text"),
        (["bridge", "--text", WORDS], "Name one ID, or --text"),
        (["bridge", "--speaker", "Ann Smith"], "go with --text"),
        (["--text", "  "], "--text"),
        (["--text", "!?"], "--text"),
        (["--text", WORDS, "--in", "nowhere"], "no transcript nowhere in the archive"),
        (["--text", WORDS, "--format", "pdf"], "'pdf' is not one of"),
        (["nobody"], "nobody"),
    ],
)
def test_wrong_calls_end_in_one_line(
    folder: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collate(folder, "collate", *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert "Traceback" not in err


def test_a_hostile_quote_prints_nothing_that_steers_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = WORDS.replace("river", "riv\x1b[31mer\u202e")
    for form in ("text", "json", "tei"):
        assert collate(folder, "collate", "--text", hostile, "--format", form) in (0, 1, 2)
        out = capsys.readouterr().out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_every_cut_of_a_text_can_be_collated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (
        "river",
        "We",
        "river. Thank",
        "… river",
        "[the] river",
        SPEECH * 3,
        "“" + WORDS,
        WORDS + " …",
    ):
        assert collate(folder, "collate", "--text", text, "--json") in (0, 1)
        json.loads(capsys.readouterr().out)
