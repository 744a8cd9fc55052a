"""What was found when an address was captured again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quotetrack.rechecking.hunks import Hunk
from quotetrack.verification.history import Stood, same_passage


class Found(StrEnum):
    """How an address compares with its earlier capture."""

    FIRST = "first-capture"
    """There was none: nothing to compare with."""
    UNCHANGED = "unchanged"
    """The same bytes."""
    SAME_TEXT = "same-text"
    """Other bytes in which the same words stand: an advertisement, a token, the page's frame."""
    TEXT = "text-changed"
    """Other words, though no passage of a quote is among them."""
    PASSAGE = "passage-changed"
    """Other words where a quote stands, or stood."""
    UNREAD = "page-changed"
    """Other bytes, and no text can be read from one of the two."""
    GONE = "gone"
    """The site says that nothing is there any more, or a file is not there. The earlier capture stands."""
    REFUSED = "refused"
    """Nothing could be captured, for the reason given. The earlier capture stands."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One capture of an address."""

    capture: str
    """Its digest."""
    at: datetime
    """When the bytes came in, UTC."""
    url: str
    """What answered, after redirects."""


@dataclass(frozen=True, slots=True)
class PassageThen:
    """A quote's passage in the earlier text and in the later one."""

    quote: str
    """The record's id."""
    before: Stood | None
    after: Stood | None

    @property
    def changed(self) -> bool:
        """Whether other words stand there now, or the same under another label."""
        return not same_passage(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One address, captured again."""

    address: str
    publication: bool
    """Where a quote circulates, and no witness."""
    found: Found
    reason: str | None = None
    """Why nothing was captured; one line."""
    again: bool = False
    """Nothing was captured the last time either, for the same kind of reason."""
    earlier: Sight | None = None
    """The capture that it is compared with."""
    now: Sight | None = None
    """``None`` where nothing was captured."""
    hunks: tuple[Hunk, ...] = ()
    passages: tuple[PassageThen, ...] = ()
    """Of every quote that rests on the address."""

    @property
    def moved(self) -> bool:
        """Whether another address answers now: a redirect."""
        return self.earlier is not None and self.now is not None and self.earlier.url != self.now.url

    @property
    def news(self) -> bool:
        """Whether a person should look: words changed, or an address that has newly failed."""
        if self.found in (Found.GONE, Found.REFUSED):
            return not self.again
        return self.found in (Found.TEXT, Found.PASSAGE) or self.moved
