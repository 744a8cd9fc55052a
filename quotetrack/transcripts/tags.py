"""What selectors find in a page, and what a tag says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4.element import Tag

MOST = 5000
"""Elements that one selector may find."""


def find_first(root: Tag, selectors: Sequence[str]) -> Tag | None:
    """The first element of the first selector that finds one."""
    return next((tag for selector in selectors if (tag := root.select_one(selector)) is not None), None)


def find_every(root: Tag, selectors: Sequence[str]) -> list[Tag]:
    """All elements of the first selector that finds any, without those inside another of them."""
    for selector in selectors:
        if found := root.select(selector, limit=MOST):
            ids = {id(tag) for tag in found}
            return [tag for tag in found if not any(id(parent) in ids for parent in tag.parents)]
    return []


def value_of(tag: Tag | None) -> str | None:
    """What a tag says: its machine-readable attribute, else its text."""
    if tag is None:
        return None
    for name in ("datetime", "content", "href"):
        if value := attribute_of(tag, name):
            return value
    return " ".join(tag.get_text().split(" ")).strip() or None


def attribute_of(tag: Tag | None, name: str) -> str | None:
    """An attribute's text; ``None`` where it is empty or not there."""
    value = tag.get(name) if tag is not None else None
    return value.strip() or None if isinstance(value, str) else None
