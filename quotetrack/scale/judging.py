"""One quote against one transcript, and the verdict from all of them: the two steps both engines take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotetrack.matching import Text
from quotetrack.model import Quote, Searched, Span, Transcript, Verdict, Witness
from quotetrack.scale.ranking import within_words
from quotetrack.verification.copies import Alike, nearly_same
from quotetrack.verification.history import Change, Earlier, changed_since, with_changes
from quotetrack.verification.testimony import testify
from quotetrack.verification.verify import verdict_of


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one transcript says of a quote."""

    witness: Witness
    change: Change | None
    """What was changed in it since an earlier capture."""


def testimony(
    quote: Quote, transcript: Transcript, text: Text, windows: Sequence[Span] | None, earlier: Earlier
) -> Testimony:
    """Hold a quote against a transcript: in these stretches, or all of it where they are ``None``.

    ``text`` is the transcript's, from ``readable``; the windows are a candidate's.
    """
    if windows is not None:
        text = text.through(within_words(windows, text.text))
    witness = testify(quote, transcript, text, False)
    return Testimony(witness, changed_since(quote, witness, earlier))


def conclude(
    quote: Quote,
    said: Sequence[Testimony],
    whole: Searched | None,
    alike: Alike = nearly_same,
    holds: Callable[[str], bool] = lambda _: True,
) -> Verdict:
    """The verdict; ``whole`` is the archive that was searched, ``None`` where the transcripts were named."""
    verdict = verdict_of(quote, [each.witness for each in said], whole, alike, holds)
    changes = {each.witness.transcript.id: each.change for each in said if each.change is not None}
    return with_changes(verdict, changes)
