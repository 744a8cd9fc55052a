"""Readers: words without their markup, and the line and column of every one of them in the source."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Span
from quotetrack.quotations import Document, Form, Place, read_document
from quotetrack.quotations.document import BlockKind, Writer
from quotetrack.quotations.reading import LARGEST, form_of
from quotetrack.quotations.word import LARGEST as LARGEST_UNPACKED


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.text[block.span.start : block.span.end]) for block in document.blocks]


def stands(document: Document, source: str, words: str) -> bool:
    """Whether the place of the first code point of these words is where the source has them."""
    place = document.place(document.text.index(words))
    return source.split("\n")[place.line - 1][place.column - 1 :].startswith(words.split()[0])


MARKDOWN = """\
---
title: "no words of it"
---
# A “head”

Some *words* with a [link text](https://example.org/a_(b) "a title") and `code "here"` and
a second line &ldquo;marked&rdquo; with an \\*escape\\* \U0001d465 after.

> A quoted *line*
> and its second.
>
> — Jane Doe

- an item “of a list”
    - another one

| cell “one” | cell two |
|---|---|
| cell three | cell four |

    code "not read"

<div>Some “html” <b>inside</b></div>
"""


def test_markdown_is_read_without_its_markup() -> None:
    document = read_document(MARKDOWN.encode(), "a.md")
    assert blocks(document)[0] == (BlockKind.HEADING, "A “head”")
    assert "no words of it" not in document.text
    assert "code" not in document.text
    assert "Some words with a link text and" in document.text
    assert "“marked” with an *escape*" in document.text
    quoted = [text for kind, text in blocks(document) if kind is BlockKind.QUOTED]
    assert quoted == ["A quoted line and its second.", "— Jane Doe"]
    assert len({block.group for block in document.blocks if block.kind is BlockKind.QUOTED}) == 1


@pytest.mark.parametrize(
    "words",
    ["words", "link text", "a second", "marked", "escape", "after", "A quoted", "and its", "Jane", "an item",
     "another", "one”", "cell three", "html", "inside"],
)  # fmt: skip
def test_every_word_of_markdown_knows_its_place(words: str) -> None:
    assert stands(read_document(MARKDOWN.encode(), "a.md"), MARKDOWN, words)


PAGE = """\
<!DOCTYPE html>
<html lang="en-GB"><head><title>T</title></head><body>
<nav><p>Menu “no words”</p></nav>
<article><h1>A head</h1>
<p>Some <b>bold</b> words,
 <q>said <q>so</q> here</q> and &ldquo;marked&rdquo;.
<p>A second paragraph without an end tag<br>goes on.
<blockquote><p>Set apart.</p></blockquote>
<script>var x = "no words";</script>
<p>Last &amp; least.</p></article></body></html>
"""


def test_a_page_is_read_without_its_furniture() -> None:
    document = read_document(PAGE.encode(), "a.html")
    assert document.language == "en"
    assert blocks(document) == [
        (BlockKind.HEADING, "A head"),
        (BlockKind.PROSE, "Some bold words, “said ‘so’ here” and “marked”."),
        (BlockKind.PROSE, "A second paragraph without an end tag goes on."),
        (BlockKind.QUOTED, "Set apart."),
        (BlockKind.PROSE, "Last & least."),
    ]


@pytest.mark.parametrize(
    "words", ["A head", "bold", "said", "so", "here", "marked", "A second", "Set", "Last"]
)
def test_every_word_of_a_page_knows_its_place(words: str) -> None:
    assert stands(read_document(PAGE.encode(), "a.html"), PAGE, words)


def test_plain_text_joins_lines_and_sets_indented_ones_apart() -> None:
    text = (
        "A first paragraph of some length that goes on\nover a second line, and ends there.\n\n"
        "    Words that are set apart\n    by their indentation.\n\n> a mail's\n> quoted lines\n\nThe end.\n"
    )
    document = read_document(text.encode(), "a.txt")
    assert blocks(document) == [
        (
            BlockKind.PROSE,
            "A first paragraph of some length that goes on over a second line, and ends there.",
        ),
        (BlockKind.QUOTED, "Words that are set apart by their indentation."),
        (BlockKind.QUOTED, "a mail's quoted lines"),
        (BlockKind.PROSE, "The end."),
    ]
    for words in ("over a", "Words", "by their", "quoted lines", "The end"):
        assert stands(document, text, words)


def word_file(path: Path) -> bytes:
    made = docx.Document()
    made.add_heading("A head", 1)
    made.add_paragraph("Some “words” here.")
    made.add_paragraph("Set apart.", style="Quote")
    made.add_table(1, 1).cell(0, 0).text = "In a “cell”."
    made.save(str(path))
    return path.read_bytes()


def test_a_word_document_counts_its_paragraphs_as_lines(tmp_path: Path) -> None:
    document = read_document(word_file(tmp_path / "a.docx"), "a.docx")
    assert blocks(document)[:3] == [
        (BlockKind.HEADING, "A head"),
        (BlockKind.PROSE, "Some “words” here."),
        (BlockKind.QUOTED, "Set apart."),
    ]
    assert "In a “cell”." in document.text
    assert document.place(document.text.index("words")) == Place(2, 7)
    # the bytes tell the form, whatever the name
    assert read_document(word_file(tmp_path / "b.docx"), "-").text == document.text


@pytest.mark.parametrize(
    ("body", "name", "reason"),
    [
        (b"", "a.md", "empty"),
        (b"  \n \n", "a.txt", "empty"),
        (b"PK\x03\x04 and no zip", "a.docx", "no readable DOCX"),
        (b"%PDF-1.7 ...", "a.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "a.md", "image"),
        (b"\0\1\2\3" * 20, "a.txt", "not text"),
        (b"a" * (LARGEST + 1), "a.txt", "larger than"),
    ],
)
def test_what_is_no_article_is_said_in_a_line(body: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableTranscript, match=reason) as raised:
        read_document(body, name)
    assert "\n" not in str(raised.value)


def test_a_zip_that_is_no_word_file_and_one_that_is_cut(tmp_path: Path) -> None:
    whole = word_file(tmp_path / "a.docx")
    for cut in (100, len(whole) // 2, len(whole) - 5):
        with pytest.raises(UnreadableTranscript):
            read_document(whole[:cut], "a.docx")


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"[Content_Types].xml": "<Types/>"},
        {"[Content_Types].xml": "no markup", "word/document.xml": "<a/>"},
        {"word/document.xml": "a" * (LARGEST_UNPACKED + 1)},
    ],
)
def test_a_zip_with_other_parts_than_a_word_file_is_refused(parts: dict[str, str]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "x")
        for name, text in parts.items():
            packed.writestr(name, text)
    with pytest.raises(UnreadableTranscript):
        read_document(made.getvalue(), "a.docx")


@given(st.data())
def test_a_word_file_with_its_xml_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("Some “words” here.", style="Quote")
    made.save(whole)
    with zipfile.ZipFile(whole) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    text = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=3))
        if not text:
            break
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as packed:
        for each, body in (parts | {name: bytes(text)}).items():
            packed.writestr(each, body)
    with suppress(UnreadableTranscript):
        read_document(changed.getvalue(), "a.docx")


@pytest.mark.parametrize(
    ("body", "name", "media_type", "form"),
    [
        (b"# a", "a.md", None, Form.MARKDOWN),
        (b"<p>a", "a.md", None, Form.MARKDOWN),
        (b"a", "a.HTM", None, Form.HTML),
        (b"\xef\xbb\xbf <!DOCTYPE HTML>", "-", None, Form.HTML),
        (b"a", "https://example.org/a", "text/html; charset=utf-8", Form.HTML),
        (b"a", "https://example.org/a.md", "text/plain", Form.MARKDOWN),
        (b"# a", "-", None, Form.TEXT),
        (b"a", "README", None, Form.TEXT),
    ],
)
def test_the_form_is_known(body: bytes, name: str, media_type: str | None, form: Form) -> None:
    assert form_of(body, name, media_type) is form


def test_charsets_are_told() -> None:
    text = 'Он сказал: "Мы здесь и никуда не уйдём", и это все услышали.'
    for charset in ("utf-8", "utf-16", "cp1251", "koi8-r"):
        assert '"Мы здесь' in read_document(text.encode(charset), "a.txt").text
    page = '<meta charset="windows-1252"><p>He said “so” and left the hall.</p>'.encode("cp1252")
    assert "“so”" in read_document(page, "a.html").text


def test_windows_line_ends_count_once() -> None:
    document = read_document("One.\r\n\r\nTwo “x”.\r\n".encode(), "a.md")
    assert document.place(document.text.index("x")) == Place(3, 6)


@given(
    st.lists(
        st.sampled_from(["a", "b c", " ", "\n", "\n\n", "é", "𝒙", "\t", "“", "> ", "*", "&amp;", "<b>"]),
        max_size=40,
    )
)
def test_places_hold_the_same_characters(parts: list[str]) -> None:
    source = "".join(parts) + "z"
    for form in (Form.TEXT, Form.MARKDOWN, Form.HTML):
        document = read_document(source.encode(), "a", form=form)
        lines = source.split("\n")
        for at, c in enumerate(document.text):
            if c.isalpha() and c in "abcé𝒙z":
                place = document.place(at)
                assert lines[place.line - 1][place.column - 1] == c, (form, source)


def test_a_writer_keeps_white_space_single_and_blocks_apart() -> None:
    writer = Writer()
    writer.add("  a\n\n  b ", 1, 1)
    writer.end_block(BlockKind.PROSE)
    writer.end_block(BlockKind.PROSE)
    writer.add("c", 9, 4)
    document = writer.document("x")
    assert document.text == "a b\nc"
    assert [document.place(at) for at in (0, 2, 4)] == [Place(1, 3), Place(3, 3), Place(9, 4)]
    assert document.end_place(3) == Place(3, 4)
    assert Writer().document("x").text == ""
    assert Writer().document("x").place(0) == Place(1, 1)


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
@pytest.mark.parametrize("sign", ["<div>", "> ", "[", "*", "<", "<q>", "&"])
def test_markup_of_any_depth_is_read_or_refused(sign: str, form: Form) -> None:
    with suppress(UnreadableTranscript):
        read_document((sign * 5_000 + "a").encode(), "a", form=form)


def test_the_language_that_a_page_states_for_its_parts() -> None:
    page = (
        '<html lang="en"><body><article><p>She said '
        '<q lang="de-AT">alles <i xml:lang="fr">toujours</i> Ende</q>'
        ' and went.<p lang="de">Gute Nacht.<p>Good night.<hr lang="de"></article></body></html>'
    )
    document = read_document(page.encode(), "a.html")

    def stated(words: str) -> str | None:
        start = document.text.index(words)
        return document.language_at(Span(start, start + len(words)))

    for words, language in (
        ("alles", "de"), ("toujours", "fr"), ("alles toujours Ende", "de"), ("Gute Nacht.", "de"),
        ("She said", None), ("Good night.", None), ("said “alles", None),
    ):  # fmt: skip
        assert stated(words) == language
