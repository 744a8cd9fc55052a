"""The archive: bytes got politely and safely, kept as WARC, with a catalogue; it knows nothing of quotes.

Reading is cheap to import; what fetching and writing need is in the modules of those names.
"""

from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.store import Archive

__all__ = ["Archive", "Capture", "CaptureKind"]
