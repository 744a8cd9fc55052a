from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.model import Role
from quotetrack.transcripts.speakers import Known, Resolution, resolve


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
        ("Head of the Federal Customs Service Ruslan Davydov", "Ruslan Davydov", Role.SPEAKER),
        ("Director of State Space Corporation Roscosmos Igor Komarov", None, Role.UNKNOWN),
        ("Head of the Interior Ministry Regional Branch Andrei Sergeyev", None, Role.UNKNOWN),
        ("Speaker of the State Duma Vyacheslav Volodin", "Vyacheslav Volodin", Role.SPEAKER),
        (
            "Chief of the General Staff of the Russian Armed Forces Valery Gerasimov",
            "Valery Gerasimov",
            Role.SPEAKER,
        ),
        ("Civil Defence and Disaster Relief Minister Vladimir Puchkov", "Vladimir Puchkov", Role.SPEAKER),
        ("Defence, Emergencies and Relief Minister Vladimir Puchkov", None, Role.UNKNOWN),
        ("President of Syria Bashar al-Assad (retranslated)", "Bashar al-Assad", Role.SPEAKER),
        ("Emir of Qatar Sheikh Tamim bin Hamad Al Thani", "Tamim bin Hamad Al Thani", Role.SPEAKER),
        ("Patriarch Kirill of Moscow and All Russia", "Kirill", Role.SPEAKER),
        ("Mr. Smith of the New York Times", "Smith", Role.SPEAKER),
        ("SECRETARY OF STATE POWELL", "Powell", Role.SPEAKER),
        ("Question from Perm Territory", None, Role.QUESTION),
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
    found = resolve([label], Known())[label]
    assert (found.speaker, found.role) == (name, role)


def people(
    *labels: str,
    whole: str | None = None,
    heading: str = "",
    stated: tuple[tuple[str, str | None], ...] = (),
) -> dict[str, str | None]:
    found = resolve(labels, Known(whole, heading, stated))
    return {label: resolution.speaker for label, resolution in found.items()}


def one(label: str, *labels: str, **known: Any) -> Resolution:
    return resolve([*labels, label], Known(**known))[label]


def test_a_surname_is_the_one_full_name_seen() -> None:
    found = people("President of Russia Vladimir Putin", "Putin", "V. Putin", "Mr Putin", "PRESIDENT PUTIN")
    assert set(found.values()) == {"Vladimir Putin"}


def test_all_ways_to_print_one_person_are_one() -> None:
    labels = [
        "POWELL",
        "SECRETARY POWELL",
        "Secretary Powell",
        "Colin L. Powell",
        "Colin Powell",
        "К.Пауэлл",
        "Mr. Powell (United States of America)",
        "C. L. Powell",
        "Secretary of State Powell",
    ]
    assert set(people(*labels).values()) == {"Colin L. Powell"}
    assert set(people(*reversed(labels)).values()) == {"Colin L. Powell"}


def test_the_explanation_has_the_words_it_rests_on() -> None:
    found = one("SECRETARY POWELL", "Colin L. Powell")
    assert (found.rule, found.because) == ("surname", "surname of “Colin L. Powell”, turn 0")
    found = one("V. Putin", "QUESTION", "President of Russia Vladimir Putin")
    assert found.rule == "initials"
    assert found.because == "initials and surname of “President of Russia Vladimir Putin”, turn 1"
    assert one("Putin", whole="Vladimir Putin").because.endswith("“Vladimir Putin”, the transcript's speaker")


def test_a_surname_of_two_is_neither() -> None:
    found = people("George Bush", "Barbara Bush", "Bush")
    assert found == {"George Bush": "George Bush", "Barbara Bush": "Barbara Bush", "Bush": None}
    assert one("Bush", "George Bush", "Barbara Bush").rule == "ambiguous"
    # the initial between them tells father and son apart
    assert people("George H. W. Bush", "George W. Bush", "Bush")["Bush"] is None
    assert people("George H. W. Bush", "G. H. Bush")["G. H. Bush"] == "George H. W. Bush"


def test_a_courtesy_or_a_place_tells_two_of_one_surname_apart() -> None:
    assert people("Mr. McCAIN", "Mrs. McCAIN", "McCAIN") == {
        "Mr. McCAIN": "Mr. McCain",
        "Mrs. McCAIN": "Mrs. McCain",
        "McCAIN": None,
    }
    assert people("John McCain", "Mr. McCAIN", "Mrs. McCAIN", "SENATOR McCAIN", "McCAIN") == {
        "John McCain": "John McCain",
        "Mr. McCAIN": "John McCain",
        "Mrs. McCAIN": "Mrs. McCain",
        "SENATOR McCAIN": "John McCain",
        "McCAIN": None,
    }
    assert people("Mr. SMITH of New Jersey", "Mr. SMITH of Texas", "Mr. SMITH") == {
        "Mr. SMITH of New Jersey": "Mr. Smith of New Jersey",
        "Mr. SMITH of Texas": "Mr. Smith of Texas",
        "Mr. SMITH": None,
    }
    # a full name may be either's
    found = people("Lamar Smith", "Mr. SMITH of New Jersey", "Mr. SMITH of Texas")
    assert found["Mr. SMITH of Texas"] != "Lamar Smith"


def test_a_womans_title_needs_a_womans_name() -> None:
    assert people("George W. Bush", "MRS. BUSH")["MRS. BUSH"] == "Bush"
    assert people("Jeb Bush", "MRS. BUSH")["MRS. BUSH"] == "Bush"
    assert people("Condoleezza Rice", "DR. RICE", "MS. RICE")["MS. RICE"] == "Condoleezza Rice"
    assert people("Margaret Thatcher", "MR. THATCHER")["MR. THATCHER"] == "Thatcher"
    assert people("PRESIDENT BUSH", "MRS. BUSH", whole="George W. Bush") == {
        "PRESIDENT BUSH": "George W. Bush",
        "MRS. BUSH": "Mrs. Bush",
    }


def test_two_alphabets() -> None:
    assert one("В.Путин", whole="Vladimir Putin").speaker == "Vladimir Putin"
    assert one("В.Путин", whole="Vladimir Putin").rule == "other-letters"
    assert one("Сергей Лавров", "Sergey Lavrov").speaker == "Sergey Lavrov"
    assert one("Д.Песков", "Sergei Peskov").speaker == "Д. Песков"
    assert one("Дж.Буш", whole="George W. Bush").speaker == "George W. Bush"
    assert one("К.Пауэлл", "Colin Powell").rule == "sound"
    # another initial, no initial, two who fit
    assert one("М.Пауэлл", "Colin Powell").speaker == "М. Пауэлл"
    assert one("Пауэлл", "Colin Powell").speaker == "Пауэлл"
    assert one("К.Пауэлл", "Colin Powell", "Charles Powell").speaker is None


def test_later_labels_tell_where_an_office_ends() -> None:
    found = people("Director of State Space Corporation Roscosmos Igor Komarov", "Igor Komarov")
    assert set(found.values()) == {"Igor Komarov"}


def test_the_stated_speaker_is_who_a_surname_or_the_only_office_means() -> None:
    assert people("PRESIDENT BUSH", whole="George W. Bush")["PRESIDENT BUSH"] == "George W. Bush"
    assert people("MRS. BUSH", whole="George W. Bush")["MRS. BUSH"] == "Bush"
    assert people("THE PRESIDENT", "Q", whole="George W. Bush")["THE PRESIDENT"] == "George W. Bush"


def test_an_office_is_not_the_stated_speaker_when_that_is_a_guess() -> None:
    """In the Security Council ``The President`` has the chair, and Mr. Powell speaks under his name."""
    found = resolve(["The President", "Mr. Powell (United States of America)"], Known("Colin Powell"))
    assert (found["The President"].speaker, found["The President"].role) == (None, Role.CHAIR)
    assert found["Mr. Powell (United States of America)"].speaker == "Colin Powell"
    assert people("The President", "The Attorney General", whole="Ronald Reagan")["The President"] is None
    assert people("The PRESIDENT pro tempore", whole="Ronald Reagan")["The PRESIDENT pro tempore"] is None
    # the heading says that it is somebody else
    heading = "Remarks by President Clinton and Prime Minister Blair"
    assert one("THE PRESIDENT", whole="Tony Blair", heading=heading).speaker == "Clinton"


@pytest.mark.parametrize(
    ("heading", "label", "others", "name"),
    [
        ("President Bush Meets with Prime Minister Blair", "THE PRESIDENT", [], "Bush"),
        ("President Bush Meets with President Putin", "THE PRESIDENT", ["PRESIDENT PUTIN"], "Bush"),
        ("President Bush Meets with President Putin", "THE PRESIDENT", [], None),
        ("Remarks by President George W. Bush and Chancellor Merkel", "THE PRESIDENT", [], "George W. Bush"),
        ("Remarks by President of Russia Vladimir Putin", "THE PRESIDENT", [], "Vladimir Putin"),
        ("Press conference of Prime Minister Blair", "PRIME MINISTER", [], "Blair"),
        ("President Bush's Remarks to the Nation", "THE PRESIDENT", [], "Bush"),
        ("Remarks by Vice President Cheney", "THE PRESIDENT", [], None),
        ("Remarks by the President on Iraq", "THE PRESIDENT", [], None),
        ("President Discusses War on Terror", "THE PRESIDENT", [], None),
        ("President: Mr. Fischer (Germany)", "The President", ["Mr. Ivanov (Russian Federation)"], None),
        ("", "THE PRESIDENT", [], None),
    ],
)
def test_an_office_is_who_the_heading_says(
    heading: str, label: str, others: list[str], name: str | None
) -> None:
    found = one(label, *others, heading=heading)
    assert found.speaker == name
    assert (found.rule == "heading") is (name is not None)


def test_a_bracket_says_who_holds_an_office_from_there_on() -> None:
    labels = ["The President (Mr. Fischer)", "Mr. Powell (United States of America)", "The President"]
    found = resolve(labels, Known())
    assert {found[label].speaker for label in (labels[0], labels[2])} == {"Fischer"}
    assert {found[label].role for label in (labels[0], labels[2])} == {Role.CHAIR}
    assert people("The President", "The President (Mr. Fischer)")["The President"] is None
    assert one("The President", labels[0], "The President (Mr. Lavrov)").speaker is None
    # who presides over a chamber changes, and no label says so
    assert one("The SPEAKER pro tempore", "The SPEAKER pro tempore (Mr. Poe)").speaker is None
    assert one("The PRESIDING OFFICER", "The PRESIDING OFFICER (Mr. Bennett)").speaker is None


def test_what_is_stated_wins() -> None:
    stated = (("THE PRESIDENT", "George W. Bush"), ("Mr. Smith:", None), ("Q", "Helen Thomas"))
    found = resolve(["THE PRESIDENT", "Mr. Smith", "Q", "MR. BUSH"], Known(stated=stated))
    assert [(r.speaker, r.rule) for r in found.values()] == [
        ("George W. Bush", "stated"),
        (None, "stated"),
        ("Helen Thomas", "stated"),
        ("George W. Bush", "surname"),
    ]
    assert found["Mr. Smith"].role is Role.UNKNOWN


WORDS = re.split(" ", "Bush BUSH George W. Mr. Mrs. President of Russia ( ) В.Путин The , Jr. PRESIDENT 𝒙 é ")
names = st.lists(st.sampled_from(WORDS), max_size=6)


@given(st.lists(names.map(" ".join), max_size=5), st.text(max_size=40), names.map(" ".join))
def test_any_labels_end_in_an_answer(labels: list[str], heading: str, whole: str) -> None:
    found = resolve(labels, Known(whole, f"President {heading}", ((heading, whole or None),)))
    assert set(found) == set(labels)
    assert found == resolve(labels, Known(whole, f"President {heading}", ((heading, whole or None),)))
    assert all(resolution.because and resolution.rule for resolution in found.values())
