"""A report in its folder: whole files, an earlier report's taken away, nothing else touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack.errors import QuotetrackError
from quotetrack.reporting.laying import LIST, lay

FIRST = [("index.html", b"one"), ("quotes/a.html", b"a"), ("quotes/b.html", b"b"), ("old/x.html", b"x")]
SECOND = [("index.html", b"two"), ("quotes/a.html", b"a")]


def there(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: data for name, data in found.items() if name != LIST}


def test_the_next_report_takes_the_earlier_ones_pages_away_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "report"
    laid = lay(folder, FIRST)
    assert (laid.files, laid.size, laid.written, laid.removed) == (4, 6, 4, 0)
    assert there(folder) == dict(FIRST)
    (folder / "CNAME").write_bytes(b"mine")
    (folder / "quotes" / "notes.txt").write_bytes(b"mine too")
    before = (folder / "quotes" / "a.html").stat().st_mtime_ns
    laid = lay(folder, SECOND)
    assert (laid.written, laid.removed, laid.left) == (1, 2, ())
    assert there(folder) == dict(SECOND) | {"CNAME": b"mine", "quotes/notes.txt": b"mine too"}
    assert (folder / "quotes" / "a.html").stat().st_mtime_ns == before
    assert not (folder / "old").exists()


def test_a_page_that_somebody_changed_is_left(tmp_path: Path) -> None:
    lay(tmp_path, FIRST)
    (tmp_path / "quotes" / "b.html").write_bytes(b"edited")
    laid = lay(tmp_path, SECOND)
    assert laid.left == ("quotes/b.html",)
    assert there(tmp_path)["quotes/b.html"] == b"edited"


def test_somebody_elses_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"another site")
    with pytest.raises(QuotetrackError, match=r"index\.html: is there and not of an earlier report"):
        lay(tmp_path, FIRST)
    assert there(tmp_path) == {"index.html": b"another site"}
    lay(tmp_path / "own", FIRST)
    (tmp_path / "own" / "index.html").write_bytes(b"edited")
    with pytest.raises(QuotetrackError, match="not of an earlier report"):
        lay(tmp_path / "own", SECOND)


def test_a_link_in_a_pages_place_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"one")  # what the page says: by its bytes alone it would be ours
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "index.html").symlink_to(victim)
    with pytest.raises(QuotetrackError, match="not of an earlier report"):
        lay(folder, FIRST)


@pytest.mark.parametrize(
    "name", ["../victim", "/etc/victim", "quotes/../../victim", "C:/victim", "..\\victim", ""]
)
def test_a_list_that_names_what_lies_outside_takes_nothing_away(tmp_path: Path, name: str) -> None:
    import hashlib

    folder = tmp_path / "report"
    lay(folder, FIRST)
    (tmp_path / "victim").write_bytes(b"precious")
    data = json.loads((folder / LIST).read_text())
    data["files"][name] = [hashlib.sha256(b"precious").hexdigest()]
    (folder / LIST).write_text(json.dumps(data))
    lay(folder, SECOND)
    assert (tmp_path / "victim").read_bytes() == b"precious"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "other", "files": {}}', "[" * 100_000, "\xff"])
def test_a_list_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / LIST).write_bytes(text.encode("latin-1"))
    with pytest.raises(QuotetrackError, match="is not the list of a report"):
        lay(tmp_path, FIRST)


def test_a_report_that_was_killed_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, FIRST)
    from quotetrack.reporting import laying

    written = []

    def killed(path: Path, data: bytes) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(laying, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            lay(tmp_path, [("index.html", b"two"), ("quotes/c.html", b"c")])
    assert there(tmp_path)["index.html"] == b"two"
    lay(tmp_path, SECOND)
    assert there(tmp_path) == dict(SECOND)


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(QuotetrackError, match="name another --out DIR"):
        lay(tmp_path / "file", FIRST)
    with pytest.raises(QuotetrackError, match="name another --out DIR"):
        lay(tmp_path / "file" / "below", FIRST)
