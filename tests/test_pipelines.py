"""The pre-commit hook and the GitHub Action, run in scratch repositories as their makers run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from speeches import archive_speeches

ROOT = Path(__file__).parent.parent
SAID = "President George W. Bush said “America will never seek a permission slip to defend {}.”\n"
MISQUOTED, RIGHT = SAID.format("our people"), SAID.format("the security of our country")


def read(name: str) -> Any:
    return YAML(typ="safe").load(ROOT / name)


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("speeches") / "archive"
    archive_speeches(folder)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """One that knows nothing of the user's git, with the programs of this environment first."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\nname = A\nemail = a@example.org\n[init]\ndefaultBranch = main\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "QUOTETRACK"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return kept | {"HOME": str(home), "PATH": path, "PRE_COMMIT_HOME": str(home / "pre-commit")}


@pytest.fixture
def repository(tmp_path: Path, speeches: Path, environment: dict[str, str]) -> Path:
    """A repository with an archive and one article that misquotes."""
    folder = tmp_path / "paper"
    shutil.copytree(speeches, folder / "archive")
    (folder / "a column.md").write_text(MISQUOTED, encoding="utf-8")
    (folder / "data.csv").write_text("a,“b”\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, env=environment, check=True)
    return folder


# --- the hook ---


def test_the_hook_stops_a_commit_until_the_quotation_is_right(
    repository: Path, environment: dict[str, str]
) -> None:
    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=repository, env=environment, capture_output=True, text=True, check=False
        )

    (hook,) = read(".pre-commit-hooks.yaml")
    # as published, but for the installation, which would fetch from the web
    local = {"repo": "local", "hooks": [hook | {"language": "system"}]}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [local]}))
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=repository, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stdout + installed.stderr
    git("add", "a column.md", "data.csv", ".pre-commit-config.yaml")
    stopped = git("commit", "-m", "A column")
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1, said
    assert "a column.md:1:" in said
    assert "differs" in said
    assert "data.csv" not in said
    (repository / "a column.md").write_text(RIGHT, encoding="utf-8")
    git("add", "a column.md")
    passed = git("commit", "-m", "A column")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert git("log", "--oneline").stdout.endswith("A column\n")


def test_the_hook_is_what_pre_commit_takes_and_takes_what_can_be_read() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    (hook,) = read(".pre-commit-hooks.yaml")
    for name in ("a.md", "b/c.markdown", "a.html", "a.htm", "a.txt", "a.docx"):
        assert re.search(hook["files"], name), name
    for name in ("a.py", "a.csv", "amd", "a.md.bak"):
        assert not re.search(hook["files"], name), name


# --- the action ---


def steps(inputs: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The scripts of the action's steps, each with its variables, the inputs put in."""
    action = read("action.yml")
    given = {name: str(each.get("default", "")) for name, each in action["inputs"].items()} | inputs
    assert set(given) == set(action["inputs"])
    found = []
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input in a script could run as one"
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
            for name, value in step.get("env", {}).items()
        }
        found.append((step["run"], variables))
    return found


def perform(script: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """As GitHub runs ``shell: bash``."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A runner on which the first step has installed the program, from this environment's packages."""
    folder = tmp_path_factory.mktemp("runner")
    source = folder / "action"
    shutil.copytree(ROOT / "quotetrack", source / "quotetrack")
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "action.yml"):
        shutil.copy(ROOT / name, source / name)
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    offline = {
        "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": packages,
        "RUNNER_TEMP": str(folder), "GITHUB_ACTION_PATH": str(source),
    }  # fmt: skip
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | offline | {"PATH": path}
    (install, variables), _ = steps({})
    done = perform(install, folder, environment | variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return environment


def test_the_action_annotates_and_fails_where_a_quotation_differs(
    repository: Path, runner: dict[str, str]
) -> None:
    _, (check, variables) = steps({"sarif": "quotes.sarif"})
    done = perform(check, repository, runner | variables)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=a column.md,line=1,")
    (result,) = json.loads((repository / "quotes.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "differs"


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        ({"fail-on": "none"}, 0, ""),
        ({"articles": "*.html\n\nmissing/**/*.md"}, 0, "No article matches"),
        ({"articles": "a column.md"}, 1, "::error file=a column.md"),
        ({"articles": "$(touch broken)\n`touch broken`"}, 0, ""),
        ({"articles": "missing.md"}, 2, ""),
        ({"quotes": "nowhere"}, 1, "::error"),
    ],
)
def test_the_actions_inputs(
    repository: Path, runner: dict[str, str], inputs: dict[str, str], code: int, said: str
) -> None:
    _, (check, variables) = steps(inputs)
    done = perform(check, repository, runner | variables)
    assert not (repository / "broken").exists()
    if "touch" not in inputs.get("articles", ""):
        assert done.returncode == code, done.stdout + done.stderr
        assert said in done.stdout
