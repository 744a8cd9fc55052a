"""From a record's file to a Quote; every problem of the file is found, each with its line and field."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.errors import RecordError
from quotetrack.records.ids import fault
from quotetrack.records.problems import BrokenRecord, problem

if TYPE_CHECKING:  # 20 ms that a listing need not pay
    from quotetrack.model import Quote

MAX_BYTES = 1 << 20
ENDING = ".yaml"


def load_record(path: Path) -> Quote:
    """The record in this file; its id is the file name's stem.

    Raises BrokenRecord (a RecordError) with all problems of the file: unreadable, no YAML, fields
    that the schema does not allow.
    """
    wrong = (
        fault(path.name.removesuffix(ENDING)) if path.name.endswith(ENDING) else f"does not end in {ENDING}"
    )
    if wrong:
        raise BrokenRecord([problem(path, None, "", f"the file name {wrong}")])
    return read_record(record_bytes(path), path)


def load_records(folder: Path) -> tuple[tuple[Quote, ...], tuple[RecordError, ...]]:
    """All records of the folder, sorted by id, and all problems met; a broken file does not stop the rest."""
    quotes: list[Quote] = []
    problems: list[RecordError] = []
    for path in record_files(folder):
        try:
            quotes.append(load_record(path))
        except BrokenRecord as wrong:
            problems += wrong.problems
    return tuple(quotes), tuple(problems)


def find_record(folder: Path, id: str) -> Quote:
    """The record of that id. Raises RecordError when there is none, BrokenRecord when it cannot be read."""
    wrong = fault(id)
    if wrong:
        raise RecordError(f"{id[:100]!r} {wrong}")
    path = folder / f"{id}{ENDING}"
    if not os.path.lexists(path):
        raise _no_record(folder, id)
    return load_record(path)


def record_files(folder: Path) -> tuple[Path, ...]:
    """The files of the folder that are, or were meant as, records, sorted by name; hidden ones are not.

    ``x.yml`` is among them, so that a misnamed record is an error and not silently left out.
    Raises RecordError when the folder cannot be listed.
    """
    try:
        names = sorted(
            name
            for name in os.listdir(folder)
            if name.endswith((ENDING, ".yml")) and not name.startswith(".")
        )
    except OSError as wrong:
        raise problem(folder, None, "", f"cannot be listed ({wrong.strerror}); check the folder") from None
    return tuple(folder / name for name in names)


def record_bytes(path: Path) -> bytes:
    """The bytes of a record's file. Raises BrokenRecord for anything but a readable small plain file.

    Symbolic links are refused: in a reviewed repository a record must be what the review showed.
    """
    try:
        # Not blocking, so that a named pipe is refused and does not hang the program.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BrokenRecord([problem(path, None, "", "is no plain file; a record is a YAML file")])
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as wrong:
        if wrong.errno == errno.ELOOP:
            what = "is a symbolic link; put the file itself here"
        else:
            what = f"cannot be read ({wrong.strerror}); check the file and its permissions"
        raise BrokenRecord([problem(path, None, "", what)]) from None
    if len(data) > MAX_BYTES:
        raise BrokenRecord([problem(path, None, "", "is larger than 1 MiB; a record holds one quote")])
    return data


def read_record(data: bytes, path: Path) -> Quote:
    """The record that these bytes hold; ``path`` gives its id and stands in the problems (BrokenRecord)."""
    from quotetrack.records.parts import quote_of
    from quotetrack.records.straight import straight
    from quotetrack.records.syntax import NotYaml, parse

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise BrokenRecord([problem(path, line, "", "is not UTF-8; save it as UTF-8")]) from None
    try:
        document = parse(text)
    except NotYaml as wrong:
        raise BrokenRecord([problem(path, wrong.flaw.line, _dotted(wrong.flaw.field), str(wrong))]) from None
    if not isinstance(document.data, dict):
        held = "is empty" if document.data is None else "holds no fields"
        raise BrokenRecord([problem(path, 1, "", f"{held}; begin with 'text: ' and the quote")])

    id = path.name.removesuffix(ENDING)
    if not document.flaws and (values := straight(document.data)) is not None:
        return quote_of(values, id)
    found = [(flaw.line, flaw.field, flaw.what) for flaw in document.flaws]
    spoiled = {flaw.field for flaw in document.flaws}
    quote, wrongs = _validated(document.data, id)
    found += [(document.line_of(field), field, what) for field, what in wrongs if field not in spoiled]
    if found or quote is None:
        found.sort(key=lambda each: each[0])
        raise BrokenRecord([problem(path, line, _dotted(field), what) for line, field, what in found])
    return quote


def record_of(id: str, data: Mapping[str, Any]) -> Quote:
    """The record made of plain values with the schema's names, as read from options or a form.

    Raises BrokenRecord with a line for each field in error, RecordError for the id.
    """
    wrong = fault(id)
    if wrong:
        raise RecordError(f"{id[:100]!r} {wrong}")
    quote, wrongs = _validated(data, id)
    if quote is None:
        raise BrokenRecord([RecordError(f"{_dotted(field) or 'record'}: {what}") for field, what in wrongs])
    return quote


def _validated(
    data: Mapping[str, Any], id: str
) -> tuple[Quote | None, list[tuple[tuple[str | int, ...], str]]]:
    """The quote, or what the schema finds wrong with the values."""
    # Plugins, of which we want none, are looked for in every installed package: as long as all the rest.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Imported here: 0.1 s that a listing from receipts, and a record with nothing wrong, does not pay.
    from pydantic import ValidationError

    from quotetrack.records.parts import quote_of
    from quotetrack.records.schema import RecordPart

    try:
        return quote_of(RecordPart.model_validate(data).model_dump(), id), []
    except ValidationError as wrong:
        from quotetrack.records.complaints import complaints

        return None, complaints(wrong)


def _dotted(field: tuple[str | int, ...]) -> str:
    return ".".join(map(str, field))


def _no_record(folder: Path, id: str) -> RecordError:
    from difflib import get_close_matches

    near = get_close_matches(id, [path.stem for path in record_files(folder)], 1)
    hint = f"did you mean {near[0]}?" if near else "'quotetrack list' shows all"
    return problem(folder / f"{id}{ENDING}", None, "", f"no such record; {hint}")
