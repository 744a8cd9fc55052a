"""Make the pictures of the docs from real runs: a terminal, and a page of a report.

    python docs/pictures.py

Both are taken of this repository's records as ``make demo`` leaves them where no website can be reached. The
report's picture needs Chromium and the extra ``test``.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from examples import ROOT, demo_project, environment

PICTURES = ROOT / "docs" / "pictures"
QUOTE = "bush-2004-permission-slip"
COLUMNS = 108
_FONT = re.compile(r"@font-face \{[^}]*\}\s*")


def terminal(project: Path) -> str:
    """What ``quotetrack verify`` prints on a terminal, as SVG that loads nothing."""
    import rich.console
    import rich.text

    command = f"quotetrack verify {QUOTE}"
    console = rich.console.Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(rich.text.Text.from_ansi(f"$ {command}\n{on_a_terminal(command, project)}"))
    # Its font would come from elsewhere; the reader's own monospaced one does as well.
    return _FONT.sub("", console.export_svg(title="quotetrack", unique_id="quotetrack"))


def on_a_terminal(command: str, project: Path) -> str:
    """The output of a command that finds itself on a terminal."""
    ours, theirs = pty.openpty()
    kept = environment(project) | {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    with subprocess.Popen(
        command, shell=True, cwd=project, env=kept, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 1 << 16):
                parts.append(part)
        except OSError:  # how Linux says that the other end was closed
            pass
        finally:
            os.close(ours)
        running.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


def report(project: Path, picture: Path) -> None:
    """A page of the report of the same records, as a browser shows it."""
    from playwright.sync_api import sync_playwright

    subprocess.run(
        ["quotetrack", "report"], cwd=project, env=environment(project), check=True, stdout=subprocess.DEVNULL
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1100, "height": 640}, color_scheme="light")
        page.goto((project / "report" / "quotes" / f"{QUOTE}.html").as_uri())
        page.screenshot(path=picture)
        chromium.close()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        project = demo_project(Path(scratch))
        (PICTURES / "terminal.svg").write_text(terminal(project), encoding="utf-8")
        report(project, PICTURES / "report.png")


if __name__ == "__main__":
    main()
