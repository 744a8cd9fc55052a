"""Files of every format that is read, to be damaged: those in ``seeds/``, and those that are packed.

The packed ones are made by the libraries that make such files, so that they are whole before they are
damaged.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".xml": "application/xml",
    ".tei": "application/tei+xml",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".warc": "application/warc",
    ".wacz": "application/wacz",
}
LARGEST = 300_000
"""Bytes; larger files of a folder are left out, as they take their time without being damaged."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One whole file."""

    name: str
    body: bytes

    @property
    def ending(self) -> str:
        """Of its name; what formats are told by here."""
        return Path(self.name).suffix.lower()

    @property
    def media_type(self) -> str:
        """What a server would say it is."""
        return MEDIA_TYPES[self.ending]


def seeds(folder: Path | None = None) -> list[Seed]:
    """Those of the program, and with ``folder`` the files in it whose ending names a format."""
    own = [Seed(path.name, path.read_bytes()) for path in sorted(Path(__file__).with_name("seeds").iterdir())]
    page = next(seed.body for seed in own if seed.name == "page.html")
    made = [*_pdfs(), _docx(), _odt(), *_web_archives(page)]
    given = [
        Seed(path.name, path.read_bytes())
        for path in sorted(folder.rglob("*") if folder else ())
        if path.suffix.lower() in MEDIA_TYPES and path.is_file() and 0 < path.stat().st_size <= LARGEST
    ]
    return [*own, *made, *given]


def _pdfs() -> Iterator[Seed]:
    """A page in two columns with a running head: its words in plain bytes, and packed as they mostly are."""
    from reportlab.pdfgen.canvas import Canvas

    for packed in (False, True):
        stream = BytesIO()
        canvas = Canvas(stream, pagesize=(595, 842), invariant=1, pageCompression=int(packed))
        for page in range(1, 3):
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(60, 800, "Official record")
            canvas.drawString(520, 800, str(page))
            for column in range(2):
                for row in range(8):
                    canvas.setFont("Times-Bold" if row == 0 else "Times-Roman", 10)
                    words = "Mr. Smith (Norway):" if row == 0 else f"row {row} of the roads and of bridges"
                    canvas.drawString(60 + 250 * column, 760 - 12 * row, words)
            canvas.showPage()
        canvas.save()
        yield Seed("packed.pdf" if packed else "plain.pdf", stream.getvalue())


def _docx() -> Seed:
    import docx

    document = docx.Document()
    document.core_properties.title = "Remarks in the council"
    document.add_heading("Remarks in the council", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("MAYOR SMITH").bold = True
    paragraph.add_run(": We have mended the roads (applause)").add_break()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Q:", "Who paid?"
    stream = BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as container:  # written with the time of day
        parts = {name: container.read(name) for name in container.namelist()}
    return Seed("remarks.docx", zip_of(parts))


def _odt() -> Seed:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
        for name, of in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"))
    )
    content = (
        f'<office:document-content {spaces}><office:automatic-styles><style:style style:name="B" '
        'style:family="text"/></office:automatic-styles><office:body><office:text>'
        '<text:h>Remarks</text:h><text:p><text:span text:style-name="B">SMITH:</text:span> We have<text:s '
        'text:c="3"/>mended<text:tab/>the roads.<text:line-break/>All of them.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Q: Who paid?</text:p></table:table-cell>"
        "</table:table-row></table:table></office:text></office:body></office:document-content>"
    )
    return Seed(
        "remarks.odt",
        zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}),
    )


def _web_archives(page: bytes) -> Iterator[Seed]:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    for packed in (False, True):
        stream = BytesIO()
        writer = WARCWriter(stream, gzip=packed)
        for number in range(2):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"http://town.example/{number}",
                "response",
                BytesIO(page),
                length=len(page),
                http_headers=head,
                warc_headers_dict={
                    "WARC-Date": "2015-05-06T07:08:09Z",
                    "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-00000000000{number}>",
                },
            )
            writer.write_record(record)
        yield Seed("packed.warc" if packed else "plain.warc", stream.getvalue())
    warc = stream.getvalue()
    told = {"resources": [{"name": "a", "path": "archive/a.warc.gz", "hash": _digest(warc)}]}
    package = json.dumps(told).encode()
    own = json.dumps({"path": "datapackage.json", "hash": _digest(package)}).encode()
    parts = {"datapackage.json": package, "datapackage-digest.json": own, "archive/a.warc.gz": warc}
    yield Seed("pages.wacz", zip_of(parts))


def _digest(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A ZIP container, the same for the same parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            container.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
