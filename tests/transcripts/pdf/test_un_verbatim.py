"""The profile of UN verbatim records on a PDF of their structure: the rules work, their fit is untried."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from paper import HEIGHT, Paper, speech

from quotetrack.errors import ProfileError
from quotetrack.model import Completeness, Nature, Transcript
from quotetrack.transcripts.pdf.confined import read as read_pdf
from quotetrack.transcripts.profile_files import parse

POWELL = "Mr. Powell (United States of America):"
IVANOV = "Mr. Ivanov (Russian Federation) (spoke in Russian):"


@pytest.fixture(scope="module")
def record() -> bytes:
    paper = Paper()

    def furniture(paper: Paper) -> None:
        number = paper.canvas.getPageNumber()
        if number > 1:
            paper.text(500 if number % 2 else 60, 40, "S/PV.4701", font="Times-Bold")
            paper.text(60, 815, f"{number}")
        else:
            paper.text(480, 40, "S/PV.4701", font="Times-Bold")
            paper.text(60, 815, "03-23648 (E)", size=8)
            paper.text(250, 815, "*0323648*", size=8)

    paper.furniture = furniture
    paper.text(60, 40, "United Nations", size=12)
    paper.text(60, 75, "Security Council", size=18, font="Times-Bold")
    paper.text(60, 95, "Fifty-eighth year")
    paper.text(60, 120, "4701st meeting", font="Times-Bold")
    paper.text(60, 134, "Wednesday, 5 February 2003, 10.30 a.m.")
    paper.text(60, 148, "New York")
    for row, (label, words) in enumerate(
        (
            ("President:", "Mr. Fischer  . . . . . . . . . . . . . . . . . . . . . . (Germany)"),
            ("Members:", "Angola . . . . . . . . . . . . . . . . . . . Mr. Helder Lucas"),
            ("", "Bulgaria . . . . . . . . . . . . . . . . . . Mr. Passy"),
            ("Agenda", ""),
            ("", "The situation between Iraq and Kuwait"),
        )
    ):
        paper.text(60, 200 + 16 * row, label, font="Times-Italic")
        paper.text(140, 200 + 16 * row, words)
    paper.text(
        60,
        700,
        "This record contains the text of speeches delivered in English and of the interpretation of",
        size=8,
    )
    paper.text(60, 710, "speeches delivered in the other languages.", size=8)
    paper.turn()
    paper.text(60, 80, "The meeting was called to order at 10.35 a.m.", font="Times-Italic")
    paper.pour(
        [
            f"The President:\t{speech(0, 12)}",
            f"{POWELL}\t{speech(12, 60)}",
            speech(72, 60),
            f"{IVANOV}\t{speech(132, 60)}",
        ],
        first=110,
    )
    assert HEIGHT > 815
    return paper.finished()


def test_a_record(read: Callable[..., Transcript], record: bytes) -> None:
    found = read(record, url="https://undocs.org/en/S/PV.4701", media_type="application/pdf")
    assert found.reader.startswith("pdf:un-verbatim/")
    assert (found.date, found.place, found.language) == ("2003-02-05", "New York", "en")
    assert found.occasion == found.title == "Security Council 4701st meeting"
    assert found.publisher == "United Nations"
    assert found.nature is Nature.VERBATIM
    assert found.text.startswith("The meeting was called to order at 10.35 a.m.")
    assert "4701" not in found.text
    assert "23648" not in found.text
    labels = [turn.label for turn in found.turns if turn.label]
    assert labels[:2] == ["The President", POWELL.rstrip(":")]
    assert labels[2].startswith("Mr. Ivanov (Russian Federation)")
    assert IVANOV in found.text
    ivanov = next(turn for turn in found.turns if (turn.label or "").startswith("Mr. Ivanov"))
    assert (ivanov.translated_from, ivanov.speaker) == ("ru", "Ivanov")
    assert [turn.translated_from for turn in found.turns if turn is not ivanov] == [None] * 3
    assert [turn.locator for turn in found.turns if turn.label] == ["2", "2", "3"]


def test_the_same_record_elsewhere_is_nobodys(read: Callable[..., Transcript], record: bytes) -> None:
    found = read(record, url="https://example.org/copy.pdf")
    assert found.publisher is None
    assert found.date == "2003-02-05"


def test_another_pdf_of_the_host_is_read_as_any(read: Callable[..., Transcript]) -> None:
    paper = Paper()
    paper.pour([speech(0, 20)])
    found = read(paper.finished(), url="https://undocs.org/x.pdf")
    assert (found.reader, found.publisher) == ("pdf:generic/2", "United Nations")
    assert found.nature is Nature.UNKNOWN


OWN = rb"""
id = "north"
publisher = "Assembly of the North"
hosts = ["north.example"]
language = "en"
complete = "yes"
drop_paragraphs = ['Printed by .*']
notes = ["Corrected by the speakers."]
[nature]
labelled = "edited"
[pdf]
first_page = ['^Official record of the North$']
begins = 'The assembly met'
date = '^(\d{1,2} \w+ \d{4})$'
title = 'Debate on ([^\n]+)'
"""


def test_rules_of_the_user_s_own(record: bytes) -> None:
    profile = parse(OWN, "north.toml").model_copy(update={"own": "12345678"})
    paper = Paper()
    paper.text(60, 80, "Official record of the North")
    paper.text(60, 120, "5 May 2015")
    paper.text(60, 160, "Debate on the roads")
    paper.text(60, 200, "Printed by the town.")
    paper.text(60, 240, "The assembly met at noon.")
    paper.text(60, 280, "MAYOR SMITH: We have mended the roads.")
    paper.text(60, 320, "MS. JONES: Who paid?")
    body = paper.finished()
    found = read_pdf(body, "https://north.example/a.pdf", [profile])
    assert found.reader == "pdf:north@12345678/2.1"
    assert (found.date, found.title, found.publisher) == ("2015-05-05", "the roads", "Assembly of the North")
    assert found.paragraphs[0].text == "The assembly met at noon."
    assert (found.language, found.complete, found.notes) == (
        "en", Completeness.YES, ("Corrected by the speakers.",)
    )  # fmt: skip
    # A cut copy is not made whole by what its publisher's texts are.
    assert read_pdf(body[:-9], None, [profile]).complete is Completeness.NO
    assert read_pdf(record, None, [profile]).reader.startswith("pdf:un-verbatim/")


def test_rules_for_pdfs_need_what_they_are_known_by() -> None:
    for table, says in (
        ("", "first_page"),
        ("first_page = []", "first_page"),
        ("first_page = ['(']", "expression"),
    ):
        with pytest.raises(ProfileError, match=says):
            parse(f'id = "north"\n[pdf]\n{table}\n'.encode(), "north.toml")
