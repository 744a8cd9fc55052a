"""Rows of an installed Python package of transcripts, by the layouts that packages.toml knows."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

from quotetrack.errors import QuotetrackError
from quotetrack.importing.folders import file_bytes
from quotetrack.importing.rows import BadRow, Fault, Place, Row, read_fields
from quotetrack.model import PackageFile, Source
from quotetrack.records import source_address


def layouts() -> dict[str, Any]:
    """The packages that can be imported, and where they keep what."""
    return tomllib.loads(files(__package__).joinpath("packages.toml").read_text(encoding="utf-8"))


def read_package(name: str) -> Iterator[Row | BadRow]:
    """The rows of the package's own table. A row has the address that a record gives to the same file.

    Raises QuotetrackError where the package is not known or not installed.
    """
    layout = layouts().get(name)
    if layout is None:
        raise QuotetrackError(
            f"no package {name!r} is known to hold transcripts; known: {', '.join(layouts())}"
        )
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise QuotetrackError(f"the package {name} is not installed; run: pip install {name}") from None
    metadata = Path(str(found.locate_file(layout["metadata"])))
    try:
        with metadata.open(encoding="utf-8", newline="") as table:
            for row in (reader := csv.DictReader(table)):
                place = Place(f"package:{name}/{layout['metadata']}", reader.line_num)
                try:
                    yield _row(place, name, layout, row, found)
                except Fault as wrong:
                    yield BadRow(place, str(wrong))
                except (KeyError, TypeError, AttributeError):
                    yield BadRow(place, "its columns are not those of a known version of the package")
    except (OSError, UnicodeError, csv.Error) as wrong:
        raise QuotetrackError(f"{metadata}: cannot be read ({wrong}); install the package again") from None


def _row(place: Place, name: str, layout: dict[str, Any], row: dict[str, str], package: Distribution) -> Row:
    told = {"publisher": layout["publisher"], "language": layout["language"]}
    told |= {field: row[column] for field, column in layout["columns"].items()}
    for where in layout["where"]:
        if row[where["column"]] == where["value"]:
            told |= {key: text.format(**row) for key, text in where.items() if key not in ("column", "value")}
    fields = read_fields(told)
    path = layout["file"].format(**row)
    if ".." in path:
        raise Fault(f"file {path} lies outside the package")
    return Row(
        place=place,
        id=layout["id"].format(**row).lower(),
        address=source_address(Source(package=PackageFile(name, path))),
        body=file_bytes(Path(str(package.locate_file(path))), path),
        media_type="text/plain",
        charset=None,
        url=fields.url,
        licence=None,
        stated=fields.stated,
    )
