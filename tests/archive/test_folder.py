"""The archive's folder: what is taken up on opening, who waits for whom, and folders that are none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from kept_pages import content

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.archive.manifest import fixity_of, noted
from quotetrack.archive.rebuild import rebuild
from quotetrack.errors import ArchiveError


def test_files_that_are_not_noted_are_taken_up(full: Path) -> None:
    before = content(full)
    with sqlite3.connect(full / "catalogue.sqlite") as database:
        (name,) = database.execute("SELECT warc FROM transcript WHERE text = 'read anew'").fetchone()
        database.execute("DELETE FROM transcript WHERE warc = ?", (name,))
        database.execute("DELETE FROM warc WHERE name = ?", (name,))
        database.execute("UPDATE transcript SET current = 1 WHERE id = 'a-file'")
    database.close()
    manifest = full / "manifest.txt"
    lines = [line for line in manifest.read_text().splitlines(True) if name not in line]
    manifest.write_text("".join(lines)[:-30])
    (full / "x.warc.gz.partial").write_bytes(b"half")
    with Archive.open(full) as archive:
        assert archive.transcripts_of("file:ä b.txt")[0].text == "read anew"
    assert content(full) == before
    assert noted(full)[name] == fixity_of(full / name)
    assert not (full / "x.warc.gz.partial").exists()
    assert [(e["type"], e["object"]) for e in events(full)][-1] == ("ingestion", name)


def test_a_warc_of_another_program_is_no_obstacle(full: Path) -> None:
    from warcio.warcwriter import WARCWriter

    with (full / "other.warc.gz").open("wb") as out:
        writer = WARCWriter(out)
        writer.write_record(writer.create_warcinfo_record("other.warc.gz", {"software": "other"}))
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert rebuild(full).problems == ()


def test_the_archive_path_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("")
    for path in (tmp_path / "archive", tmp_path / "archive" / "below"):
        with pytest.raises(ArchiveError, match="archive"):
            Archive.open(path).make_ready()
    with pytest.raises(ArchiveError, match="a file, not an archive"):
        rebuild(tmp_path / "archive")


def test_readers_do_not_wait_for_an_archiver(full: Path) -> None:
    with Archive.open(full) as writer, writer.writing():
        (full / "unnoted.warc.gz").write_bytes((next(full.glob("*.warc.gz"))).read_bytes())
        with Archive.open(full) as reader:
            assert reader.transcript_ids() == ("a-file", "a-speech")


def test_a_folder_that_cannot_be_written_is_read(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    before = sorted(full.iterdir())
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    (full / "catalogue.sqlite").unlink()
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert sorted(full.iterdir()) == [path for path in before if path.name != "catalogue.sqlite"]
