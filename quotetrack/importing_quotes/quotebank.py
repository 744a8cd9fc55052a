"""Quotebank (https://zenodo.org/records/4277311), quotation-centric: quotes found in ten years of news.

Its date is that of the earliest article, not of the speech: it stands in the citation, and the record
claims no date. Its speaker is the likeliest of several; the others stand in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quotetrack.importing_quotes.draft import Draft, Fault, Rejected, publication, quoted, words
from quotetrack.importing_quotes.lines import json_lines

MOST_PAGES = 20
"""Articles that are taken into a record; the notes tell how many there are."""
MOST_NAMES = 5
NOBODY = "None"


def read(path: Path) -> Iterator[Draft | Rejected]:
    """The quotes of a file of JSON lines, packed with gzip or not."""
    yield from json_lines(path, _draft)


def _draft(place: str, row: Mapping[str, Any]) -> Draft:
    if "quotation" not in row:
        if "quotations" in row or "articleID" in row:
            raise Fault("of the article-centric version; the quotation-centric one is read")
        raise Fault("quotation is missing")
    speaker = words(row.get("speaker"), "speaker")
    pages = row.get("urls") or []
    if not isinstance(pages, list):
        raise Fault("urls must be a list")
    cited = " ".join(filter(None, ["Quotebank", words(row.get("quoteID"), "quoteID")]))
    date = words(row.get("date"), "date")
    citation = f"{cited}, earliest article {date.partition(' ')[0]}" if date else cited
    published = [publication(words(page, "urls"), None) for page in pages[:MOST_PAGES]]
    fields = {
        "text": quoted(row["quotation"], "quotation"),
        "speaker": {"name": speaker} if speaker and speaker != NOBODY else {},
        "language": "en",
        "claimed_in": [publication(None, citation), *(each for each in published if each)],
        "notes": _notes(row, len(pages)),
    }
    return Draft(place, {name: value for name, value in fields.items() if value not in (None, {}, [])})


def _notes(row: Mapping[str, Any], pages: int) -> str:
    """What Quotebank itself is not certain of."""
    told = []
    names = [
        f"{words(each[0], 'probas')} {_share(each[1])}"
        for each in _list(row, "probas")
        if isinstance(each, list) and len(each) == 2
    ]
    if names:
        more = f", and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        said = ", ".join(names[:MOST_NAMES]).replace(f"{NOBODY} ", "nobody named ")
        told.append(f"Who spoke, as Quotebank reckons it by machine: {said}{more}.")
    qids = [qid for each in _list(row, "qids") if (qid := words(each, "qids"))]
    if qids:
        told.append(f"Wikidata: {', '.join(qids[:MOST_NAMES])}.")
    if pages > MOST_PAGES:
        told.append(f"Found in {pages:,} articles, of which {MOST_PAGES} are named here.")
    return " ".join(told) or "Quotebank names no speaker."


def _share(value: Any) -> str:
    try:
        share = float(value)
    except (TypeError, ValueError):
        raise Fault("probas must hold names and probabilities") from None
    if not 0 <= share <= 1:
        raise Fault("probas must hold probabilities from 0 to 1")
    return f"{share:.0%}"


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name) or []
    if not isinstance(value, list):
        raise Fault(f"{name} must be a list")
    return value
