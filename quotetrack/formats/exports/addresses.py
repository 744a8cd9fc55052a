"""Addresses as other programs take them: as an IRI, and as a link that can be opened."""

from __future__ import annotations

from urllib.parse import quote as percent

_KEPT = ":/?#[]@!$&'()*+,;=%-._~"
"""Characters that an address has as they are (RFC 3986); those outside ASCII stay as well (RFC 3987)."""


def iri(address: str) -> str:
    """The address as an IRI: spaces, quotation marks and control characters are escaped."""
    return "".join(
        c if c in _KEPT or c.isalnum() or (c > "\x9f" and c.isprintable()) else percent(c, errors="replace")
        for c in address
    )


def link(address: str | None) -> str | None:
    """The address if a browser can open it, else ``None``: package files and excerpts are only named."""
    if address and address.startswith(("http://", "https://")):
        return iri(address)
    return None
