"""Bytes to characters: byte order mark, then what is declared, then what the bytes look like.

A declaration is believed only as far as the bytes bear it out: a strict decode that fails
falls on to the next candidate, valid multi-byte UTF-8 wins over any declared single-byte
charset (a text in another charset is almost never valid UTF-8 by accident), and a single-byte
charset that makes nonsense of the letters is passed over for one that does not.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.vocabulary import load

SAMPLE = 1 << 16
"""How many bytes are looked at to tell a charset; the declaration in a page stands well within."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WORD = re.compile(r"[^\W\d_]+")

_PLAUSIBLE = 0.8
"""Share of the letters outside ASCII that must stand in credible words."""


def decode(body: bytes, declared: str | None, *, markup: bool = False) -> str:
    """The characters of ``body``.

    ``declared`` is the charset of the HTTP header; with ``markup`` the page's own declaration
    is tried after it. Raises `UnreadableTranscript` when the bytes are no text at all.
    """
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, errors="replace")
    candidates = [name for name in (declared, _in_page(body) if markup else None) if name]
    wide = _without_bom(body)
    if wide is not None:
        return body.decode(wide, errors="replace")
    if b"\x00" in body[:SAMPLE]:
        raise UnreadableTranscript("these bytes are not text: give a page, a text file or a typed-in excerpt")
    if not _HIGH.search(body) and not any(_is_stateful(name) for name in candidates):
        return body.decode("ascii")
    text = _as_utf8(body)
    if text is not None:
        return text
    return _as_declared(body, candidates) or _as_it_looks(body)


def _in_page(body: bytes) -> str | None:
    found = _META.search(body[:SAMPLE])
    return found.group(1).decode("ascii", errors="ignore") if found else None


def _codec(name: str) -> str | None:
    """Python's name for a charset as the web means it: its latin-1 is windows-1252 (WHATWG Encoding)."""
    try:
        known = codecs.lookup(name.strip().lower())
    except (LookupError, ValueError):
        return None
    # codecs that are no charsets (rot13, zlib) are on Python's list too
    if not getattr(known, "_is_text_encoding", True):
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(
        known.name, known.name
    )


def _is_stateful(name: str) -> bool:
    """Charsets that write other letters with ASCII bytes."""
    return (_codec(name) or "").startswith(("utf-7", "iso2022", "hz", "cp037", "cp500"))


def _without_bom(body: bytes) -> str | None:
    """UTF-16 that lost its mark: spaces and signs have a zero byte, and letters are of one alphabet."""
    sample = body[:4096]
    if len(body) % 2 or len(sample) < 8 or not sample.count(0):
        return None
    for charset in ("utf-16-le", "utf-16-be"):
        try:
            text = sample.decode(charset)
        except UnicodeDecodeError:
            continue
        plain = sum(sign < "\x7f" and (sign.isprintable() or sign in "\t\r\n") for sign in text)
        alphabets = Counter(ord(sign) >> 8 for sign in text if sign > "\xff")
        largest = max(alphabets.values(), default=0)
        if plain >= 0.1 * len(text) and plain + largest >= 0.9 * len(text):
            return charset
    return None


def _as_utf8(body: bytes) -> str | None:
    """UTF-8, a few broken characters (a cut, a careless editor) allowed: U+FFFD stands for each."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = body[: 16 * SAMPLE]
    rest, whole = _UTF8_SEQUENCE.subn(b"", sample)
    broken = len(_HIGH.findall(rest))
    return body.decode("utf-8", errors="replace") if whole >= 20 * max(broken, 1) else None


def _as_declared(body: bytes, candidates: list[str]) -> str | None:
    for name in candidates:
        codec = _codec(name)
        if codec is None or codec == "utf-8" or codec.startswith(("utf-16", "utf-32")):
            continue
        try:
            text = body.decode(codec)
        except (UnicodeError, ValueError):
            continue
        if _credibility(text[:SAMPLE]) >= _PLAUSIBLE:
            return text
    return None


def _as_it_looks(body: bytes) -> str:
    sample = body[:SAMPLE]
    best = max(
        load("charsets")["single_byte"], key=lambda name: _credibility(sample.decode(name, errors="replace"))
    )
    if _credibility(sample.decode(best, errors="replace")) < _PLAUSIBLE:
        # loaded only here: 40 ms, and most texts never need it
        from charset_normalizer import from_bytes

        guess = from_bytes(sample, steps=8, chunk_size=512).best()
        if guess is not None and guess.encoding and not guess.encoding.startswith("utf_7"):
            best = guess.encoding
    return body.decode(best, errors="replace")


def _credibility(text: str) -> float:
    """Share of characters beyond ASCII that look meant: 1 for none at all.

    A letter is credible in a word of one script whose capitals stand where capitals do, and
    (Cyrillic) when it is a common one; a sign is credible unless it is a control character, a
    replacement, a box-drawing character, or a sign wedged between letters.
    """
    signs = load("charsets")["credible_signs"]
    total = credible = 0.0
    for word in _WORD.findall(text):
        high = sum(letter > "\x7f" for letter in word)
        if high:
            total += high
            credible += high * _word_credibility(word, high)
    for sign in re.findall(r"[^\x00-\x7f]", re.sub(r"[^\W\d_]", "", text)):
        total += 1
        credible += sign in signs
    return credible / total if total else 1.0


def _word_credibility(word: str, high: int) -> float:
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in word)
    if cyrillic:
        if cyrillic < len(word) or not (word.islower() or word.istitle() or word.isupper()):
            return 0.0
        common = load("charsets")["common_cyrillic"]
        share = sum(letter in common for letter in word.lower()) / len(word)
        # a Russian text misread by another Cyrillic charset comes out in capitals
        return share * (0.6 if word.isupper() and len(word) > 1 else 1.0)
    if not (word.islower() or word.istitle() or word.isupper()):
        return 0.0
    if high == len(word) and high > 2:
        return 0.0  # a Latin word of nothing but accented letters is a misread Cyrillic one
    return 1.0 if high <= max(1, len(word) // 2) else 0.3
