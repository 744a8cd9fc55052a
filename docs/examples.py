"""The examples of README and docs, run as a newcomer would: ``python docs/examples.py PAGE...``

A fenced block of the language ``console`` is a terminal: lines after ``$ `` are typed (lines after
``> `` continue them), the others are what is printed, stdout and stderr together. ``...`` stands for
anything, as in doctest. The blocks of a page share one shell, which starts in a copy of this repository's
records as ``make demo`` leaves them where no website can be reached. With ``--update``, what
a block expects and does not get is replaced by what it got.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[a-z]+)\n(?P<body>.*?)^(?P=indent)```$", re.M | re.S)
_STEP = re.compile(r"^(?P<typed>\$ .*\n(?:> .*\n)*)(?P<printed>(?:(?!\$ ).*\n)*)", re.M)
_WHEN = re.compile(
    r"(saved |archived |checked |_at\": \"?)\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?"
)
"""The moment of the run, which may differ."""
_END = "\x1e"
"""Printed after each command, to tell one's output from the next one's."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    language: str
    body: str
    start: int
    """Where its body starts in the page, in characters."""
    line: int
    """The line of the page that its body starts on, from 1."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command and what is to be printed."""

    command: str
    expected: str
    start: int
    """Where ``expected`` starts in the page, in characters."""
    line: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a command of a page printed."""

    step: Step
    got: str

    @property
    def same(self) -> bool:
        """Whether it printed what the page says."""
        expected, got = _WHEN.sub(r"\1", self.step.expected), _WHEN.sub(r"\1", self.got)
        return doctest.OutputChecker().check_output(expected, got, doctest.ELLIPSIS)


def pages() -> tuple[Path, ...]:
    """README and every page of the docs."""
    return (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page that name a language."""
    for match in _FENCE.finditer(page):
        start = match.start("body")
        yield Block(match["language"], match["body"], start, page.count("\n", 0, start) + 1)


def steps(block: Block) -> Iterator[Step]:
    """The commands of a console block."""
    for match in _STEP.finditer(block.body):
        command = "".join(line[2:] for line in match["typed"].splitlines(keepends=True))
        line = block.line + block.body.count("\n", 0, match.start())
        yield Step(command, match["printed"], block.start + match.start("printed"), line)


def demo_project(folder: Path) -> Path:
    """The records of this repository, with what can be archived without the web, verified."""
    from quotetrack.archive import Archive
    from quotetrack.archive.fetch import Fetcher
    from quotetrack.archive.limits import Limits
    from quotetrack.gathering import Done, gather, wanted_by_records
    from quotetrack.records import load_records

    shutil.copytree(ROOT / "quotes", folder / "quotes", ignore=shutil.ignore_patterns("verdicts"))
    records, errors = load_records(folder / "quotes")
    assert not errors
    wanted = [want for want in wanted_by_records(records, project=folder) if want.source.url is None]
    with Archive.open(folder / "archive") as archive:
        outcomes = list(gather(wanted, archive, Fetcher(Limits())))
    assert all(outcome.done is Done.ARCHIVED for outcome in outcomes), outcomes
    (folder / ".venv").symlink_to(sys.prefix)
    subprocess.run(
        [sys.executable, "-m", "quotetrack", "verify", "--all", "--fail-on", "none"],
        cwd=folder,
        env=environment(folder),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder


def environment(home: Path) -> dict[str, str]:
    """A shell's variables: the program on the path, a home of its own, nothing set for quotetrack."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("QUOTETRACK_", "PYTHON"))
    }
    return kept | {
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join((sysconfig.get_path("scripts"), kept.get("PATH", os.defpath))),
        "PYTHONPATH": str(ROOT),
    }


def run(page: str, project: Path) -> list[Result]:
    """Give all commands of a page to one shell."""
    todo = [step for block in blocks(page) if block.language == "console" for step in steps(block)]
    script = "".join(
        f"{{ {step.command}}} 2>&1\n__code=$?; printf '{_END}'; (exit $__code)\n" for step in todo
    )
    done = subprocess.run(
        ["bash", "--noprofile", "--norc"],
        input=script,
        cwd=project,
        env=environment(project),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = done.stdout.split(_END)
    assert len(printed) == len(todo) + 1, f"a command ends the shell or is no whole command:\n{done.stdout}"
    return [Result(step, got) for step, got in zip(todo, printed, strict=False)]


def updated(page: str, results: Sequence[Result]) -> str:
    """The page with what was printed in place of what it said, where they differ."""
    for result in reversed(results):
        if not result.same:
            step = result.step
            page = page[: step.start] + result.got + page[step.start + len(step.expected) :]
    return page


def main(arguments: Sequence[str]) -> int:
    """Run the pages named, or all; the exit code is 1 when one does not hold."""
    update = "--update" in arguments
    chosen = [Path(argument) for argument in arguments if argument != "--update"] or pages()
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        project.mkdir()
        demo_project(project)
        for number, path in enumerate(chosen):
            copy = Path(scratch) / f"page-{number}"
            shutil.copytree(project, copy, symlinks=True)
            page = path.read_text(encoding="utf-8")
            results = run(page, copy)
            for result in results:
                if not result.same:
                    wrong += 1
                    print(f"{path}:{result.step.line}: $ {result.step.command}{result.got}", file=sys.stderr)
            if update:
                path.write_text(updated(page, results), encoding="utf-8")
    return 1 if wrong and not update else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
