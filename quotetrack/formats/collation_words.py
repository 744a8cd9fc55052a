"""What is said of witnesses and readings beside a collation, in every form of it."""

from __future__ import annotations

from quotetrack.collation.values import Collation, Reading, Row
from quotetrack.formats.cells import plain
from quotetrack.matching.languages import main_language
from quotetrack.model import Nature, Witness

_NATURES = {
    Nature.VERBATIM: "as delivered",
    Nature.EDITED: "as delivered, edited",
    Nature.PREPARED: "prepared text",
    Nature.INTERPRETED: "as interpreted",
    Nature.TRANSLATION: "translation",
    Nature.CAPTIONS: "captions",
    Nature.REPORT: "report in the third person",
    Nature.EXCERPT: "excerpt typed in by hand",
    Nature.UNKNOWN: "nature unknown",
}


def kind_of(witness: Witness, collation: Collation, *, rush: bool = False) -> str:
    """What kind of witness it is: original or translation, as delivered, prepared, rush, a reprint."""
    transcript, quote = witness.transcript, collation.quote
    said = [_NATURES[transcript.nature]]
    language = _main(transcript.language)
    if transcript.nature not in (Nature.TRANSLATION, Nature.INTERPRETED) and language is not None:
        original = _main(quote.original_language)
        if original is not None and original != _main(quote.language):
            said.insert(0, "original" if language == original else f"in {language}, spoken in {original}")
    if rush:
        said.append("rush transcript")
    if transcript.complete.value != "unknown":
        said.append("complete" if transcript.complete.value == "yes" else "incomplete")
    if transcript.derived_from:
        said.append(f"reprint of {plain(transcript.derived_from)}")
    return ", ".join(said)


def _main(language: str | None) -> str | None:
    return main_language(language) if language else None


def sigla(rows: tuple[int, ...], held: tuple[Row, ...]) -> str:
    """The letters of some rows."""
    return " ".join(held[row].siglum for row in rows)


def said_of(reading: Reading) -> str:
    """A reading in quotation marks; what is missing is said in words."""
    return f"“{plain(reading.text)}”" if reading.text else "nothing"


def weighed(reading: Reading) -> str:
    """What a reading's difference is, and what it weighs; nothing for the base's own."""
    return f"{reading.klass}, {reading.weight.value}" if reading.klass and reading.weight else ""
