"""Every publisher's page as its profile expects it, served over HTTP under its own host's name.

These pages are written for the tests: they hold the profiles to what they say, not to the publishers'
real pages. On which of those a profile was tried stands in its file (docs/publishers.md).
"""

# ruff: noqa: E501 (markup is as long as it is)
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Reply, Site

from quotetrack.archive import Archive
from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.gathering import Done, gather, wanted_url
from quotetrack.model import Completeness, Nature, Stated, Transcript
from quotetrack.transcripts.profile_files import packaged_profiles


@dataclass(frozen=True)
class Case:
    host: str
    path: str
    page: str
    title: str | None
    date: str | None
    labels: tuple[str, ...]
    first: str
    last: str
    published: str | None = None
    place: str | None = None
    language: str | None = "en"
    nature: Nature = Nature.VERBATIM
    speaker: str | None = None
    occasion: str | None = None
    versions: tuple[str, ...] = ()
    asked: str | None = None
    media_type: str = "text/html; charset=utf-8"


def lines(*said: str) -> str:
    return "".join(f"<p>{words}</p>" for words in said)


QUESTIONS = (
    "Q &nbsp;Mr. Mayor, are the roads mended?",
    "THE PRESIDENT: They are.",
    "Q &nbsp;All of them?",
    "THE PRESIDENT: All.",
)
WIKI = '<div class="mw-parser-output"><div id="headertemplate">Speech <a>next</a></div><span class="mw-editsection">edit</span><p>We shall mend the roads before the winter comes, all of them.</p><p>And the bridges.<sup class="reference">[1]</sup></p></div>'

CASES = {
    "kremlin": Case(
        "kremlin.ru", "/events/president/transcripts/1",
        '<html lang="ru"><head><link rel="alternate" hreflang="en" href="http://en.kremlin.ru/events/president/transcripts/1"/></head>'
        '<h1 class="entry-title p-name">Встреча</h1><time class="read__published" datetime="2003-03-20">20 марта</time><div class="read__place">Москва, Кремль</div>'
        '<div class="entry-content read__internal_content"><p><b>В.Путин:</b> Добрый день.</p><p><b>Вопрос</b> <i>(как переведено)</i>: Как дороги?</p><p><b>В.Путин:</b> Починим. ‹…›</p></div></html>',
        "Встреча", "2003-03-20", ("В.Путин", "Вопрос (как переведено)", "В.Путин"), "В.Путин: Добрый день.", "Починим. ‹…›",
        published="2003-03-20", place="Москва, Кремль", language="ru", versions=("en",),
    ),
    "congressional-record": Case(
        "www.govinfo.gov", "/content/pkg/html/CREC.htm",
        "<html><head><title>Congressional Record, Volume 149 Issue 1 (Monday, January 6, 2003)</title></head><body><pre>\n[Senate]\n[Page S1]\n\n                               THE ROADS\n\n  Mr. SMITH. Mr. President, I rise to speak of the roads that lead to the\nmarket.\n  The PRESIDING OFFICER. Without objection, it is so ordered.\n  Mr. SMITH. I thank the Chair.\n</pre></body></html>",
        "THE ROADS", "2003-01-06", ("Mr. SMITH", "The PRESIDING OFFICER", "Mr. SMITH"), "THE ROADS", "I thank the Chair.",
        nature=Nature.EDITED, occasion="Senate",
    ),
    "mid": Case(
        "www.mid.ru", "/ru/foreign_policy/news/1/",
        '<html lang="ru"><body><h1>Выступление Министра</h1><time datetime="2007-02-12">12.02.2007</time><div class="text article-content"><p>Вопрос: Как дороги?</p><p>С.В.Лавров: Чиним.</p><p>Вопрос: Когда?</p><p>С.В.Лавров: К зиме.</p></div><div class="menu">Карта сайта</div></body></html>',
        "Выступление Министра", None, ("Вопрос", "С.В.Лавров") * 2, "Вопрос: Как дороги?", "С.В.Лавров: К зиме.",
        published="2007-02-12", language="ru",
    ),
    "state-2001": Case(
        "2001-2009.state.gov", "/secretary/former/powell/remarks/2003/1.htm",
        '<html><head><title>Remarks on Roads</title></head><body><table><tr><td><a href="/">Home</a></td></tr></table><table><tr><td width="20">&nbsp;</td><td><b>Remarks on Roads</b><br>Secretary Colin L. Powell<br>Washington, DC<br>March 5, 2003<br>'
        + lines("SECRETARY POWELL: We have spoken at length of the roads that lead to the market.", "QUESTION: Mr. Secretary, when will they be mended, and by whom?", "SECRETARY POWELL: Before the winter, and by all of us together.")
        + "</td></tr></table></body></html>",
        "Remarks on Roads", "2003-03-05", ("SECRETARY POWELL", "QUESTION", "SECRETARY POWELL"), "Remarks on Roads", "by all of us together.",
        place="Washington, DC",
    ),
    "state": Case(
        "www.state.gov", "/remarks-on-roads/",
        '<html lang="en-US"><body><h1 class="featured-content__headline stars-above">Remarks on Roads</h1><div class="article-meta"><p class="article-meta__author-bureau">Antony J. Blinken, Secretary of State</p><p class="article-meta__location">Washington, D.C.</p><p class="article-meta__publish-date">March 5, 2021</p></div><div class="entry-content">'
        + lines("SECRETARY BLINKEN: We mend the roads.", "QUESTION: When?", "SECRETARY BLINKEN: Soon.") + "</div><footer>Footer</footer></body></html>",
        "Remarks on Roads", "2021-03-05", ("SECRETARY BLINKEN", "QUESTION", "SECRETARY BLINKEN"), "SECRETARY BLINKEN: We mend", "Soon.",
        published="2021-03-05", place="Washington, D.C.", speaker="Antony J. Blinken",
    ),
    "whitehouse": Case(
        "www.whitehouse.gov", "/the-press-office/2017/03/23/remarks",
        '<html lang="en"><body><div class="press-article-date">March 23, 2017</div><div class="pane-node-title"><h1>Remarks by the President</h1></div><div class="field field-name-field-forall-body">'
        + lines("THE PRESIDENT: Thank you.", *QUESTIONS) + '</div><div class="share">Share</div></body></html>',
        "Remarks by the President", None, ("THE PRESIDENT", "Q", "THE PRESIDENT", "Q", "THE PRESIDENT"), "THE PRESIDENT: Thank you.", "THE PRESIDENT: All.",
        published="2017-03-23",
    ),
    "whitehouse-2001": Case(
        "georgewbush-whitehouse.archives.gov", "/news/releases/2003/03/20030317-7.html",
        '<html><head><title>President Says Roads Must Be Mended</title></head><body><table><tr><td>Menu</td><td><a name="content"></a><p>For Immediate Release</p>'
        + lines("THE PRESIDENT: My fellow citizens.", *QUESTIONS) + "<p>Printer-Friendly Version</p></td></tr></table></body></html>",
        "President Says Roads Must Be Mended", "2003-03-17", ("THE PRESIDENT", "Q", "THE PRESIDENT", "Q", "THE PRESIDENT"), "For Immediate Release", "THE PRESIDENT: All.",
    ),
    "un-press": Case(
        "press.un.org", "/en/2023/sgsm1.doc.htm",
        '<html lang="en"><body><div class="field field--name-field-symbol">SG/SM/1</div><div class="field field--name-field-dated"><time datetime="2023-09-20T12:00:00Z">20 September 2023</time></div><h1 class="page-header">Roads Need Mending</h1><div class="field field--name-body">'
        + lines("Following are UN Secretary-General António Guterres’ remarks on roads:", "We shall mend the roads.") + "</div><aside>Highlights</aside></body></html>",
        "Roads Need Mending", None, (), "Following are UN", "We shall mend the roads.",
        published="2023-09-20", nature=Nature.UNKNOWN, speaker="António Guterres", occasion="SG/SM/1",
    ),
    "presidency-project": Case(
        "www.presidency.ucsb.edu", "/documents/address-1",
        '<html lang="en"><body><div class="field-docs-person"><h3 class="diet-title"><a>John F. Kennedy</a></h3></div><div class="field-ds-doc-title"><h1>Inaugural Address</h1></div><div class="field-docs-start-date-time"><span class="date-display-single" property="dc:date" content="1961-01-20T00:00:00+00:00">January 20, 1961</span></div><div class="field-docs-content">'
        + lines("We observe today a celebration.", "God’s work must truly be our own.") + '</div><div class="field-prez-document-citation">Citation</div></body></html>',
        "Inaugural Address", "1961-01-20", (), "We observe today", "truly be our own.",
        published="1961-01-20", nature=Nature.UNKNOWN, speaker="John F. Kennedy",
    ),
    "miller-center": Case(
        "millercenter.org", "/the-presidency/presidential-speeches/x",
        '<html lang="en"><body><p class="president-name">John F. Kennedy</p><h2 class="presidential-speeches--title">January 20, 1961: Inaugural Address</h2><p class="episode-date">January 20, 1961</p><div class="transcript-inner"><h3>Transcript</h3>'
        + lines("We observe today a celebration.", "God’s work must truly be our own.") + "</div><p>Donate</p></body></html>",
        "January 20, 1961: Inaugural Address", "1961-01-20", (), "We observe today", "truly be our own.",
        published="1961-01-20", nature=Nature.UNKNOWN, speaker="John F. Kennedy",
    ),
    "hansard": Case(
        "hansard.parliament.uk", "/Commons/2012-10-17/debates/1/Roads",
        '<html lang="en"><body><h1>Roads</h1><div class="debate-items"><div class="debate-item debate-item-contributiondebateitem"><div class="header"><div class="primary-text">The Prime Minister</div><div class="secondary-text">(Con)</div></div><div class="content"><p class="hs_Para">I said: we shall mend the roads.</p><p class="hs_Para">All of them.</p></div><span class="sr-only">Share</span></div><div class="debate-item debate-item-otherdebateitem"><p class="hs_Para">The House divided.</p></div></div></body></html>',
        "Roads", "2012-10-17", ("The Prime Minister",), "I said: we shall", "The House divided.",
        nature=Nature.EDITED,
    ),
    "cnn": Case(
        "transcripts.cnn.com", "/TRANSCRIPTS/0303/17/lt.01.html",
        '<html><body><p class="cnnTransStoryHead">CNN LIVE TODAY</p><p class="cnnTransSubHead">Roads</p><p class="cnnBodyText">Aired March 17, 2003 - 10:00 ET</p><p class="cnnBodyText">THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.</p><p class="cnnBodyText">DARYN KAGAN, CNN ANCHOR: Good morning.<br>JOHN KING, CNN CORRESPONDENT: The roads are mended.<br>KAGAN: All of them?</p></body></html>',
        "Roads", "2003-03-17", ("DARYN KAGAN, CNN ANCHOR", "JOHN KING, CNN CORRESPONDENT", "KAGAN"), "DARYN KAGAN, CNN ANCHOR: Good", "KAGAN: All of them?",
        nature=Nature.CAPTIONS, occasion="CNN LIVE TODAY",
    ),
    "wikisource": Case(
        "en.wikisource.org", "/wiki/Speech_on_roads",
        json.dumps({"parse": {"title": "Speech on roads", "revid": 1234, "displaytitle": "<i>Speech</i> on roads", "text": WIKI}}),
        "Speech on roads", None, (), "We shall mend", "And the bridges.",
        nature=Nature.UNKNOWN, media_type="application/json; charset=utf-8",
        asked="/w/api.php?action=parse&format=json&formatversion=2&prop=text%7Crevid%7Cdisplaytitle&page=Speech_on_roads",
    ),
}  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive") as opened:
        yield opened


def archived(archive: Archive, url: str) -> Transcript:
    """The transcript of an address, every host's name leading to this machine."""
    fetcher = Fetcher(Limits(delay=0), allow_private=True, resolve=lambda *_: ["127.0.0.1"])
    (outcome,) = gather([wanted_url(url, Stated())], archive, fetcher)
    assert (outcome.done, outcome.reason) == (Done.ARCHIVED, None)
    assert outcome.transcript is not None
    transcript = archive.transcript(outcome.transcript)
    assert transcript is not None
    return transcript


def test_every_profile_has_its_page() -> None:
    # that of records in PDF has its own test, with a PDF
    of_pages = {profile.id for profile in packaged_profiles() if profile.pdf is None}
    assert of_pages == set(CASES)


@pytest.mark.parametrize("id", CASES)
def test_a_publisher_s_page(archive: Archive, site: Site, id: str) -> None:
    case = CASES[id]
    profile = next(profile for profile in packaged_profiles() if profile.id == id)
    site.replies[case.asked or case.path] = Reply(
        case.page.encode(), headers={"Content-Type": case.media_type}
    )
    url = site.url(case.path, case.host)
    transcript = archived(archive, url)
    assert transcript.reader == f"html:{id}/5.{profile.version}"
    assert transcript.publisher == profile.publisher
    assert transcript.title == case.title
    assert (transcript.date, transcript.published) == (case.date, case.published)
    assert (transcript.place, transcript.occasion) == (case.place, case.occasion)
    assert transcript.language == case.language
    assert transcript.nature == case.nature
    assert transcript.speaker == case.speaker
    assert tuple(turn.label for turn in transcript.turns if turn.label) == case.labels
    assert transcript.text.startswith(case.first)
    assert transcript.text.endswith(case.last)
    assert tuple(version.language for version in transcript.versions) == case.versions
    assert transcript.notes[: len(profile.notes)] == profile.notes
    capture = archive.captures_of(url)[0]
    assert capture.digest == transcript.capture
    assert capture.url == site.url(case.asked or case.path, case.host)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/TRANSCRIPTS/0103/17/x.00.html", "<h2>LARRY KING LIVE</h2><h3>Roads</h3>Aired March 17, 2001 - 9:00 p.m. ET<p>THIS IS A RUSH TRANSCRIPT. THIS COPY MAY BE UPDATED.</p><p>LARRY KING, HOST: Good evening.</p><p>JOHN SMITH, MAYOR: Thank you.</p>"),
        ("/TRANSCRIPTS/0203/17/x.00.html", "<h2>LARRY KING LIVE</h2><h4>Roads</h4>Aired March 17, 2001 - 21:00 ET<table><tr><td>LARRY KING, HOST: Good evening.<br>JOHN SMITH, MAYOR: Thank you.<br></td></tr></table>"),
        ("/show/lkl/date/2001-03-17/segment/01", '<p class="cnnTransStoryHead">LARRY KING LIVE</p><p class="cnnTransSubHead">Roads</p><p class="cnnBodyText">LARRY KING, HOST: Good evening.</p><p class="cnnBodyText">JOHN SMITH, MAYOR: Thank you.</p>'),
    ],
)  # fmt: skip
def test_the_eras_of_cnn(archive: Archive, site: Site, path: str, page: str) -> None:
    site.replies[path] = Reply(f"<html><body><table><tr><td>{page}</td></tr></table></body></html>".encode())
    transcript = archived(archive, site.url(path, "transcripts.cnn.com"))
    assert transcript.text == "LARRY KING, HOST: Good evening.\nJOHN SMITH, MAYOR: Thank you."
    assert (transcript.title, transcript.occasion) == ("Roads", "LARRY KING LIVE")
    assert transcript.date == "2001-03-17"
    assert len(transcript.turns) == 2


def kremlin(body: str, *links: str) -> Reply:
    linked = "".join(f'<a href="{link}">2</a>' for link in links)
    return Reply(
        '<html lang="en"><h1 class="entry-title p-name">Direct Line</h1><div class="read__internal_content">'
        f"{body}</div>{linked}</html>".encode()
    )


def test_a_text_on_several_pages_is_one_transcript_of_several_captures(archive: Archive, site: Site) -> None:
    path = "/events/president/news/1"
    site.replies |= {
        path: kremlin("<p><b>Vladimir Putin:</b> We shall mend the ro</p>", f"{path}/page/2", "/events/president/news/2"),
        f"{path}/page/2": kremlin("<p>ads before</p>", path, f"{path}/page/3"),
        f"{path}/page/3": kremlin("<p> the winter.</p><p><b>Question:</b> All?</p>", path, f"{path}/page/2"),
    }  # fmt: skip
    url = site.url(path, "en.kremlin.ru")
    transcript = archived(archive, url)
    assert transcript.text == "Vladimir Putin: We shall mend the roads before the winter.\nQuestion: All?"
    assert len(transcript.parts) == 2
    assert transcript.reader is not None
    assert transcript.reader.startswith("html:kremlin/5.2+2 pages ")
    kept = [archive.captures_of(f"{url}{suffix}")[0].digest for suffix in ("", "/page/2", "/page/3")]
    assert kept == [transcript.capture, *transcript.parts]
    assert all(archive.payload(digest) for digest in kept)
    assert archive.transcripts_of(f"{url}/page/2") == ()
    assert site.paths() == [path, f"{path}/page/2", f"{path}/page/3"]

    site.replies[f"{path}/page/3"] = kremlin("<p> the spring.</p>")
    again = archived(archive, url)
    assert again.id == transcript.id
    assert again.text == "Vladimir Putin: We shall mend the roads before the spring."
    assert again.capture == transcript.capture
    assert again.reader != transcript.reader


def test_a_page_that_cannot_be_had_leaves_the_text_incomplete(archive: Archive, site: Site) -> None:
    path = "/events/president/news/1"
    site.replies[path] = kremlin("<p>Vladimir Putin: We shall mend.</p>", f"{path}/page/2")
    url = site.url(path, "en.kremlin.ru")
    transcript = archived(archive, url)
    assert transcript.complete is Completeness.NO
    assert transcript.notes[-1] == f"The text goes on at {url}/page/2, which is not part of this transcript."
    assert transcript.parts == ()


def test_pages_without_end_are_cut_off(archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotetrack.gathering.further.MOST", 4)
    path = "/events/president/news/1"
    for number in range(1, 9):
        here = path if number == 1 else f"{path}/page/{number}"
        site.replies[here] = kremlin(f"<p>Sentence {number}.</p>", f"{path}/page/{number + 1}")
    transcript = archived(archive, site.url(path, "en.kremlin.ru"))
    assert transcript.text == "Sentence 1.\nSentence 2.\nSentence 3.\nSentence 4."
    assert transcript.complete is Completeness.NO


def test_a_wiki_s_refusal_is_said(archive: Archive, site: Site) -> None:
    body = json.dumps({"error": {"code": "missingtitle", "info": "The page does not exist."}}).encode()
    asked = "/w/api.php?action=parse&format=json&formatversion=2&prop=text%7Crevid%7Cdisplaytitle&oldid=7"
    site.replies[asked] = Reply(body, headers={"Content-Type": "application/json"})
    fetcher = Fetcher(Limits(delay=0), allow_private=True, resolve=lambda *_: ["127.0.0.1"])
    url = site.url("/w/index.php?title=X&oldid=7", "en.wikisource.org")
    (outcome,) = gather([wanted_url(url, Stated())], archive, fetcher)
    assert (outcome.done, outcome.reason) == (Done.REFUSED, "the wiki answers: The page does not exist.")
