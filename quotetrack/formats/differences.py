"""A difference between a quote and a passage as a sentence."""

from __future__ import annotations

from quotetrack.formats.cells import counted


def in_words(kind: str, klass: str, quote: str, transcript: str, *, words: int) -> str:
    """As in ``content: the quote has “people”, the transcript “country”``.

    ``quote`` and ``transcript`` are the words on either side, made fit for what shows them, and perhaps
    shortened; ``words`` is how many the transcript has in full.
    """
    if klass == "joined":
        more = counted(words, "more word")
        return f"no gap is shown where the transcript has {more}: “{transcript}”"
    if kind == "omission":
        said = (
            f"the quote leaves out “{transcript}”"
            if transcript
            else "the quote marks an omission where nothing is left out"
        )
    elif kind == "insertion":
        said = f"the quote adds “{quote}”"
    else:
        said = f"the quote has “{quote}”, the transcript “{transcript}”"
    return f"{klass}: {said}"
