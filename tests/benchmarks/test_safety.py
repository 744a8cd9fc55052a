"""The benchmarks of what must not be lost, small: bits flipped, programs killed, programs side by side."""

from __future__ import annotations

import sys

import bitflips
import killed
import pytest
import side_by_side


def test_flipped_bits_are_found_named_and_healed(capsys: pytest.CaptureFixture[str]) -> None:
    assert bitflips.main(["--flips", "32", "--seed", "5", "--heal"]) == 0, capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_killed_programs_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert killed.main(["--runs", "4", "--seed", "3"]) == 0, capsys.readouterr().out


def test_programs_side_by_side_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert side_by_side.main(["--seconds", "4"]) == 0, capsys.readouterr().out
