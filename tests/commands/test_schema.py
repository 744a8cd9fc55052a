"""``quotetrack schema`` prints the schema that is published, and needs no records."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quotetrack.cli import cli


def test_it_prints_the_committed_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["schema"])
    assert done.exit_code == 0
    assert done.output == (Path(__file__).parents[2] / "quotes" / "quote.schema.json").read_text()
