"""Changes that leave XML and JSON well-formed, so that they reach what a parser would have stopped."""

from __future__ import annotations

import copy
import json
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORDS = (
    "", " ", "x", "MR. SMITH:", "-1", "1e308", "NaN", "99999999999999999999", "\u00a0", "…", "(Laughter.)",
    "2003-02-31", "#", "#a #b", "true", "null", "00:00:99.999", "en-XX-\u0130", "\U0001f468\u200d\U0001f469",
    "ﬁ" * 500,
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 2**70, float("nan"), "", [], {}, [[]], {"text": None}, "x" * 3000, *_WORDS,
)  # fmt: skip


def changed_form(body: bytes, chance: random.Random) -> bytes | None:
    """One to six changes of elements, attributes or values; ``None`` where it is neither XML nor JSON."""
    start = body.lstrip()[:1]
    if start == b"<":
        return _xml(body, chance)
    if start in (b"{", b"["):
        return _json(body, chance)
    return None


def _xml(body: bytes, chance: random.Random) -> bytes | None:
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:
        return None
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for turn in range(chance.choice((1, 1, 2, 6))):
        with suppress(etree.LxmlError, ValueError):  # names that the recovered markup has, and XML has not
            _alter(chance.choice(elements), chance.choice(elements), chance, most=1 if turn else 20)
    try:
        return cast(bytes, etree.tostring(root, encoding=chance.choice(("utf-8", "utf-16", "ascii"))))
    except (etree.LxmlError, ValueError, RecursionError):
        return None


def _alter(one: _Element, other: _Element, chance: random.Random, most: int) -> None:
    """Change one element, or put it elsewhere; ``most`` copies of it."""
    parent = one.getparent()
    match chance.randrange(7):
        case 0:
            one.text = chance.choice(_WORDS)
        case 1:
            one.tail = chance.choice(_WORDS)
        case 2 if one.attrib:
            one.set(chance.choice(one.keys()), chance.choice(_WORDS))
        case 3:
            one.tag = other.tag
        case 4 if parent is not None:
            for _ in range(chance.choice((1, 1, most))):
                one.addnext(copy.deepcopy(one))
        case 5 if parent is not None:
            other.append(copy.deepcopy(one))
        case _ if parent is not None:
            parent.remove(one)


def _json(body: bytes, chance: random.Random) -> bytes | None:
    try:
        form = json.loads(body)
    except (ValueError, RecursionError):
        try:
            forms = [json.loads(line) for line in body.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return None
        for _ in range(chance.choice((1, 2, 4))):
            _change(forms, chance)
        return b"\n".join(json.dumps(each).encode() for each in forms)
    for _ in range(chance.choice((1, 1, 2, 6))):
        _change(form, chance)
    return json.dumps(form).encode()


def _change(form: Any, chance: random.Random) -> None:
    """One value, somewhere in it, for another."""
    while True:
        keys = [*form] if isinstance(form, dict) else [*range(len(form))] if isinstance(form, list) else []
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(form[key], dict | list) and form[key] and chance.random() < 0.8:
            form = form[key]
            continue
        match chance.randrange(3):
            case 0 if isinstance(form, list):
                form.insert(key, copy.deepcopy(form[key]))
            case 1:
                del form[key]
            case _:
                form[key] = copy.deepcopy(chance.choice(_VALUES))
        return
