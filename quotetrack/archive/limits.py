"""The limits of one run, as an object that can be passed around."""

from __future__ import annotations

from dataclasses import dataclass

from quotetrack.version import __version__


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much, how often. Times are seconds, sizes bytes."""

    resolve: float = 5.0
    """For a host's name to become addresses. The system waits up to 40 for a dead name server."""
    connect: float = 8.0
    """For a connection, over all of a host's addresses together, TLS included."""
    read: float = 15.0
    """Between two pieces of an answer."""
    total: float = 60.0
    """For one request, from the first packet to the last; after as long, no redirect is followed."""
    grace: float = 10.0
    """After this long, an answer must have come faster than ``slowest``."""
    slowest: float = 200.0
    """Bytes a second, on average."""
    stored_bytes: int = 32 * 2**20
    """Of a body as sent."""
    decoded_bytes: int = 64 * 2**20
    """Of a body unpacked, and of a local file."""
    robots_bytes: int = 500 * 1024
    """Of robots.txt; what follows is not read (RFC 9309, 2.5)."""
    redirects: int = 10
    delay: float = 1.0
    """Between two requests to one host."""
    longest_delay: float = 10.0
    """The longest wait that a site's Crawl-delay or Retry-After can ask for; more is refused."""
    retries: int = 2
    """After an answer that says when to come back."""
    hosts: int = 16
    """Asked side by side."""
    user_agent: str = f"quotetrack/{__version__}"
