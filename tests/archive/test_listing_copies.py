"""Lists of copies, as archives write them and as they should not."""

from __future__ import annotations

import pytest
from gone_page import days, held, refusal, taken
from hypothesis import given
from hypothesis import strategies as st
from loopback import Reply
from web_archive import WebArchive

from quotetrack.archive.listing_copies import timemap
from quotetrack.archive.memento_archives import MementoArchive


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b""), "no copy of it"),
        (Reply(b"<html>an error page</html>"), "its list of copies cannot be read"),
        (Reply(b"key 2003 x"), "its list of copies cannot be read"),
        (Reply(b"\xff\xfe\x00"), "its list of copies cannot be read"),
        (Reply(b"\n"), "its list of copies cannot be read"),
        (Reply(b"RobotAccessControlException: blocked", 403), "its list of copies cannot be read"),
        (Reply(b"broken", 503), "its list of copies cannot be read"),
        (Reply(b"later", 503, {"Retry-After": "3600"}), "asks to come back in 3600 s"),
    ],
)
def test_lists_that_are_none(memory: WebArchive, reply: Reply, says: str) -> None:
    memory.faults += [("/cdx/", reply), ("/cdx/", reply)]
    said = refusal(memory)
    assert said.startswith("Wayback Machine: ")
    assert says in said
    assert "\n" not in said


def test_what_stands_before_a_malformed_row_counts(memory: WebArchive) -> None:
    held(memory, "20030401000000")
    memory.rows = ["this is no row"]
    assert days(taken(memory, None)) == ["20030401"]


def test_a_timemap_as_archives_write_it() -> None:
    archive = MementoArchive(
        "A", "https://a.example/web/{timestamp}id_/{url}", timemap="https://a.example/{url}"
    )
    text = (
        '<http://p.example/a;b?c=1,2>; rel="original",\n'
        '<https://a.example/timemap/link/x>; rel="self"; type="application/link-format"; '
        'from="Tue, 20 Jun 2000 18:02:59 GMT",\n'
        '<https://a.example/web/20000620180259/http://p.example/a;b?c=1,2>; rel="first memento";'
        ' datetime="Tue, 20 Jun 2000 18:02:59 GMT"\n'
        ', <https://a.example/m/2>;rel=memento;datetime="Wed, 21 Jun 2000 04:41:56 GMT",'
        '<https://a.example/m/3>; rel="memento"; datetime="never", nonsense, <'
    )
    assert [(c.url, c.original) for c in timemap(archive, text, "http://p.example/")] == [
        ("https://a.example/web/20000620180259id_/http://p.example/a;b?c=1,2", "http://p.example/a;b?c=1,2"),
        ("https://a.example/web/20000621044156id_/http://p.example/a;b?c=1,2", "http://p.example/a;b?c=1,2"),
    ]


@given(st.text(alphabet='<>;,="\\ rel*memntodai0:/', max_size=200))
def test_any_text_is_a_timemap_without_copies_or_with_some(text: str) -> None:
    archive = MementoArchive("A", "https://a.example/{timestamp}/{url}", timemap="https://a.example/{url}")
    list(timemap(archive, text, "http://p.example/"))


# --- saving --------------------------------------------------------------------------
