"""Word processors' documents, written by python-docx or by hand, and ZIP containers that mean harm."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Transcript
from quotetrack.transcripts import office, zipped

Read = Callable[..., Transcript]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


def repacked(body: bytes, **parts: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as container:
        found: dict[str, str | bytes] = {name: container.read(name) for name in container.namelist()}
    return packed(
        found | {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    )


def conference() -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = "Joint press conference"
    document.core_properties.author = "A Typist"
    document.add_heading("Joint press conference", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Mayor Smith").bold = True
    paragraph.add_run(": We have mended the roads (applause)")
    paragraph.add_run().add_break()
    paragraph.add_run("and\tthe bridges.")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Q:", "Who paid?", "SMITH:", "The city."],
        strict=True,
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "HEADER"
    document.sections[0].footer.paragraphs[0].text = "FOOTER"
    document.add_paragraph("One of a list.", style="List Number")
    return document


def test_paragraphs_tables_and_bold_labels(read: Read) -> None:
    transcript = read(saved(conference()), media_type=WORD)
    assert transcript.text.split("\n") == [
        "Joint press conference",
        "Mayor Smith: We have mended the roads (applause)",
        "and the bridges.",
        "Q:",
        "Who paid?",
        "SMITH:",
        "The city.",
        "One of a list.",
    ]
    assert [turn.label for turn in transcript.turns] == [None, "Mayor Smith", "Q", "SMITH"]
    assert (transcript.reader, transcript.title) == ("docx/2", "Joint press conference")
    assert transcript.speaker is None


def test_words_in_bold_by_themselves_or_by_their_style() -> None:
    document = docx.Document()
    document.add_heading("A title", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Ann Lee:", style="Strong")
    paragraph.add_run(" Good morning. ")
    paragraph.add_run("Loud.").bold = True
    plain = document.add_heading("", 1).add_run("Not bold")
    plain.bold = False
    found = office.read(saved(document)).paragraphs
    assert [(each.text, each.emphasised) for each in found] == [
        ("A title", "A title"),
        ("Ann Lee: Good morning. Loud.", "Ann Lee:"),
        ("Not bold", ""),
    ]


def test_what_a_change_deletes_is_no_text_and_what_it_inserts_is(read: Read) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We shall ")
    for form in [
        '<w:del {} w:id="1"><w:r><w:delText>not </w:delText></w:r></w:del>',
        '<w:ins {} w:id="2"><w:r><w:t xml:space="preserve">never </w:t></w:r></w:ins>',
        '<w:moveFrom {} w:id="3"><w:r><w:t>away </w:t></w:r></w:moveFrom>',
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>",
        '<w:fldSimple {} w:instr="DATE"><w:r><w:t xml:space="preserve">surrender </w:t></w:r></w:fldSimple>',
        "<w:r {}><w:instrText>PAGE</w:instrText><w:footnoteReference w:id='2'/></w:r>",
        "<w:sdt {}><w:sdtPr/><w:sdtContent><w:r><w:t>to</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:sdt {}><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r {}><w:t> any</w:t><w:noBreakHyphen/><w:t>one</w:t></w:r>",
    ]:
        paragraph._p.append(parse_xml(form.format(nsdecls("w"))))
    document.add_comment(paragraph.runs, text="a comment", author="me")
    assert read(saved(document)).text == "We shall never surrender to any\u2011one"


def test_open_document(read: Read) -> None:
    space = 'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:dc="d" xmlns:meta="m"'
    body = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"""<office:document-content {space}><office:automatic-styles>
          <style:style style:name="T1" style:family="text">
          <style:text-properties fo:font-weight="bold"/></style:style>
          </office:automatic-styles><office:body><office:text>
          <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
          <text:h>A title</text:h>
          <text:p><text:span text:style-name="T1">Mayor Smith</text:span>: We have<text:s text:c="2"/>mended
            <text:a>the roads</text:a
            ><text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note>.</text:p>
          <text:p><text:span text:style-name="T1">Ann Lee</text:span>: When?</text:p>
          </office:text></office:body></office:document-content>""",
            "meta.xml": f"<office:document-meta {space}><office:meta><dc:title>Minutes</dc:title>"
            "<meta:creation-date>2024-05-01T10:00:00</meta:creation-date></office:meta></office:document-meta>",
        }
    )
    transcript = read(body, url="file:minutes.odt")
    assert transcript.text == "A title\nMayor Smith: We have mended the roads.\nAnn Lee: When?"
    assert [turn.label for turn in transcript.turns] == [None, "Mayor Smith", "Ann Lee"]
    assert (transcript.reader, transcript.title, transcript.published) == ("odt/2", "Minutes", "2024-05-01")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}, "a spreadsheet"),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}, "a presentation"),
        ({"a.txt": "words"}, "unpack it first"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document"}, "XML is broken"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": b"\0" * (3 << 20)}, "beyond belief"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "without its text"),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": "<encryption-data/>",
            },
            "a password",
        ),
        ({f"{n}.xml": "" for n in range(10_001)}, "more than 10000 parts"),
    ],
)
def test_what_is_refused(read: Read, parts: dict[str, str | bytes], says: str) -> None:
    with pytest.raises(UnreadableTranscript, match=says):
        read(packed(parts))


def test_a_document_with_a_password_and_an_old_one(read: Read) -> None:
    with pytest.raises(UnreadableTranscript, match="an old Office document, or one with a password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, media_type=WORD)
    body = bytearray(saved(conference()))
    with zipfile.ZipFile(io.BytesIO(body)) as container:
        at = container.start_dir
    while (at := body.find(b"PK\x01\x02", at)) >= 0:
        body[at + 8] |= 1
        at += 4
    with pytest.raises(UnreadableTranscript, match="a password"):
        read(bytes(body))


def test_a_part_that_unpacks_to_more_than_it_says(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_BYTES", 1 << 20)
    body = bytearray(packed({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * (2 << 20)}))
    at = body.rfind(b"PK\x01\x02")
    body[at + 24 : at + 28] = struct.pack("<I", 1000)
    with pytest.raises(UnreadableTranscript):
        read(bytes(body))
    with pytest.raises(UnreadableTranscript, match="unpacks to more than 1 MiB"):
        read(packed({f"word/{n}.xml": random.Random(n).randbytes(400_000) for n in range(3)}))


def test_entities_in_a_part(read: Read) -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    bomb += "<w:document xmlns:w='w'><w:p>&a;</w:p></w:document>"
    with pytest.raises(UnreadableTranscript, match="an entity that is no character"):
        read(repacked(saved(conference()), word__document_xml=bomb))


def test_a_deep_document(read: Read) -> None:
    deep = "<w:document xmlns:w='w'>" + "<w:p>" * 5000
    with pytest.raises(UnreadableTranscript, match="broken"):
        read(repacked(saved(conference()), word__document_xml=deep))


BODY = saved(conference())


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_document_is_read_or_refused(read: Read, data: st.DataObject) -> None:
    body = bytearray(BODY)
    for _ in range(data.draw(st.integers(0, 6))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.none() | st.integers(4, len(body)))
    with suppress(UnreadableTranscript):
        read(bytes(body[:cut]), media_type=WORD)
