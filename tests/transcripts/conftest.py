"""What the transcript tests share: reading with the least ceremony, and the real pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quotetrack.model import Stated, Transcript
from quotetrack.transcripts import read_transcript

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="session")
def read() -> Callable[..., Transcript]:
    """``read(text or bytes, url=…, media_type=…, charset=…, **stated)``."""

    def reading(
        body: str | bytes,
        *,
        url: str | None = None,
        media_type: str | None = None,
        charset: str | None = None,
        **stated: Any,
    ) -> Transcript:
        raw = body.encode() if isinstance(body, str) else body
        return read_transcript(
            raw,
            media_type=media_type,
            charset=charset,
            url=url,
            capture="sha256:" + hashlib.sha256(raw).hexdigest(),
            archived_at=datetime(2024, 1, 2, tzinfo=UTC),
            stated=Stated(**stated),
        )

    return reading


@pytest.fixture(scope="session")
def shared_pages() -> Path:
    """The folder of real pages; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared pages are not beside this checkout")
    return SHARED / "pages"
