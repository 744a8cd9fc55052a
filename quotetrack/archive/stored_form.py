"""How captures, transcripts, turns and statements are written as JSON, in WARC records and in the catalogue.

Keys that hold nothing are left out, so that a later version can add one without changing what is stored.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.model import (
    Completeness,
    LanguageVersion,
    Locator,
    LocatorKind,
    Memento,
    Nature,
    Role,
    Span,
    Stated,
    Transcript,
    Turn,
)

TRANSCRIPT_SCHEMA = "quotetrack/transcript/1"
CAPTURE_SCHEMA = "quotetrack/capture/1"

Json = dict[str, Any]

STATED_WORDS = ("id", "title", "publisher", "speaker", "date", "occasion", "language", "derived_from")
TRANSCRIPT_WORDS = (
    "title",
    "speaker",
    "date",
    "published",
    "place",
    "occasion",
    "language",
    "publisher",
    "derived_from",
    "url",
    "capture",
    "reader",
)
"""The fields of a transcript that are text or nothing."""


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates, from malformed names and pages, become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def time_text(moment: datetime) -> str:
    """A moment as WARC-Date writes it (WARC/1.1, 5.4): UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_read(text: str) -> datetime:
    """The moment that ``time_text`` wrote; raises ValueError."""
    return datetime.fromisoformat(text).astimezone(UTC)


def stated_form(stated: Stated) -> Json:
    form: Json = {name: getattr(stated, name) for name in STATED_WORDS}
    form["nature"] = stated.nature.value if stated.nature else None
    form["complete"] = stated.complete.value if stated.complete else None
    form["labels"] = dict(stated.labels) if stated.labels is not None else None
    return {name: value for name, value in form.items() if value is not None}


def stated_read(form: Json) -> Stated:
    return Stated(
        **{name: form[name] for name in STATED_WORDS if name in form},
        nature=Nature(form["nature"]) if "nature" in form else None,
        complete=Completeness(form["complete"]) if "complete" in form else None,
        labels=tuple(form["labels"].items()) if "labels" in form else None,
    )


def spans_form(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def spans_read(form: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in form)


def locators_form(locators: tuple[Locator, ...]) -> list[list[Any]]:
    return [[locator.start, locator.kind.value, locator.text] for locator in locators]


def locators_read(form: list[list[Any]]) -> tuple[Locator, ...]:
    return tuple(Locator(start, LocatorKind(kind), text) for start, kind, text in form)


def versions_form(versions: tuple[LanguageVersion, ...]) -> list[list[str]]:
    return [[version.language, version.url] for version in versions]


def versions_read(form: list[list[str]]) -> tuple[LanguageVersion, ...]:
    return tuple(LanguageVersion(language, url) for language, url in form)


def memento_form(memento: Memento | None) -> Json | None:
    """Web archives' times have no fractions of a second, and so has this form none."""
    if memento is None:
        return None
    at = memento.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"url": memento.url, "original": memento.original, "at": at, "archive": memento.archive}


def memento_read(form: Json | None) -> Memento | None:
    if form is None:
        return None
    return Memento(form["url"], form["original"], time_read(form["at"]), form["archive"])


def capture_form(capture: Capture) -> Json:
    """What is told of a capture beside its bytes, but for the name of the WARC file that holds them."""
    form: Json = {name: getattr(capture, name) for name in ("address", "url", "digest")}
    form["archived_at"] = time_text(capture.archived_at)
    form |= {name: getattr(capture, name) for name in ("media_type", "charset", "status")}
    form["kind"] = capture.kind.value
    form["stated"] = stated_form(capture.stated)
    mementos = {name: memento_form(getattr(capture, name)) for name in ("memento", "independent")}
    return form | {name: memento for name, memento in mementos.items() if memento is not None}


def capture_read(form: Json, warc: str) -> Capture:
    """What ``capture_form`` wrote; raises KeyError, TypeError or ValueError on anything else."""
    return Capture(
        address=form["address"],
        url=form["url"],
        digest=form["digest"],
        archived_at=time_read(form["archived_at"]),
        media_type=form.get("media_type"),
        charset=form.get("charset"),
        status=form.get("status"),
        warc=warc,
        stated=stated_read(form["stated"]),
        kind=CaptureKind(form["kind"]),
        memento=memento_read(form.get("memento")),
        independent=memento_read(form.get("independent")),
    )


def turn_form(turn: Turn) -> Json:
    form: Json = {
        "start": turn.start,
        "end": turn.end,
        "label": turn.label,
        "speaker": turn.speaker,
        "role": turn.role.value if turn.role is not Role.UNKNOWN else None,
        "language": turn.language,
        "translated_from": turn.translated_from,
        "locator": turn.locator,
        "asides": spans_form(turn.asides) or None,
    }
    return {name: value for name, value in form.items() if value is not None}


def turn_read(index: int, form: Json) -> Turn:
    return Turn(
        index=index,
        start=form["start"],
        end=form["end"],
        label=form.get("label"),
        speaker=form.get("speaker"),
        # Most turns have neither: to look up what stands for nothing took a sixth of the time.
        role=Role(form["role"]) if "role" in form else Role.UNKNOWN,
        language=form.get("language"),
        translated_from=form.get("translated_from"),
        locator=form.get("locator"),
        asides=spans_read(form["asides"]) if "asides" in form else (),
    )


def transcript_form(transcript: Transcript) -> Json:
    """The whole transcript; the turns are a list, in which a turn's index is its place."""
    form: Json = {"id": transcript.id}
    form |= {name: getattr(transcript, name) for name in TRANSCRIPT_WORDS}
    form["nature"] = transcript.nature.value
    form["complete"] = transcript.complete.value
    form["archived_at"] = time_text(transcript.archived_at) if transcript.archived_at else None
    form["turns"] = [turn_form(turn) for turn in transcript.turns]
    form["asides"] = spans_form(transcript.asides)
    form["locators"] = locators_form(transcript.locators) or None
    form["notes"] = list(transcript.notes) or None
    form["versions"] = versions_form(transcript.versions) or None
    form["parts"] = list(transcript.parts) or None
    form["memento"] = memento_form(transcript.memento)
    form["text"] = transcript.text
    return {name: value for name, value in form.items() if value is not None}


def transcript_read(form: Json) -> Transcript:
    """What ``transcript_form`` wrote; raises KeyError, TypeError or ValueError on anything else."""
    archived_at = form.get("archived_at")
    return Transcript(
        id=form["id"],
        text=form["text"],
        turns=tuple(turn_read(index, turn) for index, turn in enumerate(form["turns"])),
        asides=spans_read(form["asides"]),
        locators=locators_read(form.get("locators", [])),
        notes=tuple(form.get("notes", ())),
        versions=versions_read(form.get("versions", [])),
        parts=tuple(form.get("parts", ())),
        memento=memento_read(form.get("memento")),
        nature=Nature(form["nature"]),
        complete=Completeness(form["complete"]),
        archived_at=time_read(archived_at) if archived_at else None,
        **{name: form.get(name) for name in TRANSCRIPT_WORDS},
    )
