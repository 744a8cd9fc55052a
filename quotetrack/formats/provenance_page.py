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
    return "\n".join(_lines(chain))


def _lines(chain: Provenance) -> Iterator[str]:
    quote = chain.quote
    yield from _link("quote", f"{quote.id}: “{quote.text}”")
    yield from _link("", f"record {chain.record}")
    for number, place in enumerate(chain.publications, 1):
        publication = place.publication
        said = publication.citation or publication.url or ""
        yield ""
        yield from _link("claimed in", f"{number}. {said}")
        if place.capture is not None:
            yield from _capture(place.capture)
        else:
            yield from _link("", "no address, not archived" if publication.url is None else "not archived")
    yield ""
    if chain.verdict is None:
        yield from _link("verdict", f"none yet; run: quotetrack verify {quote.id}")
    else:
        yield from _verdict(chain.verdict)
    for number, witness in enumerate(chain.witnesses, 1):
        yield ""
        yield from _witness(number, witness)
    for review, current in chain.reviews:
        yield ""
        said = f"{review.conclusion}, {review.reviewer}, {review.date} ({'current' if current else 'stale'})"
        yield from _link("review", said + (f": {review.note}" if review.note else ""))
        if review.seen:
            yield from _link("rests on", own_evidence(review.seen))
        yield from _link("saw", review.evidence)


def _verdict(verdict: VerdictLink) -> Iterator[str]:
    stale = " (stale)" if verdict.stale else ""
    told = (verdict.status + stale, verdict.checked_at, verdict.checked_by and f"by {verdict.checked_by}")
    yield from _link("verdict", ", ".join(part for part in told if part))
    rules = ", ".join(f"{name} {version}" for name, version in verdict.versions if version)
    if rules:
        yield from _link("versions", rules)
    if verdict.evidence:
        yield from _link("evidence", verdict.evidence)


def _witness(number: int, witness: WitnessLink) -> Iterator[str]:
    wording = f", {witness.wording}" if witness.wording else ""
    yield from _link(f"witness {number}", f"{witness.id}{wording}")
    if witness.words is not None:
        words = witness.words if len(witness.words) <= _LONG else f"{witness.words[:_LONG]}…"
        place = f"characters {witness.start}–{witness.end}"
        place += f", {witness.locator}" if witness.locator else ""
        stands = {True: "stands there", False: "no longer what stands there", None: "not to be looked up"}
        yield from _link("passage", f"{place}: “{words}” ({stands[witness.stands]})")
    if witness.length is None:
        yield from _link("transcript", "the archive has not the reading that was compared with")
        return
    title = f"{witness.title}, " if witness.title else ""
    yield from _link("transcript", f"{title}{counted(witness.length, 'character')}, {witness.text_digest}")
    yield from _link("read by", witness.reader or "an unknown reader")
    if witness.capture is not None:
        yield from _capture(witness.capture)


def _capture(capture: CaptureLink) -> Iterator[str]:
    yield from _link("capture", capture.digest)
    if capture.warc is not None:
        yield from _link("kept in", f"{capture.warc} at byte {capture.offset}")
        if capture.warc_digest:
            yield from _link("", f"that file: {capture.warc_digest}")
    answered = f", answered {capture.status}" if capture.status else ""
    answered += f" from {capture.url}" if capture.url != capture.address else ""
    yield from _link("address", f"{capture.address}{answered}")
    times = f"; captured {capture.times} times in all" if capture.times > 1 else ""
    yield from _link("came in", f"{capture.at:%Y-%m-%d %H:%M:%S} UTC{times}")
    if capture.user_agent:
        robots = {"obey": "; robots.txt obeyed", "ignore": "; robots.txt ignored"}
        yield from _link("fetched by", capture.user_agent + robots.get(capture.robots or "", ""))
    elif capture.software:
        yield from _link("taken in by", capture.software)


def _link(name: str, said: str) -> Iterator[str]:
    yield from textwrap.wrap(
        plain(said),
        _WIDTH,
        initial_indent=f"{name:<{_NAME}}",
        subsequent_indent=" " * _NAME,
        break_long_words=False,
        break_on_hyphens=False,
    )
