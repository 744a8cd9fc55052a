"""The archive: bytes got politely and safely, kept as WARC, with a catalogue; it knows nothing of quotes.

``store`` is the whole archive: ``reader`` asks the ``catalogue``, ``keeping`` lays down WARC files first
and notes them there, ``fetch`` gets what is to be kept. Reading is cheap to import; what fetching and
keeping need is loaded when something is fetched or kept, and what a mere look at what is held needs is in
``holdings``. Names are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotetrack.archive.capture import Capture, CaptureKind
    from quotetrack.archive.store import Archive

_HOMES = {"Archive": "store", "Capture": "capture", "CaptureKind": "capture"}

__all__ = ["Archive", "Capture", "CaptureKind"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
