"""What a page of an unknown publisher says of itself: title, date of publication, language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.languages import primary

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

PUBLISHED = (
    'meta[property="article:published_time"]',
    'time[itemprop="datePublished"]',
    'head meta[itemprop="datePublished"]',
    'meta[name="DC.date.issued"]',
    'meta[name="dcterms.issued"]',
    'meta[name="date"]',
    'meta[name="pubdate"]',
    '[itemprop="datePublished"]',
    "time[pubdate]",
    "article time[datetime]",
    "main time[datetime]",
)
"""Where pages give their date of publication, the least ambiguous first."""


def title_of(soup: BeautifulSoup) -> str | None:
    """The one main heading, else the title that the page gives for sharing, else its window's."""
    headings = [text for tag in soup.find_all("h1", limit=3) if (text := " ".join(tag.get_text(" ").split()))]
    if len(headings) == 1:
        return headings[0]
    shared = soup.select_one('meta[property="og:title"]')
    if shared is not None and isinstance(content := shared.get("content"), str) and content.strip():
        return content.strip()
    if soup.title is not None and (text := " ".join(soup.title.get_text().split())):
        return text
    return headings[0] if headings else None


def published_of(soup: BeautifulSoup) -> str | None:
    """The page's date of publication, ISO 8601; not the date of the occasion."""
    # one walk over the page for all places, then the rank of each
    dated = soup.select(", ".join(PUBLISHED), limit=50)
    for selector in PUBLISHED:
        values = [
            tag.get(name) for tag in dated if tag.css.match(selector) for name in ("content", "datetime")
        ]
        days = {day for value in values if isinstance(value, str) and (day := iso_date(value))}
        if len(days) == 1:  # several are those of pictures and of other pages
            return days.pop()
    return None


def language_of(soup: BeautifulSoup) -> str | None:
    """The language the page declares, as its primary subtag."""
    declared = soup.html.get("lang") if soup.html is not None else None
    if isinstance(declared, str) and (code := primary(declared)):
        return code
    tag = soup.select_one('meta[http-equiv="content-language" i], meta[itemprop="inLanguage"]')
    content = tag.get("content") if tag is not None else None
    return primary(content) if isinstance(content, str) else None
