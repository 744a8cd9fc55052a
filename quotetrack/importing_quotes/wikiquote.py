"""Pages of Wikiquote in wikitext: every bullet is a quote, the bullets under it say where it is from.

The page's person is the speaker, but in sections of what others say. No date is taken: that of a cited
newspaper is not that of the speech, and the page does not tell which one it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quotetrack.importing.lines import Lines, TooLong, Unreadable
from quotetrack.importing_quotes.draft import Draft, Fault, Rejected, publication, quoted
from quotetrack.importing_quotes.wikilines import Line, page_lines
from quotetrack.importing_quotes.wikiwords import bold, links, plain, shown, vocabulary

LARGEST = 2 << 20
"""Bytes: MediaWiki keeps no page that is larger."""
LONGEST_CITATION = 1_000
"""Code points of what the bullets under a quote say."""
MOST_LINKS = 5


def read(path: Path, *, speaker: str | None = None) -> Iterator[Draft | Rejected]:
    """The quotes of a page. ``speaker`` is whose page it is; left out, the bold name of the introduction."""
    try:
        text = _text(path)
    except Unreadable as wrong:
        yield Rejected(str(path), str(wrong), whole=True)
        return
    lines = list(page_lines(text))
    person = speaker or _person(lines)
    section: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.heading:
            section = [each for each in section if each[0] < line.heading]
            section.append((line.heading, shown(line.text)))
        elif line.marker == "*" and not _listed(section, "navigation"):
            under = []
            while at < len(lines) and len(lines[at].marker) > 1:
                under.append(lines[at])
                at += 1
            yield _quote(path, line, under, section, person)


def _quote(
    path: Path, line: Line, under: list[Line], section: list[tuple[int, str]], person: str | None
) -> Draft | Rejected:
    place = f"{path}:{line.number}"
    try:
        text, language = plain(line.text)
        text = quoted(text, "quote")
    except Fault as wrong:
        return Rejected(place, str(wrong))
    headings = ", ".join(f"“{title}”" for _, title in section if title)
    told = "; ".join(filter(None, (shown(each.text) for each in under)))[:LONGEST_CITATION]
    page = ", ".join(filter(None, ["Wikiquote", person, headings]))
    addresses = [link for each in under for link in links(each.text)]
    about = _listed(section, "about")
    cited = [publication(link, None) for link in dict.fromkeys(addresses)]
    fields = {
        "text": text,
        "speaker": {"name": person} if person and not about else {},
        "language": language,
        "claimed_in": [publication(None, f"{page}: {told}" if told else page), *cited[:MOST_LINKS]],
    }
    return Draft(place, {name: value for name, value in fields.items() if value})


def _listed(section: list[tuple[int, str]], kind: str) -> bool:
    """Whether one of the headings above is of that kind."""
    beginnings = tuple(vocabulary()["sections"][kind])
    return any(title.lower().startswith(beginnings) for _, title in section)


def _person(lines: list[Line]) -> str | None:
    """The first words in bold before the first heading: on Wikiquote, whose page it is."""
    for line in lines:
        if line.heading:
            return None
        if "'''" in line.text and (name := bold(line.text)):
            return name
    return None


def _text(path: Path) -> str:
    """The page. Raises Unreadable."""
    parts: list[bytes] = []
    size = 0
    with Lines(path) as lines:
        try:
            for line in lines:
                parts.append(line)
                size += len(line)
                if size > LARGEST:
                    raise Unreadable(f"larger than {LARGEST >> 20} MiB; give one page a file")
        except TooLong as wrong:
            raise Unreadable(f"a line is {wrong}") from None
    try:
        return b"".join(parts).decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8; save it as UTF-8") from None
