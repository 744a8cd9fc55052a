"""The quotations of an article as drafts of records: who is said to have said what, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quotetrack.checking.articles import STDIN, is_address
from quotetrack.checking.checked import Checked
from quotetrack.importing_quotes.draft import Draft


def drafts(checked: Iterable[Checked]) -> Iterator[Draft]:
    """A draft for each quotation that names its speaker and has no record yet.

    No date is put in: an article's is that of the article. Sources are the work of people.
    """
    for each in checked:
        quotation = each.quotation
        if each.record is None and quotation.kind.claimed and quotation.speaker is not None:
            place = f"{each.article}:{each.place.line}:{each.place.column}"
            yield Draft(place, _fields(each))


def _fields(checked: Checked) -> dict[str, Any]:
    quotation, article = checked.quotation, checked.article
    fields: dict[str, Any] = {
        # a comma that belongs to the article's sentence stands inside the marks in American print
        "text": "\n".join(" ".join(line.split()) for line in quotation.text.rstrip(" ,").splitlines()),
        "speaker": {"name": quotation.speaker},
    }
    if quotation.language:
        fields["language"] = quotation.language
    if article != STDIN:
        named = "url" if is_address(article) else "citation"
        fields["claimed_in"] = [{named: article, "quotation_marks": True}]
    return fields
