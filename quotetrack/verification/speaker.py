"""Who speaks the words of a passage, by the label the transcript prints; never a guess."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import regex

from quotetrack.model import Person, Role, Span, SpeakerFinding, Transcript, Turn
from quotetrack.verification.citation import Citation, find_citation, names_author
from quotetrack.verification.names import contradicts_sex, is_person, names_office, parse_name
from quotetrack.verification.offices import claimed_office, mentions, names_same_office
from quotetrack.verification.wordlists import ContextWords

_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a passage."""

    finding: SpeakerFinding
    label: str | None
    name: str | None
    citation: Citation | None
    turn: int | None
    """Index of the turn the passage starts in."""


def voice_of(
    transcript: Transcript, pieces: Sequence[Span], claimed: Person | None, words: ContextWords
) -> Voice:
    """Who speaks these pieces of a transcript, held against who is said to have spoken."""
    turns = _turns(transcript, pieces) if transcript.turns else []
    turn = turns[0] if turns else None
    label = turn.label if turn else None
    name = _name(transcript, turn)
    bounds = Span(turn.start, turn.end) if turn else Span(0, len(transcript.text))
    whole = pieces[0]
    if len(pieces) > 1:
        whole = Span(min(p.start for p in pieces), max(p.end for p in pieces))
    citation = find_citation(transcript.text, whole, bounds, words)
    finding = SpeakerFinding.NOT_CLAIMED
    if claimed is not None:
        spoken: list[Turn | None] = [*turns] or [None]
        findings = [_base(transcript, t, claimed, words) for t in spoken]
        # A passage made of several people's turns is confirmed for nobody.
        base = max(
            findings, key=[SpeakerFinding.CONFIRMED, SpeakerFinding.UNLABELLED, SpeakerFinding.OTHER].index
        )
        if base is not SpeakerFinding.CONFIRMED and len(turns) > 1:
            turn = turns[findings.index(base)]
            label, name = turn.label, _name(transcript, turn)
        finding = _with_citation(base, citation, claimed)
    return Voice(finding, label, name, citation, turns[0].index if turns else None)


def voices(transcript: Transcript, claimed: Person) -> bool:
    """Whether a transcript names this person, or this office, among those who speak in it.

    One that names nobody may be anybody's: that is not known, and no yes.
    """
    printed = [turn.speaker or turn.label or "" for turn in transcript.turns if turn.label is not None]
    office = claimed_office(claimed)
    if office is not None:
        labels = [turn.label or "" for turn in transcript.turns if turn.label is not None]
        return any(names_same_office(office, each) for each in [*labels, transcript.speaker or ""])
    return any(is_person(claimed, each) for each in [*printed, transcript.speaker or ""])


def _turns(transcript: Transcript, pieces: Sequence[Span]) -> list[Turn]:
    """The turns that the pieces lie in, each once, in the order of the pieces."""
    found = (turn for piece in pieces for turn in turns_within(transcript, piece))
    return list({turn.index: turn for turn in found}.values())


def turns_within(transcript: Transcript, span: Span) -> Sequence[Turn]:
    """The turns that a stretch of a transcript touches, in order."""
    turns = transcript.turns
    first = bisect_right(turns, span.start, key=_start)
    if first and turns[first - 1].end > span.start:
        first -= 1
    return turns[first : bisect_left(turns, span.end, first, key=_start)]


def _name(transcript: Transcript, turn: Turn | None) -> str | None:
    """Who the witness says speaks."""
    if turn is None:
        return transcript.speaker if not transcript.turns else None
    return turn.speaker


def _base(transcript: Transcript, turn: Turn | None, claimed: Person, words: ContextWords) -> SpeakerFinding:
    """The finding for one turn, or for a transcript without any."""
    office = claimed_office(claimed)
    if office is not None:
        # An office names nobody: another's name cannot contradict it.
        same = any(names_same_office(office, printed) for printed in _printed(transcript, turn))
        return SpeakerFinding.CONFIRMED if same else SpeakerFinding.UNLABELLED
    if turn is None:
        if transcript.turns or transcript.speaker is None:
            return SpeakerFinding.UNLABELLED
        return _matches(claimed, transcript.speaker)
    if turn.speaker is not None:
        if turn.label is not None and contradicts_sex(claimed, turn.label):
            return SpeakerFinding.OTHER  # a resolved "Mrs. CLINTON" may be no more than "Clinton"
        return _unless_shared(_matches(claimed, turn.speaker), transcript, turn, claimed)
    if turn.label is None:
        return SpeakerFinding.UNLABELLED
    if is_person(claimed, turn.label):
        return _unless_shared(SpeakerFinding.CONFIRMED, transcript, turn, claimed)
    parts = regex.findall(r"[\p{L}-]+", turn.label.lower())
    if turn.role is Role.QUESTION or any(part in words.questioners for part in parts):
        return SpeakerFinding.OTHER
    if all(part in words.roles for part in parts) or names_office(
        regex.split(r"\s(?:of|for)\s", turn.label)[0]
    ):
        return SpeakerFinding.UNLABELLED  # "THE PRESIDENT" names an office, not a person
    return SpeakerFinding.OTHER


def _unless_shared(
    finding: SpeakerFinding, transcript: Transcript, turn: Turn, claimed: Person
) -> SpeakerFinding:
    """The finding, unless the label has but a surname and another speaker fits the claim as well.

    ``Mr. SMITH of Texas`` may be the claimed Chris Smith as well as ``Mr. SMITH of New Jersey``.
    """
    if finding is not SpeakerFinding.CONFIRMED:
        return finding
    printed = turn.speaker or turn.label or ""
    if not _lacks_given_name(printed):
        return finding
    others = {
        other.speaker
        for other in transcript.turns
        if other.speaker and other.speaker != turn.speaker and is_person(claimed, other.speaker)
    }
    return SpeakerFinding.UNLABELLED if others else finding


def _lacks_given_name(printed: str) -> bool:
    name = parse_name(printed)
    return name is not None and len(name.parts) == 1


def _printed(transcript: Transcript, turn: Turn | None) -> list[str]:
    """What the transcript prints of who speaks."""
    if turn is None:
        return [transcript.speaker] if transcript.speaker and not transcript.turns else []
    return [name for name in (turn.label, turn.speaker) if name]


def _matches(claimed: Person, printed: str) -> SpeakerFinding:
    return SpeakerFinding.CONFIRMED if is_person(claimed, printed) else SpeakerFinding.OTHER


def _with_citation(base: SpeakerFinding, citation: Citation | None, claimed: Person) -> SpeakerFinding:
    if citation is None:
        return base
    if base is SpeakerFinding.CONFIRMED:
        return SpeakerFinding.QUOTING
    office = claimed_office(claimed)
    cited = names_author(citation, claimed) if office is None else mentions(office, citation.around)
    return SpeakerFinding.SECOND_HAND if cited else base
