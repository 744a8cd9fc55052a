from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.charsets import decode

RUSSIAN = (
    "Сразу же подчеркну, военные действия осуществляются вопреки мировому общественному мнению. "
    "Военная акция против Ирака – это большая политическая ошибка. Ещё раз: объём, съезд, Югославия."
)
GERMAN = "Meine Damen und Herren, für die Übergabe größerer Verträge müssen wir – so heißt es – „ja“ sagen."
FRENCH = (
    "Où êtes-vous allés, à l’été, près de la forêt ? Le Président français a dit : « c’est très bien, ça »."
)


@pytest.mark.parametrize(
    "charset", ["cp1251", "koi8-r", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp866"]
)
@pytest.mark.parametrize(
    "declared", [None, "right", "utf-8", "iso-8859-1", "windows-1251", "koi8-r", "nonsense"]
)
def test_russian(charset: str, declared: str | None) -> None:
    text = RUSSIAN if charset not in ("koi8-r", "cp866") else RUSSIAN.replace("–", "-")
    assert decode(text.encode(charset), charset if declared == "right" else declared) == text


@pytest.mark.parametrize("text", [GERMAN, FRENCH])
@pytest.mark.parametrize("charset", ["cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1251", "us-ascii"])
def test_western(text: str, charset: str, declared: str | None) -> None:
    assert decode(text.encode(charset), declared) == text


@pytest.mark.parametrize("text", ["Grüße aus Köln", "déjà vu à Paris", "El Niño y el año nuevo"])
def test_latin_1_with_few_accents(text: str) -> None:
    assert decode(text.encode("latin-1"), None) == text


def test_a_central_european_charset_that_is_declared_is_believed() -> None:
    text = "Szanowni Państwo, dziękuję za zaproszenie. Łączy nas wspólna przyszłość."
    assert decode(text.encode("iso-8859-2"), "iso-8859-2") == text


def test_the_page_s_own_declaration_counts_in_markup_only() -> None:
    page = '<html><head><meta charset="windows-1251"></head><p>' + RUSSIAN
    assert RUSSIAN in decode(page.encode("cp1251"), None, markup=True)


def test_one_broken_character_does_not_spoil_a_utf_8_text() -> None:
    body = (RUSSIAN * 20).encode() + b"\xd0"
    assert decode(body, "utf-8") == RUSSIAN * 20 + "\ufffd"


@pytest.mark.parametrize("body", [b"\x00\x01\x02\x03abc\x00\xff" * 20, b"abc\x00def"])
def test_bytes_that_are_no_text_are_refused(body: bytes) -> None:
    with pytest.raises(UnreadableTranscript, match="not text"):
        decode(body, None)


@given(
    st.binary(),
    st.sampled_from([None, "utf-8", "utf-7", "rot13", "idna", "punycode", "utf-16", "cp1252", "é", "x" * 50]),
)
def test_any_bytes_decode_or_are_refused(body: bytes, declared: str | None) -> None:
    with suppress(UnreadableTranscript):
        decode(body, declared, markup=True)
