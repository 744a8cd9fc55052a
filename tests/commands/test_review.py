"""``quotetrack review``: what is signed, what is refused, and what a review does."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import quotetrack.version
from quotetrack.boundary import run
from quotetrack.records import load_record, read_receipt

ROOT = Path(quotetrack.version.__file__).parents[1]
RECORD = """# kept
text: the harvest was rich this year   # so they say
sources: [{file: speech.txt, nature: verbatim, complete: yes}]
# the end
"""


class Desk:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.record, self._capsys = folder, folder / "quotes" / "one.yaml", capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = run(["--quotes", str(self.folder / "quotes"), *arguments])
        return code, *self._capsys.readouterr()

    def sign(self, reviewer: str, conclusion: str, *more: str) -> tuple[int, str, str]:
        return self("review", "one", "--reviewer", reviewer, "--conclusion", conclusion, *more)

    def receipt(self) -> dict[str, Any]:
        found = read_receipt(self.folder / "quotes" / "verdicts", "one")
        assert found is not None
        return found

    def listed(self) -> list[dict[str, Any]]:
        (entry,) = json.loads(self("list", "--json")[1])
        return list(entry["reviews"])


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("QUOTETRACK_QUOTES", "QUOTETRACK_ARCHIVE", "QUOTETRACK_REVIEWER", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "quotes").mkdir()
    made = Desk(tmp_path, capsys)
    made.record.write_text(RECORD)
    (tmp_path / "speech.txt").write_text(
        "Fellow citizens, the harvest was poor this year, and we shall mend it.\n"
    )
    assert made("archive", "--all")[0] == 0
    assert made("verify", "one")[0] == 1
    return made


def test_a_current_review_clears_the_gate_and_leaves_the_rest_of_the_record(desk: Desk) -> None:
    code, out, err = desk.sign(
        "Jane Doe", "accurate", "--note", "The tape has “rich”.", "--date", "2024-05-02"
    )
    assert (code, err) == (0, "")
    assert "cleared by review" in out
    assert desk.record.read_text().startswith(RECORD.removesuffix("# the end\n"))
    assert "# the end" in desk.record.read_text()
    (review,) = load_record(desk.record).reviews
    assert (review.reviewer, review.conclusion, review.date) == ("Jane Doe", "accurate", "2024-05-02")
    assert review.evidence == desk.receipt()["evidence"]
    assert desk("verify", "one")[0] == 0
    assert desk.listed() == [{"reviewer": "Jane Doe", "conclusion": "accurate", "current": True}]
    assert "Jane Doe: accurate" in desk("list")[1]
    assert "accurate, Jane Doe, 2024-05-02 (current)" in desk("show", "one")[1]


def test_two_that_disagree_both_stand_and_clear_nothing(desk: Desk) -> None:
    desk.sign("Jane Doe", "accurate")
    out = desk.sign("John Roe", "misleading")[1]
    assert "reviewers disagree: another current review says accurate" in out
    assert "not cleared" in out
    assert desk("verify", "one")[0] == 1
    assert [(each["reviewer"], each["conclusion"]) for each in desk.listed()] == [
        ("Jane Doe", "accurate"),
        ("John Roe", "misleading"),
    ]
    # Who signs again replaces what they signed before.
    assert "cleared by review" in desk.sign("John Roe", "accurate")[1]
    assert desk("verify", "one")[0] == 0


def test_undecided_neither_clears_nor_hinders(desk: Desk) -> None:
    desk.sign("Jane Doe", "undecided")
    assert desk("verify", "one")[0] == 1
    desk.sign("John Roe", "accurate")
    assert desk("verify", "one")[0] == 0


def test_it_goes_stale_with_the_evidence_and_with_nothing_else(desk: Desk) -> None:
    desk.sign("Jane Doe", "accurate")
    with desk.record.open("a") as file:
        file.write("notes: of no weight\ntags: [harvest]\n")
    assert desk("verify", "one")[0] == 0
    assert desk.listed()[0]["current"]
    text = (desk.folder / "speech.txt").read_text()
    (desk.folder / "speech.txt").write_text(text + "\n\n\n")  # other bytes, the same text
    desk("archive", "--all")
    assert desk("verify", "one")[0] == 0
    (desk.folder / "speech.txt").write_text(text.replace("poor", "bad"))
    desk("archive", "--all")
    assert not desk.listed()[0]["current"], "before anything is verified anew"
    assert desk("verify", "one")[0] == 1
    assert not desk.listed()[0]["current"]
    assert "(stale: the evidence has changed)" in desk("show", "one")[1]
    assert "Jane Doe: accurate (stale)" in desk("list")[1]


def test_without_a_verdict_or_with_a_stale_one_nothing_is_signed(desk: Desk) -> None:
    desk.record.write_text(RECORD.replace("rich", "lavish"))
    before = desk.record.read_text()
    code, _, err = desk.sign("Jane Doe", "accurate")
    assert (code, "nothing is signed; run 'quotetrack verify one'" in err) == (2, True)
    (desk.folder / "quotes" / "verdicts" / "one.json").unlink()
    code, _, err = desk.sign("Jane Doe", "accurate")
    assert (code, "no verdict yet" in err) == (2, True)
    assert desk.record.read_text() == before


def test_evidence_that_was_seen_elsewhere_can_be_named(desk: Desk) -> None:
    digest = "sha256:" + "0" * 64
    code, out, _ = desk.sign("Jane Doe", "accurate", "--evidence", digest, "--json")
    told = json.loads(out)
    assert (code, told["evidence"], told["current"], told["cleared"]) == (0, digest, False, False)
    (desk.folder / "quotes" / "verdicts" / "one.json").unlink()
    code, _, err = desk.sign("John Roe", "accurate", "--evidence", digest)
    assert (code, "next: quotetrack verify one" in err) == (0, True)
    assert not (desk.folder / "quotes" / "verdicts" / "one.json").exists()


def test_evidence_of_ones_own_and_what_of_it_is_private(desk: Desk) -> None:
    desk.sign("Jane Doe", "accurate", "--seen", "tape 12, in the town's archive")
    desk.sign("John Roe", "accurate", "--seen", "a letter to me", "--seen-private")
    seen = [review.seen for review in load_record(desk.record).reviews]
    assert [(each.description, each.private) for each in seen if each] == [
        ("tape 12, in the town's archive", False),
        ("a letter to me", True),
    ]
    published = [
        desk("verify", "one", "--json")[1],
        desk("verify", "one")[1],
        desk("show", "one", "--json")[1],
        desk("show", "one", "--provenance", "--json")[1],
        desk("show", "one", "--provenance")[1],
        json.dumps(desk.receipt()),
    ]
    for text in published:
        assert "letter" not in text
        assert "tape 12" in " ".join(text.split())
        assert "private" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--conclusion", "accurate"], "--reviewer is missing"),
        (["--reviewer", "Jane Doe"], "--conclusion is missing"),
        (["--reviewer", "J", "--conclusion", "accurate", "--evidence", "sha256:1"], "it is no digest"),
        (["--reviewer", "J", "--conclusion", "accurate", "--date", "soon"], "is not a date"),
        (["--reviewer", "J", "--conclusion", "accurate", "--seen-private"], "goes with --seen"),
        (["--reviewer", "J", "--conclusion", "perhaps"], "perhaps"),
        (["--reviewer", " ", "--conclusion", "accurate"], "reviewer"),
    ],
)
def test_wrong_usage_writes_nothing(desk: Desk, arguments: list[str], says: str) -> None:
    code, _, err = desk("review", "one", *arguments)
    assert (code, says in err) == (2, True), err
    assert desk.record.read_text() == RECORD


def test_the_reviewer_can_be_set_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTETRACK_REVIEWER", "Jane Doe")
    assert desk("review", "one", "--conclusion", "undecided")[0] == 0
    assert load_record(desk.record).reviews[0].reviewer == "Jane Doe"


def test_on_a_terminal_the_verdict_is_shown_and_the_rest_is_asked(desk: Desk) -> None:
    master, slave = pty.openpty()
    os.write(master, b"Jane Doe\nperhaps\nmisleading\ncut short\n")
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", "--quotes", str(desk.folder / "quotes"), "review", "one"],
        stdin=slave,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 0, done.stderr
    assert "DIFFERS" in done.stderr
    assert "[-poor-]{+rich+}" in done.stderr
    (review,) = load_record(desk.record).reviews
    assert (review.reviewer, review.conclusion, review.note) == ("Jane Doe", "misleading", "cut short")
