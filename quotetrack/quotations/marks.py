"""The quotation marks of the world's languages, and what a sign in a text can be; data in ``marks.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import regex

SINGLE = frozenset("'’‘‚‛`´")
"""Marks that are apostrophes too, or share their closing mark with one."""
STRAIGHT = frozenset({'"', "'", "＂"})


@dataclass(frozen=True, eq=False)
class Marks:
    """All pairs of marks."""

    closing: Mapping[str, frozenset[str]]
    """An opening mark to those that may close it."""
    titles: frozenset[str]
    """Opening marks that stand around the names of works alone."""
    own_opening: Mapping[str, frozenset[str]]
    """A language to the marks that open in it: ``”`` in Swedish, ``»`` in Danish."""
    elisions: frozenset[str]
    sign: regex.Pattern[str]
    """Any mark."""


@lru_cache(maxsize=1)
def marks() -> Marks:
    """The marks as ``marks.toml`` lists them."""
    data = tomllib.loads((files(__package__) / "marks.toml").read_text(encoding="utf-8"))
    pairs = data["pair"]
    signs = {pair["open"] for pair in pairs} | {sign for pair in pairs for sign in pair["close"]}
    languages = {language for pair in pairs for language in pair.get("languages", ())}
    return Marks(
        closing={pair["open"]: frozenset(pair["close"]) for pair in pairs},
        titles=frozenset(pair["open"] for pair in pairs if pair.get("title")),
        own_opening={
            language: frozenset(pair["open"] for pair in pairs if language in pair.get("languages", ()))
            for language in languages
        },
        elisions=frozenset(data["elisions"]["words"]),
        sign=regex.compile("|".join(regex.escape(sign) for sign in sorted(signs, key=len, reverse=True))),
    )
