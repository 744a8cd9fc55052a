"""WARC files that are cut or changed: damage is named, and nothing wrong is given out."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.archive.warc_reading import DamagedWarc, read_records
from quotetrack.errors import ArchiveError


def test_a_file_cut_anywhere_is_damaged_or_a_file_of_fewer_records(
    full: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between two records nothing in a WARC tells; the manifest does. warcio's own words reach nobody."""
    path = sorted(full.glob("*-site.example-*"))[1]
    data = path.read_bytes()
    whole = list(read_records(path))
    starts = {record.offset for record in whole}
    for size in range(len(data)):
        path.write_bytes(data[:size])
        try:
            found = list(read_records(path))
        except DamagedWarc:
            continue
        assert found == whole[: len(found)]
        ends = {record.offset for record in whole[len(found) :]} or {len(data)}
        assert size in starts or min(abs(end - size) for end in ends) <= 12  # gzip's own CRC and length
    for place in range(10, len(data), 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        with suppress(DamagedWarc):
            assert [record.block for record in read_records(path)] == [record.block for record in whole]
    assert capsys.readouterr() == ("", "")


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_records_or_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, packed: bool
) -> None:
    path = tmp_path_factory.mktemp("warc") / "x.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\n" + data) if packed else data)
    try:
        for record in read_records(path):
            assert isinstance(record.block, bytes)
    except DamagedWarc as wrong:
        assert isinstance(wrong, ArchiveError)  # noqa: PT017 (either is right)


@pytest.mark.parametrize(
    "before",
    [b"", b"WARC/1.1\r\nContent-Length: ", b"WARC/1.1\r\nWARC-Type: ", b"WARC/9 ", b"HTTP/1.1 "],
)
@pytest.mark.parametrize("packed", [True, False])
def test_the_bytes_of_a_file_that_is_no_warc_are_not_told(
    tmp_path: Path, before: bytes, packed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be anybody's file, behind a link."""
    (tmp_path / "diary.txt").write_bytes(
        gzip.compress(before + b"Dear diary: 1\n") if packed else before + b"Dear diary: 1\n"
    )
    link = tmp_path / "x.warc.gz"
    link.symlink_to("diary.txt")
    with pytest.raises(DamagedWarc) as told:
        list(read_records(link))
    assert "iary" not in str(told.value)
    assert "iary" not in "".join(capsys.readouterr())
