"""The further pages of a text that its publisher sets on several: asked for one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotetrack.archive.capture import published_at
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.incoming import Fetched
from quotetrack.errors import Refused, UnreadableTranscript
from quotetrack.transcripts import next_page
from quotetrack.transcripts.parts import MOST

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

_HTML = frozenset({None, "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Pages:
    """What holds one text: the page that was asked for, and those on which it goes on."""

    first: Fetched
    further: tuple[Fetched, ...] = ()
    broken: tuple[str, str] | None = None
    """The address of a further page that could not be had, and the reason: the text ends before it."""


def pages_of(first: Fetched, get: Callable[[str], Fetched], profiles: Sequence[Profile]) -> Pages:
    """The pages of the text that begins on this one; ``get`` asks for one as the first was asked for.

    A further page that is refused, or is no evidence, is no reason to refuse the text before it.
    """
    further: list[Fetched] = []
    seen = {first.address, published_at(first)}
    page = first
    while len(further) + 1 < MOST and (following := _following(page, profiles)) and following not in seen:
        seen.add(following)
        try:
            page = get(following)
            check_evidence(page)
        except Refused as wrong:
            return Pages(first, tuple(further), (following, " ".join(str(wrong).split())))
        further.append(page)
    return Pages(first, tuple(further))


def _following(page: Fetched, profiles: Sequence[Profile]) -> str | None:
    if page.answer.status != 200 or page.media_type not in _HTML:
        return None
    try:
        return next_page(page.body, page.charset, published_at(page), profiles)
    except UnreadableTranscript:
        return None
