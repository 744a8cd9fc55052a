"""Rows of a folder of files: a manifest names each file and says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from quotetrack.archive.limits import Limits
from quotetrack.importing.files import read_rows
from quotetrack.importing.lines import Lines, Unreadable
from quotetrack.importing.rows import SCHEME, BadRow, Fault, Place, Row, read_fields
from quotetrack.transcripts.readers import media_type_of

MANIFESTS = ("manifest.csv", "manifest.jsonl")


def read_folder(folder: Path, told: Callable[[int], None] = lambda _: None) -> Iterator[Row | BadRow]:
    """The rows of the folder's manifest, each with the bytes of the file it names."""
    manifest = next((folder / name for name in MANIFESTS if (folder / name).is_file()), None)
    if manifest is None:
        yield BadRow(Place(str(folder), 0), f"a folder without {' or '.join(MANIFESTS)}")
        return

    def make(place: Place, row: dict[str, Any]) -> Row:
        return row_of_file(place, row, folder)

    try:
        with Lines(manifest, told) as lines:
            yield from read_rows(lines, str(manifest), make)
    except Unreadable as wrong:
        yield BadRow(Place(str(manifest), 0), str(wrong))


def row_of_file(place: Place, row: dict[str, Any], folder: Path) -> Row:
    """A row that names its file, whose name without the ending is the id if none is given. Raises Fault."""
    fields = read_fields(row)
    name = row.get("file")
    if not isinstance(name, str) or not name.strip():
        raise Fault("file is missing")
    if "\0" in name:
        raise Fault("file is no file's name")
    path = folder / name
    # A manifest can come from a stranger: it must not carry a file off into an archive that is shared.
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Fault(f"file {name} lies outside the folder")
    id = fields.id or PurePosixPath(name).with_suffix("").as_posix()
    return Row(
        place=place,
        id=id,
        address=SCHEME + id,
        body=file_bytes(path, name),
        media_type=media_type_of(path.name),
        charset=None,
        url=fields.url,
        licence=fields.licence,
        stated=fields.stated,
    )


def file_bytes(path: Path, name: str) -> bytes:
    """All of a file that is no larger than is allowed; raises Fault."""
    cap = Limits().decoded_bytes
    try:
        with path.open("rb") as stream:
            body = stream.read(cap + 1)
    except (OSError, ValueError) as wrong:
        said = (getattr(wrong, "strerror", None) or str(wrong)).lower()
        raise Fault(f"file {name} cannot be read ({said})") from None
    if len(body) > cap:
        raise Fault(f"file {name} is larger than {cap // 2**20} MiB")
    return body
