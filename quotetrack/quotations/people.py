"""Who is named in a text: names as written, the fuller name each stands for, whom a pronoun means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from quotetrack.model import Span
from quotetrack.quotations.saying import Saying
from quotetrack.verification.names import name_words, parse_name, same_name

FARTHEST = 3000
"""Code points before a pronoun in which the person it means is named."""
_SHORT = r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Capt|Adm|Sgt|Prof|Rev|Hon|Amb|Jr|Sr)\."
_INITIAL = r"\p{Lu}\.(?:[ -]?\p{Lu}\.)*"
_CAPITAL = r"\p{Lu}(?:[\p{L}\p{M}]|['’-](?=\p{L}))*"
_WORD = rf"(?:{_SHORT}|{_INITIAL}|{_CAPITAL})"
_PARTICLE = r"(?:(?:de|del|der|den|di|da|du|la|le|van|von|bin|ibn|al|el)[ \u00a0]){0,2}"
NAME = regex.compile(rf"(?<![\p{{L}}\p{{N}}'’]){_WORD}(?:[ \u00a0\n]{_PARTICLE}{_WORD}){{0,7}}")
"""A run of capitalised words, with initials, titles and particles."""
_POSSESSIVE = regex.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text, as written."""

    span: Span
    name: str


class People:
    """The people a text names: words are given to them, or a title or a given name shows it."""

    def __init__(self, text: str, words: Saying, subjects: Iterable[Mention]) -> None:
        """``text`` has the quoted words blanked out; ``subjects`` are known to be people."""
        self._words = words
        found = {mention.span.start: mention for mention in subjects}
        surnames = {_last(mention.name) for mention in found.values()}
        for run in NAME.finditer(text):
            mention = person_in(text, Span(*run.span()), words)
            if mention and (_is_certain(mention.name, words) or _last(mention.name) in surnames):
                found.setdefault(mention.span.start, mention)
        self._mentions = [found[start] for start in sorted(found)]
        self._starts = [mention.span.start for mention in self._mentions]

    def full_name(self, name: str, at: int) -> str:
        """The fuller name under which the text speaks of this person, the nearest earlier one first."""
        bare = without_titles(name, self._words)
        split = bisect_left(self._starts, at)
        for mention in (*reversed(self._mentions[:split]), *self._mentions[split:]):
            other = without_titles(mention.name, self._words)
            if len(other.split()) > len(bare.split()) and same_name(other, bare):
                return other
        return bare

    def meant(self, at: int, sex: str) -> Mention | None:
        """The last person named before a pronoun whose sex nothing contradicts."""
        for mention in reversed(self._mentions[: bisect_left(self._starts, at)]):
            if at - mention.span.end > FARTHEST:
                break
            names = (mention.name, self.full_name(mention.name, mention.span.start))
            known = {parsed.sex for name in names if (parsed := parse_name(name)) and parsed.sex}
            if not known or not sex or sex in known:
                return mention
        return None

    def holder(self, office: str, at: int) -> Mention | None:
        """The last person named before with this title: the president, after President Bush."""
        earlier = reversed(self._mentions[: bisect_left(self._starts, at)])
        return next((m for m in earlier if office in m.name.lower().split()), None)


def person_in(text: str, run: Span, words: Saying) -> Mention | None:
    """The name in a run of capitalised words, or ``None`` where it is none."""
    written = _POSSESSIVE.sub("", text[run.start : run.end])
    pieces = list(regex.finditer(r"[^ \u00a0\n]+", written))
    plain = [piece[0].lower().rstrip(".") for piece in pieces]
    first = 0
    while first < len(pieces) and plain[first] in words.no_names:
        first += 1  # "But Powell"
    titled = [at for at in range(first, len(pieces) - 1) if plain[at] in words.titles]
    if titled:  # "White House Spokesman Ari Fleischer": what stands before an office is no name
        start = titled[-1]
        while start > first and plain[start - 1] in words.titles:
            start -= 1
        first = start
    if first >= len(pieces):
        return None
    written = written[pieces[first].start() :]
    bare = without_titles(written, words)
    if len(bare) < 2 or bare.lower() in words.offices or (bare.isupper() and len(bare) <= 5):
        return None
    start = run.start + pieces[first].start()
    return Mention(Span(start, start + len(written)), written)


def without_titles(name: str, words: Saying) -> str:
    """A name as written, without the titles before it; empty where it is nothing else."""
    parts = name.split()
    while parts and parts[0].lower().rstrip(".") in words.titles:
        parts.pop(0)
    return " ".join(parts)


def _is_certain(name: str, words: Saying) -> bool:
    parsed, lists = parse_name(name), name_words()
    if parsed is None:
        return False
    given = parsed.parts[0] in lists.male_given | lists.female_given or len(parsed.parts[0]) == 1
    return without_titles(name, words) != name or (len(parsed.parts) > 1 and given)


def _last(name: str) -> str:
    parsed = parse_name(name)
    return parsed.parts[-1] if parsed else ""
