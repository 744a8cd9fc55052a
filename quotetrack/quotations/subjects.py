"""The subject of a verb of saying: a name, a pronoun, an office, or somebody without a name."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from quotetrack.model import Span
from quotetrack.quotations.people import NAME, Mention, is_sure, person_in
from quotetrack.quotations.saying import Saying

APPOSITION = 200
"""Code points that may be set apart between a subject and its verb."""
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*\.?|[,()]|[^\s\p{L}\p{N}]")
_TIE = regex.compile(r"(?:^|[\s\u00a0])(?P<link>\p{L}+)(?:\s+(?:the|der|des|la|le))?\s*$")
"""The last word before a name, over an article."""
_DESCRIBED = regex.compile(r"(?:[\s\u00a0]+\p{Ll}+){1,2}[\s\u00a0]+(?=\p{Lu})")
_ADDRESSED = regex.compile(r"[\s\u00a0]+(?:(?:la|le|les|l['’])[\s\u00a0]*)?[\p{L}-]+[\s\u00a0]+(?=\p{Lu})")
"""Whom words are addressed to, right before who says them."""
_OWNER = regex.compile(rf"({NAME.pattern})['’]s?[\s\u00a0]+(?:\p{{Ll}}+[\s\u00a0]+)?$")
"""The name of whose statement it is."""
_FIRST = regex.compile(r"[\s\u00a0]+([\p{L}'’-]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a sentence has: a name, a pronoun (with the sex it tells), an office, or only somebody."""

    written: str
    span: Span
    mention: Mention | None = None
    pronoun: bool = False
    sex: str = ""
    office: str | None = None
    weak: bool = False
    """The name counts only where something else shows that it is a person's."""


def before_verb(text: str, start: int, verb: int, words: Saying) -> Found | None:
    """The subject that stands before a verb: "Powell later", "Powell, the secretary of state,", "he also"."""
    tokens = list(_TOKEN.finditer(text, start, verb))
    at = len(tokens) - 1
    while at >= 0 and (tokens[at][0].lower() in words.between or tokens[at][0].endswith("ly")):
        at -= 1
    if at < 0:
        return None
    token, lowered = tokens[at], tokens[at][0].lower()
    if lowered in words.passive:
        return None
    if token[0] in (",", ")"):
        return _set_apart(text, start, token.start(), tokens[:at], words)
    if lowered in words.pronouns:
        return _pronoun(text, Span(*token.span()), words)
    if lowered in words.relative and at:
        comma = tokens[at - 1].start() if tokens[at - 1][0] == "," else token.start()
        run = next((run for run in NAME.finditer(text, start, comma) if run.end() == comma), None)
        mention = person_in(text, Span(*run.span()), words) if run else None
        sure = mention is not None and is_sure(mention.name, words)
        return _named(mention) if mention and sure else name_ending(text, start, comma, words)
    if token[0][0].isupper():
        return name_ending(text, start, token.end(), words)
    if lowered in words.joining:  # "Powell went to New York and said"
        for run in NAME.finditer(text, start, token.start()):
            if mention := person_in(text, Span(*run.span()), words):
                return _named(mention)
    return _somebody(text, start, tokens[: at + 1], words)


def after_verb(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The subject that stands after a verb: "said Powell", "said the secretary of state, Colin Powell"."""
    first = _FIRST.match(text, start, end)
    if first is not None and first[1].lower() in words.addressing:
        addressed = _ADDRESSED.match(text, first.end(), end)
        return first_name(text, addressed.end(), min(end, addressed.end() + 60), words) if addressed else None
    if first is None or first[1].lower() in words.no_subject:
        return None
    span = Span(*first.span(1))
    if first[1].lower() in words.pronouns:
        return _pronoun(text, span, words)
    comma = text.find(",", start, end)
    near = comma if comma >= 0 else end
    if first[1][0].isupper():
        return first_name(text, start, min(near, start + 100), words)
    if first[1].lower() not in words.determiners and first[1].lower() not in words.offices:
        described = _DESCRIBED.match(text, start, near)  # "cried old Schreider"
        return first_name(text, described.end(), near, words) if described else None
    found = first_name(text, start, min(near, start + 100), words)
    if found is not None and found.mention is not None:
        between = text[start : found.span.start].split()
        if between and between[-1].lower() in words.prepositions:  # the sheriff of Los Angeles
            found = None
    if found is None and comma >= 0:
        found = first_name(text, near, min(end, near + 80), words)
        found = found if found and not text[near + 1 : found.span.start].strip() else None
    return found or _office(text, start, near, words) or _unnamed(text, Span(span.start, min(near, span.end)))


def first_name(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The first name in a stretch that is no part of an office's: not the White House of its spokesman."""
    for run in NAME.finditer(text, start, end):
        following = regex.match(r"(?:['’]s)?\s+([\p{L}-]+)", text[run.end() : end])
        if following and following[1] in words.offices:
            continue
        if mention := person_in(text, Span(*run.span()), words):
            return _named(mention)
    return None


def name_ending(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The name that ends just there; of "Ingram of The Globe and Mail" the person, of a body somebody."""
    stop = len(text[:end].rstrip(" \u00a0\n"))
    runs = [run for run in NAME.finditer(text, start, stop) if run.end() <= stop]
    if not runs or runs[-1].end() != stop:
        return None
    at = len(runs) - 1
    while True:
        mention = person_in(text, Span(*runs[at].span()), words)
        if mention is not None and _has_title(text, runs[at], mention, words):
            return _named(mention)  # its title stands before it: the secretary of state Colin Powell
        tied = _tied(text, start, runs[: at + 1], words)
        if tied is None:
            return _named(mention) if mention else _unnamed(text, Span(*runs[at].span()))
        if tied < 0:  # the mayor of New York
            return _unnamed(text, Span(*runs[at].span()))
        at = tied


def _has_title(text: str, run: regex.Match[str], mention: Mention, words: Saying) -> bool:
    """Whether a title stands before the name in its run of capitals."""
    dropped = text[run.start() : mention.span.start].split()
    return bool(dropped) and dropped[0].lower() not in words.no_names


def _tied(text: str, start: int, runs: list[regex.Match[str]], words: Saying) -> int | None:
    """Which run of capitals the last one is tied to by a preposition; -1 for one that is no name."""
    last = runs[-1]
    match = _TIE.search(text, start, last.start())
    if match is None:
        return None
    link = match["link"].lower()
    end = start + len(text[start : match.start()].rstrip())
    before = next((n for n in range(len(runs) - 2, -1, -1) if runs[n].end() == end), None)
    if link in words.joining and before is not None:
        # "The Globe and Mail" after a preposition is one name, "Powell and Rice" are two
        return before if _tied(text, start, runs[: before + 1], words) is not None else None
    if link not in words.prepositions:
        return None
    return -1 if before is None else before


def _set_apart(
    text: str, start: int, end: int, tokens: list[regex.Match[str]], words: Saying
) -> Found | None:
    """The name before what is set apart, or the name in it: "the minister, Ivan Petrov, said".

    Of several commas the one with a sure name before it counts: "Cynthia Thompson, curator at the
    University of Arkansas, Fayetteville, said".
    """
    opening = "(" if text[end] == ")" else ","
    before: list[Found] = []
    inside: Found | None = None
    for token in reversed(tokens):
        if end - token.start() > APPOSITION:
            break
        if token[0] != opening:
            continue
        found = name_ending(text, start, token.start(), words)
        if found is not None:
            before.append(found)
        inside = inside or first_name(text, token.end(), end, words)
        if opening == "(":
            break
    named = [found for found in before if found.mention is not None]
    sure = (found for found in named if found.mention and is_sure(found.mention.name, words))
    return next(sure, None) or next(iter([*named, *filter(None, [inside]), *before]), None)


def _somebody(text: str, start: int, tokens: list[regex.Match[str]], words: Saying) -> Found | None:
    """A subject without a name: "the president", "one poster", "officials"."""
    last = tokens[-1]
    if last[0].lower() in words.no_subject or not last[0][0].isalpha():
        return None
    if last[0].lower() in words.documents and (owner := _OWNER.search(text, start, last.start())):
        mention = person_in(text, Span(*owner.span(1)), words)
        if mention is not None:
            return _named(mention)
    if last[0].lower() in words.offices:
        return _office(text, max(start, last.start() - 40), last.end(), words)
    near = [token[0].lower().split("'")[0].split("’")[0] for token in tokens[-5:]]
    if any(word in words.determiners for word in near) or last[0].endswith("s"):
        # a comma that is missing: "Jean Rey, the owner of the shop said"
        comma = next((n for n, token in enumerate(tokens) if token[0] == ","), None)
        if comma is not None and tokens[comma + 1][0].lower().split("'")[0] in words.determiners:
            named = name_ending(text, start, tokens[comma].start(), words)
            if named is not None and named.mention is not None:
                return named
        return _unnamed(text, Span(*last.span()))
    return None


def _named(mention: Mention, *, weak: bool = False) -> Found:
    return Found(mention.name, mention.span, mention, weak=weak)


def _unnamed(text: str, span: Span) -> Found:
    return Found(text[span.start : span.end], span)


def _pronoun(text: str, span: Span, words: Saying) -> Found:
    written = text[span.start : span.end]
    sex = words.pronouns[written.lower()]
    if sex == "-":  # the writer, or nobody in particular
        return _unnamed(text, span)
    return Found(written, span, pronoun=True, sex=sex)


def _office(text: str, start: int, end: int, words: Saying) -> Found | None:
    """A person spoken of by what they are alone: "the president", "a spokesman"."""
    for match in regex.finditer(
        r"(?:(?P<article>[\p{L}]+)\s+)?(?P<office>[\p{L}-]+)", text[start:end], overlapped=True
    ):
        if match["office"].lower() in words.offices and (
            match.start() == 0 or not text[start + match.start() - 1].isalpha()
        ):
            first = (
                match.start()
                if (match["article"] or "").lower() in words.determiners
                else match.start("office")
            )
            span = Span(start + first, start + match.end())
            return Found(text[span.start : span.end], span, office=match["office"].lower())
    return None
