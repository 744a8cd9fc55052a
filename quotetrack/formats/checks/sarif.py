"""A check as SARIF 2.1.0 (OASIS), which code scanners and editors read.

Rule ids are the statuses and do not change. A result's fingerprint is made of its words and speaker, so
that it stays the same when the article around it is edited. What a review cleared is a suppressed result.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

from quotetrack.checking import Checked, Level, Standing
from quotetrack.checking.articles import STDIN, is_address
from quotetrack.formats.checks.finding import headline, remarks
from quotetrack.formats.json_text import document
from quotetrack.model import Status
from quotetrack.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "quotedWords/v1"
_LEVELS = {Level.STOP: "error", Level.NOTE: "note", Level.CLEARED: "error"}
RULES: Mapping[Status, str] = {
    Status.UNCHECKED: "There is nothing to compare the quotation with.",
    Status.REPORTED: "A paraphrase, without wording to check.",
    Status.MATCHES: "The same words stand in a transcript.",
    Status.AS_MARKED: "The same words, with the omissions or insertions that are marked.",
    Status.CLOSE: "Small differences that are common between transcripts.",
    Status.MATCHES_TRANSLATION: "Agrees with an official translation.",
    Status.OTHER_SPEAKER: "The transcript prints these words under another's name.",
    Status.SECOND_HAND: "Only others cite the claimed speaker as saying this.",
    Status.OTHER_OCCASION: "Said on another occasion than the one claimed.",
    Status.TRANSLATED: "No official translation words it so.",
    Status.JOINED: "The words stand in separate places, and no gap is shown.",
    Status.DIFFERS: "Some words differ from every transcript that was read.",
    Status.NOT_IN_TRANSCRIPTS: "Not in the transcripts that were read.",
}
"""Every status is a rule, so that the ids do not depend on the options of a run."""


def as_json(results: Iterable[tuple[Checked, Standing]]) -> str:
    """The whole log, with a newline at its end."""
    return document(as_data(results))


def as_data(results: Iterable[tuple[Checked, Standing]]) -> dict[str, Any]:
    """The log as plain values."""
    seen: Counter[str] = Counter()
    found = [_result(*each, seen) for each in results if each[1].level in _LEVELS and each[0].verdict]
    rules = [
        {
            "id": status.value,
            "shortDescription": {"text": text},
            "defaultConfiguration": {"level": "error"},
        }
        for status, text in RULES.items()
    ]
    driver = {"name": "quotetrack", "semanticVersion": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(checked: Checked, standing: Standing, seen: Counter[str]) -> dict[str, Any]:
    assert checked.verdict is not None
    status = checked.verdict.status
    digest = _digest(checked)
    seen[digest] += 1
    place, end = checked.place, checked.end
    result: dict[str, Any] = {
        "ruleId": status.value,
        "ruleIndex": list(RULES).index(status),
        "level": _LEVELS[standing.level],
        "message": {"text": "\n".join([headline(checked), *remarks(checked, standing)])},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(checked.article),
                    "region": {
                        "startLine": place.line,
                        "startColumn": place.column,
                        "endLine": end.line,
                        "endColumn": end.column,
                        "snippet": {"text": checked.quotation.text},
                    },
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: f"{digest}:{seen[digest]}"},
    }
    if standing.level is Level.CLEARED:
        reviewers = [each.review for each in checked.verdict.reviews if each.current]
        signed = "; ".join(f"{review.reviewer}, {review.date}: {review.conclusion}" for review in reviewers)
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": f"Reviewed: {signed}"}
        ]
    return result


def _digest(checked: Checked) -> str:
    """Of the article's name, the speaker and the words but for their white space; 32 hex digits."""
    words = " ".join(checked.quotation.text.split())
    said = "\x1f".join((checked.article, checked.quotation.speaker or "", words))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _artifact(article: str) -> dict[str, str]:
    """The article as a URI reference (RFC 3986): an address, or a path relative to where the run began."""
    if article == STDIN:
        return {"uri": "stdin"}
    if is_address(article):
        return {"uri": percent(article, safe="%/:=&?~#+!$,;'@()*[]")}
    path = Path(article)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return {"uri": path.as_uri()}
    return {"uri": percent(path.as_posix()), "uriBaseId": "%SRCROOT%"}
