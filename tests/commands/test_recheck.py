"""``quotetrack recheck``: what a weekly job and its reader get to see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from loopback import SPEECH, Reply, Site

from quotetrack.boundary import run
from quotetrack.records import read_receipt

WORDS = "We never promised anybody a new bridge"
PAGE = SPEECH.replace(b": Paragraph 3", b": " + WORDS.encode() + b". Then")
OTHER = PAGE.replace(b"a new bridge", b"a bridge")


class Desk:
    """A project whose one page is on the site."""

    def __init__(self, folder: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.site, self._capsys = folder, site, capsys

    def record(self, id: str, *lines: str, text: str = WORDS) -> None:
        (self.folder / "quotes").mkdir(exist_ok=True)
        (self.folder / "quotes" / f"{id}.yaml").write_text("\n".join((f"text: {text}", *lines)) + "\n")

    def page(self, body: bytes, status: int = 200) -> None:
        self.site.replies["/speech"] = Reply(body, status)

    def recheck(self, *arguments: str) -> tuple[int, str, str]:
        return self.run("recheck", "--allow-private", *arguments)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = run(["--quotes", str(self.folder / "quotes"), *arguments])
        return code, *self._capsys.readouterr()

    def receipt(self, id: str) -> dict[str, Any]:
        found = read_receipt(self.folder / "quotes" / "verdicts", id)
        assert found is not None
        return found


@pytest.fixture
def desk(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    for name in ("QUOTETRACK_QUOTES", "QUOTETRACK_ARCHIVE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    made = Desk(tmp_path, site, capsys)
    made.page(PAGE)
    made.record("bridge", f"sources: [{{url: '{site.url()}', id: speech, nature: verbatim, complete: yes}}]")
    assert made.recheck()[0] == 0
    return made


def test_nothing_changed(desk: Desk) -> None:
    code, out, err = desk.recheck()
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["unchanged", "verdict"]
    assert out.endswith("bridge: matches, as before\n")
    assert desk.recheck("--quiet") == (0, "", "")


def test_other_bytes_every_week_make_no_noise(desk: Desk) -> None:
    before = desk.receipt("bridge")
    for week in range(2):
        desk.page(PAGE.replace(b"<body>", b"<body><!-- %d -->" % week))
        assert desk.recheck("--quiet", "--fail-on", "changed,passage,status") == (0, "", "")
    assert desk.receipt("bridge") == before, "no receipt changes, and no review goes stale"


def test_a_changed_passage_moves_the_verdict(desk: Desk) -> None:
    desk.page(OTHER)
    code, out, _ = desk.recheck("--quiet")
    assert code == 1
    assert "passage-changed  " in out
    assert "bridge: We never promised anybody a [-new-] bridge" in out
    assert "the text: 1 word gone, 0 new, in 1 place" in out
    assert "bridge: matches → differs" in out
    receipt = desk.receipt("bridge")
    assert receipt["status"] == "differs"
    assert [each["name"] for each in receipt["cautions"]][-1] == "changed-since"
    assert f"it read: “{WORDS}”" in receipt["cautions"][-1]["words"]
    assert desk.recheck("--quiet") == (0, "", ""), "it is news once"


def test_text_elsewhere_fails_only_when_asked_to(desk: Desk) -> None:
    page = PAGE.replace(b"Paragraph 9 of a", b"Paragraph 9 of his")
    desk.page(page)
    code, out, _ = desk.recheck()
    assert code == 0
    assert "text-changed" in out
    assert "the passage of bridge: unchanged" in out
    assert "[-a-] {+his+}" in out
    desk.page(page.replace(b"Paragraph 7 of a", b"Paragraph 7 of her"))
    assert desk.recheck("--fail-on", "changed")[0] == 1


def test_a_page_that_is_gone_is_said_and_fails_once(desk: Desk) -> None:
    desk.page(b"no", 404)
    code, out, _ = desk.recheck("--quiet")
    assert code == 1
    assert "gone " in out
    assert "it answers 404 Not Found; the capture of 20" in out
    assert out.rstrip().endswith("stands")
    assert desk.recheck("--quiet") == (0, "", "")
    assert "still: it answers 404" in desk.recheck()[1]
    assert desk.receipt("bridge")["status"] == "matches"


def test_a_refusal_is_printed_and_fails_when_asked_to(desk: Desk) -> None:
    desk.page(b"no", 500)
    code, out, _ = desk.recheck()
    assert (code, "refused" in out) == (0, True)
    desk.page(PAGE)
    desk.recheck()
    desk.page(b"no", 500)
    assert desk.recheck("--fail-on", "refused")[0] == 1


def test_every_record_that_rests_on_the_source_is_verified_anew(desk: Desk) -> None:
    source = f"sources: [{{url: '{desk.site.url()}'}}]"
    desk.record("second", source, text="the mayor speaks of the harvest, of the roads that lead")
    desk.record("apart", text="words that rest on nothing at all")
    desk.page(OTHER)
    _, out, _ = desk.recheck("bridge")
    assert "second: matches, not verified before" in out
    assert "apart" not in out


def test_since_leaves_out_what_was_captured_meanwhile(desk: Desk) -> None:
    asked = len(desk.site.paths())
    code, out, err = desk.recheck("--since", "2001-01-01")
    assert (code, out) == (0, "")
    assert "nothing to recheck" in err
    assert len(desk.site.paths()) == asked
    assert desk.recheck("--since", "2999-01-01")[1].startswith("unchanged")


def test_json_has_a_line_for_each_address_and_each_verdict(desk: Desk) -> None:
    desk.page(OTHER)
    _, out, _ = desk.recheck("--json")
    found, verdict = [json.loads(line) for line in out.splitlines()]
    assert (found["schema"], found["found"]) == ("quotetrack/recheck/1", "passage-changed")
    assert found["words"] == {"lost": 1, "gained": 0}
    assert [piece["text"] for piece in found["hunks"][0]["pieces"] if piece["kind"] == "lost"] == ["new"]
    (passage,) = found["passages"]
    assert (passage["quote"], passage["changed"], passage["before"]["words"]) == ("bridge", True, WORDS)
    assert found["earlier"]["capture"] != found["now"]["capture"]
    assert {key: verdict[key] for key in ("quote", "before", "status", "changed")} == {
        "quote": "bridge", "before": "matches", "status": "differs", "changed": True,
    }  # fmt: skip


def test_long_changes_are_shortened_with_counts(desk: Desk) -> None:
    desk.page(SPEECH.replace(b"<p>MAYOR SMITH: Paragraph", b"<p>MAYOR SMITH: Part"))
    _, out, _ = desk.recheck()
    assert "more place" in out
    desk.page(PAGE)
    desk.recheck()
    desk.page(PAGE.replace(b"</body>", b"<p>MAYOR SMITH: " + b"new words " * 200 + b"</p></body>"))
    assert "words …]" in desk.recheck()[1]


def test_a_terminal_is_not_steered_by_a_page(desk: Desk) -> None:
    desk.page(PAGE.replace(b"a new bridge", "a \x1b[2J\u202e bridge".encode()))
    out = desk.recheck()[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    "arguments", [["--fail-on", "everything"], ["--fail-on", ""], ["--since", "soon"], ["nobody"]]
)
def test_wrong_usage(desk: Desk, arguments: list[str]) -> None:
    code, out, err = desk.recheck(*arguments)
    assert (code, out) == (2, "")
    assert err.count("Error") <= 1


def test_a_broken_record_does_not_keep_the_others_from_being_rechecked(desk: Desk) -> None:
    (desk.folder / "quotes" / "broken.yaml").write_text("nothing: here\n")
    code, out, err = desk.recheck()
    assert code == 2
    assert "unchanged" in out
    assert "broken.yaml" in err


def on_two_pages(desk: Desk, second: bytes, status: int = 200) -> None:
    """The text as a publisher of the user's own sets it: the quote stands on the second page."""
    (desk.folder / "publishers").mkdir(exist_ok=True)
    (desk.folder / "publishers" / "town.toml").write_text(
        'id = "town"\nhosts = ["127.0.0.1"]\nbody = ["body"]\ndrop = ["a"]\nnext_page = ["a[rel=next]"]\n'
    )
    first = b"<html><body><p>MAYOR SMITH: Good evening to all of you.</p><a rel=next href=/more>2</a></html>"
    desk.page(first)
    desk.site.replies["/more"] = Reply(second, status)


def test_all_pages_of_a_text_are_captured_again_and_compared(desk: Desk) -> None:
    on_two_pages(desk, PAGE)
    assert "text-changed" in desk.recheck()[1]
    receipt = desk.receipt("bridge")
    assert (receipt["status"], len(receipt["sources"][0]["parts"])) == ("matches", 1)
    assert receipt["witnesses"][0]["parts"] == receipt["sources"][0]["parts"]
    asked = len(desk.site.paths())
    assert desk.recheck("--quiet") == (0, "", "")
    assert desk.site.paths()[asked:] == ["/speech", "/more"]

    on_two_pages(desk, OTHER)
    code, out, _ = desk.recheck("--quiet")
    assert code == 1
    assert "passage-changed  " in out
    assert "bridge: We never promised anybody a [-new-] bridge" in out
    assert "the text: 1 word gone, 0 new, in 1 place" in out
    assert "bridge: matches → differs" in out
    changed = desk.receipt("bridge")["sources"][0]
    assert changed["capture"] == receipt["sources"][0]["capture"]
    assert changed["parts"] != receipt["sources"][0]["parts"]


def test_other_bytes_of_a_further_page_are_no_other_text(desk: Desk) -> None:
    on_two_pages(desk, PAGE)
    desk.recheck()
    before = desk.receipt("bridge")
    on_two_pages(desk, PAGE.replace(b"<body>", b"<body><!-- token -->"))
    assert desk.recheck()[1].startswith("same-text")
    assert desk.recheck()[1].startswith("unchanged")
    assert desk.receipt("bridge") == before


def test_a_further_page_that_is_gone_leaves_the_whole_text_standing(desk: Desk) -> None:
    on_two_pages(desk, PAGE)
    desk.recheck()
    before = desk.receipt("bridge")
    on_two_pages(desk, b"", 404)
    code, out, _ = desk.recheck("--fail-on", "refused")
    assert code == 1
    assert out.startswith("refused")
    assert f"{desk.site.url('/more')}: it answers 404" in out
    assert "bridge: matches, as before" in out
    assert desk.receipt("bridge") == before
    on_two_pages(desk, PAGE)
    assert desk.recheck()[1].startswith("unchanged")


def test_a_verdict_is_stale_when_a_further_page_has_changed(desk: Desk) -> None:
    on_two_pages(desk, PAGE)
    desk.recheck()
    on_two_pages(desk, OTHER)
    assert desk.run("list", "--json")[1].count('"stale": false') == 1
    assert desk.run("archive", "--allow-private", desk.site.url())[0] == 0
    assert desk.run("list", "--json")[1].count('"stale": true') == 1
    assert "passage-changed" in desk.recheck()[1], "the text that the verdict rests on is compared with"
