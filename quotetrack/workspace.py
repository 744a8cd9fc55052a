"""Where things are: the one configuration object, built at the command line and passed down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quotetrack.errors import QuotetrackError


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one project. Neither need exist until a command needs it."""

    quotes: Path | None
    """The folder of records, or ``None`` where no ``quotes/`` was named or found upward."""
    archive: Path
    """The folder of saved transcripts."""

    @classmethod
    def locate(cls, here: Path, *, quotes: Path | None, archive: Path | None) -> Workspace:
        """The folders named, else the nearest ``quotes/`` upward and the ``archive/`` beside it."""
        if quotes is None:
            quotes = next((up / "quotes" for up in (here, *here.parents) if (up / "quotes").is_dir()), None)
        if archive is None:
            archive = (quotes.absolute().parent if quotes else here) / "archive"
        return cls(quotes, archive)

    def need_quotes(self) -> Path:
        """The folder of records; raises QuotetrackError where there is none."""
        if self.quotes is None:
            raise QuotetrackError("no quotes/ folder here or above; name one with --quotes DIR")
        if not self.quotes.is_dir():
            raise QuotetrackError(
                f"{self.quotes}: no such folder; name the records' folder with --quotes DIR"
            )
        return self.quotes

    def make_quotes(self) -> Path:
        """The folder of records; one that was named and is not there yet is made. Raises QuotetrackError."""
        if self.quotes is None or self.quotes.is_dir():
            return self.need_quotes()
        try:
            self.quotes.mkdir(parents=True)
        except OSError as wrong:
            raise QuotetrackError(
                f"{self.quotes}: cannot be made ({wrong.strerror}); name another folder"
            ) from None
        return self.quotes

    @property
    def project(self) -> Path | None:
        """The folder that holds the quotes folder: ``file`` sources are relative to it."""
        return self.quotes.absolute().parent if self.quotes else None

    @property
    def receipts(self) -> Path:
        """The folder of stored verdicts, inside the quotes folder."""
        return self.need_quotes() / "verdicts"

    @property
    def publishers(self) -> Path:
        """The folder of the user's own publisher profiles, beside the records, else beside the archive."""
        return (self.project or self.archive.absolute().parent) / "publishers"
