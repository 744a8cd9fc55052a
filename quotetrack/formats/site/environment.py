"""The templates' environment: everything is escaped, and a name that is not given is an error."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined

from quotetrack.formats.cells import counted
from quotetrack.formats.site.visible import inline, paragraphs, shown, without_controls

STYLE = "style.css"
SCRIPT = "script.js"


def environment(*more: BaseLoader) -> Environment:
    """Templates by name; those of ``more`` are looked for before the ones here.

    Filters: ``shown`` for words in a block, ``paragraphs`` for many, ``inline`` for words in a line,
    ``one_line`` for words in an attribute or a title, ``counted`` for so many things. What comes from outside
    goes through one of the first four.
    """
    loader = ChoiceLoader([*more, PackageLoader("quotetrack.formats.site")])
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "shown": shown,
        "paragraphs": paragraphs,
        "inline": inline,
        "one_line": without_controls,
        "counted": counted,
    }
    return made


def asset(name: str) -> bytes:
    """A file that pages load: ``STYLE`` or ``SCRIPT``."""
    return files(__package__).joinpath("static", name).read_bytes()
