"""What the words of one label say by themselves: a name, a courtesy, an office, a part played.

``Mr. SMITH of Texas`` has a surname, a courtesy and a place; ``The President (Mr. Fischer)`` an
office and, in its bracket, a name; ``QUESTION`` a part and no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quotetrack.model import Role
from quotetrack.transcripts.label_words import (
    is_question_from,
    role_of,
    role_words,
    title_places,
    without_brackets,
)
from quotetrack.transcripts.vocabulary import words

_COURTESY = re.compile(r"(?:Messrs|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Madam|Madame)\b\.?", re.I)
_BRACKETED_NAME = re.compile(
    r"[(\[]((?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prince|Princess|Sheikh)\b\.? [^()\[\]]+)[)\]]"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_MIXED_CAPITALS = re.compile("([A-Z][a-z]{1,2})([A-Z]{2,})")
_INITIALS = re.compile(r"((?:[^\W\d_]{1,2}\.\s?)+)(?=[^\W\d_]{2})")
_PLACE = re.compile(r" of ([A-Z][a-z]+(?: [A-Z][a-z]+){0,2})$")


@dataclass(frozen=True, slots=True)
class Named:
    """What the words of one label say by themselves."""

    name: str | None
    role: Role = Role.UNKNOWN
    courtesy: str = ""
    """``Mr.``, ``Mrs.``: as the label has it before a surname."""
    sex: str = ""
    """``m`` or ``f`` where the courtesy says so."""
    titled: bool = False
    """Whether any courtesy or office stands before the name."""
    place: str = ""
    """``Texas``, where the label tells people of one surname apart by it."""
    office: str | None = None
    """The office that a label consists of, in the form in which offices are listed."""
    bracketed: bool = False
    """Whether the name stands in the label's bracket."""
    part: str | None = None
    """The part that a label consists of (``question``, ``moderator``), in the form in which it is listed."""
    ambiguous: tuple[str, ...] = ()
    """Words of which some last ones are the name, when it is open how many."""


def read_label(label: str) -> Named:
    """What this label says, without a look at any other."""
    listed = role_words(label)
    role = Role.QUESTION if is_question_from(listed) else role_of(listed)
    bracketed = _bracketed(label)
    if role is not None:
        return Named(bracketed, Role(role), bracketed=bracketed is not None, part=listed)
    if listed in words("labels", "offices") | words("labels", "presiding"):
        presiding = label.startswith("The ") and listed.upper() in label and listed != "president"
        part = Role.CHAIR if presiding else Role.UNKNOWN
        return Named(bracketed, part, office=listed, bracketed=bracketed is not None)
    head, _, tail = without_brackets(label).partition(",")
    head = _INITIALS.sub(lambda found: found.group(1).replace(" ", "").replace(".", ". "), head)
    suffix = tail.strip() if tail.strip().lower().rstrip(".") in words("labels", "suffixes") else ""
    return _from_tokens(head.split(), tail, suffix, head)


def seated_for(label: str) -> str | None:
    """The country or body in a label's bracket, for which its speaker speaks: ``(Russian Federation)``."""
    places = words("offices", "objects")
    return next((place for place in _BRACKET.findall(label) if place.strip().lower() in places), None)


def _bracketed(label: str) -> str | None:
    found = _BRACKETED_NAME.search(label)
    if found is None:
        return None
    return cased(_COURTESY.sub("", found.group(1), count=1).strip())


def _from_tokens(tokens: list[str], tail: str, suffix: str, head: str) -> Named:
    bare = [token.lower().rstrip(".") for token in tokens]
    titles = title_places(bare)
    role = _part(bare + tail.lower().split())
    small = words("labels", "connectors") - words("labels", "particles")
    start = titles[-1] + 1 if titles else 0
    said = Named(None, role, sex=_sex(bare[:start]), titled=bool(titles))
    rest = tokens[start:]
    offices = [place for place, token in enumerate(rest) if token.lower() in small]
    if offices and offices[0] == 0:  # "President of Russia Vladimir Putin"
        return replace(said, ambiguous=tuple(rest[offices[-1] + 1 :]))
    if offices and not _COURTESY.match(head) and _goes_on(rest, offices):
        # "Chief of the General Staff of the Russian Armed Forces Valery Gerasimov"
        return replace(said, ambiguous=tuple(rest[offices[-1] + 1 :]))
    if offices:  # "Mr. MILLER of Florida"
        rest = rest[: offices[0]]
    personal = words("labels", "masculine") | words("labels", "feminine")
    if len(rest) > 2 and any(word in small for word in bare[:start]) and bare[start - 1] not in personal:
        # "Secretary of the Party General Council Sergei Neverov": the last title may be the office's
        return replace(said, ambiguous=tuple(rest))
    if not titles and _ends_in_another(tail.split()):
        # "Civil Defence, Emergency Situations and Disaster Relief Minister Vladimir Puchkov"
        return replace(said, ambiguous=("",))
    if not rest or (titles and bare[start - 1] in words("labels", "title_modifiers")):
        return said
    name = cased(" ".join(rest))
    courtesy = _COURTESY.match(head)
    place = _PLACE.search(head)
    return replace(
        said,
        name=f"{name}, {suffix}" if suffix and name else name,
        courtesy=courtesy.group().capitalize() if courtesy else "",
        place=place.group(1) if place else "",
    )


def _ends_in_another(tail: list[str]) -> bool:
    """Whether what follows the comma ends in a title and a whole name."""
    before = tail[-3].lower() if len(tail) > 2 else ""
    return before in words("labels", "titles") and all(token[0].isupper() for token in tail[-2:])


def _sex(titles: list[str]) -> str:
    if any(word in words("labels", "feminine") for word in titles):
        return "f"
    return "m" if any(word in words("labels", "masculine") for word in titles) else ""


def _part(found: list[str]) -> Role:
    """What a named person's own description says of the part played on the occasion."""
    for role in ("chair", "question"):
        if any(word.strip(".,") in words("labels", f"describes_{role}") for word in found):
            return Role(role)
    return Role.UNKNOWN


def settle(named: Named, known: set[str]) -> str | None:
    """The name in "of Russia Vladimir Putin": what is left when the office's object ends.

    ``known`` are full names, of which the words may end in one. ``None`` where it stays open.
    """
    rest = list(named.ambiguous)
    small = [place for place, token in enumerate(rest) if token[:1].islower() and not _in_name(token)]
    rest = rest[small[-1] + 1 :] if small else rest
    if not any(rest):
        return None
    joined = " ".join(rest).lower()
    fitting = [name for name in known if joined.endswith(" " + name.lower())]
    if fitting:
        return max(fitting, key=len)
    bodies = [place for place, token in enumerate(rest) if token.lower() in words("offices", "bodies")]
    if bodies:  # "of the Federal Security Service Alexander Bortnikov"; a third word may be the body's
        rest = rest[bodies[-1] + 1 :]
        return cased(" ".join(rest)) if len(rest) == 2 or any(map(_in_name, rest[1:])) else None
    named_object = False
    while length := _object_at_start(rest):
        rest, named_object = rest[length:], True
    while len(rest) > 2 and rest[0].lower().rstrip(".") in words("labels", "titles"):
        rest = rest[1:]  # "of Qatar Sheikh Tamim bin Hamad"
    if named_object or (small and len(rest) == 2):  # "of the Kommersant newspaper Sergei Yakovlev"
        return cased(" ".join(rest))
    if len(rest) == 3 and all(token[0].isupper() for token in rest):
        return cased(" ".join(rest[1:]))
    return None


def _object_at_start(rest: list[str]) -> int:
    """How many words at the start are what an office is of, words of a name left after them."""
    lengths = range(min(len(rest) - 1, 4), 0, -1)
    return next((n for n in lengths if " ".join(rest[:n]).lower() in words("offices", "objects")), 0)


def _in_name(token: str) -> bool:
    """Whether a word in small letters belongs to a name: ``bin``, ``al-Assad``."""
    return token.partition("-")[0] in words("labels", "particles")


def _goes_on(rest: list[str], small: list[int]) -> bool:
    """Whether what follows "of" is more than a place, or what stands before it is no name."""
    bodies = words("offices", "bodies")
    return len(rest) - 1 - small[-1] > 2 or any(token.lower() in bodies for token in rest[: small[0]])


def cased(name: str) -> str | None:
    """The name as names are written: ``McCAIN`` and ``POWELL`` are ``McCain`` and ``Powell``."""
    return " ".join(_cased_word(word) for word in name.split()).strip(" ,") or None


def _cased_word(word: str) -> str:
    suffix = word.lower().strip(".,") in words("labels", "suffixes")
    mixed = _MIXED_CAPITALS.fullmatch(word)
    if suffix or not (mixed or (word.isupper() and len(word) > 2 and "." not in word)):
        return word
    if mixed:
        return mixed.group(1) + mixed.group(2).capitalize()
    # loaded only here: most labels are written as names are
    from nameparser import HumanName

    parsed = HumanName(word)
    parsed.capitalize(force=True)
    return str(parsed) or word
