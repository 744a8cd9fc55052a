"""The pictures of the docs: small, made from real runs, and loading nothing."""

from __future__ import annotations

import re
from pathlib import Path

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


def test_they_are_small_and_there() -> None:
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert sizes.keys() == {"terminal.svg", "report.png"}
    assert max(sizes.values()) < 200_000


def test_the_terminals_loads_nothing_and_shows_a_verdict() -> None:
    picture = (PICTURES / "terminal.svg").read_text(encoding="utf-8")
    assert not re.search(r"url\((?!#)|<script|@import|href=", picture)
    text = re.sub(r"<[^>]*>|&#160;", " ", picture)
    for words in ("quotetrack verify bush-2004-permission-slip", "DIFFERS", "{+people+}", "[-country-]"):
        assert words in " ".join(text.split()), words
