"""What fails is answered with one clear sentence, and the server goes on."""

from __future__ import annotations

import sqlite3

import pytest
from served import Served, words

from quotetrack.serving.rooms import transcripts


@pytest.mark.parametrize(
    ("url", "code", "says"),
    [
        ("/nothing", 404, "Nothing stands at this address."),
        ("/quotes/nobody", 404, "no such record"),
        ("/quotes/..%2F..%2Fetc", 404, ""),
        ("/quotes/%00", 404, "is no record's id"),
        ("/transcripts/nothing", 404, "has no transcript nothing"),
        ("/transcripts/" + "x" * 5000, 404, "has no transcript"),
        ("/article/nothing", 404, "Drop it again"),
        ("/article/nothing/1", 404, "Drop it again"),
        ("/static/../house.py", 404, ""),
        ("/static/house.py", 404, ""),
    ],
)
def test_what_is_not_there(served: Served, url: str, code: int, says: str) -> None:
    answer = served.get(url)
    assert answer.status_code == code
    assert says in words(answer.text)


def test_the_wrong_way_of_asking(served: Served) -> None:
    assert served.get("/quotes/smith-2003-bridge/verify").status_code == 405
    assert served.client.delete("/quotes/smith-2003-bridge").status_code in (405, 415)


def test_a_bug_is_kept_and_said_and_the_next_request_is_answered(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr(transcripts, "part_of", broken)
    for url, shown in (("/transcripts/bridge", "ZeroDivisionError"),):
        answer = served.get(url)
        assert answer.status_code == 500
        assert shown in answer.text
        assert "a log" in answer.text
        assert "a secret of ours" not in answer.text
    monkeypatch.undo()
    assert served.get("/transcripts/bridge").status_code == 200
    assert [type(bug) for bug in served.bugs] == [ZeroDivisionError]
    served.bugs.clear()


def test_a_damaged_catalogue_is_one_sentence(served: Served) -> None:
    served.get("/")
    with sqlite3.connect(served.folder / "archive" / "catalogue.sqlite") as connection:
        connection.execute("DROP TABLE transcript")
    answer = served.get("/transcripts/bridge")
    assert answer.status_code == 503
    assert "Traceback" not in answer.text


def test_too_much_is_not_taken(served: Served) -> None:
    most = served.configuration.largest_request
    answer = served.post("/article", {"pasted": "x" * (most + 1)})
    assert answer.status_code == 413
    answer = served.client.post("/api/verify", data=b" " * (most + 1), content_type="application/json")
    assert answer.status_code == 413
    assert "MB is not taken" in answer.json["error"]  # type: ignore[index]
    assert served.get("/").status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"null", b"\xff\xfe", b"[" * 100_000, b'{"text": 3}', b"{}"]
)
def test_json_that_is_none(served: Served, body: bytes) -> None:
    answer = served.client.post("/api/verify", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["error"]  # type: ignore[index]
