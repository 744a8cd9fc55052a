"""Between the models of a record's file and the values that travel through the program."""

from __future__ import annotations

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
from quotetrack.records.schema import PersonPart, RecordPart, ReviewPart, SourcePart

_STATED = tuple(Stated.__dataclass_fields__)


def quote_of(part: RecordPart, id: str) -> Quote:
    """The quote that a valid record describes."""
    values: dict[str, Any] = {name: getattr(part, name) for name in type(part).model_fields}
    values["speaker"] = _person(part.speaker) if part.speaker else None
    values["claimed_in"] = tuple(Publication(**dict(each)) for each in part.claimed_in)
    values["sources"] = tuple(_source(each) for each in part.sources)
    values["reviews"] = tuple(_review(each) for each in part.reviews)
    return Quote(id=id, **values)


def _person(part: PersonPart) -> Person:
    return Person(part.name, part.role, part.other_names)


def _source(part: SourcePart) -> Source:
    return Source(
        url=part.url,
        file=part.file,
        package=PackageFile(part.package.name, part.package.path) if part.package else None,
        excerpt=Excerpt(part.excerpt.text, part.excerpt.citation) if part.excerpt else None,
        stated=Stated(
            **{name: getattr(part, name) for name in _STATED if name != "labels"},
            labels=tuple(part.labels.items()) if part.labels is not None else None,
        ),
        private=part.private,
    )


def _review(part: ReviewPart) -> Review:
    values = dict(part)
    values["seen"] = OwnEvidence(**dict(part.seen)) if part.seen else None
    return Review(**values)


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
