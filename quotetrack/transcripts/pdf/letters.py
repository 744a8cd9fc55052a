"""Bytes to words: what a PDF prints on each page, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.pdf.values import Page, Word

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumbedPage

MOST_PAGES = 3000
MOST_LETTERS = 30_000_000
_FARTHEST = 14_400
"""Points: no page may be larger (ISO 32000-1, annex C)."""
_LARGEST = 500

_BOLD = re.compile(r"bold|black|heavy|demi(?!r)|(?<![a-z])bd(?![a-z])", re.I)
_PRESENTATION = re.compile("[\ufb00-\ufb06]")
"""The Latin ligatures: how letters are drawn, not what is written."""
_FILE_NAME = re.compile(
    r"^(?:Microsoft |Adobe |untitled|\(?anonymous)| - Notepad$"
    r"|\.(?:docx?|rtf|wpd?|pdf|indd|qxd|pptx?|xlsx?|dvi|tex|fm)$",
    re.I,
)
_LABEL = re.compile(r"[\w.-]{1,12}")
_NAMELESS = re.compile(r"\(cid:\d+\)")
_SPACED = 0.08
"""A page with this share of space signs prints its spaces; on others the gaps tell."""


def read_letters(
    body: bytes, after_page: Callable[[int], None] | None = None
) -> tuple[list[Page], str | None]:
    """The pages and the title that the file gives itself.

    ``after_page`` is called with the number of each page that has been read. Raises
    `UnreadableTranscript` for files that need a password and for those over the limits; the PDF
    library raises what it likes.
    """
    import pdfplumber  # 0.2 s
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        opened = pdfplumber.open(BytesIO(body), raise_unicode_errors=False)
    except PdfminerException as problem:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in problem.args):
            raise UnreadableTranscript(
                "this PDF needs a password: save a copy without one, and archive that"
            ) from problem
        raise
    if len(opened.pages) > MOST_PAGES:
        raise UnreadableTranscript(
            f"this PDF has {len(opened.pages):,} pages, more than {MOST_PAGES:,}: archive a part of it"
        )
    pages: list[Page] = []
    letters = 0
    for number, page in enumerate(opened.pages, 1):
        read = _page(page, number)
        page.close()  # or every page's letters are kept to the end
        letters += sum(len(word.text) for word in read.words)
        if letters > MOST_LETTERS:
            raise UnreadableTranscript(
                f"this PDF has more than {MOST_LETTERS:,} letters: archive a part of it"
            )
        pages.append(read)
        if after_page is not None:
            after_page(number)
    return pages, _title(opened.metadata)


def _page(page: PlumbedPage, number: int) -> Page:
    from pdfplumber.utils.text import dedupe_chars

    chars = page.chars
    upright = [char for char in chars if char["upright"] and char["text"] and _is_on(page, char)]
    if _is_doubled(upright):  # bold made by printing twice
        upright = dedupe_chars(upright)
    return Page(
        number=number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(_words(upright)),
        picture=_is_picture(page),
        turned=sum(1 for char in chars if not char["upright"] and not char["text"].isspace()),
        downwards=sum(_is_below(before, char) for before, char in pairwise(upright)),
        label=_label(page),
    )


def _is_below(before: Mapping[str, Any], char: Mapping[str, Any]) -> bool:
    """Whether a letter stands under the one printed before it, as in vertical writing."""
    size = max(before["size"], char["size"])
    middles = (char["x0"] + char["x1"] - before["x0"] - before["x1"]) / 2
    return bool(abs(middles) <= 0.3 * size and 0.5 * size <= char["top"] - before["top"] <= 2 * size)


def _label(page: PlumbedPage) -> str | None:
    """The name that the file gives the page, if it is one that a page can have."""
    label = getattr(page.page_obj, "label", None)
    return label if isinstance(label, str) and _LABEL.fullmatch(label) else None


def _is_on(page: PlumbedPage, char: Mapping[str, Any]) -> bool:
    """Whether a letter stands on what is shown of the page, and has a size that can be read."""
    left, top, right, bottom = (max(-_FARTHEST, min(float(edge), _FARTHEST)) for edge in page.cropbox)
    return bool(
        2 <= char["size"] <= _LARGEST
        and char["x1"] - char["x0"] <= 2 * _LARGEST
        and left - 1 <= char["x0"] <= right + 1
        and top - 1 <= (char["top"] + char["bottom"]) / 2 <= bottom + 1
    )


def _is_doubled(chars: Sequence[Mapping[str, Any]]) -> bool:
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    return len(chars) - len(places) > 20


def _is_picture(page: PlumbedPage) -> bool:
    """Whether pictures cover at least 60 % of the page."""
    width, height = float(page.width), float(page.height)
    covered = 0.0
    for image in page.images:
        across = min(image["x1"], width) - max(image["x0"], 0)
        down = min(image["bottom"], height) - max(image["top"], 0)
        covered += max(across, 0) * max(down, 0)
    return covered >= 0.6 * width * height > 0


def _words(chars: Sequence[Mapping[str, Any]]) -> Iterator[Word]:
    """Letters to words in the order in which they are printed, which columns do not mix up."""
    spaces = sum(char["text"].isspace() for char in chars)
    widest_gap = 0.3 if spaces >= _SPACED * len(chars) else 0.17
    gathered: list[Mapping[str, Any]] = []
    spaced = True
    for char in chars:
        if char["text"].isspace():
            if gathered:
                yield _word(gathered, spaced=spaced)
            gathered, spaced = [], True
        elif gathered and not _continues(gathered[-1], char, widest_gap):
            yield _word(gathered, spaced=spaced)
            spaced = _stands_apart(gathered[-1], char, widest_gap)
            gathered = [char]
        else:
            gathered.append(char)
    if gathered:
        yield _word(gathered, spaced=spaced)


def _continues(before: Mapping[str, Any], char: Mapping[str, Any], widest_gap: float) -> bool:
    size = max(before["size"], char["size"])
    return bool(
        abs(before["bottom"] - char["bottom"]) <= 0.15 * size
        and min(before["size"], char["size"]) >= 0.85 * size
        and not _stands_apart(before, char, widest_gap)
    )


def _stands_apart(before: Mapping[str, Any], char: Mapping[str, Any], widest_gap: float) -> bool:
    size = max(before["size"], char["size"])
    return not -0.6 * size < char["x0"] - before["x1"] < widest_gap * size


def _word(chars: Sequence[Mapping[str, Any]], *, spaced: bool) -> Word:
    text = "".join("\ufffd" if _NAMELESS.fullmatch(char["text"]) else char["text"] for char in chars)
    text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    bold = sum(_BOLD.search(str(char["fontname"])) is not None for char in chars)
    return Word(
        text=text,
        x0=float(min(char["x0"] for char in chars)),
        x1=float(max(char["x1"] for char in chars)),
        top=float(min(char["top"] for char in chars)),
        bottom=float(max(char["bottom"] for char in chars)),
        size=round(float(max(char["size"] for char in chars)), 1),
        bold=2 * bold > len(chars),
        spaced=spaced,
    )


def _title(metadata: Mapping[str, Any]) -> str | None:
    """The title, unless it names the file it was made from."""
    title = metadata.get("Title")
    if not isinstance(title, str):
        return None
    title = " ".join(title.split())
    return title if 4 <= len(title) <= 300 and " " in title and not _FILE_NAME.search(title) else None
