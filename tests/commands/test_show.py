"""``quotetrack show``: the record, its sources, the last verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotetrack.cli import cli
from quotetrack.errors import RecordError
from quotetrack.records import record_digest, write_receipt

RECORD = """text: |-
  One line.
  Another line.
kind: reported
key_terms: [line]
speaker: {name: Jane Doe, role: Minister, other_names: [J. Doe]}
date: 2003
language: en
original_language: fr
claimed_in:
  - {citation: A paper, place: headline, quotation_marks: true}
  - url: https://example.org/claim
sources:
  - {url: 'https://example.org/a', publisher: Example, nature: verbatim, complete: yes}
  - excerpt: {text: words, citation: A book}
reviews:
  - {reviewer: me, date: 2020-01-01, conclusion: accurate, evidence: 'sha256:%s', note: fine}
notes: some
tags: [t]
private: true
""" % ("0" * 64)


@pytest.fixture
def quotes(tmp_path: Path) -> Path:
    folder = tmp_path / "quotes"
    folder.mkdir()
    (folder / "x.yaml").write_text(RECORD)
    return folder


def show(quotes: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--quotes", str(quotes), "show", *arguments])


def test_the_page(quotes: Path) -> None:
    done = show(quotes, "x")
    assert done.exit_code == 0, done.output
    for line in (
        "  One line.",
        "speaker     Jane Doe, Minister",
        "also as     J. Doe",
        "spoken in   fr",
        "claimed in  A paper, headline, in quotation marks",
        "review      accurate, me, 2020-01-01: fine",
        "  1  https://example.org/a",
        "     Example, verbatim, complete",
        "     not archived",
        "not verified yet; run: quotetrack verify x",
    ):
        assert line in done.output.splitlines()


def test_the_last_verdict(quotes: Path) -> None:
    verdict = {
        "status": "differs",
        "reason": "Some words differ.",
        "cautions": [{"name": "cut-short", "words": "but\x1b[2J"}],
        "witnesses": [{"transcript": "t", "wording": None}],
        "checked_at": "2026-01-01",
        "record": record_digest(quotes / "x.yaml"),
    }
    write_receipt(quotes / "verdicts", "x", verdict)
    shown = show(quotes, "x").output
    assert "last verdict: differs\n  Some words differ.\n  caution cut-short: but" in shown
    assert "\x1b" not in shown
    (quotes / "x.yaml").write_text(RECORD + "# changed\n")
    assert "last verdict: differs (stale)" in show(quotes, "x").output


def test_json_is_one_object(quotes: Path) -> None:
    data = json.loads(show(quotes, "x", "--json").output)
    assert data["id"] == "x"
    assert data["verdict"] is None
    assert data["sources"][0]["archived"] == []
    assert data["sources"][1]["address"].startswith("urn:sha256:")


def test_no_such_record(quotes: Path) -> None:
    done = show(quotes, "y")
    assert isinstance(done.exception, RecordError)
