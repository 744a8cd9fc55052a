"""A project to report: pages on a loopback server with all that makes a passage hard to name, and hostile ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loopback import Reply, Site

from quotetrack.boundary import run

MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Speeches of {n}</a></li>" for n in range(1999, 2004))
SPEECH = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Remarks at the bridge</title>
<style>.hide {{ display: none }}</style><script>window.quiet = "we will mend the bridge";</script></head><body>
{MENU}<li><a href="#">We will mend the bridge</a></li></ul></nav>
<h1>Remarks at the bridge</h1>
<p><b>MAYOR SMITH:</b> Friends, we will mend the bridge, and we will mend the road — every mile of it.</p>
<p><b>QUESTION:</b> When will you do it?</p>
<p><b>MAYOR SMITH:</b> Well-known men said: "it can't be done." They were wrong, and a well-known fact is this:
bread &amp; butter, milk - and honey, cost less in 2003 than in 2002.</p>
<p>We will&nbsp;mend the <i>bridge</i>, and we will mend the road<sup>1</sup> before the winter comes to us all;
I have said so in the market, in the church and in the school, and I say so again on this very spot today.</p>
<p>It was a hard winter.<br>It was a long winter.<br>It was the last winter of its kind in this valley of ours.</p>
<p>Let me be clear about the ferry: nobody will pay more for it than last year, neither the farmer nor the
miller.</p>
<p>And now, my friends, go home; sleep well; and come again tomorrow, when the work on the great bridge begins.</p>
</body></html>""".encode()
RUSSIAN = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Выступление у моста</title></head><body>
<h1>Выступление у моста</h1><p>Друзья, мы починим мост, и мы починим дорогу, всю до последней версты.</p>
<p>Ещё скажу: зима была тяжёлая, но мы её пережили, и ни один человек не остался без хлеба и дров.</p>
<p>Мы починим мост до осени, и это обещание я даю вам здесь, на этом самом месте, при всех.</p>
</body></html>""".encode()
HEBREW = """<!doctype html><html lang="he" dir="rtl"><head><meta charset="utf-8"><title>נאום ליד הגשר</title></head>
<body><h1>נאום ליד הגשר</h1><p>חברים, אנחנו נתקן את הגשר, ונתקן את הדרך, כל קילומטר שלה.</p>
<p>החורף היה קשה, אבל עברנו אותו, ואף אדם לא נשאר בלי לחם ובלי עצים.</p></body></html>""".encode()
RECORD = b"""<!doctype html><html><head><title>The Record</title></head><body><pre>
[The Record Volume 1, Number 2]
   Mr. SMITH. Mr. Speaker, I rise today to speak of the bridge. The bridge
is old, and the road that leads to it is older; nobody has mended them in
thirty years, and nobody will unless this House decides it.
   I yield the floor.
</pre></body></html>"""
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
BIDI = "\u202eevil\u202c \u2066x\u2069"
HOSTILE_TEXT = (
    f"</pre></div></details>{EVIL} the mayor said that the bridge is safe {BIDI} \x07\x1b[31m\n"
    + "long " * 30
    + "x" * 1_000_000
    + f"\nand the bridge {EVIL} is closed {BIDI} since the spring of last year, he said."
)
QUOTES: dict[str, dict[str, Any]] = {
    "bridge": {"text": "we will mend the bridge, and we will mend the road — every mile of it",
               "speaker": {"name": "Ann Smith", "other_names": ["Mayor Smith"]}, "date": "2003-01-20",
               "on": "/bridge"},
    "bread": {"text": "a well-known fact is this: bread & butter, milk - and honey, cost less in 2003 than in 2002.",
              "speaker": {"name": "Ann Smith"}, "on": "/bridge"},
    "again": {"text": "We will mend the bridge, and we will mend the road before the winter comes to us all",
              "speaker": {"name": "Ann Smith"}, "on": "/bridge"},
    "short": {"text": "They were wrong, and a well-known fact", "on": "/bridge"},
    "winter": {"text": "It was a hard winter. It was a long winter. It was the last winter of its kind", "on": "/bridge"},
    "long": {"text": "Let me be clear about the ferry: nobody will pay more for it than last year, neither the farmer "
                     "nor the miller. And now, my friends, go home; sleep well; and come again tomorrow, when the work "
                     "on the great bridge begins.", "on": "/bridge"},
    "marked": {"text": "Friends, we will mend the bridge ... nobody will pay more for it than last year", "on": "/bridge"},
    "differs": {"text": "nobody will pay more for it than next year, neither the farmer nor the miller",
                "speaker": {"name": "Ann Smith"}, "date": "2003-01-21", "on": "/bridge"},
    "мост": {},
    "russian": {"text": "зима была тяжёлая, но мы её пережили, и ни один человек не остался без хлеба и дров",
                "speaker": {"name": "Иван Петров"}, "language": "ru", "on": "/most"},
    "hebrew": {"text": "ואף אדם לא נשאר בלי לחם ובלי עצים", "language": "he", "speaker": {"name": "דוד כהן"}, "on": "/gesher"},
    "record": {"text": "The bridge is old, and the road that leads to it is older; nobody has mended them in thirty years",
               "on": "/record"},
    "hostile": {"text": f"the mayor said that {EVIL} the bridge {BIDI} is safe", "notes": f"{EVIL} {BIDI}",
                "speaker": {"name": f"Eve {EVIL}", "role": EVIL}, "occasion": f"{EVIL} {BIDI}", "tags": [EVIL],
                "claimed_in": [{"citation": f"{EVIL} {BIDI}"}, {"url": "https://example.org/?a=1&b=<2>"}],
                "file": "hostile.txt"},
    "huge": {"text": "y" * 200_000 + " z" * 400_000, "speaker": {"name": "W" * 5000}},
    "secret": {"text": "nobody may read this line at all", "private": True, "file": "secret.txt"},
    "open": {"text": "the line that the secret speech has as well, word for word", "speaker": {"name": "Sue Secret"}},
}  # fmt: skip
del QUOTES["мост"]
PAGES = {"/bridge": SPEECH, "/most": RUSSIAN, "/gesher": HEBREW, "/record": RECORD}
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
    html = {"Content-Type": "text/html; charset=utf-8"}
    for path, body in PAGES.items():
        site.replies[path] = Reply(body, headers=html)
    (folder / "quotes").mkdir(parents=True)
    (folder / "hostile.txt").write_text(HOSTILE_TEXT, encoding="utf-8")
    (folder / "secret.txt").write_text(
        "This is the secret speech. nobody may read this line at all. And here is the line that the secret "
        "speech has as well, word for word, which another record quotes.\n"
    )
    for id, quote in QUOTES.items():
        record = {key: value for key, value in quote.items() if key not in ("on", "file")}
        if "on" in quote:
            source = {"url": site.url(quote["on"]), "nature": "verbatim", "complete": "yes"}
            if quote["on"] in SPOKEN_BY:
                source["speaker"] = SPOKEN_BY[quote["on"]]
            record["sources"] = [source]
        if "file" in quote:
            record["sources"] = [
                {"file": quote["file"], "speaker": quote.get("speaker", {}).get("name", "Sue Secret")}
            ]
        (folder / "quotes" / f"{id}.yaml").write_text(json.dumps(record), encoding="utf-8")
    project = Project(folder, site)
    assert project.ask("archive", "--all", "--allow-private") in (0, 1)
    assert project.ask("verify", "--all", "--fail-on", "none") == 0
    assert project.ask("report", "--out", project.report) == 0
    return project
