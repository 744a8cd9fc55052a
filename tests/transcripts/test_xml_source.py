"""XML without trust: what would read a file, ask a server or fill the memory is refused in a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Transcript
from quotetrack.transcripts import xml_source

Read = Callable[..., Transcript]

TEI = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{}</p></body></text></TEI>"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "<!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + TEI.format("&x;"),
            "&x;, an entity that is no",
        ),
        (
            "<!DOCTYPE TEI [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" + TEI.format("&b;"),
            "&b;, an entity that is no",
        ),
        ("<!DOCTYPE TEI [<!ENTITY x '<p>no</p>'>]>" + TEI.format("&x;"), "&x;, an entity that is no"),
        ("<!DOCTYPE TEI [ <!ELEMENT p (q)> ", "does not end"),
        ("<!DOCTYPE TEI [ <!-- " * 5000, "does not end"),
        (TEI.format("<p>" * 400 + "deep" + "</p>" * 400), "broken, or cut"),
        (TEI.format("cut")[:-20], "broken, or cut"),
        (TEI.format("<p>overlap</q>"), "broken, or cut"),
        (TEI.format("bell \x07"), "broken, or cut"),
        ("<TEI><teiHeader/></TEI>", "without a text"),
        ("<teiCorpus><TEI/><TEI/></teiCorpus>", "holds 2 texts"),
        ("<teiCorpus><include href='a.xml'/></teiCorpus>", "an index of other files"),
        ("<?xml version='1.0'?><rss><item>News</item></rss>", "<rss>"),
    ],
)
def test_what_is_refused(read: Read, body: str, says: str) -> None:
    with pytest.raises(UnreadableTranscript) as refusal:
        read(body, media_type="application/xml")
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_entity_that_is_a_character_is_read(read: Read) -> None:
    doctype = (
        '<!DOCTYPE TEI PUBLIC "-//x" "http://127.0.0.1:9/tei.dtd" [\n<!ENTITY % more SYSTEM "http://127.0.0.1:9/">\n'
        "<!-- ]> --> <!ENTITY own \"&#38;#8212;\"> <!ENTITY pound '&#163;'>\n]>\n"
    )
    text = (
        "<?xml version='1.0' encoding='ascii'?>\n"
        + doctype
        + TEI.format("&pound;5 &own; &eacute;t&eacute; &amp; &lt;")
    )
    assert read(text).text == "£5 — été & <"


def test_an_included_file_is_not_read(read: Read) -> None:
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>words"
    assert read(TEI.format(include)).text == "words"


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "windows-1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-8", "utf-16"),
        ("no-such", "utf-8"),
    ],
)
def test_a_charset_that_is_declared_wrong(read: Read, declared: str, real: str) -> None:
    said = "«Où étiez-vous?» — demanda le président. Ça dépend, répondit la députée."
    body = f"<?xml version='1.0' encoding='{declared}'?>" + TEI.format(said)
    assert read(body.encode(real), media_type="text/xml").text == said


def test_too_much_markup(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_source, "MOST_MARKUP", 50)
    with pytest.raises(UnreadableTranscript, match="split it"):
        read(TEI.format("<lb/>" * 60))
    monkeypatch.setattr(xml_source, "MOST_BYTES", 50)
    with pytest.raises(UnreadableTranscript, match="larger than"):
        read(TEI.format("words " * 60))


def test_text_sent_as_xml_is_text(read: Read) -> None:
    assert read("Only words.", media_type="application/xml").reader == "text/4"
