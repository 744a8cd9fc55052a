"""``quotetrack completion`` and what its scripts are answered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import quotetrack.version
from quotetrack.cli import cli

ROOT = Path(quotetrack.version.__file__).parents[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0
    assert "_QUOTETRACK_COMPLETE" in done.output


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("quotetrack show pu", ["putin-2003-iraq"]),
        ("quotetrack --quotes {quotes} show b", ["bush-2003-uranium"]),
        ("quotetrack --quotes {quotes}/none show b", []),
        ("quotetrack list --status not", ["not-in-transcripts"]),
        ("quotetrack sche", ["schema"]),
    ],
)
def test_ids_statuses_and_commands_complete(tmp_path: Path, words: str, answers: list[str]) -> None:
    quotes = tmp_path / "quotes"
    quotes.mkdir()
    for id in ("putin-2003-iraq", "bush-2003-uranium"):
        (quotes / f"{id}.yaml").write_text("not: [even a record")
    words = words.format(quotes=quotes)
    asked = {
        "_QUOTETRACK_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | asked,
    )
    assert done.stdout.split() == [f"plain,{answer}" for answer in answers]
    assert done.stderr == ""
