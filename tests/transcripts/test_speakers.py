from __future__ import annotations

import pytest

from quotetrack.model import Role
from quotetrack.transcripts.speakers import resolve


@pytest.mark.parametrize(
    ("label", "name", "role"),
    [
        ("President of Russia Vladimir Putin", "Vladimir Putin", Role.SPEAKER),
        ("Prime Minister Dmitry Medvedev", "Dmitry Medvedev", Role.SPEAKER),
        ("Rosneft CEO Igor Sechin", "Igor Sechin", Role.SPEAKER),
        ("President of Turkey Recep Tayyip Erdogan (retranslated)", "Recep Tayyip Erdogan", Role.SPEAKER),
        ("President of the United States George W. Bush", "George W. Bush", Role.SPEAKER),
        ("Editor-in-chief of the Kommersant newspaper Sergei Yakovlev", "Sergei Yakovlev", Role.SPEAKER),
        (
            "Secretary of the United Russia Party General Council Sergei Neverov",
            "Sergei Neverov",
            Role.SPEAKER,
        ),
        ("Head of the Federal Customs Service Ruslan Davydov", None, Role.UNKNOWN),
        ("SECRETARY POWELL", "Powell", Role.SPEAKER),
        ("Mr. McCAIN", "McCain", Role.SPEAKER),
        ("Mr. DeFAZIO", "DeFazio", Role.SPEAKER),
        ("Ms. JACKSON-LEE of Texas", "Jackson-Lee", Role.SPEAKER),
        ("Mr. MILLER of Florida", "Miller", Role.SPEAKER),
        ("The SPEAKER pro tempore (Mr. Poe)", "Poe", Role.CHAIR),
        ("The PRESIDING OFFICER", None, Role.CHAIR),
        ("THE PRESIDENT", None, Role.UNKNOWN),
        ("QUESTION", None, Role.QUESTION),
        ("Вопрос (как переведено)", None, Role.QUESTION),
        ("В.Путин", "В. Путин", Role.SPEAKER),
        ("Yevgeny Rozhkov, reporter at VGTRK", "Yevgeny Rozhkov", Role.QUESTION),
        ("FRANK McGEE, MODERATOR", "Frank McGee", Role.CHAIR),
        ("Bundeskanzlerin Merkel", "Merkel", Role.SPEAKER),
    ],
)
def test_one_label(label: str, name: str | None, role: Role) -> None:
    found = resolve([label], None)[label]
    assert (found.name, found.role) == (name, role)


def test_a_surname_is_the_one_full_name_seen() -> None:
    found = resolve(["President of Russia Vladimir Putin", "Putin", "V. Putin", "Mr Putin"], None)
    assert {speaker.name for speaker in found.values()} == {"Vladimir Putin"}


def test_a_surname_of_two_stays_a_surname() -> None:
    found = resolve(["George Bush", "Barbara Bush", "Bush"], None)
    assert found["Bush"].name == "Bush"


def test_later_labels_tell_where_an_office_ends() -> None:
    found = resolve(["Head of the Federal Customs Service Ruslan Davydov", "Ruslan Davydov"], None)
    assert {speaker.name for speaker in found.values()} == {"Ruslan Davydov"}


def test_the_stated_speaker_is_who_a_surname_or_the_only_office_means() -> None:
    assert resolve(["PRESIDENT BUSH"], "George W. Bush")["PRESIDENT BUSH"].name == "George W. Bush"
    assert resolve(["MRS. BUSH"], "George W. Bush")["MRS. BUSH"].name == "Bush"
    assert resolve(["THE PRESIDENT", "Q"], "George W. Bush")["THE PRESIDENT"].name == "George W. Bush"


def test_an_office_is_not_the_stated_speaker_when_that_is_a_guess() -> None:
    """In the Security Council ``The President`` has the chair, and Mr. Powell speaks under his name."""
    found = resolve(["The President", "Mr. Powell (United States of America)"], "Colin Powell")
    assert found["The President"].name is None
    assert found["Mr. Powell (United States of America)"].name == "Colin Powell"
    assert resolve(["The President", "The Attorney General"], "Ronald Reagan")["The President"].name is None
    assert resolve(["The PRESIDENT pro tempore"], "Ronald Reagan")["The PRESIDENT pro tempore"].name is None
