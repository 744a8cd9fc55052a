"""PDFs that are scanned, locked, cut, damaged or hostile: read or refused in one line, within limits."""

from __future__ import annotations

import random
import time
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import HEIGHT, WIDTH, Paper, speech
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness
from quotetrack.transcripts.pdf import confined, letters
from quotetrack.transcripts.pdf.document import read
from quotetrack.transcripts.readers import read as read_any


def whole() -> bytes:
    paper = Paper()
    paper.pour([speech(0, 90)])
    return paper.finished()


WHOLE = whole()


def scan(paper: Paper) -> None:
    """A picture over the whole page."""
    picture = BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    picture.seek(0)
    paper.canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)


def refusal(body: bytes) -> str:
    with pytest.raises(UnreadableTranscript) as refused:
        confined.read(body, None)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_scanned_pages_are_refused_with_the_reason() -> None:
    paper = Paper()
    scan(paper)
    paper.turn()
    scan(paper)
    paper.text(60, 830, "Downloaded from the library")
    assert refusal(paper.finished()).startswith("2 of 2 pages are pictures without text: ")


def test_one_scanned_page_makes_the_text_incomplete() -> None:
    paper = Paper()
    paper.pour([speech(0, 20)])
    paper.turn()
    scan(paper)
    content = confined.read(paper.finished(), None)
    assert content.complete is Completeness.NO
    assert content.notes == ("1 of 2 pages is a picture without text, and not read",)


def test_text_behind_a_picture_is_called_so() -> None:
    paper = Paper()
    scan(paper)
    paper.pour([speech(0, 20)])
    assert "a program recognised" in " ".join(confined.read(paper.finished(), None).notes)


@pytest.mark.parametrize(("password", "opens"), [("", True), ("secret", False)])
def test_passwords(password: str, opens: bool) -> None:
    paper = Paper(encrypt=StandardEncryption(password, ownerPassword="owner", canPrint=0))
    paper.pour([speech(0, 20)])
    body = paper.finished()
    if opens:
        assert "Sentence one 0" in confined.read(body, None).paragraphs[0].text
    else:
        assert "password" in refusal(body)


def test_writing_without_names_or_from_the_right_is_refused() -> None:
    from quotetrack.transcripts.pdf.unfit import check
    from quotetrack.transcripts.pdf.values import Page, Word

    def page(text: str) -> Page:
        return Page(1, WIDTH, HEIGHT, (Word(text, 60, 120, 80, 92, 12),))

    with pytest.raises(UnreadableTranscript, match="right to left"):
        check(WHOLE, [page("\u05e9\u05dc\u05d5\u05dd")])
    with pytest.raises(UnreadableTranscript, match=r"3 of the 5 letters .* no name"):
        check(WHOLE, [page("ab\ufffd\ue001\ufffd")])
    assert check(WHOLE, [page("one letter\ufffdlost")]).notes == ()


def test_writing_from_top_to_bottom_is_refused() -> None:
    paper = Paper()
    for column in range(6):
        for row in range(40):
            paper.text(400 - 30 * column, 80 + 12 * row, "abcdefg"[row % 7])
    assert "top to bottom" in refusal(paper.finished())


@pytest.mark.parametrize("part", range(1, 20))
def test_cut_files_are_refused_or_called_incomplete(part: int) -> None:
    body = WHOLE[: len(WHOLE) * part // 20]
    with suppress(UnreadableTranscript):
        content = read(body, None)
        assert content.complete is Completeness.NO
        assert "missing" in " ".join(content.notes)


def test_no_text_no_pages_no_pdf() -> None:
    assert "no text on any page" in refusal(Paper().finished())
    assert "cannot be read" in refusal(b"%PDF-1.7\n%%EOF")
    with pytest.raises(UnreadableTranscript, match="PDF"):
        read_any(b"no PDF", media_type="application/pdf", charset=None, url=None)


def test_any_beginning_near_the_start_is_known() -> None:
    for media_type in (None, "application/octet-stream", "text/plain", "application/pdf"):
        content = read_any(b"\r\n\r\n" + WHOLE, media_type=media_type, charset=None, url=None)
        assert content.reader == "pdf:generic/2"


def made(*objects: bytes) -> bytes:
    """A PDF from its objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(body),
        )
    )


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    b"/Resources << /Font << /F 5 0 R >> /XObject << /X 4 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, form: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), form, packed)


HOSTILE = {
    "a page that unpacks to 2 GiB": made(
        CATALOGUE,
        PAGES,
        PAGE,
        b"<< /Filter [/FlateDecode /FlateDecode] /Length 0 >>\nstream\n"
        + zlib.compress(zlib.compress(b" " * 2**20, 9) * 2000, 9)
        + b"\nendstream",
        FONT,
    ),
    "2 million letters on a page": made(
        CATALOGUE,
        PAGES,
        PAGE,
        stream(b"BT /F 10 Tf 100 700 Td " + b"(" + b"x" * 2_000_000 + b") Tj ET"),
        FONT,
    ),
    "a form that draws itself": made(
        CATALOGUE,
        PAGES,
        PAGE,
        stream(b"/X Do " * 9, b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"),
        FONT,
    ),
    "pages that are their own parents": made(
        CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 9 >>"
    ),
    "a page tree that is 20,000 deep": made(
        CATALOGUE,
        *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, 20_000)),
        b"<< /Type /Page /MediaBox [0 0 600 800] >>",
    ),
    "a tree whose every page stands there 2^40 times": made(
        CATALOGUE,
        *(b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 1, n + 1) for n in range(2, 42)),
        b"<< /Type /Page /MediaBox [0 0 600 800] >>",
    ),
    "a length that is the stream's own": made(
        CATALOGUE, PAGES, PAGE, b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream", FONT
    ),
    "contents that contain themselves": made(CATALOGUE, PAGES, PAGE, b"[4 0 R [4 0 R] 4 0 R]", FONT),
    "a font that is its own description": made(
        CATALOGUE,
        PAGES,
        PAGE,
        stream(b"BT /F 10 Tf 100 700 Td (x) Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] /ToUnicode 5 0 R /Encoding 5 0 R >>",
    ),
    "tables that name each other": WHOLE[: WHOLE.rindex(b"trailer")]
    + b"trailer << /Root 1 0 R /Size 9 /Prev %d >>\nstartxref\n%d\n%%%%EOF"
    % (
        WHOLE.rindex(b"xref", 0, WHOLE.rindex(b"trailer")),
        WHOLE.rindex(b"xref", 0, WHOLE.rindex(b"trailer")),
    ),
    "numbers without end": made(
        CATALOGUE, PAGES, PAGE, stream(b"BT /F %s Tf %s -%s Td (x) Tj ET" % ((b"9" * 400,) * 3)), FONT
    ),
    "deep nesting": made(CATALOGUE, PAGES, PAGE, stream(b"[" * 500_000), FONT),
    "many states": made(CATALOGUE, PAGES, PAGE, stream(b"q " * 1_000_000), FONT),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_time(name: str) -> None:
    start = time.monotonic()
    with suppress(UnreadableTranscript):
        confined.read(HOSTILE[name], None)
    # 8 s of processor time; a busy machine may need longer by the clock
    assert time.monotonic() - start < 60


def test_too_many_pages_and_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper()
    paper.pour([speech(0, 200)])
    body = paper.finished()
    monkeypatch.setattr(letters, "MOST_PAGES", 2)
    with pytest.raises(UnreadableTranscript, match="3 pages, more than 2"):
        read(body, None)
    monkeypatch.setattr(letters, "MOST_PAGES", 3)
    monkeypatch.setattr(letters, "MOST_LETTERS", 500)
    with pytest.raises(UnreadableTranscript, match="more than 500 letters"):
        read(body, None)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_damaged_bytes_are_read_or_refused(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    body = bytearray(SMALL)
    for _ in range(changes):
        place = chance.randrange(len(body))
        body[place : place + chance.choice((0, 1, 1, 9))] = chance.randbytes(chance.choice((0, 1, 1, 9)))
    with suppress(UnreadableTranscript):
        content = read(bytes(body), None)
        assert all(paragraph.text for paragraph in content.paragraphs)


def small() -> bytes:
    paper = Paper(pageCompression=0)
    paper.pour([speech(0, 4)])
    return paper.finished()


SMALL = small()
