"""Whom a sentence gives quoted words to: ``said X``, ``X said``, ``according to X``, ``X:``, ``he said``.

Where nothing beside the words names anybody, nobody is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from quotetrack.model import Span
from quotetrack.quotations.people import NAME, Mention, person_in
from quotetrack.quotations.saying import Saying

BLANK = "\ue000"
"""Stands for each code point of quoted words in the text that is searched."""
REACH = 300
"""Code points beside a quotation in which whom it is from is looked for."""
_TOKEN = regex.compile(r"[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*\.?|[,()]|[^\s\p{L}]")
_LINE_NAME = regex.compile(r"\s*(?:[—–―]|--?)\s*(?P<name>\p{Lu}[^,;:()\n]{2,60}?)\s*(?:[,;(.].*)?$")
_BRACKETED = regex.compile(r"\s*\((?P<name>\p{Lu}[^(),;\d]{2,60}?)(?:,[^()]*)?\)")
_COLON_NAME = regex.compile(r"(?:^|[.!?]\s+)(?P<name>\p{Lu}[^:.!?;]{1,60}?)(?:\s*\([^()]*\))?\s*:\s*$")
_PRONOUN_SEX = {"he": "m", "she": "f", "он": "m", "она": "f"}
_NO_SUBJECT = frozenset(
    [
        "that",
        "on",
        "of",
        "after",
        "as",
        "if",
        "from",
        "when",
        "it",
        "in",
        "at",
        "during",
        "before",
        "to",
        "что",
        "о",
        "об",
        "в",
        "на",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a sentence has: a name, a pronoun (with the sex it tells), or an office alone."""

    written: str
    span: Span
    mention: Mention | None = None
    sex: str | None = None
    office: str | None = None


def after(text: str, start: int, end: int, words: Saying, *, ended: bool) -> Found | None:
    """Whom the words right after a quotation give it to; ``ended``: they begin another sentence."""
    end = min(end, start + REACH)
    rest = text[start:end]
    if match := _BRACKETED.match(rest):
        return _in_group(text, start, match, words)
    if (match := _LINE_NAME.match(rest)) and words.verb.search(rest) is None:
        return _in_group(text, start, match, words)
    if ended:
        return None
    for verb in words.verb.finditer(rest):
        if not rest[: verb.start()].strip(" \u00a0,–—-\n"):
            found = inverted(text, start + verb.end(), end, words)
        else:
            found = _subject(text, start, start + verb.start(), words)
        if found is not None:
            return found
    of = words.of_whom.search(rest)
    return _first_person(text, start + of.end(), end, words) if of else None


def before(text: str, start: int, end: int, words: Saying) -> Found | None:
    """Whom the words of the same sentence that stand before a quotation give it to."""
    start = max(start, end - REACH)
    head = text[start:end]
    match = _COLON_NAME.search(head)
    if match and words.verb.search(match["name"]) is None and (found := _in_group(text, start, match, words)):
        return found
    for verb in reversed(list(words.verb.finditer(head))):
        found = _subject(text, start, start + verb.start(), words)
        if found is None and (head.rstrip().endswith(":") or not head[: verb.start()].strip(" ,")):
            found = inverted(text, start + verb.end(), end, words)
        if found is not None:
            return found
    of = words.of_whom.search(head)
    return _first_person(text, start + of.end(), end, words) if of else None


def inverted(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The subject after its verb: "said Powell", "said the secretary of state, Colin Powell"."""
    first = regex.match(r"\s+([\p{L}'’-]+)", text[start:end])
    if first is None or first[1] in _NO_SUBJECT:
        return None
    span = Span(start + first.start(1), start + first.end(1))
    if first[1].lower() in words.context.third_person:
        return _pronoun(text, span)
    comma = text.find(",", start, end)
    near = comma if comma >= 0 else end
    found = _first_person(text, start, min(near, start + 100), words)
    if found is None and first[1].islower():
        return (comma >= 0 and _first_person(text, near, min(end, near + 80), words)) or _office(
            text, start, near, words
        )
    return found


def _in_group(text: str, offset: int, match: regex.Match[str], words: Saying) -> Found | None:
    return _first_person(text, offset + match.start("name"), offset + match.end("name"), words)


def _first_person(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The first name in a stretch that is no part of an office's: not the White House of its spokesman."""
    for run in NAME.finditer(text, start, end):
        following = regex.match(r"\s+([\p{L}-]+)", text[run.end() : end])
        if following and following[1] in words.offices:
            continue
        if mention := person_in(text, Span(*run.span()), words):
            return Found(mention.name, mention.span, mention)
    return None


def _subject(text: str, start: int, verb: int, words: Saying) -> Found | None:
    """The subject before a verb: "Powell later", "Powell, the secretary of state,", "he also"."""
    tokens = list(_TOKEN.finditer(text, start, verb))
    at = len(tokens) - 1
    while at >= 0 and (tokens[at][0].lower() in words.context.between or tokens[at][0].endswith("ly")):
        at -= 1
    if at < 0:
        return None
    token, lowered = tokens[at], tokens[at][0].lower()
    if lowered in words.passive:
        return None
    if token[0] in (",", ")"):
        return _before_apposition(text, start, token.start(), tokens[:at], words)
    if lowered in words.context.third_person:
        return _pronoun(text, Span(*token.span()))
    if lowered == "who" and at:
        return _ending_at(
            text, start, tokens[at - 1].start() if tokens[at - 1][0] == "," else token.start(), words
        )
    if token[0][0].isupper():
        return _ending_at(text, start, token.end(), words)
    if lowered == "and":  # "Powell went to New York and said"
        run = NAME.search(text, start, token.start())
        mention = person_in(text, Span(*run.span()), words) if run else None
        return Found(mention.name, mention.span, mention) if mention else None
    return (
        _office(text, max(start, token.start() - 40), token.end(), words)
        if lowered in words.offices
        else None
    )


def _before_apposition(
    text: str, start: int, end: int, tokens: list[regex.Match[str]], words: Saying
) -> Found | None:
    """The name before what is set apart, or the name in it: "the minister, Ivan Petrov, said"."""
    opening = "(" if text[end] == ")" else ","
    for token in reversed(tokens):
        if token[0] == opening and end - token.start() <= 160:
            found = _ending_at(text, start, token.start(), words)
            return found or _first_person(text, token.end(), end, words)
    return None


def _ending_at(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The name that ends just there."""
    stop = len(text[:end].rstrip(" \u00a0\n"))
    for run in NAME.finditer(text, start, stop):
        if run.end() == stop and (mention := person_in(text, Span(*run.span()), words)):
            return Found(mention.name, mention.span, mention)
    return None


def _pronoun(text: str, span: Span) -> Found:
    written = text[span.start : span.end]
    return Found(written, span, sex=_PRONOUN_SEX.get(written.lower(), ""))


def _office(text: str, start: int, end: int, words: Saying) -> Found | None:
    """A person spoken of by what they are alone: "the president", "a spokesman"."""
    for match in regex.finditer(r"(?:(?:the|a|an|his|her)\s+)?(?P<office>[\p{L}-]+)", text[start:end]):
        if match["office"].lower() in words.offices:
            span = Span(start + match.start(), start + match.end())
            return Found(match[0], span, office=match["office"].lower())
    return None
