"""Which language's lists are meant."""

from __future__ import annotations

import pytest

from quotetrack.matching.languages import language_of, main_language


@pytest.mark.parametrize(
    ("tag", "main"), [("en", "en"), ("pt-BR", "pt"), ("pt_BR", "pt"), ("RU", "ru"), ("", "")]
)
def test_the_primary_subtag(tag: str, main: str) -> None:
    assert main_language(tag) == main


def test_without_a_tag_the_script_tells() -> None:
    assert language_of(None, "мост is mended") == "ru"
    assert language_of(None, "the bridge") == "en"
    assert language_of("de_AT", "мост") == "de"
