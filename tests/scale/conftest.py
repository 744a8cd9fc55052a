"""The test corpus, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from batches import corpus


@pytest.fixture(scope="session")
def corpus_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The archive's folder and the file of quotes; neither may be changed."""
    return corpus(tmp_path_factory.mktemp("scale"), 3)
