"""A maker of records with their verdicts."""

from __future__ import annotations

import checked_records
import pytest


@pytest.fixture
def make() -> checked_records.Make:
    """Makes a record with its verdict."""
    return checked_records.make
