"""What a newcomer does first, in fresh clones: ``make demo``, twice, and the README's plain pip.

Not among the tests of ``make test``: it installs the program from the package registry.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OFFLINE = {
    "bush-2003-uranium": "matches",
    "bush-2004-permission-slip": "differs",
    "lavrov-2023-pretexts": "unchecked",
    "powell-2003-solid-sources": "unchecked",
    "powell-2003-vial": "unchecked",
    "putin-2003-iraq": "unchecked",
}
"""The six statuses where no web source can be reached."""
SECONDS = 30
"""The longest that a demo without the web may take when everything is installed."""


def run(folder: Path, *command: str) -> str:
    # As a person's shell: not inside the environment that runs this test, no make above this one.
    left_out = ("VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in left_out and not name.startswith("QUOTETRACK_")
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def git(folder: Path, *arguments: str) -> str:
    name = ("-c", "user.name=Newcomer", "-c", "user.email=newcomer@example.org")
    return run(folder, "git", *name, *arguments)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    run(tmp_path, "git", "clone", "--quiet", str(ROOT), "clone")
    return tmp_path / "clone"


def check_list(output: str) -> None:
    """The list is what is printed last: six rows under their headings, with the right statuses."""
    heading, *rows = output.rstrip().splitlines()[-7:]
    assert heading.split()[:2] == ["id", "status"]
    statuses = dict(row.split()[:2] for row in rows)
    assert statuses.keys() == OFFLINE.keys()
    assert statuses["bush-2003-uranium"] == "matches"
    if not re.search(r"^archived +https?://", output, re.MULTILINE):
        assert statuses == OFFLINE
        assert all("Nothing to compare with" in row for row in rows if " unchecked " in row)


def test_make_demo_ends_with_the_list_and_a_second_run_changes_no_tracked_file(clone: Path) -> None:
    first = run(clone, "make", "demo")
    check_list(first)
    refused = re.findall(r"^refused .*", first, re.MULTILINE)
    assert all(re.match(r"refused +\S+: \S", line) for line in refused), "each with its reason"
    if "https://" not in "".join(re.findall(r"^archived .*", first, re.MULTILINE)):
        assert len(refused) == 13

    changed = git(clone, "status", "--porcelain", "--untracked-files=all").splitlines()
    assert all(line[3:].startswith("quotes/verdicts/") for line in changed), changed
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "Verdicts")

    started = time.monotonic()
    second = run(clone, "make", "demo")
    seconds = time.monotonic() - started
    check_list(second)
    assert "Installing" not in second
    assert git(clone, "status", "--porcelain", "--untracked-files=all") == ""
    if not re.search(r"^(archived|unchanged) +https?://", second, re.MULTILINE):
        assert seconds < SECONDS


def test_the_readme_s_plain_pip_does_the_same(clone: Path) -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (clone / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (by_hand,) = [block for block in blocks if "pip install" in block]
    # Not stopping at exit code 1: it says that sources were out of reach, and that a quote differs.
    check_list(run(clone, "bash", "-c", by_hand))
