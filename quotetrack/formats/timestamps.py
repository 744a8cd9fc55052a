"""What is known of a time stamp, in a line."""

from __future__ import annotations

from quotetrack.archive.timestamps import Stamp
from quotetrack.formats.cells import counted, plain

PROVES = (
    "A time stamp shows that these lines of the manifest, and so the files they name, existed at that time; "
    "not where the files are from, nor that what they say is true."
)


def as_text(stamp: Stamp) -> str:
    """One stamp: when, of how many files, by whom, and whether that was checked."""
    if stamp.fault is not None:
        return f"worthless   {plain(stamp.file)}: {plain(stamp.fault)}"
    mark = "verified  " if stamp.trusted else "unverified"
    said = f"{stamp.at:%Y-%m-%d %H:%M:%S} UTC" if stamp.at else "no time"
    files, authority = counted(stamp.files, "file"), plain(stamp.authority or "")
    line = f"{mark}  {plain(stamp.file)}: {files}, {said}, by {authority}"
    return line if stamp.trusted else f"{line}; whose signature it is was not checked"
