"""A hundredth of the long fuzz run of all readers, and that the run sees what it looks for."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import fuzz_readers
import pytest
from fuzz_readers import Input, make, result_of
from fuzzing.seeds import MEDIA_TYPES, seeds

from quotetrack.transcripts.readers import FORMATS


def test_a_thousand_damaged_files_are_read_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz_readers.main(["--inputs", "1000", "--seed", "1"]) == 0, capsys.readouterr().err
    assert "| all | 1,000 |" in capsys.readouterr().out


def test_every_format_is_damaged_and_every_whole_file_is_read(tmp_path: Path) -> None:
    whole = seeds()
    assert {seed.ending for seed in whole} >= {ending for form in FORMATS for ending in form.endings} - {
        ".webvtt", ".ndjson"
    }  # fmt: skip
    assert {seed.ending for seed in whole} == {*MEDIA_TYPES} - {".htm"}
    for seed in whole:
        assert fuzz_readers.read(Input(seed, seed.body, seed.media_type, None, None), tmp_path) >= 1


def test_the_same_number_is_the_same_input() -> None:
    whole = seeds()
    assert [make(number, 7, whole).body for number in range(40)] == [
        make(number, 7, seeds()).body for number in range(40)
    ]


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> Iterator[Input]:
    """A text, in a process that heeds the time limit."""
    monkeypatch.setattr(fuzz_readers, "SECONDS", 0.2)
    before = signal.signal(signal.SIGPROF, fuzz_readers._stop)
    seed = next(seed for seed in seeds() if seed.ending == ".txt")
    yield Input(seed, seed.body, None, None, None)
    signal.signal(signal.SIGPROF, before)


def test_what_fails_is_told(one: Input, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stands_still(*_: object) -> None:
        while True:
            pass

    def fails(*_: object) -> None:
        raise KeyError("lost")

    def needs_much(*_: object) -> None:
        raise MemoryError

    for reader, kind in ((stands_still, "time"), (fails, "error"), (needs_much, "memory")):
        monkeypatch.setattr(fuzz_readers, "read", reader)
        assert result_of(0, one, tmp_path).kind == kind
