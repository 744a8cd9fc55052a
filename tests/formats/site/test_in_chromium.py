"""A report in a real browser: what is asked for, what runs, what is painted, what a keyboard reaches."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import shows, violations, watched
from loopback import Site
from report_project import QUOTES, Project, make_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHARED = Path(__file__).parents[4] / "shared"
LINKED = [id for id, quote in QUOTES.items() if "on" in quote]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    site = Site()
    yield make_project(tmp_path_factory.mktemp("project") / "folder", site)
    site.stop()


@pytest.fixture(scope="module", params=["folder", "server"])
def home(request: pytest.FixtureRequest, project: Project) -> Iterator[str]:
    """Where the report begins: in its folder, and on a web server."""
    if request.param == "folder":
        yield project.report.as_uri()
        return
    handler = functools.partial(Quiet, directory=str(project.report))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def pages(project: Project) -> list[str]:
    return sorted(path.relative_to(project.report).as_posix() for path in project.report.rglob("*.html"))


def rows(page: Page) -> list[str]:
    """The quotes that are shown, by the addresses of their pages."""
    links = page.locator("#quotes tbody tr:visible a").evaluate_all("all => all.map(a => a.href)")
    return [str(link).rpartition("/")[2].removesuffix(".html") for link in links]


def test_every_page_loads_nothing_but_its_neighbours_and_says_nothing(
    browser: Browser, project: Project, home: str
) -> None:
    with watched(browser) as seen:
        for name in pages(project):
            seen.page.goto(f"{home}/{name}")
            assert seen.page.title() != "owned"
            assert seen.page.locator("img, main script").count() == 0
            assert seen.said == [], name
    assert len(seen.asked) >= len(pages(project))
    assert [url for url in seen.asked if not url.startswith(f"{home}/")] == []


AXED = (
    "index.html",
    "quotes/hostile.html",
    "quotes/marked.html",
    "quotes/hebrew.html",
    "transcripts/bridge.html",
)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, project: Project, width: int, scheme: str
) -> None:
    found: dict[str, list[str]] = {}
    with watched(browser, viewport={"width": width, "height": 800}, color_scheme=scheme) as seen:
        for name in AXED:
            seen.page.goto(f"{project.report.as_uri()}/{name}")
            seen.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            if wrong := violations(seen.page):
                found[name] = wrong
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert found == {}


def test_the_index_is_narrowed_down_and_remembers_it(browser: Browser, home: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{home}/index.html")
        everything = rows(page)
        assert len(everything) == len(QUOTES) - 1
        page.get_by_label("Words").fill("FERRY  nobody")
        assert rows(page) == ["long"]
        assert page.locator("#count").inner_text() == f"1 of {len(everything)} quotes"
        page.get_by_label("Words").fill("последней")
        assert rows(page) == []
        page.get_by_label("Words").fill("тяжелая")  # ё and е are one to a reader who searches
        assert rows(page) == ["russian"]
        page.get_by_role("button", name="Show all").click()
        assert rows(page) == everything
        page.get_by_label("Status").select_option("differs")
        differs = rows(page)
        assert {"differs", "hostile"} <= set(differs) < set(everything)
        page.get_by_label("Speaker").select_option("Ann Smith")
        assert set(rows(page)) == set(differs) - {"hostile"}
        page.get_by_label("From").fill("2003-01-21")
        assert rows(page) == ["differs"]
        assert "status=differs" in page.url
        page.reload()
        assert rows(page) == ["differs"]
        page.get_by_label("From").fill("")
        page.get_by_label("Status").select_option("")
        page.get_by_label("To").fill("2003-01-20")
        assert rows(page) == ["bridge"]
        page.get_by_label("To").fill("2003")
        assert rows(page) == ["bridge", "differs"]
        assert seen.said == []


def test_the_index_is_sorted_by_its_headings(browser: Browser, project: Project) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{project.report.as_uri()}/index.html")
        heading = page.get_by_role("button", name="Date")
        heading.click()
        assert rows(page)[:2] == ["bridge", "differs"]
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
        heading.click()
        assert rows(page)[:2] == ["differs", "bridge"]  # those without a date stay last


def test_a_keyboard_reaches_everything(browser: Browser, project: Project) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{project.report.as_uri()}/index.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        page.keyboard.type("ferry nobody")
        assert rows(page) == ["long"]
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('tbody') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/quotes/long.html")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details").first.evaluate("each => each.open")
        page.get_by_role("link", name="In its transcript").press("Enter")
        page.wait_for_url("**/transcripts/bridge.html#q-long")


def test_without_scripts_everything_is_there(browser: Browser, project: Project) -> None:
    with watched(browser, java_script_enabled=False) as seen:
        seen.page.goto(f"{project.report.as_uri()}/index.html")
        assert seen.page.locator("#quotes tbody tr:visible").count() == len(QUOTES) - 1
        assert not seen.page.locator("#tools").is_visible()
        seen.page.goto(f"{project.report.as_uri()}/quotes/bridge.html")
        assert not seen.page.get_by_role("button").first.is_visible()


def test_a_citation_is_copied(browser: Browser, project: Project, home: str) -> None:
    with watched(browser, permissions=["clipboard-read", "clipboard-write"]) as seen:
        seen.page.goto(f"{home}/quotes/bridge.html")
        seen.page.get_by_role("button", name="Copy citation 1").click()
        seen.page.get_by_text("Copied").wait_for()
        copied = seen.page.evaluate("navigator.clipboard.readText()")
        assert "“Remarks at the bridge”" in copied
        assert project.site.url("/bridge") in copied


@pytest.mark.parametrize("id", LINKED)
def test_the_live_page_opens_at_the_passage(browser: Browser, project: Project, id: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{project.report.as_uri()}/quotes/{id}.html")
        link = seen.page.get_by_role("link", name="Live page, at the passage").first
        url = link.get_attribute("href")
    assert url is not None
    witness = project.receipt(id)["witnesses"][0]
    passage, context = witness["passage"]["text"], witness["context"]
    before, after = context["before"][-40:], context["after"][:40]
    if id == "marked":  # two pieces, each painted; what lies between them is not
        assert url.count("text=") == 2
        first, second = passage[:36], passage[-45:]
        painted = shows(browser, re.sub("&text=.*", "", url), first.rstrip(", "), before)
        assert painted is None
        assert shows(browser, re.sub("text=.*?&", "", url), second, "", after) is None
        return
    assert shows(browser, url, passage, before, after) is None


def test_what_is_injected_does_not_run(browser: Browser, project: Project, tmp_path: Path) -> None:
    """Were there a hole in the escaping, the page's policy would still hold."""
    holed = tmp_path / "report" / "quotes" / "bridge.html"
    shutil.copytree(project.report, tmp_path / "report")
    evil = (
        "<script>document.title='owned'</script><style>body { display: none }</style>"
        "<img src='https://example.org/x.png' onerror=\"document.title='owned'\">"
        "<script src='https://example.org/x.js'></script><iframe src='https://example.org/'></iframe>"
        "<object data='https://example.org/o'></object><base href='https://example.org/'>"
    )
    holed.write_text(holed.read_text().replace("<main", f"{evil}<main"))
    failed: dict[str, str | None] = {}
    with watched(browser) as seen:
        seen.page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
        seen.page.goto(holed.as_uri())
        seen.page.wait_for_timeout(200)
        assert seen.page.title() != "owned"
        assert seen.page.locator("main").is_visible()
        assert len([said for said in seen.said if "Content Security Policy" in said]) >= 7
    outside = [url for url in seen.asked if not url.startswith("file:")]
    assert outside
    assert {failed.get(url) for url in outside} == {"csp"}


def test_what_turns_the_direction_is_named(browser: Browser, project: Project) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{project.report.as_uri()}/quotes/hostile.html")
        names = seen.page.locator(".unseen").all_inner_texts()
        assert {"RLO", "PDF", "LRI", "PDI"} <= set(names)
        text = seen.page.evaluate("document.documentElement.textContent")
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        seen.page.goto(f"{project.report.as_uri()}/quotes/hebrew.html")
        quote = seen.page.locator(".quote blockquote")
        assert quote.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_it_prints_with_everything_open(browser: Browser, project: Project) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{project.report.as_uri()}/quotes/bridge.html")
        seen.page.emulate_media(media="print")
        assert not seen.page.get_by_role("navigation").is_visible()
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert (
            seen.page.get_by_text("When will you do it?")
            .or_(seen.page.locator(".context .words"))
            .first.is_visible()
        )
        assert len(seen.page.pdf()) > 10_000


@pytest.mark.shared
def test_random_passages_of_real_pages_are_painted(browser: Browser) -> None:
    import random

    from loopback import Reply

    from quotetrack.formats.page_words import Page as PageText
    from quotetrack.formats.text_fragment import Piece, fragment
    from quotetrack.transcripts.rendered import rendered

    paths = sorted((SHARED / "pages" / "en.kremlin.ru").rglob("*.html"))
    if not paths:
        pytest.skip("the shared pages are not beside this checkout")
    choose = random.Random(4)
    site = Site()
    named = 0
    try:
        for path in choose.sample(paths, 4):
            body = re.sub(
                rb"<script\b.*?</script>|<link[^>]*>|<img[^>]*>", b"", path.read_bytes(), flags=re.S
            )
            site.replies["/page"] = Reply(body)
            blocks = rendered(body, "text/html", "utf-8")
            page = PageText(blocks)
            for size in (3, 12, 30):
                long = [split for block in blocks if len(split := block.split(" ")) >= size]
                if not long:
                    continue
                words = choose.choice(long)
                start = choose.randrange(len(words) - size + 1)
                text = " ".join(words[start : start + size])
                before, after = " ".join(words[:start])[-40:], " ".join(words[start + size :])[:40]
                directive = fragment(page, [Piece(text, before, after)])
                if directive is None:
                    continue
                named += 1
                assert shows(browser, site.url(f"/page#{directive}"), text, before, after) is None, (
                    path,
                    text,
                )
    finally:
        site.stop()
    assert named >= 8
