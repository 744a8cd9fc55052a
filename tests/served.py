"""A project to serve: a few transcripts, a few records, and the application over them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quotetrack.archive.limits import Limits
from quotetrack.boundary import run
from quotetrack.serving.application import create_app
from quotetrack.serving.configuration import Configuration
from quotetrack.serving.guard import COOKIE, FIELD
from quotetrack.serving.shelves import Shelves
from quotetrack.workspace import Workspace

TRANSCRIPTS = {
    "bridge": (
        "2003-05-01",
        "MAYOR SMITH: Friends, we will mend the old bridge before the winter comes, whatever it may cost.\n\n"
        "QUESTION: Will the road be mended too, and who will pay for all of it?\n\n"
        "MAYOR SMITH: The road will be mended next year. [Applause.] We have nothing to fear but the rain.\n",
    ),
    "market": (
        "2004-09-10",
        "MAYOR SMITH: I said that we will mend the old bridge, and we have mended it. As I told you, we will "
        "mend the bridge again if the river takes it.\n\n"
        "COUNCILLOR BROWN: She said that we will mend the old bridge before the winter comes, and we did.\n",
    ),
    "harvest": ("2005", "The harvest was rich this year, and nobody in this valley will go hungry.\n"),
}
RECORDS = {
    "smith-2003-bridge": """# kept by hand
text: we will mend the old bridge before the winter comes   # as the paper has it
speaker:
  name: Ann Smith
  other_names: [Mayor Smith]
date: 2003-05-01
sources:
  # the town's own transcript
  - file: bridge.txt
    labels:
      MAYOR SMITH: Ann Smith
# the end
""",
    "smith-2003-rain": "text: We have nothing to fear but the snow.\nspeaker: {name: Ann Smith}\n"
    "sources: [{file: bridge.txt}]\n",
}
STORY = """The bridge

“We will mend the old bridge before the winter comes,” Ann Smith said on 1 May 2003. She later added:
“We have nothing to fear but the snow.” Her book “A Bridge” tells the rest.

“Nobody in this valley will ever go hungry again,” said Bob Brown.
"""
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "</textarea></div>{{ 7*7 }} \u202eevil\u202c \u2066x\u2069 \x07"
)


def make_project(folder: Path) -> Path:
    """Write the records and archive the transcripts; the folder."""
    (folder / "quotes").mkdir(parents=True)
    for id, text in RECORDS.items():
        (folder / "quotes" / f"{id}.yaml").write_text(text, encoding="utf-8")
    for id, (date, text) in TRANSCRIPTS.items():
        (folder / f"{id}.txt").write_text(text, encoding="utf-8")
        label = ["--label", "MAYOR SMITH=Ann Smith", "--label", "QUESTION="] if "SMITH" in text else []
        arguments = ["archive", str(folder / f"{id}.txt"), "--id", id, "--date", date, *label]
        assert run(["--quotes", str(folder / "quotes"), *arguments]) == 0
    return folder


@dataclass
class Served:
    """The application over a project, asked as a browser asks."""

    folder: Path
    configuration: Configuration = field(init=False)
    shelves: Shelves = field(init=False)
    client: FlaskClient = field(init=False)
    bugs: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        workspace = Workspace.locate(self.folder, quotes=self.folder / "quotes", archive=None)
        limits = Limits(delay=0, connect=1, resolve=2)
        self.configuration = Configuration(workspace, allow_private=True, limits=limits)
        said: list[str] = []
        self.shelves = Shelves(workspace.archive, workspace.publishers, said.append)
        self.client = create_app(self.configuration, self.shelves, self._keep).test_client()

    def _keep(self, bug: Exception) -> str:
        self.bugs.append(bug)
        return "a log"

    def get(self, url: str, **more: Any) -> TestResponse:
        return self.client.get(url, **more)

    def text(self, url: str) -> str:
        """The words of a page that is there."""
        answer = self.get(url)
        assert answer.status_code == 200, (url, answer.text)
        return words(answer.text)

    def post(self, url: str, data: dict[str, Any], **more: Any) -> TestResponse:
        """Send a form as this server's own pages do."""
        cookie = self.client.get_cookie(COOKIE)
        if cookie is None:
            self.client.set_cookie(COOKIE, "a-token")
        token = cookie.value if cookie else "a-token"
        return self.client.post(url, data={**data, FIELD: token}, **more)

    def record(self, id: str) -> Path:
        return self.folder / "quotes" / f"{id}.yaml"


def words(markup: str) -> str:
    """What a page says, roughly: its text without tags, white space as one space."""
    from html import unescape

    body = re.sub(r"<(script|style)\b.*?</\1>", " ", markup, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", body)).split())
