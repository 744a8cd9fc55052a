"""What goes over the wire: what is sent is what is recorded, and every malformed answer ends in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Fetched
from quotetrack.archive.limits import Limits
from quotetrack.errors import Refused

LIMITS = Limits(delay=0, read=0.5, total=1.5)
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


class Wire:
    """A socket that answers one request with given bytes, and keeps what it was asked."""

    def __init__(self, say: Callable[[socket.socket], None]) -> None:
        self._say = say
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.asked = b""
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._listening.accept()
        with connection, suppress(OSError):
            while b"\r\n\r\n" not in self.asked:
                self.asked += connection.recv(4096)
            self._say(connection)

    def stop(self) -> None:
        self._thread.join(5)
        self._listening.close()


@contextmanager
def wire(answer: bytes | Callable[[socket.socket], None]) -> Iterator[Wire]:
    server = Wire((lambda to: to.sendall(answer)) if isinstance(answer, bytes) else answer)
    yield server
    server.stop()


def fetch(url: str) -> Fetched:
    return Fetcher(LIMITS, allow_private=True, ignore_robots=True).fetch(url)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/a%20b?c=%c3%a9",
        "//a/../b/./c",
        "/%7e~%zz;x='?q=100%&%20%",
        "/ü?é=[1]|^`{}",
        "/a?",
        "/a#b",
        "/?'\"",
    ],
)
def test_the_request_is_recorded_as_it_was_sent(path: str) -> None:
    with wire(OK + b"\r\nhello") as server:
        found = fetch(server.url + path)
    assert found.answer.request == server.asked
    target = found.url.removeprefix(server.url)
    assert server.asked.startswith(f"GET {target} HTTP/1.1\r\nHost: {server.url[7:]}\r\n".encode())


def test_headers_are_recorded_as_they_came() -> None:
    head = (
        b"HTTP/1.1 200 Tr\xe8s bien\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n"
        b"X-Latin: caf\xe9\r\nX-Utf: \xc3\xa9\r\nContent-Length: 5\r\n\r\nhello"
    )
    with wire(head) as server:
        answer = fetch(server.url).answer
    assert answer.phrase.encode("latin-1") == b"Tr\xe8s bien"
    assert [value for name, value in answer.headers if name.lower() == "set-cookie"] == ["a=1", "b=2"]
    assert answer.header("X-Latin") == b"caf\xe9".decode("latin-1")
    assert answer.header("X-Utf") == b"\xc3\xa9".decode("latin-1")


def often(piece: bytes) -> Callable[[socket.socket], None]:
    def say(to: socket.socket) -> None:
        for _ in range(100):
            to.sendall(piece)
            time.sleep(0.03)

    return say


def after(first: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def say(to: socket.socket) -> None:
        to.sendall(first)
        often(piece)(to)

    return say


def reset(to: socket.socket) -> None:
    to.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"", "broke the connection off"),
        (b"hello there\r\n", "did not answer in HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", "did not answer in HTTP"),
        (OK + b"X: 1\r\n" * 300 + b"\r\n", "did not answer in HTTP"),
        (OK + b"X: " + b"a" * 70_000 + b"\r\n\r\n", "did not answer in HTTP"),
        (OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi", "did not answer in HTTP"),
        (OK + b"Content-Length: two\r\n\r\nhi", "is no length ('two')"),
        (OK + b"Content-Length: -2\r\n\r\nhi", "is no length ('-2')"),
        (OK + b"Content-Length: 20\r\n\r\nhi", "the body is cut: 2 of 20 bytes came"),
        (CHUNKED + b"2\r\nhi\r\n", "the body is cut: its last chunk is missing"),
        (CHUNKED + b"8\r\nhi", "the body is cut: its last chunk is missing"),
        (CHUNKED + b"zz\r\nhi", "the body is cut: its last chunk is missing"),
        (reset, "broke the connection off"),
        (lambda _: time.sleep(1), "sent nothing for 0.5 s"),
        (after(OK + b"Content-Length: 2\r\n\r\n", b""), "sent nothing for 0.5 s"),
        (often(b"H"), "not whole after 1.5 s"),
        (often(b"HTTP/1.1 100 Continue\r\n\r\n"), "not whole after 1.5 s"),
        (after(OK, b"X: y\r\n"), "not whole after 1.5 s"),
        (after(OK + b"\r\n", b"x"), "not whole after 1.5 s"),
        (after(CHUNKED, b"1\r\nx\r\n"), "not whole after 1.5 s"),
        (after(CHUNKED + b"0\r\n", b"X: y\r\n"), "not whole after 1.5 s"),
    ],
)
def test_malformed_cut_and_dripping_answers(
    answer: bytes | Callable[[socket.socket], None], says: str
) -> None:
    with wire(answer) as server:
        start = time.monotonic()
        with pytest.raises(Refused) as wrong:
            fetch(server.url)
        assert time.monotonic() - start < 2.2
    assert says in str(wrong.value)
