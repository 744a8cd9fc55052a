"""Pages out of WARC and WACZ files that other programs wrote, kept as they stand there."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from loopback import SPEECH
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quotetrack.archive import Archive
from quotetrack.archive.events import events
from quotetrack.archive.rebuild import rebuild
from quotetrack.archive.warc_reading import read_records
from quotetrack.auditing import Asked, audit
from quotetrack.boundary import run
from quotetrack.importing.web_records import read_pages

URL = "http://town.example/speech"
DATE = "2015-05-06T07:08:09Z"
HTML = ("Content-Type", "text/html; charset=utf-8")


def page(
    out: io.BytesIO,
    body: bytes = SPEECH,
    url: str = URL,
    *,
    gzipped: bool = True,
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (HTML,),
    date: str = DATE,
) -> None:
    """A response as warcio writes it, with sha1 digests."""
    writer = WARCWriter(out, gzip=gzipped)
    head = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            url,
            "response",
            io.BytesIO(body),
            length=len(body),
            http_headers=head,
            warc_headers_dict={"WARC-Date": date},
        )
    )


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_a_digest_of_the_payload_without_its_codings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As some crawlers take it. What has no form of that digest is refused."""
    for digest, code in ((sha256(SPEECH).hexdigest(), 0), ("0" * 64, 2)):
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=True)
        body = chunked(SPEECH)
        head = StatusAndHeaders("200 OK", [HTML, ("Transfer-Encoding", "chunked")], protocol="HTTP/1.1")
        more = {"WARC-Date": DATE, "WARC-Payload-Digest": f"sha256:{digest}"}
        writer.write_record(
            writer.create_warc_record(
                URL, "response", io.BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=more
            )
        )
        (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
        lines(tmp_path / digest, tmp_path / "a.warc.gz", capsys, code)
        assert clean(tmp_path / digest)


def lines(
    folder: Path, path: Path, capsys: pytest.CaptureFixture[str], code: int = 0
) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(["--archive", str(folder), "import", "--json", str(path)]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def clean(folder: Path) -> bool:
    found: list[object] = []
    audit(Asked(folder), found.append)
    return not found


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_kept_as_it_stands_with_its_own_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packed: bool
) -> None:
    out = io.BytesIO()
    page(out, b"<p>no</p>", "http://town.example/gone", status="404 Not Found", gzipped=packed)
    page(out, gzipped=packed)
    page(
        out, b"\x89PNG", "http://town.example/a.png", headers=(("Content-Type", "image/png"),), gzipped=packed
    )
    theirs = tmp_path / ("theirs.warc.gz" if packed else "theirs.warc")
    theirs.write_bytes(out.getvalue())
    folder = tmp_path / "archive"
    (line,) = lines(folder, theirs, capsys)
    assert (line["url"], line["status"]) == (URL, "archived")
    assert line["archived_at"].startswith("2015-05-06T07:08:09")
    assert line["capture"] == f"sha256:{sha256(SPEECH).hexdigest()}"
    with Archive.open(folder) as archive:
        (capture,) = archive.captures_of(URL)
        assert archive.payload(capture.digest) == SPEECH
        transcript = archive.transcript(line["transcript"])
        assert transcript is not None
        assert {turn.label for turn in transcript.turns} == {None, "MAYOR SMITH"}
        assert archive.transcripts_of(URL) == (transcript,)
    theirs_record = next(one for one in read_records(theirs) if one.uri == URL)
    ours = next(one for one in read_records(folder / capture.warc) if one.uri == URL)
    assert (ours.block, ours.id, ours.date) == (theirs_record.block, theirs_record.id, theirs_record.date)
    if packed:
        member = out.getvalue()[theirs_record.offset :]
        assert member.startswith(gzip_member(folder / capture.warc, ours.offset))
    assert clean(folder)
    assert rebuild(folder).captures == 1
    (again,) = lines(folder, theirs, capsys)
    assert again["status"] == "unchanged"
    assert len(list(folder.glob("*.warc.gz"))) == 1


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2999-01-01T00:00:00Z", "its WARC-Date is still to come: 2999-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59-05:00", "no WARC-Date that can be read"),
    ],
)
def test_a_page_of_the_future_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], date: str, said: str
) -> None:
    """It would be the newest capture of its address for good."""
    out = io.BytesIO()
    page(out, date=date)
    theirs = tmp_path / "theirs.warc.gz"
    theirs.write_bytes(out.getvalue())
    assert run(["--archive", str(tmp_path / "archive"), "import", str(theirs)]) == 2
    assert said in "".join(capsys.readouterr())
    soon = (datetime.now(UTC) + timedelta(hours=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    page(out := io.BytesIO(), date=soon)
    theirs.write_bytes(out.getvalue())
    assert lines(tmp_path / "archive", theirs, capsys)[0]["status"] == "archived"


def gzip_member(path: Path, offset: int) -> bytes:
    import zlib

    data = path.read_bytes()[offset:]
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacker.decompress(data)
    return data[: len(data) - len(unpacker.unused_data)]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(SPEECH), (HTML, ("Transfer-Encoding", "chunked"))),
        (SPEECH, (HTML, ("Transfer-Encoding", "chunked"))),  # taken off, and still announced
        (gzip.compress(SPEECH), (HTML, ("Content-Encoding", "gzip"))),
        (
            chunked(gzip.compress(SPEECH)),
            (HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")),
        ),
    ],
)
def test_codings_that_others_leave_on(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    body: bytes,
    headers: tuple[tuple[str, str], ...],
) -> None:
    out = io.BytesIO()
    page(out, body, headers=headers)
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    (line,) = lines(tmp_path / "archive", tmp_path / "a.warc.gz", capsys)
    assert line["status"] == "archived"
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.payload(line["capture"]) == SPEECH
    assert clean(tmp_path / "archive")


def test_two_captures_of_one_page_keep_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.BytesIO()
    page(out, SPEECH.replace(b"harvest", b"weather"), date="2016-01-01T00:00:00Z")
    page(out)
    page(out, url="http://town.example/copy")
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    outcomes = lines(tmp_path / "archive", tmp_path / "a.warc.gz", capsys)
    assert [one["status"] for one in outcomes] == ["archived"] * 3
    with Archive.open(tmp_path / "archive") as archive:
        newest, oldest = archive.captures_of(URL)
        assert newest.archived_at > oldest.archived_at
        reading = archive.reading_of(URL)
        assert reading is not None
        assert reading.capture == newest.digest
        ids = {one["transcript"] for one in outcomes}
        assert len(ids) == 2, "one for each address"


def test_bad_records_are_named_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.BytesIO()
    page(out, b"", "http://town.example/empty")
    page(out, b"<script>window.bobcmn=1</script>", "http://town.example/wall")
    page(
        out,
        chunked(SPEECH)[:-300],
        "http://town.example/cut",
        headers=(HTML, ("Transfer-Encoding", "chunked")),
    )
    page(
        out,
        gzip.compress(bytes(70 << 20)),
        "http://town.example/bomb",
        headers=(HTML, ("Content-Encoding", "gzip")),
    )
    raw = io.BytesIO()
    page(raw, url="http://town.example/changed", gzipped=False)
    out.write(gzip.compress(raw.getvalue().replace(b"roads", b"toads", 1)))
    page(out)
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    outcomes = lines(tmp_path / "archive", tmp_path / "a.warc.gz", capsys, code=2)
    reasons = " | ".join(one["reason"] for one in outcomes if one["reason"])
    for says in ("body is empty", "is cut", "more than 64 MiB", "does not match its digest"):
        assert says in reasons
    assert [one["url"] for one in outcomes if one["status"] == "archived"] == [URL]
    logged = [event for event in events(tmp_path / "archive") if event["outcome"] == "failure"]
    assert len(logged) == 1
    assert clean(tmp_path / "archive")


@pytest.mark.parametrize("cut", [40, 400, 1500])
def test_a_cut_file_is_named_and_what_stands_before_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cut: int
) -> None:
    out = io.BytesIO()
    page(out)
    size = out.tell()
    page(out, SPEECH.replace(b"harvest", b"weather"), "http://town.example/2")
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue()[: size + cut % (out.tell() - size)])
    outcomes = lines(tmp_path / "archive", tmp_path / "a.warc.gz", capsys, code=2)
    assert [one["url"] for one in outcomes if one["status"] == "archived"] == [URL]
    assert sum(one["status"] == "refused" for one in outcomes) == 1


def test_the_library_s_own_words_on_a_damaged_file_are_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.BytesIO()
    page(out, b"<p>" + random.Random(1).randbytes(40_000).hex().encode())  # more than one read of the file
    data = bytearray(out.getvalue())
    data[-8] ^= 0x55  # in the gzip member's checksum
    (tmp_path / "a.warc").write_bytes(data)
    assert list(read_pages(tmp_path / "a.warc", "a"))
    assert capsys.readouterr() == ("", "")


def package(
    path: Path, warc: bytes, *, digest: str | None = None, compress: int = zipfile.ZIP_STORED
) -> None:
    digest = digest or f"sha256:{sha256(warc).hexdigest()}"
    told = json.dumps({"resources": [{"name": "a", "path": "archive/a.warc.gz", "hash": digest}]}).encode()
    with zipfile.ZipFile(path, "w", compress) as zipped:
        zipped.writestr("datapackage.json", told)
        zipped.writestr("archive/a.warc.gz", warc)
        zipped.writestr("archive/unlisted.warc.gz", warc)
        own = {"path": "datapackage.json", "hash": f"sha256:{sha256(told).hexdigest()}"}
        zipped.writestr("datapackage-digest.json", json.dumps(own))


def test_a_wacz_and_what_its_package_does_not_vouch_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.BytesIO()
    page(out)
    package(tmp_path / "a.wacz", out.getvalue())
    refused, archived = lines(tmp_path / "archive", tmp_path / "a.wacz", capsys, code=2)
    assert (archived["url"], archived["status"]) == (URL, "archived")
    assert "a.wacz!archive/unlisted.warc.gz" in refused["url"]
    assert "no digest" in refused["reason"]
    package(tmp_path / "b.wacz", out.getvalue(), digest=f"sha256:{'0' * 64}")
    outcomes = lines(tmp_path / "other", tmp_path / "b.wacz", capsys, code=2)
    assert "does not match its digest" in outcomes[0]["reason"]
    bomb = gzip.compress(bytes(1 << 20))
    package(tmp_path / "c.wacz", bytes(64 << 20) + bomb, compress=zipfile.ZIP_DEFLATED)
    outcomes = lines(tmp_path / "other", tmp_path / "c.wacz", capsys, code=2)
    assert "more than is allowed" in outcomes[0]["reason"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"", b"PK\x03\x04" + bytes(5000)])
def test_what_is_no_wacz_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    (tmp_path / "a.wacz").write_bytes(data)
    assert run(["--archive", str(tmp_path / "archive"), "import", str(tmp_path / "a.wacz")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_this_program_exports_it_can_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    page(out)
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    folder = tmp_path / "archive"
    lines(folder, tmp_path / "a.warc.gz", capsys)
    assert run(["--archive", str(folder), "wacz", "--all", "--out", str(tmp_path / "a.wacz")]) == 0
    (line,) = lines(tmp_path / "other", tmp_path / "a.wacz", capsys)
    assert (line["url"], line["status"]) == (URL, "archived")
