"""Columns, furniture, paragraphs and notes of PDFs made here: the order and the words are known."""

from __future__ import annotations

import re

import pytest
from paper import SIZE, Paper, speech

from quotetrack.transcripts.content import Content
from quotetrack.transcripts.pdf.document import read


@pytest.fixture
def paper() -> Paper:
    """An empty A4 page."""
    return Paper()


def text(content: Content) -> str:
    return "\n".join(paragraph.text for paragraph in content.paragraphs)


def numbers(content: Content) -> list[int]:
    return [int(number) for number in re.findall(r"Sentence \w+ (\d+)", text(content))]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(paper: Paper, columns: int) -> None:
    paper.pour([speech(0, 30), speech(30, 50), speech(80, 70)], columns=columns)
    content = read(paper.finished(), None)
    assert numbers(content) == list(range(150))
    assert [paragraph.text[:14] for paragraph in content.paragraphs] == [
        "Sentence one 0",
        "Sentence one 3",
        "Sentence six 8",
    ]


def test_a_heading_across_the_columns_parts_them(paper: Paper) -> None:
    paper.centred(70, "A debate on the harvest and the roads to the sea", 14)
    paper.pour([speech(0, 6)], first=100)
    for top, start in ((130 + 12 * 20, 0), (130 + 12 * 40, 100)):
        paper.centred(top - 30, f"A motion on the bridges of the north and the south, after {start}", 12)
        for row in range(14):
            paper.text(60, top + 12 * row, f"Left {start + row} of the roads, of bridges and the sea")
            paper.text(320, top + 12 * row, f"Right {start + row} of the roads, of bridges and the sea")
    found = re.findall(r"(Left|Right|after) (\d+)", text(read(paper.finished(), None)))
    expected = []
    for start in (0, 100):
        expected.append(("after", str(start)))
        expected += [(side, str(start + row)) for side in ("Left", "Right") for row in range(14)]
    assert found == expected


def test_a_table_is_read_row_by_row(paper: Paper) -> None:
    for row in range(12):
        for place, word in enumerate(("Norway", "Spain", "Chile")):
            paper.text(80 + 150 * place, 100 + 14 * row, f"{word} {row}")
    assert "Norway 3 Spain 3 Chile 3" in " ".join(text(read(paper.finished(), None)).split())


def test_labels_beside_the_speech_are_no_column(paper: Paper) -> None:
    for row in range(12):
        paper.text(60, 100 + 28 * row, "Mr. Smith:" if row % 2 else "Ms. Jones:")
        paper.text(140, 100 + 28 * row, f"Sentence one {row} tells of the harvest and the roads to the sea,")
        paper.text(140, 112 + 28 * row, "and of the bridges, and of nothing else.")
    content = read(paper.finished(), None)
    assert numbers(content) == list(range(12))
    assert "Ms. Jones: Sentence one 0 tells" in text(content)


def test_running_heads_go_on_pages_that_alternate(paper: Paper) -> None:
    def furniture(paper: Paper) -> None:
        number = paper.canvas.getPageNumber()
        left = number % 2 == 0
        paper.text(60 if left else 480, 40, "Official Record")
        paper.text(535 if left else 60, 40, f"{number + 100}")
        paper.text(60, 810, f"S/PV.4701   {number}/9")

    paper.furniture = furniture
    paper.pour([speech(0, 200)])
    content = read(paper.finished(), None)
    assert numbers(content) == list(range(200))
    assert not re.search(r"Official|4701|/9|\b10[1-4]\b$", text(content).replace("Sentence", "\nSentence"))
    [paragraph] = content.paragraphs
    assert paragraph.locator == "101"
    assert [name for _, name in paragraph.further] == ["102", "103"]
    for at, _ in paragraph.further:
        assert paragraph.text[at - 1] == " "


def test_furniture_of_two_pages_and_speech_that_repeats(paper: Paper) -> None:
    for number in (1, 2):
        paper.text(60, 40, "Assembly of the North")
        paper.text(300, 800, str(number))
        paper.text(72, 90, "(Laughter.)")
        paper.text(60, 102, f"Sentence one {number} tells of the harvest.")
        if number == 1:
            paper.turn()
    found = text(read(paper.finished(), None))
    assert "Assembly" not in found
    assert found.count("(Laughter.)") == 2
    assert found.count("harvest") == 2


def test_hyphens_over_columns_and_pages(paper: Paper) -> None:
    paper.pour([" ".join(f"govern\u00adment{number}" for number in range(700))])
    found = text(read(paper.finished(), None))
    assert found.count("\n") == 0
    assert re.findall(r"\d+", found) == [str(number) for number in range(700)]
    assert set(re.sub(r"\d+", "", found).split()) == {"government", "govern-ment"}


def test_a_hyphen_goes_where_the_file_prints_the_word_whole(paper: Paper) -> None:
    for row, line in enumerate(
        (
            "The government of the north and its re-election: govern-",
            "ment, said the mayor, is well-known, and so is its re-",
            "election. A minis-",
            "ter spoke. The Govern-",
            "ment of the South is un-",
            "American.",
        )
    ):
        paper.text(60, 100 + 12 * row, line)
    assert " ".join(text(read(paper.finished(), None)).split()) == (
        "The government of the north and its re-election: government, said the mayor, is well-known, and so "
        "is its re-election. A minis-ter spoke. The Government of the South is un-American."
    )


def test_a_bold_label_that_a_line_breaks(paper: Paper) -> None:
    paper.pour([speech(0, 3), speech(3, 3)], columns=1)
    paper.text(60, 300, "Mr. Ivanov of the harvest and the Har-", font="Times-Bold")
    paper.text(60, 312, "vest:", font="Times-Bold")
    paper.text(90, 312, "Sentence one 99 tells of it.")
    last = read(paper.finished(), None).paragraphs[-1]
    assert last.emphasised == "Mr. Ivanov of the harvest and the Harvest:"
    assert last.text.startswith(last.emphasised)


def test_labels_in_bold_are_emphasised_and_stand_as_printed(paper: Paper) -> None:
    label = "Mr. Ivanov (Russian Federation) (spoke in Russian):"
    paper.pour([f"{label}\t{speech(0, 9)}", f"The President:\t{speech(9, 9)}"], columns=1)
    first, second = read(paper.finished(), None).paragraphs
    assert first.emphasised == label
    assert first.text.startswith(label + " Sentence one 0")
    assert second.emphasised == "The President:"


def test_paragraphs_by_spacing(paper: Paper) -> None:
    top = 90
    for number in range(6):
        for line in (
            "tells of the harvest, of the roads to the sea and",
            "of bridges, and of the people of the north who",
        ):
            paper.text(60, top, f"Word {number} {line}")
            top += 12
        paper.text(60, top, "built them.")
        top += 24
    assert len(read(paper.finished(), None).paragraphs) == 6


def test_footnotes_and_their_marks_go(paper: Paper) -> None:
    paper.pour([speech(0, 12)], columns=1)
    width = paper.canvas.stringWidth("The council spoke", "Times-Roman", SIZE)
    paper.text(60, 400, "The council spoke")
    paper.text(60 + width, 396, "7", size=6)
    paper.text(60 + width + 6, 400, "of 10 bridges in the old town.")
    paper.text(60, 780, "7 See the report of the council, page 12.", size=7.5)
    content = read(paper.finished(), None)
    assert "The council spoke of 10 bridges" in text(content)
    assert "See the report" not in text(content)
    assert content.notes == ("1 footnote left out of the text",)


def test_a_footnote_that_runs_on_in_the_next_column_goes_whole(paper: Paper) -> None:
    paper.pour([speech(0, 52)], last=700)
    width = paper.canvas.stringWidth("The council spoke.", "Times-Roman", SIZE)
    paper.text(60, 714, "The council spoke.")
    paper.text(60 + width, 710, "1", size=6)
    paper.text(60, 760, "1 See the report of the council on the", size=7.5)
    paper.text(320, 760, "bridges of the north, page 12.", size=7.5)
    content = read(paper.finished(), None)
    assert numbers(content) == list(range(52))
    assert not re.search("report|page 12", text(content))
    assert content.notes == ("1 footnote left out of the text",)


def test_small_type_without_a_mark_stays(paper: Paper) -> None:
    paper.pour([speech(0, 12)], columns=1)
    paper.text(60, 780, "7 bridges were built, said the mayor.", size=7.5)
    assert "7 bridges" in text(read(paper.finished(), None))


def test_a_drop_cap_is_part_of_its_word(paper: Paper) -> None:
    paper.text(60, 114, "T", size=34)
    paper.text(82, 100, "he harvest was good, said the mayor, and the roads to the sea")
    paper.text(82, 112, "were open before the winter came to the north and to the south,")
    paper.text(60, 124, "where the bridges had been mended by the people of the old town.")
    paper.text(60, 136, "They said so.")
    assert text(read(paper.finished(), None)).startswith(
        "The harvest was good, said the mayor, and the roads to the sea were"
    )


def test_line_numbers_and_sideways_words_go(paper: Paper) -> None:
    for row in range(1, 26):
        paper.text(60 if row < 10 else 55, 60 + 24 * row, str(row))
        paper.text(110, 60 + 24 * row, f"Sentence one {row} tells of the harvest and")
    paper.canvas.saveState()
    paper.canvas.rotate(90)
    paper.canvas.drawString(200, -30, "DRAFT COPY")
    paper.canvas.restoreState()
    found = text(read(paper.finished(), None))
    assert re.findall(r"\d+", found) == [str(number) for number in range(1, 26)]
    assert "DRAFT" not in found


def test_titles_that_name_a_file_are_none() -> None:
    for title, taken in (
        ("Debate on the harvest", True),
        ("Microsoft Word - speech.doc", False),
        ("x.pdf", False),
    ):
        paper = Paper()
        paper.canvas.setTitle(title)
        paper.text(60, 100, "We have mended the roads.")
        assert read(paper.finished(), None).title == (title if taken else None)
