"""BibTeX: transcripts as ``@misc`` entries in UTF-8, for BibTeX and biblatex.

Written here and not by a library: those that were tried encode every letter outside ASCII as a TeX
command, which bibliographies in Cyrillic do not survive, or leave a brace that breaks the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotetrack.exporting.checked import Checked
from quotetrack.formats.cells import plain
from quotetrack.formats.exports.citation import Citation, all_citations
from quotetrack.formats.exports.days import in_english, parts
from quotetrack.formats.exports.interface import Exported
from quotetrack.formats.exports.people import family_and_given

_SPECIAL = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash, so that none may stand in a value.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "$&#_%"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(records: Sequence[Checked]) -> Exported:
    """One entry for each transcript; records that name no transcript are left out."""
    cited, left_out = all_citations(records)
    entries = list(map(_entry, cited))
    return Exported("\n".join(entries), len(entries), left_out)


def _entry(citation: Citation) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@misc{{{citation.key},\n{fields}}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """Names and values as they stand in the file, braces included."""
    if citation.author:
        yield "author", f"{{{_name(citation.author)}}}"
    yield "title", f"{{{{{_tex(citation.title)}}}}}"  # twice: styles must not change its capitals
    if citation.occasion:
        yield "howpublished", f"{{{_tex(citation.occasion)}}}"
    date = parts(citation.date)
    if date:
        yield "year", f"{{{date[0]:04d}}}"
        if len(date) > 1:
            yield "month", _MONTHS[date[1] - 1]
    elif citation.date:
        yield "year", f"{{{_tex(citation.date)}}}"
    if citation.publisher:
        yield "organization", f"{{{_tex(citation.publisher)}}}"
    if citation.language:
        yield "language", f"{{{_tex(citation.language)}}}"
    if citation.pages:
        yield "pages", f"{{{_tex(citation.pages)}}}"
    if citation.url:
        yield "url", f"{{{_url(citation.url)}}}"
        if citation.copied or citation.saved:
            yield "urldate", f"{{{citation.copied or citation.saved}}}"
    yield "note", f"{{{'. '.join(_tex(part) for part in _note(citation))}}}"
    if citation.passage:
        yield "annote", f"{{{_tex(citation.passage)}}}"


def _note(citation: Citation) -> Iterator[str]:
    if len(parts(citation.date)) == 3:
        yield in_english(citation.date)
    if citation.copy:
        yield f"Copy: {citation.copy}"
    if citation.note:
        yield citation.note


def _name(name: str) -> str:
    """``Family, Given``; a name that is not to be taken apart stands in braces of its own."""
    split = family_and_given(name)
    if split is None or " and " in name:
        return f"{{{_tex(name)}}}"
    return f"{_tex(split[0])}, {_tex(split[1])}"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in plain(text))


def _url(address: str) -> str:
    """Addresses are set as they are; what TeX or BibTeX would take apart is percent-encoded."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", address).replace("%", "\\%")
