"""``quotetrack serve``: a real process, its address, how it ends, what survives it."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from live import Live, live
from loopback import Reply, Site
from served import make_project

from quotetrack.archive import Archive
from quotetrack.boundary import run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("served") / "project")


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project"))


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


def post(server: Live, path: str, data: object) -> tuple[int, dict[str, object]]:
    request = urllib.request.Request(
        server.home + path, json.dumps(data).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as wrong:
        with wrong:
            return wrong.code, json.load(wrong)


def raw(server: Live, request: bytes) -> bytes:
    """What is answered to these bytes, perhaps nothing."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


def test_it_says_where_it_is_and_ends_cleanly(project: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        with live(project) as server:
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+", server.home)
            assert "Did they say it?" in get(server.home)
            assert server.end(number) == 0
        assert not any("Traceback" in line or "interrupted" in line for line in server.said)
        assert "another" not in " ".join(server.said)


def test_it_ends_as_cleanly_while_it_opens_the_archive_and_when_told_twice(project: Path) -> None:
    serve = [sys.executable, "-m", "quotetrack", "--quotes", str(project / "quotes"), "serve", "--port", "0"]
    for number in (signal.SIGINT, signal.SIGTERM):
        for until, times in (("opening", 1), ("open this address", 2)):
            with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
                assert server.stderr is not None
                said = ""
                while until not in said:
                    said += server.stderr.readline()
                for _ in range(times):
                    server.send_signal(number)
                _, more = server.communicate(timeout=60)
            assert server.returncode == 0, said + more
            assert "interrupted" not in more


def test_a_port_in_use_is_one_clear_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        capsys.readouterr()
        assert run(["--quotes", str(project / "quotes"), "serve", "--port", str(port)]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert (
        last == f"quotetrack: 127.0.0.1:{port} is in use, perhaps by another quotetrack serve; "
        "name another port with --port"
    )


def test_a_host_that_is_none_is_one_clear_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for host in ("203.0.113.7", "no such host"):
        assert run(["--quotes", str(project / "quotes"), "serve", "--host", host, "--port", "0"]) == 2
        assert "listen" in capsys.readouterr().err.splitlines()[-1]


def test_it_listens_on_loopback_alone_unless_told_and_then_warns(project: Path) -> None:
    with live(project, "--host", "0.0.0.0") as server:
        assert any("others can reach 0.0.0.0" in line for line in server.said)
        assert get(f"http://127.0.0.1:{server.port}/")


@pytest.mark.parametrize("host", [b"[", b"", b"127.0.0.1@evil", b"a b", b"\xff", b"evil.example"])
def test_a_host_that_is_no_name_of_ours_gets_nothing(project: Path, host: bytes) -> None:
    with live(project) as server:
        answer = raw(
            server, b"GET /transcripts/bridge HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
        )
        assert answer.split(b" ", 2)[1] in (b"400", b"500")
        assert b"mend the old bridge" not in answer
        assert get(server.home)
    assert not (project / "logs").exists()


@pytest.mark.parametrize(
    "request_",
    [
        b"",
        b"\r\n\r\n",
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /article HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n",
        b"POST /article HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /article HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data\r\n"
        b"Content-Length: 9\r\n\r\nx",
        b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 60_000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=range(10),
)
def test_a_request_that_is_none_ends_nothing(project: Path, request_: bytes) -> None:
    with live(project) as server:
        with suppress(OSError):  # hung up on
            raw(server, request_)
        assert "Did they say it?" in get(server.home)


def test_requests_side_by_side_are_all_answered_rightly(project: Path) -> None:
    asked = [
        ("we will mend the old bridge before the winter comes", "matches"),
        ("we will mend the old bridge before the spring comes", "differs"),
        ("nobody in this valley will go hungry", "matches"),
        ("an altogether other sentence that nobody here has said", "not-in-transcripts"),
    ] * 5
    found: dict[int, object] = {}
    with live(project) as server:

        def ask(number: int) -> None:
            found[number] = post(server, "/api/verify", {"text": asked[number][0]})[1]["status"]

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(asked))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert get(server.home)
    assert [found[n] for n in range(len(asked))] == [status for _, status in asked]
    assert not (project / "logs").exists()


def test_what_another_program_archives_is_noticed(project: Path) -> None:
    text = "The ferry will sail again on the first of April, come what may to us."
    with live(project) as server:
        assert post(server, "/api/verify", {"text": text})[1]["status"] == "not-in-transcripts"
        (project / "ferry.txt").write_text(f"MAYOR SMITH: {text}\n")
        assert run(["--quotes", str(project / "quotes"), "archive", str(project / "ferry.txt")]) == 0
        verdict = post(server, "/api/verify", {"text": text})[1]
        assert verdict["status"] == "matches"
        assert verdict["searched"]["transcripts"] == 4  # type: ignore[index]


@pytest.mark.parametrize("wait", [0.0, 0.05, 0.15, 0.3])
def test_killed_while_archiving_it_leaves_a_clean_archive(project: Path, site: Site, wait: float) -> None:
    site.replies |= {f"/page{n}": Reply() for n in range(30)}
    with live(project, "--allow-private") as server:

        def archive() -> None:
            for n in range(30):
                try:
                    post(server, "/api/archive", {"url": site.url(f"/page{n}")})
                except (OSError, http.client.HTTPException, ValueError):
                    return

        thread = threading.Thread(target=archive)
        thread.start()
        while not site.paths():
            time.sleep(0.01)
        time.sleep(wait)
        server.process.kill()
        server.process.wait(20)
        thread.join(60)
    assert run(["--quotes", str(project / "quotes"), "audit"]) == 0
    with Archive.open(project / "archive") as archive_:
        assert archive_.transcript("bridge") is not None
    with live(project, "--allow-private") as server:
        assert post(server, "/api/archive", {"url": site.url("/page29")})[1]["status"] == "archived"
