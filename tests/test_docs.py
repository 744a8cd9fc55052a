"""README and docs: every example runs, every link leads somewhere, no fact drifts from the code."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import json
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import quotetrack.matching
from quotetrack import boundary, model
from quotetrack.archive import Archive
from quotetrack.archive.events import EventType
from quotetrack.archive.limits import Limits
from quotetrack.archive.stored_form import transcript_form
from quotetrack.commands import export, import_quotes
from quotetrack.commands import options as options_of_commands
from quotetrack.commands import recheck as recheck_command
from quotetrack.formats import verdict_table
from quotetrack.formats.exports.table import COLUMNS
from quotetrack.formats.verdict_json import SCHEMA
from quotetrack.matching import Text, compare
from quotetrack.matching.changed import word_class
from quotetrack.matching.lexicon import lexicon
from quotetrack.rechecking.findings import Found
from quotetrack.records import load_record, read_receipt
from quotetrack.records.json_schema import json_schema
from quotetrack.scale import transcripts_parquet
from quotetrack.scale.out_folder import MANIFEST, REJECTS, VERDICTS, WORK
from quotetrack.scale.rows import KNOWN, OTHER_NAMES
from quotetrack.transcripts.parts import MOST
from quotetrack.verification.cautions import ORDER
from quotetrack.verification.history import CHANGED_SINCE
from quotetrack.version import __version__

ROOT = Path(__file__).parents[1]


def script(name: str) -> ModuleType:
    """A script of the docs, imported by its path."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


EXAMPLES = script("examples")
PAGES = [path.relative_to(ROOT).as_posix() for path in EXAMPLES.pages()]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder as it is where no website can be reached."""
    folder = tmp_path_factory.mktemp("demo")
    return Path(EXAMPLES.demo_project(folder))


@pytest.fixture
def project(demo: Path, tmp_path: Path) -> Path:
    """A copy of it that an example may change."""
    return Path(shutil.copytree(demo, tmp_path / "project", symlinks=True))


# --- the examples ---


@pytest.mark.parametrize("page", [page for page in PAGES if "```console" in text_of(page)])
def test_the_console_examples_print_what_the_page_says(page: str, project: Path) -> None:
    wrong = [
        f"{page}:{result.step.line}: $ {result.step.command}"
        f"expected:\n{result.step.expected}got:\n{result.got}"
        for result in EXAMPLES.run(text_of(page), project)
        if not result.same
    ]
    assert not wrong, "\n".join([*wrong, f"what it prints now: python docs/examples.py --update {page}"])


@pytest.mark.parametrize("page", [page for page in PAGES if "```pycon" in text_of(page)])
def test_the_python_examples_answer_what_the_page_says(
    page: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    session = "\n".join(block.body for block in EXAMPLES.blocks(text_of(page)) if block.language == "pycon")
    test = doctest.DocTestParser().get_doctest(session, {}, page, page, 0)
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert result.attempted
    assert not result.failed, "".join(told)


@pytest.mark.parametrize("page", [page for page in PAGES if "```yaml" in text_of(page)])
def test_the_records_are_records(page: str, tmp_path: Path) -> None:
    for block in EXAMPLES.blocks(text_of(page)):
        if block.language == "yaml":
            (tmp_path / "example.yaml").write_text(block.body, encoding="utf-8")
            load_record(tmp_path / "example.yaml")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_run_is_known_not_to_be(page: str) -> None:
    """``sh`` blocks need the web or install; CI gives the README's, and their programs are known here."""
    for block in EXAMPLES.blocks(text_of(page)):
        assert block.language in ("console", "pycon", "yaml", "text", "sh", "toml"), block.line
        if block.language == "sh":
            programs = {line.split()[0] for line in block.body.splitlines()}
            assert programs <= {"make", "python3", "quotetrack", ".venv/bin/pip", ".venv/bin/quotetrack"}


def test_the_make_targets_of_the_readme_are_there() -> None:
    makefile = text_of("Makefile")
    named = set(re.findall(r"(?:^|`)make (\w+)", text_of("README.md"), re.MULTILINE))
    assert {"demo", "test"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_checker_sees_what_differs(project: Path) -> None:
    body = "$ echo one\none\n$ false; echo two\nthree\n$ echo $?\n0\n$ echo a; echo b; echo c\na\n...\nc\n"
    page = f"A page.\n\n```console\n{body}```\n\n```console\n$ cat <<END\n> two\n> END\ntwo\n```\n"
    results = EXAMPLES.run(page, project)
    assert [result.same for result in results] == [True, False, True, True, True]
    assert [result.step.line for result in results] == [4, 6, 8, 10, 17]
    assert EXAMPLES.updated(page, results) == page.replace("three", "two")


# --- links ---


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_every_link_inside_the_repository_leads_somewhere(page: str) -> None:
    here = ROOT / page
    for target in re.findall(r"\]\(([^)\s]+)\)", here.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            assert target.startswith("https://"), target
            continue
        name, _, anchor = target.partition("#")
        there = (here.parent / name).resolve() if name else here
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_every_page_is_reached_from_the_index() -> None:
    reached, todo = set(), [ROOT / "docs" / "index.md"]
    while todo:
        page = todo.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8")):
            if not target.startswith("https:"):
                todo.append((page.parent / target).resolve())
    # The site knows nothing above its folder; the README leads to the index.
    assert {ROOT / page for page in PAGES} - {ROOT / "README.md"} <= reached


# --- facts that the code knows ---


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = re.split(rf"^#+ {re.escape(heading)}\n", text_of(page), maxsplit=1, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, maxsplit=1, flags=re.MULTILINE)[0]
    table = re.search(r"^\|.*?(?=^[^|]|\Z)", section, re.MULTILINE | re.DOTALL)
    assert table is not None, f"{page}: no table under {heading}"
    _, _, *body = table[0].strip().splitlines()
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in body]


def names(page: str, heading: str) -> list[str]:
    """The first column of that table, without its marks."""
    return [row[0].strip("`") for row in rows(page, heading)]


def values(enum: Iterable[Any]) -> list[str]:
    return [str(member.value) for member in enum]


def test_the_command_reference_is_the_commands_help() -> None:
    """But for where lines are broken, which another version of click may do elsewhere.

    In a process of its own: click keeps a command's help option as it was first asked for.
    """
    told = "import runpy; print(runpy.run_path('docs/generate_commands.py')['page']())"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert text_of("docs/commands.md").split() == done.stdout.split(), "write it anew with: make docs"


def test_the_table_of_publishers_is_written_from_the_profiles() -> None:
    anew = runpy.run_path(str(ROOT / "docs/generate_publishers.py"))["page"]()
    assert text_of("docs/publishers.md") == anew, "write it anew with: make docs"


def test_every_key_of_a_profile_is_documented() -> None:
    from quotetrack.transcripts.profiles import Profile

    table = text_of("docs/publishers.md").partition("## A profile of your own")[2]
    told = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert told == set(Profile.model_fields) - {"own"}


def test_the_statuses_are_the_model_s_in_their_order() -> None:
    assert names("docs/verdicts.md", "Statuses") == values(model.Status)
    assert sorted(names("README.md", "What the statuses mean")) == sorted(values(model.Status))


def test_the_wordings_are_the_model_s_in_their_order() -> None:
    assert names("docs/verdicts.md", "Wordings") == values(model.Wording)


def test_the_findings_of_speaker_and_occasion_are_the_model_s() -> None:
    assert names("docs/verdicts.md", "Speaker") == values(model.SpeakerFinding)
    assert names("docs/verdicts.md", "Occasion") == values(model.OccasionFinding)


def test_the_natures_are_the_model_s() -> None:
    assert names("docs/verdicts.md", "Kinds of witness") == values(model.Nature)
    guide = text_of("docs/guide/archive-a-transcript.md").partition("The natures are")[2].partition("\n\n")[0]
    assert re.findall(r"`([a-z]+)`", guide) == values(model.Nature)


def test_the_cautions_are_those_that_are_given_the_gravest_first() -> None:
    assert names("docs/verdicts.md", "Cautions") == [*ORDER, CHANGED_SINCE]


def test_the_weights_are_the_model_s() -> None:
    assert names("docs/verdicts.md", "Weights") == values(model.Weight)


CLASSES = [
    tuple(cell.strip("`") for cell in row) for row in rows("docs/verdicts.md", "Classes of difference")
]


@pytest.mark.parametrize(("klass", "weight", "transcript", "quote"), CLASSES)
def test_an_example_of_a_class_is_of_that_class(klass: str, weight: str, transcript: str, quote: str) -> None:
    text = transcript.replace("\\|", "|")
    asides = [model.Span(*match.span()) for match in re.finditer(r"\[(?:Applause|Laughter)\.\]", text)]
    (best, *_) = compare(quote.replace("\\|", "|"), Text.of(text, asides))
    # where a sentence ends, the next word's capital goes too
    shown = [each for each in best.differences if klass != "sentence-end" or each.klass != "case"]
    assert [(each.klass, each.weight.value) for each in shown] == [(klass, weight)]


def test_every_class_that_the_code_can_give_has_an_example() -> None:
    """The classes stand in the code as (name, weight) pairs, in word_class's answers, and in the lists."""
    known: set[str] = set()
    folder = Path(quotetrack.matching.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            pair = (
                node.elts
                if isinstance(node, ast.Tuple)
                else node.args[1:3]
                if isinstance(node, ast.Call)
                else []
            )
            match pair[:2]:
                case [ast.Constant(value=str(name)), ast.Attribute(value=ast.Name(id="Weight"))]:
                    known.add(name)
    english = lexicon("en")
    known |= {klass for others in english.forms.values() for _, klass in others}
    words = (english.negations, english.modals, english.quantifiers, english.pronouns, english.prepositions)
    known |= {word_class(word, english) for list_ in words for word in list_} | {
        "number",
        "sign",
        "content",
        "name",
    }
    known |= {"that", "filler", "false-start"}  # answered without their weight, which is always harmless
    described = {row[0] for row in CLASSES}
    assert known - {"", "same"} <= described


def test_the_languages_that_have_lists_are_those_named() -> None:
    lists = Path(quotetrack.matching.__file__).with_name("lists").glob("*.toml")
    assert {path.stem for path in lists} == {"en", "ru"}
    assert "exist for English and Russian." in text_of("docs/limits.md")


def test_the_statuses_that_fail_are_the_command_s() -> None:
    guide = text_of("docs/guide/list-and-gate.md").partition("## Fail on what")[2].partition("Choose")[0]
    assert tuple(re.findall(r"`([a-z-]+)`", guide))[1:] == options_of_commands.FAIL_ON


def test_the_exit_codes_are_the_program_s() -> None:
    codes = [0, boundary.FINDINGS, boundary.BAD_INPUT, boundary.BUG, boundary.INTERRUPTED]
    assert names("docs/guide/list-and-gate.md", "Exit codes") == [str(code) for code in codes]


def test_the_limits_are_the_program_s() -> None:
    limits = Limits()
    assert [row[1] for row in rows("docs/guide/archive-a-transcript.md", "What happens")] == [
        f"{limits.stored_bytes // 2**20} MiB",
        f"{limits.decoded_bytes // 2**20} MiB",
        f"{limits.total:.0f} s",
        str(limits.redirects),
        str(MOST),
        f"{limits.delay:.0f} s",
        f"{limits.longest_delay:.0f} s",
    ]


# --- formats ---


def test_the_record_s_fields_are_the_schema_s() -> None:
    schema = json_schema()
    assert names("docs/formats.md", "The record") == list(schema["properties"])
    for heading, part in (
        ("A source", "SourcePart"),
        ("A publication", "PublicationPart"),
        ("A review", "ReviewPart"),
        ("Evidence of one's own", "SeenPart"),
    ):
        assert names("docs/formats.md", heading) == list(schema["$defs"][part]["properties"]), heading


def keys(data: object, above: str = "") -> list[str]:
    """The keys of nested JSON as dotted paths; a list's entries are ``[]``."""
    if isinstance(data, dict):
        return [
            path for key, value in data.items() for path in (f"{above}{key}", *keys(value, f"{above}{key}."))
        ]
    if isinstance(data, list):
        return [path for value in data for path in keys(value, above.removesuffix(".") + "[].")]
    return []


def test_the_hit_s_keys_are_those_it_has(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", "find", "uranium", "Africa", "--json"],
        cwd=project,
        env=EXAMPLES.environment(project),
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict.fromkeys(key for line in done.stdout.splitlines() for key in keys(json.loads(line)))
    assert [key for key in found if not key.startswith("also[]")] == names("docs/formats.md", "The hit")


def test_the_recheck_s_keys_are_those_it_has(project: Path) -> None:
    """Those that are said to be the same as others' stand on the page once."""
    (project / "speech.txt").write_text("MAYOR SMITH: We promised the town a new bridge.\n")
    (project / "quotes" / "smith.yaml").write_text(
        "text: We promised the town a new bridge\nsources: [{file: speech.txt}]\n"
    )
    for words in ("a new bridge", "a bridge"):
        (project / "speech.txt").write_text(f"MAYOR SMITH: We promised the town {words}.\n")
        done = subprocess.run(
            [sys.executable, "-m", "quotetrack", "recheck", "smith", "--json", "--fail-on", "none"],
            cwd=project,
            env=EXAMPLES.environment(project),
            capture_output=True,
            text=True,
            check=True,
        )
    found, verdict = [json.loads(line) for line in done.stdout.splitlines()]
    same = ("now.", "hunks[].after.", "passages[].after.")
    named = [key for key in dict.fromkeys(keys(found)) if not key.startswith(same)]
    assert named == names("docs/formats.md", "The recheck")
    told = text_of("docs/formats.md").partition(verdict["schema"])[2].partition("### ")[0]
    assert all(f"`{key}`" in told for key in verdict if key != "schema")
    findings = [each.value for each in Found]
    assert sorted(names("docs/guide/watch-pages-change.md", "What can be found")) == sorted(findings)


def test_what_makes_a_recheck_fail_is_the_command_s() -> None:
    guide = text_of("docs/guide/watch-pages-change.md").partition("that `--fail-on` names:")[2]
    assert tuple(re.findall(r"`([a-z]+)`", guide)[:3]) == recheck_command.FAIL_ON


def test_the_verdict_s_keys_are_those_it_has(project: Path) -> None:
    """Taken from verdicts that have something in every list; the receipt's keys are a few more."""
    asked = [
        {"text": "The course of this Nation ... depend on the decisions of others", "speaker": "Bush"},
        {"text": "America will never seek a permission slip to defend the security of our people"},
        {
            "text": "free people will set the course of history",
            "speaker": "Bush",
            "date": "2004-01-20",
            "in": [],
        },
    ]
    (project / "asked.jsonl").write_text("".join(json.dumps(each) + "\n" for each in asked), encoding="utf-8")
    evidence = read_receipt(project / "quotes" / "verdicts", "bush-2004-permission-slip")
    assert evidence is not None
    with (project / "quotes" / "bush-2004-permission-slip.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "reviews:\n  - {reviewer: Jane Doe, date: 2024-05-02, conclusion: accurate, evidence: "
            f"'{evidence['evidence']}', seen: {{description: a tape}}}}\n"
        )
    printed = ""
    for arguments in (["--exhaustive", "--from", "asked.jsonl"], ["bush-2004-permission-slip"]):
        done = subprocess.run(
            [sys.executable, "-m", "quotetrack", "verify", *arguments, "--json", "--fail-on", "none"],
            cwd=project,
            env=EXAMPLES.environment(project),
            capture_output=True,
            text=True,
            check=True,
        )
        printed += done.stdout
    verdicts = [json.loads(line) for line in printed.splitlines()]
    assert {verdict["schema"] for verdict in verdicts} == {SCHEMA}
    assert SCHEMA in text_of("docs/formats.md")
    found = dict.fromkeys(key for verdict in verdicts for key in keys(verdict))
    found = {key: None for key in found if not key.startswith("versions.")}
    described = names("docs/formats.md", "The verdict")
    # A list that happens to be empty here has its keys on the page all the same.
    assert set(found) <= set(described)
    unseen = {key for key in described if key not in found}
    assumed = ("witnesses[].rivals[]", "elsewhere[]", "witnesses[].passage.locator.", "key_terms[]",
               "witnesses[].parallel[]")  # fmt: skip
    assert all(key.startswith(assumed) for key in unseen), unseen
    receipt = read_receipt(project / "quotes" / "verdicts", "bush-2004-permission-slip")
    assert receipt is not None
    more = [key for key in receipt if key not in verdicts[-1]]
    assert names("docs/formats.md", "The receipt") == more


def test_the_export_s_keys_and_columns_are_those_it_has(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", "export", "bush-2003-uranium", "--format", "jsonl"],
        cwd=project,
        env=EXAMPLES.environment(project),
        capture_output=True,
        text=True,
        check=True,
    )
    record = names("docs/formats.md", "The record")
    assert names("docs/formats.md", "The export") == [
        key for key in json.loads(done.stdout) if key not in record
    ]
    assert tuple(names("docs/formats.md", "The table")) == COLUMNS


def test_the_batch_s_columns_and_files_are_those_it_has() -> None:
    assert tuple(names("docs/formats.md", "The columns of a verdict")) == verdict_table.COLUMNS
    assert names("docs/formats.md", "The batch") == [VERDICTS, REJECTS, MANIFEST, WORK]
    described = rows("docs/formats.md", "The quotes of a batch")
    others = {name.strip("` "): row[0].strip("`") for row in described for name in row[2].split(",")}
    assert {name: ours for name, ours in others.items() if name} == OTHER_NAMES
    assert {row[0].strip("`") for row in described} == KNOWN - OTHER_NAMES.keys()
    schemas = {
        "transcripts": transcripts_parquet.transcripts_schema(),
        "dated": transcripts_parquet.dated_schema(),
        "archive": transcripts_parquet.archive_schema(),
    }
    for folder, columns in rows("docs/formats.md", "Transcripts as Parquet"):
        named = re.findall(r"`(\w+)`", columns)
        assert named == schemas.pop(folder.strip("`")).names
    assert not schemas


def test_the_formats_of_exports_and_imports_are_the_guide_s() -> None:
    assert names("docs/guide/export.md", "Export to other programs") == list(export.FORMATS)
    assert names("docs/guide/import-quotes.md", "What can be imported") == list(import_quotes.FORMATS)


def test_the_archive_folder_holds_what_the_page_lists(project: Path) -> None:
    named = names("docs/formats.md", "The archive folder")
    patterns = [re.escape(name).replace("…", ".+") for name in named]
    held = [path.name for path in (project / "archive").iterdir()]
    for name in held:
        if not name.endswith(("-wal", "-shm")):
            assert any(re.fullmatch(pattern, name) for pattern in patterns), name
    for pattern in patterns:
        assert any(re.fullmatch(pattern, name) for name in held), pattern


def test_the_events_and_the_transcript_s_keys_are_the_archive_s(project: Path) -> None:
    assert names("docs/formats.md", "The event log") == values(EventType)
    with Archive.open(project / "archive") as archive:
        transcript = archive.transcript("sotu-2003-bush")
    assert transcript is not None
    described = names("docs/formats.md", "The transcript")
    assert set(transcript_form(transcript)) <= set(described)
    kept = {field.name for field in fields(model.Transcript) if field.init}
    assert set(described) == {"schema", *kept}


# --- the changelog ---


def test_the_changelog_speaks_of_this_version_or_of_what_is_to_come() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] in ("Unreleased", __version__)
