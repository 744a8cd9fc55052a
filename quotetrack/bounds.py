"""How much is taken in at once, the same on the page, in the API, in a batch and for every command.

What is over a bound is refused in one line that says so; it is never cut. The bounds are far above what
people quote and write, and so low that one quote or article keeps nobody waiting.
"""

LONGEST_QUOTE = 20_000
"""Code points of a quote's words. A longer text is a speech, not a quote."""
LONGEST_ARTICLE = 1_000_000
"""Code points of an article's words; a book has as many."""
MOST_NAMES = 200
"""Other names of one person, and key terms of one reported statement."""
MOST_QUOTATIONS = 5_000
"""Passages in quotation marks in one article."""


def long_quote(text: str) -> str | None:
    """What makes a text too long for a quote, to go after its name; ``None`` where it is not."""
    if len(text) <= LONGEST_QUOTE:
        return None
    return f"has {len(text):,} characters, a quote has at most {LONGEST_QUOTE:,}"
