"""A verdict as a page shows it: the status, the cautions, and the quote beside each witness's passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotetrack.exporting.receipt import (
    CautionPart,
    DifferencePart,
    ElsewherePart,
    KeyTermPart,
    ParallelPart,
    Receipt,
    SpanPart,
    SpeakerPart,
    WitnessPart,
)
from quotetrack.formats.cells import counted
from quotetrack.formats.differences import in_words
from quotetrack.formats.site.views.layout import Link
from quotetrack.formats.site.views.marking import Run, numbered, passage_runs, quote_runs
from quotetrack.formats.site.views.turns import TurnView
from quotetrack.formats.site.words import said
from quotetrack.model import Status

SHOWN = 300
"""Characters of either side in a sentence about a difference, and of the words that caused a caution; the
whole stands in the passage."""


@dataclass(frozen=True, slots=True)
class WitnessLinks:
    """Where a witness can be read, and the turn. The caller knows."""

    page: str | None = None
    """A page of the same site that shows the passage in its transcript."""
    outside: tuple[Link, ...] = ()
    """The live page, archived copies, the recording at its second."""
    turn: TurnView | None = None
    """The turn in which the passage begins, around it."""
    text: str | None = None
    """The transcript's text, if it is at hand: an original is set beside its translation from it."""


NO_LINKS = WitnessLinks()
Linked = Callable[[WitnessPart], WitnessLinks]


@dataclass(frozen=True, slots=True)
class CautionView:
    """Something a reader must know before repeating the quote."""

    name: str
    why: str
    words: str
    """The words that caused it."""


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One difference, in a sentence."""

    number: int | None
    """``None`` for typography, which is not marked in the texts."""
    said: str
    weight: str


@dataclass(frozen=True, slots=True)
class ParallelView:
    """A sentence of a translated quote, and what stands for it in the original."""

    quote: str
    original: tuple[str, ...]
    passed_over: str
    """What stands before it in the original, and is not in the quote; shortened."""
    alone: tuple[str, ...]
    """Sentences about names and numbers that one side has alone."""


@dataclass(frozen=True, slots=True)
class WitnessView:
    """What one transcript says of the quote."""

    anchor: str
    transcript: str
    """Its id."""
    title: str
    wording: str
    """In one word; empty where it is not compared."""
    wording_said: str
    facts: tuple[tuple[str, str], ...]
    """Heading and words, in the order in which they are read."""
    quote: tuple[Run, ...]
    passage: tuple[Run, ...]
    """Empty where there is none."""
    passage_text: str
    before: str
    after: str
    differences: tuple[DifferenceView, ...]
    typography: tuple[DifferenceView, ...]
    cautions: tuple[CautionView, ...]
    """Those that the verdict as a whole does not have."""
    rivals: int
    """How many other places of the transcript answer to the quote just as well."""
    parallel: tuple[ParallelView, ...]
    """Of an original in another language."""
    language: str | None
    links: WitnessLinks


@dataclass(frozen=True, slots=True)
class VerdictView:
    """All that was found of one quote."""

    anchor: str
    status: str
    title: str
    tone: str
    """``found``, ``open`` or ``look``."""
    reason: str
    stale: bool
    changed_text: bool
    """The quote was checked in another wording than it has now."""
    cautions: tuple[CautionView, ...]
    witnesses: tuple[WitnessView, ...]
    """Those with something to show, the decisive one first."""
    without: tuple[str, ...]
    """Titles of transcripts of the occasion that lack the words."""
    elsewhere: tuple[str, ...]
    key_terms: tuple[tuple[str, str], ...]
    """Of a reported statement: each, and where it stands."""
    searched: str | None


def verdict_view(
    receipt: Receipt,
    text: str,
    *,
    stale: bool = False,
    links: Linked = lambda _: NO_LINKS,
    anchor: str = "verdict",
) -> VerdictView:
    """A verdict, stored or just reached (``receipt_of(verdict_json.as_data(verdict), id)``).

    ``text`` is the quote as it is now; ``anchor`` begins the names of places on the page.
    """
    checked = receipt.quote.text if receipt.quote else text
    cautions = tuple(map(_caution, receipt.cautions))
    without = [each for each in receipt.witnesses if each.wording == "absent" and not each.declared]
    shown = [each for each in receipt.witnesses if each not in without]
    return VerdictView(
        anchor=anchor,
        status=receipt.status,
        title=said("status", receipt.status),
        tone=tone(receipt.status),
        reason=receipt.reason,
        stale=stale,
        changed_text=checked != text,
        cautions=cautions,
        witnesses=tuple(
            _witness(witness, checked, cautions, links, f"{anchor}-{number}")
            for number, witness in enumerate(shown, 1)
        ),
        without=tuple(witness.title or witness.transcript for witness in without),
        elsewhere=tuple(map(_elsewhere, receipt.elsewhere)),
        key_terms=tuple((each.term, _found(each)) for each in receipt.key_terms) if shown else (),
        searched=_searched(receipt),
    )


def tone(status: str) -> str:
    """``found``, ``open`` or ``look``."""
    return said("tone", status) if status in set(Status) else "open"


def _witness(
    witness: WitnessPart, text: str, above: tuple[CautionView, ...], links: Linked, anchor: str
) -> WitnessView:
    passage = witness.passage
    compared = witness.differences if witness.wording else ()
    cautions = tuple(each for each in map(_caution, witness.cautions) if each not in above)
    linked = links(witness)
    return WitnessView(
        anchor=anchor,
        transcript=witness.transcript,
        title=witness.title or witness.transcript,
        wording=witness.wording or "",
        wording_said=said("wording", witness.wording or "none"),
        facts=tuple(_facts(witness)),
        quote=quote_runs(text, compared),
        passage=passage_runs(passage, compared) if passage else (),
        passage_text=passage.text if passage else "",
        before=witness.context.before,
        after=witness.context.after,
        differences=tuple(_difference(number, each) for number, each in numbered(compared)),
        typography=tuple(_difference(None, each) for each in compared if each.weight == "typographic"),
        cautions=cautions,
        rivals=len(witness.rivals),
        parallel=tuple(_parallel(each, text, linked.text) for each in witness.parallel if linked.text),
        language=witness.language,
        links=linked,
    )


def _facts(witness: WitnessPart) -> Iterator[tuple[str, str]]:
    yield "Speaker", _speaker(witness.speaker)
    when = f"{witness.date}, " if witness.date else ""
    yield "Occasion", when + said("occasion", witness.occasion)
    yield "Transcript", f"{said('nature', witness.nature)}, {said('complete', witness.complete)}"
    if witness.language:
        yield "Language", witness.language
    if witness.passage and witness.passage.locator:
        yield witness.passage.locator.kind.capitalize(), witness.passage.locator.text


def _speaker(speaker: SpeakerPart) -> str:
    found = said("speaker", speaker.verdict)
    if speaker.label and speaker.name and speaker.label != speaker.name:
        return f"{speaker.name}, labelled “{speaker.label}”: {found}"
    name = speaker.name or (f"labelled “{speaker.label}”" if speaker.label else "")
    return f"{name}: {found}" if name else found


def _caution(caution: CautionPart) -> CautionView:
    return CautionView(caution.name, said("caution", caution.name), _ends(caution.words))


def _difference(number: int | None, each: DifferencePart) -> DifferenceView:
    words = len(each.transcript.split())
    told = in_words(each.kind, each.klass, _ends(each.quote), _ends(each.transcript), words=words)
    return DifferenceView(number, told, each.weight)


def _ends(text: str) -> str:
    """A long stretch by its two ends, cut where words end."""
    if len(text) <= SHOWN:
        return text
    half = SHOWN // 3
    head, tail = text[:half], text[-half:]
    head = head[: head.rfind(" ")] if " " in head else head
    tail = tail[tail.find(" ") + 1 :] if " " in tail else tail
    hidden = counted(len(text[len(head) : len(text) - len(tail)].split()), "word")
    return f"{head} [… {hidden} …] {tail}"


def _parallel(bead: ParallelPart, quote: str, original: str) -> ParallelView:
    def cut(text: str, span: SpanPart) -> str:
        return text[span.start : span.end]

    return ParallelView(
        quote=cut(quote, bead.quote),
        original=tuple(cut(original, span) for span in bead.original),
        passed_over=_ends(cut(original, bead.passed_over)) if bead.passed_over else "",
        alone=tuple(
            f"{side}: {', '.join(f'“{each.text}”' for each in found)}"
            for side, found in (
                ("in the quote, and not in the original here", bead.missing),
                ("in the original here, and not in the quote", bead.left_out),
            )
            if found
        ),
    )


def _found(term: KeyTermPart) -> str:
    """In which transcripts a key term stands, and how."""
    if not term.found:
        return "in none of the transcripts"
    exact = {place.transcript: False for place in term.found}
    for place in term.found:
        exact[place.transcript] |= place.exact
    return "; ".join(f"{id}{'' if same else ', in another form'}" for id, same in exact.items())


def _elsewhere(place: ElsewherePart) -> str:
    facts = (place.title or place.transcript, place.date, place.name, said("wording", place.wording))
    return ", ".join(each for each in facts if each)


def _searched(receipt: Receipt) -> str | None:
    if receipt.searched is None:
        return None
    number = counted(receipt.searched.transcripts, "transcript")
    whole = receipt.searched.read_whole
    read = "" if whole is None else f", {whole:,} of them read whole, word by word"
    return f"{number} searched{read}, {receipt.searched.digest}"
