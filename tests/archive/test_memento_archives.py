"""The table of web archives: ours, a project's, and what is no such table."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotetrack.archive.memento_archives import FILE_NAME, MementoArchive, memento_archives
from quotetrack.errors import QuotetrackError

OTHER = """
[[archive]]
name = "Arquivo.pt"
timemap = "https://arquivo.pt/wayback/timemap/link/{url}"
memento = "https://arquivo.pt/wayback/{timestamp}id_/{url}"
requests_per_minute = 12
"""


def test_the_keys_are_those_that_the_docs_list() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    section = page.partition("### The table of web archives")[2].partition("\n#")[0]
    listed = re.findall(r"^\| `(\w+)` \|", section, re.M)
    assert set(listed) == {field.name for field in fields(MementoArchive)}
    example = re.search(r"```toml\n(.*?)```", section, re.S)
    assert example is not None
    assert example[1].strip() == OTHER.strip()


def test_ours() -> None:
    (wayback,) = memento_archives()
    assert (wayback.name, wayback.requests_per_minute) == ("Wayback Machine", 24)
    at = datetime(2003, 4, 2, 10, 5, 7, tzinfo=UTC)
    raw = wayback.raw("http://www.un.org/speech?a=1#top", at)
    assert raw == "https://web.archive.org/web/20030402100507id_/http://www.un.org/speech?a=1"
    assert wayback.authorities == {"web.archive.org"}


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20030402100507/http://un.org/",
        "http://web.archive.org/web/20030402100507id_/http://un.org/",
        "https://web.archive.org/web/20030402100507if_/http://un.org/",
    ],
)
def test_every_form_of_a_copy_s_address_has_one_raw_form(address: str) -> None:
    (wayback,) = memento_archives()
    assert wayback.taken_apart(address) == ("20030402100507", "http://un.org/")
    assert wayback.inside(address) == "https://web.archive.org/web/20030402100507id_/http://un.org/"


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org.evil.example/web/20030402100507/http://un.org/",
        "https://web.archive.org/save/http://un.org/",
        "https://web.archive.org/web/2003*/http://un.org/",
        "http://un.org/",
    ],
)
def test_addresses_of_no_copy(address: str) -> None:
    (wayback,) = memento_archives()
    assert wayback.inside(address) is None


def test_a_project_s_archives_are_asked_first(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(OTHER)
    assert [archive.name for archive in memento_archives(tmp_path)] == ["Arquivo.pt", "Wayback Machine"]
    (tmp_path / FILE_NAME).write_text(OTHER.replace("Arquivo.pt", "Wayback Machine", 1))
    (only,) = memento_archives(tmp_path)
    assert only.timemap == "https://arquivo.pt/wayback/timemap/link/{url}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "write one [[archive]]"),
        ("[[archive", "not TOML"),
        ("x = 1\n" + OTHER, "write one [[archive]]"),
        ("archive = 3", "write one [[archive]]"),
        ("archive = [1]", "archive 1: not a table"),
        (OTHER + OTHER, "two archives have one name"),
        (OTHER.replace("name =", "title ="), "title is no key of it"),
        (OTHER.replace('"Arquivo.pt"', '""'), "name is not a line of text"),
        (OTHER.replace("{timestamp}", ""), "memento needs {timestamp} in it, once"),
        (OTHER.replace("timemap/link/{url}", "timemap/link/"), "timemap needs {url} in it, once"),
        (OTHER.replace("timemap =", "save ="), "name its cdx or its timemap"),
        (OTHER.replace("= 12", "= 0"), "requests_per_minute is not a number"),
        (OTHER.replace("= 12", "= nan"), "requests_per_minute is not a number"),
        (
            OTHER.replace('"https://arquivo.pt/wayback/{t', '"ftp://arquivo.pt/wayback/{t'),
            "only http and https",
        ),
        (OTHER.replace("arquivo.pt/wayback/timemap/link/{url}", "{url}/timemap"), "timemap: "),
        (OTHER.replace("arquivo.pt/wayback/timemap/link/{url}", "arquivo.pt{url}"), "timemap: "),
        ("#" * 70_000, "larger than 64 KiB"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(QuotetrackError) as wrong:
        memento_archives(tmp_path)
    assert says in str(wrong.value)
    assert str(tmp_path / FILE_NAME) in str(wrong.value)


def test_bytes_and_folders_that_are_no_table(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(QuotetrackError, match="not UTF-8"):
        memento_archives(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(QuotetrackError, match="cannot be read"):
        memento_archives(tmp_path)


def test_a_time_may_be_anywhere_before_the_address() -> None:
    odd = MementoArchive("Odd", "https://a.example/{timestamp}/raw?u={url}", cdx="https://a.example/cdx")
    assert odd.taken_apart("https://a.example/20030402100507/raw?u=http://p.example/") == (
        "20030402100507",
        "http://p.example/",
    )
