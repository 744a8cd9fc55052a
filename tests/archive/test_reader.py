"""An archive as it is read: what was kept comes back, and only as it was."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from kept_pages import ADDRESS, PAGE, fetched, transcript

from quotetrack.archive import Archive, CaptureKind
from quotetrack.errors import ArchiveError
from quotetrack.model import Completeness, Nature, Stated


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "none") as archive:
        assert (
            archive.captures_of(ADDRESS) == archive.transcripts_of(ADDRESS) == archive.transcript_ids() == ()
        )
        assert list(archive.transcripts()) == []
        assert archive.transcript("x") is None
        assert archive.digest() == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        with pytest.raises(ArchiveError, match="no capture"):
            archive.payload("sha256:00")
    assert not (tmp_path / "none").exists()


def test_everything_comes_back(tmp_path: Path) -> None:
    page = fetched(packed=True)
    stated = Stated(id="a-speech", speaker="Ä", nature=Nature.PREPARED, complete=Completeness.YES)
    with Archive.open(tmp_path) as archive:
        kept = archive.keep(page, stated=stated, transcript=transcript(page))
        assert kept.digest == page.digest != fetched().digest, "the digest is of the bytes as sent"
        assert archive.captures_of(ADDRESS) == (kept,)
    with Archive.open(tmp_path) as archive:
        assert archive.captures_of(ADDRESS) == (kept,)
        assert (kept.kind, kept.status, kept.stated) == (CaptureKind.RESPONSE, 200, stated)
        assert (kept.media_type, kept.charset, kept.archived_at) == ("text/html", "UTF-8", page.archived_at)
        assert archive.transcripts_of(ADDRESS) == (transcript(page),)
        assert archive.transcript("a-speech") == transcript(page) == next(archive.transcripts())
        assert archive.transcript_ids() == ("a-speech",)
        assert archive.payload(kept.digest) == PAGE


def test_an_address_has_one_current_transcript_and_keeps_the_older_ones(tmp_path: Path) -> None:
    old, new = fetched(b"old"), fetched(b"new")
    with Archive.open(tmp_path) as archive:
        archive.keep(old, transcript=transcript(old, "x", "old"))
        before = archive.digest()
        archive.keep(new, transcript=transcript(new, "x", "new"))
        assert [t.text for t in archive.transcripts_of(ADDRESS)] == ["new", "old"]
        assert [t.text for t in archive.transcripts()] == ["new"]
        assert archive.digest() != before
        archive.add_transcript(transcript(new, "y", "new, read better"), ADDRESS)
        assert [t.text for t in archive.transcripts_of(ADDRESS)] == ["new, read better", "old"]
        assert archive.transcript_ids() == ("y",)
        assert archive.address_of("x") == archive.address_of("y") == ADDRESS
        found = archive.transcript("x")
        assert found is not None
        assert found.text == "new", "a name that was once given still leads somewhere"


def test_flipped_bytes_are_never_given_out(full: Path) -> None:
    with Archive.open(full) as archive:
        capture = archive.captures_of(ADDRESS)[-1]
        path = full / capture.warc
        data = path.read_bytes()
        for place in range(300, len(data), 97):
            broken = bytearray(data)
            broken[place] ^= 0x20
            path.write_bytes(broken)
            with suppress(ArchiveError):  # the flip is in a record that is not read for this
                assert archive.payload(capture.digest) == PAGE
        path.unlink()
        with pytest.raises(ArchiveError, match="cannot be read"):
            archive.payload(capture.digest)
