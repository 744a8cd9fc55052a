"""Records: the list, one with its verdict, written anew, changed, verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from quotetrack.archive.full_text import tokens
from quotetrack.archive.holdings import holdings
from quotetrack.errors import QuotetrackError
from quotetrack.exporting.receipt import receipt_of
from quotetrack.formats.site.views.verdict import VerdictView, tone, verdict_view
from quotetrack.formats.site.words import said
from quotetrack.judging import store
from quotetrack.model import Kind, Nature, Quote, Status
from quotetrack.records import (
    evidence_changed,
    read_receipt,
    record_digest,
    save_record,
    suggest_id,
    write_schema,
)
from quotetrack.records.listing import Entry, survey
from quotetrack.serving.claims import FIELDS, Wrong
from quotetrack.serving.failures import Changed
from quotetrack.serving.forms import cleaned, quote_of, rows, values_of
from quotetrack.serving.house import here
from quotetrack.serving.naming import quote_named
from quotetrack.serving.pages import page
from quotetrack.serving.rooms.checking import where
from quotetrack.serving.views.links import witness_links
from quotetrack.serving.views.record import record_view

room = Blueprint("records", __name__)

ON_A_PAGE = 50
SHOWN = 240
"""Characters of a quote in the list."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list."""

    id: str
    words: str
    facts: tuple[str, ...]
    status: str
    title: str
    tone: str
    stale: bool
    reviews: tuple[str, ...]


@room.get("/quotes")
def listing() -> Response:
    entries, errors = surveyed()
    words, status = request.args.get("words", "").strip()[:200], request.args.get("status", "")
    fit = [entry for entry in entries if _fits(entry, tokens(words), status)]
    first = max(0, min(request.args.get("first", 0, type=int), len(fit)))
    shown = fit[first : first + ON_A_PAGE]
    kept = [(name, value) for name, value in (("words", words), ("status", status)) if value]
    return page(
        "quotes.html",
        "Quotes",
        words=words,
        chosen=status,
        statuses=[("", "any"), *((each.value, said("status", each.value)) for each in Status)],
        rows=[_row(entry) for entry in shown],
        found=len(fit),
        of=len(entries),
        first=first,
        more=f"/quotes?{urlencode([*kept, ('first', first + ON_A_PAGE)])}"
        if first + ON_A_PAGE < len(fit)
        else None,
        earlier=f"/quotes?{urlencode([*kept, ('first', max(0, first - ON_A_PAGE))])}" if first else None,
        errors=[str(error) for error in errors],
        folder=str(here().workspace.quotes) if here().workspace.quotes else None,
    )


def surveyed() -> tuple[tuple[Entry, ...], tuple[QuotetrackError, ...]]:
    """All records, and what is wrong with those that cannot be read. None where there is no folder."""
    workspace = here().workspace
    if workspace.quotes is None or not workspace.quotes.is_dir():
        return (), ()
    with holdings(workspace.archive) as holds:
        return survey(workspace.quotes, workspace.receipts, holds)


def _fits(entry: Entry, words: list[str], status: str) -> bool:
    text = tokens(" ".join((entry.id, entry.speaker or "", entry.occasion or "", entry.date or "")))
    known = not status or entry.status == status
    return known and all(any(token.startswith(word) for token in text) for word in words)


def _words(id: str) -> str:
    """The quote itself, cut where it is long; empty where the record has become unreadable meanwhile."""
    try:
        text = quote_named(id).text
    except QuotetrackError:
        return ""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"


def _row(entry: Entry) -> Row:
    return Row(
        entry.id,
        _words(entry.id),
        tuple(part for part in (entry.speaker or "no speaker claimed", entry.date, entry.occasion) if part),
        entry.status,
        said("status", entry.status) if entry.reason != "not verified yet" else "Not verified yet",
        tone(entry.status),
        entry.stale,
        tuple(f"{who}: {what}{'' if current else ' (stale)'}" for who, what, current in entry.reviews),
    )


@room.get("/quotes/<id>")
def record(id: str) -> Response:
    quote = quote_named(id)
    stored, stale = stored_verdict(quote)
    verdict: VerdictView | None = None
    if stored is not None:
        verdict = verdict_view(receipt_of(stored, id), quote.text, stale=stale, links=witness_links)
    looked = verdict is None or verdict.tone == "found"
    return page(
        "quote.html",
        quote.id,
        quote=quote,
        view=record_view(
            quote, here().shelves.archive(), None if stale or not stored else stored.get("evidence")
        ),
        verdict=verdict,
        result={"places": () if looked else where(here().shelves.judged_record(quote).verdict)},
        done=request.args.get("done", ""),
    )


def stored_verdict(quote: Quote) -> tuple[dict[str, Any] | None, bool]:
    """The record's receipt, ``None`` without one, and whether it is stale."""
    workspace = here().workspace
    receipt = read_receipt(workspace.receipts, quote.id)
    if receipt is None:
        return None, False
    with holdings(workspace.archive) as holds:
        digest = record_digest(workspace.need_quotes() / f"{quote.id}.yaml")
        return receipt, receipt.get("record") != digest or evidence_changed(receipt, holds)


@room.post("/quotes/<id>/verify")
def verify(id: str) -> Answer:
    workspace = here().workspace
    quote = quote_named(id)
    judged = here().shelves.judged_record(quote)
    with here().writing:
        store(judged, workspace.need_quotes(), workspace.receipts)
    return redirect(f"/quotes/{quote.id}?done=verified", 303)


@room.get("/quotes/new")
def new() -> Response:
    given = {name: request.args.get(name, "") for name in FIELDS}
    values = {"text": given["text"], "speaker.name": given["speaker"], "kind": "direct"}
    values |= {name: given[name] for name in ("date", "occasion", "language")}
    values["claimed_in.0.citation"] = request.args.get("claimed_in", "")
    return _form(values, {}, None)


@room.post("/quotes/new")
def add() -> Answer:
    values = cleaned(request.form)
    if "more" in values:
        return _form(values, {}, None)
    try:
        quote = quote_of(_id(values), values)
        with here().writing:
            folder = here().workspace.make_quotes()
            save_record(folder, quote)
            write_schema(folder)
    except Wrong as wrong:
        return _form(values, wrong.fields, None)
    except QuotetrackError as wrong:
        return _form(values, {"id": str(wrong)}, None)
    return redirect(f"/quotes/{quote.id}?done=written", 303)


@room.get("/quotes/<id>/edit")
def edit(id: str) -> Response:
    quote = quote_named(id)
    return _form(values_of(quote) | {"record": _digest(id)}, {}, quote)


@room.post("/quotes/<id>/edit")
def change(id: str) -> Answer:
    from quotetrack.records.change import change_record

    values = cleaned(request.form)
    folder = here().workspace.need_quotes()
    quote = quote_named(id)
    if "more" in values:
        return _form(values, {}, quote)
    try:
        wanted = quote_of(id, values, quote)
        with here().writing:
            if values.get("record") != _digest(id):
                raise Changed(
                    f"{id}: somebody has changed the record since you opened it; "
                    "copy what you wrote, open it anew and change it there"
                )
            change_record(folder / f"{id}.yaml", wanted)
    except Wrong as wrong:
        return _form(values, wrong.fields, quote)
    except Changed:
        raise
    except QuotetrackError as wrong:
        return _form(values, {"": str(wrong)}, quote)
    return redirect(f"/quotes/{id}?done=changed", 303)


def _id(values: Mapping[str, str]) -> str:
    """The id given, or one made from who said what when."""
    given = values.get("id", "").strip()
    return given or suggest_id(values.get("speaker.name"), values.get("date"), values.get("text", ""))


def _digest(id: str) -> str:
    return record_digest(here().workspace.need_quotes() / f"{id}.yaml")


def _form(values: Mapping[str, str], errors: Mapping[str, str], quote: Quote | None) -> Response:
    spare = 2 if values.get("more") else 1
    return page(
        "record_form.html",
        "Change a record" if quote else "A new record",
        values=values,
        errors=errors,
        id=quote.id if quote else None,
        claimed=rows(values, "claimed_in", spare=spare if values.get("more") == "claimed_in" else 1),
        sources=rows(values, "sources", spare=spare if values.get("more") == "sources" else 1),
        kinds=[
            (each.value, words)
            for each, words in (
                (Kind.DIRECT, "in the speaker's own words"),
                (Kind.REPORTED, "reported, without quotation marks"),
            )
        ],
        natures=[("", "not stated"), *((each.value, said("nature", each.value)) for each in Nature)],
        completes=[("", "not stated"), ("yes", "complete"), ("no", "not complete"), ("unknown", "not known")],
        place=[("", "not stated"), ("headline", "in a headline"), ("body", "in the text")],
        marks=[("", "not stated"), ("yes", "in quotation marks"), ("no", "without")],
    )
