"""A project to report: pages with all that makes a passage hard to name, hostile records and transcripts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loopback import Reply, Site

from quotetrack.boundary import run

PAGES = Path(__file__).parent / "report_pages"
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
BIDI = "\u202eevil\u202c \u2066x\u2069"
HOSTILE_TEXT = (
    f"</pre></div></details>{EVIL} the mayor said that the bridge is safe {BIDI} \x07\x1b[31m\n"
    + "long " * 30
    + "x" * 1_000_000
    + f"\nand the bridge {EVIL} is closed {BIDI} since the spring of last year, he said."
)
SECRET_TEXT = (
    "This is the secret speech. nobody may read this line at all. And here is the line that the secret "
    "speech has as well, word for word, which another record quotes.\n"
)
QUOTES: dict[str, dict[str, Any]] = {
    **json.loads((PAGES / "quotes.json").read_text(encoding="utf-8")),
    "hostile": {
        "text": f"the mayor said that {EVIL} the bridge {BIDI} is safe",
        "notes": f"{EVIL} {BIDI}",
        "speaker": {"name": f"Eve {EVIL}", "role": EVIL},
        "occasion": f"{EVIL} {BIDI}",
        "tags": [EVIL],
        "claimed_in": [{"citation": f"{EVIL} {BIDI}"}, {"url": "https://example.org/?a=1&b=<2>"}],
        "file": "hostile.txt",
    },
    "huge": {
        "text": "y" * 19_000 + " ends here",
        "notes": "z" * 1_000_000,
        "speaker": {"name": "W" * 5000},
    },
}
"""Fields of the records, and what their source is: a page (``on``) or a file."""
SPOKEN_BY = {"/most": "Иван Петров", "/gesher": "דוד כהן"}


@dataclass(frozen=True)
class Project:
    """A folder with records and an archive, all verified, and a report of it."""

    folder: Path
    site: Site

    @property
    def report(self) -> Path:
        return self.folder / "report"

    def receipt(self, id: str) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.folder / "quotes" / "verdicts" / f"{id}.json").read_text())
        return data

    def ask(self, *arguments: object) -> int:
        return run(["--quotes", str(self.folder / "quotes"), "--archive", str(self.folder / "archive"),
                    *map(str, arguments)])  # fmt: skip


def make_project(folder: Path, site: Site) -> Project:
    """Everything archived from loopback, verified, and reported."""
    for path in PAGES.glob("*.html"):
        site.replies[f"/{path.stem}"] = Reply(path.read_bytes())
    (folder / "quotes").mkdir(parents=True)
    (folder / "hostile.txt").write_text(HOSTILE_TEXT, encoding="utf-8")
    (folder / "secret.txt").write_text(SECRET_TEXT)
    for id, quote in QUOTES.items():
        record = {key: value for key, value in quote.items() if key not in ("on", "file")}
        if "on" in quote:
            source = {"url": site.url(quote["on"]), "nature": "verbatim", "complete": "yes"}
            if quote["on"] in SPOKEN_BY:
                source["speaker"] = SPOKEN_BY[quote["on"]]
            record["sources"] = [source]
        if "file" in quote:
            name = quote.get("speaker", {}).get("name", "Sue Secret")
            record["sources"] = [{"file": quote["file"], "speaker": name}]
        (folder / "quotes" / f"{id}.yaml").write_text(json.dumps(record), encoding="utf-8")
    project = Project(folder, site)
    assert project.ask("archive", "--all", "--allow-private") in (0, 1)
    assert project.ask("verify", "--all", "--fail-on", "none") == 0
    assert project.ask("report", "--out", project.report) == 0
    return project
