"""What of a record and its verdict leaves the house: everything but what is marked private."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from quotetrack.model import Quote, Review


def published(quote: Quote) -> Quote:
    """The quote without its private sources and without the descriptions of private evidence.

    That a reviewer has such evidence is kept.
    """
    return replace(
        quote,
        sources=tuple(source for source in quote.sources if not source.private),
        reviews=tuple(map(_published, quote.reviews)),
    )


def _published(review: Review) -> Review:
    if review.seen is None or not review.seen.private:
        return review
    return replace(review, seen=replace(review.seen, description="private"))


def without_witnesses(
    receipt: Mapping[str, Any], addresses: Collection[str], ids: Collection[str] = ()
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A receipt without the sources at these addresses and what they bear witness to; whose that was.

    ``ids`` are transcripts that are private too. Status, wording and reason stay: they are what was found.
    The ids given back are those of the transcripts that were taken out.
    """
    listed = receipt.get("sources")
    sources = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    hidden = {each.get("transcript") for each in sources if each.get("address") in addresses} - {None}
    hidden |= set(ids)
    told = dict(receipt)
    left_out: dict[str, None] = {}
    for key in ("witnesses", "elsewhere"):
        entries = receipt.get(key)
        if not isinstance(entries, list):
            continue
        open_ = [each for each in entries if _id(each) not in hidden]
        left_out |= dict.fromkeys(str(_id(each)) for each in entries if _id(each) in hidden)
        told[key] = open_
    if sources:
        told["sources"] = [each for each in sources if each.get("address") not in addresses]
    if left_out:
        # The words of cautions may be the private witness's.
        told["cautions"] = []
    return told, tuple(left_out)


def _id(entry: object) -> object:
    return entry.get("transcript") if isinstance(entry, dict) else None
