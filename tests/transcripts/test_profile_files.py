"""Profiles in the user's own folder: read like ours, first in line, and a broken one hurts nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import ProfileError
from quotetrack.model import Stated, Transcript
from quotetrack.transcripts import read_transcript
from quotetrack.transcripts.profile_files import own_profiles, packaged_profiles, parse
from quotetrack.transcripts.profiles import Profile, address_to_ask

Read = Callable[..., Transcript]
OWN = """
id = "town"
publisher = "Town of Smithville"
hosts = ["town.example"]
title = [".headline"]
body = [".minutes"]
"""
PAGE = '<div class="headline">Minutes</div><div class="minutes"><p>MAYOR: We met.</p></div><p>Elsewhere.</p>'


def read(url: str, profiles: tuple[Profile, ...], page: str = PAGE) -> Transcript:
    return read_transcript(
        page.encode(),
        media_type="text/html",
        charset="utf-8",
        url=url,
        capture="sha256:0",
        archived_at=datetime(2024, 1, 2, tzinfo=UTC),
        stated=Stated(),
        profiles=profiles,
    )


def folder(tmp_path: Path, **files: str) -> Path:
    path = tmp_path / "publishers"
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.toml").write_text(text)
    return path


def test_an_own_profile_reads_its_hosts(tmp_path: Path) -> None:
    profiles, errors = own_profiles(folder(tmp_path, town=OWN))
    assert errors == ()
    transcript = read("https://www.town.example/minutes/1", profiles)
    assert (transcript.title, transcript.publisher) == ("Minutes", "Town of Smithville")
    assert transcript.text == "MAYOR: We met."
    assert read("https://elsewhere.example/1", profiles).publisher is None


def test_the_reader_s_name_changes_with_the_file(tmp_path: Path) -> None:
    names = set()
    for text in (OWN, OWN + "# another comment\n", OWN + 'drop = ["b"]\n'):
        profiles, _ = own_profiles(folder(tmp_path, town=text))
        names.add(read("https://town.example/1", profiles).reader)
    assert len(names) == 3
    assert all(name and name.startswith("html:town@") for name in names)


def test_an_own_profile_goes_before_ours(tmp_path: Path) -> None:
    own = OWN.replace("town.example", "millercenter.org")
    profiles, _ = own_profiles(folder(tmp_path, town=own))
    assert read("https://millercenter.org/x", profiles).publisher == "Town of Smithville"
    assert read("https://millercenter.org/x", ()).publisher == "Miller Center, University of Virginia"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id = town", "x.toml: not TOML: "),
        ("", "x.toml: key id: is missing"),
        ('id = "a b"', "x.toml: key id: small letters, digits and hyphens, 40 at the most"),
        ('id = "a"\nbodi = ["p"]', "x.toml: key bodi: no such key; docs/publishers.md lists them"),
        ('id = "a"\nbody = "p"', "x.toml: key body: a list is wanted, in square brackets"),
        ('id = "a"\nbody = ["p::("]', "x.toml: key body.0: no CSS selector ("),
        ('id = "a"\ndate_in_title = "(x"', "x.toml: key date_in_title: no regular expression ("),
        ('id = "a"\ndate_in_title = "x"', "x.toml: key date_in_title: needs a group"),
        ('id = "a"\npage_suffix = "/p"', "x.toml: key page_suffix: needs {n} once"),
        ('id = "a"\n[nature]\nlabelled = "true"', "x.toml: key nature.labelled: input should be 'verbatim'"),
        ('id = "a"\nversion = 0', "x.toml: key version: input should be greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(text: str, says: str) -> None:
    with pytest.raises(ProfileError) as wrong:
        parse(text.encode(), "x.toml")
    assert str(wrong.value).startswith(says)
    assert len(str(wrong.value).splitlines()) == 1


def test_a_broken_file_leaves_the_others(tmp_path: Path) -> None:
    path = folder(tmp_path, town=OWN, broken="id = ", huge="# " + "x" * (1 << 19))
    (path / "bytes.toml").write_bytes(b"id = '\xff'")
    (path / "folder.toml").mkdir()
    profiles, errors = own_profiles(path)
    assert [profile.id for profile in profiles] == ["town"]
    assert [str(error).partition(":")[0] for error in errors] == [
        f"publishers/{name}.toml" for name in ("broken", "bytes", "folder", "huge")
    ]


def test_no_folder_is_no_profiles(tmp_path: Path) -> None:
    assert own_profiles(tmp_path / "publishers") == ((), ())


@given(st.binary(max_size=300))
def test_any_bytes_are_a_profile_or_a_clear_line(body: bytes) -> None:
    said = ""
    try:
        parse(body, "x.toml")
    except ProfileError as wrong:
        said = str(wrong)
    assert all(line.startswith("x.toml: ") for line in said.splitlines())


def test_another_address_is_asked_only_for_pages_of_the_profile() -> None:
    ask = "{}/w/api.php?action=parse&format=json&formatversion=2&prop=text%7Crevid%7Cdisplaytitle&{}"
    for url, asked in {
        "https://en.wikisource.org/wiki/Blood,_Toil#top": ask.format(
            "https://en.wikisource.org", "page=Blood,_Toil"
        ),
        "https://ru.wikisource.org/w/index.php?title=X&oldid=12": ask.format(
            "https://ru.wikisource.org", "oldid=12"
        ),
        "https://en.wikisource.org/wiki/X?oldid=12&y=1": ask.format("https://en.wikisource.org", "oldid=12"),
        "https://en.wikisource.org/wiki/": "https://en.wikisource.org/wiki/",
        "https://wikisource.example/wiki/X": "https://wikisource.example/wiki/X",
        "file:wiki/X": "file:wiki/X",
        "https://[": "https://[",
    }.items():
        assert address_to_ask(url, packaged_profiles()) == asked
