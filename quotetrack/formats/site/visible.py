"""Words from outside as a page can show them: as text alone, and nothing in them unseen.

Characters that turn the direction of what follows (Unicode 9, explicit formatting), and those that print
nothing at all, are shown by their names. Marks that only say which way a neutral sign leans (U+200E, U+200F,
U+061C) and joiners belong to ordinary Hebrew, Arabic and Persian text and stay.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_NAMES = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
    "\u200b": "ZWSP",
    "\u2028": "LS",
    "\u2029": "PS",
}
"""Unicode's short names."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: object) -> Markup:
    """The words as markup; what would not be seen is named."""
    return Markup(_UNSEEN.sub(_named, str(escape(str(text).replace("\r\n", "\n")))))


def paragraphs(text: object) -> Markup:
    """The same with room between paragraphs, whose ends are single new lines."""
    return shown(text).replace("\n", Markup('\n<span class="break"></span>'))


def inline(text: object) -> Markup:
    """The same for a place inside a line: isolated, so that its direction stays its own."""
    return Markup("<bdi>{}</bdi>").format(shown(text))


def without_controls(text: object) -> str:
    """The words on one line for an attribute or a title, where no markup can stand."""
    return _UNSEEN.sub("\ufffd", " ".join(str(text).split()))


def _named(found: re.Match[str]) -> str:
    sign = found[0]
    code = f"U+{ord(sign):04X}"
    return f'<span class="unseen" title="{code}">{_NAMES.get(sign, code)}</span>'
