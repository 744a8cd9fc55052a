"""schema.org Quotation as JSON-LD (https://schema.org/Quotation), to be put into a page.

To whom a quote is attributed is not who said it: the first is ``spokenByCharacter``, as schema.org has
it for attribution; ``creator`` is given only where a transcript prints the words under that name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotetrack.exporting.beside import words_of
from quotetrack.exporting.checked import Checked
from quotetrack.exporting.receipt import WitnessPart
from quotetrack.formats.exports.addresses import iri, link
from quotetrack.formats.exports.days import parts
from quotetrack.formats.exports.interface import Exported, LeftOut
from quotetrack.formats.json_text import document, filled
from quotetrack.model import Kind, Person, Publication

CONTEXT = "https://schema.org"
SAID = frozenset({"matches", "as-marked", "close", "matches-translation"})
"""Statuses in which the words stand in a transcript."""

FAR = frozenset({"partial", "absent"})
"""Wordings of passages that only share a run of words with the quote: it is not based on them."""


def write(records: Sequence[Checked]) -> Exported:
    """One graph of Quotations. Reported speech is left out: it has no wording to mark up."""
    made: list[dict[str, Any]] = []
    left_out: list[LeftOut] = []
    for checked in records:
        if checked.quote.kind is Kind.REPORTED:
            left_out.append(LeftOut(checked.quote.id, "reported speech is no quotation: it has no wording"))
        else:
            made.append(_quotation(checked))
    text = document({"@context": CONTEXT, "@graph": made}) if made else ""
    return Exported(text, len(made), tuple(left_out))


def _quotation(checked: Checked) -> dict[str, Any]:
    quote, receipt = checked.quote, checked.receipt
    said = (
        not checked.stale
        and receipt is not None
        and receipt.status in SAID
        and receipt.speaker == "confirmed"
    )
    return filled(
        at_type="Quotation",
        at_id=f"urn:quotetrack:quote:{quote.id}",
        identifier=quote.id,
        text=quote.text,
        inLanguage=quote.language,
        spokenByCharacter=person(quote.speaker),
        creator=person(quote.speaker) if said else None,
        description=_finding(checked),
        recordedAt=_event(checked) if receipt and receipt.occasion == "confirmed" else None,
        isPartOf=[publication(each) for each in quote.claimed_in],
        isBasedOn=[_passage(each) for each in checked.witnesses if each.wording not in FAR],
        keywords=list(quote.tags),
    )


def person(person: Person | None) -> dict[str, Any] | None:
    """Somebody said to have spoken."""
    if person is None:
        return None
    return filled(
        at_type="Person", name=person.name, jobTitle=person.role, alternateName=list(person.other_names)
    )


def publication(publication: Publication) -> dict[str, Any]:
    """Where a quote circulates."""
    return filled(
        at_type="CreativeWork",
        name=publication.citation,
        url=iri(publication.url) if publication.url else None,
    )


def _finding(checked: Checked) -> str:
    """The verdict in words: a marked-up quote without it would say more than is known."""
    if checked.receipt is None:
        return "Not verified yet."
    stale = " The record or its evidence has changed since." if checked.stale else ""
    cautions = "".join(f" Caution ({each.name}): {each.words}" for each in checked.receipt.cautions)
    return f"{checked.receipt.status}: {checked.receipt.reason}{cautions}{stale}"


def _event(checked: Checked) -> dict[str, Any] | None:
    quote = checked.quote
    day = quote.date if parts(quote.date) else None
    if quote.occasion is None and day is None:
        return None
    return filled(at_type="Event", name=quote.occasion, startDate=day)


def _passage(witness: WitnessPart) -> dict[str, Any]:
    """The passage as a quotation of its own, part of the transcript it stands in."""
    passage, memento = witness.passage, witness.memento
    locator = passage.locator if passage else None
    return filled(
        at_type="Quotation",
        text=words_of(witness),
        inLanguage=witness.language,
        creator=filled(at_type="Person", name=witness.speaker.name) if witness.speaker.name else None,
        isPartOf=filled(
            at_type="CreativeWork",
            name=witness.title or witness.transcript,
            identifier=[each for each in (witness.transcript, witness.capture) if each],
            url=link(witness.url),
            dateCreated=witness.date if parts(witness.date) else None,
            inLanguage=witness.language,
            genre=witness.nature if witness.nature != "unknown" else None,
            archivedAt=link(memento.url) if memento else None,
            pagination=locator.text if locator and locator.kind in ("page", "column") else None,
        ),
    )
