"""How a quote stood in earlier captures of a witness: what was changed there since is a caution.

A page that prints other words today than when it was saved is the same address and another text.
Nothing is said of who changed it, or why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from quotetrack.model import Caution, Quote, Transcript, Verdict, Witness, Wording
from quotetrack.verification.testimony import readable, testify

CHANGED_SINCE = "changed-since"
"""The caution's name."""

Earlier = Callable[[Transcript], Sequence[Transcript]]
"""For a transcript those read from earlier captures of its address that say something else, newest first."""


@dataclass(frozen=True, slots=True)
class Change:
    """A text that was another before."""

    caution: Caution
    of_passage: bool
    """Whether the passage itself was changed, and not only other words of the text."""


@dataclass(frozen=True, slots=True)
class Stood:
    """The words that a quote answers to in one text."""

    wording: Wording
    words: str
    """White space is one space."""
    label: str | None
    """Of the turn, as printed."""


def stood(quote: Quote, transcript: Transcript) -> Stood | None:
    """How a quote stands in a text; ``None`` where it has no place there."""
    return stood_in(testify(quote, transcript, readable(transcript), True))


def stood_in(witness: Witness) -> Stood | None:
    """The same of a witness. One in another language has a place only where it is short and shown whole."""
    if witness.passage is None:
        return None
    text = witness.transcript.text
    # What lies between the pieces of a joined quote, or around scraps of it, is not its passage.
    apart = witness.wording in (Wording.JOINED, Wording.PARTIAL)
    parts = [text[piece.start : piece.end] for piece in witness.pieces] if apart else [witness.passage.text]
    words = " … ".join(" ".join(part.split()) for part in parts)
    return Stood(witness.wording or Wording.ABSENT, words, witness.label)


def same_passage(one: Stood | None, other: Stood | None) -> bool:
    """Whether the same words stand there, under the same label. Scraps on both sides are no passage."""
    if one is None or other is None:
        return _scraps(one) and _scraps(other)
    return (one.words, one.label) == (other.words, other.label) or (_scraps(one) and _scraps(other))


def _scraps(stood: Stood | None) -> bool:
    return stood is None or stood.wording is Wording.PARTIAL


def with_history(verdict: Verdict, earlier: Earlier) -> Verdict:
    """The verdict with the caution ``changed-since`` on each witness whose text was another before."""
    found = {w.transcript.id: changed_since(verdict.quote, w, earlier) for w in verdict.witnesses}
    return with_changes(verdict, {id: change for id, change in found.items() if change is not None})


def with_changes(verdict: Verdict, changes: Mapping[str, Change]) -> Verdict:
    """The verdict with those changes that are of its witnesses, by transcript.

    The caution stands on the verdict where the decisive witness has it, or where the passage of a source
    that the record names was changed: words taken out of a page leave no decisive passage there.
    """
    found = [changes.get(witness.transcript.id) for witness in verdict.witnesses]
    if not any(found):
        return verdict
    witnesses = tuple(
        replace(witness, cautions=(*witness.cautions, change.caution)) if change else witness
        for witness, change in zip(verdict.witnesses, found, strict=True)
    )
    of_verdict = [each.caution for each in found[:1] if each and verdict.wording is not None] or [
        change.caution
        for witness, change in zip(witnesses, found, strict=True)
        if change and change.of_passage and witness.declared
    ]
    return replace(verdict, witnesses=witnesses, cautions=(*verdict.cautions, *of_verdict[:1]))


def changed_since(quote: Quote, witness: Witness, earlier: Earlier) -> Change | None:
    """What was changed in a witness's text since an earlier capture; ``None`` where nothing was."""
    others = earlier(witness.transcript)
    if not others:
        return None
    now = stood_in(witness)
    then = [(other, stood(quote, other)) for other in others]
    changed = [pair for pair in then if not same_passage(now, pair[1])]
    if changed:
        # The one that had the quote's words best tells most; of equals the newest.
        other, before = max(changed, key=lambda pair: _rank(pair[1]))
        return Change(Caution(CHANGED_SINCE, f"{_saved(other)}, {_was(now, before)}"), of_passage=True)
    if _scraps(now):
        return None
    words = f"{_saved(others[0])}, other words of this text; the passage was as it is"
    return Change(Caution(CHANGED_SINCE, words), of_passage=False)


def _rank(stood: Stood | None) -> int:
    return -1 if stood is None else stood.wording.rank


def _saved(transcript: Transcript) -> str:
    """Which capture, and when."""
    on = f" on {transcript.archived_at:%Y-%m-%d}" if transcript.archived_at else ""
    return f"as saved{on} ({(transcript.capture or 'no digest')[:19]}…)"


def _was(now: Stood | None, before: Stood | None) -> str:
    if before is None:
        return "the words did not stand there"
    if now is not None and now.words == before.words:
        return f"the words stood under {before.label or 'no label'}, not {now.label or 'no label'}"
    return f"it read: “{before.words}”"
