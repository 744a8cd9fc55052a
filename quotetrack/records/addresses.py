"""The address under which the archive keeps a source, whatever kind of source it is."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # 20 ms that a listing need not pay
    from quotetrack.model import Source


def source_address(source: Source) -> str:
    """The one address of a source: the same source has the same address in every record.

    * ``url``: as written;
    * ``file``: ``file:`` and the relative path;
    * ``package``: ``package:`` and the distribution's name, ``/``, the path inside it;
    * ``excerpt``: ``urn:sha256:`` and the hex digest of the text in NFC, as UTF-8. The citation is not
      part of it: citing the same words better does not make them another text.

    Raises ValueError for a source that names nothing (no record that loaded holds one).
    """
    if source.url is not None:
        return source.url
    if source.file is not None:
        return f"file:{source.file}"
    if source.package is not None:
        return f"package:{source.package.package}/{source.package.path}"
    if source.excerpt is not None:
        text = unicodedata.normalize("NFC", source.excerpt.text)
        return f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    raise ValueError("a source names one of url, file, package, excerpt; this one names none")


def source_fields(address: str) -> dict[str, Any]:
    """The record's fields for a source named in one word, as people type it.

    An address with a scheme is a ``url``, ``package:NAME/PATH`` a ``package``; anything else, with or
    without ``file:``, is a ``file``. Whether the values are allowed is the schema's business.
    """
    if address.startswith("package:"):
        name, _, path = address.removeprefix("package:").partition("/")
        return {"package": {"name": name, "path": path}}
    if "://" in address:
        return {"url": address}
    return {"file": address.removeprefix("file:")}
