"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one annotation for each passage of a witness.

The target is the passage: its words with what stands before and after, its place in the transcript's
canonical text, and the state of the page that was read. The bodies are the quote as it circulates, the
finding in one word, and the finding in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from quotetrack.exporting.beside import alone, places, words_of
from quotetrack.exporting.checked import Checked
from quotetrack.exporting.receipt import PassagePart, WitnessPart
from quotetrack.formats.cells import counted
from quotetrack.formats.exports.addresses import iri
from quotetrack.formats.exports.interface import Exported, LeftOut
from quotetrack.formats.json_text import document, filled

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 64
"""Code points of prefix and suffix: enough to tell two places of the same words apart."""


def write(records: Sequence[Checked]) -> Exported:
    """One AnnotationCollection with one page. Records without a passage are left out."""
    items: list[dict[str, Any]] = []
    left_out: list[LeftOut] = []
    for checked in records:
        made = [
            _annotation(checked, witness, witness.passage) for witness in checked.witnesses if witness.passage
        ]
        items += made
        if not made:
            why = "it has no passage in a transcript" if checked.receipt else "it was not verified yet"
            left_out.append(LeftOut(checked.quote.id, why))
    if not items:
        return Exported("", 0, tuple(left_out))
    name = _urn("collection", *(item["id"] for item in items))
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "Quotes and the passages of transcripts that they answer to",
        "total": len(items),
        "first": {"id": _urn("page", name), "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return Exported(document(collection), len(items), tuple(left_out))


def _annotation(checked: Checked, witness: WitnessPart, passage: PassagePart) -> dict[str, Any]:
    quote, receipt = checked.quote, checked.receipt
    place = (witness.capture or witness.transcript, str(passage.start), str(passage.end))
    return filled(
        id=_urn("annotation", quote.id, quote.text, *place),
        type="Annotation",
        motivation="describing",
        generated=_time(receipt.checked_at) if receipt else None,
        generator={
            "id": "urn:quotetrack:program",
            "type": "Software",
            "name": (receipt and receipt.checked_by) or "quotetrack",
        },
        body=[
            filled(type="TextualBody", purpose="linking", format="text/plain", language=quote.language,
                   value=quote.text),
            filled(type="TextualBody", purpose="classifying", format="text/plain",
                   value=witness.wording or "not compared"),
            filled(type="TextualBody", purpose="describing", format="text/plain", language="en",
                   value=_in_words(checked, witness)),
            *(filled(type="TextualBody", purpose="tagging", value=tag) for tag in quote.tags),
        ],
        target=filled(
            type="SpecificResource",
            source=iri(witness.url or f"urn:quotetrack:transcript:{witness.transcript}"),
            selector=[
                filled(
                    type="TextQuoteSelector",
                    exact=passage.text,
                    prefix=witness.context.before[-AROUND:],
                    suffix=witness.context.after[:AROUND],
                ),
                {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
            ],
            state=_state(witness),
        ),
    )  # fmt: skip


def _in_words(checked: Checked, witness: WitnessPart) -> str:
    """Who is said to have said it, and what was found, in sentences."""
    quote, receipt = checked.quote, checked.receipt
    claimed = ", ".join(
        filter(None, [quote.speaker.name if quote.speaker else None, quote.date, quote.occasion])
    )
    lines = [f"Claimed: {claimed or 'no speaker, date or occasion'}."]
    if receipt:
        stale = ", and stale since" if checked.stale else ""
        lines.append(f"Status of the quote: {receipt.status}{stale}. {receipt.reason}".strip())
        lines += [f"Caution: {each.name}: {each.words}" for each in receipt.cautions]
    who = f" ({witness.speaker.name})" if witness.speaker.name else ""
    lines.append(
        f"This transcript: {witness.nature}; speaker {witness.speaker.verdict}{who}; "
        f"occasion {witness.occasion}; positions are code points of the text that quotetrack read from it."
    )
    lines += [
        f"Differs: “{each.transcript}” in the transcript, “{each.quote}” in the quote."
        for each in witness.differences
        if each.weight != "typographic"
    ]
    if witness.parallel:
        number = places(witness.parallel)
        lines.append(
            f"The original, beside the quote by structure, not by meaning, in {counted(number, 'place')}: "
            f"“{words_of(witness)}”"
        )
        lines += alone(witness, quote.text)
    return "\n".join(lines)


def _state(witness: WitnessPart) -> dict[str, Any] | None:
    """When the page was as it was read, and where that copy is: a web archive's, or the saved bytes' name."""
    memento = witness.memento
    if memento:
        return {"type": "TimeState", "sourceDate": _time(memento.at), "cached": iri(memento.url)}
    if witness.archived_at is None:
        return None
    cached = f"urn:{witness.capture}" if witness.capture else None
    return filled(type="TimeState", sourceDate=_time(witness.archived_at), cached=cached)


def _time(at: datetime | None) -> str | None:
    """As xsd:dateTime, in UTC, to the second."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _urn(*parts: str) -> str:
    """The same name for the same thing, however often it is exported."""
    name = "\x1f".join(parts).encode("utf-8", "replace").decode()
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:quotetrack:{name}')}"
