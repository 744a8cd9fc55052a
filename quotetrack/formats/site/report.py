"""A report's material to the files of its folder: an index, a page for each quote and each transcript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quotetrack.formats.cells import counted
from quotetrack.formats.page_words import Page
from quotetrack.formats.site import places
from quotetrack.formats.site.environment import SCRIPT, STYLE, asset, environment
from quotetrack.formats.site.places import UP, Reading, reading
from quotetrack.formats.site.views.index import index_view, shortened, texts_script
from quotetrack.formats.site.views.layout import POLICY, Layout, Link
from quotetrack.formats.site.views.quote import quote_view
from quotetrack.formats.site.views.transcript import transcript_view
from quotetrack.reporting.material import Cited, Material
from quotetrack.version import __version__

TITLE = "Quotes and what the transcripts say"


def files(material: Material, *, title: str = TITLE, full: bool = False) -> Iterator[tuple[str, bytes]]:
    """Each file's name, with ``/`` from the folder, and its bytes.

    ``full`` asks for transcripts whole, whatever their licences.
    """
    templates = environment()
    records = {each.checked.quote.id: each.checked for each in material.quotes}
    pages = places.transcript_pages(each.transcript for each in material.transcripts)
    cited = {reading(each.transcript): each.cited for each in material.transcripts}

    def layout(name: str, up: str) -> Layout:
        here = not up
        return Layout(
            title=name,
            site=title,
            home=f"{up}{places.INDEX}",
            style=f"{up}{STYLE}",
            script=f"{up}{SCRIPT}",
            navigation=(Link("All quotes", f"{up}{places.INDEX}", current=here),),
            policy=POLICY,
            foot=_foot(material),
        )

    yield STYLE, asset(STYLE)
    yield SCRIPT, asset(SCRIPT)
    checked = list(records.values())
    yield places.TEXTS, texts_script(checked).encode("utf-8", "replace")
    texts = _texts(material, cited)
    quote_page = templates.get_template("quote.html")
    for each in material.quotes:
        view = quote_view(each, pages, cited, texts)
        name = f"{shortened(view.text, 60)} – {view.attribution}"
        page = quote_page.render(layout=layout(name, UP), quote=view)
        yield places.quote_page(view.id), _encoded(page)
    transcript_page = templates.get_template("transcript.html")
    for one in material.transcripts:
        shown = transcript_view(one, records, full=full)
        page = transcript_page.render(layout=layout(shown.title, UP), transcript=shown)
        yield pages[reading(one.transcript)], _encoded(page)
    page = templates.get_template("index.html").render(
        layout=layout(title, ""), index=index_view(checked), texts=places.TEXTS
    )
    yield places.INDEX, _encoded(page)


def _texts(material: Material, cited: Mapping[Reading, Sequence[Cited]]) -> dict[Reading, Page]:
    """The pages' texts, each made ready once, however many quotes stand on it."""
    blocks: dict[Reading, tuple[str, ...]] = defaultdict(tuple)
    for each in material.quotes:
        for witness in each.witnesses:
            if witness.transcript is not None and witness.page and reading(witness.transcript) in cited:
                blocks[reading(witness.transcript)] = witness.page
    return {key: Page(found) for key, found in blocks.items()}


def _foot(material: Material) -> tuple[str, ...]:
    made = f"Made with quotetrack {__version__}."
    if not material.private:
        return (made,)
    return (f"{counted(material.private, 'private record')} left out.", made)


def _encoded(page: str) -> bytes:
    """What cannot be encoded is shown by name already where it is text."""
    return page.encode("utf-8", "replace")
