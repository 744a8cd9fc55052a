"""The audit: what is whole is clean, each kind of damage is named, and healed where there is a way."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.archive.fixity.finding import Finding
from quotetrack.archive.incoming import Resource
from quotetrack.archive.rebuild import rebuild
from quotetrack.auditing import Asked, audit
from quotetrack.errors import QuotetrackError
from quotetrack.indexing import update_index
from quotetrack.model import Transcript


def fill(folder: Path, *names: str) -> None:
    with Archive.open(folder) as archive:
        for name in names:
            body = f"{name}: the old bridge over the river is mended, and so are the roads. ".encode() * 50
            text = Resource(f"file:{name}", body, "text/plain", "utf-8", datetime.now(UTC))
            words = body.decode().strip()
            archive.keep(
                text, transcript=Transcript(name, words, capture=text.digest, archived_at=text.archived_at)
            )
        archive.note_refused("http://town.example/", "it answers 404 Not Found")
        update_index(archive)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of three texts, indexed."""
    fill(tmp_path / "archive", "a", "b", "c")
    return tmp_path / "archive"


def found(folder: Path, mirror: Path | None = None, *, repair: bool = False) -> list[Finding]:
    findings: list[Finding] = []
    audit(Asked(folder, mirror=mirror, repair=repair), findings.append)
    return findings


def warcs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 4
    path.write_bytes(data)


def test_what_is_whole_is_clean_and_the_check_is_logged(folder: Path) -> None:
    assert found(folder) == []
    last = list(events(folder))[-1]
    assert (last["type"], last["outcome"], last["detail"]) == ("fixity check", "success", "3 WARC files")
    assert found(folder) == [], "the event itself is whole"


def test_a_flipped_bit_in_a_gzip_header_names_the_record(folder: Path) -> None:
    from quotetrack.archive.warc_reading import read_records

    path = warcs(folder)[1]
    records = list(read_records(path))
    flip(path, records[2].offset + 4)  # of the time, which nobody reads
    (finding,) = found(folder)
    assert finding.file == path.name
    assert finding.record == f"record 3, {records[2].type} {records[2].uri}"
    assert "gzip header" in finding.what
    assert "--mirror" in finding.do
    assert list(events(folder))[-1]["outcome"] == "failure"


def test_a_damaged_a_cut_and_a_missing_file_are_named(folder: Path) -> None:
    a, b, c = warcs(folder)
    flip(a, a.stat().st_size // 2)
    b.write_bytes(b.read_bytes()[:-40])
    c.unlink()
    by_file = {finding.file: finding for finding in found(folder)}
    assert by_file[a.name].record is not None
    assert "cut" in by_file[b.name].what or "readable" in by_file[b.name].what
    assert by_file[c.name].what == "in the manifest, but missing"


def test_rows_that_are_not_what_the_files_say_are_named_and_made_anew(folder: Path) -> None:
    connection = sqlite3.connect(folder / "catalogue.sqlite")
    connection.execute("UPDATE transcript SET text = replace(text, 'bridge', 'fridge') WHERE id = 'b'")
    connection.execute(
        "UPDATE capture SET archived_at = '2001-01-01T00:00:00.000000Z' WHERE address = 'file:a'"
    )
    connection.execute("DELETE FROM voice")
    connection.execute("UPDATE transcript SET current = 0 WHERE id = 'c'")
    connection.commit()
    connection.close()
    what = " | ".join(f"{finding.record}: {finding.what}" for finding in found(folder))
    assert "transcript b of" in what
    assert "capture file:a of" in what
    assert "full_text: the full-text index is not that of the texts" in what
    assert "transcript c of" in what
    assert "catalogue.seal" in what
    healed = found(folder, repair=True)
    assert healed
    assert all(finding.healed for finding in healed)
    assert found(folder) == []
    with Archive.open(folder) as archive:
        assert "bridge" in (archive.text_of("b") or "")


def test_a_bit_that_no_row_shows_is_found_by_the_seal(folder: Path) -> None:
    """The unused end of a page: SQLite's own check and every row are as they were."""
    path = folder / "catalogue.sqlite"
    data = path.read_bytes()
    at = data.rindex(bytes(200)) + 100
    flip(path, at)
    (finding,) = found(folder)
    assert "catalogue.seal" in finding.what


@pytest.mark.parametrize("name", ["catalogue.sqlite", "catalogue.seal"])
def test_a_catalogue_that_is_none_is_made_anew(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"garbage" * 500)
    assert found(folder)
    assert all(finding.healed for finding in found(folder, repair=True))
    assert found(folder) == []


def test_a_killed_writer_leaves_no_seal_and_that_is_no_damage(folder: Path) -> None:
    (folder / "catalogue.seal").unlink()
    assert found(folder) == []
    assert (folder / "catalogue.seal").exists(), "once it is found good, it is sealed again"


def test_a_damaged_segment_of_the_index_is_built_again(folder: Path) -> None:
    (segment,) = (folder / "index").glob("*.segment")
    for at in (3, 2000, segment.stat().st_size - 5):
        flip(segment, at)
        (finding,) = found(folder)
        assert finding.file == f"index/{segment.name}"
        (finding,) = found(folder, repair=True)
        assert finding.healed
        assert found(folder) == []
        (segment,) = (folder / "index").glob("*.segment")


def test_a_line_of_the_manifest_is_mended_from_its_file(folder: Path) -> None:
    path = folder / "manifest.txt"
    whole = path.read_bytes()
    for at in (2, 66, 80, 140, len(whole) - 2, len(whole) - 120):
        flip(path, at)
        assert any(finding.file == "manifest.txt" for finding in found(folder))
        assert all(finding.healed for finding in found(folder, repair=True)), at
        assert path.read_bytes() == whole


def test_an_archive_of_an_older_version_gets_its_chains(folder: Path) -> None:
    lines = [line.split(" ") for line in (folder / "manifest.txt").read_text().splitlines()]
    (folder / "manifest.txt").write_text("".join(f"{a} {b} {name}\n" for a, b, _, name in lines))
    log = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    for event in log:
        del event["chain"]
    (folder / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in log))
    assert {finding.file for finding in found(folder)} == {"manifest.txt", "events.jsonl"}
    assert all(finding.healed for finding in found(folder, repair=True))
    assert found(folder) == []


def test_a_file_without_a_line_and_one_without_an_event(folder: Path, tmp_path: Path) -> None:
    fill(tmp_path / "other", "d")
    (brought,) = warcs(tmp_path / "other")
    shutil.copy(brought, folder)
    files = [finding.file for finding in found(folder)]
    assert brought.name in files
    assert "events.jsonl" in files
    assert all(finding.healed for finding in found(folder, repair=True))
    assert found(folder) == []
    with Archive.open(folder) as archive:
        assert archive.transcript_ids() == ("a", "b", "c", "d")


def spoil_file(folder: Path) -> None:
    flip(warcs(folder)[0], 100)


def lose_file(folder: Path) -> None:
    warcs(folder)[2].unlink()


def spoil_manifest(folder: Path) -> None:
    flip(folder / "manifest.txt", 10)


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.txt").unlink()


def spoil_log(folder: Path) -> None:
    flip(folder / "events.jsonl", 10)


def lose_log(folder: Path) -> None:
    (folder / "events.jsonl").unlink()


def shorten_log(folder: Path) -> None:
    path = folder / "events.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))


DAMAGE = [spoil_file, lose_file, spoil_manifest, lose_manifest, spoil_log, lose_log, shorten_log]


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_mirror_heals_the_archive(folder: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    mirror = tmp_path / "mirror"
    assert found(folder, mirror) == []
    fill(folder, "d")  # after the mirror was brought up to date
    damage(folder)
    assert found(folder, mirror)
    healed = found(folder, mirror, repair=True)
    assert healed
    assert all(finding.healed for finding in healed), healed
    assert found(folder, mirror) == []
    with Archive.open(folder) as archive:
        assert archive.transcript_ids() == ("a", "b", "c", "d")
    assert rebuild(folder).problems == ()


@pytest.mark.parametrize("damage", [spoil_file, lose_file, spoil_manifest, spoil_log])
def test_the_archive_heals_the_mirror(folder: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    mirror = tmp_path / "mirror"
    assert found(folder, mirror) == []
    damage(mirror)
    findings = found(folder, mirror)
    if damage is not lose_file:  # what it lacks, it just gets
        assert [Path(finding.file).parent for finding in findings] == [mirror]
        healed = found(folder, mirror, repair=True)
        assert [finding.healed for finding in healed] == [True]
    assert found(folder, mirror) == []


def test_what_is_damaged_in_both_is_named_and_left(folder: Path, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    assert found(folder, mirror) == []
    spoil_file(folder)
    spoil_file(mirror)
    before = [path.read_bytes() for path in (warcs(folder)[0], warcs(mirror)[0])]
    findings = found(folder, mirror, repair=True)
    assert {Path(finding.file).name for finding in findings if not finding.healed} == {warcs(folder)[0].name}
    assert [path.read_bytes() for path in (warcs(folder)[0], warcs(mirror)[0])] == before
    assert list(events(folder))[-1]["type"] == "recovery"
    assert list(events(folder))[-1]["outcome"] == "failure"


def test_a_mirror_has_its_own_place(folder: Path, tmp_path: Path) -> None:
    for wrong in (folder, folder / "mirror", tmp_path):
        with pytest.raises(QuotetrackError, match="mirror in or around"):
            found(folder, wrong)
    fill(tmp_path / "other", "x")
    found(tmp_path / "other", tmp_path / "mirror")
    with pytest.raises(QuotetrackError, match="another archive"):
        found(folder, tmp_path / "mirror", repair=True)


def test_names_in_a_manifest_lead_nowhere_else(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    with (folder / "manifest.txt").open("a") as lines:
        for name in ("../secret", "/etc/passwd", "a/../../secret", "a\0b"):
            lines.write(f"{'0' * 64} 6 {'0' * 64} {name}\n")
    files = {finding.file for finding in found(folder, tmp_path / "mirror")}
    assert files == {"manifest.txt"}
    assert not any("secret" in path.name for path in (tmp_path / "mirror").rglob("*"))


def test_an_archive_that_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    assert found(tmp_path / "archive") == []
    with pytest.raises(QuotetrackError, match="no archive here"):
        found(tmp_path / "none")


def test_a_capture_of_the_future_is_found(folder: Path) -> None:
    with Archive.open(folder) as archive:
        words = "The bridge will be mended."
        text = Resource("file:d", words.encode(), "text/plain", "utf-8", datetime(2999, 1, 1, tzinfo=UTC))
        archive.keep(
            text, transcript=Transcript("d", words, capture=text.digest, archived_at=text.archived_at)
        )
    told = [one for one in found(folder) if "still to come: 2999-01-01" in one.what]
    assert len(told) == 1
    assert all("a clock was wrong" in one.do and "file:d" in str(one.record) for one in told)
