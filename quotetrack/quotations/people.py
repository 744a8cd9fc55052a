"""Who is named in a text: names as written, the fuller name each stands for, whom a pronoun means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from quotetrack.model import Span
from quotetrack.quotations.saying import Saying
from quotetrack.verification.names import name_words, parse_name, same_name

FARTHEST = 3000
"""Code points before a pronoun in which the person it means is named, and after it in its sentence."""
MOST_COMPARED = 200_000
"""Pairs of names compared in one text. In one that names more people names are taken as they are written."""
MOST_BEFORE = 2000
"""Mentions before an office in which its holder is named."""
_SHORT = r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Capt|Adm|Sgt|Prof|Rev|Hon|Amb|Jr|Sr)\."
_INITIAL = r"\p{Lu}\.(?:[ -]?\p{Lu}\.)*"
_CAPITAL = r"\p{Lu}(?:[\p{L}\p{M}]|['’-](?=\p{L}))*"
_WORD = rf"(?:{_SHORT}|{_INITIAL}|{_CAPITAL})"
_PARTICLE = r"(?:(?:de|del|der|den|di|da|du|la|le|van|von|bin|ibn|al|el)[ \u00a0]){0,2}"
NAME = regex.compile(rf"(?<![\p{{L}}\p{{N}}'’]){_WORD}(?:[ \u00a0]{_PARTICLE}{_WORD}){{0,7}}")
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
        self._words, self._text = words, text
        found = {mention.span.start: mention for mention in subjects}
        self._surnames = surnames = {_last(mention.name) for mention in found.values()}
        for run in NAME.finditer(text):
            mention = person_in(text, Span(*run.span()), words)
            if mention and (is_sure(mention.name, words) or _last(mention.name) in surnames):
                found.setdefault(mention.span.start, mention)
        self._mentions = [found[start] for start in sorted(found)]
        self._starts = [mention.span.start for mention in self._mentions]
        self._places: dict[str, list[int]] = {}
        """Names without their titles, to where they stand, in order."""
        self._fuller: dict[str, tuple[str, ...]] = {}
        for mention in self._mentions:
            self._places.setdefault(without_titles(mention.name, words), []).append(mention.span.start)
        self._fullest = sorted(((_fullness(name), name) for name in self._places), reverse=True)
        self._left = MOST_COMPARED

    def knows(self, mention: Mention) -> bool:
        """Whether something besides its place shows that this is a person."""
        return is_sure(mention.name, self._words) or _last(mention.name) in self._surnames

    def note(self, mention: Mention) -> None:
        """Note that this person is meant at a place, without a name."""
        at = bisect_left(self._starts, mention.span.start)
        self._starts.insert(at, mention.span.start)
        self._mentions.insert(at, mention)

    def full_name(self, name: str, at: int) -> str:
        """The fuller name under which the text speaks of this person, the nearest earlier one first."""
        bare = without_titles(name, self._words)
        if bare not in self._fuller:
            self._fuller[bare] = tuple(self._fuller_than(bare))
        fuller = self._fuller[bare]
        earlier = [(places[n - 1], o) for o in fuller if (n := bisect_left(places := self._places[o], at))]
        if earlier:
            return max(earlier)[1]
        return min(((self._places[other][0], other) for other in fuller), default=(0, bare))[1]

    def _fuller_than(self, bare: str) -> Iterator[str]:
        """The names of which this one may be a short form."""
        least = _fullness(bare)
        for fullness, other in self._fullest:
            if fullness <= least or not self._left:
                return
            self._left -= 1
            if same_name(other, bare):
                yield other

    def meant(self, at: int, sex: str) -> Mention | None:
        """The person a pronoun means: of the nearest sentence that names any, the first named.

        None whose sex the pronoun contradicts, none that its own sentence names after it.
        """
        split = bisect_left(self._starts, at)
        farthest = at + FARTHEST
        stop = self._words.context.sentence_end.search(self._text, at, farthest)
        end = bisect_left(self._starts, stop.start() if stop else farthest, split)
        spoken_of = {mention.name for mention in self._mentions[split:end]}
        chosen: Mention | None = None
        for number in range(split - 1, -1, -1):
            mention = self._mentions[number]
            if at - mention.span.end > FARTHEST:
                break
            if chosen is not None and self._parted(mention, chosen):
                break
            if self._may_be(mention, sex) and not any(same_name(mention.name, name) for name in spoken_of):
                chosen = mention
        if chosen is not None and self._words.stranger.search(self._text, chosen.span.end, at):
            return None
        return chosen

    def _parted(self, one: Mention, other: Mention) -> bool:
        """Whether a sentence ends between them."""
        between = self._text[one.span.end : other.span.start]
        return self._words.context.sentence_end.search(between) is not None

    def _may_be(self, mention: Mention, sex: str) -> bool:
        names = (mention.name, self.full_name(mention.name, mention.span.start))
        known = {parsed.sex for name in names if (parsed := parse_name(name)) and parsed.sex}
        return not known or not sex or sex in known

    def holder(self, office: str, at: int) -> Mention | None:
        """The last person named before with this title: the president, after President Bush."""
        before = bisect_left(self._starts, at)
        earlier = (
            self._mentions[number] for number in range(before - 1, max(-1, before - 1 - MOST_BEFORE), -1)
        )
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
    bodies = [at for at in range(first, len(pieces)) if plain[at] in words.bodies]
    if bodies:  # "Refugee Council Enver Solomon": what follows may be a whole name
        first = bodies[-1] + 1
        if len(pieces) - first < 2:
            return None
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


def is_sure(name: str, words: Saying) -> bool:
    """Whether a title, a known given name or an initial shows that this is a person's name."""
    parsed, lists = parse_name(name), name_words()
    if parsed is None:
        return False
    given = parsed.parts[0] in lists.male_given | lists.female_given
    initial = regex.match(r"\p{Lu}\.", without_titles(name, words)) is not None
    return without_titles(name, words) != name or (len(parsed.parts) > 1 and (given or initial))


def _fullness(name: str) -> tuple[int, int]:
    """How much of a name is written out, then how many parts it has."""
    parts = name.split()
    return sum(len(part.rstrip(".")) > 1 for part in parts), len(parts)


def _last(name: str) -> str:
    parsed = parse_name(name)
    return parsed.parts[-1] if parsed else ""
