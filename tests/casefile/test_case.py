"""The case file: checked as its README says, by standard tools; nothing private in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from loopback import Reply, Site

from quotetrack.archive.warc_reading import read_records
from quotetrack.boundary import run
from quotetrack.exporting import wacz

LETTER = "MAYOR SMITH: Paragraph 3 of a speech, said the mayor in a letter that nobody may see.\n"


@pytest.fixture
def project(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a page, a private file, a publication that is not there, a secret of its reviewer."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quotes").mkdir()
    (tmp_path / "letter.txt").write_text(LETTER)
    (tmp_path / "quotes" / "harvest.yaml").write_text(
        "# by hand\ntext: Paragraph 3 of a speech in which the mayor speaks of the harvest\n"
        "speaker: {name: Mayor Smith}\n"
        f"claimed_in: [{{url: '{site.url('/paper')}'}}]\n"
        f"sources:\n  - url: {site.url('/speech')}\n"
        "  - file: letter.txt\n    private: true\n"
        "reviews:\n  - {reviewer: Ann Lee, date: 2024-05-02, conclusion: accurate,"
        f" evidence: 'sha256:{'0' * 64}', seen: {{description: a tape in my drawer, private: true}}}}\n"
    )
    assert run(["archive", "--all", "--allow-private"]) == 1  # the publication is not there
    return tmp_path


def everything(folder: Path) -> bytes:
    """All bytes of the folder, of what is packed too."""
    parts = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    with zipfile.ZipFile(folder / "captures.wacz") as zipped:
        for name in zipped.namelist():
            path = folder.parent / "unpacked" / Path(name).name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zipped.read(name))
            parts += [path.read_bytes()]
            parts += [record.block for record in read_records(path)] if "warc" in name else []
    return b"".join(parts)


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True)


def test_a_stranger_checks_it_as_the_readme_says(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["case", "harvest", "--out", "case"]) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(r"case: \d+ files, [\d,]+ bytes; its README.txt says how to check it\n", said)
    readme = (project / "case" / "README.txt").read_text()
    commands = [line.strip() for line in readme.splitlines() if line.startswith("       ")]

    sums = next(line for line in commands if line.startswith("sha256sum"))
    done = shell(sums, project / "case")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")

    (passage,) = (line for line in commands if line.startswith("python3"))
    verdict = json.loads((project / "case" / "verdicts" / "harvest.json").read_text())
    done = shell(passage.replace("python3", sys.executable), project / "case")
    assert done.stdout.rstrip("\n") == verdict["witnesses"][0]["passage"]["text"]
    assert "Paragraph 3 of a speech" in done.stdout

    (page,) = (project / "case" / "pages").iterdir()
    assert f"pages/{page.name}" in readme
    assert page.suffix == ".html"
    reply = site.replies["/speech"]
    assert isinstance(reply, Reply)
    assert page.read_bytes() == reply.body

    unpack = "python3 -m zipfile -e captures.wacz ../captures"
    assert shell(unpack.replace("python3", sys.executable), project / "case").returncode == 0
    grep = next(line for line in commands if line.startswith("gzip -dc"))
    done = shell(grep.replace("captures/", "../captures/"), project / "case")
    assert site.url("/speech") in done.stdout
    (digest,) = (line for line in commands if line.startswith("sha256:"))
    assert digest in done.stdout
    assert digest == verdict["witnesses"][0]["capture"]

    custody = [json.loads(line) for line in (project / "case/custody/events.jsonl").read_text().splitlines()]
    assert [(each["object"], each["outcome"]) for each in custody] == [
        (site.url("/speech"), "success"),
        (site.url("/paper"), "failure"),
    ]


def test_one_changed_bit_is_seen(project: Path) -> None:
    assert run(["case", "harvest", "--out", "case"]) == 0
    path = next((project / "case" / "transcripts").glob("*.txt"))
    data = bytearray(path.read_bytes())
    data[10] ^= 1
    path.write_bytes(data)
    done = shell("sha256sum --check --quiet SHA256SUMS", project / "case")
    assert done.returncode == 1
    assert path.name in done.stdout


def test_the_archive_in_it_is_valid(project: Path) -> None:
    assert run(["case", "harvest", "--out", "case"]) == 0
    code = "import sys; from wacz.main import main; sys.exit(main(['validate', '-f', sys.argv[1]]))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, project / "case" / "captures.wacz"],
        capture_output=True,
        text=True,
    )
    assert "is valid" in done.stdout


def test_what_is_private_stays_out_unless_asked_for(project: Path) -> None:
    assert run(["case", "harvest", "--out", "open"]) == 0
    held = everything(project / "open")
    assert b"nobody may see" not in held
    assert b"letter" not in held
    assert b"a tape in my drawer" not in held
    assert b"Something private was taken out of: harvest." in held
    assert b"# by hand" not in held, "the record is written anew"
    assert run(["case", "harvest", "--private", "--out", "all"]) == 0
    held = everything(project / "all")
    assert b"nobody may see" in held
    assert b"a tape in my drawer" in held
    assert (project / "all/quotes/harvest.yaml").read_bytes() == (
        project / "quotes/harvest.yaml"
    ).read_bytes()


def test_a_private_record_is_left_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "quotes" / "harvest.yaml"
    path.write_text(path.read_text() + "private: true\n")
    assert run(["case", "harvest", "--out", "case"]) == 1
    assert "harvest: left out: it is private" in capsys.readouterr().err
    assert not (project / "case").exists()


def test_a_private_source_of_another_record_stays_out_too(project: Path) -> None:
    """The archive is searched as a whole, and may find the words there."""
    (project / "quotes" / "other.yaml").write_text("text: said the mayor in a letter that nobody may see\n")
    assert run(["case", "other", "--out", "case"]) == 0
    verdict = json.loads((project / "case" / "verdicts" / "other.json").read_text())
    assert verdict["status"] == "matches"
    assert verdict["witnesses"] == []
    assert not (project / "case" / "captures.wacz").exists()
    assert "Left out as private: 1." in (project / "case" / "README.txt").read_text()


def test_wrong_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "there").mkdir()
    (project / "there" / "mine").write_text("mine")
    for arguments, code, says in (
        (["nothing", "--out", "case"], 2, "no such record"),
        (["harvest"], 2, "--out"),
        (["harvest", "--out", "there"], 2, "there: is there already"),
        (["harvest", "--out", "letter.txt"], 2, "is there already"),
        (["harvest", "--out", "letter.txt/case"], 2, "cannot be written"),
    ):
        capsys.readouterr()
        assert run(["case", *arguments]) == code, arguments
        assert says in capsys.readouterr().err
    assert [path.name for path in (project / "there").iterdir()] == ["mine"]


def test_a_damaged_capture_is_named_and_the_rest_is_put_in(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next((project / "archive").glob("*127.0.0.1*.warc.gz")).unlink()
    capsys.readouterr()
    assert run(["case", "harvest", "--out", "case"]) == 1
    assert "/speech: not put in:" in capsys.readouterr().err
    assert "What could not be put in" in (project / "case" / "README.txt").read_text()
    assert (project / "case" / "quotes" / "harvest.yaml").exists()


def test_an_interrupted_case_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(wacz, "export", stopped)
    monkeypatch.setattr("quotetrack.casefile.writing.export", stopped)
    assert run(["case", "harvest", "--out", "case"]) == 130
    assert not list(project.glob("case*"))


def test_the_page_shows_all_and_loads_nothing(project: Path) -> None:
    (project / "quotes" / "harvest.yaml").write_text(
        (project / "quotes" / "harvest.yaml")
        .read_text()
        .replace("in which the mayor speaks", "<script>alert(1)</script> \u202e")
    )
    assert run(["case", "harvest", "--out", "case"]) == 0
    page = (project / "case" / "index.html").read_text()
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert not re.search(r'(?:src|href)="(?!#|https?://|README|quotes/|verdicts/|transcripts/)', page)
    for path in re.findall(r'href="((?!#|http)[^"]+)"', page):
        assert (project / "case" / path).is_file(), path
    assert "a tape in my drawer" not in page
    assert "Ann Lee" in page
