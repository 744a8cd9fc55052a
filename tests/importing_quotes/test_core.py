"""Drafts to records: none twice, no id twice, every row with a record or a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quotetrack.importing_quotes import Done, Known, Outcome, import_quotes, note_records, read_file
from quotetrack.importing_quotes.draft import Draft, Rejected
from quotetrack.records import load_records


def take(folder: Path, *rows: Draft | Rejected, dry_run: bool = False) -> list[Outcome]:
    with Known() as known:
        assert note_records(folder, known) == []
        return list(import_quotes(rows, folder, known, dry_run=dry_run))


def draft(text: str, id: str | None = None, **fields: Any) -> Draft:
    return Draft("a:1", {"text": text} | fields, id)


def test_the_same_quote_has_one_record(tmp_path: Path) -> None:
    jane = {"name": "Jane Doe"}
    rows = [
        draft("Some words here", speaker=jane, date="2001"),
        draft("Some  words\nhere", speaker={"name": "Jane  Doe", "role": "Mayor"}, date="2001"),
        draft("Some words here", speaker=jane),
        draft("Some words here"),
        draft("some words here", speaker=jane, date="2001"),
    ]
    first = take(tmp_path, *rows)
    assert [each.done for each in first] == [Done.ADDED, Done.KNOWN, Done.ADDED, Done.ADDED, Done.ADDED]
    assert first[1].id == first[0].id == "doe-2001-some-words-here"
    ids = [each.id for each in first if each.done is Done.ADDED]
    assert len(set(ids)) == 4
    assert [each.done for each in take(tmp_path, *rows)] == [Done.KNOWN] * 5
    records, errors = load_records(tmp_path)
    assert (len(records), errors) == (4, ())


@pytest.mark.parametrize(
    ("own", "id"),
    [
        ("q-17", "q-17"),
        ("2019-05-04-000123", "2019-05-04-000123"),
        ("../../Etc/passwd", "etc-passwd"),
        ("CON", "words-are-here"),
        ("  ", "words-are-here"),
        ("x" * 300, "x" * 100),
        ("Ж", "words-are-here"),
    ],
)
def test_ids_are_made_safe(tmp_path: Path, own: str, id: str) -> None:
    (outcome,) = take(tmp_path, draft("Words are here", own))
    assert outcome.id == id
    assert (tmp_path / f"{id}.yaml").is_file()


def test_a_taken_id_gets_a_digest_whatever_the_order(tmp_path: Path) -> None:
    one, two, three = (draft(f"words {n}", "same") for n in (1, 2, 3))
    ids = [each.id for each in take(tmp_path / "none", one, two, three, dry_run=True)]
    again = [each.id for each in take(tmp_path / "none", one, three, two, dry_run=True)]
    assert ids[0] == "same"
    assert ids[1:] == again[:0:-1]
    long = [draft(f"words {n}", "y" * 100) for n in (1, 2)]
    assert all(len(each.id or "") <= 100 for each in take(tmp_path, *long))


def test_what_no_record_may_hold_is_refused(tmp_path: Path) -> None:
    outcomes = take(
        tmp_path,
        draft("…"),
        draft("fine", date="soon"),
        draft("fine", sources=[{"file": "../x"}]),
        draft("fine", sources=[{"file": "a", "colour": "red"}]),
        draft("fine", tags=["x" * 20_000] * 20),
        draft("fine", notes="bad \x1b text"),
        Rejected("b", "why\nnot", whole=True),
    )
    assert {each.done for each in outcomes} == {Done.REFUSED}
    assert all(each.reason and "\n" not in each.reason for each in outcomes)
    assert outcomes[-1].unread
    assert not list(tmp_path.iterdir())


def test_records_that_cannot_be_read_are_named_and_keep_their_ids(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("text: [\n")
    with Known() as known:
        (wrong,) = note_records(tmp_path, known)
        (outcome,) = import_quotes([draft("some words", "x")], tmp_path, known)
    assert "x.yaml" in wrong
    assert (outcome.id or "").startswith("x-")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    twice = take(tmp_path / "none", draft("some words"), draft("some words"), dry_run=True)
    assert [each.done for each in twice] == [Done.ADDED, Done.KNOWN]
    assert not list(tmp_path.iterdir())


def test_ten_thousand_rows_of_every_kind_end_with_a_record_or_a_reason(tmp_path: Path) -> None:
    good = b"rN,Words number N are said,Jane,2001-02-03"
    bad = (
        b"rN,,Jane,2001",
        b"rN,...,Jane,2001",
        b"rN,ok words N,Jane,2001-13-01",
        b"rN,ok words N,Jane,soon",
        b"rN,ok words N,b,c,d,e",
        b"rN,\xff\xfe words N,Jane,2001",
        b"rN,ctrl \x01 N,Jane,2001",
        b"rN," + b"x" * 21_000 + b",Jane,2001",
        b"rN," + b"y" * 1_100_000 + b",Jane,2001",
    )
    again = b"../N!,the same words,Jane,2001"
    with (tmp_path / "big.csv").open("wb") as file:
        file.write(b"id,text,speaker,date\n")
        for n in range(10_000):
            row = good if n % 50 == 0 else again if n % 50 == 1 else bad[n % 9 if n < 200 else n % 8]
            file.write(row.replace(b"N", str(n).encode()) + b"\n")
    quotes = tmp_path / "quotes"
    quotes.mkdir()
    done: Counter[Done] = Counter()
    with Known() as known:
        for outcome in import_quotes(read_file(tmp_path / "big.csv"), quotes, known):
            done[outcome.done] += 1
            assert (outcome.id is None) == bool(outcome.reason)
    assert done.total() == 10_000
    assert (done[Done.ADDED], done[Done.KNOWN]) == (201, 199)
    assert len(list(quotes.glob("*.yaml"))) == 201
