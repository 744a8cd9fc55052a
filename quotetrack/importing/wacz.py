"""WACZ files that others made: the WARC files in them, each compared with the package's digest of it."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotetrack.archive.fixity.records import matches
from quotetrack.importing.rows import BadRow, Place

LARGEST = 16 * 2**30
"""Bytes of WARC files in one package."""
MOST = 10_000
"""Files in one package."""
_PACKAGE = 16 * 2**20
"""Bytes of datapackage.json."""
_RATIO = 100
"""How far a WARC file in it may be packed once more: it is packed already, and more is a bomb."""
_STEP = 1 << 20


class _Wrong(Exception):
    """What is wrong with a package or a file in it."""


def is_wacz(path: Path) -> bool:
    """Whether a file is a zip with a ``datapackage.json``."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as zipped:
            return "datapackage.json" in zipped.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.suffix.lower() == ".wacz"


@contextmanager
def warcs(path: Path, name: str) -> Iterator[Iterator[tuple[str, Path] | BadRow]]:
    """The WARC files of a package, one at a time on the disk, with their names; or why one is refused."""
    with TemporaryDirectory(prefix="quotetrack-wacz-") as aside:
        yield _each(path, name, Path(aside) / "data.warc.gz")


def _each(path: Path, name: str, aside: Path) -> Iterator[tuple[str, Path] | BadRow]:
    try:
        with zipfile.ZipFile(path) as zipped:
            digests = _digests(zipped)
            left = LARGEST
            for info in zipped.infolist():
                if not info.filename.startswith("archive/") or info.is_dir():
                    continue
                place = Place(f"{name}!{info.filename}", 0)
                try:
                    left -= _unpack(zipped, info, digests, aside, left)
                except _Wrong as wrong:
                    yield BadRow(place, str(wrong))
                    continue
                yield str(place), aside
    except _Wrong as wrong:
        yield BadRow(Place(name, 0), str(wrong))
    except OSError as wrong:
        yield BadRow(Place(name, 0), f"cannot be read ({(wrong.strerror or str(wrong)).lower()})")
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError) as wrong:
        yield BadRow(Place(name, 0), f"not a readable WACZ file ({' '.join(str(wrong).split())})")


def _digests(zipped: zipfile.ZipFile) -> dict[str, str]:
    """The digest of each file by the package's own list, itself compared with its digest. Raises _Wrong."""
    if len(zipped.infolist()) > MOST:
        raise _Wrong(f"more than {MOST:,} files")
    package = _small(zipped, "datapackage.json")
    try:
        own = (
            json.loads(_small(zipped, "datapackage-digest.json"))
            if ("datapackage-digest.json" in zipped.namelist())
            else {}
        )
        stated: Any = own.get("hash", "")
        listed = {one["path"]: str(one.get("hash") or "") for one in json.loads(package)["resources"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _Wrong("its datapackage.json cannot be read") from None
    if stated and matches(str(stated), package) is not True:
        raise _Wrong("its datapackage.json does not match its digest")
    return listed


def _small(zipped: zipfile.ZipFile, name: str) -> bytes:
    try:
        with zipped.open(name) as stream:
            data = stream.read(_PACKAGE + 1)
    except KeyError:
        raise _Wrong(f"it has no {name}") from None
    if len(data) > _PACKAGE:
        raise _Wrong(f"its {name} is larger than {_PACKAGE // 2**20} MiB")
    return data


def _unpack(
    zipped: zipfile.ZipFile, info: zipfile.ZipInfo, digests: dict[str, str], target: Path, left: int
) -> int:
    """Write a WARC file to the target and compare it with its digest; its bytes' number. Raises _Wrong."""
    stated = digests.get(info.filename)
    if not stated:
        raise _Wrong("its datapackage.json gives no digest for it")
    if not stated.startswith("sha256:"):
        raise _Wrong(f"its digest is by {stated.partition(':')[0]}, not by sha256")
    most = min(left, info.file_size, max(info.compress_size, 1) * _RATIO)
    hasher, size = sha256(), 0
    with zipped.open(info) as stream, target.open("wb") as out:
        while part := stream.read(_STEP):
            size += len(part)
            if size > most:
                raise _Wrong("it unpacks to more than is allowed")
            hasher.update(part)
            out.write(part)
    if hasher.hexdigest() != stated.partition(":")[2].lower():
        raise _Wrong("it does not match its digest in datapackage.json")
    return size
