"""TEI: utterances are turns, editor's notes are seen and nobody's words, pages are places."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness, LocatorKind, Person, Quote, Role, Transcript, locator_at
from quotetrack.verification import verify

Read = Callable[..., Transcript]

HEADER = """<teiHeader><fileDesc><titleStmt>
  <title type="main" xml:lang="gl">Corpus parlamentario</title>
  <title type="main" xml:lang="en">Parliamentary corpus</title>
  <title type="sub" xml:lang="gl">Diario de Sesións</title>
  <title type="sub" xml:lang="en">Minutes</title></titleStmt>
  <publicationStmt><date when="2024-01-23"/></publicationStmt>
  <sourceDesc><bibl><title>Diario</title>
    <date when="2019-10-09">09.10.2019</date></bibl></sourceDesc></fileDesc>
  <profileDesc><settingDesc><setting><name type="city">Santiago de Compostela</name>
  <name type="country">Galicia</name><date when="2019-10-08">08.10.2019</date></setting></settingDesc>
  <particDesc><listPerson>
    <person xml:id="CondeFrancisco"><persName><surname>Conde</surname><surname>López</surname>
      <forename>Francisco</forename></persName></person>
    <person xml:id="p2"><persName>Lee, Ann</persName></person>
  </listPerson></particDesc></profileDesc></teiHeader>"""

# The form of ParlaMint: utterances with their speaker and part, segments, notes of several kinds.
PARLAMINT = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="gl" xml:id="ParlaMint-XX">
  {HEADER}
  <text><body><div type="debateSection">
    <pb n="3" source="https://example.org/d.pdf"/>
    <head>Orde do día</head>
    <note type="time">Ábrese a sesión ás dez.</note>
    <note type="speaker">O señor PRESIDENTE:</note>
    <u who="#SantalicesMiguel" ana="#chair">
      <seg>Bos días.</seg>
      <seg>Imos dar comezo <pb n="4"/>á sesión.</seg>
    </u>
    <u who="#CondeFrancisco" ana="#regular">
      <seg>Señor Bará, debería revisar, <vocal type="murmuring">
        <desc>Murmurios.</desc></vocal> tal despropósito.</seg>
      <kinesic type="applause"><desc>(Aplausos.)</desc></kinesic>
      <seg xml:lang="es">A partir de ahí, nada.</seg>
    </u>
    <gap reason="inaudible"/>
    <u who="#PA606171 #p2"><seg>Words of two.</seg></u>
    <u who="#p2" ana="#guest"><seg>Words of one.</seg></u>
    <u><seg>Words of nobody.</seg></u>
  </div></body></text>
</TEI>
"""

PLAY = """<TEI.2><text><front><p>Cast</p></front><body><div1><head>Scene I</head>
<stage>Enter two sentinels.</stage>
<sp who="#BER"><speaker>Ber.</speaker><l>Who's there?</l></sp>
<sp who="#FRA"><speaker>Fran.</speaker><p>Nay, answer me. <stage>(aside)</stage> Stand, and unfold
<sic>yourselfe</sic><corr>yourself</corr>.</p></sp>
</div1></body></text></TEI.2>"""


def said(transcript: Transcript) -> list[tuple[str | None, str | None, Role, str]]:
    return [
        (turn.label, turn.speaker, turn.role, transcript.text[turn.start : turn.end])
        for turn in transcript.turns
    ]


def test_utterances(read: Read) -> None:
    conde = "Francisco Conde López"
    assert said(read(PARLAMINT)) == [
        (None, None, Role.UNKNOWN, "Orde do día\n[Ábrese a sesión ás dez.]"),
        ("O señor PRESIDENTE", None, Role.CHAIR, "Bos días.\nImos dar comezo á sesión."),
        (
            conde,
            conde,
            Role.SPEAKER,
            "Señor Bará, debería revisar, [Murmurios.] tal despropósito.\n(Aplausos.)",
        ),
        (conde, conde, Role.SPEAKER, "A partir de ahí, nada."),
        (None, None, Role.UNKNOWN, "[inaudible]"),
        ("PA606171 p2", None, Role.UNKNOWN, "Words of two."),
        ("Ann Lee", "Ann Lee", Role.SPEAKER, "Words of one."),
        (None, None, Role.UNKNOWN, "Words of nobody."),
    ]


def test_what_the_header_says(read: Read) -> None:
    transcript = read(PARLAMINT)
    assert (transcript.reader, transcript.language) == ("tei/1", "gl")
    assert (transcript.title, transcript.occasion) == ("Corpus parlamentario", "Diario de Sesións")
    assert (transcript.date, transcript.published) == ("2019-10-08", "2019-10-09")
    assert transcript.place == "Santiago de Compostela"
    assert transcript.complete is Completeness.UNKNOWN
    assert [turn.language for turn in transcript.turns][2:4] == [None, "es"]


def test_notes_are_asides_and_no_words_of_the_speech(read: Read) -> None:
    transcript = read(PARLAMINT)
    assert [transcript.text[aside.start : aside.end] for aside in transcript.asides] == [
        "[Ábrese a sesión ás dez.]",
        "[Murmurios.]",
        "(Aplausos.)",
        "[inaudible]",
    ]
    quote = Quote(
        "q", "debería revisar, tal despropósito", speaker=Person("Francisco Conde López"), language="gl"
    )
    verdict = verify(quote, [transcript])
    assert (verdict.status.value, verdict.speaker.value) == ("matches", "confirmed")


def test_pages_are_places(read: Read) -> None:
    transcript = read(PARLAMINT)
    for words, page in [("Bos días", "3"), ("dar comezo", "3"), ("á sesión.", "4"), ("Señor Bará", "4")]:
        locator = locator_at(transcript.locators, transcript.text.index(words))
        assert locator is not None
        assert (locator.kind, locator.text) == (LocatorKind.PAGE, page)


def test_a_part_left_out_is_an_incomplete_text(read: Read) -> None:
    sample = PARLAMINT.replace(
        '<gap reason="inaudible"/>', '<gap reason="editorial"><desc>SAMPLING</desc></gap>'
    )
    transcript = read(sample)
    assert transcript.complete is Completeness.NO
    assert "[SAMPLING]" in transcript.text


def test_a_pointer_that_leads_nowhere_names_nobody(read: Read) -> None:
    transcript = read(PARLAMINT.replace('<note type="speaker">O señor PRESIDENTE:</note>', ""))
    chair = transcript.turns[1]
    assert (chair.label, chair.speaker, chair.role) == ("Santalices Miguel", None, Role.CHAIR)


def test_words_that_are_elements(read: Read) -> None:
    tagged = """<u who="#p2"><seg><s><w>I</w> <w join="right">declare</w><pc>,</pc>
      <name><w>Mr</w> <w join="right">Smith</w></name>
      <pc>.</pc> <w>don't<w norm="do"/><w norm="not"/></w> <linkGrp><link target="x"/></linkGrp></s>
      <note>Applause.</note> <s><w>Ok</w></s></seg></u></div>"""
    transcript = read(PARLAMINT.replace("</div>", tagged))
    assert transcript.text.endswith("\nI declare, Mr Smith. don't [Applause.] Ok")


def test_speeches_of_a_play(read: Read) -> None:
    assert [(label, words) for label, _, _, words in said(read(PLAY))] == [
        (None, "Scene I\n[Enter two sentinels.]"),
        ("Ber", "Who's there?"),
        ("Fran", "Nay, answer me. (aside) Stand, and unfold yourselfe."),
    ]


def test_prose_has_labels_as_any_text_has(read: Read) -> None:
    text = "<TEI><text><body><p>MR. SMITH: We mended them.</p>"
    text += "<p>MS. JONES: And the bridges?</p></body></text></TEI>"
    assert [turn.label for turn in read(text).turns] == ["MR. SMITH", "MS. JONES"]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_broken_file_is_read_or_refused(read: Read, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PARLAMINT)))
    end = data.draw(st.integers(start, min(len(PARLAMINT), start + 60)))
    put = data.draw(
        st.sampled_from(
            ["", "<u>", "</u>", "<note>", "<w>", "<pb n='9'/>", "<gap/>", "&amp;", "<seg>", "<speaker/>"]
        )
        | st.text(max_size=5)
    )
    with suppress(UnreadableTranscript):
        transcript = read(
            (PARLAMINT[:start] + put + PARLAMINT[end:]).encode("utf-8", "replace"), media_type="text/xml"
        )
        for turn in transcript.turns:
            assert 0 <= turn.start < turn.end <= len(transcript.text)
        for aside in transcript.asides:
            assert 0 <= aside.start < aside.end <= len(transcript.text)


@pytest.mark.parametrize("name", ["d.xml", "d.TEI"])
def test_told_by_name(read: Read, name: str) -> None:
    assert (
        read("<!-- x -->" + PLAY, media_type="application/octet-stream", url=f"file:{name}").reader == "tei/1"
    )
