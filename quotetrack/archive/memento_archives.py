"""Which web archives are asked for copies, and how each is addressed: a table, the project's before ours."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from quotetrack.archive.addresses import WebAddress, web_address
from quotetrack.archive.politeness import Pace
from quotetrack.errors import QuotetrackError, Refused

FILE_NAME = "memento_archives.toml"
TIMESTAMP = "%Y%m%d%H%M%S"
"""The 14 digits in the address of a copy; UTC."""

_LARGEST = 1 << 16
"""Bytes of the project's file."""
_WORDS = ("name", "cdx", "timemap", "memento", "save")
_FIELDS = {"url": ("{url}",), "memento": ("{timestamp}", "{url}"), "timemap": ("{url}",), "save": ("{url}",)}


@dataclass(frozen=True, slots=True)
class MementoArchive:
    """One web archive, as the table describes it."""

    name: str
    memento: str
    """Template of the address of a copy in its raw form: ``{timestamp}`` and ``{url}``."""
    cdx: str | None = None
    timemap: str | None = None
    """Template, ``{url}``."""
    save: str | None = None
    """Template, ``{url}``."""
    requests_per_minute: float = 24.0

    def raw(self, original: str, at: datetime) -> str:
        """The address of the copy of that time, in its raw form."""
        return self._filled(at.astimezone(UTC).strftime(TIMESTAMP), original)

    def _filled(self, timestamp: str, original: str) -> str:
        # A fragment is never sent; left in, it would cut the address of a copy as well.
        return self.memento.replace("{timestamp}", timestamp).replace("{url}", original.partition("#")[0])

    def taken_apart(self, address: str) -> tuple[str, str] | None:
        """The timestamp and the original address that the address of a copy names.

        In any form of playback; ``None`` when it is no address of a copy in this archive.
        """
        head, tail = self.memento.split("{timestamp}")
        between, end = tail.split("{url}")
        mode = re.sub(r"^[a-z]{2}_", "", between)
        pattern = (
            re.sub(r"^https?:", "https?:", re.escape(head))
            + r"(\d{1,14})(?:[a-z]{2}_)?"
            + re.escape(mode)
            + "(.+)"
            + re.escape(end)
        )
        found = re.fullmatch(pattern, address, re.S)
        return (found[1], found[2]) if found else None

    def inside(self, address: str) -> str | None:
        """The raw form of an address of a copy in this archive, or ``None``."""
        parts = self.taken_apart(address)
        return self._filled(*parts) if parts else None

    @property
    def authorities(self) -> frozenset[str]:
        """The hosts, with their ports, at which this archive is asked."""
        return frozenset(
            web_address(template.replace("{timestamp}", "1").replace("{url}", "x")).authority
            for template in (self.memento, self.cdx, self.timemap, self.save)
            if template
        )

    def names(self, address: WebAddress) -> bool:
        """Whether the table names this host: whoever wrote the table typed it."""
        return address.authority in self.authorities


def memento_archives(project: Path | None = None) -> tuple[MementoArchive, ...]:
    """The archives to ask, in order: those of the project's table, then ours that it does not replace.

    Raises QuotetrackError, naming the file, when the project's table cannot be used.
    """
    ours = _read(files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8"), FILE_NAME)
    path = project / FILE_NAME if project else None
    if path is None or not path.exists():
        return ours
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise QuotetrackError(f"{path}: larger than {_LARGEST // 1024} KiB; this is no table of archives")
        theirs = _read(raw.decode("utf-8"), str(path))
    except OSError as wrong:
        raise QuotetrackError(f"{path}: cannot be read ({wrong.strerror})") from None
    except UnicodeDecodeError:
        raise QuotetrackError(f"{path}: not UTF-8") from None
    names = {archive.name for archive in theirs}
    return theirs + tuple(archive for archive in ours if archive.name not in names)


def paces(archives: tuple[MementoArchive, ...]) -> dict[str, Pace]:
    """One pace for each archive, under every host of its own; the slower one where two share a host."""
    found: dict[str, Pace] = {}
    for archive in sorted(archives, key=lambda archive: -archive.requests_per_minute):
        pace = Pace(archive.requests_per_minute)
        found |= dict.fromkeys(archive.authorities, pace)
    return found


def _read(text: str, where: str) -> tuple[MementoArchive, ...]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise QuotetrackError(f"{where}: not TOML ({wrong})") from None
    entries = table.get("archive")
    if table.keys() != {"archive"} or not isinstance(entries, list) or not entries:
        raise QuotetrackError(f"{where}: write one [[archive]] for each web archive, and nothing else")
    found = tuple(_entry(entry, f"{where}: archive {n}") for n, entry in enumerate(entries, start=1))
    if len({archive.name for archive in found}) < len(found):
        raise QuotetrackError(f"{where}: two archives have one name")
    return found


def _entry(entry: Any, where: str) -> MementoArchive:
    if not isinstance(entry, dict):
        raise QuotetrackError(f"{where}: not a table")
    unknown = sorted(entry.keys() - {*_WORDS, "requests_per_minute"})
    if unknown:
        known = ", ".join((*_WORDS, "requests_per_minute"))
        raise QuotetrackError(f"{where}: {unknown[0]} is no key of it; these are: {known}")
    for key in _WORDS:
        value = entry.get(key)
        if value is None and key in ("name", "memento"):
            raise QuotetrackError(f"{where}: {key} is missing")
        if value is not None and (not isinstance(value, str) or not value.strip() or "\n" in value):
            raise QuotetrackError(f"{where}: {key} is not a line of text")
        if value is not None and key != "name":
            _check_address(value, key, where)
    if (entry.get("cdx") is None) == (entry.get("timemap") is None):
        raise QuotetrackError(f"{where}: name its cdx or its timemap, one of the two")
    rate = entry.get("requests_per_minute", 24)
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < rate <= 600:
        raise QuotetrackError(f"{where}: requests_per_minute is not a number from 0 to 600")
    return MementoArchive(**{**entry, "requests_per_minute": float(rate)})


def _check_address(value: str, key: str, where: str) -> None:
    for field in _FIELDS.get(key, ()):
        if value.count(field) != 1:
            raise QuotetrackError(f"{where}: {key} needs {field} in it, once")
    if key == "memento" and value.index("{timestamp}") > value.index("{url}"):
        raise QuotetrackError(f"{where}: memento has its {{timestamp}} before its {{url}}")
    host = value.partition("{")[0]
    try:
        filled = web_address(value.replace("{timestamp}", "1").replace("{url}", "x"))
        # A host that depends on the page would let a record name the host to be asked.
        if web_address(host).authority != filled.authority:
            raise Refused("its host ends where the page's address begins")
    except Refused as wrong:
        raise QuotetrackError(f"{where}: {key}: {wrong}") from None
