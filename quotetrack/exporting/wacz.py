"""A WACZ file (Web Archive Collection Zipped 1.1.1): WARC files, their index and pages, with digests."""

from __future__ import annotations

import json
import os
import uuid
import zipfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from quotetrack.archive import Archive, manifest
from quotetrack.archive.capture import Capture
from quotetrack.archive.placing import PARTIAL, sync_folder
from quotetrack.errors import ArchiveError, QuotetrackError
from quotetrack.exporting.excerpt import members
from quotetrack.version import __version__

VERSION = "1.1.1"
_STEP = 1 << 20
_REPLAYED = "response,revisit,resource"
"""Kinds of records that the index names: what a reader can be shown."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file holds."""

    captures: int
    warcs: int
    addresses: int


def export(archive: Archive, addresses: Collection[str], out: Path, *, title: str) -> Exported:
    """Write everything that the archive holds of these addresses into a new file, whole or not at all.

    A WARC file all of which is asked for is copied as it is and checked against the manifest; of the others
    only the records that are asked for. Raises QuotetrackError.
    """
    if out.exists():
        raise QuotetrackError(f"{out}: is there already; name another file with --out")
    wanted = set(addresses)
    files = {name: held for name, held in sorted(archive.addresses().items()) if held & wanted}
    if not files:
        raise QuotetrackError("the archive holds nothing of what was named; save it with: quotetrack archive")
    captures = [capture for address in sorted(wanted) for capture in archive.captures_of(address)]
    partial = out.with_name(out.name + PARTIAL)
    try:
        with TemporaryDirectory(prefix="quotetrack-wacz-") as aside:
            paths = [
                archive.folder / name if held <= wanted else _cut(archive.folder / name, wanted, Path(aside))
                for name, held in files.items()
            ]
            try:
                with zipfile.ZipFile(partial, "w") as zipped:
                    _Writer(zipped, manifest.noted(archive.folder), title).write(paths, captures, aside)
                with partial.open("rb+") as written:
                    os.fsync(written.fileno())
                partial.rename(out)
                sync_folder(out.absolute().parent)
            finally:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)
    except OSError as wrong:
        raise QuotetrackError(f"{out}: cannot be written ({wrong.strerror or wrong})") from wrong
    return Exported(len(captures), len(paths), len({capture.address for capture in captures}))


def _cut(path: Path, wanted: Collection[str], aside: Path) -> Path:
    cut = aside / path.name
    with cut.open("wb") as out:
        out.writelines(members(path, wanted))
    return cut


class _Writer:
    """One file being written; what is in it is told by ``datapackage.json``."""

    def __init__(self, zipped: zipfile.ZipFile, noted: dict[str, manifest.Fixity], title: str) -> None:
        self._zipped = zipped
        self._noted = noted
        self._title = title
        self._resources: list[dict[str, object]] = []
        self._now = datetime.now(UTC)

    def write(self, paths: list[Path], captures: list[Capture], aside: str) -> None:
        for path in paths:
            with path.open("rb") as stream:
                digest = self._add(f"archive/{path.name}", stream)
            whole = str(path.parent) != aside
            noted = self._noted.get(path.name)
            if whole and noted is not None and digest != noted.sha256:
                raise ArchiveError(
                    f"{path}: its bytes have changed since it was written; see: quotetrack audit"
                )
        self._index(paths)
        self._add("pages/pages.jsonl", BytesIO(self._pages(captures)), packed=True)
        package = json.dumps(self._package(), indent=2, ensure_ascii=False).encode()
        self._put("datapackage.json", package)
        digest = json.dumps({"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"})
        self._put("datapackage-digest.json", digest.encode())

    def _index(self, paths: list[Path]) -> None:
        """By cdxj-indexer, sorted and in compressed blocks, which a second index names."""
        from cdxj_indexer.main import CDXJIndexer

        blocks, places = BytesIO(), BytesIO()
        text = TextIOWrapper(places, "utf-8", write_through=True)
        CDXJIndexer(
            text,
            [str(path) for path in paths],
            sort=True,
            compress=blocks,
            lines=1024,
            data_out_name="index.cdx.gz",
            records=_REPLAYED,
        ).process_all()
        text.flush()
        self._add("indexes/index.cdx.gz", BytesIO(blocks.getvalue()))
        self._add("indexes/index.idx", BytesIO(places.getvalue()), packed=True)

    def _pages(self, captures: list[Capture]) -> bytes:
        lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}]
        for capture in captures:
            if capture.url.startswith(("http://", "https://")):
                at = capture.archived_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                id = uuid.uuid5(uuid.NAMESPACE_URL, f"{capture.url} {at}").hex
                lines.append(
                    {"id": id, "url": capture.url, "ts": at, "title": capture.stated.title or capture.url}
                )
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()

    def _package(self) -> dict[str, object]:
        return {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": self._title,
            "created": self._now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "software": f"quotetrack/{__version__}",
            "resources": self._resources,
        }

    def _add(self, name: str, stream: IO[bytes], *, packed: bool = False) -> str:
        """Write a file and note it; its sha256 in hex.

        WARC files and blocks are not packed again, for readers that jump into them.
        """
        hasher, size = sha256(), 0
        with self._zipped.open(self._info(name, packed=packed), "w", force_zip64=True) as out:
            for part in _parts(stream):
                hasher.update(part)
                size += len(part)
                out.write(part)
        digest = hasher.hexdigest()
        base = name.rpartition("/")[2].lower()  # a resource's name has small letters alone (Data Package)
        self._resources.append({"name": base, "path": name, "hash": f"sha256:{digest}", "bytes": size})
        return digest

    def _put(self, name: str, data: bytes) -> None:
        self._zipped.writestr(self._info(name, packed=True), data)

    def _info(self, name: str, *, packed: bool) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._now.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        return info


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    while part := stream.read(_STEP):
        yield part
