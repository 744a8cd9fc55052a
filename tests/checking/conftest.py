"""The archive of speeches, made once for all tests of the article check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from speeches import archive_speeches

from quotetrack.archive import Archive


@pytest.fixture(scope="session")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder; what it holds is not changed."""
    folder = tmp_path_factory.mktemp("speeches") / "archive"
    archive_speeches(folder)
    return folder


@pytest.fixture
def archive(speeches: Path) -> Iterator[Archive]:
    """The same, open."""
    with Archive.open(speeches) as opened:
        yield opened
