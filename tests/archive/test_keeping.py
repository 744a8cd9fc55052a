"""Keeping captures and transcripts: once each, noted, with what is known of them."""

from __future__ import annotations

import json
from pathlib import Path

from kept_pages import ADDRESS, PAGE, fetched

from quotetrack.archive import Archive, CaptureKind
from quotetrack.archive.events import events
from quotetrack.archive.manifest import fixity_of, noted
from quotetrack.archive.warc_reading import read_records
from quotetrack.model import Stated


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        first = archive.keep(fetched())
        again = archive.keep(fetched())
        assert [c.kind for c in archive.captures_of(ADDRESS)] == [CaptureKind.REVISIT, CaptureKind.RESPONSE]
        assert (again.digest, archive.payload(again.digest)) == (first.digest, PAGE)
        assert archive.keep(fetched(b"other")).kind is CaptureKind.RESPONSE
        assert archive.keep(fetched(address="https://mirror.example/")).kind is CaptureKind.RESPONSE
    assert [event["outcome"] for event in events(tmp_path)] == ["success", "unchanged", "success", "success"]


def test_every_file_is_in_the_manifest(full: Path) -> None:
    assert noted(full) == {path.name: fixity_of(path) for path in full.glob("*.warc.gz")}


def test_torn_lines_are_passed_over_and_do_not_spoil_the_next(full: Path) -> None:
    for name in ("events.jsonl", "manifest.txt"):
        with (full / name).open("ab") as stream:
            stream.write(b'{"type": "cap')
    with Archive.open(full) as archive:
        archive.keep(fetched(b"after the crash"))
    assert len(list(events(full))) == 7
    assert len(noted(full)) == 6


def test_lone_surrogates_do_not_keep_a_page_from_being_kept(tmp_path: Path) -> None:
    page = fetched()
    with Archive.open(tmp_path) as archive:
        archive.keep(page, stated=Stated(title="a\udcff"))
        assert archive.captures_of(ADDRESS)


def test_metadata_stands_beside_each_capture(full: Path) -> None:
    path = sorted(full.glob("*-site.example-*"))[0]
    records = {record.type: record for record in read_records(path)}
    about = json.loads(records["metadata"].block)
    assert about["transcript"] == "a-speech"
    assert about["stated"] == {"title": "T"}
    assert records["metadata"].refers_to == records["response"].id == records["conversion"].refers_to
