"""A real web server on loopback, with the faults that a fetcher meets."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SPEECH = (
    "<html><head><title>Remarks on the harvest</title></head><body><h1>Remarks on the harvest</h1>"
    + "".join(
        f"<p>MAYOR SMITH: Paragraph {n} of a speech in which the mayor speaks of the harvest, of the roads "
        "that lead to the market, and of all that the town has yet to mend before the winter comes.</p>"
        for n in range(12)
    )
    + "</body></html>"
).encode()


@dataclass
class Reply:
    """What the server answers at one path."""

    body: bytes = SPEECH
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    manner: str = "whole"
    """``whole``, ``cut`` (half of what is announced), ``drip`` (a byte every 50 ms), ``silent`` (nothing),
    ``header-drip``, ``chunked``, ``chunked-cut``, ``open-ended`` (no length)."""


class Site:
    """The server: set ``replies`` by path; ``asked`` tells what was requested, with the time."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {"/speech": Reply()}
        self.asked: list[tuple[str, float]] = []
        self.agents: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, time.monotonic()))
                site.agents.append(self.headers["User-Agent"])
                reply = site.replies.get(self.path, Reply(b"not here", 404))
                if isinstance(reply, list):
                    reply = reply.pop(0) if len(reply) > 1 else reply[0]
                with suppress(ConnectionError):
                    self.answer(reply)

            def answer(self, reply: Reply) -> None:
                self.close_connection = True
                if reply.manner == "silent":
                    time.sleep(3)
                    return
                if reply.manner == "header-drip":
                    for _ in range(100):
                        self.wfile.write(b"H")
                        time.sleep(0.05)
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                chunked = reply.manner.startswith("chunked")
                if chunked:
                    self.send_header("Transfer-Encoding", "chunked")
                elif reply.manner != "open-ended":
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if reply.manner == "cut":
                    self.wfile.write(reply.body[: len(reply.body) // 2])
                elif reply.manner == "drip":
                    for byte in reply.body:
                        self.wfile.write(bytes([byte]))
                        time.sleep(0.05)
                elif chunked:
                    for start in range(0, len(reply.body), 100):
                        chunk = reply.body[start : start + 100]
                        self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
                    if reply.manner == "chunked":
                        self.wfile.write(b"0\r\n\r\n")
                else:
                    self.wfile.write(reply.body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str = "/speech", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths requested, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
