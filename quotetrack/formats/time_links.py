"""The address of a recording at a second, for a transcript whose own address is the recording's.

Which sites can be opened at a time, and how, is in time_links.toml; where no rule fits there is no link.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from quotetrack.model import Locator, LocatorKind

_TIME = re.compile(r"(\d{2,}):(\d{2}):(\d{2})(?:\.\d{3})?")


@dataclass(frozen=True, slots=True)
class Rule:
    """How the recordings of one site are opened at a time."""

    name: str
    path: re.Pattern[str]
    hosts: tuple[str, ...] = ()
    """A subdomain of one counts; none stands for any host."""
    query: str | None = None
    fragment: str | None = None
    drop: tuple[str, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """The list in time_links.toml."""
    table = tomllib.loads(Path(__file__).with_name("time_links.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            rule["name"],
            re.compile(rule["path"], re.I),
            tuple(rule.get("hosts", ())),
            rule.get("query"),
            rule.get("fragment"),
            tuple(rule.get("drop", ())),
        )
        for rule in table["link"]
    )


def time_link(url: str | None, locator: Locator | None) -> str | None:
    """The address that opens the recording at the locator's second, or ``None``.

    ``url`` is the transcript's address; a part of a second is cut off, so that no word is missed.
    """
    if url is None or locator is None or locator.kind is not LocatorKind.TIME:
        return None
    time = _TIME.fullmatch(locator.text)
    if time is None:
        return None
    hours, minutes, seconds = map(int, time.groups())
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    rule = next((rule for rule in rules() if _fits(rule, host, parts.path)), None)
    if rule is None:
        return None
    at = str(hours * 3600 + minutes * 60 + seconds)
    kept = [each for each in parts.query.split("&") if each and each.partition("=")[0] not in rule.drop]
    if rule.query:
        kept.append(rule.query.replace("{seconds}", at))
    fragment = rule.fragment.replace("{seconds}", at) if rule.fragment else ""
    return urlunsplit(parts._replace(query="&".join(kept), fragment=fragment))


def _fits(rule: Rule, host: str, path: str) -> bool:
    here = not rule.hosts or any(host == own or host.endswith("." + own) for own in rule.hosts)
    return here and rule.path.fullmatch(path) is not None
