"""What pages say of the words of a verdict: the list in words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The whole list, by kind of word."""
    table = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {kind: dict(entries) for kind, entries in table.items()}


def said(kind: str, word: str) -> str:
    """What is said of a word; a word that another version wrote stays as it is."""
    return words()[kind].get(word, word)
