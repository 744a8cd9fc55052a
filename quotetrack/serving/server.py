"""The server itself: waitress on one address, until it is told to stop."""

from __future__ import annotations

import errno
import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from flask import Flask

from quotetrack.errors import QuotetrackError
from quotetrack.serving.configuration import Configuration

LARGEST_HEADER = 256 * 1024
"""Bytes. A pasted quote stands in the address."""
MOST_CONNECTIONS = 200
PATIENCE = 60
"""Seconds that a connection may be silent."""


def run(app: Flask, configuration: Configuration, started: Callable[[str], None]) -> None:
    """Serve until interrupted or told to end. ``started`` is called with the server's address.

    Raises QuotetrackError where the address cannot be listened on.
    """
    from waitress.server import create_server

    # Of waitress's own log what concerns nobody who runs this: that requests wait for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = _listen(configuration)
    server = create_server(
        app,
        sockets=[listening],
        threads=configuration.threads,
        ident=None,
        max_request_header_size=LARGEST_HEADER,
        max_request_body_size=configuration.largest_request + 2**20,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=PATIENCE,
        clear_untrusted_proxy_headers=True,
    )
    # What is loaded by now stays; looking through it again and again for rubbish takes time.
    gc.freeze()
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    try:
        started(f"http://{shown}:{port}/")
        server.run()
    finally:
        server.close()


@contextmanager
def until_told_to_end() -> Iterator[None]:
    """^C, and being told to end (SIGTERM), end quietly what is done in here: a server ends in no other way.

    The program is to end then: told again, it goes on ending.
    """
    signals = (signal.SIGINT, signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (signal's signature)
        for told in signals:
            signal.signal(told, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = [signal.signal(told, end) for told in signals]
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for told, handler in zip(signals, before, strict=True):
            if signal.getsignal(told) is end:
                signal.signal(told, handler)


def _listen(configuration: Configuration) -> socket.socket:
    """A socket bound to the address. Raises QuotetrackError."""
    host, port = configuration.host, configuration.port
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as wrong:
        raise QuotetrackError(f"{where}: no address to listen on ({wrong.strerror or wrong})") from None
    try:
        # A server that ended a moment ago does not keep the next one waiting.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as wrong:
        listening.close()
        if wrong.errno == errno.EADDRINUSE:
            raise QuotetrackError(
                f"{where} is in use, perhaps by another quotetrack serve; name another port with --port"
            ) from None
        raise QuotetrackError(
            f"{where}: cannot be listened on ({wrong.strerror}); name another with --host and --port"
        ) from None
    return listening
