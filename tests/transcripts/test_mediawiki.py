"""What a wiki answers, where it is not what a wiki should answer."""

from __future__ import annotations

import json
from collections.abc import Callable

from quotetrack.model import Transcript


def test_halves_of_characters_are_replaced(read: Callable[..., Transcript]) -> None:
    page = {"title": "Remarks \ud800 of 1863", "revid": 7, "text": "<p>Four \udc00 score and seven.</p>"}
    found = read(json.dumps({"parse": page}), media_type="application/json")
    assert (found.title, found.text) == ("Remarks \ufffd of 1863", "Four \ufffd score and seven.")
    assert found.notes == ("This is revision 7 of the page.",)
