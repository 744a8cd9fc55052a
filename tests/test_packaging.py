"""What the package imports is what its metadata declares."""

from __future__ import annotations

import ast
import sys
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent


def declared(extra: str | None = None) -> set[str]:
    """The distributions that setup.cfg names, for all users or under an extra."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = (
        config["options"]["install_requires"] if extra is None else config["options.extras_require"][extra]
    )
    return {
        line.split(">=")[0].strip().lower().replace("_", "-")
        for line in lines.split("\n")
        if line.strip() and not line.startswith("#")
    }


def imported(folder: Path) -> set[str]:
    """The distributions that the modules in a folder import, at the top or inside a function."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    homes = packages_distributions()
    outside = {name for name in names if name not in sys.stdlib_module_names and name in homes}
    return {homes[name][0].lower().replace("_", "-") for name in outside} - {"quotetrack"}


def test_the_package_declares_what_it_imports_and_no_more() -> None:
    found = imported(ROOT / "quotetrack")
    extras = declared("timestamp") | declared("batch") | declared("spark")
    # py4j comes with pyspark, whose error it raises
    assert found - declared() - extras - {"py4j"} == set()
    # loaded by a library on our behalf, and one of which a file is read
    assert declared() - found <= {"lxml", "lxml-html-clean", "pyspellchecker"}


def test_the_tests_declare_what_they_import() -> None:
    assert imported(ROOT / "tests") - declared() - declared("test") - declared("spark") == set()
