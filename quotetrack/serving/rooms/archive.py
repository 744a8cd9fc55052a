"""An address archived: first what would be kept of it, turn by turn, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, request

from quotetrack.errors import Refused, UnreadableTranscript
from quotetrack.formats.cells import counted
from quotetrack.formats.outcomes import as_text
from quotetrack.formats.site.words import said
from quotetrack.gathering import Done, Outcome
from quotetrack.model import Nature, Transcript
from quotetrack.serving.claims import Wrong
from quotetrack.serving.fetching import FIELDS, kept, looked_at, refusal, wanted
from quotetrack.serving.house import here
from quotetrack.serving.pages import page
from quotetrack.serving.views.links import transcript_url
from quotetrack.serving.views.transcript import Block, facts, part_of

room = Blueprint("archive", __name__)

VIA = (
    ("live", "the page itself"),
    ("auto", "the page, or a web archive's copy where it is gone"),
    ("wayback", "web archives' copies alone"),
)


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What would be kept."""

    title: str
    facts: tuple[tuple[str, str], ...]
    size: str
    blocks: tuple[Block, ...]
    more: bool
    """Whether the text goes on."""
    capture: str
    language: str | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What became of it."""

    done: str
    said: str
    transcript: str | None
    """Its page."""
    changed: bool
    """Whether other bytes came than were shown."""


@room.get("/archive")
def ask() -> Response:
    return _form({name: request.args.get(name, "") for name in FIELDS}, {})


@room.post("/archive")
def take() -> Response:
    values = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        want, via = wanted(values)
        if request.form.get("do") == "keep":
            outcome = kept(want, via, here())
            return _form(values, {}, outcome=_outcome(outcome, request.form.get("capture", "")))
        return _form(values, {}, preview=_preview(looked_at(want, via, here())))
    except Wrong as wrong:
        return _form(values, wrong.fields)
    except (Refused, UnreadableTranscript) as wrong:
        return _form(values, {"url": f"nothing would be kept: {refusal(wrong)}"})


def _form(
    values: Mapping[str, str],
    errors: Mapping[str, str],
    preview: PreviewView | None = None,
    outcome: OutcomeView | None = None,
) -> Response:
    return page(
        "archive.html",
        "Archive a page",
        values=values,
        errors=errors,
        preview=preview,
        outcome=outcome,
        stated=any(values.get(name) for name in FIELDS if name not in ("url", "via"))
        or set(errors) - {"url"},
        natures=[("", "not stated"), *((each.value, said("nature", each.value)) for each in Nature)],
        completes=[("", "not stated"), ("yes", "complete"), ("no", "not complete"), ("unknown", "not known")],
        ways=VIA,
    )


def _preview(transcript: Transcript) -> PreviewView:
    part = part_of(transcript, 1, None)
    labelled = sum(turn.label is not None for turn in transcript.turns)
    words = counted(len(transcript.text.split()), "word")
    return PreviewView(
        title=transcript.title or "Without a title",
        facts=facts(transcript),
        size=f"{words}, {counted(labelled, 'turn')} with a label",
        blocks=part.blocks,
        more=part.of > 1,
        capture=transcript.capture or "",
        language=transcript.language,
    )


def _outcome(outcome: Outcome, shown: str) -> OutcomeView:
    titles = {
        Done.ARCHIVED: "It is archived",
        Done.UNCHANGED: "It was archived already, as it is",
        Done.REFUSED: "Nothing was kept",
    }
    return OutcomeView(
        done=titles[outcome.done],
        said=" ".join(as_text(outcome).split()),
        transcript=transcript_url(outcome.transcript) if outcome.transcript else None,
        changed=bool(shown and outcome.capture and outcome.capture != shown),
    )
