"""What comes in to be kept: the answers of a web server, or the bytes of something at hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from quotetrack.model import Memento


def digest_of(payload: bytes) -> str:
    """``sha256:`` and the hex digest. Hex, as WARC tools write sha256; sha1 is the one written in base32."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its response, whole."""

    url: str
    request: bytes
    """Request line and headers as sent, with the empty line that ends them."""
    version: str
    """``HTTP/1.1`` or ``HTTP/1.0``."""
    status: int
    phrase: str
    headers: tuple[tuple[str, str], ...]
    """In the order received; bytes above 127 stand as Latin-1."""
    payload: bytes
    """The body as sent: Transfer-Encoding taken off, Content-Encoding left on."""
    at: datetime
    """When the response began, UTC."""
    ip: str
    """The address that was connected to."""

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def header_list(self, name: str) -> list[str]:
        """The values of a comma-separated header, lower case, in order (RFC 9110, 5.6.1)."""
        values = ",".join(value for key, value in self.headers if key.lower() == name.lower())
        return [value.strip().lower() for value in values.split(",") if value.strip()]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one address on the web answered."""

    address: str
    """As asked for."""
    exchanges: tuple[Exchange, ...]
    """The redirects, in order, then the answer; never empty."""
    body: bytes
    """The answer's body, decoded."""
    memento: Memento | None = None
    """The web archive's copy that the answer is; ``None`` when the address itself answered."""

    @property
    def answer(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        return self.answer.url

    @property
    def payload(self) -> bytes:
        return self.answer.payload

    @property
    def digest(self) -> str:
        """Of the stored payload; see Capture.digest."""
        return digest_of(self.answer.payload)

    @property
    def archived_at(self) -> datetime:
        return self.answer.at

    @property
    def media_type(self) -> str | None:
        return (self.answer.header("Content-Type") or "").split(";")[0].strip().lower() or None

    @property
    def charset(self) -> str | None:
        """The charset parameter of the Content-Type (RFC 9110, 8.3)."""
        for parameter in (self.answer.header("Content-Type") or "").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


@dataclass(frozen=True, slots=True)
class Resource:
    """Bytes that were at hand: a local file, a package's file, a typed-in text."""

    address: str
    body: bytes
    media_type: str | None
    charset: str | None
    archived_at: datetime

    @property
    def url(self) -> str:
        return self.address

    @property
    def memento(self) -> None:
        """No copy of a web archive's: the thing itself."""
        return None

    @property
    def payload(self) -> bytes:
        return self.body

    @property
    def digest(self) -> str:
        return digest_of(self.body)


Incoming = Fetched | Resource
