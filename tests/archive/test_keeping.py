"""Keeping captures and transcripts, and getting them back, if need be from the WARC files alone."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quotetrack.archive import Archive, CaptureKind
from quotetrack.archive.events import events
from quotetrack.archive.incoming import Exchange, Fetched, Resource
from quotetrack.archive.layout import SCHEMA_VERSION
from quotetrack.archive.manifest import fixity_of, noted
from quotetrack.archive.rebuild import rebuild
from quotetrack.archive.warc_reading import DamagedWarc, read_records
from quotetrack.errors import ArchiveError
from quotetrack.model import Completeness, Nature, Role, Span, Stated, Transcript, Turn

PAGE = "<p>Words, слова, 言葉.</p>".encode()
ADDRESS = "https://site.example/speech?a=b"


def fetched(
    body: bytes = PAGE, *, address: str = ADDRESS, at: datetime | None = None, packed: bool = False
) -> Fetched:
    at = at or datetime.now(UTC)
    headers = [("Content-Type", "text/html; charset=UTF-8"), ("X-Odd", "caf\xe9")]
    payload = gzip.compress(body, mtime=0) if packed else body
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    request = b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"
    answer = Exchange(address, request, "HTTP/1.1", 200, "OK", tuple(headers), payload, at, "93.184.216.34")
    moved = replace(answer, url="https://old.example/", status=301, phrase="Moved", payload=b"", headers=())
    return Fetched(address, (moved, answer), body)


def transcript(
    of: Fetched | Resource, id: str = "a-speech", text: str = "Words.\nWords again."
) -> Transcript:
    return Transcript(
        id=id,
        text=text,
        turns=(
            Turn(0, 0, 6, "MR. A", "A", Role.CHAIR, "en", "ru", "p. 1", (Span(1, 2), Span(3, 4))),
            Turn(1, 7, 12),
        ),
        asides=(Span(1, 2), Span(3, 4)),
        title="“A speech” — о войне",
        speaker="A",
        date="2003-03",
        published="2003-04-01",
        place="Somewhere",
        occasion="A meeting",
        language="en",
        publisher="P",
        nature=Nature.VERBATIM,
        complete=Completeness.NO,
        derived_from="other",
        url=of.url,
        capture=of.digest,
        archived_at=of.archived_at,
        reader="test/1",
    )


def content(folder: Path) -> list[str]:
    """Every row of the catalogue, without the numbers that say only in which order they came."""
    database = sqlite3.connect(folder / "catalogue.sqlite")
    found = []
    for table in ("warc", "capture", "transcript"):
        rows = database.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        found += [repr([(n, v) for n, v in zip(names, row, strict=True) if n != "seq"]) for row in rows]
    database.close()
    return sorted(found)


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


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        first = archive.keep(fetched())
        again = archive.keep(fetched())
        assert [c.kind for c in archive.captures_of(ADDRESS)] == [CaptureKind.REVISIT, CaptureKind.RESPONSE]
        assert (again.digest, archive.payload(again.digest)) == (first.digest, PAGE)
        assert archive.keep(fetched(b"other")).kind is CaptureKind.RESPONSE
        assert archive.keep(fetched(address="https://mirror.example/")).kind is CaptureKind.RESPONSE
    assert [event["outcome"] for event in events(tmp_path)] == ["success", "unchanged", "success", "success"]


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


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """An archive with one of everything."""
    folder = tmp_path / "archive"
    start = datetime(2020, 1, 1, tzinfo=UTC)
    with Archive.open(folder) as archive:
        page = fetched(at=start)
        archive.keep(page, stated=Stated(title="T"), transcript=transcript(page))
        archive.keep(fetched(at=start + timedelta(days=1)))
        other = fetched(b"changed", at=start + timedelta(days=2), packed=True)
        archive.keep(other, transcript=transcript(other, text="Changed"))
        text = Resource("file:ä b.txt", "ж".encode(), "text/plain", "utf-8", start)
        archive.keep(text, transcript=transcript(text, "a-file"))
        archive.add_transcript(transcript(text, "a-file", "read anew"), "file:ä b.txt")
        archive.note_refused("https://gone.example/", "it answers 404")
    return folder


def test_a_rebuild_gives_the_same(full: Path) -> None:
    before = content(full)
    found = rebuild(full)
    assert (found.files, found.captures, found.transcripts, found.problems) == (5, 4, 2, ())
    assert content(full) == before
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (full / name).unlink(missing_ok=True)
    assert rebuild(full).captures == 4
    assert content(full) == before


@pytest.mark.parametrize("damage", [b"no database at all" * 500, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_catalogue_is_made_anew_on_opening(full: Path, damage: bytes) -> None:
    before = content(full)
    (full / "catalogue.sqlite").write_bytes(damage)
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert content(full) == before


def test_a_catalogue_of_an_older_version_is_made_anew_on_opening(full: Path) -> None:
    before = content(full)
    with sqlite3.connect(full / "catalogue.sqlite") as database:
        database.execute("ALTER TABLE transcript DROP COLUMN parts")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    database.close()
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert content(full) == before


def test_a_catalogue_of_the_future_is_left_alone(full: Path) -> None:
    with sqlite3.connect(full / "catalogue.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ArchiveError, match=r"newer quotetrack \(schema 99.*quotetrack rebuild"):
        Archive.open(full)
    assert rebuild(full).captures == 4
    Archive.open(full).close()


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


def test_a_file_cut_anywhere_is_damaged_or_a_file_of_fewer_records(
    full: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between two records nothing in a WARC tells; the manifest does. warcio's own words reach nobody."""
    path = sorted(full.glob("*-site.example-*"))[1]
    data = path.read_bytes()
    whole = list(read_records(path))
    starts = {record.offset for record in whole}
    for size in range(len(data)):
        path.write_bytes(data[:size])
        try:
            found = list(read_records(path))
        except DamagedWarc:
            continue
        assert found == whole[: len(found)]
        ends = {record.offset for record in whole[len(found) :]} or {len(data)}
        assert size in starts or min(abs(end - size) for end in ends) <= 12  # gzip's own CRC and length
    for place in range(10, len(data), 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        with suppress(DamagedWarc):
            assert [record.block for record in read_records(path)] == [record.block for record in whole]
    assert capsys.readouterr() == ("", "")


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


def test_a_warc_of_another_program_is_no_obstacle(full: Path) -> None:
    from warcio.warcwriter import WARCWriter

    with (full / "other.warc.gz").open("wb") as out:
        writer = WARCWriter(out)
        writer.write_record(writer.create_warcinfo_record("other.warc.gz", {"software": "other"}))
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert rebuild(full).problems == ()


def test_lone_surrogates_do_not_keep_a_page_from_being_kept(tmp_path: Path) -> None:
    page = fetched()
    with Archive.open(tmp_path) as archive:
        archive.keep(page, stated=Stated(title="a\udcff"))
        assert archive.captures_of(ADDRESS)


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


def test_metadata_stands_beside_each_capture(full: Path) -> None:
    path = sorted(full.glob("*-site.example-*"))[0]
    records = {record.type: record for record in read_records(path)}
    about = json.loads(records["metadata"].block)
    assert about["transcript"] == "a-speech"
    assert about["stated"] == {"title": "T"}
    assert records["metadata"].refers_to == records["response"].id == records["conversion"].refers_to


def test_a_folder_that_cannot_be_written_is_read(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    before = sorted(full.iterdir())
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    (full / "catalogue.sqlite").unlink()
    with Archive.open(full) as archive:
        assert archive.transcript_ids() == ("a-file", "a-speech")
    assert sorted(full.iterdir()) == [path for path in before if path.name != "catalogue.sqlite"]
