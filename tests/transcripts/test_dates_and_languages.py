from __future__ import annotations

import pytest

from quotetrack.transcripts.dates import iso_date
from quotetrack.transcripts.languages import detect, primary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2003-03-20", "2003-03-20"),
        ("2016-04-14T15:40:00+03:00", "2016-04-14"),
        ("20030320", "2003-03-20"),
        ("2003-03", "2003-03"),
        ("Wednesday, July 20, 2005", "2005-07-20"),
        ("20 марта 2003 года", "2003-03-20"),
        ("20. März 2003", "2003-03-20"),
        ("1er janvier", None),
        ("5 février 2003", "2003-02-05"),
        ("05/02/2003", None),
        ("2003-02-30", None),
        ("February 30, 2003", None),
        ("Smarch 3, 2003", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: str | None, expected: str | None) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We meet in hard times, and the work that is before us will not wait for anybody.", "en"),
        ("Военная акция против Ирака – это большая политическая ошибка.", "ru"),
        ("Ми не можемо забути, що її мета – мир і свобода.", "uk"),
        (
            "Wir müssen die Verträge, die wir geschlossen haben, auch einhalten, und das ist nicht leicht.",
            "de",
        ),
        ("Nous devons dire que la paix est une chance pour les peuples et que nous la voulons.", "fr"),
        ("No.", None),
        ("Lorem ipsum dolor sit amet consectetur adipiscing elit", None),
        ("12 34 56 78 90", None),
    ],
)
def test_languages(text: str, expected: str | None) -> None:
    assert detect(text) == expected


def test_primary_subtags() -> None:
    assert [primary(tag) for tag in ("en-US", "ru_RU", "EN", "x", "", None, "not a tag")] == [
        "en",
        "ru",
        "en",
        None,
        None,
        None,
        None,
    ]
