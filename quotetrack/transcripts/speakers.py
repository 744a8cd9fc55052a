"""Labels to people: whom a label names, resolved within one transcript and never guessed.

``President of Russia Vladimir Putin`` names Vladimir Putin; ``Putin`` later in the same
transcript is the one full name seen with that surname; ``QUESTION`` names nobody. Where the
words leave open where an office ends and a name begins, the answer is ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quotetrack.model import Role
from quotetrack.transcripts.label_words import role_of, role_words, without_brackets
from quotetrack.transcripts.vocabulary import words

_BRACKETED_NAME = re.compile(r"\((?:Mr|Mrs|Ms|Miss|Dr)\. ([^()]+)\)")
_MIXED_CAPITALS = re.compile("([A-Z][a-z]{1,2})([A-Z]{2,})")
_INITIALS = re.compile(r"((?:[^\W\d_]\.\s?)+)(?=[^\W\d_]{2})")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks under a label, and in what part."""

    name: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class _Named:
    """What the words of one label say by themselves."""

    name: str | None
    feminine: bool
    role: Role
    office: bool = False
    ambiguous: tuple[str, ...] = ()
    """Words of which some last ones are the name, when it is open how many."""


def resolve(labels: Iterable[str], whole: str | None) -> Mapping[str, Speaker]:
    """Speakers of all labels of one transcript.

    ``whole`` is the person whose transcript it is, if that is known: it gives a full name for
    a bare surname, and ``THE PRESIDENT`` stands for it when that is the only office among the
    labels and no other label names the person.
    """
    read = {label: _read(label) for label in dict.fromkeys(labels)}
    full = _full_names(read.values())
    known = full | ({whole} if whole else set())
    read = {label: _settle(named, known) for label, named in read.items()}
    full = _full_names(read.values())
    names = {label: _full_name(named, full, whole) for label, named in read.items()}
    offices = {role_words(label) for label, named in read.items() if named.office}
    named_elsewhere = whole is not None and any(
        name and surname(name) == surname(whole) for label, name in names.items() if not read[label].office
    )
    resolved = {}
    for label, named in read.items():
        name = names[label]
        if (
            named.office
            and name is None
            and named.role is not Role.CHAIR
            and len(offices) == 1
            and not named_elsewhere
        ):
            name = whole
        role = named.role
        if role is Role.UNKNOWN and name is not None:
            role = Role.SPEAKER
        resolved[label] = Speaker(name, role)
    return resolved


def _full_names(read: Iterable[_Named]) -> set[str]:
    """Names with a first name written out."""
    names = (named.name.split() for named in read if named.name)
    return {" ".join(name) for name in names if any(len(word.rstrip(".")) > 1 for word in name[:-1])}


def surname(name: str) -> str:
    """The last name in small letters, without ``Jr.`` and its like: what names are compared by."""
    tokens = [
        token
        for token in name.replace(",", " ").split()
        if token.lower().strip(".") not in words("labels", "suffixes")
    ]
    return tokens[-1].lower() if tokens else name.lower()


def _read(label: str) -> _Named:
    listed = role_words(label)
    role = role_of(listed)
    bracketed = _BRACKETED_NAME.search(label)
    if role is not None:
        return _Named(_cased(bracketed.group(1)) if bracketed else None, False, Role(role))
    if listed in words("labels", "offices") | words("labels", "presiding"):
        presiding = label.startswith("The ") and listed.upper() in label and listed != "president"
        part = Role.CHAIR if presiding else Role.UNKNOWN
        return _Named(_cased(bracketed.group(1)) if bracketed else None, False, part, office=True)
    head, _, tail = without_brackets(label).partition(",")
    head = _INITIALS.sub(lambda found: found.group(1).replace(" ", "").replace(".", ". "), head)
    tokens = head.split()
    suffix = tail.strip() if tail.strip().lower().rstrip(".") in words("labels", "suffixes") else ""
    return _from_tokens(tokens, tail, suffix)


def _from_tokens(tokens: list[str], tail: str, suffix: str) -> _Named:
    bare = [token.lower().rstrip(".") for token in tokens]
    titles = [place for place, word in enumerate(bare) if word in words("labels", "titles")]
    feminine = any(word in words("labels", "feminine") for word in bare)
    role = _part(bare + tail.lower().split())
    small = words("labels", "connectors") - words("labels", "particles")
    start = titles[-1] + 1 if titles else 0
    rest = tokens[start:]
    offices = [place for place, token in enumerate(rest) if token.lower() in small]
    if offices and offices[0] == 0:  # "President of Russia Vladimir Putin"
        return _Named(None, feminine, role, ambiguous=tuple(rest[offices[-1] + 1 :]))
    if offices:  # "Mr. MILLER of Florida"
        rest = rest[: offices[0]]
    if len(rest) > 2 and any(word in small for word in bare[:start]):
        # "Secretary of the Party General Council Sergei Neverov": the last title may be the office's
        return _Named(None, feminine, role, ambiguous=tuple(rest))
    if not rest or (titles and bare[start - 1] in words("labels", "title_modifiers")):
        return _Named(None, feminine, role)
    name = _cased(" ".join(rest))
    return _Named(f"{name}, {suffix}" if suffix and name else name, feminine, role)


def _part(found: list[str]) -> Role:
    """What a named person's own description says of the part played on the occasion."""
    for role in ("chair", "question"):
        if any(word.strip(".,") in words("labels", f"describes_{role}") for word in found):
            return Role(role)
    return Role.UNKNOWN


def _settle(named: _Named, known: set[str]) -> _Named:
    """Split an office's object from a name: "of Russia Vladimir Putin"."""
    rest = list(named.ambiguous)
    small = [
        place
        for place, token in enumerate(rest)
        if token[0].islower() and token not in words("labels", "particles")
    ]
    rest = rest[small[-1] + 1 :] if small else rest
    if not rest:
        return named
    joined = " ".join(rest).lower()
    fitting = [name for name in known if joined.endswith(" " + name.lower())]
    if fitting:
        return _Named(max(fitting, key=len), named.feminine, named.role)
    for length in range(min(len(rest) - 1, 4), 0, -1):
        if " ".join(rest[:length]).lower() in words("offices", "objects"):
            return _Named(_cased(" ".join(rest[length:])), named.feminine, named.role)
    if small and len(rest) == 2:  # "of the Kommersant newspaper Sergei Yakovlev"
        return _Named(_cased(" ".join(rest)), named.feminine, named.role)
    if len(rest) == 3 and all(token[0].isupper() for token in rest):
        return _Named(_cased(" ".join(rest[1:])), named.feminine, named.role)
    return _Named(None, named.feminine, named.role)


def _full_name(named: _Named, full: set[str], whole: str | None) -> str | None:
    """The one full name of the transcript that a bare surname or initials stand for."""
    name = named.name
    if name is None:
        return None
    tokens = name.split()
    initials = [token for token in tokens[:-1] if len(token.rstrip(".")) == 1]
    if len(tokens) > 1 and len(initials) < len(tokens) - 1:
        return name
    fitting = {
        other
        for other in full
        if other != name and surname(other) == surname(name) and _starts_alike(initials, other)
    }
    if (
        not fitting
        and whole
        and not named.feminine
        and surname(whole) == surname(name)
        and _starts_alike(initials, whole)
    ):
        fitting = {whole}
    return fitting.pop() if len(fitting) == 1 else name


def _starts_alike(initials: list[str], name: str) -> bool:
    return not initials or name[:1].lower() == initials[0][:1].lower()


def _cased(name: str) -> str | None:
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
