"""The mirror: a second copy of what cannot be made anew, in another folder, best on another disk.

It holds the WARC files, the time stamps, the manifest and the event log. What it lacks is copied; what
differs is found, and either side is made good from the other by what the manifest says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from quotetrack.archive import manifest
from quotetrack.archive.chain import judge
from quotetrack.archive.fixity.copying import copied, is_whole, written
from quotetrack.archive.fixity.finding import Finding
from quotetrack.archive.fixity.snapshot import LEDGERS
from quotetrack.archive.layout import warc_names
from quotetrack.archive.manifest import Fixity
from quotetrack.errors import ArchiveError, QuotetrackError


class Mirror:
    """The second copy of one archive."""

    def __init__(self, folder: Path, archive: Path) -> None:
        """Raises QuotetrackError for a folder that is the archive, or lies in it or around it."""
        here, there = folder.resolve(), archive.resolve()
        if here == there or here.is_relative_to(there) or there.is_relative_to(here):
            raise QuotetrackError(
                f"{folder}: a mirror in or around the archive is lost with it; name another --mirror"
            )
        self.folder = folder
        self._archive = archive
        warc_names(folder)  # a file in its place, or a folder that may not be read, is refused at once
        self.copied = 0
        """Files that were copied because the mirror lacked them."""

    def ledger(self, name: str) -> bytes | None:
        """The bytes of its manifest or event log; ``None`` where there is none."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as wrong:
            raise ArchiveError(f"{self.folder / name}: cannot be read ({wrong.strerror})") from wrong

    def refuse_another(self, own: bytes | None) -> None:
        """Raises QuotetrackError when it is the mirror of another archive: they begin with other lines."""
        other = self.ledger(manifest.FILE_NAME)
        if not own or not other:
            return
        mine, its = judge(own, manifest.split), judge(other, manifest.split)
        if mine.whole and its.whole and its.lines[:1] != mine.lines[:1]:
            raise QuotetrackError(f"{self.folder}: the mirror of another archive; name another --mirror")

    def heals(self, name: str, fixity: Fixity) -> bool:
        """Put its copy in the place of the archive's file, if the copy is whole. Raises ArchiveError."""
        return copied(self.folder / name, self._archive / name, fixity)

    def compare(self, files: Mapping[str, Fixity], *, repair: bool) -> Iterator[Finding]:
        """Copy what it lacks, and compare the rest with the manifest; heal what differs, where asked to.

        Raises ArchiveError when it cannot be written.
        """
        for name, fixity in files.items():
            path = self.folder / name
            if not path.exists():
                if copied(self._archive / name, path, fixity):
                    self.copied += 1
                else:
                    yield Finding(str(path), "missing, and the archive's own is not whole", _EITHER)
            elif not is_whole(path, fixity):
                done = repair and copied(self._archive / name, path, fixity)
                yield self._finding(name, "the mirror's copy has changed", done)
        for name in sorted(set(warc_names(self.folder)) - files.keys()):
            yield Finding(
                str(self.folder / name),
                "the mirror has a file that the archive's manifest does not name",
                "look where it is from; if the archive lost it, copy it back and audit again",
            )

    def follow(self, name: str, *, repair: bool) -> Iterator[Finding]:
        """Bring its manifest or event log up to the archive's, which is only ever appended to."""
        try:
            own = (self._archive / name).read_bytes()
        except FileNotFoundError:
            return
        other = self.ledger(name)
        if other == own or not judge(own, LEDGERS[name]).whole:
            return
        if other is None or own.startswith(other):
            written(self.folder / name, own)
            return
        found = judge(other, LEDGERS[name])
        if found.whole:
            return  # it has lines that the archive lost: an audit has named them
        bad = f"line {found.bad[0] + 1}" if found.bad else None
        if repair:
            written(self.folder / name, own)
        yield self._finding(name, "the mirror's copy has changed", repair, bad)

    def _finding(self, name: str, what: str, healed: bool, record: str | None = None) -> Finding:
        do = (
            "copied anew from the archive"
            if healed
            else "copy it anew: quotetrack audit --repair --mirror DIR"
        )
        return Finding(str(self.folder / name), what, do, record, healed)


_EITHER = "bring the file back from another copy"
