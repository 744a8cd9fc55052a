"""Where a quote stands in a transcript, and how it differs there.

Three steps: *locate* names candidate places, *align* gives the edit script, *differences* names
each edit. Folding only locates; the real characters decide.
"""

from quotetrack.matching.judge import MOST_REMEMBERED, RULES, Text, compare, may_hold, words_of

__all__ = ["MOST_REMEMBERED", "RULES", "Text", "compare", "may_hold", "words_of"]
