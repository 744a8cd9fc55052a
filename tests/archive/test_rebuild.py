"""Making the catalogue anew from the WARC files alone."""

from __future__ import annotations

from pathlib import Path

from kept_pages import content

from quotetrack.archive import Archive
from quotetrack.archive.rebuild import rebuild


def test_a_rebuild_gives_the_same(full: Path) -> None:
    before = content(full)
    found = rebuild(full)
    assert (found.files, found.captures, found.transcripts, found.problems) == (5, 4, 2, ())
    assert content(full) == before
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (full / name).unlink(missing_ok=True)
    assert rebuild(full).captures == 4
    assert content(full) == before


def test_damage_is_named_and_the_rest_goes_on(full: Path) -> None:
    cut, flipped, gone, *_ = sorted(full.glob("*.warc.gz"))
    cut.write_bytes(cut.read_bytes()[:-40])
    data = bytearray(flipped.read_bytes())
    data[9] ^= 1  # the gzip header's OS byte: no CRC and no record digest covers it
    flipped.write_bytes(data)
    gone.unlink()
    found = rebuild(full)
    assert len(found.problems) == 3
    assert any(cut.name in line for line in found.problems)
    assert any(flipped.name in line and "have changed" in line for line in found.problems)
    assert any(gone.name in line and "missing" in line for line in found.problems)
    with Archive.open(full) as archive:
        assert "a-file" in archive.transcript_ids()
