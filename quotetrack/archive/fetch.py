"""Fetching one address: what a polite and careful reader does, from the first check to the last byte."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from quotetrack.archive.addresses import WebAddress, redirect_target, web_address
from quotetrack.archive.connection import Line
from quotetrack.archive.decoding import decode
from quotetrack.archive.incoming import Exchange, Fetched
from quotetrack.archive.limits import Limits
from quotetrack.archive.politeness import Pace, Turns, retry_after
from quotetrack.archive.resolving import Resolve, Unreachable, system_resolve
from quotetrack.archive.robots import Robots, Rules
from quotetrack.errors import Refused

if TYPE_CHECKING:
    import ssl

REDIRECTS = frozenset({301, 302, 303, 307, 308})
COME_BACK = frozenset({429, 503})
UNSAID_WAIT = 60.0
"""Seconds to wait after a 429 that does not say how long, of a host whose limit is by the minute."""
NO_PACES: Mapping[str, Pace] = MappingProxyType({})
_ROBOTS_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""


class Fetcher:
    """Fetches addresses for one run; its threads share it, and with it each host's turn and rules."""

    def __init__(
        self,
        limits: Limits,
        *,
        allow_private: bool = False,
        ignore_robots: bool = False,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = system_resolve,
        paces: Mapping[str, Pace] = NO_PACES,
    ) -> None:
        """``allow_private`` covers the host of each address that is asked for, never one that a redirect
        leads to. ``tls`` and ``resolve`` are the system's when left out. ``paces`` are those of hosts
        that say how often they may be asked, by host and port; whoever asks them here keeps to them."""
        self.limits = limits
        self.ignore_robots = ignore_robots
        self._allow_private = allow_private
        self._tls = tls
        self._resolve = resolve
        self._paces = paces
        self._guard = Lock()
        self._turns = Turns(limits)
        self._robots = Robots(self._ask_for_robots)
        self._dead: dict[str, Unreachable] = {}

    def fetch(self, text: str) -> Fetched:
        """What the address answers, its redirects followed, each checked like the first.

        Raises Refused with the reason. Whether the answer is evidence is not judged here.
        """
        address = web_address(text)
        named = address.host
        exchanges: list[Exchange] = []
        start = time.monotonic()
        for _ in range(self.limits.redirects + 1):
            try:
                answer = self._ask_politely(address, self._allow_private and address.host == named)
            except Refused as wrong:
                # After a redirect the reader has to know which address the reason is about.
                raise type(wrong)(f"redirected to {address}: {wrong}" if exchanges else str(wrong)) from None
            exchanges.append(answer)
            location = answer.header("Location")
            if answer.status not in REDIRECTS or location is None:
                body = decode(
                    answer.payload, answer.header_list("Content-Encoding"), cap=self.limits.decoded_bytes
                )
                return Fetched(text, tuple(exchanges), body)
            address = redirect_target(address, location)
            if any(exchange.url == str(address) for exchange in exchanges):
                raise Refused(f"it redirects for ever, back to {address}")
            if time.monotonic() - start > self.limits.total:
                raise Refused(f"its redirects took longer than {self.limits.total:g} s")
        raise Refused(f"more than {self.limits.redirects} redirects")

    def _ask_politely(self, address: WebAddress, private: bool) -> Exchange:
        """The answer to one request, after the site's rules and waits."""
        rules = Rules(None) if self.ignore_robots else self._robots.rules(address, private=private)
        rules.check(address)
        return self._ask_in_turn(address, private, rules.delay, self.limits)

    def ask(self, address: WebAddress, *, named: bool, limits: Limits | None = None) -> Exchange:
        """The answer to one request to an interface made for programs, which robots.txt is not about.

        In the host's turn and at its pace; a redirect is an answer like any other. ``named`` says
        whether a person named the host, which is what ``allow_private`` covers. Raises Refused.
        """
        return self._ask_in_turn(address, self._allow_private and named, None, limits or self.limits)

    def _ask_in_turn(
        self, address: WebAddress, private: bool, delay: float | None, limits: Limits
    ) -> Exchange:
        """The answer, when the host has no wish to be asked later."""
        pace = self._paces.get(address.authority)
        longest = pace.patience if pace else limits.longest_delay
        for retry in range(limits.retries + 1):
            with self._turns.turn(address.authority, delay):
                answer = self._ask(address, private, cap=limits.stored_bytes, limits=limits)
            wait = retry_after(answer.header("Retry-After"))
            if wait is None and pace and answer.status == 429:
                wait = UNSAID_WAIT
            if answer.status not in COME_BACK or wait is None:
                return answer
            if pace:
                pace.hold(wait)  # the others wait too
            if wait > longest:
                raise Refused(
                    f"it answers {answer.status} and asks to come back in {wait:.0f} s; try again then"
                )
            if retry < limits.retries and not pace:
                time.sleep(wait)
        raise Refused(
            f"it answers {answer.status}, also after {limits.retries} waits of {wait:.0f} s as it asked"
        )

    def _ask(
        self,
        address: WebAddress,
        private: bool,
        *,
        cap: int,
        cut: bool = False,
        limits: Limits | None = None,
    ) -> Exchange:
        """One request. A host that could not be reached is not tried again in this run."""
        # Here and not above: requests is not loaded in a run that asks nobody.
        from quotetrack.archive.exchange import exchange

        if wrong := self._dead.get(address.authority):
            raise Unreachable(str(wrong))
        limits = limits or self.limits
        if pace := self._paces.get(address.authority):
            pace.wait()
        line = Line(address, limits, allow_private=private, resolve=self._resolve)
        tls = self._roots() if address.scheme == "https" else None
        try:
            return exchange(address, line, limits=limits, tls=tls, cap=cap, cut=cut)
        except Unreachable as wrong:
            self._dead[address.authority] = wrong
            raise

    def _ask_for_robots(self, where: WebAddress, private: bool) -> Exchange:
        host = where.host
        for _ in range(_ROBOTS_REDIRECTS + 1):
            answer = self._ask(where, private and where.host == host, cap=self.limits.robots_bytes, cut=True)
            location = answer.header("Location")
            if answer.status not in REDIRECTS or location is None:
                encodings = answer.header_list("Content-Encoding")
                if 200 <= answer.status < 300 and encodings:
                    body = decode(answer.payload, encodings, cap=self.limits.decoded_bytes)
                    answer = replace(answer, payload=body[: self.limits.robots_bytes])
                return answer
            where = redirect_target(where, location)
        return answer

    def _roots(self) -> ssl.SSLContext:
        from quotetrack.archive.transport import trusted_roots

        with self._guard:
            if self._tls is None:
                self._tls = trusted_roots()
            return self._tls
