"""WACZ files, as py-wacz validates them and pywb replays them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from loopback import SPEECH, Reply, Site

from quotetrack.archive.events import events
from quotetrack.archive.warc_reading import read_records
from quotetrack.boundary import run

REPLAY = """
import json, sys, warnings
warnings.simplefilter("ignore")  # raised inside pywb and what it brings
from pywb.apps.frontendapp import FrontEndApp
from werkzeug.test import Client
folder, index, paths = json.loads(sys.argv[1])
app = FrontEndApp(custom_config={"collections": {"quotes": {"index": index, "archive_paths": folder}}})
answers = [Client(app).get(path) for path in paths]
print(json.dumps([[a.status_code, a.data.decode("latin-1")] for a in answers]))
"""


def record(folder: Path, id: str, url: str, *, private: bool = False) -> None:
    (folder / "quotes").mkdir(exist_ok=True)
    more = "private: true\n" if private else ""
    (folder / "quotes" / f"{id}.yaml").write_text(
        f"text: Words of the mayor.\n{more}sources:\n  - url: {url}\n"
    )


@pytest.fixture
def project(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records, one of them private, with their pages; and an import of two texts in one WARC file."""
    monkeypatch.chdir(tmp_path)
    site.replies["/letter"] = site.replies["/speech"]
    record(tmp_path, "open", site.url("/speech"))
    record(tmp_path, "hidden", site.url("/letter"), private=True)
    (tmp_path / "talks.jsonl").write_text(
        "".join(
            json.dumps({"id": f"talk-{n}", "text": f"The bridge number {n} is mended."}) + "\n"
            for n in (1, 2)
        )
    )
    assert run(["archive", "--allow-private", site.url("/speech"), site.url("/letter")]) == 0
    assert run(["import", "talks.jsonl"]) == 0
    return tmp_path


def validated(path: Path) -> bool:
    """By the tool of those who wrote the format."""
    code = "import sys; from wacz.main import main; sys.exit(main(['validate', '-f', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, path], capture_output=True, text=True)
    return done.returncode == 0 and "is valid" in done.stdout


def warcs(path: Path, aside: Path) -> list[Path]:
    with zipfile.ZipFile(path) as zipped:
        zipped.extractall(aside)
    return sorted((aside / "archive").iterdir())


def test_a_record_s_pages_are_valid_and_replayed(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["wacz", "open", "--out", "open.wacz"]) == 0
    assert capsys.readouterr().out == "open.wacz: 1 capture in 1 WARC file\n"
    assert validated(project / "open.wacz")
    (warc,) = warcs(project / "open.wacz", project / "aside")
    assert warc.read_bytes() == (project / "archive" / warc.name).read_bytes(), (
        "whole files are copied as they are"
    )
    pages = [json.loads(line) for line in (project / "aside/pages/pages.jsonl").read_text().splitlines()]
    assert [page["url"] for page in pages[1:]] == [site.url("/speech")]
    time = pages[1]["ts"].translate({ord(c): None for c in "-:TZ"})
    # pywb finds the blocks of the index by the second index.
    job = json.dumps(
        [
            f"{project}/aside/archive/",
            f"{project}/aside/indexes/index.idx",
            [f"/quotes/{time}id_/{site.url()}"],
        ]
    )
    plain = project / "aside" / "indexes" / "index.cdxj"
    import gzip

    plain.write_bytes(gzip.decompress((project / "aside/indexes/index.cdx.gz").read_bytes()))
    job = job.replace("index.idx", "index.cdxj")
    done = subprocess.run([sys.executable, "-c", REPLAY, job], capture_output=True, text=True, cwd=project)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [[200, SPEECH.decode()]]
    last = list(events(project / "archive"))[-1]
    assert (last["type"], last["object"]) == ("export", "open.wacz")


def test_of_a_file_with_more_only_what_is_named_goes_along(project: Path) -> None:
    assert run(["wacz", "talk-2", "--out", "talk.wacz"]) == 0
    assert validated(project / "talk.wacz")
    (warc,) = warcs(project / "talk.wacz", project / "aside")
    records = list(read_records(warc))
    assert [one.type for one in records] == ["warcinfo", "resource", "metadata", "conversion"]
    assert not any(b"number 1" in one.block for one in records)


def test_what_only_private_records_name_stays_out_unless_asked_for(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["wacz", "--all", "--out", "all.wacz"]) == 0
    assert "left out as private: 1" in capsys.readouterr().err
    held = b"".join(
        one.block for path in warcs(project / "all.wacz", project / "a") for one in read_records(path)
    )
    assert b"/speech" in held
    assert b"/letter" not in held
    assert run(["wacz", "--all", "--private", "--out", "really.wacz"]) == 0
    assert len(warcs(project / "really.wacz", project / "b")) == 3
    # A page that a public record names too is no secret.
    record(project, "third", site.url("/letter"))
    assert run(["wacz", "hidden", "--out", "hidden.wacz"]) == 0


def test_the_further_pages_of_a_text_go_along_and_those_of_a_private_one_stay_out(
    project: Path, site: Site
) -> None:
    (project / "publishers").mkdir()
    (project / "publishers" / "town.toml").write_text(
        'id = "town"\nhosts = ["127.0.0.1"]\nbody = ["body"]\nnext_page = ["a"]\n'
    )
    site.replies["/speech"] = Reply(b"<p>The roads are mended.</p><a href=/more>2</a>")
    site.replies["/more"] = Reply(b"<p>The bridges too.</p>")
    site.replies["/letter"] = Reply(b"<p>Nobody may know.</p><a href=/secret>2</a>")
    site.replies["/secret"] = Reply(b"<p>How they did it.</p>")
    assert run(["archive", "--allow-private", site.url("/speech"), site.url("/letter")]) == 0
    assert run(["wacz", "open", "--out", "open.wacz"]) == 0
    assert pages(project / "open.wacz") == {site.url("/speech"), site.url("/more")}
    assert run(["wacz", "--all", "--out", "all.wacz"]) == 0
    assert pages(project / "all.wacz") == {site.url("/speech"), site.url("/more")}
    assert run(["wacz", "hidden", "--private", "--out", "hidden.wacz"]) == 0
    assert pages(project / "hidden.wacz") == {site.url("/letter"), site.url("/secret")}

    assert run(["case", "open", "--out", "case"]) == 0
    assert pages(project / "case" / "captures.wacz") == {site.url("/speech"), site.url("/more")}
    told = (project / "case" / "README.txt").read_text()
    assert site.url("/more") in told
    assert site.url("/secret") not in told


def pages(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as zipped:
        lines = zipped.read("pages/pages.jsonl").decode().splitlines()[1:]
    return {json.loads(line)["url"] for line in lines}


def test_wrong_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "there.wacz").write_text("mine")
    for arguments, says in (
        (["--out", "x.wacz"], "Name records"),
        (["nothing", "--out", "x.wacz"], "nothing: no record"),
        (["hidden", "--out", "x.wacz"], "--private takes it in"),
        (["open", "--out", "there.wacz"], "is there already"),
        (["open", "--out", "no/such/folder.wacz"], "cannot be written"),
    ):
        capsys.readouterr()
        assert run(["wacz", *arguments]) == 2, arguments
        assert says in capsys.readouterr().err
    assert (project / "there.wacz").read_text() == "mine"
    path = next((project / "archive").glob("*127.0.0.1*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[4] ^= 1  # a gzip header
    path.write_bytes(data)
    assert run(["wacz", "--all", "--private", "--out", "x.wacz"]) == 2
    assert "quotetrack audit" in capsys.readouterr().err
    assert not list(project.glob("x.wacz*"))
