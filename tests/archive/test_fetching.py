"""Fetching from a real server: what is asked, what is refused, and how long it may take."""

from __future__ import annotations

import contextlib
import gzip
import socket
import sys
import time
import tracemalloc
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import Reply, Site

from quotetrack.archive.addresses import web_address
from quotetrack.archive.connection import Line
from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.archive.politeness import side_by_side
from quotetrack.archive.resolving import OffLimits, system_resolve
from quotetrack.errors import Refused

QUICK = Limits(delay=0, resolve=1, connect=1, read=0.6, total=1.5, grace=0.4, slowest=2000)


def fetcher(limits: Limits = QUICK, **options: object) -> Fetcher:
    return Fetcher(limits, **{"allow_private": True} | options)  # type: ignore[arg-type]


def refusal(url: str, using: Fetcher | None = None) -> str:
    with pytest.raises(Refused) as wrong:
        check_evidence((using or fetcher()).fetch(url))
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


def test_a_page(site: Site) -> None:
    found = fetcher().fetch(site.url())
    assert found.url == found.address == site.url()
    assert (found.answer.status, found.media_type, found.charset) == (200, "text/html", "utf-8")
    assert found.body == found.payload == site.replies["/speech"].body  # type: ignore[union-attr]
    assert found.answer.ip == "127.0.0.1"
    assert site.agents[-1].startswith("quotetrack/")
    check_evidence(found)


def test_every_fault_is_refused_with_its_reason(faults: dict[str, str]) -> None:
    for url, says in faults.items():
        assert says in refusal(url, fetcher(Limits(delay=0))), url


@pytest.mark.parametrize("coding", ["gzip", "deflate", "bare deflate", "gzip, gzip", "two members"])
def test_content_codings_are_taken_off_the_body_and_left_on_the_payload(site: Site, coding: str) -> None:
    body = site.replies["/speech"].body  # type: ignore[union-attr]
    bare = zlib.compressobj(wbits=-15)
    sent = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "bare deflate": bare.compress(body) + bare.flush(),
        "gzip, gzip": gzip.compress(gzip.compress(body)),
        "two members": gzip.compress(body[:50]) + gzip.compress(body[50:]),
    }[coding]
    header = {"bare deflate": "deflate", "two members": "gzip"}.get(coding, coding)
    site.replies["/speech"].headers["Content-Encoding"] = header  # type: ignore[union-attr]
    site.replies["/speech"].body = sent  # type: ignore[union-attr]
    found = fetcher().fetch(site.url())
    assert (found.body, found.payload) == (body, sent)


@pytest.mark.parametrize("manner", ["chunked", "open-ended"])
def test_bodies_without_a_length(site: Site, manner: str) -> None:
    site.replies["/speech"].manner = manner  # type: ignore[union-attr]
    assert fetcher().fetch(site.url()).body == site.replies["/speech"].body  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("manner", "says"),
    [("drip", "too slowly"), ("silent", "sent nothing"), ("header-drip", "not whole after")],
)
def test_slow_answers_are_ended(site: Site, manner: str, says: str) -> None:
    site.replies["/speech"].manner = manner  # type: ignore[union-attr]
    start = time.monotonic()
    assert says in refusal(site.url())
    assert time.monotonic() - start < 2.5


def test_too_large(site: Site) -> None:
    for manner in ("whole", "chunked"):
        site.replies["/speech"].manner = manner  # type: ignore[union-attr]
        assert "larger than 0 MiB" in refusal(site.url(), fetcher(Limits(delay=0, stored_bytes=1000)))


def test_redirects_are_followed_and_kept(site: Site) -> None:
    site.replies["/a"] = Reply(b"moved", 301, {"Location": "b"})
    site.replies["/b"] = Reply(b"", 302, {"Location": site.url()})
    found = fetcher().fetch(site.url("/a"))
    assert [exchange.status for exchange in found.exchanges] == [301, 302, 200]
    assert (found.address, found.url) == (site.url("/a"), site.url())
    for number in range(12):
        site.replies[f"/{number}"] = Reply(b"", 302, {"Location": f"/{number + 1}"})
    assert "more than 10 redirects" in refusal(site.url("/0"))


def test_redirects_that_take_too_long_together_are_not_followed(site: Site) -> None:
    for number in range(8):
        site.replies[f"/{number}"] = Reply(b"." * 6, 302, {"Location": f"/{number + 1}"}, manner="drip")
    start = time.monotonic()
    assert "its redirects took longer than 0.7 s" in refusal(
        site.url("/0"), fetcher(Limits(delay=0, total=0.7))
    )
    assert time.monotonic() - start < 2


def test_the_body_of_a_redirect_is_read_within_the_limits(site: Site) -> None:
    """requests of itself reads and unpacks the whole of it, though told to follow nothing."""
    zeros = gzip.compress(bytes(200 * 2**20))
    site.replies["/bomb"] = Reply(zeros, 302, {"Location": "/speech", "Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        found = fetcher(Limits(delay=0)).fetch(site.url("/bomb"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.exchanges[0].payload == zeros
    assert peak < 20 * 2**20
    site.replies["/endless"] = Reply(bytes(2**20), 302, {"Location": "/speech"})
    assert "larger than 0 MiB" in refusal(site.url("/endless"), fetcher(Limits(delay=0, stored_bytes=1000)))


def test_private_hosts_need_a_word_and_only_the_named_one_is_covered(site: Site) -> None:
    assert "--allow-private" in refusal(site.url(), fetcher(allow_private=False))
    for host in ("2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"):
        assert "private or loopback" in refusal(site.url(host=host), fetcher(allow_private=False)), host
    assert not site.asked
    site.replies["/r"] = Reply(b"", 302, {"Location": site.url(host="localhost")})
    assert "redirected to http://localhost" in refusal(site.url("/r"))
    assert "never fetched" in refusal("http://169.254.169.254/latest/")


def test_a_host_that_is_public_and_private_is_refused() -> None:
    using = fetcher(allow_private=False, resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])
    assert "x.example is at 10.0.0.1" in refusal("http://x.example/", using)


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """DNS rebinding: the second answer of the name server must never be used."""
    answers = [["127.0.0.1"], ["127.0.0.1"]]
    using = fetcher(resolve=lambda *_: answers.pop(0))
    found = using.fetch(site.url(host="rebinding.example"))
    assert found.answer.ip == "127.0.0.1"
    assert answers == []  # one for robots.txt, one for the page: nobody else asked


def test_a_line_leads_to_its_own_host_only(site: Site) -> None:
    line = Line(web_address(site.url()), QUICK, allow_private=True, resolve=system_resolve)
    for host, port in (("127.0.0.1", 9), ("127.0.0.2", site.port), ("localhost", site.port)):
        with line, pytest.raises(OffLimits, match="not the host that was asked for"):
            line.open(host, port)


def test_nothing_is_taken_from_the_surroundings(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No proxy, no password from .netrc, no cookie from one request to the next."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    site.replies["/a"] = Reply(b"", 302, {"Location": "/speech", "Set-Cookie": "a=b; Path=/"})
    found = fetcher().fetch(site.url("/a"))
    assert found.answer.status == 200
    sent = b"".join(exchange.request for exchange in found.exchanges).lower()
    assert b"cookie" not in sent
    assert b"authorization" not in sent


def test_unreachable_hosts_cost_little() -> None:
    def dead(*_: object) -> list[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    using = fetcher(resolve=dead)
    start = time.monotonic()
    assert "no name server answered in 1 s" in refusal("http://dead.example/a", using)
    assert "no name server answered" in refusal("http://dead.example/b", using)
    assert time.monotonic() - start < 1.5, "a dead host is not asked twice"
    assert "cannot be reached (connection refused)" in refusal("http://127.0.0.1:9/")


def test_robots(site: Site) -> None:
    robots = b"User-agent: *\nDisallow: /speech\n"
    site.replies["/robots.txt"] = Reply(robots, headers={"Content-Type": "text/plain"})
    assert "robots.txt disallows it" in refusal(site.url())
    assert site.paths() == []
    assert fetcher(ignore_robots=True).fetch(site.url()).answer.status == 200
    site.replies["/robots.txt"] = Reply(b"User-agent: quotetrack\nDisallow:\n\nUser-agent: *\nDisallow: /\n")
    assert fetcher().fetch(site.url()).answer.status == 200
    site.replies["/robots.txt"] = Reply(gzip.compress(robots), headers={"Content-Encoding": "gzip"})
    assert "disallows" in refusal(site.url())
    # RFC 9309, 2.3.1.3 and 2.3.1.4: not there is open, out of order is closed
    site.replies["/robots.txt"] = Reply(b"no", 403)
    assert fetcher().fetch(site.url()).answer.status == 200
    site.replies["/robots.txt"] = Reply(b"no", 503)
    assert "counts as closed" in refusal(site.url())
    site.replies["/robots.txt"] = Reply(robots, manner="cut")
    assert "counts as closed" in refusal(site.url())
    # 2.5: what stands after 500 KiB is not read
    site.replies["/robots.txt"] = Reply(b"User-agent: *\n" + b"#" * 600 * 1024 + b"\nDisallow: /\n")
    assert fetcher(Limits(delay=0)).fetch(site.url()).answer.status == 200


def test_robots_is_asked_once_a_run(site: Site) -> None:
    using = fetcher()
    for _ in range(3):
        using.fetch(site.url())
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_redirects_obey_the_robots_txt_of_where_they_lead(site: Site) -> None:
    site.replies["/a"] = Reply(b"", 302, {"Location": "/secret"})
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /secret\n")
    assert "disallows" in refusal(site.url("/a"))
    assert site.paths() == ["/a"]


def test_retry_after(site: Site) -> None:
    site.replies["/speech"] = [Reply(b"", 429, {"Retry-After": "1"}), Reply()]
    assert fetcher().fetch(site.url()).answer.status == 200
    (_, first), (_, second) = site.asked[-2:]
    assert second - first >= 1


def test_one_request_at_a_time_with_a_pause(site: Site) -> None:
    site.replies |= {f"/{n}": Reply() for n in range(3)}
    using = fetcher(Limits(delay=0.3), ignore_robots=True)
    urls = [site.url(f"/{n}") for n in range(3)]
    # Also where one host is asked from several threads: each address a row of its own.
    answers = dict(side_by_side(urls, host=str, ask=using.fetch, hosts=3))
    assert all(not isinstance(answer, Exception) for answer in answers.values())
    times = sorted(moment for _, moment in site.asked)
    assert all(later - earlier >= 0.29 for earlier, later in pairwise(times))


@pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves is Linux's")
def test_hosts_that_swallow_connections_cost_the_connect_limit() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, contextlib.ExitStack() as fillers:
        address = deaf.getsockname()
        for _ in range(4):  # connections that nobody accepts fill the queue; later ones get no answer
            filler = fillers.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(address)
        start = time.monotonic()
        using = fetcher()
        for path in ("a", "b", "c"):
            assert "no answer in time" in refusal(f"http://127.0.0.1:{address[1]}/{path}", using)
        assert 0.9 < time.monotonic() - start < 1.5
