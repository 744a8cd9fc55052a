"""What archiving a source would keep, with nothing kept: no capture, no transcript, no event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.gathering.asking import Route, ask
from quotetrack.gathering.at_hand import read_at_hand
from quotetrack.gathering.core import LIVE, read_incoming
from quotetrack.gathering.wanted import Wanted, stated_of
from quotetrack.model import Transcript

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile


def preview(
    want: Wanted, fetcher: Fetcher, route: Route = LIVE, profiles: Sequence[Profile] = ()
) -> Transcript:
    """The transcript that would be kept, but for what an archive knows of the address from before.

    The web is asked as politely as ever, and no web archive to save anything. Raises Refused or
    UnreadableTranscript with the reason.
    """
    if want.source.url is not None:
        text = ask(want, fetcher, replace(route, save=False), profiles).texts[-1]
        return read_incoming(text.first, text.further, stated_of(want), profiles)
    resource = read_at_hand(want, fetcher.limits)
    check_evidence(resource)
    return read_incoming(resource, (), stated_of(want), profiles)
