"""The closed list of harmless differences: each list has words that only it makes harmless."""

import tomllib
from importlib.resources import files

import pytest
from spellchecker import SpellChecker

from quotetrack.matching.changed import word_class
from quotetrack.matching.equivalence import equivalent, known_words
from quotetrack.matching.lexicon import Lexicon, lexicon
from quotetrack.model import Weight


@pytest.mark.parametrize(
    ("language", "quote", "transcript", "klass"),
    [
        ("en", "they're", "they are", "contraction"),
        ("en", "don't", "do not", "contraction"),
        ("en", "can't", "cannot", "contraction"),
        ("en", "let's", "let us", "contraction"),
        ("en", "it's not", "it isn't", "contraction"),
        ("en", "gen", "general", "abbreviation"),
        ("en", "u s", "united states", "abbreviation"),
        ("en", "&", "and", "abbreviation"),
        ("en", "colour", "color", "spelling"),
        ("en", "neighbours", "neighbors", "spelling"),
        ("en", "organisation", "organization", "spelling"),
        ("en", "towards", "toward", "spelling"),
        ("en", "hussein", "husayn", "spelling"),
        ("en", "qaida", "qaeda", "spelling"),
        ("en", "qaida's", "qaeda's", "spelling"),
        ("en", "%", "percent", "number-format"),
        ("en", "4k", "four thousand", "number-format"),
        ("en", "7tn", "7 trillion", "number-format"),
        ("en", "6 and a quarter", "6.25", "number-format"),
        ("en", "PM", "p m", "number-format"),
        ("ru", "5млн", "5000000", "number-format"),
        ("en", "every one", "everyone", "joined-split"),
        ("en", "in to", "into", "joined-split"),
        ("en", "occassionally", "occasionally", "misspelling"),
        ("ru", "пришел", "пришёл", "spelling"),
        ("ru", "оон", "организация объединенных наций", "abbreviation"),
        ("ru", "%", "процентов", "number-format"),
    ],
)
def test_harmless_by_its_list(language: str, quote: str, transcript: str, klass: str) -> None:
    for left, right in ((quote, transcript), (transcript, quote)):
        if klass == "misspelling" and left == transcript:
            continue  # only the quote's slip is harmless
        judged = equivalent(left.split(), right.split(), lexicon(language))
        assert judged is not None
        assert judged[0] == klass
        assert judged[1] in (Weight.HARMLESS, Weight.TYPOGRAPHIC)


@pytest.mark.parametrize(
    ("quote", "transcript"),
    [
        ("new", "now"),
        ("they", "we"),
        ("for", "to"),
        ("its", "it's"),
        ("us", "united states"),
        ("four", "for"),
        ("occasionally", "occassionally"),
        ("Osama", "Obama"),
        ("form", "from"),
        ("will", "would"),
        ("rise", "raise"),
        ("all", "every"),
        ("and", "or"),
        ("america's", "america"),
        ("qaida's", "qaeda"),
        ("notable", "not able"),
        ("now here", "nowhere"),
        ("inaction", "in action"),
        ("a part", "apart"),
        ("re sign", "resign"),
        ("re covered", "recovered"),
        ("un ionized", "unionized"),
        ("ilegal", "legal"),
        ("imoral", "moral"),
    ],
)
def test_what_is_not_listed_is_not_harmless(quote: str, transcript: str) -> None:
    assert equivalent(quote.split(), transcript.split(), lexicon("en")) is None


@pytest.mark.parametrize(
    ("language", "word", "klass"),
    [
        ("en", "never", "negation"),
        ("en", "wouldn't", "negation"),
        ("en", "must", "modality"),
        ("en", "every", "quantifier"),
        ("en", "they", "pronoun"),
        ("en", "toward", "preposition"),
        ("en", "hundred", "number"),
        ("en", "1,000", "number"),
        ("en", "$", "sign"),
        ("en", "freedom", "content"),
        ("ru", "не", "negation"),
        ("ru", "должен", "modality"),
        ("ru", "каждый", "quantifier"),
        ("ru", "они", "pronoun"),
        ("ru", "против", "preposition"),
        ("ru", "сто", "number"),
    ],
)
def test_classes(language: str, word: str, klass: str) -> None:
    assert word_class(word, lexicon(language)) == klass


def test_a_language_without_a_file_forgives_nothing() -> None:
    nothing = lexicon("tlh")
    assert equivalent(["colour"], ["color"], nothing) is None
    assert word_class("not", nothing) == "content"


def test_without_a_language_the_script_decides() -> None:
    assert lexicon(None, "мир").language == "ru"
    assert lexicon(None, "peace").language == "en"
    assert lexicon("en-GB").language == "en"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_files_have_no_key_that_nothing_reads_and_no_word_in_capitals(language: str) -> None:
    path = files("quotetrack.matching") / "lists" / f"{language}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {field for field in Lexicon.__dataclass_fields__ if field not in ("language", "forms")}
    assert set(data) <= known | {"variants"}
    for forms in data["variants"].values():
        for variant in forms:
            assert all(form == form.lower() for form in variant)
            assert len(set(variant)) == len(variant) > 1


@pytest.mark.parametrize("language", sorted(SpellChecker.languages()))
def test_the_known_words_are_those_of_the_library(language: str) -> None:
    assert known_words(language) == frozenset(SpellChecker(language=language).word_frequency.words())


@pytest.mark.parametrize("language", ["", "xx", "ar/../en", "../resources/en"])
def test_a_language_without_a_list_has_no_known_words(language: str) -> None:
    assert known_words(language) is None
