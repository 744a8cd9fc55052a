"""Writes the table of docs/publishers.md from the profiles themselves: ``make docs``."""

from __future__ import annotations

import re
from pathlib import Path

from quotetrack.model import Completeness, Nature
from quotetrack.transcripts.profile_files import packaged_profiles
from quotetrack.transcripts.profiles import Profile

PAGE = Path(__file__).with_name("publishers.md")
_BETWEEN = re.compile(r"(<!-- table: .*? -->\n).*?(<!-- end of table -->)", re.S)
_COLUMNS = ("publisher", "addresses", "date", "also gives", "speakers", "nature", "tried on")


def table() -> str:
    """A row for each profile that comes with the program."""
    rows = [_COLUMNS, tuple("---" for _ in _COLUMNS), *(_row(profile) for profile in packaged_profiles())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(profile: Profile) -> tuple[str, ...]:
    form = ", PDF" if profile.pdf is not None and not profile.body else ""
    return (
        f"{profile.publisher} (`{profile.id}`{form})",
        ", ".join(f"`{host}`" for host in profile.hosts),
        _date(profile),
        _given(profile),
        _speakers(profile),
        _natures(profile),
        profile.tried,
    )


def _date(profile: Profile) -> str:
    if profile.pdf is not None and profile.pdf.date:
        return "of the occasion"
    if profile.date_in_head or profile.date_in_title or profile.date_in_address:
        return "of the occasion"
    if profile.date_is_occasions == "always":
        return "of the occasion"
    if profile.date_is_occasions == "with-place":
        return "of the occasion, where a place is named"
    return "of publication" if profile.published else "—"


def _given(profile: Profile) -> str:
    given = {
        "place": profile.place or profile.place_in_head or (profile.pdf and profile.pdf.place),
        "occasion": profile.occasion or (profile.pdf and profile.pdf.occasion),
        "other languages": profile.versions,
        "pages": profile.lines or profile.pdf,
        "further pages": profile.page_suffix or profile.next_page,
        "revision": profile.instead,
    }
    return ", ".join(name for name, there in given.items() if there) or "—"


def _speakers(profile: Profile) -> str:
    if profile.turns is not None:
        return "marked by the page"
    whole = ["the whole text's"] if profile.speaker or (profile.lines and profile.lines.speaker) else []
    bare = [f"`{label}` without a colon" for label in profile.labels.bare]
    return ", ".join(["labels", *bare, *whole])


def _natures(profile: Profile) -> str:
    nature = profile.nature
    told = {nature.labelled, *nature.labelled_by_language.values(), nature.unlabelled_third_person}
    names = [kind.value for kind in Nature if kind in told - {Nature.UNKNOWN}]
    complete = [profile.complete.value] if profile.complete is not Completeness.UNKNOWN else []
    return ", ".join([*names, *complete]) or "unknown"


def page() -> str:
    """The whole page, its table anew."""
    text = PAGE.read_text(encoding="utf-8")
    return _BETWEEN.sub(lambda found: f"{found[1]}\n{table()}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
