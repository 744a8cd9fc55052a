"""Whether a transcript's licence lets its whole text be published: the list in licences.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

LONGEST = 300
"""Characters. What is longer is no licence's name but a text that a person has to read."""


def is_free(licence: str | None) -> bool:
    """Whether the licence, as it was kept, is one of those that allow it. An unknown one does not."""
    name = " ".join((licence or "").split())
    return 0 < len(name) <= LONGEST and any(pattern.fullmatch(name) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads(files(__package__).joinpath("licences.toml").read_text(encoding="utf-8"))
    return tuple(re.compile(pattern, re.I) for pattern in table["free"])
