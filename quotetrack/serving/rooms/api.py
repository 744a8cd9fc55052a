"""The JSON API: what the pages do, for newsroom systems. Described at /api/openapi.json."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request

from quotetrack.archive.stored_form import transcript_form
from quotetrack.checking import standing
from quotetrack.commands.options import FAIL_ON
from quotetrack.errors import QuotetrackError
from quotetrack.formats import hits, outcomes, record_page
from quotetrack.formats import preview as preview_format
from quotetrack.formats.checks import jsonl
from quotetrack.formats.verdict_json import as_data
from quotetrack.formats.where_to_look import places
from quotetrack.judging import receipt, store
from quotetrack.model import Quote, Status
from quotetrack.quotations import Form
from quotetrack.records import save_record, source_address, suggest_id, write_schema
from quotetrack.records.load import record_of
from quotetrack.records.parts import record_data
from quotetrack.serving.claims import LONGEST_LINE, Claim, Search
from quotetrack.serving.failures import Missing
from quotetrack.serving.fetching import FIELDS as FETCHED
from quotetrack.serving.fetching import kept, looked_at, wanted
from quotetrack.serving.house import here
from quotetrack.serving.json_answers import answer, asked, text_of
from quotetrack.serving.naming import quote_named
from quotetrack.serving.openapi import description
from quotetrack.serving.rooms.article import checked_article, laid_down
from quotetrack.serving.rooms.browse import speaking
from quotetrack.serving.rooms.records import stored_verdict, surveyed
from quotetrack.serving.rooms.reviews import signed
from quotetrack.serving.rooms.timeline import through_time
from quotetrack.serving.rooms.transcripts import found_hits, matching
from quotetrack.serving.views.article import article_url
from quotetrack.timeline import Occurrence
from quotetrack.version import __version__

room = Blueprint("api", __name__, url_prefix="/api")

MOST = 500
"""Entries of a list in one answer."""
MOST_HITS = 100
TIMELINE = "quotetrack/timeline/1"
_STOPS = frozenset(map(Status, FAIL_ON))


@room.get("/openapi.json")
def described() -> Response:
    return answer(description())


@room.get("/")
def about() -> Response:
    searched = here().shelves.stock().searched
    return answer(
        {
            "name": "quotetrack",
            "version": __version__,
            "transcripts": searched.transcripts,
            "digest": searched.digest,
            "described": "/api/openapi.json",
        }
    )


@room.post("/verify")
def verify() -> Response:
    data = asked()
    within = data.get("in") or []
    within = [within] if isinstance(within, str) else within
    if not isinstance(within, list) or not all(isinstance(id, str) for id in within):
        raise QuotetrackError("in must be a list of transcript ids")
    missing = [id for id in within if here().shelves.archive().transcript(id) is None]
    if missing:
        raise QuotetrackError(f"no transcript {', '.join(missing)[:LONGEST_LINE]} in the archive")
    quote = Claim.of(data).quote(text_of(data, "id", "ad-hoc"))
    return answer(as_data(here().shelves.judged(quote, tuple(dict.fromkeys(within)))))


@room.post("/article")
def article() -> Response:
    data = asked()
    name, text, coded = text_of(data, "name", "article"), data.get("text"), data.get("base64")
    if (text is None) == (coded is None):
        raise QuotetrackError("send the article as text, or its file's bytes as base64")
    form: Form | None = None
    if kind := text_of(data, "form"):
        if kind not in set(Form):
            raise QuotetrackError(f"form is one of {', '.join(Form)}")
        form = Form(kind)
    if text is not None:
        body, form = text_of(data, "text").encode("utf-8", "replace"), form or Form.TEXT
    else:
        try:
            body = base64.b64decode(text_of(data, "base64"), validate=True)
        except (binascii.Error, ValueError):
            raise QuotetrackError("base64 is not what it says") from None
    on_desk = data.get("desk") is True
    found = (laid_down if on_desk else checked_article)(body, name[:200], form)
    checked = [jsonl.as_data(each, standing(each, _STOPS)) for each in found.checked]
    page = article_url(found) if on_desk else None
    return answer({"article": name, "page": page, "aside": found.aside, "quotations": checked})


@room.get("/quotes")
def quotes() -> Response:
    entries, errors = surveyed()
    rows = [
        {**asdict(entry), "cautions": list(entry.cautions), "reviews": [list(r) for r in entry.reviews]}
        for entry in entries
    ]
    return answer({"quotes": rows, "errors": [str(error) for error in errors]})


@room.get("/quotes/<id>")
def quote(id: str) -> Response:
    found = quote_named(id)
    verdict, stale = stored_verdict(found)
    archive = here().shelves.archive()

    def holding(address: str) -> record_page.Holding:
        return record_page.Holding(address, archive.captures_of(address), archive.transcripts_of(address))

    shown = record_page.Page(
        found,
        [(source, holding(source_address(source))) for source in found.sources],
        [(place, holding(place.url) if place.url else None) for place in found.claimed_in],
        verdict,
        stale,
    )
    return answer(json.loads(record_page.as_json(shown)))


@room.post("/quotes")
def add() -> Response:
    data = asked()
    speaker = data.get("speaker")
    name = speaker.get("name") if isinstance(speaker, dict) else None
    fields = {key: value for key, value in data.items() if key != "id"}
    id = text_of(data, "id") or suggest_id(
        name if isinstance(name, str) else None, str(data.get("date") or ""), text_of(data, "text")
    )
    made = record_of(id, fields)
    with here().writing:
        folder = here().workspace.make_quotes()
        save_record(folder, made)
        write_schema(folder)
    return answer({"id": made.id, **record_data(made)}, 201)


@room.post("/quotes/<id>/verify")
def verify_record(id: str) -> Response:
    workspace = here().workspace
    folder = workspace.need_quotes()
    judged = here().shelves.judged_record(quote_named(id))
    with here().writing:
        store(judged, folder, workspace.receipts)
        return answer(receipt(judged, folder / f"{id}.yaml"))


@room.post("/quotes/<id>/reviews")
def review(id: str) -> Response:
    data = asked()
    found: Quote = quote_named(id)
    values = {
        name: text_of(data, name).strip() for name in ("reviewer", "conclusion", "note", "date", "evidence")
    }
    seen = data.get("seen")
    if seen is not None and not isinstance(seen, dict):
        raise QuotetrackError("seen is an object with description and private")
    seen = seen or {}
    values |= {
        "seen": text_of(seen, "description"),
        "seen_private": "yes" if seen.get("private") is True else "",
    }
    signed(found, values)
    return quote(id)


@room.get("/transcripts")
def transcripts() -> Response:
    rows = matching(Search.of(request.args))
    first, most = max(0, request.args.get("first", 0, type=int)), _most()
    return answer(
        {
            "found": len(rows),
            "first": first,
            "transcripts": [asdict(row) for row in rows[first : first + most]],
        }
    )


@room.get("/transcripts/<path:id>")
def transcript(id: str) -> Response:
    found = here().shelves.archive().transcript(id)
    if found is None:
        raise Missing(f"This archive has no transcript {id[:200]}.")
    return answer(transcript_form(found))


@room.get("/speakers")
def speakers() -> Response:
    found = speaking(request.args.get("words", "").strip()[:LONGEST_LINE])
    return answer({"speakers": [asdict(each) for each in found]})


@room.get("/find")
def find() -> Response:
    found = found_hits(Search.of(request.args), min(_most(), MOST_HITS))
    return answer({"hits": [json.loads(hits.as_json(hit)) for hit in found]})


@room.get("/timeline")
def timeline() -> Response:
    search = Search.of(request.args, "phrase")
    found = through_time(search, _most())
    return answer(
        {
            "schema": TIMELINE,
            "phrase": found.phrase,
            "more": found.more,
            "variants": [asdict(variant) for variant in found.variants],
            "occurrences": [_occurrence(each) for each in found.occurrences],
        }
    )


@room.post("/preview")
def preview() -> Response:
    want, via = wanted(_texts(asked()))
    found = looked_at(want, via, here())
    return answer(json.loads(preview_format.as_json(want.address, found)))


@room.post("/archive")
def archive() -> Response:
    want, via = wanted(_texts(asked()))
    return answer(json.loads(outcomes.as_json(kept(want, via, here()), web=True)))


def _texts(data: dict[str, Any]) -> dict[str, str]:
    return {name: text_of(data, name) for name in FETCHED}


@room.get("/where-to-look")
def where() -> Response:
    given = {
        name: request.args.get(name, "").strip()[:LONGEST_LINE] for name in ("text", "speaker", "date", "url")
    }
    found = places(
        given["text"],
        given["speaker"] or None,
        given["date"] or None,
        (given["url"],) if given["url"] else (),
    )
    return answer({"places": [asdict(place) for place in found]})


def _most() -> int:
    return min(max(1, request.args.get("most", 100, type=int)), MOST)


def _occurrence(each: Occurrence) -> dict[str, Any]:
    found = each.transcript
    return {
        "transcript": found.id,
        "title": found.title,
        "date": found.date,
        "url": found.url,
        "capture": found.capture,
        "wording": each.wording.value,
        "speaker": {"label": each.label, "name": each.name},
        "passage": {"text": each.passage.text, "start": each.passage.start, "end": each.passage.end},
        "context": {"before": each.before, "after": each.after},
        "differences": [
            {
                "kind": d.kind,
                "class": d.klass,
                "weight": d.weight.value,
                "quote": d.quote,
                "transcript": d.transcript,
            }
            for d in each.differences
        ],
    }
