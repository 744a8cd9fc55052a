"""The one-word summary: the design's table, one rule a status, the first that holds.

Each rule answers the reason that the reader is told, or ``None`` where it does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quotetrack.matching.tokens import tokenise
from quotetrack.model import (
    Completeness,
    Kind,
    Nature,
    OccasionFinding,
    SpeakerFinding,
    Status,
    Witness,
    Wording,
)
from quotetrack.verification.evidence import (
    Evidence,
    best_first,
    elsewhere,
    fit,
    good,
    lacks,
    may_deny,
)
from quotetrack.verification.testimony import same_language
from quotetrack.verification.undecided import earliest, no_conclusion, printed_under, title_of, told, typed_in

SHORT = 5
"""Words. A shorter quote needs a single place to be anybody's."""


def unchecked(evidence: Evidence) -> str | None:
    """No fit witness, or too few words to have a place of their own."""
    nothing = not any(fit(w) for w in evidence.witnesses) and not _fit_original(evidence)
    if nothing and (evidence.quote.sources or not evidence.passed_over):
        return f"Nothing to compare with yet: {_nothing(evidence)}."
    if evidence.quote.kind is Kind.DIRECT and _is_short(evidence.quote.text) and evidence.places != 1:
        words = len(tokenise(evidence.quote.text))
        places = f"{evidence.places} places{' and more' if evidence.more else ''}"
        where = f"they stand in {places}" if evidence.places else "they stand nowhere we looked"
        return f"Too short: {_words(words)} too few to tell one place from another; {where}."
    return None


def _is_short(text: str) -> bool:
    """Whether a quote has fewer words than `SHORT`."""
    # What begins with a letter after a space is a word at least; to count those tells of most.
    begun = [part for part in text.split(" ", 2 * SHORT) if part[:1].isalpha()]
    return len(begun) < SHORT and len(tokenise(text)) < SHORT


def _nothing(evidence: Evidence) -> str:
    """Why there is no fit witness."""
    witnesses = evidence.witnesses
    if not witnesses and evidence.foreign:
        return f"the archive has only {_count(evidence.foreign, 'transcript', 'in another language')}"
    if not witnesses:
        return (
            "none of its sources is archived" if evidence.quote.sources else "the archive has no transcript"
        )
    reasons = []
    reports = [w for w in witnesses if w.transcript.nature is Nature.REPORT]
    excerpts = [w for w in witnesses if w.transcript.nature is Nature.EXCERPT]
    other = [w for w in witnesses if w not in reports and w not in excerpts]
    if reports:
        reasons.append(_count(len(reports), "report", "in the third person"))
    if excerpts:
        reasons.append(_count(len(excerpts), "excerpt", f"typed in by hand{_language(excerpts, evidence)}"))
    if other or evidence.foreign:
        reasons.append(_count(len(other) + evidence.foreign, "transcript", "in another language"))
    return "there is only " + " and ".join(reasons)


def _language(witnesses: Sequence[Witness], evidence: Evidence) -> str:
    languages = {w.transcript.language for w in witnesses if w.transcript.language}
    foreign = sorted(tag for tag in languages if not same_language(tag, evidence.quote.language))
    return f" ({', '.join(foreign)}), shown beside the quote" if foreign else ", shown beside the quote"


def _fit_original(evidence: Evidence) -> bool:
    """Whether a transcript in the original language is there, to show beside a translated quote."""
    return evidence.translated and any(
        w.transcript.nature not in (Nature.REPORT, Nature.EXCERPT)
        and same_language(w.transcript.language, evidence.quote.original_language)
        for w in evidence.witnesses
    )


def reported(evidence: Evidence) -> str | None:
    """A paraphrase has no wording to check."""
    if evidence.quote.kind is not Kind.REPORTED:
        return None
    return "A paraphrase: no wording to check. The nearest passages and the key terms follow."


def matches(evidence: Evidence) -> str | None:
    """Exact or typographic."""
    if evidence.wording.rank < Wording.TYPOGRAPHIC.rank or _in_translation(evidence):
        return None
    return f"The same words, in {_transcripts(evidence)}{_where(evidence)}."


def as_marked(evidence: Evidence) -> str | None:
    """Only the omissions or insertions that the quote marks."""
    if evidence.wording is not Wording.AS_MARKED or _in_translation(evidence):
        return None
    return (
        f"The same words, with the omissions or insertions the quote marks, in {_transcripts(evidence)}"
        f"{_where(evidence)}."
    )


def close(evidence: Evidence) -> str | None:
    """Only listed harmless differences."""
    if evidence.wording is not Wording.CLOSE or _in_translation(evidence):
        return None
    return (
        f"Small differences common between transcripts, each listed; compared with {_transcripts(evidence)}"
        f"{_where(evidence)}."
    )


def matches_translation(evidence: Evidence) -> str | None:
    """Any of these three, in an official translation."""
    if evidence.wording.rank < Wording.CLOSE.rank or not _in_translation(evidence):
        return None
    nobody = _unnamed(evidence)
    return f"Agrees with an official translation{nobody}; the speaker used another language."


def _in_translation(evidence: Evidence) -> bool:
    """Whether the witness that has the words is a translation, as a whole or where they stand."""
    if evidence.translated or not evidence.eligible:
        return evidence.translated
    witness = evidence.eligible[0]
    if witness.transcript.nature in (Nature.TRANSLATION, Nature.INTERPRETED):
        return True
    return witness.translated_from is not None


def other_speaker(evidence: Evidence) -> str | None:
    """The words stand there under another's name, and a witness of the occasion lacks them under his."""
    under_another = _carriers(evidence, Status.OTHER_SPEAKER)
    if not under_another or not any(lacks(w) for w in evidence.witnesses):
        return None
    first = earliest(under_another)
    return f"The transcript prints these words under {printed_under(first)} ({title_of(first)})."


def second_hand(evidence: Evidence) -> str | None:
    """Only others cite him as saying it."""
    citing = _carriers(evidence, Status.SECOND_HAND)
    if not citing or evidence.quote.speaker is None or _has_otherwise(evidence):
        return None
    name = evidence.quote.speaker.name
    return f"Others cite {name} as saying this ({title_of(earliest(citing))}); we have no transcript of it."


def _has_otherwise(evidence: Evidence) -> bool:
    """Whether a transcript of the claimed occasion has it from himself, in other words."""
    return any(
        w.occasion is OccasionFinding.CONFIRMED
        and w.speaker in (SpeakerFinding.CONFIRMED, SpeakerFinding.QUOTING)
        and w.wording in (Wording.DIFFERS, Wording.JOINED)
        for w in evidence.against
    )


def other_occasion(evidence: Evidence) -> str | None:
    """The same speaker on another date; a complete witness of the claimed occasion lacks them."""
    found = _carriers(evidence, Status.OTHER_OCCASION)
    without = [
        w for w in evidence.witnesses if w.occasion is OccasionFinding.CONFIRMED and lacks(w) and not good(w)
    ]
    if not found or not without:
        return None
    first = earliest(found)
    date = first.transcript.date or "an unknown date"
    return f"Found on {date} ({title_of(first)}); not in the transcript for the date given{_unsure(without)}."


def translated(evidence: Evidence) -> str | None:
    """The quote is a translation and no official text in its language words it so."""
    if not evidence.translated:
        return None
    in_language = any(may_deny(w) for w in evidence.eligible)
    if not in_language and not _fit_original(evidence):
        return None
    beside = " The original is beside it." if _fit_original(evidence) or _originals(evidence) else ""
    return f"No official translation we read words it so.{beside}"


def _originals(evidence: Evidence) -> bool:
    return any(
        w.passage and same_language(w.transcript.language, evidence.quote.original_language)
        for w in evidence.witnesses
        if w.wording is None
    )


def joined(evidence: Evidence) -> str | None:
    """The words are there, in separate places, with no gap shown."""
    if not evidence.against or evidence.against[0].wording is not Wording.JOINED:
        return None
    gaps = [d for d in evidence.against[0].differences if d.klass == "joined"]
    words = max((len(d.transcript.split()) for d in gaps), default=0)
    apart = f"{words} word{'' if words == 1 else 's'}"
    return f"The words are there, in separate places, {apart} apart; the quote shows no gap."


def differs(evidence: Evidence) -> str | None:
    """Some words differ from every fit transcript."""
    if not evidence.against or evidence.against[0].wording is not Wording.DIFFERS:
        return None
    which = " of this occasion that" if evidence.elsewhere else ""
    return f"Some words differ from every transcript{which} we read. We cannot say which is right."


def not_in_transcripts(evidence: Evidence) -> str | None:
    """Partial or absent in complete witnesses of the claimed occasion (none claimed: of the archive)."""
    read = [w for w in evidence.against if lacks(w)]
    number = len(read) + (evidence.passed_over if evidence.any_occasion else 0)
    if not number or evidence.wording not in (Wording.ABSENT, Wording.PARTIAL):
        return None
    if evidence.against and evidence.against[0].wording not in (Wording.ABSENT, Wording.PARTIAL):
        return None
    if typed_in(evidence):
        return None
    which = "transcript" if number == 1 else "transcripts"
    where = " of this occasion" if evidence.elsewhere else ""
    by_report = told(evidence)
    return (
        f"Not in the {number:,} {which}{where} we read{_unsure(read)}. {by_report}"
        "It may have been said elsewhere."
    )


def _unsure(read: Sequence[Witness]) -> str:
    """Said of transcripts that may lack a part of what was spoken."""
    sure = not read or any(w.transcript.complete is Completeness.YES for w in read)
    return "" if sure else " (whether complete, is not known)"


RULES: Sequence[tuple[Status, Callable[[Evidence], str | None]]] = (
    (Status.UNCHECKED, unchecked),
    (Status.REPORTED, reported),
    (Status.MATCHES, matches),
    (Status.AS_MARKED, as_marked),
    (Status.CLOSE, close),
    (Status.MATCHES_TRANSLATION, matches_translation),
    (Status.OTHER_SPEAKER, other_speaker),
    (Status.SECOND_HAND, second_hand),
    (Status.OTHER_OCCASION, other_occasion),
    (Status.TRANSLATED, translated),
    (Status.JOINED, joined),
    (Status.DIFFERS, differs),
    (Status.NOT_IN_TRANSCRIPTS, not_in_transcripts),
)


def status_of(evidence: Evidence) -> tuple[Status, str]:
    """The status and its reason."""
    for status, rule in RULES:
        if (reason := rule(evidence)) is not None:
            return status, reason
    return Status.UNCHECKED, no_conclusion(evidence)


def _words(number: int) -> str:
    return "1 word is" if number == 1 else f"{number} words are"


def _carriers(evidence: Evidence, status: Status) -> list[Witness]:
    """The witnesses that have the words and make this status possible."""
    return [w for w in evidence.witnesses if fit(w) and good(w) and _CARRIES[status](w)]


def _by_himself(witness: Witness) -> bool:
    own = (SpeakerFinding.CONFIRMED, SpeakerFinding.QUOTING, SpeakerFinding.NOT_CLAIMED)
    return witness.speaker in own


_CARRIES: Mapping[Status, Callable[[Witness], bool]] = {
    Status.OTHER_SPEAKER: lambda w: w.speaker is SpeakerFinding.OTHER,
    Status.SECOND_HAND: lambda w: w.speaker is SpeakerFinding.SECOND_HAND,
    Status.OTHER_OCCASION: lambda w: elsewhere(w) and _by_himself(w),
}


def decisive_of(evidence: Evidence, status: Status) -> Witness | None:
    """The one whose values the verdict takes: never a mixture of several.

    The best of the eligible; for a status that rests on another witness, the best of those.
    Where nothing of the occasion is fit, the best of all: its values then say why the quote is
    unchecked.
    """
    if status in _CARRIES:
        return min(_carriers(evidence, status), key=best_first)
    if evidence.wording.rank > Wording.PARTIAL.rank or status is Status.NOT_IN_TRANSCRIPTS:
        return next(iter(evidence.eligible), None)
    others = [w for w in evidence.witnesses if fit(w) and good(w)]
    others = others or list(evidence.eligible) or [w for w in evidence.witnesses if fit(w)]
    return min(others, key=best_first, default=None)


def _count(number: int, noun: str, rest: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} {rest}"


def _transcripts(evidence: Evidence) -> str:
    number = evidence.independent
    return f"{number} transcript" if number == 1 else f"{number} independent transcripts"


def _where(evidence: Evidence) -> str:
    """Of this occasion, under this speaker's name, each where confirmed; or that nothing names who speaks."""
    best = evidence.eligible[0]
    parts = []
    if best.occasion is OccasionFinding.CONFIRMED:
        parts.append("of this occasion")
    if best.speaker in (SpeakerFinding.CONFIRMED, SpeakerFinding.QUOTING):
        parts.append("under this speaker's name")
    return (" " + ", ".join(parts) if parts else "") + _unnamed(evidence)


def _unnamed(evidence: Evidence) -> str:
    """Said where the best witness does not tell who speaks: then the same words agree with any claim."""
    best = next(iter(evidence.eligible), None)
    if best is None or best.speaker is not SpeakerFinding.UNLABELLED:
        return ""
    printed = f"the label {best.label}" if best.label else f"the name {best.name}" if best.name else None
    if printed is not None:
        return f", under {printed}, which may be another's"
    if evidence.independent > 1:
        return "; the nearest does not name who speaks them"
    return " that does not name who speaks them"
