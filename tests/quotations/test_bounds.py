"""Articles with more names, blocks and marks than anybody writes: bounded work, or one line that refuses."""

from __future__ import annotations

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
