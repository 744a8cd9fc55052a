"""PDFs of any origin, read in a process of its own that may take only so much memory and time.

A PDF is a program for a printer: small files can ask for endless work, and the library that reads them
cannot be stopped from within. The process has 1 GiB of memory and processor time for a start and for each
page that it finishes, so that long files get the time they need and none stands still.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.pdf.document import VERSION, Found, find, said
from quotetrack.transcripts.pdf.rules import by_profile

if TYPE_CHECKING:
    from quotetrack.transcripts.profiles import Profile

MEMORY = 2**30
"""Bytes of address space."""
SECONDS = 8
"""Processor time until the first page is done, and for what is done after the last."""
SECONDS_A_PAGE = 1
LONGEST = 900
"""Seconds by the clock, after which the process is ended whatever it does: a machine can be busy."""


def read(body: bytes, url: str | None, own: Sequence[Profile] = ()) -> Content:
    """As `document.read`, confined. Raises `UnreadableTranscript` also where the limits do not suffice."""
    # Modules are looked up where this process finds them, not in the working folder.
    places = os.pathsep.join(place for place in sys.path if place)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            input=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": places},
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise UnreadableTranscript(_too_much("time")) from problem
    except OSError as problem:
        raise UnreadableTranscript(f"no process could be started to read this PDF in: {problem}") from problem
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # Out of time the system ends it by a signal, out of memory Python may, without a word.
        lacking = "time" if done.returncode == -signal.SIGXCPU else "memory"
        raise UnreadableTranscript(_too_much(lacking)) from None
    if "refused" in answer:
        raise UnreadableTranscript(answer["refused"])
    return by_profile(_content(answer), answer["first_page"], url, own, VERSION)


def _too_much(what: str) -> str:
    return f"this PDF takes more {what} than a text can need: print it to a new PDF, or save its text"


def _content(answer: dict[str, Any]) -> Content:
    return Content(
        reader=answer["reader"],
        paragraphs=tuple(
            Paragraph(text, emphasised, locator, tuple((at, name) for at, name in further))
            for text, emphasised, locator, further in answer["paragraphs"]
        ),
        title=answer["title"],
        complete=Completeness(answer["complete"]),
        notes=tuple(answer["notes"]),
    )


def _answer(found: Found) -> dict[str, Any]:
    """What the confined process tells: all that `find` sets, and the first page."""
    content = found.content
    return {
        "first_page": found.first_page,
        "reader": content.reader,
        "title": content.title,
        "complete": content.complete,
        "notes": content.notes,
        "paragraphs": [
            (paragraph.text, paragraph.emphasised, paragraph.locator, paragraph.further)
            for paragraph in content.paragraphs
        ],
    }


def _confine() -> None:
    with contextlib.suppress(ValueError, OSError):  # a system without the limit, or with a lower one
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _allow(0)


def _allow(pages: int) -> None:
    """Processor time for one page more."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + SECONDS_A_PAGE * pages, hard))


def main() -> None:
    """The confined process: the file comes in, a line of JSON goes out."""
    _confine()
    try:
        answer = _answer(find(sys.stdin.buffer.read(), _allow))
    except UnreadableTranscript as problem:
        answer = {"refused": str(problem)}
    except MemoryError:
        answer = {"refused": _too_much("memory")}
    except Exception as problem:  # a page set as no page is, with letters at infinity and the like
        answer = {
            "refused": f"this PDF's pages are set in no way that can be read ({said(problem)}): save its text"
        }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
