"""The manifest and the event log, line by line, and how a damaged line of them is made good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from quotetrack.archive import events, manifest
from quotetrack.archive.chain import Judged, chain_of, healed, holds, judge
from quotetrack.archive.fixity.copying import written
from quotetrack.archive.fixity.finding import Finding
from quotetrack.archive.fixity.snapshot import LEDGERS
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.manifest import Fixity

FROM_MIRROR = "bring it back from a copy: quotetrack audit --repair --mirror DIR"


def judged(name: str, data: bytes | None) -> tuple[Judged, list[Finding]]:
    """What is wrong with the lines of a ledger."""
    if data is None:
        return Judged((), (), b""), [Finding(name, "missing", FROM_MIRROR)]
    found = judge(data, LEDGERS[name])
    if found.lines and not any(LEDGERS[name](line) for line in found.lines):
        what = "its lines carry no chain: an older version wrote it, or all of it is changed"
        return found, [Finding(name, what, "have them chained as they are: quotetrack audit --repair")]
    what = "the line is not what was written, or not where it was written"
    return found, [Finding(name, what, FROM_MIRROR, f"line {number + 1}") for number in found.bad]


def good(name: str, own: bytes | None, mirrored: bytes | None, files: Mapping[str, Fixity]) -> bytes | None:
    """The ledger as it should be, made from its copy in the mirror or from what vouches for its lines.

    ``files`` are the archive's files as they are now. ``None`` where there is no way.
    """
    split = LEDGERS[name]
    if mirrored is not None and (made := healed(own or b"", mirrored, split)) is not None:
        return made
    if own is None:
        return None
    mend = _mended_manifest(own, files) if name == manifest.FILE_NAME else _chained_log(own)
    return mend if mend is not None and judge(mend, split).whole else None


def replace(place: ArchiveFolder, name: str, own: bytes | None, made: bytes) -> bool:
    """Put the good bytes in the place of those that were judged. Raises ArchiveError."""
    path = place.path / name
    with place.locked(keep_seal=True):
        now = path.read_bytes() if path.exists() else None
        if now is not None and now != own:
            # Lines were added meanwhile, and are kept.
            followed = healed(now, made, LEDGERS[name])
            if followed is None:
                return False
            made = followed
        written(path, made)
    return True


def _mended_manifest(own: bytes, files: Mapping[str, Fixity]) -> bytes | None:
    """Bad lines written anew from the files themselves, where the rest of the manifest vouches for them."""
    found = judge(own, manifest.split)
    covered = {
        entry[0]
        for number, line in enumerate(found.lines)
        if number not in found.bad and (entry := manifest.entry_of(line.decode(errors="replace")))
    }
    lines = list(found.lines)
    for number in range(len(lines)):
        before = lines[number - 1] if number else b""
        if number not in found.bad and holds(before, lines[number], manifest.split):
            continue
        if number not in found.bad and manifest.split(lines[number]) is None:
            continue  # torn, and vouched for
        after = found.lines[number + 1] if number + 1 < len(lines) else b""
        for name, fixity in files.items():
            line = manifest.line_of(before, name, fixity).encode()
            if name not in covered and _is_meant(found.lines[number], line, after):
                lines[number] = line
                covered.add(name)
                break
        else:
            body = manifest.split(lines[number])
            if number in found.bad or body is None:
                return None
    return b"\n".join([*lines, b""])


def _is_meant(line: bytes, candidate: bytes, after: bytes) -> bool:
    """Whether a damaged line was the candidate: by the line after it, its own chain, or all but one sign."""
    if after and holds(candidate, after, manifest.split):
        return True
    chain = candidate.split(b" ")[2]
    if chain in line:
        return True
    if line == candidate.replace(chain + b" ", b"", 1):
        return True  # as older versions wrote it
    return len(line) == len(candidate) and sum(a != b for a, b in zip(line, candidate, strict=True)) == 1


def _chained_log(own: bytes) -> bytes | None:
    """The log of an older version with a chain added to each line."""
    found = judge(own, events.split)
    if any(events.split(line) for line in found.lines):
        return None
    lines: list[bytes] = []
    for line in found.lines:
        try:
            whole = isinstance(json.loads(line), dict)
        except ValueError:
            whole = False
        before = lines[-1] if lines else b""
        if whole:
            line = line[:-1] + f', "chain": "{chain_of(before, line)}"}}'.encode()
        lines.append(line)
    return b"\n".join([*lines, b""])


def entries(data: bytes | None) -> dict[str, Fixity]:
    """What a manifest's bytes say, the first line of a name counting."""
    files: dict[str, Fixity] = {}
    for line in (data or b"").decode(errors="replace").split("\n"):
        if entry := manifest.entry_of(line):
            files.setdefault(*entry)
    return files


def whole(name: str, path: Path) -> bool:
    """Whether the ledger at the path is there and undamaged."""
    return path.exists() and judge(path.read_bytes(), LEDGERS[name]).whole
