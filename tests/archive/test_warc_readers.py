"""What is written, as three other programs read it: warcio, fastwarc, and pywb, which replays it."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import SPEECH, Reply, Site

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.incoming import Exchange, Fetched, Resource
from quotetrack.archive.limits import Limits
from quotetrack.archive.warc_reading import read_records


@pytest.fixture
def captured(site: Site, tmp_path: Path) -> tuple[Path, list[Fetched]]:
    """Captures of a chunked and gzipped page behind a redirect, twice; and of a text."""
    packed = gzip.compress(SPEECH, mtime=0)
    html = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site.replies["/moved"] = Reply(b"over there", 302, {"Location": "/speech"})
    site.replies["/speech"] = Reply(packed, headers=html, manner="chunked")
    folder = tmp_path / "archive"
    fetched = []
    with Archive.open(folder) as archive:
        for _ in range(2):
            fetched.append(Fetcher(Limits(delay=0), allow_private=True).fetch(site.url("/moved")))
            archive.keep(fetched[-1])
        text = Resource("file:a b.txt", "ж".encode(), "text/plain", "utf-8", fetched[0].archived_at)
        archive.keep(text)
    return folder, fetched


def files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.warc.gz"))
    # Two were captured from the web, in this order; the text has the first one's time.
    return [path for path in found if "127.0.0.1" in path.name]


def test_warcio(captured: tuple[Path, list[Fetched]], site: Site) -> None:
    from warcio.archiveiterator import ArchiveIterator

    first, second = files(captured[0])
    with first.open("rb") as stream:
        records = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            body = record.content_stream().read()
            records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
            assert record.rec_headers.protocol == "WARC/1.1"
            assert record.digest_checker.passed is not False
            if record.rec_type == "response" and b"mayor" in body:
                http = record.http_headers
                assert http.get_header("Transfer-Encoding") is None
                assert http.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"
                digest = record.rec_headers.get_header("WARC-Payload-Digest")
                assert digest == captured[1][0].digest
                assert digest.startswith("sha256:")
    assert [kind for kind, *_ in records] == [
        *("warcinfo", "response", "request", "response", "request", "metadata"),
    ]
    assert records[1][1:] == (site.url("/moved"), b"over there")
    assert records[3][1:] == (site.url(), SPEECH)
    with second.open("rb") as stream:
        revisit = next(r for r in ArchiveIterator(stream) if r.rec_type == "revisit")
        head = revisit.rec_headers.get_header
        assert head("WARC-Profile").endswith("warc/1.1/revisit/identical-payload-digest")
        assert head("WARC-Refers-To-Target-URI") == site.url()
        assert head("WARC-Refers-To-Date")[:19] == f"{captured[1][0].archived_at:%Y-%m-%dT%H:%M:%S}"
        assert revisit.http_headers.get_statuscode() == "200"


def test_warcio_checks_every_digest(captured: tuple[Path, list[Fetched]]) -> None:
    from warcio.checker import Checker

    for path in captured[0].glob("*.warc.gz"):
        checker = Checker(type("Options", (), {"inputs": [str(path)], "verbose": False})())
        checker.process_all()
        assert checker.exit_value == 0


def test_every_digest_is_sha256(captured: tuple[Path, list[Fetched]]) -> None:
    """warcio writes sha1 unless told otherwise."""
    from warcio.archiveiterator import ArchiveIterator

    for path in captured[0].glob("*.warc.gz"):
        assert b"sha1" not in gzip.decompress(path.read_bytes()).lower()
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                head = record.rec_headers.get_header
                digests = [head("WARC-Block-Digest"), head("WARC-Payload-Digest")]
                assert re.fullmatch("sha256:[0-9a-f]{64}", digests[0])
                assert digests[1] or record.rec_type == "warcinfo"
                assert digests[1] is None or re.fullmatch("sha256:[0-9a-f]{64}", digests[1])


def test_http_headers_are_kept_byte_for_byte(tmp_path: Path) -> None:
    """warcio percent-encodes bytes above 127 unless told otherwise."""
    headers = (("Set-Cookie", "a=1"), ("X-Latin", "caf\xe9; n=\xe9"), ("set-cookie", "b=2"), ("X-Empty", ""))
    request = b"GET /a HTTP/1.1\r\nHost: x.example\r\nUser-Agent: quotetrack\r\n\r\n"
    at = datetime.now(UTC)
    with Archive.open(tmp_path) as archive:
        for _ in range(2):
            answer = Exchange(
                "http://x.example/a",
                request,
                "HTTP/1.0",
                200,
                "\xe0 vous",
                headers,
                SPEECH,
                at,
                "93.184.216.34",
            )
            archive.keep(Fetched(answer.url, (answer,), SPEECH))
    head = (
        b"HTTP/1.0 200 \xe0 vous\r\nSet-Cookie: a=1\r\nX-Latin: caf\xe9; n=\xe9\r\n"
        b"set-cookie: b=2\r\nX-Empty: \r\n\r\n"
    )
    blocks = {r.type: r.block for path in tmp_path.glob("*.warc.gz") for r in read_records(path)}
    assert blocks["response"] == head + SPEECH
    assert blocks["revisit"] == head
    assert blocks["request"] == request


def test_fastwarc(captured: tuple[Path, list[Fetched]], site: Site) -> None:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    first, _ = files(captured[0])
    with first.open("rb") as stream:
        checked = [record.verify_block_digest() for record in ArchiveIterator(stream, parse_http=False)]
    assert checked == [True] * 6
    with first.open("rb") as stream:
        answers = ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all")
        bodies = {record.headers["WARC-Target-URI"]: record.reader.read() for record in answers}
    assert bodies == {site.url("/moved"): b"over there", site.url(): SPEECH}


REPLAY = """
import json, sys, warnings
warnings.simplefilter("ignore")  # raised inside pywb and what it brings
from pywb.apps.frontendapp import FrontEndApp
import pywb.indexer.cdxindexer as indexer
from werkzeug.test import Client
folder, index, files, paths = json.loads(sys.argv[1])
indexer.main(["-j", "-s", "-o", index, *files])
app = FrontEndApp(custom_config={"collections": {"quotes": {"index": index, "archive_paths": folder + "/"}}})
answers = [Client(app).get(path) for path in paths]
print(json.dumps([[a.status_code, a.data.decode("latin-1")] for a in answers]))
"""
"""A process of its own: importing pywb patches the standard library's threads."""


def test_pywb_replays_the_revisit_too(
    captured: tuple[Path, list[Fetched]], site: Site, tmp_path: Path
) -> None:
    folder, fetched = captured
    index = tmp_path / "index.cdxj"
    times = [f"{capture.archived_at:%Y%m%d%H%M%S}" for capture in fetched]
    paths = [f"/quotes/{time}id_/{site.url()}" for time in times]
    paths.append(f"/quotes/{times[0]}id_/{site.url('/moved')}")
    names = [str(path) for path in sorted(folder.glob("*.warc.gz"))]
    job = json.dumps([str(folder), str(index), names, paths])
    done = subprocess.run([sys.executable, "-c", REPLAY, job], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    *pages, moved = json.loads(done.stdout.splitlines()[-1])
    for status, body in pages:
        sent = body.encode("latin-1")
        assert (status, gzip.decompress(sent) if sent[:2] == b"\x1f\x8b" else sent) == (200, SPEECH)
    assert moved[0] == 302
    indexed = [json.loads(line.split(" ", 2)[2]) for line in index.read_text().splitlines()]
    assert sum(entry["url"].startswith("http") for entry in indexed) == 4, "metadata has no page's address"
    assert {entry["mime"] for entry in indexed} >= {"warc/revisit", "text/html"}
