"""Between the models of a record's file and the values that travel through the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotetrack.model import (
    Excerpt,
    OwnEvidence,
    PackageFile,
    Person,
    Publication,
    Quote,
    Review,
    Source,
    Stated,
)

_STATED = tuple(Stated.__dataclass_fields__)


def quote_of(values: Mapping[str, Any], id: str) -> Quote:
    """The quote that a record describes: its model's values; what is not set may be left out."""
    speaker = values.get("speaker")
    made = {
        "speaker": Person(**speaker) if speaker else None,
        "claimed_in": tuple(Publication(**each) for each in values.get("claimed_in", ())),
        "sources": tuple(map(_source, values.get("sources", ()))),
        "reviews": tuple(map(_review, values.get("reviews", ()))),
    }
    return Quote(id=id, **{**values, **made})


def _source(values: Mapping[str, Any]) -> Source:
    package, excerpt, labels = values.get("package"), values.get("excerpt"), values.get("labels")
    stated = {name: values.get(name) for name in _STATED if name != "labels"}
    return Source(
        url=values.get("url"),
        file=values.get("file"),
        package=PackageFile(package["name"], package["path"]) if package else None,
        excerpt=Excerpt(**excerpt) if excerpt else None,
        stated=Stated(**stated, labels=tuple(labels.items()) if labels is not None else None),
        private=values.get("private", False),
    )


def _review(values: Mapping[str, Any]) -> Review:
    seen = values.get("seen")
    return Review(**{**values, "seen": OwnEvidence(**seen) if seen else None})


def record_data(quote: Quote) -> dict[str, Any]:
    """The plain values of a quote's record in the order of the design; what is not set is left out.

    The opposite of reading: ``record_of(quote.id, record_data(quote)) == quote``.
    """
    speaker = quote.speaker
    return _set(
        {
            "text": quote.text,
            "kind": quote.kind.value if quote.kind.value != "direct" else None,
            "key_terms": list(quote.key_terms),
            "speaker": speaker
            and _set({"name": speaker.name, "role": speaker.role, "other_names": list(speaker.other_names)}),
            "date": quote.date,
            "occasion": quote.occasion,
            "language": quote.language,
            "original_language": quote.original_language,
            "claimed_in": [publication_data(each) for each in quote.claimed_in],
            "sources": [source_data(each) for each in quote.sources],
            "reviews": [review_data(each) for each in quote.reviews],
            "notes": quote.notes,
            "tags": list(quote.tags),
            "private": quote.private or None,
        }
    )


def source_data(source: Source) -> dict[str, Any]:
    """The plain values of a source."""
    package, excerpt = source.package, source.excerpt
    return _set(
        {
            "url": source.url,
            "file": source.file,
            "package": package and {"name": package.package, "path": package.path},
            "excerpt": excerpt and {"text": excerpt.text, "citation": excerpt.citation},
            **{name: _plain(getattr(source.stated, name)) for name in _STATED if name != "labels"},
            "labels": dict(source.stated.labels) if source.stated.labels is not None else None,
            "private": source.private or None,
        }
    )


def publication_data(publication: Publication) -> dict[str, Any]:
    """The plain values of a publication."""
    return _set({name: getattr(publication, name) for name in Publication.__dataclass_fields__})


def review_data(review: Review) -> dict[str, Any]:
    """The plain values of a review."""
    seen = review.seen
    own = seen and _set({"description": seen.description, "private": seen.private or None})
    return _set({name: getattr(review, name) for name in Review.__dataclass_fields__} | {"seen": own})


def _plain(value: Any) -> Any:
    """A word of a closed list as the string it is."""
    return str(value) if value is not None else None


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != []}
