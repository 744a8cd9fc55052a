"""Refusals of an import in the event log: the first ones by name, the others by their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.gathering.outcome import Done, Outcome
from quotetrack.importing.refusals import MOST_LOGGED, noted


@pytest.mark.parametrize("refused", [0, 1, MOST_LOGGED, MOST_LOGGED + 3])
def test_the_log_tells_once_what_was_refused(tmp_path: Path, refused: int) -> None:
    outcomes = [Outcome("row:kept", Done.ARCHIVED)]
    outcomes += [Outcome(f"row:{number}", Done.REFUSED, reason="no text") for number in range(refused)]
    with Archive.open(tmp_path / "archive") as archive:
        assert list(noted(outcomes, archive, "rows.jsonl")) == outcomes
        told = [event for event in events(tmp_path / "archive") if event["type"] == "import"]
    assert [(event["object"], event["outcome"]) for event in told] == [("rows.jsonl", "failure")][:refused]
    for event in told:
        lines = str(event["detail"]).split("; ")
        assert lines[0] == "row:0: no text"
        assert len(lines) == min(refused, MOST_LOGGED + 1)
        assert (lines[-1] == "and 3 more") == (refused > MOST_LOGGED)
