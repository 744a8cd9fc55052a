"""The full names of one transcript, and whom a surname, initials or other letters may mean among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotetrack.transcripts.label_names import Named
from quotetrack.transcripts.persons import (
    agree,
    is_initial,
    one_person,
    sex_of,
    sounds_alike,
    transliterated,
)


@dataclass(frozen=True, slots=True)
class FullNames:
    """The full names that are known in one transcript."""

    where: Mapping[str, str]
    """Each with where it stands, in words for people; the one that is known first comes first."""
    sexes: Mapping[str, str]
    """``m`` or ``f``, of those whose courtesy tells it."""

    def fitting(self, named: Named) -> list[str]:
        """The full names that a surname, or initials and a surname, may stand for, one for each person."""
        name = named.name or ""
        for same in (agree, transliterated, sounds_alike):
            fitting = one_person([full for full in self.where if same(name, full)])
            fitting = [full for full in fitting if self.may_be(full, named)]
            if fitting:
                return fitting
        return []

    def may_be(self, full: str, named: Named) -> bool:
        """Whether a courtesy allows it. A woman's title needs a name known as a woman's: George is no Mrs."""
        sex = self._sex(full)
        return sex == "f" if named.sex == "f" else not (named.sex == "m" and sex == "f")

    def cannot_be(self, full: str, named: Named) -> bool:
        """Whether a courtesy forbids it."""
        sex = self._sex(full)
        return bool(sex and named.sex and sex != named.sex)

    def is_of_one_sex(self, full: str, named: Named) -> bool:
        """Whether a courtesy and the name are of one sex."""
        return bool(named.sex) and self._sex(full) == named.sex

    def why(self, name: str, full: str) -> tuple[str, str]:
        """The rule by which a shorter name is a full one, and the words that it rests on."""
        if not agree(name, full):
            rule = "other-letters" if transliterated(name, full) else "sound"
            return rule, self._in_other_letters(name, full, rule)
        if any(is_initial(word) for word in name.split()[:-1]):
            return "initials", f"initials and surname of {self.where[full]}"
        return "surname", f"surname of {self.where[full]}"

    def fuller(self, name: str) -> tuple[str, str, str] | None:
        """The fuller name that a full one agrees with, if no other does: with the rule, and why."""
        agreeing = one_person([full for full in self.where if agree(name, full)])
        if len(agreeing) == 1 and agreeing[0] != name:
            return agreeing[0], "fuller-name", f"as in {self.where[agreeing[0]]}"
        for rule, same in (("other-letters", transliterated), ("sound", sounds_alike)):
            fitting = one_person([full for full in self.where if same(name, full)])
            if len(fitting) == 1 and self._first_of(name, fitting[0]) != name:
                return fitting[0], rule, self._in_other_letters(name, fitting[0], rule)
        return None

    def _first_of(self, *names: str) -> str:
        """Of names in two alphabets, the one that is known first gives its spelling."""
        order = list(self.where)
        return min(names, key=order.index)

    def _sex(self, full: str) -> str:
        return self.sexes.get(full) or sex_of(full)

    def _in_other_letters(self, name: str, full: str, rule: str) -> str:
        how = "in other letters" if rule == "other-letters" else "by initial and consonants"
        return f"“{name}” is, {how}, {self.where[full]}"
