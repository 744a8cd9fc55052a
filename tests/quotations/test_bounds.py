"""Articles with more names, blocks and marks than anybody writes: bounded work, or one line that refuses."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from itertools import product

import pytest

from quotetrack.bounds import LONGEST_ARTICLE, MOST_QUOTATIONS
from quotetrack.errors import QuotetrackError, UnreadableTranscript
from quotetrack.quotations import Document, Form, people, quotations, read_document


def article(text: str, form: Form = Form.TEXT) -> Document:
    return read_document(text.encode(), "article", form=form)


def names(count: int) -> list[str]:
    return ["Colin Po" + "".join(end) for end in product("abcdefghij", repeat=4)][:count]


def test_a_thousand_speakers_are_compared_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    fullness = people._fullness

    def counted(name: str) -> tuple[int, int]:
        asked[name] += 1
        return fullness(name)

    monkeypatch.setattr(people, "_fullness", counted)
    text = " ".join(f"“We go on,” said {name}." for name in names(1000))
    found = quotations(article(text))
    assert [quotation.speaker for quotation in found] == names(1000)
    assert asked.total() <= 4000


def test_names_are_compared_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()

    def counted(*pair: str) -> bool:
        asked[pair[0]] += 1
        return False

    monkeypatch.setattr(people, "same_name", counted)
    monkeypatch.setattr(people, "MOST_COMPARED", 5000)
    text = " ".join(
        f"“We go on,” said {name}. “No,” said {name.replace('Colin', 'Mr.')}." for name in names(300)
    )
    assert len(quotations(article(text))) == 600
    assert asked.total() == 5000


def test_a_pronoun_in_a_sentence_without_an_end_looks_no_farther_than_anybody_reads() -> None:
    text = "Colin Powell spoke. " + "“We go on,” he said and " * 600
    found = quotations(article(text))
    assert len(found) == 600
    assert found[0].speaker == "Colin Powell"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“a” " * MOST_QUOTATIONS, MOST_QUOTATIONS),
        ("> we “a b” go on and on\n\n" * 2000, 4000),
        ("“‘" * 20_000 + "a" + "’”" * 20_000, 8),
        ('"' * 200_000, 0),
        ("“ab " * 20_000, 1),
    ],
)
def test_many_marks_are_gone_through_once(text: str, count: int) -> None:
    assert len(quotations(article(text))) == count


def test_more_quotations_than_an_article_has_are_refused() -> None:
    with pytest.raises(QuotetrackError, match=r"^article: it has more than 5,000 quotations"):
        quotations(article("“a”" * 300_000))


@pytest.mark.parametrize("form", [Form.TEXT, Form.MARKDOWN, Form.HTML])
def test_a_text_longer_than_an_article_is_refused(form: Form) -> None:
    with pytest.raises(UnreadableTranscript, match="more than 1,000,000 characters, which is the most"):
        article("x" * (LONGEST_ARTICLE + 1), form)


def word(body: str) -> bytes:
    """A DOCX file with this body."""
    import docx

    packed, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                begin = content.index(b"<w:body>") + len(b"<w:body>")
                content = content[:begin] + body.encode() + b"</w:body></w:document>"
            new.writestr(entry.filename, content)
    return changed.getvalue()


def test_a_cell_is_read_once_however_many_columns_it_spans() -> None:
    words = "<w:p><w:r><w:t>“We go on,” said Colin Powell.</w:t></w:r></w:p>"
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{words}</w:tc>'
    document = read_document(word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), "table.docx")
    assert document.text == "“We go on,” said Colin Powell."


def test_a_word_file_of_too_many_paragraphs_or_too_large_a_part_is_refused() -> None:
    with pytest.raises(UnreadableTranscript, match="more than 20,000 paragraphs"):
        read_document(word("<w:p/>" * 20_001), "a.docx")
    with pytest.raises(UnreadableTranscript, match="a part of it unpacks to more than 16 MiB"):
        read_document(word("<w:p/>" * 3_000_000), "a.docx")
