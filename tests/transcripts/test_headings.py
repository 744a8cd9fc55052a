"""Who holds an office by a heading."""

from __future__ import annotations

import pytest

from quotetrack.transcripts.headings import holders_in


@pytest.mark.parametrize(
    "heading",
    [
        "PRESIDENT GEORGE W. BUSH'S ADDRESS BEFORE A JOINT SESSION OF THE CONGRESS",
        "President George W. Bush’s Address Before a Joint Session of the Congress",
        "Remarks by President George W. Bush",
    ],
)
def test_a_possessive_is_no_part_of_a_name(heading: str) -> None:
    assert list(holders_in(heading, "president")) == ["George W. Bush"]
