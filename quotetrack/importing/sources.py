"""What a person names to be imported: a file, a folder with a manifest, an installed package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quotetrack.importing.files import read_rows
from quotetrack.importing.folders import MANIFESTS, read_folder
from quotetrack.importing.lines import Lines, Unreadable
from quotetrack.importing.packages import read_package
from quotetrack.importing.rows import BadRow, Place, Row


@dataclass(frozen=True, slots=True)
class Named:
    """One thing to import. Exactly one of path and package is set."""

    path: Path | None = None
    """A file, a folder, or ``-`` for standard input."""
    package: str | None = None

    @property
    def name(self) -> str:
        return f"package:{self.package}" if self.package is not None else str(self.path)

    def size(self) -> int | None:
        """Bytes of the file that its rows are read from; ``None`` where nobody knows."""
        if self.path is None:
            return None
        places = [self.path, *(self.path / name for name in MANIFESTS)]
        return next((place.stat().st_size for place in places if place.is_file()), None)

    def rows(self, told: Callable[[int], None] = lambda _: None) -> Iterator[Row | BadRow]:
        """Its rows, as they are read; ``told`` is given how many bytes of the file that was.

        Raises QuotetrackError for a package that is not known or not installed.
        """
        if self.path is None:
            yield from read_package(self.package or "")
        elif self.path.is_dir():
            yield from read_folder(self.path, told)
        else:
            try:
                with Lines(self.path, told) as lines:
                    yield from read_rows(lines, str(self.path))
            except Unreadable as wrong:
                yield BadRow(Place(str(self.path), 0), str(wrong))
