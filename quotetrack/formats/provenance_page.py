"""A record's provenance for people: from the quote back to the bytes, a line for each link."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from quotetrack.formats.cells import counted, plain
from quotetrack.formats.verdict_page import own_evidence
from quotetrack.provenance import CaptureLink, Provenance, VerdictLink, WitnessLink

_WIDTH = 100
_NAME = 12
"""Columns for a link's name."""
_LONG = 300
"""Characters of a passage that are shown."""


def as_text(chain: Provenance) -> str:
    """The whole chain, the quote first."""
    groups = ("\n".join(line for link in group for line in _wrapped(*link)) for group in links(chain))
    return "\n\n".join(groups)


def links(chain: Provenance) -> list[list[tuple[str, str]]]:
    """The chain's links as names and words, in groups; one that goes on where the last ended has no name."""
    groups: list[list[tuple[str, str]]] = [[]]
    for link in _links(chain):
        if link is None:
            groups.append([])
        else:
            groups[-1].append(link)
    return groups


def _links(chain: Provenance) -> Iterator[tuple[str, str] | None]:
    quote = chain.quote
    yield ("quote", f"{quote.id}: “{quote.text}”")
    yield ("", f"record {chain.record}")
    for number, place in enumerate(chain.publications, 1):
        publication = place.publication
        said = publication.citation or publication.url or ""
        yield None
        yield ("claimed in", f"{number}. {said}")
        if place.capture is not None:
            yield from _capture(place.capture)
        else:
            yield ("", "no address, not archived" if publication.url is None else "not archived")
    yield None
    if chain.verdict is None:
        yield ("verdict", f"none yet; run: quotetrack verify {quote.id}")
    else:
        yield from _verdict(chain.verdict)
    for number, witness in enumerate(chain.witnesses, 1):
        yield None
        yield from _witness(number, witness)
    for review, current in chain.reviews:
        yield None
        said = f"{review.conclusion}, {review.reviewer}, {review.date} ({'current' if current else 'stale'})"
        yield ("review", said + (f": {review.note}" if review.note else ""))
        if review.seen:
            yield ("rests on", own_evidence(review.seen))
        yield ("saw", review.evidence)


def _verdict(verdict: VerdictLink) -> Iterator[tuple[str, str]]:
    stale = " (stale)" if verdict.stale else ""
    told = (verdict.status + stale, verdict.checked_at, verdict.checked_by and f"by {verdict.checked_by}")
    yield ("verdict", ", ".join(part for part in told if part))
    rules = ", ".join(f"{name} {version}" for name, version in verdict.versions if version)
    if rules:
        yield ("versions", rules)
    if verdict.evidence:
        yield ("evidence", verdict.evidence)


def _witness(number: int, witness: WitnessLink) -> Iterator[tuple[str, str]]:
    wording = f", {witness.wording}" if witness.wording else ""
    yield (f"witness {number}", f"{witness.id}{wording}")
    if witness.words is not None:
        words = witness.words if len(witness.words) <= _LONG else f"{witness.words[:_LONG]}…"
        place = f"characters {witness.start}–{witness.end}"
        place += f", {witness.locator}" if witness.locator else ""
        stands = {True: "stands there", False: "no longer what stands there", None: "not to be looked up"}
        yield ("passage", f"{place}: “{words}” ({stands[witness.stands]})")
    if witness.derived_from is not None:
        yield ("reprint of", witness.derived_from)
    if witness.length is None:
        yield ("transcript", "the archive has not the reading that was compared with")
        return
    title = f"{witness.title}, " if witness.title else ""
    yield ("transcript", f"{title}{counted(witness.length, 'character')}, {witness.text_digest}")
    yield ("read by", witness.reader or "an unknown reader")
    if witness.capture is not None:
        yield from _capture(witness.capture)


def _capture(capture: CaptureLink) -> Iterator[tuple[str, str]]:
    yield ("capture", capture.digest)
    if capture.warc is not None:
        yield ("kept in", f"{capture.warc} at byte {capture.offset}")
        if capture.warc_digest:
            yield ("", f"that file: {capture.warc_digest}")
    answered = f", answered {capture.status}" if capture.status else ""
    answered += f" from {capture.url}" if capture.url != capture.address else ""
    yield ("address", f"{capture.address}{answered}")
    times = f"; captured {capture.times} times in all" if capture.times > 1 else ""
    yield ("came in", f"{capture.at:%Y-%m-%d %H:%M:%S} UTC{times}")
    if capture.user_agent:
        robots = {"obey": "; robots.txt obeyed", "ignore": "; robots.txt ignored"}
        yield ("fetched by", capture.user_agent + robots.get(capture.robots or "", ""))
    elif capture.software:
        yield ("taken in by", capture.software)


def _wrapped(name: str, said: str) -> Iterator[str]:
    yield from textwrap.wrap(
        plain(said),
        _WIDTH,
        initial_indent=f"{name:<{_NAME}}",
        subsequent_indent=" " * _NAME,
        break_long_words=False,
        break_on_hyphens=False,
    )
