"""What is refused as evidence, and what is not though it looks like it."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from loopback import SPEECH

from quotetrack.archive.evidence import Wall, check_evidence, walls
from quotetrack.archive.incoming import Exchange, Fetched, Resource
from quotetrack.errors import Refused

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def page(body: bytes, media_type: str = "text/html", status: int = 200, **headers: str) -> Fetched:
    more = ((name.replace("_", "-"), value) for name, value in headers.items())
    fields = (("Content-Type", media_type), *more)
    answer = Exchange("https://x.example/", b"", "HTTP/1.1", status, "", fields, body, NOW, "93.184.216.34")
    return Fetched(answer.url, (answer,), body)


def refusal(incoming: Fetched | Resource) -> str:
    with pytest.raises(Refused) as wrong:
        check_evidence(incoming)
    return str(wrong.value)


def words(count: int) -> str:
    """A text of its own, of about so many characters."""
    return ("We have mended the roads, and the bridges too. " * (count // 40))[:count]


def says_one_of(walls: list[Wall], incoming: Fetched) -> bool:
    return any(wall.says in refusal(incoming) for wall in walls)


@pytest.mark.parametrize(("wall", "sign"), [(wall, sign) for wall in walls() for sign in wall.signs])
def test_a_sign_counts_on_a_page_with_hardly_any_text(wall: Wall, sign: str) -> None:
    head = f"<head><script>{sign}</script></head>"
    alike = [other for other in walls() if any(mark in sign for mark in other.signs)]
    assert says_one_of(alike, page(f"<html>{head}<body>{sign.upper()} Wait</body></html>".encode()))
    assert wall in alike
    check_evidence(page(f"<html>{head}<body><p>{words(400)}</p></body></html>".encode()))


@pytest.mark.parametrize(("wall", "phrase"), [(wall, phrase) for wall in walls() for phrase in wall.phrases])
def test_what_a_wall_says_counts_on_a_short_page(wall: Wall, phrase: tuple[str, ...]) -> None:
    said = " and ".join(phrase).replace("'", "’").replace("&", "&amp;").capitalize()
    assert wall.says in refusal(page(f"<p>{said}</p><p>{words(600)}</p>".encode()))
    check_evidence(page(f"<p>{said}</p><p>{words(1200)}</p>".encode()))


@pytest.mark.parametrize(("wall", "title"), [(wall, title) for wall in walls() for title in wall.titles])
def test_the_title_of_a_wall_is_its_whole_title(wall: Wall, title: str) -> None:
    for shown in (f"{title.capitalize()}...", f" {title.upper()}… | Site", title.replace("'", "&#39;")):
        body = f"<html><head><title>{shown}</title></head><body>{words(1500)}</body></html>"
        assert wall.says in refusal(page(body.encode()))
    check_evidence(page(body.replace(words(1500), words(2100)).encode()))
    for other in (" to the mayor", " - how the roads were mended"):
        check_evidence(page(body.replace("</title>", f"{other}</title>").encode()))


@pytest.mark.parametrize(
    "widget",
    [
        '<div class="g-recaptcha" data-sitekey="x"></div><script src="/recaptcha/api.js"></script>',
        '<form><div class="h-captcha"></div></form><noscript>Please enable JavaScript</noscript>',
        '<div class="cf-turnstile"></div>',
        "<script>window.gokuProps = {}</script>",
    ],
)
def test_a_short_page_with_a_captcha_in_a_form_is_a_page(widget: str) -> None:
    check_evidence(page(f"<html><body><p>{words(250)}</p>{widget}</body></html>".encode()))
    assert refusal(page(f"<html><body><p>Contact</p>{widget}</body></html>".encode()))


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>Just a moment...</title></head><body><div>Wait</div></body></html>",
        b'<html><head><meta http-equiv="refresh" content="0;URL=\'/x\'"></head><body>Click</body></html>',
        b"<html><head><script src=/app.js></script></head><body><noscript>Loading</noscript></body></html>",
        b"<html><body><script>unclosed " + b"x" * 5000,
        "<html><script>location.reload()</script></html>".encode("utf-16"),
        b"",
        b" \r\n\t ",
        b"\xef\xbb\xbf\n",
    ],
)
def test_pages_that_stand_in_for_another(body: bytes) -> None:
    assert refusal(page(body))


@pytest.mark.parametrize("status", [201, 204, 206, 301, 304, 400, 403, 404, 410, 418, 451, 500, 503])
def test_only_200_is_an_answer(status: int) -> None:
    assert f"answers {status}" in refusal(page(SPEECH, status=status))


def test_a_challenge_that_says_so_in_its_headers() -> None:
    assert "Cloudflare" in refusal(page(SPEECH, cf_mitigated="challenge"))


@pytest.mark.parametrize(
    "incoming",
    [
        page(SPEECH),
        page(b"<p>Yes."),
        page(b"A short text, with the word captcha in it: g-recaptcha.", "text/plain"),
        page(b"%PDF-1.4 ...", "application/pdf"),
        page(
            "<p>Речь о войне и мире, и о мостах.</p><script>x()</script>".encode("windows-1251") + b"." * 40
        ),
        Resource("file:a.txt", b"Words.", "text/plain", None, NOW),
    ],
)
def test_what_is_evidence(incoming: Fetched | Resource) -> None:
    check_evidence(incoming)


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<script ", b"<script>", b"<", b"<meta http-equiv=refresh ", b"<title>"]
)
def test_no_page_costs_more_than_a_walk_over_it(piece: bytes) -> None:
    start = time.monotonic()
    with suppress(Refused):
        check_evidence(page(piece * (2**20 // len(piece))))
    assert time.monotonic() - start < 3
