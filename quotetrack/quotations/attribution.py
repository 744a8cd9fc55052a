"""Whom a sentence gives quoted words to: ``said X``, ``X said``, ``according to X``, ``X:``, ``he said``.

Where nothing beside the words tells of anybody, nobody is claimed.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from quotetrack.model import Span
from quotetrack.quotations.saying import Saying
from quotetrack.quotations.subjects import Found, after_verb, before_verb, first_name

BLANK = "\ue000"
"""Stands for each code point of quoted words in the text that is searched."""
REACH = 300
"""Code points beside a quotation in which whom it is from is looked for."""
_LINE_NAME = regex.compile(
    r"\s*(?:[—–―]|--?)\s*(?P<name>\p{Lu}(?:[^,;:()\n.]|(?<=\b\p{Lu})\.){1,60}?)\s*(?:[,;(].*|\.?\s*)$"
)
_NEXT = regex.compile(r"\s+([\p{L}]+)")
_BRACKETED = regex.compile(r"\s*\((?P<name>\p{Lu}[^(),;\d]{2,60}?)(?:,[^()]*)?\)")
_COLON_NAME = regex.compile(r"(?:^|[.!?]\s+)(?P<name>\p{Lu}[^:!?;]{1,60}?)(?:\s*\([^()]*\))?\s*:\s*$")
_TURNED_ROUND = regex.compile(
    r"[\s,–—-]*(?:\p{L}+\s+){0,2}?\p{Ll}+(?:-t)?-(?P<pronoun>il|elle|on|ils|elles)(?!\p{L})"
)
"""French: ``explique-t-il``, ``a-t-elle ajouté``."""


def after(text: str, start: int, end: int, words: Saying, *, last: str) -> Found | None:
    """Whom the words right after a quotation give it to; ``last`` is its own last sign."""
    ended, set_off = last in ".…", last in ",?!—–-"
    end = min(end, start + REACH)
    rest = text[start:end]
    if match := _BRACKETED.match(rest):
        return _weak(first_name(text, start + match.start("name"), start + match.end("name"), words))
    if (match := _LINE_NAME.match(rest)) and words.verb.search(rest) is None:
        return _weak(first_name(text, start + match.start("name"), start + match.end("name"), words))
    if match := _TURNED_ROUND.match(rest):
        span_start = start + match.start("pronoun") - 1
        return after_verb(_spaced(text, span_start), span_start, end, words)
    starts_small = (found := regex.search(r"\p{L}", rest)) is not None and found[0].islower()
    if ended and not starts_small:
        return _whole_sentence(text, start, end, words)
    for verb in words.verb.finditer(rest):
        lead = regex.findall(r"[\p{L}'’-]+", rest[: verb.start()])
        if all(word.lower() in words.between or word.endswith("ly") for word in lead):
            found_after = after_verb(text, start + verb.end(), end, words)
            if found_after is not None:
                return found_after
            if not lead:
                return _verb_alone(text, start + verb.start(), start + verb.end())
        if not set_off and not rest.lstrip().startswith(","):
            continue  # the "surge" that Bush announced
        if (subject := before_verb(text, start, start + verb.start(), words)) is not None:
            return subject
    return _of_whom(text, start, end, words)


def before(text: str, start: int, end: int, words: Saying) -> Found | None:
    """Whom the words of the same sentence that stand before a quotation give it to."""
    start = max(start, end - REACH)
    head = text[start:end]
    match = _COLON_NAME.search(head)
    if match and words.verb.search(match["name"]) is None:
        found = first_name(text, start + match.start("name"), start + match.end("name"), words)
        if found is not None:
            return _weak(found)
    for verb in reversed(list(words.verb.finditer(head))):
        subject = None
        if words.verb_second and (match := _NEXT.match(text, start + verb.end(), end)):
            turned = match[1].lower() in words.pronouns
            subject = after_verb(text, start + verb.end(), end, words) if turned else None
        subject = subject or before_verb(text, start, start + verb.start(), words)
        inserted = _is_inserted(head[: verb.start()], words)
        if subject is None and (
            inserted or head.rstrip().endswith(":") or not head[: verb.start()].strip(" ,")
        ):
            subject = after_verb(text, start + verb.end(), end, words)
            if subject is not None and not (inserted or subject.mention or subject.pronoun or subject.office):
                subject = None
        if subject is not None:
            return subject
    return _of_whom(text, start, end, words)


def earlier(text: str, start: int, end: int, words: Saying) -> Found | None:
    """Whom a sentence speaks of that tells, without quoting, what somebody said: the next one quotes it."""
    for verb in words.verb.finditer(text, start, end):
        subject = before_verb(text, start, verb.start(), words)
        if subject is not None and (subject.mention is not None or subject.pronoun):
            return subject
    return None


def _of_whom(text: str, start: int, end: int, words: Saying) -> Found | None:
    """The name after "according to"; one of several words right there is a person's as it stands."""
    of = words.of_whom.search(text, start, end)
    found = first_name(text, of.end(), end, words) if of else None
    if of is None or found is None or (found.span.start == of.end() and " " in found.written):
        return found
    return _weak(found)


def _is_inserted(head: str, words: Saying) -> bool:
    """Whether a verb that this precedes begins a reporter's words right after other quoted ones."""
    rest = head[head.rfind(BLANK) + 1 :] if BLANK in head else None
    return rest is not None and all(
        word.lower() in words.between for word in regex.findall(r"[\p{L}'’-]+", rest)
    )


def _whole_sentence(text: str, start: int, end: int, words: Saying) -> Found | None:
    """A sentence after the closed words that says nothing but who said them: "… effort." Roosevelt said."""
    stop = len(text[:end].rstrip(" \u00a0\n"))
    for verb in words.verb.finditer(text, start, end):
        if verb.end() == stop and stop - start < 80:
            return before_verb(text, start, verb.start(), words)
    return None


def _verb_alone(text: str, start: int, end: int) -> Found:
    """Somebody said it, and the sentence does not say who in a way that we read."""
    return Found(text[start:end], Span(start, end))


def _spaced(text: str, at: int) -> str:
    """The text with the hyphen there as a space, so that what follows is a word of its own."""
    return f"{text[:at]} {text[at + 1 :]}"


def _weak(found: Found | None) -> Found | None:
    return replace(found, weak=True) if found is not None and found.mention is not None else found
