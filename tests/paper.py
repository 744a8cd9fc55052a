"""PDFs made for the tests, with a library that knows nothing of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SIZE, LEADING = 10, 12


class Paper:
    """A PDF in the making: words at places, or running text poured into columns."""

    def __init__(self, **how: object) -> None:
        self.bytes = BytesIO()
        self.canvas = Canvas(self.bytes, pagesize=A4, invariant=1, **how)
        self.furniture: Callable[[Paper], None] = lambda _paper: None

    def text(self, x: float, top: float, words: str, size: float = SIZE, font: str = "Times-Roman") -> None:
        """Words with their base line ``top`` points below the page's edge."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - top, words)

    def centred(self, top: float, words: str, size: float = SIZE, font: str = "Times-Bold") -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(WIDTH / 2, HEIGHT - top, words)

    def turn(self) -> None:
        """The page is finished."""
        self.furniture(self)
        self.canvas.showPage()

    def pour(
        self,
        paragraphs: Sequence[str],
        *,
        columns: int = 2,
        first: float = 90,
        last: float = 780,
        next_first: float = 90,
        indent: str = "    ",
    ) -> None:
        """Paragraphs with indented first lines, down the columns and over the pages.

        Words before a tab are bold. Lines are broken where they fit; a soft hyphen in a word may break it.
        """
        gutter = 20.0
        width = (WIDTH - 120 - gutter * (columns - 1)) / columns
        column, top = 0, first
        for paragraph in paragraphs:
            label, _, words = paragraph.rpartition("\t")
            for place, line in enumerate(broken(indent + label + " " * bool(label) + words, width)):
                if top > last:
                    column, top = column + 1, next_first if self.canvas.getPageNumber() > 1 else first
                    if column == columns:
                        self.turn()
                        column, top = 0, next_first
                x = 60 + column * (width + gutter)
                if place == 0 and label:
                    self.text(x, top, indent + label, font="Times-Bold")
                    x += self.canvas.stringWidth(indent + label, "Times-Bold", SIZE)
                    line = line.removeprefix(indent + label)
                self.text(x, top, line)
                top += LEADING

    def finished(self) -> bytes:
        self.turn()
        self.canvas.save()
        return self.bytes.getvalue()


def broken(text: str, width: float) -> list[str]:
    """The lines of a paragraph; soft hyphens break words, and print as hyphens where they do."""

    def fits(line: str) -> bool:
        return stringWidth(line, "Times-Roman", SIZE) <= width

    lines: list[str] = []
    line = ""
    indent = text[: len(text) - len(text.lstrip())]
    for word in text.split():
        candidate = f"{line} {word}" if line else indent + word
        if fits(candidate.replace("\u00ad", "")):
            line = candidate
            continue
        head, soft, tail = word.partition("\u00ad")
        if soft and fits(f"{line} {head}-"):
            lines.append(f"{line} {head}-")
            line = tail
        else:
            lines.append(line)
            line = word
    return [each.replace("\u00ad", "") for each in (*lines, line)]


NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]


def speech(start: int, sentences: int) -> str:
    """Sentences that each stand nowhere else."""
    return " ".join(
        f"Sentence {NUMBERS[number % 15]} {number} tells of the harvest, "
        "of the roads to the sea and of bridges."
        for number in range(start, start + sentences)
    )
