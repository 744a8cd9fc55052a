"""What a web archive's answer must say of itself, and where its redirects may lead."""

from __future__ import annotations

import gzip

import pytest
from gone_page import PAGE, fetcher, held, refusal, taken
from loopback import SPEECH, Reply, Site
from web_archive import WebArchive, http_date

from quotetrack.archive.memento_archives import MementoArchive
from quotetrack.archive.mementos import take
from quotetrack.errors import Refused


def test_a_redirect_of_the_page_is_followed_inside_the_archive(memory: WebArchive) -> None:
    memory.hold(PAGE, "20030401000000", b"", 301, Location="http://gone.example/new.html")
    memory.hold("http://gone.example/new.html", "20030405000000", SPEECH)
    (found,) = taken(memory).fetched
    assert found.memento is not None
    assert (found.memento.original, found.memento.at.day) == ("http://gone.example/new.html", 5)
    assert [exchange.status for exchange in found.exchanges] == [301, 302, 200]
    assert all(exchange.url.startswith(memory.url("/web/")) for exchange in found.exchanges)
    assert "id_/" in found.url, "the raw form, though the archive leads to the other one"


def test_an_archive_cannot_lead_elsewhere(memory: WebArchive, site: Site) -> None:
    held(memory, "20030401000000")
    memory.faults.append(("/web/", Reply(b"", 302, {"Location": site.url()})))
    assert f"it leads out of the archive, to {site.url()}" in refusal(memory)
    memory.faults.append(("/cdx/", Reply(b"", 302, {"Location": site.url()})))
    assert "leads out of the archive" in refusal(memory)
    assert site.asked == []


def test_redirects_without_end(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    there = f"/web/20030401000000id_/{PAGE}"
    memory.faults += [("/web/", Reply(b"", 302, {"Location": there}))]
    assert "it redirects for ever" in refusal(memory)


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"Memento-Datetime": http_date("20190401000000")}, "is not the time in its address"),
        ({"Memento-Datetime": http_date("29990401000000")}, "is still to come"),
        ({"Memento-Datetime": "yesterday"}, "Memento-Datetime is no time"),
    ],
)
def test_a_copy_that_contradicts_its_address(memory: WebArchive, headers: dict[str, str], says: str) -> None:
    memory.hold(PAGE, "20030401000000", SPEECH, **headers)
    assert says in refusal(memory)


def test_a_copy_that_does_not_say_when(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    memory.silent_about_time = True
    assert "it has no Memento-Datetime" in refusal(memory)


def test_a_cut_copy_is_none(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    memory.copies[PAGE, "20030401000000"].manner = "cut"
    assert "the body is cut" in refusal(memory)


def test_the_caps_hold_for_copies_and_lists(memory: WebArchive) -> None:
    bomb = {"Content-Encoding": "gzip"}
    memory.hold(PAGE, "20030401000000", gzip.compress(bytes(70 * 2**20)), **bomb)
    assert "unpacks to more than 64 MiB" in refusal(memory)
    memory.faults.append(("/cdx/", Reply(gzip.compress(bytes(70 * 2**20)), headers=bomb)))
    assert "unpacks to more than 64 MiB" in refusal(memory)


def test_a_name_that_moves_does_not_move_the_request(memory: WebArchive) -> None:
    """DNS rebinding: every address a name has is checked, at each connection, and the checked one is used."""
    held(memory, "20030401000000")
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    named = MementoArchive(
        name="Other",
        cdx=f"http://archive.example:{memory.port}/cdx/",
        memento=f"http://archive.example:{memory.port}/web/" + "{timestamp}id_/{url}",
    )
    using = fetcher(resolve=lambda *_: answers.pop(0))
    with pytest.raises(Refused, match=r"169\.254\.169\.254, which is link-local"):
        take(PAGE, None, (named,), using)
    assert [path.partition("?")[0] for path, _ in memory.asked] == ["/cdx/"]
