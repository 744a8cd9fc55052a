"""An article dropped on the page: its quotations cleared one by one, in story order."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from quotetrack.errors import QuotetrackError
from quotetrack.formats.checks.finding import who
from quotetrack.model import Quote
from quotetrack.quotations import Form, read_document
from quotetrack.records import load_records
from quotetrack.serving.desk import Article, Conclusion, Said, key_of
from quotetrack.serving.failures import Missing
from quotetrack.serving.house import here
from quotetrack.serving.pages import page
from quotetrack.serving.rooms.checking import view_of, where
from quotetrack.serving.views.article import around, article_url, rows, story

room = Blueprint("article", __name__)

LONGEST_NOTE = 5_000
PASTED = "pasted text"


@room.get("/article")
def ask() -> Response:
    return page("article_form.html", "Check an article", pasted="", errors={}, desk=_desk())


@room.post("/article")
def take() -> Answer:
    pasted, upload = request.form.get("pasted", ""), request.files.get("file")
    try:
        article = laid_down(*_brought(pasted, upload))
    except QuotetrackError as wrong:
        field = "file" if upload and upload.filename else "pasted"
        errors = {field: str(wrong)}
        return page("article_form.html", "Check an article", pasted=pasted, errors=errors, desk=_desk())
    return _go(article_url(article))


def laid_down(body: bytes, name: str, form: Form | None) -> Article:
    """Check an article and lay it on the desk; one that lay there keeps its conclusions."""
    article = checked_article(body, name, form)
    here().desk.put(article)
    return here().desk.get(article.key) or article


def checked_article(body: bytes, name: str, form: Form | None) -> Article:
    """Read an article and check its quotations. Raises QuotetrackError."""
    document = read_document(body, name, form=form)
    found = here().shelves.checked(document, known_records())
    with_verdict = tuple(each for each in found if each.verdict is not None)
    return Article(key_of(name, body), document, with_verdict, len(found) - len(with_verdict))


def known_records() -> tuple[Quote, ...]:
    """The records that may know words of an article already; broken ones are passed over."""
    folder = here().workspace.quotes
    return load_records(folder)[0] if folder is not None and folder.is_dir() else ()


def _brought(pasted: str, upload: FileStorage | None) -> tuple[bytes, str, Form | None]:
    if upload is not None and upload.filename:
        return upload.stream.read(), upload.filename[:200], None
    if pasted.strip():
        return pasted.encode("utf-8", "replace"), PASTED, Form.TEXT
    raise QuotetrackError("nothing to check; paste a text, or choose a file")


@room.get("/article/<key>")
def overview(key: str) -> Response:
    article = _article(key)
    return page(
        "article.html",
        article.document.name,
        article=article,
        rows=rows(article),
        story=story(article),
        begin=_open_url(article, -1),
        url=article_url(article),
    )


@room.get("/article/<key>/<int:number>")
def one(key: str, number: int) -> Response:
    article = _article(key)
    at = number - 1
    if not 0 <= at < len(article.checked):
        raise Missing(f"This article has {len(article.checked)} quotations.")
    checked = article.checked[at]
    assert checked.verdict is not None
    quotation = checked.quotation
    said = {"text": quotation.words, "speaker": quotation.speaker}
    claim = urlencode({name: value for name, value in said.items() if value})
    return page(
        "quotation.html",
        f"Quotation {number} of {len(article.checked)}",
        article=article,
        number=at,
        checked=checked,
        who=who(checked),
        around=around(article, checked),
        verdict=view_of(checked.verdict),
        result={"places": where(checked.verdict)},
        conclusion=article.conclusion(at),
        before=article_url(article, at - 1) if at else None,
        after=article_url(article, at + 1) if at + 1 < len(article.checked) else None,
        url=article_url(article),
        new_record=None if checked.record else f"/quotes/new?{claim}",
    )


@room.post("/article/<key>/<int:number>")
def conclude(key: str, number: int) -> Answer:
    word = request.form.get("said", "")
    if word not in set(Said):
        raise QuotetrackError("say whether it is cleared, wrong, or left open")
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    article = here().desk.conclude(key, number - 1, Conclusion(Said(word), note))
    if article is None:
        raise _gone()
    return _go(_open_url(article, number - 1) or article_url(article))


@room.post("/article/<key>/forget")
def forget(key: str) -> Answer:
    here().desk.forget(key)
    return _go("/article")


def _article(key: str) -> Article:
    article = here().desk.get(key)
    if article is None:
        raise _gone()
    return article


def _gone() -> Missing:
    return Missing(
        "This article does not lie here any more: articles are kept in memory, and only the last few. "
        "Drop it again."
    )


def _open_url(article: Article, after: int) -> str | None:
    number = article.next_open(after)
    return None if number is None else article_url(article, number)


def _desk() -> tuple[tuple[str, str, int, int], ...]:
    """Name, address, quotations and how many are concluded of each article on the desk."""
    return tuple((a.document.name, article_url(a), len(a.checked), a.done) for a in here().desk.all())


def _go(url: str) -> Answer:
    return redirect(url, 303)
