"""Pages of known structure, written for the tests; the real ones are in test_real_pages.py."""

# ruff: noqa: E501 (markup is as long as it is)
from __future__ import annotations

from collections.abc import Callable

import pytest

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness, Nature, Transcript
from quotetrack.transcripts.profile_files import packaged_profiles

Read = Callable[..., Transcript]

KREMLIN = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"/>
<title>{title} • President of Russia</title>
<meta property="og:site_name" content="President of Russia"/>
<meta property="og:url" content="http://en.kremlin.ru/events/president/news/1"/></head>
<body><div class="header"><nav>Events</nav></div>
<div class="read__content"><h1 class="entry-title p-name">{title}</h1>
<div class="read__lead entry-summary p-summary"><p>{lead}</p></div>
<time class="read__published" datetime="2016-04-14" itemprop="datePublished">April 14, 2016</time>{place}
<div class="entry-content read__internal_content"><div class="slider masha-ignore">A caption</div>{body}
<div class="read__cut masha-ignore"><h3>See also</h3><p>Another page</p></div>
<div class="read__bottommeta hidden-copy"><p>Published in section: News</p></div></div></div>
<div class="footer"><p>Presidential Executive Office</p></div></body></html>"""

TRANSCRIPT = """<p>The meeting was broadcast.</p><p>* * *</p>
<p><b>President of&nbsp;Russia
Vladimir Putin</b>: Good afternoon.</p>
<p>Let us begin, <a class="person_tag" href="x">Mr Sechin<span class="masha-ignore"><span class="tooltip__text">Sechin Igor, born 1960</span></span></a>. (Applause.)</p>
<p><b>Rosneft CEO <a href="x">Igor Sechin</a></b><i> (retranslated)</i>: Thank you.</p>
<p><b>Vladimir Putin:</b> Please.</p><p>&lt;…&gt;</p>"""

REPORT = """<p>The President stressed that US operations ran counter to the UN Charter.</p>
<p>Mr Putin said: “I am concerned, and we shall act.</p><p>My country will help.”</p>"""

PLACE = '<div class="read__place p-location"><i></i>The Kremlin, Moscow</div>'


def kremlin(
    body: str, *, lead: str = "", place: str = PLACE, lang: str = "en", title: str = "A&nbsp;meeting"
) -> str:
    return KREMLIN.format(body=body, lead=lead, place=place, lang=lang, title=title)


def test_a_kremlin_transcript(read: Read) -> None:
    transcript = read(
        kremlin(TRANSCRIPT, lead="A lead."),
        media_type="text/html",
        url="http://en.kremlin.ru/events/president/news/1",
    )
    assert transcript.text == (
        "A lead.\nThe meeting was broadcast.\n* * *\n"
        "President of\xa0Russia Vladimir Putin: Good afternoon.\nLet us begin, Mr Sechin. (Applause.)\n"
        "Rosneft CEO Igor Sechin (retranslated): Thank you.\nVladimir Putin: Please.\n<…>"
    )
    assert [(turn.label, turn.speaker) for turn in transcript.turns] == [
        (None, None),
        ("President of\xa0Russia Vladimir Putin", "Vladimir Putin"),
        ("Rosneft CEO Igor Sechin (retranslated)", "Igor Sechin"),
        ("Vladimir Putin", "Vladimir Putin"),
    ]
    assert transcript.title == "A\xa0meeting"
    assert (transcript.date, transcript.published) == ("2016-04-14", "2016-04-14")
    assert transcript.place == "The Kremlin, Moscow"
    assert transcript.publisher == "President of Russia"
    assert transcript.nature == Nature.TRANSLATION
    assert transcript.complete == Completeness.NO
    assert transcript.language == "en"
    assert transcript.id == "kremlin-2016-04-14-a-meeting"
    assert transcript.reader == "html:kremlin/5.2"


def test_a_kremlin_summary_is_a_report(read: Read) -> None:
    """Nobody says "I" in it but within quotation marks, and "US" is a country."""
    transcript = read(kremlin(REPORT), media_type="text/html", url="http://en.kremlin.ru/x")
    assert transcript.nature == Nature.REPORT
    assert transcript.turns == ()


def test_a_speech_without_labels_is_no_report(read: Read) -> None:
    page = kremlin("<p>Dear friends, I congratulate you.</p><p>We have done much.</p>")
    assert read(page, media_type="text/html", url="http://en.kremlin.ru/x").nature == Nature.UNKNOWN


def test_in_russian_it_is_no_translation(read: Read) -> None:
    body = "<p><b>В.Путин:</b> Добрый день!</p><p><b>Вопрос (как переведено):</b> Почему?</p>"
    transcript = read(kremlin(body, lang="ru"), media_type="text/html", url="http://kremlin.ru/x")
    assert transcript.nature == Nature.VERBATIM
    assert [turn.label for turn in transcript.turns] == ["В.Путин", "Вопрос (как переведено)"]


def test_without_a_place_the_date_is_of_publication_only(read: Read) -> None:
    transcript = read(kremlin(REPORT, place=""), media_type="text/html", url="http://en.kremlin.ru/x")
    assert (transcript.date, transcript.published) == (None, "2016-04-14")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8041/x", "https://mirror.example/x", "file:saved.html", None]
)
def test_a_page_s_claim_picks_the_reader_but_not_the_publisher(read: Read, url: str | None) -> None:
    transcript = read(kremlin(TRANSCRIPT), media_type="text/html", url=url)
    assert transcript.reader == "html:kremlin/5.2"
    assert transcript.publisher is None
    assert not transcript.id.startswith("kremlin")


@pytest.mark.parametrize(
    "url", ["http://kremlin.ru.example/x", "http://notkremlin.ru/x", "http://example.org/kremlin.ru"]
)
def test_a_host_that_only_looks_alike_is_another(read: Read, url: str) -> None:
    assert read(kremlin(TRANSCRIPT), media_type="text/html", url=url).publisher is None


RECORD = """<html><head><title>Congressional Record, Volume 151 Issue 99 (Wednesday, July 20, 2005)</title></head>
<body><pre>
[Congressional Record Volume 151, Number 99 (Wednesday, July 20, 2005)]
[{section}]
[Pages H6190-H6191]
From the Congressional Record Online through the Government Publishing Office [<a href="x">www.gpo.gov</a>]

                     STRENGTHENING SOCIAL SECURITY

{names}  The SPEAKER pro tempore (Mr. Poe). Under the Speaker's announced
policy the gentlewoman from Kentucky (Mrs. Northup) is recognized.
  Mrs. NORTHUP. Mr. Speaker, the bad news is that the Social Security
money

[[Page H6191]]

is not going to be enough.
  I yield.
  Mr. MILLER of Florida. I thank the gentlewoman.
                          ____________________
</pre></body></html>"""


def test_the_congressional_record(read: Read) -> None:
    transcript = read(
        RECORD.format(section="House", names=""), media_type="text/html", url="https://www.govinfo.gov/x.htm"
    )
    assert transcript.text == (
        "STRENGTHENING SOCIAL SECURITY\n"
        "The SPEAKER pro tempore (Mr. Poe). Under the Speaker's announced policy the gentlewoman from Kentucky"
        " (Mrs. Northup) is recognized.\n"
        "Mrs. NORTHUP. Mr. Speaker, the bad news is that the Social Security money is not going to be enough.\n"
        "I yield.\n"
        "Mr. MILLER of Florida. I thank the gentlewoman."
    )
    assert [(turn.label, turn.speaker, turn.locator) for turn in transcript.turns[1:]] == [
        ("The SPEAKER pro tempore (Mr. Poe)", "Poe", "H6190"),
        ("Mrs. NORTHUP", "Northup", "H6190"),
        ("Mr. MILLER of Florida", "Miller", "H6191"),
    ]
    assert (transcript.title, transcript.date, transcript.published) == (
        "STRENGTHENING SOCIAL SECURITY",
        "2005-07-20",
        None,
    )
    assert (transcript.nature, transcript.occasion) == (Nature.EDITED, "House")
    assert transcript.publisher == "Congressional Record, U.S. Government Publishing Office"


def test_extensions_of_remarks_were_never_spoken(read: Read) -> None:
    names = "                         HON. JOHN CONYERS, JR.\n\n"
    page = RECORD.format(section="Extensions of Remarks", names=names)
    transcript = read(page, media_type="text/html", url="https://www.govinfo.gov/x.htm")
    assert transcript.nature == Nature.PREPARED
    assert transcript.speaker == "JOHN CONYERS, JR."


GENERIC = """<html lang="en-US"><head><title>Remarks - The Site</title>
<meta property="article:published_time" content="2003-02-06T09:00:00Z"></head><body>
<header><ul><li><a href="/">Home</a><li><a href="/news">All the news of the day</a></ul></header><nav>Menu of many words</nav>
{open}<h1>Remarks at the Council</h1><p>SECRETARY POWELL: My colleagues, every statement I make today is backed up by sources,
solid sources.</p><p>These are not assertions.</p><p>QUESTION: What do you say?<br>SECRETARY POWELL: No.</p>{close}
<aside>Read more about everything else in the world</aside><script>var x = "words";</script><style>p {{}}</style>
<footer>Copyright and many other words</footer></body></html>"""


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<article>", "</article>"),
        ("<main>", "</main>"),
        ("<div><div id=x>", "</div></div>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("", ""),
    ],
)
def test_any_page(read: Read, start: str, end: str) -> None:
    transcript = read(
        GENERIC.format(open=start, close=end), media_type="text/html", url="https://www.example.org/1.htm"
    )
    lines = [line for line in transcript.text.split("\n") if line not in ("Home", "All the news of the day")]
    assert lines == [
        "Remarks at the Council",
        "SECRETARY POWELL: My colleagues, every statement I make today is backed up by sources, solid sources.",
        "These are not assertions.",
        "QUESTION: What do you say?",
        "SECRETARY POWELL: No.",
    ]
    assert transcript.title == "Remarks at the Council"
    assert (transcript.date, transcript.published) == (None, "2003-02-06")
    assert transcript.language == "en"
    assert transcript.publisher is None
    assert transcript.nature == Nature.UNKNOWN
    assert transcript.reader == "html:generic/5"
    assert [turn.speaker for turn in transcript.turns if turn.label] == ["Powell", None, "Powell"]


@pytest.mark.parametrize(
    "start", ["<form>", "<div role=dialog>", "<div aria-hidden=true>", "<aside>", "<div class=footer>"]
)
def test_what_is_named_like_furniture_and_holds_the_text_is_kept(read: Read, start: str) -> None:
    page = f"<html><body><nav>Menu</nav>{start}<p>SECRETARY POWELL: These are not assertions.</p><p>They are facts.</p>"
    assert (
        read(page, media_type="text/html").text
        == "SECRETARY POWELL: These are not assertions.\nThey are facts."
    )


def test_dates_of_pictures_are_not_the_page_s(read: Read) -> None:
    pictures = "".join(f'<meta itemprop="datePublished" content="2014-11-{day}">' for day in (25, 26))
    page = f'<p>Words of a speech.{pictures}<time itemprop="datePublished" datetime="2014-11-28">November 28</time></p>'
    assert read(page, media_type="text/html").published == "2014-11-28"


def test_a_page_says_that_it_was_prepared(read: Read) -> None:
    page = "<h1>Remarks</h1><p>As prepared for delivery</p><p>Thank you all for being here tonight.</p>"
    assert read(page, media_type="text/html").nature == Nature.PREPARED


def test_a_page_in_lines(read: Read) -> None:
    lines = "  This is a speech whose lines were broken at a\ncolumn, as they are in plain text files that\nold sites keep.\n"
    assert read(f"<pre>{lines * 2}</pre>", media_type="text/html").text.count("\n") == 1


def test_a_page_s_charset(read: Read) -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>В.Путин: Это большая ошибка, и мы так считаем.</p>"
    for declared in (None, "utf-8", "iso-8859-1", "windows-1251"):
        transcript = read(page.encode("cp1251"), media_type="text/html", charset=declared)
        assert transcript.text == "В.Путин: Это большая ошибка, и мы так считаем."
        assert transcript.language == "ru"


@pytest.mark.parametrize(
    "body", ["<script>1</script>", "<p></p>", "<nav></nav>", "<!-- words -->", "<p hidden>words</p>"]
)
def test_pages_without_words_are_refused(read: Read, body: str) -> None:
    with pytest.raises(UnreadableTranscript):
        read(f"<html><body>{body}</body></html>", media_type="text/html")


def test_profiles_are_well_formed() -> None:
    profiles = packaged_profiles()
    assert [profile.id for profile in profiles] == sorted(profile.id for profile in profiles)
    for profile in profiles:
        assert profile.hosts
        assert profile.own is None
        assert all(note.endswith(".") for note in profile.notes)
