"""Lines that vouch for each other: any flipped bit names its line, a crash names none."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.archive import events, manifest
from quotetrack.archive.chain import healed, judge
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.manifest import Fixity, note, noted


def log(folder: Path, number: int) -> bytes:
    for count in range(number):
        note_event(folder, EventType.CAPTURE, object=f"file:{count}", outcome="success", detail='a "b", c')
    return (folder / events.FILE_NAME).read_bytes()


def test_every_flipped_bit_of_a_log_names_its_line(tmp_path: Path) -> None:
    data = log(tmp_path, 3)
    assert judge(data, events.split).whole
    line = 0
    for at, byte in enumerate(data):
        for bit in range(8):
            flipped = data[:at] + bytes([byte ^ 1 << bit]) + data[at + 1 :]
            found = judge(flipped, events.split)
            # A newline that goes makes two lines one, or leaves the last one without its end.
            assert found.bad, (at, bit)
            assert found.bad[0] == line, (at, bit)
        line += byte == ord("\n")


def test_every_flipped_bit_of_a_manifest_is_found(tmp_path: Path) -> None:
    for count in range(3):
        note(tmp_path, f"{count} a.warc.gz", Fixity(f"{count:064x}", count))
    data = (tmp_path / manifest.FILE_NAME).read_bytes()
    for at in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[at // 8] ^= 1 << at % 8
        assert judge(bytes(flipped), manifest.split).bad, at
    assert noted(tmp_path) == {f"{count} a.warc.gz": Fixity(f"{count:064x}", count) for count in range(3)}


def test_a_lost_or_moved_line_is_found(tmp_path: Path) -> None:
    lines = log(tmp_path, 4).splitlines(keepends=True)
    assert judge(b"".join([lines[0], *lines[2:]]), events.split).bad == (1,)
    assert judge(b"".join(lines[1:]), events.split).bad == (0,)
    assert judge(b"".join([lines[0], lines[2], lines[1], lines[3]]), events.split).bad
    assert judge(b"".join(lines[:2]), events.split).whole, "a loss at the end is for a mirror to show"


@given(cut=st.integers(min_value=0, max_value=10_000))
def test_a_crash_at_any_byte_is_no_damage(tmp_path_factory: object, cut: int) -> None:
    folder = tmp_path_factory.mktemp("log")  # type: ignore[attr-defined]
    path = folder / events.FILE_NAME
    data = log(folder, 2)
    path.write_bytes(data[: cut % (len(data) + 1)])
    assert judge(path.read_bytes(), events.split).whole
    log(folder, 2)
    assert judge(path.read_bytes(), events.split).whole, "the next line vouches for what was torn"


def test_a_copy_heals_what_it_has_and_what_follows_on_it(tmp_path: Path) -> None:
    data = log(tmp_path, 4)
    lines = data.splitlines(keepends=True)
    copy = b"".join(lines[:2])
    damaged = data.replace(b"file:1", b"file:9")
    assert healed(damaged, copy, events.split) == data
    assert healed(damaged, data, events.split) == data
    assert healed(data.replace(b"file:3", b"file:9"), copy, events.split) is None, (
        "it does not have that line"
    )
    assert healed(damaged, copy.replace(b"file:0", b"file:7"), events.split) is None, (
        "the copy is damaged too"
    )
    # Written after the damage, a line vouches for it; healed, it vouches for the good one.
    path = tmp_path / events.FILE_NAME
    path.write_bytes(copy.replace(b"file:1", b"file:9"))
    log(tmp_path, 1)
    made = healed(path.read_bytes(), copy, events.split)
    assert made is not None
    assert made.startswith(copy)
    assert judge(made, events.split).whole
