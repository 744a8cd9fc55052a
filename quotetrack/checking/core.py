"""The core: an article's quotations, each judged as a record of its own or as an ad hoc quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from quotetrack.archive import Archive
from quotetrack.bounds import long_quote
from quotetrack.checking.checked import Checked
from quotetrack.checking.known_records import Records
from quotetrack.judging import judge, judge_ad_hoc, library_of
from quotetrack.model import Person, Quote, Verdict
from quotetrack.quotations.document import Document
from quotetrack.quotations.extracting import quotations
from quotetrack.quotations.quotation import Quotation, QuotationKind
from quotetrack.rechecking.earlier import earlier_in
from quotetrack.verification import Library
from quotetrack.verification.names import is_person, surnames
from quotetrack.verification.verify import not_looked_for

LEAST_WORDS = 5
"""Words given to nobody are looked for only when they are so many: fewer stand anywhere."""


def _silently(_: str) -> None:
    """Tell nobody."""


class Checker:
    """Checks the articles of one run against one archive."""

    def __init__(
        self,
        archive: Archive,
        records: Iterable[Quote] = (),
        said: Callable[[str], None] = _silently,
        publishers: Path | None = None,
        library: Callable[[], Library] | None = None,
    ) -> None:
        """``records`` are those that know words already; ``said`` gets a line before work that takes time.

        ``publishers`` is the folder of the user's own publisher profiles; ``library`` the archive opened for
        verification, where somebody has it open already.
        """
        self._archive = archive
        self._records = Records(records)
        self._library = library or library_of(archive, said)
        self._earlier = earlier_in(archive, publishers)
        self._verdicts: dict[str, Verdict] = {}
        self._heard: dict[str, bool] = {}

    def check(self, document: Document) -> Iterator[Checked]:
        """All quotations of a document, in order, each with its verdict where it has one.

        Those longer than a quote may be are ``unchecked``. Raises QuotetrackError at once where there are
        more than an article may have.
        """
        return self._checked(document, quotations(document))

    def _checked(self, document: Document, found: Sequence[Quotation]) -> Iterator[Checked]:
        for quotation in found:
            place, end = document.place(quotation.span.start), document.end_place(quotation.span.end)
            if not _is_checked(quotation):
                yield Checked(document.name, quotation, place, end)
                continue
            record = self._records.of(quotation)
            if record is not None:
                verdict = self._of_record(record)
            else:
                id = f"{document.name}:{place.line}:{place.column}"
                verdict = self._ad_hoc(id, quotation)
            heard = quotation.speaker is not None and self._has_words_of(quotation.speaker)
            yield Checked(document.name, quotation, place, end, verdict, record.id if record else None, heard)

    def _of_record(self, record: Quote) -> Verdict:
        if record.id not in self._verdicts:
            judged = judge(record, self._archive, self._library, self._earlier)
            self._verdicts[record.id] = judged.verdict
        return self._verdicts[record.id]

    def _ad_hoc(self, id: str, quotation: Quotation) -> Verdict:
        quote = Quote(
            id,
            quotation.text,
            speaker=Person(quotation.speaker) if quotation.speaker else None,
            language=quotation.language,
        )
        if (wrong := long_quote(quote.text)) is not None:
            return not_looked_for(quote, wrong)
        return judge_ad_hoc(quote, self._library, self._earlier)

    def _has_words_of(self, speaker: str) -> bool:
        """Whether somebody speaks in the archive who may be this person."""
        if speaker not in self._heard:
            person = Person(speaker)
            self._heard[speaker] = any(
                is_person(person, voice)
                for surname in surnames(speaker)
                for voice in self._archive.voices(surname[-1])
            )
        return self._heard[speaker]


def check_article(
    document: Document,
    archive: Archive,
    records: Iterable[Quote] = (),
    said: Callable[[str], None] = _silently,
) -> tuple[Checked, ...]:
    """All quotations of one article, in order, each with its verdict where it has one.

    Raises ArchiveError when the archive cannot be read, BrokenRecord never: records come loaded.
    """
    return tuple(Checker(archive, records, said).check(document))


def _is_checked(quotation: Quotation) -> bool:
    """Whether there is something to check: words given to somebody, or enough of them."""
    if quotation.nested or not any(map(str.isalnum, quotation.text)):
        return False
    if quotation.kind is QuotationKind.UNATTRIBUTED:
        return len(quotation.text.split()) >= LEAST_WORDS
    return quotation.kind.claimed
