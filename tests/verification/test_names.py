"""Names: what a printed name lacks cannot contradict; what it has must agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.model import Person
from quotetrack.verification.names import contradicts_sex, is_person, names_office, parse_name, same_name

ONE_PERSON = """
John F. Kennedy = J. F. Kennedy = President Kennedy = KENNEDY = John Kennedy = Kennedy, John F.
Charles de Gaulle = General de Gaulle = DE GAULLE = Gaulle
Herman Van Rompuy = VAN ROMPUY = President van Rompuy
Ursula von der Leyen = President von der Leyen = VON DER LEYEN
Osama bin Laden = Usama bin Laden = bin Laden
Bashar al-Assad = President al-Assad = Bashar Assad = ASSAD
Kim Jong-un = KIM JONG-UN = Kim Jong Un = Chairman Kim
Mao Zedong = Chairman Mao = Mao
Xi Jinping = President Xi = XI
Ban Ki-moon = Secretary-General Ban = Mr. Ban = SECRETARY-GENERAL BAN KI-MOON
Aung San Suu Kyi = Suu Kyi = Daw Aung San Suu Kyi = Ms. Suu Kyi
Martin Luther King, Jr. = Dr. King = Martin Luther King = KING = M. L. King = King, Martin Luther, Jr.
Владимир Путин = В.В.Путин = В. Путин = В.ПУТИН = Путин В.В.
Владимир Путин = Владимир Владимирович Путин = Президент России Владимир Путин
Сергей Лавров = С.Лавров = С.В.Лавров = Лавров С.В. = Лавров = Министр Лавров
Vladimir Putin = V. Putin = Putin, Vladimir = PUTIN, V. = President of Russia Vladimir Putin
Gabriel García Márquez = García Márquez = Gabriel Garcia Marquez = Sr. García = Señor García Márquez
José Luis Rodríguez Zapatero = Rodríguez Zapatero = Zapatero = Señor Rodríguez
Hillary Rodham Clinton = Hillary Clinton = SECRETARY CLINTON = Mrs. Clinton = H. Clinton
Bill Clinton = William J. Clinton = William Jefferson Clinton = PRESIDENT CLINTON = Mr. Clinton
Joe Biden = Joseph R. Biden, Jr. = Joseph Biden = Vice President Biden
George W. Bush = The President (Mr. Bush) = George Walker Bush = Bush (R-TX)
Colin Powell = Mr. Powell (United States of America)
Colin Powell = Secretary of State Colin L. Powell = Secretary of State Powell
Sergey Lavrov = Sergei Lavrov = Foreign Minister Lavrov
Margaret Thatcher = The Prime Minister (Mrs. Margaret Thatcher) = Baroness Thatcher = Mrs. THATCHER
Sheila Jackson Lee = Ms. JACKSON-LEE of Texas = Ms. Jackson Lee
Jeff Miller = Mr. MILLER of Florida
Daniel O'Connell = Mr. O’CONNELL
Elizabeth II = Queen Elizabeth II = Her Majesty Queen Elizabeth II
John Major = Mr. MAJOR = MAJOR
Dean Rusk = Secretary Rusk
Lech Wałęsa = Lech Walesa
Angela Merkel = Dr. Angela Merkel, Bundeskanzlerin
Recep Tayyip Erdoğan = Erdogan
Kofi Annan = The Secretary-General (Kofi Annan)
"""
PAIRS = [
    (line.split(" = ")[0], other) for line in ONE_PERSON.strip().splitlines() for other in line.split(" = ")
]

TWO_PEOPLE = [
    ("George W. Bush", "George H. W. Bush"),
    ("John F. Kennedy", "Robert F. Kennedy"),
    ("John F. Kennedy", "Jacqueline Kennedy"),
    ("John F. Kennedy", "Mrs. Kennedy"),
    ("Franklin D. Roosevelt", "Theodore Roosevelt"),
    ("Bill Clinton", "Hillary Clinton"),
    ("Bill Clinton", "Mrs. Clinton"),
    ("Hillary Clinton", "Mr. CLINTON"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Kim Jong-un", "Kim Dae-jung"),
    ("Kim Campbell", "Chairman Kim"),
    ("Ban Ki-moon", "Mr. Moon"),
    ("Xi Jinping", "Li Jinping"),
    ("Andrew Johnson", "Lyndon B. Johnson"),
    ("William Henry Harrison", "Benjamin Harrison"),
    ("Earl Warren", "Elizabeth Warren"),
    ("Vladimir Putin", "Vladimir Lenin"),
    ("Владимир Путин", "Д.Медведев"),
    ("Владимир Путин", "М.Путин"),
    ("Martin Luther King, Jr.", "Martin Luther King, Sr."),
    ("Elizabeth II", "Elizabeth I"),
    ("Osama bin Laden", "Saad bin Laden"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Harry S. Truman", "President Trump"),
    ("Tony Blair", "PRESIDENT CLINTON AND PRIME MINISTER BLAIR"),
    ("George W. Bush", "THE PRESIDENT"),
    ("George W. Bush", ""),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_one_person(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_two_people(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_any_of_the_other_names_will_do() -> None:
    person = Person("Vladimir Putin", other_names=("Владимир Путин",))
    assert is_person(person, "В.Путин")
    assert is_person(Person("Colin Powell", other_names=("Колин Пауэлл",)), "К.Пауэлл")


@pytest.mark.parametrize(
    ("claimed", "printed", "same"),
    [
        ("Vladimir Putin", "В.Путин", True),
        ("Vladimir Putin", "Владимир Владимирович Путин", True),
        ("Владимир Путин", "PRESIDENT PUTIN", True),
        ("Sergey Lavrov", "Лавров С.В.", True),
        ("Boris Yeltsin", "Б.Ельцин", True),
        ("Dmitry Peskov", "Дмитрий Песков", True),
        ("Sergey Lavrov", "А.Лавров", False),
        # written by sound, which letters alone do not prove
        ("Colin Powell", "К.Пауэлл", False),
        ("Donald Trump", "Д.Трамп", False),
    ],
)
def test_two_alphabets_are_one_name_only_letter_by_letter(claimed: str, printed: str, same: bool) -> None:
    assert is_person(Person(claimed), printed) is same


def test_a_title_can_contradict_a_resolved_surname() -> None:
    assert contradicts_sex(Person("Bill Clinton"), "Mrs. CLINTON")
    assert not contradicts_sex(Person("Margaret Thatcher"), "Mrs. THATCHER")
    assert not contradicts_sex(Person("Bill Clinton"), "THE PRESIDENT")


@pytest.mark.parametrize(
    "label", ["THE PRESIDENT", "The Secretary-General", "Prime Minister", "Acting President"]
)
def test_offices(label: str) -> None:
    assert names_office(label)


@pytest.mark.parametrize("label", ["President Ford", "Q", "", "()", "KING GEORGE"])
def test_no_offices(label: str) -> None:
    assert not names_office(label)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_name_or_none(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
    parsed = parse_name(one)
    assert parsed is None or (parsed.parts and all(parsed.parts))
    if parsed is not None:
        assert same_name(one, one)
