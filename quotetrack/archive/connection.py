"""A connection to exactly the IP address that was checked, ended when its time is over.

A name is resolved once, by us; every address it has is checked, and the connection goes to a checked
one. A name that resolves differently a moment later (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

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
                f"{what} is {reach.value}; --allow-private covers the hosts that you name, and no others"
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


def connect(address: WebAddress, ips: list[str], limits: Limits) -> socket.socket:
    """A TCP connection to the first of the checked addresses that answers; raises Unreachable."""
    end = time.monotonic() + limits.connect
    reason = ""
    for number, ip in enumerate(ips):
        left = end - time.monotonic()
        if left <= 0:
            break
        # One dead address must not use up the time of the others.
        patience = max(left / (len(ips) - number), min(left, 1.0))
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(patience)
            connection.connect((ip, address.port))
        except TimeoutError:
            reason = "no answer in time"
        except OSError as wrong:
            reason = (wrong.strerror or str(wrong)).lower()
        else:
            connection.settimeout(limits.read)
            return connection
        connection.close()
    raise Unreachable(f"{address.authority} cannot be reached ({reason or 'no answer in time'})")


class CheckedConnection(http.client.HTTPConnection):
    """HTTP over a connection to a checked address; over TLS where the address is https.

    TLS checks the certificate against the host's name and sends that name (RFC 6066, 3), though the
    connection was made by IP address.
    """

    def __init__(self, address: WebAddress, ips: list[str], limits: Limits, tls: ssl.SSLContext) -> None:
        super().__init__(address.host, address.port)
        self.ip = ""
        """The IP address connected to."""
        self._address = address
        self._ips = ips
        self._limits = limits
        self._tls = tls
        self._line: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.out_of_time = False
        """Whether the connection was ended because its total time was over."""

    def connect(self) -> None:
        plain = connect(self._address, self._ips, self._limits)
        self.ip = plain.getpeername()[0]
        # A second handle on the same connection outlives every wrapper around the first, so that the
        # timer can end it wherever it is: in the TLS handshake, the headers or the body.
        self._line = plain.dup()
        self._timer = threading.Timer(self._limits.total, self._end)
        self._timer.daemon = True
        self._timer.start()
        if self._address.scheme == "http":
            self.sock = plain
            return
        try:
            plain.settimeout(self._limits.connect)
            self.sock = self._tls.wrap_socket(plain, server_hostname=self._address.host)
            self.sock.settimeout(self._limits.read)
        except ssl.SSLCertVerificationError as wrong:
            plain.close()
            raise Refused(
                f"{self._address.host}: its certificate is not valid ({wrong.verify_message})"
            ) from None
        except OSError as wrong:
            plain.close()
            raise Unreachable(f"{self._address.authority}: no secure connection ({_say(wrong)})") from None

    def _end(self) -> None:
        self.out_of_time = True
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def finish(self) -> None:
        """Let go of everything. Not ``close``: the base class calls that before the body is read."""
        self.close()
        if self._timer is not None:
            self._timer.cancel()
        if self._line is not None:
            self._line.close()

    def __enter__(self) -> CheckedConnection:
        return self

    def __exit__(self, *_: Any) -> None:
        self.finish()


def _say(wrong: OSError) -> str:
    if isinstance(wrong, TimeoutError):
        return "no answer in time"
    return str(getattr(wrong, "reason", None) or wrong.strerror or wrong).lower()


def trusted_roots() -> ssl.SSLContext:
    """TLS as the system trusts it, with Mozilla's roots beside, for systems that bring none of their own."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
