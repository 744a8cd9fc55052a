"""The words that wikitext shows: markup taken off, character references read, and nothing made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import TYPE_CHECKING, Any

from quotetrack.importing_quotes.draft import Fault

if TYPE_CHECKING:
    from mwparserfromhell.nodes import Node, Template

LONGEST = 100_000
"""Code points of one line."""
MOST_MARKS = 400
"""Braces, brackets and tags in one line. The parser's time grows with the square of those left open:
12,000 characters of them cost 3 s."""


@cache
def vocabulary() -> dict[str, Any]:
    """The list in wikiquote.toml. The caller must not change it."""
    return loads(files(__package__).joinpath("wikiquote.toml").read_text(encoding="utf-8"))


def plain(text: str, *, strict: bool = True) -> tuple[str, str | None]:
    """The words, and the language that the page says they are in.

    Raises Fault for a template whose words are not in the page, which without ``strict`` is left out, and
    for what is too long or too much marked up to be a line of a page.
    """
    words = _Words(strict)
    words.take(_parsed(text))
    return "".join(words.parts), words.language


def shown(text: str) -> str:
    """The words on one line, as far as the page holds them; nothing for what is too much marked up."""
    try:
        return " ".join(plain(text, strict=False)[0].split())
    except Fault:
        return ""


def bold(text: str) -> str | None:
    """The first words in bold."""
    from mwparserfromhell.nodes import Tag

    try:
        nodes = _parsed(text)
    except Fault:
        return None
    for node in nodes:
        if isinstance(node, Tag) and str(node.tag).strip() == "b":
            return shown(str(node.contents)) or None
    return None


def links(text: str) -> list[str]:
    """The addresses outside the wiki that a line links to."""
    try:
        return list(_links(_parsed(text)))
    except Fault:
        return []


def _links(nodes: Iterable[Node]) -> Iterator[str]:
    from mwparserfromhell.nodes import ExternalLink, Tag

    for node in nodes:
        if isinstance(node, ExternalLink):
            address = str(node.url).strip()
            if address.startswith("//"):
                address = f"https:{address}"
            if address.startswith(("http://", "https://")):
                yield address
        elif isinstance(node, Tag) and node.contents is not None:
            yield from _links(node.contents.nodes)


def _parsed(text: str) -> list[Node]:
    """The nodes of a line. Raises Fault for one that the parser would need minutes for."""
    import mwparserfromhell

    if len(text) > LONGEST or sum(map(text.count, ("{{", "[", "<"))) > MOST_MARKS:
        raise Fault("too long, or too much marked up, to be a quote")
    return list(mwparserfromhell.parse(text).nodes)


class _Words:
    """Words being gathered from nested nodes."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self.parts: list[str] = []
        self.language: str | None = None

    def take(self, nodes: Iterable[Node]) -> None:
        """Gather the words of these nodes."""
        from mwparserfromhell import nodes as kinds

        for node in nodes:
            match node:
                case kinds.Text():
                    self.parts.append(str(node.value))
                case kinds.HTMLEntity():
                    self.parts.append(_character(node))
                case kinds.Wikilink():
                    self._wikilink(node)
                case kinds.ExternalLink():
                    if node.title is not None:
                        self.take(node.title.nodes)
                    elif not node.brackets:
                        self.parts.append(str(node.url))
                case kinds.Tag():
                    self._tag(node)
                case kinds.Template():
                    self._template(node)
                case kinds.Argument() | kinds.Comment():
                    pass

    def _wikilink(self, node: Any) -> None:
        title = str(node.title).strip().lstrip(":")
        if title.lower().startswith(tuple(vocabulary()["tags"]["silent_links"])):
            return
        self.take(node.title.nodes if node.text is None else node.text.nodes)

    def _tag(self, node: Any) -> None:
        name = str(node.tag).strip().lower()
        if name == "br":
            self.parts.append("\n")
        elif name not in vocabulary()["tags"]["dropped"] and node.contents is not None:
            self.take(node.contents.nodes)

    def _template(self, node: Template) -> None:
        name = str(node.name).strip().lower()
        shown = vocabulary()["templates"].get(name)
        values = [value for value in node.params if not value.showkey]
        if shown is not None and len(values) >= shown:
            if name == "lang":
                self.language = str(values[0].value).strip() or None
            self.take(values[shown - 1].value.nodes)
        elif self._strict:
            raise Fault(f"the template {{{{{name[:40]}}}}} stands in it, whose words the page does not hold")


def _character(node: Any) -> str:
    try:
        return str(node.normalize())
    except (ValueError, OverflowError):
        return str(node)
