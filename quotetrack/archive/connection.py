"""The way to one host: a connection to exactly an IP address that was checked, ended when its time is over.

A name is resolved once, by us; every address it has is checked, and the connection goes to a checked
one. A name that resolves differently a moment later (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import Any

from quotetrack.archive.addresses import WebAddress
from quotetrack.archive.limits import Limits
from quotetrack.archive.resolving import OffLimits, Resolve, Unreachable, checked_addresses


class Line:
    """One request's way to its host. Whatever asks over it can reach that host and no other.

    urllib3's read timeout is for one reading, so that a server which sends a byte now and then holds
    it for ever; the line ends the whole request by its clock.
    """

    def __init__(self, address: WebAddress, limits: Limits, *, allow_private: bool, resolve: Resolve) -> None:
        self.address = address
        self.ip = ""
        """The IP address connected to."""
        self.out_of_time = False
        """Whether the connection was ended because its total time was over."""
        self._limits = limits
        self._allow_private = allow_private
        self._resolve = resolve
        self._handle: socket.socket | None = None
        self._timer: threading.Timer | None = None

    def open(self, host: str, port: int | None) -> socket.socket:
        """Resolve the host, check every address it has, and connect to one of them.

        Raises Unreachable, OffLimits; the latter also when asked for another host than the line's.
        """
        if (host.strip("[]"), port) != (self.address.host, self.address.port):
            raise OffLimits(f"{host}:{port} is not the host that was asked for, {self.address.authority}")
        ips = checked_addresses(
            self.address, allow_private=self._allow_private, limits=self._limits, resolve=self._resolve
        )
        plain = _connect(self.address, ips, self._limits.connect)
        self.ip = plain.getpeername()[0]
        # A second handle on the same connection outlives every wrapper around the first, so that the
        # timer can end it wherever it is: in the TLS handshake, the headers or the body.
        self._handle = plain.dup()
        self._timer = threading.Timer(self._limits.total, self._end)
        self._timer.daemon = True
        self._timer.start()
        return plain

    def _end(self) -> None:
        self.out_of_time = True
        if self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: Any) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._handle is not None:
            self._handle.close()


def _connect(address: WebAddress, ips: list[str], patience: float) -> socket.socket:
    """A TCP connection to the first of the checked addresses that answers; raises Unreachable."""
    end = time.monotonic() + patience
    reason = ""
    for number, ip in enumerate(ips):
        left = end - time.monotonic()
        if left <= 0:
            break
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            # One dead address must not use up the time of the others.
            connection.settimeout(max(left / (len(ips) - number), min(left, 1.0)))
            connection.connect((ip, address.port))
        except TimeoutError:
            reason = "no answer in time"
        except OSError as wrong:
            reason = (wrong.strerror or str(wrong)).lower()
        else:
            connection.settimeout(patience)
            return connection
        connection.close()
    raise Unreachable(f"{address.authority} cannot be reached ({reason or 'no answer in time'})")
