"""Asking an archive to save a page, and what it may answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from gone_page import PAGE, fetcher
from loopback import SPEECH, Reply
from web_archive import WebArchive

from quotetrack.archive.saving import save
from quotetrack.errors import Refused


def test_an_archive_saves_a_page(memory: WebArchive) -> None:
    memento = save(PAGE, (memory.archive(),), fetcher())
    assert memory.paths() == [f"/save/{PAGE}"]
    assert memento.original == PAGE
    assert memento.url in {memory.url(f"/web/{timestamp}id_/{PAGE}") for _, timestamp in memory.copies}


def test_an_archive_that_names_its_copy_by_content_location(memory: WebArchive) -> None:
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    memory.faults.append(("/save/", Reply(b"saved", 200, {"Content-Location": f"/web/{now}/{PAGE}"})))
    assert save(PAGE, (memory.archive(),), fetcher()).url == memory.url(f"/web/{now}id_/{PAGE}")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"log in", 401), "answers 401"),
        (Reply(b"busy", 523), "answers 523"),
        (Reply(b"saved"), "does not say where"),
        (Reply(b"old", 302, {"Location": f"/web/20030401000000/{PAGE}"}), "not say where"),
        (Reply(b"", 302, {"Location": "http://127.0.0.2:9/"}), "leads out of the archive"),
    ],
)
def test_an_archive_that_saves_nothing(memory: WebArchive, reply: Reply, says: str) -> None:
    memory.hold(PAGE, "20030401000000", SPEECH)
    memory.faults.append(("/save/", reply))
    with pytest.raises(Refused) as wrong:
        save(PAGE, (memory.archive(),), fetcher())
    assert says in str(wrong.value)
    assert f"ask it yourself at {memory.url('/save/')}{PAGE}" in str(wrong.value)
