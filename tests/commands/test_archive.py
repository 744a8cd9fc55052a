"""``quotetrack archive``: exit codes, one line a source, and nothing kept of what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from loopback import SPEECH as PAGE
from loopback import Reply, Site
from terminal import on_a_terminal
from web_archive import WebArchive

from quotetrack.archive import Archive
from quotetrack.boundary import run

SPEECH = "MAYOR SMITH: We have mended the roads, and the bridges too, before the winter came.\n"
KEYS = ["url", "status", "reason", "transcript", "capture", "archived_at"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with no quotes in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTETRACK_QUOTES", raising=False)
    monkeypatch.delenv("QUOTETRACK_ARCHIVE", raising=False)
    return tmp_path


def record(project: Path, id: str, *lines: str) -> None:
    (project / "quotes").mkdir(exist_ok=True)
    (project / "quotes" / f"{id}.yaml").write_text(
        "\n".join(("text: words", "speaker: {name: A}", *lines)) + "\n"
    )


def test_a_page(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "--allow-private", "--id", "harvest", site.url()]) == 0
    out, err = capsys.readouterr()
    assert out == f"archived   {site.url()}  as harvest\n"
    assert err == ""
    assert len(list((project / "archive").glob("*.warc.gz"))) == 1
    assert run(["archive", "--allow-private", "--id", "harvest", site.url()]) == 0
    assert capsys.readouterr().out == f"unchanged  {site.url()}  as harvest\n"


def test_json_has_one_line_a_source(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "speech.txt").write_text(SPEECH)
    sources = [site.url(), site.url("/missing"), "speech.txt"]
    assert run(["archive", "--allow-private", "--json", *sources]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(list(line)[:6] == KEYS for line in lines)
    found = {line["url"]: line for line in lines}
    page, missing = found[site.url()], found[site.url("/missing")]
    assert (page["status"], page["reason"]) == ("archived", None)
    assert page["capture"].startswith("sha256:")
    assert page["archived_at"].endswith("Z")
    assert (missing["status"], missing["reason"]) == ("refused", "it answers 404 Not Found")
    assert missing["transcript"] is missing["capture"] is missing["archived_at"] is None
    assert found[f"file:{project}/speech.txt"]["status"] == "archived"


def test_a_page_that_is_gone_from_the_web(
    project: Path, site: Site, memory: WebArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "memento_archives.toml").write_text(memory.table())
    memory.hold(site.url("/gone"), "20030401100000", PAGE)
    memory.hold(site.url("/gone"), "20030510100000", PAGE.replace(b"harvest", b"crops"))
    asked = ["archive", "--allow-private", "--via", "auto", "--at", "2003-04-02", site.url("/gone")]
    assert run(asked) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (
        f"archived   {site.url('/gone')}  as gone, from the Wayback Machine, 2003-04-01, and 2003-05-10 "
        "(live: it answers 404 Not Found)\n",
        "",
    )
    assert run([*asked, "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert list(line)[6:] == ["memento", "other_mementos", "live_reason", "independent", "not_saved"]
    assert (line["status"], line["live_reason"]) == ("unchanged", "it answers 404 Not Found")
    assert line["memento"] == {
        "url": memory.url(f"/web/20030401100000id_/{site.url('/gone')}"),
        "at": "2003-04-01T10:00:00Z",
        "archive": "Wayback Machine",
    }
    words = "the mayor speaks of the harvest, of the roads that lead to the market"
    assert run(["verify", "--text", words, "--in", "gone"]) == 0
    assert ", from the Wayback Machine's copy of 2003-04-01 · " in capsys.readouterr().out
    run(["verify", "--text", words, "--in", "gone", "--json"])
    (witness,) = json.loads(capsys.readouterr().out)["witnesses"]
    assert witness["memento"] == line["memento"]


def test_a_save_is_told_of(
    project: Path, site: Site, memory: WebArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "memento_archives.toml").write_text(memory.table())
    memory.faults.append(("/save/", Reply(b"log in", 401)))
    asked = ["archive", "--allow-private", "--save", site.url()]
    assert run(asked) == 0, "the page is kept all the same"
    out, err = capsys.readouterr()
    assert out == f"archived   {site.url()}  as speech\n"
    assert err.startswith(f"quotetrack: {site.url()}: no independent copy: Wayback Machine: it answers 401")
    assert err.count("\n") == 1
    assert run(asked) == 0
    assert capsys.readouterr() == (
        f"unchanged  {site.url()}  as speech; the Wayback Machine saved it too\n",
        "",
    )


def test_a_table_that_is_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "memento_archives.toml").write_text("[[archive]]\nname = 'x'\n")
    assert run(["archive", "--via", "auto", "https://host.example/"]) == 2
    assert capsys.readouterr().err.endswith("memento_archives.toml: archive 1: memento is missing\n")


def test_the_options_win(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "speech.txt").write_text(SPEECH)
    options = {
        "id": "the-id",
        "title": "A title",
        "publisher": "P",
        "speaker": "Ann Smith",
        "date": "2003-03~",
        "occasion": "A meeting",
        "language": "en-GB",
        "nature": "captions",
        "complete": "no",
    }
    assert run(["archive", "speech.txt", *(f"--{name}={value}" for name, value in options.items())]) == 0
    with Archive.open(project / "archive") as archive:
        transcript = archive.transcript("the-id")
    assert transcript is not None
    assert {name: str(getattr(transcript, name)) for name in options} == options
    capsys.readouterr()


def test_records_state_on_top_of_what_was_stated(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "speech.txt").write_text(SPEECH)
    record(project, "one", "sources: [{file: speech.txt, date: 2003-03-20}]")
    assert run(["archive", "speech.txt", "--id", "ff", "--speaker", "Ann Smith", "--date", "1999"]) == 0
    assert run(["archive", "speech.txt"]) == 0
    assert run(["archive", "--all"]) == 0
    assert run(["archive", "--all"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"{done}  file:speech.txt  as ff" for done in ("archived ", "unchanged", "archived ")
    ] + [lines[1]]
    with Archive.open(project / "archive") as archive:
        transcript = archive.transcript("ff")
    assert transcript is not None
    assert (transcript.speaker, transcript.date) == ("Ann Smith", "2003-03-20")
    assert run(["archive", "speech.txt", "--date", "", "--speaker", ""]) == 0
    with Archive.open(project / "archive") as archive:
        transcript = archive.transcript("ff")
    assert transcript is not None
    assert (transcript.speaker, transcript.date) == (None, None)


def test_every_fault_is_one_line(
    project: Path, faults: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for url, says in faults.items():
        assert run(["archive", "--allow-private", url]) == 1
        out, err = capsys.readouterr()
        assert out.startswith(f"refused    {url}: ")
        assert says in out
        assert (out.count("\n"), err) == (1, "")
    assert not list((project / "archive").glob("*.warc*"))


def test_all_of_the_records(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "speech.txt").write_text(SPEECH)
    sources = f"sources: [{{url: '{site.url()}'}}, {{file: speech.txt}}, {{url: '{site.url('/gone')}'}}]"
    record(project, "one", sources, f"claimed_in: [{{url: '{site.url('/speech?paper')}'}}]")
    record(project, "two", sources)
    site.replies["/speech?paper"] = site.replies["/speech"]
    assert run(["archive", "--all", "--allow-private", "--json"]) == 1
    lines = {line["url"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(lines) == {site.url(), "file:speech.txt", site.url("/gone"), site.url("/speech?paper")}
    assert lines[site.url("/speech?paper")]["status"] == "archived"
    assert lines[site.url("/speech?paper")]["transcript"] is None
    # A file named on the command line is the source that the record names.
    assert run(["archive", "speech.txt"]) == 0
    assert capsys.readouterr().out.startswith("unchanged  file:speech.txt")


def test_no_record_is_no_success_and_makes_no_folder(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "quotes").mkdir()
    assert run(["archive", "--all"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "no record in it, nothing to archive" in err
    record(project, "one")
    assert run(["archive", "--all"]) == 0
    assert capsys.readouterr().err == (
        "quotetrack: no record names a source or an address; nothing to archive\n"
    )
    assert not (project / "archive").exists()


def test_a_broken_record_does_not_stop_the_rest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "speech.txt").write_text(SPEECH)
    record(project, "good", "sources: [{file: speech.txt}]")
    record(project, "bad", "sources: [{fiel: speech.txt}]")
    assert run(["archive", "--all"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("archived   file:speech.txt")
    assert "bad.yaml" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name addresses or files"),
        (["--all", "x.txt"], "Name addresses or files"),
        (["--all", "--speaker", "A"], "records describe their sources"),
        (["--id", "x", "a.txt", "b.txt"], "give one source"),
        (["--date", "20 March 2003", "a.txt"], "ISO 8601 or EDTF"),
        (["--date", "2003-02-30", "a.txt"], "not in the calendar"),
        (["--id", "two words", "a.txt"], "letters"),
        (["--nature", "gospel", "a.txt"], "verbatim"),
        (["--at", "2003", "--via", "live", "https://a.example/"], "say --via wayback or auto"),
        (["--at", "once", "https://a.example/"], "no day, month or year"),
        (["--via", "mail", "https://a.example/"], "wayback"),
        (["--all"], "no quotes/ folder"),
    ],
)
def test_usage(project: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert not (project / "archive").exists()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("missing.txt", "no such file; web addresses begin with https://"),
        (".", "not a file"),
        ("a\0b", "no such file"),
    ],
)
@pytest.mark.usefixtures("project")
def test_files_that_are_none(source: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", source]) == 1
    out, err = capsys.readouterr()
    assert says in out
    assert (out.count("\n"), err) == (1, "")


def test_an_archive_that_cannot_be(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "speech.txt").write_text(SPEECH)
    (project / "file").write_text("")
    for place in ("file", "file/below"):
        assert run(["--archive", place, "archive", "speech.txt"]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "--archive DIR" in err


@pytest.mark.usefixtures("project")
def test_names_that_steer_a_terminal_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "\x1b[2Jx.txt"]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_progress_is_for_terminals(project: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (project / name).write_text(SPEECH + name)
    code, shown, out = on_a_terminal("stderr", "archive", "a.txt", "b.txt")
    assert code == 0
    assert "1 of 2 sources" in shown
    assert shown.endswith("\x1b[K")
    assert "\x1b" not in out
    assert out.count("\n") == 2


def test_a_preview_shows_the_turns_and_keeps_nothing(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "speech.txt").write_text(SPEECH)
    assert run(["archive", "--preview", "--allow-private", site.url(), "speech.txt"]) == 0
    out = capsys.readouterr().out
    assert "Remarks on the harvest" in out
    assert "reader     html:generic/5" in out
    assert (
        "  MAYOR SMITH → Smith: 35 words: Paragraph 0 of a speech in … to mend before the winter comes."
        in out
    )
    assert out.count("Nothing was kept.") == 2
    assert not (project / "archive").exists()


def test_a_preview_in_json_is_what_would_be_kept(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--allow-private", "--date", "2003-03-20", site.url()]
    assert run(["archive", "--preview", "--json", *arguments]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert run(["archive", *arguments]) == 0
    with Archive.open(project / "archive") as archive:
        (kept,) = archive.transcripts_of(site.url())
    assert (shown["id"], shown["title"], shown["date"]) == (kept.id, kept.title, "2003-03-20")
    assert (shown["reader"], shown["capture"]) == (kept.reader, kept.capture)
    assert [turn["label"] for turn in shown["turns"]] == [turn.label for turn in kept.turns]


def test_a_preview_names_what_would_be_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "--preview", "nowhere.txt"]) == 1
    assert capsys.readouterr().out.startswith("refused    file:")
    assert run(["archive", "--preview", "--all"]) == 2
    assert not (project / "archive").exists()


def test_own_profiles_are_used_and_broken_ones_named(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "publishers").mkdir()
    (project / "publishers" / "town.toml").write_text(
        'id = "town"\npublisher = "Town"\nhosts = ["127.0.0.1"]\nbody = ["p:first-of-type"]\n'
    )
    assert run(["archive", "--allow-private", "--id", "harvest", site.url()]) == 0
    with Archive.open(project / "archive") as archive:
        transcript = archive.transcript("harvest")
    assert transcript is not None
    assert transcript.publisher == "Town"
    assert transcript.text.count("\n") == 0
    assert transcript.reader is not None
    assert transcript.reader.startswith("html:town@")

    (project / "publishers" / "broken.toml").write_text('id = "x"\nbodi = []\n')
    assert run(["archive", "--allow-private", site.url()]) == 2
    shown = capsys.readouterr()
    assert "archived" in shown.out
    assert shown.err == (
        "quotetrack: publishers/broken.toml: key bodi: no such key; docs/publishers.md lists them\n"
    )


def test_labels_are_stated_kept_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speech = tmp_path / "briefing.txt"
    speech.write_text("THE PRESIDENT: Welcome, all of you.\nQ: Why?\nTHE PRESIDENT: Because.\n")
    where = ["--archive", str(tmp_path / "archive")]

    def speakers(*options: str) -> list[tuple[str, str | None]]:
        assert run([*where, "archive", str(speech), "--id", "briefing", *options]) == 0
        assert run([*where, "rebuild"]) == 0  # from what the WARC files hold
        capsys.readouterr()
        assert run([*where, "text", "briefing", "--explain", "--json"]) == 0
        return [(row["rule"], row["speaker"]) for row in json.loads(capsys.readouterr().out)["labels"]]

    stated = ["--label", "THE PRESIDENT=George W. Bush", "--label", "Q="]
    assert speakers(*stated) == [("stated", "George W. Bush"), ("stated", None)]
    assert speakers() == [("stated", "George W. Bush"), ("stated", None)]
    assert speakers("--label", "Q=Helen Thomas") == [("office", None), ("stated", "Helen Thomas")]
    assert speakers("--label", "") == [("office", None), ("part", None)]


def test_labels_in_a_publisher_s_style_are_explained_and_stated(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "publishers").mkdir()
    (project / "publishers" / "town.toml").write_text(
        'id = "town"\nhosts = ["127.0.0.1"]\n[labels]\nbare = ["Q"]\ncapitals = true\n'
    )
    site.replies["/speech"] = Reply(
        b"<p>Q Mr. Mayor, are the roads mended?<p>SMITH: They are.<p>Q All of them?<p>SMITH: All."
    )

    def speakers(*options: str) -> list[tuple[str, str | None, int]]:
        assert run(["archive", "--allow-private", "--id", "roads", site.url(), *options]) == 0
        capsys.readouterr()
        assert run(["text", "roads", "--explain", "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)["labels"]
        return [(row["label"], row["speaker"], row["turns"]) for row in rows]

    assert speakers() == [("Q", None, 2), ("SMITH", "Smith", 2)]
    stated = speakers("--label", "Q=Helen Thomas", "--label", "SMITH=John Smith")
    assert stated == [("Q", "Helen Thomas", 2), ("SMITH", "John Smith", 2)]


@pytest.mark.parametrize("label", ["THE PRESIDENT", "=George W. Bush", " = "])
def test_a_label_is_label_and_name(label: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--archive", str(tmp_path), "archive", "x.txt", "--label", label]) == 2
    assert "is not LABEL=NAME" in capsys.readouterr().err


CAPTIONS = """WEBVTT
Language: en

00:00:01.000 --> 00:00:04.000
<v Mayor Smith>We have mended the roads,

00:01:23.400 --> 00:01:26.000
<v Mayor Smith>and the bridges too, before the winter came.
"""


def test_captions_are_read_and_a_verdict_names_the_second(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "council.vtt").write_text(CAPTIONS)
    assert run(["archive", "--id", "council", "--date", "2024-05-01", "council.vtt"]) == 0
    assert run(["text", "council"]) == 0
    assert "We have mended the roads,\nand the bridges too" in capsys.readouterr().out
    asked = ["verify", "--text", "and the bridges too, before the winter came", "--speaker", "Mayor Smith"]
    assert run(asked) == 0
    out = capsys.readouterr().out
    assert out.startswith("MATCHES")
    assert "time 00:01:23.400" in out
    assert "hear it at" not in out
    assert run([*asked, "--json"]) == 0
    (witness,) = json.loads(capsys.readouterr().out)["witnesses"]
    assert witness["nature"] == "captions"
    assert witness["passage"]["locator"] == {"kind": "time", "text": "00:01:23.400", "url": None}


@pytest.mark.parametrize(
    ("name", "body", "reader"),
    [
        ("a.vtt", "00:01.000 --> 00:02.000\nWords.", "captions/2"),
        ("a.SRT", "Subtitles\n\n1\n00:00:01,000 --> 00:00:02,000\nWords.", "captions/2"),
        ("a.xml", "<TEI><text><body><p>Words.</p></body></text></TEI>", "tei/1"),
        ("a.tei", "<TEI><text><body><p>Words.</p></body></text></TEI>", "tei/1"),
        ("a.jsonl", '{"speaker": "Ann", "text": "Words."}', "turn-lines/1"),
        ("a.ndjson", '{"speaker": "Ann", "text": "Words."}', "turn-lines/1"),
    ],
)
def test_files_are_known_by_their_names_on_any_machine(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, body: str, reader: str
) -> None:
    monkeypatch.setattr("mimetypes.guess_type", lambda _: ("application/x-of-this-machine", None))
    (project / name).write_text(body)
    assert run(["archive", "--id", "a", name]) == 0
    with Archive.open(project / "archive") as archive:
        (transcript,) = archive.transcripts()
    assert transcript.reader == reader
