"""What a site asks of robots: robots.txt, as RFC 9309 reads it, once a site and run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from quotetrack.archive.addresses import WebAddress
from quotetrack.archive.incoming import Exchange
from quotetrack.archive.resolving import OffLimits, Unreachable
from quotetrack.errors import Refused

AGENT = "quotetrack"
"""The product token that a robots.txt can name us by (RFC 9309, 2.2.1)."""

Ask = Callable[[WebAddress, bool], Exchange]
"""Fetch a robots.txt, its redirects followed; the payload already decoded. The second
argument says whether the site may be a private one. Raises Refused."""


class Disallowed(Refused):
    """The site's robots.txt forbids the address: a wish, which no way around by another archive honours."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows."""

    parsed: Protego | None
    """``None`` where the site sets no rules."""
    closed: str | None = None
    """Why nothing may be fetched at all."""

    def check(self, address: WebAddress) -> None:
        """Raises Refused when the address may not be fetched."""
        if self.closed:
            raise Refused(f"{self.closed}; --ignore-robots is your own decision")
        if self.parsed is not None and not self.parsed.can_fetch(str(address), AGENT):
            raise Disallowed(
                f"{address.origin}/robots.txt disallows it; --ignore-robots is your own decision"
            )

    @property
    def delay(self) -> float | None:
        """Crawl-delay in seconds: no standard, but a wish."""
        return self.parsed.crawl_delay(AGENT) if self.parsed else None


class Robots:
    """The rules of every site met in a run."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._guard = threading.Lock()
        self._sites: dict[tuple[str, bool], threading.Lock] = {}
        self._rules: dict[tuple[str, bool], Rules] = {}

    def rules(self, address: WebAddress, *, private: bool) -> Rules:
        """The rules of the address's site, asked for when first needed; raises Unreachable, OffLimits."""
        site = (address.origin, private)
        with self._guard:
            lock = self._sites.setdefault(site, threading.Lock())
        with lock:
            if site not in self._rules:
                self._rules[site] = self._read(address, private)
            return self._rules[site]

    def _read(self, address: WebAddress, private: bool) -> Rules:
        where = WebAddress(address.scheme, address.host, address.port, "/robots.txt")
        try:
            answer = self._ask(where, private)
        except (Unreachable, OffLimits):
            raise
        except Refused as wrong:
            return Rules(
                None, closed=f"{where} cannot be read ({wrong}), which counts as closed (RFC 9309, 2.3.1.4)"
            )
        return rules_of(where, answer)


def rules_of(where: WebAddress, answer: Exchange) -> Rules:
    """What an answer to the question for robots.txt means (RFC 9309, 2.3.1)."""
    if answer.status >= 500:
        return Rules(
            None, closed=f"{where} answers {answer.status}, which counts as closed (RFC 9309, 2.3.1.4)"
        )
    if not 200 <= answer.status < 300:
        return Rules(None)  # not there, or redirects without end: nothing is forbidden
    return Rules(Protego.parse(answer.payload.decode("utf-8-sig", "replace")))
