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
        with _ended_by_signal():
            started(f"http://{shown}:{port}/")
            server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Being told to end (SIGTERM) ends the server as ^C does."""

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (signal's signature)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
