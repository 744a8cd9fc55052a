"""Making the catalogue anew: it holds nothing that the WARC files do not."""

from __future__ import annotations

from pathlib import Path

from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.layout import CATALOGUE
from quotetrack.archive.taking_up import TakenUp
from quotetrack.errors import ArchiveError


def rebuild(folder: Path) -> TakenUp:
    """Make the catalogue anew from the WARC files, whatever state the old one is in.

    Files are checked against the manifest; what is damaged, changed or missing is named in the result
    and logged. Raises ArchiveError when the folder cannot be read or written.
    """
    if not folder.exists():
        raise ArchiveError(f"{folder}: no archive here; name its folder with --archive DIR")
    place = ArchiveFolder(folder)
    place.warc_names()  # a file, or a folder that may not be read, is refused before anything is made
    with place.locked():
        catalogue, found = place.renew_catalogue()
        place.seal(catalogue)
        catalogue.close()
        outcome = "failure" if found.problems else "success"
        note_event(
            folder,
            EventType.REBUILD,
            object=CATALOGUE,
            outcome=outcome,
            detail="; ".join(found.problems) or None,
        )
    return found
