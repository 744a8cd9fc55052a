"""A capture as the catalogue knows it: the bytes of one address at one time, and where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from quotetrack.model import Memento, Stated

if TYPE_CHECKING:
    from quotetrack.archive.incoming import Incoming


class CaptureKind(StrEnum):
    """The type of WARC record that holds a capture (WARC/1.1, section 6)."""

    RESPONSE = "response"
    """What a web server answered."""
    REVISIT = "revisit"
    """A web server answered the same bytes as before; they are kept once."""
    RESOURCE = "resource"
    """A local file, a package's file or a typed-in text."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One kept capture.

    ``digest`` proves that the bytes have not changed since they were saved. It does not prove what the
    site served to anyone else.
    """

    address: str
    """What was asked for."""
    url: str
    """What answered, after redirects; for anything but the web, the address."""
    digest: str
    """``sha256:`` and the hex digest of the payload as stored: the body as it was sent, its
    Content-Encoding left on and its Transfer-Encoding taken off (the WARC payload digest)."""
    archived_at: datetime
    """When the bytes were received, UTC."""
    media_type: str | None
    """As the server declared it, lower case, without parameters."""
    charset: str | None
    """As the server declared it."""
    status: int | None
    """The HTTP status; ``None`` for a resource."""
    warc: str
    """Name of the WARC file, inside the archive folder."""
    stated: Stated
    """What the person who archived it stated of it."""
    kind: CaptureKind
    memento: Memento | None = None
    """The web archive's copy that these bytes are; ``None`` when the page itself answered."""
    independent: Memento | None = None
    """The copy that a web archive took at our asking just after: a witness of what the site served."""


def published_at(page: Capture | Incoming) -> str:
    """The address of a page at its publisher's; a web archive's copy of it has another of its own."""
    return page.memento.original if page.memento else page.url
