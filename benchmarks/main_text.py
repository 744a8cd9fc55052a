"""How much of a page's text the generic reader keeps, against trafilatura's: ``main_text.py FOLDER``.

FOLDER is the ``tests`` folder of trafilatura's repository (https://github.com/adbar/trafilatura), whose
``evaldata.json`` names for 990 saved pages some words that belong to the text and some that do not.
Nothing of it is copied here. ``--sample N`` reads every Nth page.
"""

from __future__ import annotations

import argparse
import json
import logging
import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import trafilatura
from bs4 import BeautifulSoup

from quotetrack.errors import UnreadableTranscript
from quotetrack.transcripts.charsets import decode
from quotetrack.transcripts.main_text import main_text
from quotetrack.transcripts.pages import read


def texts(body: bytes) -> Iterator[tuple[str, str]]:
    """The text of a page by each way of finding it."""
    markup = decode(body, None, markup=True)
    soup = BeautifulSoup(markup, "lxml")
    yield "whole page", soup.get_text(" ")
    yield "our search", "\n".join(part.text for part in main_text(soup.body or soup))
    yield (
        "trafilatura, for recall",
        trafilatura.extract(markup, favor_recall=True, include_comments=False, include_tables=True) or "",
    )
    try:
        yield "quotetrack", "\n".join(part.text for part in read(body, None, None).paragraphs)
    except UnreadableTranscript:
        yield "quotetrack", ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=1, metavar="N")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # of markup that looks like XML
    entries = json.loads((arguments.folder / "evaldata.json").read_text(encoding="utf-8"))
    kept: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    wanted = unwanted = pages = 0
    for entry in list(entries.values())[:: arguments.sample]:
        paths = [arguments.folder / place / entry["file"] for place in ("eval", "cache")]
        path = next((path for path in paths if path.exists()), None)
        if path is None or not (body := path.read_bytes()).strip():
            continue
        try:
            found_texts = list(texts(body))
        except UnreadableTranscript:
            continue  # not text at all
        pages += 1
        wanted += len(entry["with"])
        unwanted += len(entry["without"])
        for name, text in found_texts:
            line = " ".join(text.split())
            found = sum(" ".join(words.split()) in line for words in entry["with"])
            kept[name][0] += found
            kept[name][1] += sum(" ".join(words.split()) in line for words in entry["without"])
            kept[name][2] += bool(entry["with"]) and not found
    print(f"{pages} pages, {wanted} passages of the text, {unwanted} of furniture")
    for name, (text, furniture, lost) in kept.items():
        print(f"{name:<24} text {text / wanted:6.1%}  furniture {furniture / unwanted:6.1%}  all lost {lost}")


if __name__ == "__main__":
    main()
