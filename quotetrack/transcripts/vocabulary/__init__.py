"""Word lists as data: each TOML file here is one list, read once and never changed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The list ``<name>.toml`` of this folder as plain values. The caller must not change it."""
    source = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """All words under ``key`` of the list ``name``, whichever language they are filed under."""
    found = load(name)[key]
    groups = found.values() if isinstance(found, dict) else [found]
    return frozenset(word for group in groups for word in group)
