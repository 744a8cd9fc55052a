"""How a server is run: one frozen object, made at the command line and passed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

from quotetrack.archive.limits import Limits
from quotetrack.workspace import Workspace

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that a server is told when it starts."""

    workspace: Workspace
    host: str = "127.0.0.1"
    """The address listened on."""
    port: int = 8750
    """0 stands for any that is free."""
    names: frozenset[str] = frozenset()
    """Names, in lower case, by which browsers may ask for the server beside its own."""
    allow_private: bool = False
    """Whether pages on private and loopback hosts may be archived."""
    limits: Limits = field(default_factory=Limits)
    """Of what is fetched from the web."""
    threads: int = 8
    """Requests worked on side by side; the others wait in a queue."""
    largest_request: int = 24 * 2**20
    """Bytes. An article in Word's format with its pictures is a few MB."""

    @property
    def only_here(self) -> bool:
        """Whether only programs on this machine can reach the server."""
        return is_loopback(self.host)

    def is_ours(self, host: str) -> bool:
        """Whether a browser that asks for this host name means us.

        A page of an attacker's can have its name answer with our address (DNS rebinding), and then its
        scripts may read what we answer. So names must be known; a number is not a name that anybody
        can redirect, and one that does not reach us asks us nothing.
        """
        if host in self.names or host == self.host.lower():
            return True
        if self.only_here:
            return host in LOOPBACK_NAMES or is_loopback(host)
        return host == "localhost" or _is_number(host)


def is_loopback(host: str) -> bool:
    """Whether a host, a name or an IP address, is this machine and can be nothing else."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    return _is_number(host) and ip_address(host).is_loopback


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
