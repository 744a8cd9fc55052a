"""Sources that need no network: local files, files of installed packages, typed-in excerpts."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from quotetrack.archive.incoming import Resource
from quotetrack.archive.limits import Limits
from quotetrack.errors import Gone, Refused
from quotetrack.gathering.wanted import Wanted
from quotetrack.model import PackageFile
from quotetrack.transcripts.readers import media_type_of


def read_at_hand(wanted: Wanted, limits: Limits) -> Resource:
    """The bytes of a source that is not on the web; raises Refused with the reason."""
    source = wanted.source
    media_type, charset = None, None
    if source.excerpt is not None:
        body = unicodedata.normalize("NFC", source.excerpt.text).encode("utf-8", "replace")
        media_type, charset = "text/plain", "utf-8"
    else:
        path = _package_path(source.package) if source.package is not None else _file_path(wanted)
        body = _bytes(path, limits.decoded_bytes)
        media_type = media_type_of(path.name)
    return Resource(wanted.address, body, media_type, charset, datetime.now(UTC))


def _file_path(wanted: Wanted) -> Path:
    base = wanted.base or Path()
    path = base / (wanted.source.file or "")
    # A record can come from a stranger: it must not carry a file off into an archive that is shared.
    if not wanted.anywhere and not path.resolve().is_relative_to(base.resolve()):
        raise Refused(f"it lies outside {base}; name it on the command line, or move it there")
    return path


def _package_path(file: PackageFile) -> Path:
    """Where a package's file lies, without importing the package: importing runs its code."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution(file.package)
    except (PackageNotFoundError, ValueError):
        raise Refused(
            f"the package {file.package} is not installed; run: pip install {file.package}"
        ) from None
    root = Path(str(found.locate_file("")))
    path = Path(str(found.locate_file(file.path)))
    # Its own list of files, where it has one, keeps a record from naming another package's files.
    listed = found.files
    if not path.resolve().is_relative_to(root.resolve()) or (
        listed is not None and file.path not in {entry.as_posix() for entry in listed}
    ):
        raise Refused(f"the package {file.package} {found.version} has no file {file.path}")
    return path


def _bytes(path: Path, cap: int) -> bytes:
    try:
        if not path.exists():
            raise Gone("no such file; web addresses begin with https://")
        if not path.is_file():
            raise Refused("not a file")
        with path.open("rb") as stream:
            body = stream.read(cap + 1)
    except OSError as wrong:
        raise Refused(f"cannot be read ({(wrong.strerror or str(wrong)).lower()})") from None
    except ValueError:
        raise Refused("not a file's name") from None
    if len(body) > cap:
        raise Refused(f"larger than {cap // 2**20} MiB")
    return body
