"""Where a transcript that an archive lacks may be found: links for a speaker and a date.

Which places there are, and how they are asked, is in where_to_look.toml. Links are made; nothing is asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from quotetrack.archive.addresses import web_address
from quotetrack.errors import QuotetrackError
from quotetrack.model import OccasionFinding, Status, Verdict
from quotetrack.verification.dates import read_date

LONGEST = 300
"""Code points of a name or of words that are put into a link."""
WORDS = 8
"""Of the quote that are searched for: more find nothing where one of them is another."""

_FOUND = frozenset({Status.MATCHES, Status.AS_MARKED, Status.CLOSE, Status.MATCHES_TRANSLATION})


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the list."""

    name: str
    what: str
    url: str
    needs: tuple[str, ...]
    unless: tuple[str, ...] = ()
    since: int | None = None
    """The first year of which something is there."""
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place to look in."""

    name: str
    what: str
    url: str


@cache
def rules() -> tuple[Rule, ...]:
    """The list in where_to_look.toml."""
    table = tomllib.loads(files(__package__).joinpath("where_to_look.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            rule["name"],
            rule["what"],
            rule["url"],
            tuple(rule["needs"]),
            tuple(rule.get("unless", ())),
            rule.get("since"),
            rule.get("until"),
        )
        for rule in table["place"]
    )


def lacking(verdict: Verdict) -> bool:
    """Whether the archive has no transcript of the claimed occasion that could have settled the quote."""
    if verdict.status in _FOUND:
        return False
    return not any(witness.occasion is OccasionFinding.CONFIRMED for witness in verdict.witnesses)


def places(text: str, speaker: str | None, day: str | None, urls: tuple[str, ...] = ()) -> tuple[Place, ...]:
    """Where to look for somebody's words.

    ``text`` is the quote, ``day`` its date as people write dates, ``urls`` addresses that its record names.
    A date that cannot be read, or can be read in two ways, is as good as none.
    """
    first, last = _days(day)
    found: dict[str, Place] = {}
    for url in (*urls[:3], None):
        known = _known(text, speaker, first, last, url)
        for rule in rules():
            if url is not None and "url" not in rule.needs:
                continue
            if _fits(rule, known, first, last):
                address = rule.url.format_map(known)
                what = f"{rule.what} ({url})" if url is not None else rule.what
                found.setdefault(address, Place(rule.name, what, address))
    return tuple(found.values())


def _days(day: str | None) -> tuple[date | None, date | None]:
    intervals = read_date(day).intervals if day else ()
    return (intervals[0].first, intervals[0].last) if len(intervals) == 1 else (None, None)


def _known(
    text: str, speaker: str | None, first: date | None, last: date | None, url: str | None
) -> Mapping[str, str]:
    """What is known, by the words that the list has for it, fit to stand in an address."""
    known: dict[str, str] = {}
    if speaker and speaker.strip():
        known["speaker"] = _encoded(" ".join(speaker.split())[:LONGEST])
    words = "".join(c if c.isalnum() or c in "'’-" else " " for c in text).split()[:WORDS]
    if words:
        known["words"] = _encoded(" ".join(words)[:LONGEST])
    if url is not None and (address := _web(url)):
        known["url"] = address
    if first is not None and last is not None:
        known |= dict(_dated(first, last))
    return known


def _dated(first: date, last: date) -> Iterator[tuple[str, str]]:
    yield "date", first.isoformat()
    if first == last:
        yield "day", first.isoformat()
    yield "year", f"{first.year:04}"
    yield "first_compact", f"{first:%Y%m%d}"
    for name, day in (("first", first), ("last", last)):
        yield name, day.isoformat()
        yield f"{name}_us", f"{day:%m-%d-%Y}"
        yield f"{name}_us_slashes", f"{day:%m}%2F{day:%d}%2F{day:%Y}"


def _fits(rule: Rule, known: Mapping[str, str], first: date | None, last: date | None) -> bool:
    if not all(need in known for need in rule.needs) or any(word in known for word in rule.unless):
        return False
    too_early = rule.since is not None and last is not None and last.year < rule.since
    too_late = rule.until is not None and first is not None and first.year > rule.until
    return not too_early and not too_late


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")


def _web(url: str) -> str | None:
    """The address if it is one of the web; nothing else is put behind another's address."""
    try:
        web_address(url)
    except QuotetrackError:
        return None
    return quote(url.encode("utf-8", "replace"), safe="/:?#[]@!$&'()*+,;=%~")
