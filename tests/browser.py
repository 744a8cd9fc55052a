"""A real Chromium, Debian's, and what a page does in it: what it asks for, what it says, what it shows."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MARK = "#ff00ff"
"""The colour in which a text fragment's words are painted."""

_EXPECTED = """([text, before, after]) => {
  const squeezed = (words) => words.normalize("NFC").replace(/\\s/g, "");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let all = "";
  const places = [];
  for (let node; (node = walker.nextNode()); ) {
    if (node.parentElement.closest("script,style,noscript")) continue;
    for (let i = 0; i < node.data.length; i++) {
      if (/\\s/.test(node.data[i])) continue;
      all += node.data[i];
      places.push([node, i]);
    }
  }
  const [left, words, right] = [before, text, after].map(squeezed);
  const at = all.indexOf(left + words + right);
  if (at < 0) return null;
  const range = document.createRange();
  range.setStart(...places[at + left.length]);
  const [node, i] = places[at + left.length + words.length - 1];
  range.setEnd(node, i + 1);
  return [...range.getClientRects()]
    .filter((r) => r.width > 3)
    .map((r) => [r.left + scrollX, r.top + scrollY, r.right + scrollX, r.bottom + scrollY]);
}"""

_COUNTED = """async ([picture, boxes]) => {
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const inside = boxes.map(() => 0);
  let outside = 0;
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      const at = 4 * (y * image.width + x);
      if (data[at] !== 255 || data[at + 1] !== 0 || data[at + 2] !== 255) continue;
      let within = false;
      boxes.forEach(([l, t, r, b], box) => {
        if (l - 2 > x || x > r + 2 || t - 4 > y || y > b + 4) return;
        inside[box]++;
        within = true;
      });
      outside += !within;
    }
  return [inside, outside];
}"""


@dataclass
class Watched:
    """A page, and what it did."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """Addresses of its requests."""
    said: list[str] = field(default_factory=list)
    """Warnings and errors of its console, and errors of its scripts."""


@contextmanager
def watched(browser: Browser, **context: Any) -> Iterator[Watched]:
    """A fresh page in a fresh profile, watched from the start."""
    inside = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | context))
    page = inside.new_page()
    seen = Watched(page)

    def asked(request: Request) -> None:
        if not request.url.startswith("data:"):
            seen.asked.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type in ("warning", "error"):
            seen.said.append(message.text)

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    try:
        yield seen
    finally:
        inside.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, a line for each element."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def shows(browser: Browser, url: str, text: str, before: str = "", after: str = "") -> str | None:
    """Whether the address's text fragment paints these words and no others; ``None``, or what is wrong."""
    with watched(browser) as seen:
        seen.page.goto(url)
        seen.page.add_style_tag(
            content=f"::target-text {{ background: {MARK} !important; color: {MARK} !important }}"
        )
        seen.page.wait_for_timeout(150)
        boxes: Sequence[Sequence[float]] | None = seen.page.evaluate(_EXPECTED, [text, before, after])
        if not boxes:
            return f"the words are not on the page: {text[:80]!r}"
        picture = base64.b64encode(seen.page.screenshot(full_page=True)).decode()
        seen.page.goto("about:blank")
        inside, outside = seen.page.evaluate(_COUNTED, [picture, boxes])
    if outside:
        return f"{outside} pixels of other words are painted"
    if not all(inside):
        return f"not painted: {inside.count(0)} of {len(inside)} lines"
    return None
