"""Real pages, bytes untouched: every character of the text is there, and nothing else."""

# ruff: noqa: E501 (titles are as long as they are)
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from quotetrack.model import Nature, Transcript

pytestmark = pytest.mark.shared
Read = Callable[..., Transcript]

KREMLIN = {
    "27363": (
        "President Vladimir Putin congratulated Kyrgyz President Askar Akayev on\xa0the\xa0national holiday\xa0— Day of\xa0Independence of\xa0the\xa0Kyrgyz Republic",
        "2002-08-31",
        None,
        "report",
        0,
        "The\xa0telegram read, in\xa0part:\n“I",
        "nd\xa0stability in\xa0Central Asia.”",
    ),
    "28009": (
        "President Vladimir Putin held a\xa0meeting with the\xa0Cabinet members",
        "2003-01-21",
        "The Kremlin, Moscow",
        "report",
        0,
        "The\xa0session discussed the\xa0resu",
        "forthcoming visit to\xa0Bulgaria.",
    ),
    "28342": (
        "President Vladimir Putin discussed the\xa0situation in\xa0Iraq with senior Government and\xa0Presidential Executive Office officials and\xa0security-agency chiefs",
        "2003-03-20",
        "The Kremlin, Moscow",
        "report",
        0,
        "At\xa0the\xa0meeting the\xa0current sit",
        "e\xa0UN headquarters in\xa0New York.",
    ),
    "28910": (
        "An\xa0official reception was given in\xa0honour of\xa0the\xa0Russian President at\xa0Guildhall at\xa0London City",
        "2003-06-25",
        "Guildhall, London",
        "report",
        0,
        "Vladimir Putin was the\xa0first R",
        "ime Minister of\xa0Great Britain.",
    ),
    "34102": (
        "President Vladimir Putin sent a\xa0message of\xa0congratulations to\xa0President of\xa0Armenia Robert Kocharian on\xa0the\xa0occasion of\xa0Armenia's national holiday\xa0— Independence Day",
        "2005-09-21",
        None,
        "report",
        0,
        "The\xa0message reads, in\xa0particul",
        "ually beneficial cooperation.”",
    ),
    "34488": (
        "President Vladimir Putin sent a\xa0message to\xa0President of\xa0Turkey Ahmet Necdet Sezer, expressing his gratitude for\xa0the\xa0excellent organisation of\xa0the\xa0Blue Stream Gas Pipeline inauguration ceremony",
        "2005-11-18",
        None,
        "report",
        0,
        "The\xa0message reads, in\xa0particul",
        "ty of\xa0visiting Russia in\xa02006.",
    ),
    "43097": (
        "At\xa0an\xa0enlarged meeting of\xa0the\xa0State Council Presidium, President Vladimir Putin urged the\xa0need to\xa0make Russian foreign policy more understandable and\xa0transparent",
        "2002-05-22",
        "The Kremlin, Moscow",
        "report",
        0,
        "National foreign policy is not",
        "fice and\xa0the\xa0Security Council.",
    ),
    "47109": (
        "Meeting with Alexander Medvedev and\xa0Dmitry Chernyshenko",
        "2014-11-28",
        "Sochi",
        "translation",
        13,
        "Vladimir Putin met with the\xa0ou",
        ".\nVladimir Putin: We will.\n<…>",
    ),
    "51306": (
        "Meeting of\xa0the\xa0Military-Industrial Commission",
        "2016-02-12",
        "Naberezhniye Chelny",
        "translation",
        18,
        "Vladimir Putin held a\xa0meeting ",
        "ladimir Putin: Ok, agreed.\n<…>",
    ),
    "51436": (
        "Meeting with Government members",
        "2016-03-02",
        "The\xa0Kremlin, Moscow",
        "translation",
        19,
        "Vladimir Putin held a\xa0meeting ",
        "\xa0main items on\xa0our agenda.\n<…>",
    ),
    "51685": (
        "Truth and\xa0Justice regional and\xa0local media forum",
        "2016-04-07",
        "St Petersburg",
        "translation",
        31,
        "Vladimir Putin took part in\xa0th",
        " very much for\xa0our joint work.",
    ),
    "51716": (
        "Direct Line with Vladimir Putin",
        "2016-04-14",
        "Moscow",
        "translation",
        417,
        "Direct Line with Vladimir Puti",
        "h!\nYevgeny Rozhkov: Thank you.",
    ),
    "52910": (
        "Visiting United Russia party’s campaign headquarters",
        "2016-09-18",
        "Moscow",
        "translation",
        11,
        "After the\xa0polling stations clo",
        "is is what came out of\xa0it.\n<…>",
    ),
    "52948": (
        "Meeting with Sergei Naryshkin and\xa0Mikhail Fradkov",
        "2016-09-22",
        "The\xa0Kremlin, Moscow",
        "translation",
        8,
        "Vladimir Putin met with Sergei",
        "Vladimir Putin: Thank you.\n<…>",
    ),
    "54382": (
        "Meeting with Minister of\xa0Labour and\xa0Social Protection Maxim Topilin",
        "2017-04-26",
        "The\xa0Kremlin, Moscow",
        "translation",
        12,
        "Vladimir Putin held a\xa0working ",
        "rends as\xa0much as\xa0possible.\n<…>",
    ),
    "55382": (
        "Vladimir Putin nominated candidates to\xa0post of\xa0Head of\xa0Adygeya to\xa0Adygeya State Council\xa0– Khase for\xa0consideration",
        "2017-08-21",
        None,
        "report",
        0,
        "Pursuant to\xa0Article 18 of\xa0Fede",
        "pen joint-stock company ZAREM.",
    ),
    "55868": (
        "Russian-Croatian talks",
        "2017-10-18",
        "Sochi",
        "report",
        0,
        "President Vladimir Putin held ",
        "tarovic made press statements.",
    ),
    "56318": (
        "Volunteer of\xa0Russia 2017 award ceremony",
        "2017-12-06",
        "Moscow",
        "translation",
        9,
        "Vladimir Putin took part in\xa0th",
        "hank you very much! Good luck!",
    ),
    "57143": (
        "Meeting on\xa0economic matters",
        "2018-03-28",
        "Novo-Ogaryovo, Moscow Region",
        "translation",
        5,
        "Vladimir Putin chaired a\xa0meeti",
        "ks set out in\xa0the\xa0Address.\n<…>",
    ),
    "57302": (
        "Greetings on\xa0the\xa0opening of\xa0the\xa04th Yalta International Economic Forum",
        "2018-04-19",
        None,
        "report",
        0,
        "Vladimir Putin sent his greeti",
        " from April\xa019 to\xa021 in\xa0Yalta.",
    ),
    "58693": (
        "Meeting with permanent members of\xa0Security Council",
        "2018-10-02",
        "The\xa0Kremlin, Moscow",
        "translation",
        7,
        "Vladimir Putin held a\xa0meeting ",
        "ir Putin: Fine, thank you.\n<…>",
    ),
    "60195": (
        "Meeting with Rosneft CEO Igor Sechin",
        "2019-04-01",
        "The\xa0Kremlin, Moscow",
        "translation",
        23,
        "Vladimir Putin met with Rosnef",
        "ident.\nVladimir Putin: Ok.\n<…>",
    ),
    "60707": (
        "Plenary session of\xa0St Petersburg International Economic Forum",
        "2019-06-07",
        "St Petersburg",
        "translation",
        101,
        "Vladimir Putin made a\xa0speech a",
        "est. Give her our best wishes.",
    ),
    "62066": (
        "Meeting with Deputy Prime Minister Maxim Akimov",
        "2019-11-19",
        "The\xa0Kremlin, Moscow",
        "translation",
        6,
        "The\xa0President held a\xa0working m",
        "h positive trends as\xa0well.\n<…>",
    ),
    "63281": (
        "Meeting on\xa0floods and\xa0wildfires in\xa0the\xa0regions",
        "2020-04-27",
        "Novo-Ogaryovo, Moscow Region",
        "translation",
        2,
        "Vladimir Putin held a\xa0meeting,",
        "tion. Thank you. All the\xa0best.",
    ),
    "63877": (
        "Meeting with Government members",
        "2020-08-11",
        "Novo-Ogaryovo, Moscow Region",
        "translation",
        9,
        "The\xa0President held a\xa0meeting w",
        "k you very much. All the\xa0best.",
    ),
    "7506": (
        "Russian-Uzbekistani talks took place",
        "2010-04-20",
        "The Kremlin, Moscow",
        "translation",
        2,
        "Talks were held in\xa0both restri",
        "oth Russia and\xa0Uzbekistan.\n<…>",
    ),
}
"""Page to title, date, place, nature, number of labelled turns, first and last words."""

RECORD = {
    "CREC-1997-01-28-pt1-PgS720": (
        "THE SITUATION IN BOSNIA",
        "1997-01-28",
        "edited",
        4,
        "THE SITUATION IN BOSNIA\nMr. LE",
        "t objection, it is so ordered.",
    ),
    "CREC-1997-01-28-pt1-PgS734-2": (
        "Congressional Record, Volume 143 Issue 8 (Tuesday, January 28, 1997)",
        "1997-01-28",
        "edited",
        2,
        "By Mr. MURKOWSKI (for himself ",
        "tions under subsection (c)(2).",
    ),
    "CREC-1997-01-28-pt1-PgS775-4": (
        "NOMINATIONS",
        "1997-01-28",
        "edited",
        0,
        "NOMINATIONS\nExecutive nominati",
        "0000\nRANDALL C. ZERNZACH, 0000",
    ),
    "CREC-2005-07-20-pt1-PgE1540": (
        "MEDICAL MALPRACTICE AND INSURANCE REFORM ACT OF 2005",
        "2005-07-20",
        "prepared",
        0,
        "MEDICAL MALPRACTICE AND INSURA",
        "ations for the administration.",
    ),
    "CREC-2005-07-20-pt1-PgH6190": (
        "STRENGTHENING SOCIAL SECURITY",
        "2005-07-20",
        "edited",
        27,
        "STRENGTHENING SOCIAL SECURITY\n",
        "d back the balance of my time.",
    ),
}
"""Page to title, date, nature, number of labelled turns, first and last words."""


def kremlin_page(read: Read, pages: Path, name: str) -> tuple[bytes, Transcript]:
    body = (pages / f"en.kremlin.ru/events/president/news/{name}.html").read_bytes()
    return body, read(
        body,
        media_type="text/html",
        charset="utf-8",
        url=f"http://en.kremlin.ru/events/president/news/{name}",
    )


@pytest.mark.parametrize("name", KREMLIN)
def test_kremlin(read: Read, shared_pages: Path, name: str) -> None:
    from bs4 import BeautifulSoup

    body, transcript = kremlin_page(read, shared_pages, name)
    title, date, place, nature, turns, first, last = KREMLIN[name]
    assert transcript.title == title
    assert (transcript.date or transcript.published) == date
    assert transcript.published == date
    assert transcript.place == place
    assert transcript.language == "en"
    assert transcript.publisher == "President of Russia"
    assert transcript.nature == Nature(nature)
    assert sum(turn.label is not None for turn in transcript.turns) == turns
    assert transcript.text.startswith(first)
    assert transcript.text.endswith(last)

    soup = BeautifulSoup(body, "lxml")
    for tag in soup.select(".masha-ignore, .read__bottommeta"):
        tag.decompose()
    printed = [tag.get_text() for tag in soup.select(".read__lead, div.read__internal_content p")]
    assert re.sub(r"[\s\u200b]", "", "".join(printed)) == re.sub(r"\s", "", transcript.text)
    in_bold = [tag for tag in soup.select("div.read__internal_content p") if tag.find("b")]
    assert turns == sum(bool(re.match(r"\s*[^:]{2,150}:(\s|$)", tag.get_text())) for tag in in_bold)


@pytest.mark.parametrize("name", RECORD)
def test_congressional_record(read: Read, shared_pages: Path, name: str) -> None:
    from bs4 import BeautifulSoup

    body = (shared_pages / f"congressional-record/{name}.htm").read_bytes()
    transcript = read(
        body, media_type="text/html", url=f"https://www.govinfo.gov/content/pkg/html/{name}.htm"
    )
    title, date, nature, turns, first, last = RECORD[name]
    assert transcript.title == title
    assert transcript.date == date
    assert transcript.nature == Nature(nature)
    assert sum(turn.label is not None for turn in transcript.turns) == turns
    assert transcript.text.startswith(first)
    assert transcript.text.endswith(last)

    raw = BeautifulSoup(body, "lxml").pre
    assert raw is not None
    furniture = (
        r"\[\[Page \w+\]\]|_{4,}|\[(Congressional Record Vol|Pages |House|Senate|Ext).*\]"
        r"|From the Congressional.*"
    )
    printed = re.sub(furniture, "", raw.get_text())
    assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", transcript.text)
    labels = re.findall(
        r"^  (?:M(?:r|rs|s)\. [A-Z][A-Za-z]?[A-Z]+|The (?:PRESIDING|SPEAKER))[^.,]*\.", printed, re.M
    )
    assert turns == len(labels)


def test_the_kremlin_page_served_elsewhere(read: Read, shared_pages: Path) -> None:
    body = (shared_pages / "en.kremlin.ru/events/president/news/28342.html").read_bytes()
    transcript = read(body, media_type="text/html", url="http://127.0.0.1:8041/events/president/news/28342")
    assert transcript.nature == Nature.REPORT
    assert transcript.reader == "html:kremlin/5.2"
    assert transcript.publisher is None
    assert transcript.date == "2003-03-20"


def test_every_shared_page_is_held(shared_pages: Path) -> None:
    assert {path.stem for path in shared_pages.glob("en.kremlin.ru/events/**/*.html")} == set(KREMLIN)
    assert {path.stem for path in shared_pages.glob("congressional-record/*.htm")} == set(RECORD)
