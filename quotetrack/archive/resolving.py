"""From a host's name to IP addresses, every one of them checked before any is connected to."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable

from quotetrack.archive.addresses import Reach, WebAddress, reach_of
from quotetrack.archive.limits import Limits
from quotetrack.errors import Refused

Resolve = Callable[[str, int], list[str]]
"""A host's name and a port to its IP addresses; raises OSError."""


class Unreachable(Refused):
    """Nobody answers at this host: asking it again in the same run is no use."""


class OffLimits(Refused):
    """An address at which nothing may be fetched, whatever the site's own rules say."""


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a host, each once, in its order; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(
    address: WebAddress, *, allow_private: bool, limits: Limits, resolve: Resolve = system_resolve
) -> list[str]:
    """The IP addresses of the host, if every one of them may be connected to.

    Raises Unreachable when the name has none, OffLimits when one is forbidden: a host that is public
    and private at once is not a public site.
    """
    ips = _resolve_in_time(address, limits.resolve, resolve)
    for ip in ips:
        reach = reach_of(ip)
        what = ip if ip == address.host else f"{address.host} is at {ip}, which"
        if reach is Reach.NEVER:
            raise OffLimits(f"{what} is {reach.value}: never fetched")
        if reach is Reach.PRIVATE and not allow_private:
            raise OffLimits(
                f"{what} is {reach.value}; the switch --allow-private lets the hosts that you name be asked, "
                "and no others"
            )
    return ips


def _resolve_in_time(address: WebAddress, patience: float, resolve: Resolve) -> list[str]:
    """Resolve in a thread of its own: the system's resolver cannot be told to give up."""
    answer: queue.Queue[list[str] | Exception] = queue.Queue(1)

    def ask() -> None:
        try:
            answer.put(resolve(address.host, address.port))
        except (OSError, UnicodeError) as wrong:
            answer.put(wrong)

    threading.Thread(target=ask, daemon=True, name=f"resolve {address.host}").start()
    try:
        found = answer.get(timeout=patience)
    except queue.Empty:
        raise Unreachable(
            f"{address.host} cannot be found: no name server answered in {patience:g} s"
        ) from None
    if isinstance(found, Exception) or not found:
        reason = found.strerror if isinstance(found, OSError) and found.strerror else "no such host"
        raise Unreachable(f"{address.host} cannot be found ({reason.lower()})")
    return found
