"""Labels to people: whom each label names, resolved within one transcript, explained, never guessed.

``President of Russia Vladimir Putin`` names Vladimir Putin; ``Putin`` later in the same transcript is
the one full name seen with that surname; ``QUESTION`` names nobody; ``THE PRESIDENT`` is somebody only
where the text says who. Where two people fit, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quotetrack.model import Role
from quotetrack.transcripts.full_names import FullNames
from quotetrack.transcripts.headings import holders_in
from quotetrack.transcripts.label_names import Named, read_label, seated_for, settle
from quotetrack.transcripts.persons import agree, alike, is_full, one_person, surname


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom one label of one transcript names, and why."""

    label: str
    """As printed, without the colon."""
    speaker: str | None
    """The person; ``None`` where the label names none, or does not say which."""
    role: Role
    rule: str
    """The rule that decided, one of those in docs/verdicts.md."""
    because: str
    """The words that it rests on, in a clause for people."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a transcript's speakers besides its labels."""

    whole: str | None = None
    """The person whose transcript it is, where the source or a person says so."""
    heading: str = ""
    """Its title, and what stands before the first label."""
    stated: tuple[tuple[str, str | None], ...] = ()
    """What a person states of labels: label and speaker, or ``None`` for nobody."""


def resolve(labels: Sequence[str | None], known: Known) -> Mapping[str, Resolution]:
    """The resolution of each label, by label; ``labels`` are those of the turns, in order.

    The number of a turn, in explanations, is its place in ``labels``, from 0.
    """
    first: dict[str, int] = {}
    for turn, label in enumerate(labels):
        if label is not None:
            first.setdefault(label, turn)
    return _Transcript(first, known).resolved()


class _Transcript:
    """The labels of one transcript, read, and the full names that are known in it."""

    def __init__(self, first: Mapping[str, int], known: Known) -> None:
        self.first = first
        self.known = known
        self.stated = {_plain(label): name for label, name in known.stated}
        read = {label: read_label(label) for label in first if _plain(label) not in self.stated}
        names = set(self._full_names(read))
        self.read = {
            label: replace(named, name=settle(named, names)) if named.ambiguous else named
            for label, named in read.items()
        }
        printed = {each.name: each.sex for each in reversed(self.read.values()) if each.name and each.sex}
        self.full = FullNames(self._full_names(self.read), printed)

    def _full_names(self, read: Mapping[str, Named]) -> dict[str, str]:
        """Full names, each with where it stands; what a person states first, then the labels'."""
        found = {name: f"“{name}”, stated" for name in self.stated.values() if name and is_full(name)}
        for label, named in read.items():
            if named.name and is_full(named.name):
                found.setdefault(named.name, self._place(label))
        if self.known.whole and is_full(self.known.whole):
            found.setdefault(self.known.whole, f"“{self.known.whole}”, the transcript's speaker")
        return found

    def _place(self, label: str) -> str:
        return f"“{label}”, turn {self.first[label]}"

    def resolved(self) -> dict[str, Resolution]:
        by_name = {
            label: self._by_name(label, named) for label, named in self.read.items() if named.name is not None
        }
        resolved = {}
        for label in self.first:
            if _plain(label) in self.stated:
                resolved[label] = self._stated(label)
            elif label in by_name:
                resolved[label] = by_name[label]
            else:
                resolved[label] = self._without_name(label, by_name)
        return resolved

    def _stated(self, label: str) -> Resolution:
        name = self.stated[_plain(label)]
        part = read_label(label).role
        role = Role.SPEAKER if name and part in (Role.UNKNOWN, Role.QUESTION) else part
        because = f"stated that “{label}” is {name}" if name else f"stated that “{label}” is nobody known"
        return Resolution(label, name, role, "stated", because)

    # --- labels with a name ------------------------------------------------------------

    def _by_name(self, label: str, named: Named) -> Resolution:
        name = named.name
        assert name is not None
        role = self._role(named)
        role = Role.SPEAKER if role is Role.UNKNOWN else role
        if is_full(name):
            return self._by_full_name(label, name, role)
        fitting = self.full.fitting(named)
        rivals = self._rivals(label, named)
        told_apart = [other for other in rivals if _differ(named, self.read[other])]
        if told_apart and not (
            len(fitting) == 1
            and (
                self.full.is_of_one_sex(fitting[0], named)
                or all(self.full.cannot_be(fitting[0], self.read[other]) for other in told_apart)
            )
        ):
            return self._told_apart(label, named, role, told_apart)
        strangers = [
            other for other in rivals for full in fitting if not self.full.may_be(full, self.read[other])
        ]
        if strangers and not named.titled:
            either = ", or ".join(
                [*(self.full.where[full] for full in fitting), *map(self._place, strangers)]
            )
            return Resolution(label, None, role, "ambiguous", f"“{name}” may be {either}")
        if len(fitting) == 1 and not _told_apart_by_place(named, [self.read[other] for other in rivals]):
            (full,) = fitting
            rule, because = self.full.why(name, full)
            return Resolution(label, full, role, rule, because)
        if len(fitting) > 1:
            either = ", or ".join(self.full.where[full] for full in fitting)
            return Resolution(label, None, role, "ambiguous", f"“{name}” may be {either}")
        among = [other for other in rivals if any(_differ(self.read[other], self.read[r]) for r in rivals)]
        if among:
            either = ", or ".join(self._place(other) for other in among)
            return Resolution(label, None, role, "ambiguous", f"“{name}” may be {either}")
        rule = "bracket" if named.bracketed else "own-words"
        where = "in its bracket" if named.bracketed else "in its own words"
        return Resolution(label, name, role, rule, f"“{name}” {where}; the transcript has no fuller name")

    def _by_full_name(self, label: str, name: str, role: Role) -> Resolution:
        """A full name is itself, or a fuller one that it agrees with and no other does."""
        fuller = self.full.fuller(name)
        if fuller is not None:
            full, rule, because = fuller
            return Resolution(label, full, role, rule, because)
        return Resolution(label, name, role, "own-words", f"“{name}” in its own words")

    def _rivals(self, label: str, named: Named) -> list[str]:
        """The other labels of this surname without a given name."""
        return [
            other
            for other, theirs in self.read.items()
            if other != label
            and theirs.name
            and named.name
            and not is_full(theirs.name)
            and surname(theirs.name) == surname(named.name)
        ]

    def _told_apart(self, label: str, named: Named, role: Role, others: Iterable[str]) -> Resolution:
        """Two people of one surname keep what tells them apart: Mrs. McCain, Mr. Smith of Texas."""
        name = f"{named.courtesy} {named.name}".strip() + (f" of {named.place}" if named.place else "")
        against = " and ".join(self._place(other) for other in others)
        return Resolution(label, name, role, "told-apart", f"another than {against}")

    # --- labels without one ------------------------------------------------------------

    def _without_name(self, label: str, by_name: Mapping[str, Resolution]) -> Resolution:
        named = self.read[label]
        if named.part is not None:
            return Resolution(label, None, named.role, "part", "names a part and no person")
        if named.ambiguous:
            because = "it is open where the office ends and the name begins"
            return Resolution(label, None, named.role, "open", because)
        if named.office is None:
            return Resolution(label, None, named.role, "nobody", "names no person")
        bracket = self._by_bracket(label, named)
        if bracket.speaker is not None or bracket.role is Role.CHAIR:
            return bracket
        return self._by_heading(label, named, by_name)

    def _by_bracket(self, label: str, named: Named) -> Resolution:
        """A bracket before says who holds it: "The President (Mr. Fischer)", later "The President".

        Not of those who preside over a chamber: they change, and only the text between tells.
        """
        told = [
            other for other, theirs in self.read.items() if theirs.bracketed and theirs.office == named.office
        ]
        names = {self.read[other].name for other in told}
        if named.role is not Role.CHAIR and len(names) == 1 and self.first[told[0]] < self.first[label]:
            (name,) = names
            role = self._role(named)
            return Resolution(label, name, role, "bracket", f"named in {self._place(told[0])}")
        return Resolution(label, None, self._role(named), "office", "an office; nothing says who holds it")

    def _role(self, named: Named) -> Role:
        """The part that a label tells of; the President of a meeting of countries has the chair."""
        # who speaks there for a country has it in brackets
        presides = named.office == "president" and any(seated_for(label) for label in self.first)
        return Role.CHAIR if presides else named.role

    def _by_heading(self, label: str, named: Named, by_name: Mapping[str, Resolution]) -> Resolution:
        """The one of this office in the heading, or among the labels, who has no label of his own."""
        assert named.office is not None
        labelled = {found.speaker or "" for found in by_name.values()}
        holders = holders_in(self.known.heading, named.office)
        free = [name for name in holders if not any(alike(name, other) for other in labelled)]
        if len(free) == 1:
            full = one_person([full for full in self.full.where if alike(free[0], full)])
            because = f"“{holders[free[0]]}” in the heading"
            return Resolution(label, full[0] if len(full) == 1 else free[0], Role.SPEAKER, "heading", because)
        whole = self.known.whole or ""
        if self._is_whole(labelled) and (not holders or any(alike(whole, name) for name in free)):
            because = f"the only office; “{whole}”, the transcript's speaker, has no other label"
            return Resolution(label, whole, Role.SPEAKER, "whole", because)
        return Resolution(label, None, named.role, "office", "an office; nothing says who holds it")

    def _is_whole(self, labelled: Iterable[str]) -> bool:
        """Whether the only office among the labels must be the person whose transcript it is."""
        whole = self.known.whole
        offices = {named.office for named in self.read.values() if named.office}
        return whole is not None and len(offices) == 1 and not any(alike(whole, other) for other in labelled)


def _told_apart_by_place(named: Named, rivals: Iterable[Named]) -> bool:
    """Whether a place tells this one from others of the surname, so that a full name may be any's."""
    places = {theirs.place for theirs in rivals if theirs.place} | ({named.place} if named.place else set())
    return len(places) > 1


def _differ(one: Named, other: Named) -> bool:
    """Whether courtesies, places or initials say that two bearers of one surname are two people."""
    if one.place and other.place and one.place != other.place:
        return True
    if "f" in (one.sex, other.sex) and one.sex != other.sex and one.titled and other.titled:
        return True  # a Senator Clinton may be Mrs. Clinton, and then two names do no harm
    return bool(one.name and other.name and not agree(one.name, other.name))


def _plain(label: str) -> str:
    """A label as people type it: white space and a colon after it do not count."""
    return " ".join(label.split()).rstrip(" :.")
