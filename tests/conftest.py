"""The loopback web server, started and stopped for each test that asks for it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from loopback import SPEECH, Reply, Site
from web_archive import WebArchive

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says more of the machine's other work than of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server that answers /speech with a page, and nothing else until told."""
    server = Site()
    yield server
    server.stop()


@pytest.fixture
def memory() -> Iterator[WebArchive]:
    """A web archive that holds nothing until told."""
    server = WebArchive()
    yield server
    server.stop()


@pytest.fixture
def faults(site: Site) -> dict[str, str]:
    """Addresses of the site, each with a fault, and what the refusal must say."""
    html = {"Content-Type": "text/html"}
    zeros = gzip.compress(bytes(70 * 2**20))
    site.replies |= {
        "/500": Reply(b"server error", 500),
        "/404": Reply(b"not here", 404),
        "/429": Reply(b"slow down", 429, {"Retry-After": "0"}),
        "/later": Reply(b"slow down", 503, {"Retry-After": "3600"}),
        "/cut": Reply(manner="cut"),
        "/chunked-cut": Reply(manner="chunked-cut"),
        "/gzip-cut": Reply(gzip.compress(SPEECH)[:-20], headers=html | {"Content-Encoding": "gzip"}),
        "/brotli": Reply(b"\x0b\x02\x80hello\x03", headers=html | {"Content-Encoding": "br"}),
        "/loop": Reply(b"", 302, {"Location": "/loop"}),
        "/other-loopback": Reply(b"", 302, {"Location": "http://127.0.0.2:9/"}),
        "/metadata": Reply(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}),
        "/ftp": Reply(b"", 302, {"Location": "ftp://127.0.0.1/"}),
        "/bomb": Reply(zeros, headers=html | {"Content-Encoding": "gzip"}),
        "/empty": Reply(b""),
        "/wall": Reply(b"<html><head><script>window.bobcmn='1'</script></head><body></body></html>"),
        "/script": Reply(b"<html><body><script>app()</script><div id=root></div></body></html>"),
        "/refresh": Reply(b'<meta http-equiv="refresh" content="0; url=/speech">Moved'),
    }
    says = {
        "/500": "answers 500",
        "/404": "answers 404",
        "/429": "answers 429, also after 2 waits",
        "/later": "come back in 3600 s",
        "/cut": "is cut",
        "/chunked-cut": "is cut",
        "/gzip-cut": "is cut",
        "/brotli": "'br', which was not asked for",
        "/loop": "redirects for ever",
        "/other-loopback": "redirected to http://127.0.0.2:9/: 127.0.0.2 is private or loopback",
        "/metadata": "169.254.169.254 is link-local",
        "/ftp": "only http and https",
        "/bomb": "unpacks to more than 64 MiB",
        "/empty": "body is empty",
        "/wall": "bot defence",
        "/script": "scripts with no text",
        "/refresh": "meta refresh",
    }
    return {site.url(path): text for path, text in says.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    from browser import CHROMIUM
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("no Chromium here; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        # Not its own sandbox: in a container there is none to be had.
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
