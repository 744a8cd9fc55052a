"""Wikitext for Wikiquote: the quote as a bullet, under it the original, the transcripts' words, the citation.

Where on a page it belongs, and whether at all, is an editor's judgement: no section is named, whatever
the verdict, which stands in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from quotetrack.exporting.checked import Checked
from quotetrack.formats.cells import plain
from quotetrack.formats.exports.citation import Citation, citations
from quotetrack.formats.exports.days import in_english
from quotetrack.formats.exports.interface import Exported, LeftOut

FAR = ("partial", "absent")
"""Wordings of passages that only share a run of words with the quote."""
_MARKUP = re.compile(
    r"\[\[|\]\]|\[(?=\w+:|//)|\{\{|\}\}|\{\||\|\}|-\{|\}-|''+|~~~+|__(?=\w)|<|^[*#:;=|!]|----|(?<=\s)=+$"
)
"""What wikitext takes for markup; each of its signs is written as a character reference."""


def write(records: Sequence[Checked]) -> Exported:
    """A bullet a record, in order. Reported speech is left out: it is nobody's wording."""
    made: list[str] = []
    left_out: list[LeftOut] = []
    for checked in records:
        if checked.quote.kind.value == "reported":
            left_out.append(LeftOut(checked.quote.id, "reported speech is no quotation: it has no wording"))
        else:
            made.append("".join(f"{line}\n" for line in _lines(checked)))
    return Exported("\n".join(made), len(made), tuple(left_out))


def _lines(checked: Checked) -> Iterator[str]:
    quote = checked.quote
    cited = citations(checked)
    yield f"<!-- {_comment(_finding(checked))} -->"
    yield f"* {_tagged(quote.text, quote.language)}"
    for witness, citation in zip(checked.witnesses, cited, strict=False):
        if citation.passage is None or witness.wording in ("exact", "typographic"):
            continue
        if _original(checked, witness.language):
            yield f"** Original: {_tagged(citation.passage, witness.language)}"
        elif witness.nature == "report":
            yield f"** As reported: {_tagged(citation.passage, witness.language)}"
        else:
            told = "Nearest words in the transcript" if witness.wording in FAR else "In the transcript"
            yield f"** {told}: {_tagged(citation.passage, witness.language)}"
    for citation in cited:
        yield f"** {_cited(citation)}"
    if not cited:
        yield f"** {_claimed(checked)}"
    for publication in quote.claimed_in:
        where = (
            publication.citation and wikitext(publication.citation),
            publication.url and _link(publication.url),
        )
        yield f"** Circulates in {', '.join(filter(None, where))}"


def _finding(checked: Checked) -> str:
    said = checked.receipt.reason if checked.receipt else "Not verified yet."
    stale = " The record or its evidence has changed since." if checked.stale else ""
    return f"quotetrack, {checked.quote.id}: {checked.status}. {said}{stale} The section is your choice."


def _original(checked: Checked, language: str | None) -> bool:
    """Whether a text in this language is the original of a translated quote."""
    spoken = checked.quote.original_language
    return bool(spoken and language and spoken != checked.quote.language and spoken == language)


def _cited(citation: Citation) -> str:
    """The full citation on one line."""
    title = wikitext(citation.title)
    parts = [
        citation.author and wikitext(citation.author),
        f"[{citation.url} {title}]" if citation.url else f"''{title}''",
        citation.occasion and citation.occasion != citation.title and wikitext(citation.occasion),
        citation.publisher and wikitext(citation.publisher),
        citation.nature and f"{citation.nature} text",
        citation.pages and f"p. {wikitext(citation.pages)}",
        in_english(citation.date) and wikitext(in_english(citation.date)),
    ]
    line = ", ".join(part for part in parts if part)
    if citation.copy:
        return f"{line} ([{citation.copy} copy of {in_english(citation.copied)}])"
    return f"{line} (saved {in_english(citation.saved)})" if citation.saved else line


def _claimed(checked: Checked) -> str:
    """What is claimed, where no transcript can be cited."""
    quote = checked.quote
    said = [quote.speaker and quote.speaker.name, quote.occasion, in_english(quote.date)]
    line = ", ".join(wikitext(part) for part in said if part)
    return f"Said to be {line}; no transcript is known" if line else "No transcript is known"


def _tagged(text: str, language: str | None) -> str:
    """The words; those that are not English in the template that tells browsers their language."""
    words = wikitext(text)
    if language is None or language == "en" or language.startswith("en-"):
        return words
    return f"{{{{lang|{wikitext(language)}|{words.replace('=', '&#61;').replace('|', '&#124;')}}}}}"


def _link(address: str) -> str:
    return f"[{_address(address)}]"


def _address(address: str) -> str:
    return re.sub(r"[\[\]<>\"'{}|\s]", lambda found: f"%{ord(found[0]):02X}", address)


def wikitext(text: str) -> str:
    """The text so that wikitext shows it as it is; its line breaks become ``<br />``."""
    lines = (_escaped(line.strip()) for line in text.splitlines())
    return "<br />".join(line for line in lines if line)


def _escaped(line: str) -> str:
    line = plain(line)
    if unescape(line) != line:
        line = line.replace("&", "&amp;")
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), line)


def _comment(text: str) -> str:
    """The text so that it cannot end the comment it stands in."""
    return re.sub(r"-(?=-)|-(?=>)|>", lambda found: "- " if found[0] == "-" else " ", plain(text))
