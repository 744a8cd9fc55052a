"""Asking a whole archive every question, and holding the verdicts against what is true."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from quotes import Holdings, Place, Question
from quotetrack.matching.index import Index, bring_up_to_date
from quotetrack.model import Person, Quote, Searched, Span, Status, Transcript, Verdict, Witness, Wording
from quotetrack.verification import Calendar, Dated, Library, verify_everywhere
from quotetrack.verification.dates import read_date

SAME = frozenset({Status.MATCHES, Status.AS_MARKED})
"""The statuses that say that no word differs."""
WIDEST = 2.0
"""A place named may be so many times as long as the true one, and some: wider names nothing."""
SOME = 100
"""Code points."""


@dataclass(frozen=True)
class Judgement:
    """What is right in one verdict."""

    question: Question
    verdict: Verdict
    place: bool
    """Every piece was found, in the right transcript, and that one decides; or rightly nothing was."""
    wording: bool
    """The right transcript's wording."""
    status: bool
    """And its caution, where one has to be there."""

    @property
    def false_match(self) -> bool:
        """Whether the words are called the same, and are not, or were not said so."""
        return self.verdict.status in SAME and not self.question.statuses & SAME


@dataclass
class Tally:
    """The judgements on one kind of question, counted."""

    asked: int = 0
    place: int = 0
    wording: int = 0
    status: int = 0
    false_matches: int = 0
    called: Counter[str] = field(default_factory=Counter)
    """The statuses given."""

    def add(self, judgement: Judgement) -> None:
        self.asked += 1
        self.place += judgement.place
        self.wording += judgement.wording
        self.status += judgement.status
        self.false_matches += judgement.false_match
        self.called[judgement.verdict.status.value] += 1

    def shares(self) -> dict[str, float]:
        """The right ones of those asked, by figure."""
        counts = {"place": self.place, "wording": self.wording, "status": self.status}
        return {figure: count / self.asked if self.asked else 0.0 for figure, count in counts.items()}


def library_of(holdings: Holdings, folder: Path) -> Library:
    """The archive made searchable, its index written into a folder."""
    return searchable(holdings.transcripts.values(), folder)


def searchable(transcripts: Iterable[Transcript], folder: Path) -> Library:
    """A library of transcripts that lie in memory."""
    by_id = {transcript.id: transcript for transcript in transcripts}
    wanted = dict.fromkeys(by_id, "1")
    for _ in bring_up_to_date(folder, wanted, lambda id: by_id[id].text):
        pass
    dated = [
        Dated(id, interval.first.isoformat(), interval.last.isoformat(), transcript.speaker)
        for id, transcript in sorted(by_id.items())
        for interval in read_date(transcript.date or "").intervals
    ]
    calendar = Calendar(lambda: dated)
    return Library(Index.open(folder, wanted), by_id.get, calendar, Searched(len(by_id), ""))


def ask(questions: Iterable[Question], library: Library) -> Iterator[Judgement]:
    """Every question with its claims, and what is right in the verdict."""
    for question in questions:
        speaker = Person(question.speaker) if question.speaker else None
        quote = Quote("asked", question.quote, speaker=speaker, date=question.date, language="en")
        yield judge(question, verify_everywhere(quote, lambda: library))


def judge(question: Question, verdict: Verdict) -> Judgement:
    """Hold a verdict against what is true of its question."""
    by_id = {witness.transcript.id: witness for witness in verdict.witnesses}
    status = verdict.status in question.statuses
    if question.caution is not None:
        status &= any(caution.name == question.caution for caution in verdict.cautions)
    if not question.pieces:
        place = all((w.wording or Wording.ABSENT).rank <= Wording.PARTIAL.rank for w in verdict.witnesses)
        wording = (verdict.wording or Wording.ABSENT) in question.wordings
        return Judgement(question, verdict, place, wording, status)
    right = by_id.get(question.speech)
    place = right is not None and _placed(question.pieces, right)
    if question.beyond:
        place &= all(id in by_id and _placed([where], by_id[id]) for id, where in question.beyond)
    else:
        place &= verdict.witnesses[:1] == (right,)
    return Judgement(
        question, verdict, place, right is not None and right.wording in question.wordings, status
    )


def _placed(true: Sequence[Place], witness: Witness) -> bool:
    """Whether more than half of every piece is named, and not much else."""
    covered = all(_overlap(place, witness.pieces) * 2 > place[1] - place[0] for place in true)
    named = sum(span.end - span.start for span in witness.pieces)
    return covered and named <= WIDEST * sum(end - start for start, end in true) + SOME


def _overlap(place: Place, spans: Sequence[Span]) -> int:
    start, end = place
    return sum(max(0, min(end, span.end) - max(start, span.start)) for span in spans)


def count(judgements: Iterable[Judgement]) -> dict[str, Tally]:
    """The judgements by kind."""
    tallies: dict[str, Tally] = {}
    for judgement in judgements:
        tallies.setdefault(judgement.question.kind, Tally()).add(judgement)
    return tallies
