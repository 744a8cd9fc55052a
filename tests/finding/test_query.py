"""What is typed becomes terms; whatever it is, the index takes it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotetrack.archive import Archive
from quotetrack.archive.full_text import Only
from quotetrack.archive.incoming import Resource
from quotetrack.errors import QuotetrackError
from quotetrack.finding import Term, find, read_terms
from quotetrack.model import Transcript


@pytest.mark.parametrize(
    ("arguments", "terms"),
    [
        (["Uranium", "AFRICA"], [Term(("uranium",)), Term(("africa",))]),
        (["solid sources"], [Term(("solid", "sources"))]),
        (['"solid sources" facts'], [Term(("solid", "sources")), Term(("facts",))]),
        (["“solid sources”", "«и выводы»"], [Term(("solid", "sources")), Term(("и", "выводы"))]),
        (['"never closed', "x"], [Term(("never", "closed")), Term(("x",))]),
        (["terror*"], [Term(("terror",), prefix=True)]),
        (["weapons of mass destruct*"], [Term(("weapons", "of", "mass", "destruct"), prefix=True)]),
        (["mass* destruction"], [Term(("mass",), prefix=True), Term(("destruction",))]),
        (["*"  "war", "* peace"], [Term(("war",)), Term(("peace",))]),
        (["don’t", "al-Qaida", "$5"], [Term(("don", "t")), Term(("al", "qaida")), Term(("5",))]),
        (["año", "ёлка", "мой"], [Term(("ano",)), Term(("елка",)), Term(("мой",))]),
        (["war", "WAR"], [Term(("war",))]),
        (["AND", "NOT", "NEAR(a", "b)", "text:x"],
         [Term(("and",)), Term(("not",)), Term(("near", "a")), Term(("b",)), Term(("text", "x"))]),
    ],
)  # fmt: skip
def test_terms(arguments: list[str], terms: list[Term]) -> None:
    assert list(read_terms(arguments)) == terms


@pytest.mark.parametrize("arguments", [[], [""], ['""', "*", "?!"], ["\0"]])
def test_no_word(arguments: list[str]) -> None:
    with pytest.raises(QuotetrackError, match="no word to look for"):
        read_terms(arguments)


def test_too_many_words() -> None:
    assert len(read_terms(f"w{n}" for n in range(64))) == 64
    with pytest.raises(QuotetrackError, match="at most 64"):
        read_terms(f"w{n}" for n in range(65))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with Archive.open(folder) as opened:
        text = Resource("file:a", b"a", "text/plain", "utf-8", datetime.now(UTC))
        opened.keep(text, transcript=Transcript("a", "A b c, 5 %.\nАёЙ: año — ß ﬁ 東京; and or not near."))
    return folder


SPECIAL = st.text(
    st.sampled_from(list("ab5 \"'*+-^:(){}[],.;%_\\/\0\x02\x03\udc80«”ёйñßﬁ東\u0301")), max_size=12
)


@given(st.lists(SPECIAL | st.sampled_from(["AND", "OR", "NOT", "NEAR", "text"]), max_size=5), SPECIAL)
@example(["\0"], "")
@example(['a"', '"b'], "%")
def test_nothing_that_is_typed_is_an_error_of_syntax(archive: Path, typed: list[str], name: str) -> None:
    try:
        terms = read_terms(typed)
    except QuotetrackError:
        return
    with Archive.open(archive) as opened:
        for only in (Only(), Only(speaker=name), Only(language=name)):
            for hit in find(opened, terms, only):
                text = hit.transcript.text
                assert hit.passage.text == text[hit.passage.start : hit.passage.end]


def test_as_many_words_as_are_taken(archive: Path) -> None:
    with Archive.open(archive) as opened:
        assert not list(find(opened, read_terms(f"w{n}*" for n in range(64)), Only()))
        assert not list(find(opened, read_terms([" ".join(f"w{n}" for n in range(5000))]), Only()))
