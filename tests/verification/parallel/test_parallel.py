"""A translated quote beside its original, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

from quotetrack.matching.tokens import tokenise
from quotetrack.model import Nature, Quote, Transcript
from quotetrack.records import load_record
from quotetrack.verification import verify
from quotetrack.verification.parallel import parallel_of
from quotetrack.verification.parallel.names import gazetteer

QUOTES = Path(__file__).parents[3] / "quotes"


def test_the_real_case_shows_the_addition_and_two_places() -> None:
    quote = load_record(QUOTES / "putin-2003-iraq.yaml")
    (excerpt,) = (source.excerpt for source in quote.sources if source.excerpt)
    original = Transcript("ru", excerpt.text, language="ru", nature=Nature.EXCERPT)
    (witness,) = verify(quote, [original], declared=frozenset({"ru"})).witnesses
    first, second, third = witness.parallel
    assert [(each.text, each.elsewhere) for each in first.missing] == [
        ("United States", False),
        ("Great Britain", False),
    ]
    assert [quote.text[ours.start : ours.end] for ours, _ in first.anchors] == ["UN"]
    assert second.passed_over is not None
    assert original.text[second.passed_over.start : second.passed_over.end] == "[…]"
    assert (second.missing, third.passed_over, len(third.original)) == ((), None, 2)


def test_the_two_places_are_found_in_a_whole_statement_that_names_the_same_things_in_between() -> None:
    quote = load_record(QUOTES / "putin-2003-iraq.yaml")
    (excerpt,) = (source.excerpt for source in quote.sources if source.excerpt)
    one, _, other = excerpt.text.split("\n")
    # Everything else is made up for this test.
    begins = "Добрый день! Сегодня утром Соединённые Штаты начали войну против Ирака. "
    between = (
        "Эта военная акция ничем не оправдана: ни обвинениями Ирака, ни тем, что там политический режим. "
        "Политический режим любой страны выбирают её граждане. Необходимости в этом не было. Есть у Ирака "
        "такое оружие или его нет? Ирак не был опасен для соседей. "
    )
    text = begins + one + "\n" + between + other + "\nНи одна страна не будет в безопасности."
    beads = parallel_of(quote, Transcript("ru", text, language="ru", nature=Nature.VERBATIM))
    shown = ["\n".join(text[span.start : span.end] for span in bead.original) for bead in beads]
    assert shown[0] == one
    assert "\n".join(shown[1:]).replace("\n", " ") == other
    assert [(each.text, each.elsewhere) for each in beads[0].missing] == [
        ("United States", True),
        ("Great Britain", False),
    ]
    assert [bead.passed_over is not None for bead in beads] == [False, True, False]


def test_what_has_nothing_to_do_with_a_long_original_is_placed_nowhere() -> None:
    quote = Quote("q", "My dog likes bones.", language="en", original_language="ru")
    original = Transcript("ru", "Мы идём домой. Там тепло и тихо. " * 30, language="ru")
    assert parallel_of(quote, original) == ()
    assert parallel_of(quote, Transcript("ru", "…", language="ru")) == ()


def test_numbers_place_a_sentence_anywhere_in_a_long_text() -> None:
    quote = Quote("q", "In 1945 we lost 27 million people.", language="en", original_language="ru")
    text = "Мы идём домой. Там тепло. " * 30 + "В 1945 году мы потеряли 27 миллионов. " + "Там тихо. " * 30
    (bead,) = parallel_of(quote, Transcript("ru", text, language="ru"))
    assert [text[span.start : span.end] for span in bead.original] == [
        "В 1945 году мы потеряли 27 миллионов."
    ]


def test_names_are_found_in_their_cases() -> None:
    text = "Войска вошли в Ирак; о Великобритании и Соединённых Штатах, об ООН и иракской армии. Кроме того."
    codes = [named.code for named in gazetteer("ru").find(tokenise(text))]
    assert codes == ["IQ", "GB", "US", "UN", "IQ"]
    english = [named.code for named in gazetteer("en").find(tokenise("Tell us of the US, and of Chad."))]
    assert english == ["US", "TD"]
    assert not list(gazetteer("xx").find(tokenise("Ирак")))


def test_a_third_language_stands_beside_nothing() -> None:
    quote = Quote("q", "In 1945 we won.", language="en", original_language="ru")
    (witness,) = verify(quote, [Transcript("fr", "En 1945 nous avons gagné.", language="fr")]).witnesses or (
        None,
    )
    assert witness is None or witness.parallel == ()
