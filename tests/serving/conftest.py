"""A project that is made once, and a copy of it for each test that asks for one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import Served, make_project


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("served") / "project")


@pytest.fixture
def served(made: Path, tmp_path: Path) -> Iterator[Served]:
    """The application over a project that a test may change."""
    opened = Served(Path(shutil.copytree(made, tmp_path / "project")))
    yield opened
    opened.shelves.close()
    assert opened.bugs == []
