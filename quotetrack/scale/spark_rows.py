"""What Spark's executors do in Python with quotes and transcripts: from rows to rows, never across a shuffle.

Each function takes an iterator of Arrow record batches and gives one, as ``mapInArrow`` wants it. None opens
an archive: a transcript comes as a row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quotetrack.formats import verdict_table
from quotetrack.matching import words_of
from quotetrack.model import Searched, Span, Transcript
from quotetrack.scale.bench import claims_from, reason_of
from quotetrack.scale.grams import grams_of
from quotetrack.scale.judging import Testimony, conclude, testimony
from quotetrack.scale.ranking import Claims, candidates
from quotetrack.scale.spark_quotes import quote_of
from quotetrack.scale.spark_tables import CANDIDATES, COPIES, TESTIMONIES, Batches, arrow, batches
from quotetrack.scale.transcripts_parquet import earlier_of, transcript_of
from quotetrack.verification.copies import nearly_same
from quotetrack.verification.evidence import good
from quotetrack.verification.testimony import readable

if TYPE_CHECKING:
    import pyarrow as pa
    from pydantic import TypeAdapter
    from pyspark import Broadcast


# --- candidates ---


@dataclass(frozen=True)
class SharedClaims:
    """The dates and speakers of an archive, sent once to each machine."""

    texts: str
    """Identifies the archive's texts."""
    dated: Broadcast[list[tuple[int, str, str, str | None]]] = field(compare=False, hash=False)


@lru_cache(maxsize=1)
def _claims(shared: SharedClaims) -> Claims:
    return claims_from(shared.dated.value)


def ranked(shared: SharedClaims) -> Callable[[Batches], Batches]:
    """From quotes, each with its hits, to the transcripts that it is held against."""

    def rows(given: Batches) -> Iterator[dict[str, Any]]:
        claims = _claims(shared)
        for batch in given:
            for row in batch.to_pylist():
                quote = quote_of(row).quote
                places = grams_of(words_of(quote.text, quote.language)).places.tolist()
                hits = [
                    (hit["number"], hit["transcript"], place)
                    for hit in row["hits"] or ()
                    for place in hit["places"]
                ]
                for number, found in enumerate(candidates(quote, places, hits, claims)):
                    yield {
                        "row": row["row"],
                        "place": number,
                        "transcript": found.transcript,
                        "starts": [window.start for window in found.windows],
                        "ends": [window.end for window in found.windows],
                    }

    return lambda given: batches(rows(given), arrow(CANDIDATES))


# --- what the transcripts say ---


def testimonies(given: Batches) -> Batches:
    """From transcripts, each with quotes that may stand there, to what it says of each."""

    def rows() -> Iterator[dict[str, Any]]:
        for batch in given:
            # One at a time: a row has a whole transcript in it.
            for number in range(batch.num_rows):
                yield from _of_transcript(batch.slice(number, 1).to_pylist()[0])

    return batches(rows(), arrow(TESTIMONIES), 200)


def _of_transcript(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    transcript, before = transcript_of(row), earlier_of(row)
    text = readable(transcript)
    content = hashlib.sha256(" ".join(transcript.text.split()).encode()).hexdigest()
    for asked in row["quotes"]:
        windows = None
        if asked["starts"] is not None:
            windows = [Span(a, b) for a, b in zip(asked["starts"], asked["ends"], strict=True)]
        said: str | None = None
        failed: str | None = None
        is_good = False
        try:
            found = testimony(quote_of(asked).quote, transcript, text, windows, lambda _: before)
            said = stored(found, content)
            is_good = good(found.witness)
        except Exception as bug:  # one quote must not end the job; its row says so
            failed = reason_of(bug)
        yield {
            "row": asked["row"],
            "place": asked["place"],
            "transcript": transcript.id,
            "good": is_good,
            "said": said,
            "failed": failed,
        }


def stored(found: Testimony, content: str) -> str:
    """What a transcript says, as it travels back to the quote: JSON, without the transcript's text.

    ``content`` is the digest of the text's words, which stands for it where texts are compared.
    """
    transcript = replace(
        found.witness.transcript, text=content, turns=(), asides=(), locators=(), notes=(), versions=()
    )
    slim = replace(found, witness=replace(found.witness, transcript=transcript))
    return _form().dump_json(slim).decode()


@lru_cache(maxsize=1)
def _form() -> TypeAdapter[Testimony]:
    from pydantic import TypeAdapter

    return TypeAdapter(Testimony)


def copies(given: Batches) -> Batches:
    """Of pairs of transcripts with their texts, those of which one is nearly the other."""

    def rows() -> Iterator[dict[str, Any]]:
        for batch in given:
            for number in range(batch.num_rows):
                pair = batch.slice(number, 1).to_pylist()[0]
                one = Transcript(pair["one"], pair["one_text"])
                if nearly_same(one, Transcript(pair["other"], pair["other_text"])):
                    yield {"one": pair["one"], "other": pair["other"]}

    return batches(rows(), arrow(COPIES))


# --- verdicts ---

FAILED = "failed"
"""The column that says why a row has no verdict."""


def concluded(searched: Searched, languages: frozenset[str], *, whole: bool) -> Callable[[Batches], Batches]:
    """From quotes, each with what the transcripts say of it, to verdicts.

    ``languages`` are those of the archive; none where that of one of its transcripts is not known.
    """

    def rows(given: Batches) -> Iterator[dict[str, Any]]:
        for batch in given:
            for row in batch.to_pylist():
                yield _verdict(row, searched, languages, whole=whole)

    def run(given: Batches) -> Batches:
        return batches(rows(given), judged_schema(whole=whole), 200)

    return run


def _verdict(
    row: Mapping[str, Any], searched: Searched, languages: frozenset[str], *, whole: bool
) -> dict[str, Any]:
    said = sorted(row["said"] or (), key=lambda each: int(each["place"]))
    for each in said:
        if each["failed"] is not None:
            return {"row": row["row"], FAILED: each["failed"]}
    asked = quote_of(row)
    try:
        heard = [_form().validate_json(each["said"]) for each in said]
        pairs = {frozenset((pair["one"], pair["other"])) for pair in row["copies"] or ()}
        verdict = conclude(
            asked.quote,
            heard,
            None if asked.within else searched,
            lambda one, other: frozenset((one.id, other.id)) in pairs,
            lambda language: not languages or language in languages,
        )
        return verdict_table.row_of(row["row"], verdict, whole=whole)
    except Exception as bug:
        return {"row": row["row"], FAILED: reason_of(bug)}


def judged_schema(*, whole: bool) -> pa.Schema:
    """The columns of verdicts, all of which may be null, and why there is none."""
    import pyarrow as pa

    fields = [pa.field(each.name, each.type) for each in verdict_table.schema(whole=whole)]
    return pa.schema([*fields, pa.field(FAILED, pa.string())])
