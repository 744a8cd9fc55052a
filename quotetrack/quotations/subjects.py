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
        return name_ending(text, start, comma, words)
    if token[0][0].isupper():
        return name_ending(text, start, token.end(), words)
    if lowered in words.joining:  # "Powell went to New York and said"
        runs = list(NAME.finditer(text, start, token.start()))
        for run in runs:
            if mention := person_in(text, Span(*run.span()), words):
                return _named(mention, weak=len(runs) > 1)
    return _somebody(text, start, tokens[: at + 1], words)


def after_verb(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The subject that stands after a verb: "said Powell", "said the secretary of state, Colin Powell"."""
    first = _FIRST.match(text, start, end)
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
        return None
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
    """The name that ends just there; of "Ingram of The Globe and Mail" the person."""
    stop = len(text[:end].rstrip(" \u00a0\n"))
    runs = [run for run in NAME.finditer(text, start, stop) if run.end() <= stop]
    if not runs or runs[-1].end() != stop:
        return None
    mention = person_in(text, Span(*runs[-1].span()), words)
    if mention is None:
        return None
    at = len(runs) - 1
    while at >= 0 and (link := _links(text, start, runs[at].start(), words)) is not None:
        previous = next((n for n in range(at - 1, -1, -1) if runs[n].end() == link), None)
        if previous is None:
            # "the mayor of New York" has no name; "von Trapp" is one
            return None if text[link:stop][:1] and mention.span.start == runs[-1].start() else _named(mention)
        at = previous
        mention = person_in(text, Span(*runs[at].span()), words) or mention
    return _named(mention)


def _links(text: str, start: int, name: int, words: Saying) -> int | None:
    """Where a name ends that the one at ``name`` is tied to by a preposition, or "The Globe and"."""
    match = regex.search(
        r"(?:^|[\s\u00a0])([\p{L}]+)(?:\s+(?:the|The|der|des|la|le|l['’]))?\s*$", text[start:name]
    )
    if match is None or match[1].lower() not in words.prepositions:
        return None
    return start + len(text[start : start + match.start()].rstrip())


def _set_apart(
    text: str, start: int, end: int, tokens: list[regex.Match[str]], words: Saying
) -> Found | None:
    """The name before what is set apart, or the name in it: "the minister, Ivan Petrov, said".

    Of several commas the one with a sure name before it counts: "Cynthia Thompson, curator at the
    University of Arkansas, Fayetteville, said".
    """
    opening = "(" if text[end] == ")" else ","
    found: Found | None = None
    for token in reversed(tokens):
        if end - token.start() > APPOSITION:
            break
        if token[0] != opening:
            continue
        named = name_ending(text, start, token.start(), words)
        if named is not None and named.mention is not None and is_sure(named.mention.name, words):
            return named
        found = found or named or first_name(text, token.end(), end, words)
        if opening == "(":
            break
    return found


def _somebody(text: str, start: int, tokens: list[regex.Match[str]], words: Saying) -> Found | None:
    """A subject without a name: "the president", "one poster", "officials"."""
    last = tokens[-1]
    if last[0].lower() in words.no_subject or not last[0][0].isalpha():
        return None
    if last[0].lower() in words.offices:
        return _office(text, max(start, last.start() - 40), last.end(), words)
    near = [token[0].lower() for token in tokens[-5:-1]]
    if any(word in words.determiners for word in near) or last[0].endswith("s"):
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
