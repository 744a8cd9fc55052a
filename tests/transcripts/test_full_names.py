"""The full names of a transcript: whom shorter names may mean, and why."""

from __future__ import annotations

import pytest

from quotetrack.transcripts.full_names import FullNames
from quotetrack.transcripts.label_names import read_label

KNOWN = FullNames(
    {
        "Владимир Путин": "the heading",
        "Colin L. Powell": "“Colin L. Powell”, turn 0",
        "George Bush": "“George Bush”, turn 1",
        "Barbara Bush": "“Barbara Bush”, turn 2",
        "Robin Cook": "“Ms. Robin Cook”, turn 3",
    },
    {"Robin Cook": "f"},
)


@pytest.mark.parametrize(
    ("label", "full"),
    [
        ("SECRETARY POWELL", ["Colin L. Powell"]),
        ("К. Пауэлл", ["Colin L. Powell"]),
        ("Bush", ["George Bush", "Barbara Bush"]),
        ("Mrs. Bush", ["Barbara Bush"]),
        ("Mr. Bush", ["George Bush"]),
        ("Mr. Cook", []),
        ("Ms. Cook", ["Robin Cook"]),
        ("V. Putin", ["Владимир Путин"]),
        ("Rice", []),
    ],
)
def test_whom_a_shorter_name_may_mean(label: str, full: list[str]) -> None:
    assert sorted(KNOWN.fitting(read_label(label))) == sorted(full)


def test_why_a_name_is_a_full_one() -> None:
    assert KNOWN.why("Powell", "Colin L. Powell") == ("surname", "surname of “Colin L. Powell”, turn 0")
    assert KNOWN.why("C. Powell", "Colin L. Powell")[0] == "initials"
    assert KNOWN.why("К. Пауэлл", "Colin L. Powell")[0] == "sound"
    assert KNOWN.why("Putin", "Владимир Путин") == (
        "other-letters",
        "“Putin” is, in other letters, the heading",
    )


def test_a_full_name_is_the_fuller_one_it_agrees_with() -> None:
    assert KNOWN.fuller("Colin Powell") == (
        "Colin L. Powell",
        "fuller-name",
        "as in “Colin L. Powell”, turn 0",
    )
    assert KNOWN.fuller("George Bush") is None
    assert KNOWN.fuller("Condoleezza Rice") is None
    both = FullNames({"Владимир Путин": "the heading", "Vladimir Putin": "turn 1"}, {})
    assert both.fuller("Vladimir Putin") == (
        *("Владимир Путин", "other-letters"),
        "“Vladimir Putin” is, in other letters, the heading",
    )
    assert both.fuller("Владимир Путин") is None, "the spelling that is known first stays"
