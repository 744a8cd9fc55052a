"""The archive that a run of the benchmark asks, and what is left out of it.

Most transcripts are held as they are. Some are left out, to be absent, or to be cited in others; some
are turned into debates of two people, to have turns under other names.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quotes.collation import Collation
from quotes.cutting import plain, sentences
from quotes.repeats import Repeats
from quotes.values import Place, Speech
from quotetrack.model import Completeness, Nature, Stated, Transcript
from quotetrack.transcripts import read_transcript

SHARE = 20
"""Of so many transcripts one is left out, and two make a debate."""
LEAST_PARAGRAPHS = 8
"""Of an address that lends its words to a debate."""
LEAST_PARAGRAPH = 100
"""Code points."""
LONGEST_DEBATE = 60
"""Turns."""
CITED_OF_EACH = 12
"""Sentences taken of each transcript that is left out."""
PEOPLE = (
    ("Thomas Calloway", "Mr."), ("Eleanor Whitfield", "Mrs."), ("Robert Ashdown", "Mr."),
    ("Margaret Pruitt", "Mrs."), ("Samuel Thornbury", "Mr."), ("Harriet Lockwood", "Ms."),
)  # fmt: skip
"""Those who speak in the debates; none of them is in any archive."""


@dataclass(frozen=True)
class Debate:
    """A transcript with labelled turns, and who says what in it."""

    speech: Speech
    said: tuple[tuple[str, Place], ...]
    """Speaker and place of each paragraph."""


@dataclass(frozen=True)
class Cited:
    """A sentence of a transcript that is left out, as another transcript cites it."""

    source: Speech
    host: str
    """The id of the transcript that cites it."""
    sentence: str


@dataclass(frozen=True)
class Holdings:
    """Everything that questions are made from."""

    speeches: tuple[Speech, ...]
    """In the archive."""
    left_out: tuple[Speech, ...]
    debates: tuple[Debate, ...]
    cited: tuple[Cited, ...]
    transcripts: Mapping[str, Transcript]
    """All of the archive, debates included, by id."""
    repeats: Repeats
    collations: tuple[Collation, ...] = ()
    """Second transcripts, which the archive lacks, laid beside those it has."""

    def speaker_at(self, speech: str, places: Sequence[Place]) -> str | None:
        """Who says all of these words; ``None`` where it is not told, or several do."""
        transcript = self.transcripts[speech]
        if not transcript.turns:
            return transcript.speaker
        turns = [t for t in transcript.turns if any(t.start < end and start < t.end for start, end in places)]
        speakers = {turn.speaker for turn in turns}
        return speakers.pop() if len(speakers) == 1 else None


def hold(given: Iterable[Speech], seed: int) -> Holdings:
    """Divide transcripts into an archive and what is left out of it, the same for the same seed."""
    rng = random.Random(f"{seed}:holdings")
    readings = {reading.id: reading for reading in map(read, given) if reading.text}
    shuffled = [Speech(t.id, t.text, t.speaker, t.date) for t in readings.values()]
    rng.shuffle(shuffled)
    few = max(1, len(shuffled) // SHARE)
    addresses = [speech for speech in shuffled if not readings[speech.id].turns]
    left_out = tuple([s for s in addresses if s.speaker and s.date][:few] or addresses[:few])
    lenders = [s for s in addresses if s not in left_out and len(_paragraphs(s)) >= LEAST_PARAGRAPHS]
    lenders = lenders[: 2 * few]
    debates = [
        _debate(rng, at, *pair) for at, pair in enumerate(zip(lenders[::2], lenders[1::2], strict=False))
    ]
    kept = [speech for speech in shuffled if speech not in left_out and speech not in lenders]
    changed, cited = _cite(rng, [speech for speech in kept if speech in addresses], left_out)
    transcripts = {speech.id: readings[speech.id] for speech in kept}
    transcripts |= {speech.id: read(speech) for speech in (*changed, *(debate for debate, _ in debates))}
    return Holdings(
        speeches=tuple(replace(speech, text=transcripts[speech.id].text) for speech in kept),
        left_out=left_out,
        debates=tuple(_placed(transcripts[debate.id], said) for debate, said in debates),
        cited=tuple(cited),
        transcripts=transcripts,
        repeats=Repeats(transcript.text for transcript in transcripts.values()),
    )


def _paragraphs(speech: Speech) -> list[str]:
    """Those of some length."""
    return [paragraph for paragraph in speech.text.split("\n") if len(paragraph) > LEAST_PARAGRAPH]


def read(speech: Speech) -> Transcript:
    """The transcript as the program's own reader reads it."""
    return read_transcript(
        speech.text.encode(),
        media_type="text/plain",
        charset="utf-8",
        url=None,
        capture="",
        archived_at=datetime(2020, 1, 1, tzinfo=UTC),
        stated=Stated(
            id=speech.id,
            speaker=speech.speaker,
            date=speech.date,
            language="en",
            nature=Nature.VERBATIM,
            complete=Completeness.YES,
        ),
    )


# --- debates -------------------------------------------------------------------------


def _debate(
    rng: random.Random, number: int, one: Speech, other: Speech
) -> tuple[Speech, list[tuple[str, str]]]:
    """Paragraphs of two addresses in turn under two labels; and who says which."""
    pair = rng.sample(PEOPLE, 2)
    style = rng.choice(["capitals", "colon", "full"])
    labels = {
        name: {
            "capitals": f"{title} {name.split()[-1].upper()}.",
            "colon": f"{title} {name.split()[-1]}:",
            "full": f"{name}:",
        }[style]
        for name, title in pair
    }
    lines: list[str] = []
    said: list[tuple[str, str]] = []
    takers = [iter(_paragraphs(speech)) for speech in (one, other)]
    for turn in range(LONGEST_DEBATE):
        name = pair[turn % 2][0]
        taken = [p for p, _ in zip(takers[turn % 2], range(rng.randint(1, 3)), strict=False)]
        if not taken:
            break
        lines += [f"{labels[name]} {taken[0]}", *taken[1:]]
        said += [(name, paragraph) for paragraph in taken]
    return Speech(f"debate-{number:03}", "\n\n".join(lines), None, one.date), said


def _placed(transcript: Transcript, said: Sequence[tuple[str, str]]) -> Debate:
    """The debate with the places of its paragraphs in the text as it is read."""
    places, at = [], 0
    for name, paragraph in said:
        words = " ".join(paragraph.split())
        start = transcript.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            places.append((name, (start, at)))
    return Debate(Speech(transcript.id, transcript.text, None, transcript.date), tuple(places))


# --- citations -----------------------------------------------------------------------


def _cite(
    rng: random.Random, kept: Sequence[Speech], left_out: Sequence[Speech]
) -> tuple[list[Speech], list[Cited]]:
    """Those transcripts that now cite a sentence of what is left out, and the citations."""
    changed: dict[str, Speech] = {}
    hosts = [s for s in kept if s.speaker and s.date and s.text.count("\n") > 3]
    cited = []
    for source in left_out:
        cited_name = source.speaker or ""
        own = [h for h in hosts if h.speaker and cited_name and surname(h.speaker) != surname(cited_name)]
        places = sentences(source) if own else []
        for start, end in rng.sample(places, min(CITED_OF_EACH, len(places))):
            host, sentence = rng.choice(own), source.text[start:end]
            text = _with_citation(rng, changed.get(host.id, host).text, cited_name, sentence)
            if text is not None:
                changed[host.id] = replace(host, text=text)
                cited.append(Cited(source, host.id, sentence))
    return list(changed.values()), cited


def surname(name: str) -> str:
    """The last of a person's names; whose son he is, is not one."""
    return [part for part in name.replace(",", " ").split() if part not in ("Jr.", "Sr.")][-1]


def _with_citation(rng: random.Random, text: str, name: str, sentence: str) -> str | None:
    """The text with a citation put in: as a paragraph, or at the end of one."""
    paragraphs = text.split("\n")
    at = rng.randrange(1, len(paragraphs) - 1)
    opened, closed = rng.choice([('"', '"'), ("“", "”")])
    last = surname(name)
    citation = rng.choice(
        [
            f"As President {last} said, {opened}{sentence}{closed}",
            f"{name} once said: {opened}{sentence}{closed}",
            f"In the words of {name}, {opened}{sentence}{closed}",
            f"{opened}{sentence[:-1]},{closed} President {last} said.",
        ]
    )
    if not plain(paragraphs[at]) or not paragraphs[at].endswith("."):
        return None
    paragraphs[at] += rng.choice([" ", "\n"]) + citation
    return "\n".join(paragraphs)
