"""The page in a real browser over a real server: what people do, with a mouse and with a keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import Watched, violations, watched
from live import Live, live
from loopback import Site
from served import HOSTILE, STORY, make_project

from quotetrack.boundary import run
from quotetrack.records import load_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUOTE = "we will mend the old bridge before the spring comes"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One project for all of these tests, with hostile records and transcripts in it."""
    folder = make_project(tmp_path_factory.mktemp("chromium") / "project")
    long = f"{HOSTILE} the bridge {HOSTILE} " + "x" * 1_000_000 + f" {HOSTILE} is mended"
    (folder / "evil.txt").write_text(f"MAYOR SMITH: {long}\n", encoding="utf-8")
    options = ["--id", "evil", "--title", HOSTILE, "--occasion", HOSTILE, "--date", "2006"]
    assert run(["--quotes", str(folder / "quotes"), "archive", str(folder / "evil.txt"), *options]) == 0
    plain = HOSTILE.replace("\x07", "")
    record = {
        "text": f"{plain} the bridge " + "y" * 19_000,
        "notes": f"{plain} " + "z" * 1_000_000,
        "speaker": {"name": plain},
    }
    (folder / "quotes" / "evil.yaml").write_text(json.dumps(record), encoding="utf-8")
    hebrew = "חברים, אנחנו נתקן את הגשר, ונתקן את הדרך, כל קילומטר שלה."
    (folder / "hebrew.txt").write_text(hebrew, encoding="utf-8")
    options = ["--id", "hebrew", "--language", "he", "--title", "נאום ליד הגשר"]
    assert run(["--quotes", str(folder / "quotes"), "archive", str(folder / "hebrew.txt"), *options]) == 0
    return folder


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Live]:
    with live(project, "--allow-private") as running:
        yield running
        assert running.end() in (0, 130)
        assert not (project / "logs").exists()


@pytest.fixture
def seen(browser: Browser, server: Live) -> Iterator[Watched]:
    """A page that asks for nothing elsewhere and says nothing wrong, whatever is done on it."""
    with watched(browser) as page:
        yield page
        assert page.said == []
        assert [url for url in page.asked if not url.startswith(server.home)] == []


def clean(page: Page) -> None:
    """Held to axe-core, as wide as the window and no wider."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(browser: Browser, server: Live, width: int, scheme: str) -> None:
    with watched(browser, viewport={"width": width, "height": 900}, color_scheme=scheme) as seen:
        page = seen.page
        for path in (
            "/",
            f"/check?text={QUOTE}&speaker=Ann+Smith&date=2003-05-01",
            "/check?text=&language=x+y",
            "/check?text=nobody+ever+said+these+very+words&speaker=Bob+Brown&date=1 May 1999",
            "/article",
            "/quotes",
            "/quotes/smith-2003-bridge",
            "/quotes/smith-2003-bridge/edit",
            "/quotes/smith-2003-bridge/review",
            "/quotes/new",
            "/transcripts",
            "/transcripts/bridge?at=30&to=73#passage",
            "/transcripts/hebrew",
            "/find?words=bridge",
            "/speakers",
            "/timeline?phrase=mend+the+old+bridge",
            "/archive",
        ):
            page.goto(server.home + path)
            clean(page)
        assert seen.said == []
        assert all(url.startswith(server.home) for url in seen.asked)


def test_a_quote_is_pasted_and_its_evidence_read_with_the_keyboard_alone(seen: Watched, server: Live) -> None:
    page = seen.page
    page.goto(server.home)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(QUOTE)
    page.keyboard.press("Tab")
    page.keyboard.type("Ann Smith")
    page.keyboard.press("Tab")
    page.keyboard.type("1 May 2003")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check?**")
    assert page.locator("#verdict-status").inner_text().startswith("Some words differ")
    added = " ".join(page.locator("blockquote ins").first.inner_text().split())
    assert added.startswith("1: only in the quote: spring")
    page.get_by_text("What stands around it").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("whatever it may cost").first.is_visible()
    page.get_by_text("In its transcript").first.click()
    page.wait_for_function("document.activeElement.id === 'passage'")
    assert page.locator("#passage").is_visible()


def test_an_article_is_dropped_and_cleared(seen: Watched, server: Live, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    page = seen.page
    page.goto(f"{server.home}/article")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "story.txt", { type: "text/plain" }));
          const at = document.querySelector("[data-drop]");
          for (const name of ["dragenter", "dragover", "drop"])
            at.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        STORY,
    )
    page.get_by_role("button", name="Find its quotations").click()
    page.wait_for_url("**/article/*")
    assert page.get_by_text("0 of 3 quotations concluded").is_visible()
    clean(page)
    page.get_by_role("link", name="Begin").click()
    clean(page)
    page.get_by_role("button", name="Clear it").click()
    page.wait_for_url("**/2")
    page.get_by_label("A note").fill("snow, not rain")
    page.get_by_role("button", name="Mark it as wrong").click()
    page.wait_for_url("**/3")
    page.get_by_role("link", name="All of them").click()
    assert page.get_by_text("2 of 3 quotations concluded").is_visible()
    assert page.locator(".story a.said").count() == 3
    assert page.locator(".story a.done").count() == 2


def test_a_record_is_made_mended_verified_and_reviewed(seen: Watched, server: Live, project: Path) -> None:
    page = seen.page
    page.goto(f"{server.home}/check?text={QUOTE}&speaker=Ann+Smith&date=2003-05-01")
    page.get_by_role("link", name="Make a record of it").click()
    page.get_by_label("When", exact=True).fill("May")
    page.get_by_role("textbox", name="Address").first.fill("bridge.txt")
    page.get_by_role("button", name="Write the record").click()
    assert "1 field to mend" in page.locator("[role=alert]").inner_text()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    clean(page)
    page.get_by_role("link", name="date").click()
    page.get_by_label("When", exact=True).fill("2003-05-01")
    page.get_by_role("button", name="Another source").click()
    assert page.get_by_label("When", exact=True).input_value() == "2003-05-01"
    page.get_by_role("button", name="Write the record").click()
    page.wait_for_url("**/quotes/*?done=written")
    id = page.url.rpartition("/")[2].partition("?")[0]
    page.get_by_role("button", name="Verify it").click()
    page.wait_for_url("**?done=verified")
    assert page.locator("#verdict-status").inner_text().startswith("Some words differ")
    page.get_by_role("link", name="Sign a review").click()
    page.get_by_label("inaccurate").check()
    page.get_by_label("Why").fill("She said winter.")
    page.get_by_role("button", name="Sign it").click()
    assert "say who concludes this" in page.locator("[role=alert]").inner_text()
    assert page.get_by_label("inaccurate").is_checked()
    page.get_by_label("Who concludes this").fill("Jane Doe")
    page.get_by_role("button", name="Sign it").click()
    page.wait_for_url("**?done=signed")
    assert page.get_by_text("inaccurate, Jane Doe").is_visible()
    clean(page)
    (review,) = load_record(project / "quotes" / f"{id}.yaml").reviews
    assert (review.reviewer, review.conclusion, review.note) == ("Jane Doe", "inaccurate", "She said winter.")


def test_an_address_is_looked_at_and_kept(seen: Watched, server: Live, site: Site) -> None:
    page = seen.page
    page.goto(f"{server.home}/archive")
    page.get_by_label("Address").fill(site.url())
    page.get_by_role("button", name="Look at it first").click()
    assert page.get_by_text("Nothing is kept yet").is_visible()
    assert "MAYOR SMITH Smith" in page.locator(".turn .label").all_inner_texts()
    clean(page)
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_text("It is archived").is_visible()
    clean(page)
    page.get_by_role("link", name="Read the transcript").click()
    assert page.locator("h1").inner_text() == "Remarks on the harvest"


def test_hostile_words_run_nothing(seen: Watched, server: Live) -> None:
    page = seen.page
    for path in (
        "/quotes",
        "/quotes/evil",
        "/quotes/evil/edit",
        "/quotes/evil/review",
        "/transcripts",
        "/transcripts/evil",
        "/find?words=mended",
        "/timeline?phrase=the+bridge",
        "/check?text=the+bridge+%3Cscript%3Edocument.title%3D%27owned%27%3C/script%3E+is",
    ):
        page.goto(server.home + path)
        assert page.title() != "owned", path
        assert page.locator("main img, main script").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"{server.home}/transcripts/evil")
    assert "<script>" in page.locator(".text").inner_text()
    assert page.locator(".unseen").first.inner_text() == "RLO"
    # right-to-left text keeps its own direction
    page.goto(f"{server.home}/transcripts/hebrew")
    words = page.locator(".text .words")
    assert words.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_without_scripts_everything_works(browser: Browser, server: Live) -> None:
    with watched(browser, java_script_enabled=False) as seen:
        page = seen.page
        page.goto(f"{server.home}/article")
        page.fill("#pasted", STORY)
        page.click("text=Find its quotations")
        page.click("text=Begin")
        page.click("text=Clear it")
        page.click("text=All of them")
        assert "1 of 3 quotations concluded" in page.inner_text("main")


def test_a_page_elsewhere_can_read_and_change_nothing(
    browser: Browser, server: Live, site: Site, project: Path
) -> None:
    from loopback import Reply

    evil = f"""<body><form id=f method=post action="{server.home}/quotes/new" enctype="text/plain">
    <input name=text value="words of evil"><input name=id value=owned></form><script>
    window.result = [];
    const note = (name) => (found) => window.result.push(name + ":" + found);
    const tries = [
      fetch("{server.home}/api/transcripts/bridge").then((a) => a.text()).then(note("read"), note("failed")),
      fetch("{server.home}/api/quotes", {{method: "POST", headers: {{"Content-Type": "application/json"}},
        body: '{{"text": "words of evil", "id": "owned"}}'}}).then(note("sent"), note("failed")),
      fetch("{server.home}/quotes/new", {{method: "POST", mode: "no-cors", credentials: "include",
        body: new URLSearchParams({{text: "words of evil", id: "owned", form_token: "x"}})}})
        .then(note("blind"), note("failed")),
    ];
    Promise.allSettled(tries).then(() => document.getElementById("f").submit());
    </script>""".encode()
    site.replies["/evil"] = Reply(evil)
    with watched(browser) as seen:
        seen.page.goto(f"{server.home}/quotes/new")  # the visitor has the cookie
        seen.page.goto(site.url("/evil"))
        seen.page.wait_for_url("**/quotes/new")
        assert "Not allowed" in seen.page.inner_text("main") or "Not understood" in seen.page.inner_text(
            "main"
        )
    assert not (project / "quotes" / "owned.yaml").exists()
    with watched(browser) as seen:
        seen.page.goto(site.url("/evil").replace("127.0.0.1", "localhost"))
        seen.page.wait_for_timeout(300)
    assert not (project / "quotes" / "owned.yaml").exists()
