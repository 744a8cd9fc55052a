"""CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html): transcripts as references."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotetrack.exporting.checked import Checked
from quotetrack.formats.exports.citation import Citation, all_citations
from quotetrack.formats.exports.days import parts
from quotetrack.formats.exports.interface import Exported
from quotetrack.formats.exports.people import family_and_given
from quotetrack.formats.json_text import document, filled


def write(records: Sequence[Checked]) -> Exported:
    """A list of items of the type ``speech``; records that name no transcript are left out."""
    cited, left_out = all_citations(records)
    items = list(map(_item, cited))
    return Exported(document(items) if items else "", len(items), left_out)


def _item(citation: Citation) -> dict[str, Any]:
    return filled(
        id=citation.key,
        type="speech",
        title=citation.title,
        author=[_name(citation.author)] if citation.author else None,
        issued=_date(citation.date),
        genre=citation.nature,
        publisher=citation.publisher,
        language=citation.language,
        page=citation.pages,
        URL=citation.url,
        accessed=_date(citation.copied or citation.saved) if citation.url else None,
        archive=citation.copy,
        note=citation.note,
        **{"event-title": citation.occasion},
        annote=citation.passage,
    )


def _name(name: str) -> dict[str, str]:
    split = family_and_given(name)
    return {"literal": name} if split is None else {"family": split[0], "given": split[1]}


def _date(date: str | None) -> dict[str, Any] | None:
    """A plain date in parts; any other as it is written."""
    if date is None:
        return None
    found = parts(date)
    return {"date-parts": [list(found)]} if found else {"literal": date}
