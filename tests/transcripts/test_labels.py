from __future__ import annotations

import pytest

from quotetrack.transcripts.label_words import Kind, Strength
from quotetrack.transcripts.labelling import find_labels
from quotetrack.transcripts.labels import find_label


@pytest.mark.parametrize(
    ("paragraph", "label", "kind", "strength"),
    [
        (
            "President of Russia Vladimir Putin: Good afternoon.",
            "President of Russia Vladimir Putin",
            "name",
            3,
        ),
        ("President of\xa0Russia Vladimir Putin: Good", "President of\xa0Russia Vladimir Putin", "name", 3),
        ("Rosneft CEO Igor Sechin: Mr President,", "Rosneft CEO Igor Sechin", "name", 3),
        ("Vladimir Putin: Good afternoon.", "Vladimir Putin", "name", 1),
        ("Question: Why?", "Question", "role", 2),
        ("QUESTION: Why?", "QUESTION", "role", 2),
        ("Question (retranslated): Why?", "Question (retranslated)", "role", 2),
        ("Question from Perm Territory: Why?", "Question from Perm Territory", "role", 2),
        ("SECRETARY POWELL: Thank you.", "SECRETARY POWELL", "name", 2),
        ("MR. BOUCHER: Thank you.", "MR. BOUCHER", "name", 2),
        ("MAYOR SMITH: 𝒙 Čaj, and tea", "MAYOR SMITH", "name", 2),
        (
            "FOREIGN MINISTER LAVROV (via interpreter): Yes.",
            "FOREIGN MINISTER LAVROV (via interpreter)",
            "name",
            2,
        ),
        ("THE PRESIDENT: Thank you.", "THE PRESIDENT", "office", 2),
        ("Mr. SMITH. Mr. President, I rise.", "Mr. SMITH", "name", 3),
        ("Mr. MILLER of Florida. Mr. Speaker,", "Mr. MILLER of Florida", "name", 3),
        ("Ms. JACKSON-LEE of Texas. I yield.", "Ms. JACKSON-LEE of Texas", "name", 3),
        ("Mr. McCAIN. I object.", "Mr. McCAIN", "name", 3),
        ("The PRESIDING OFFICER. Without objection.", "The PRESIDING OFFICER", "office", 2),
        ("The SPEAKER pro tempore (Mr. Poe). Under", "The SPEAKER pro tempore (Mr. Poe)", "office", 2),
        ("<LEHRER: Good evening.>", "LEHRER", "name", 2),
        ("<THE PRESIDENT:> Thank you.", "THE PRESIDENT", "office", 3),
        ("<THE MODERATOR. Governor Carter.>", "THE MODERATOR", "role", 3),
        ("<AUDIENCE: U-S-A!>", "AUDIENCE", "role", 3),
        ("<President Gorbachev. Now -- do you hear me?>", "President Gorbachev", "name", 3),
        ("В.Путин: Добрый день.", "В.Путин", "name", 2),
        ("С. В. Лавров: Добрый день.", "С. В. Лавров", "name", 2),
        ("Вопрос (как переведено): Почему?", "Вопрос (как переведено)", "role", 2),
        ("Из зала: Да!", "Из зала", "role", 2),
        ("Bundeskanzlerin Merkel: Guten Tag.", "Bundeskanzlerin Merkel", "name", 2),
        ("LE PRÉSIDENT : Merci.", "LE PRÉSIDENT", "office", 2),
        ("Q. Mr. President, why?", "Q", "role", 1),
        ("Q    Mr. Secretary, why?", "Q", "role", 1),
        ("Q -- and when?", "Q", "role", 1),
        ("<Q Eight years. <Laughter.>>", "Q", "role", 2),
        ("<Q -- that you knew?>", "Q", "role", 2),
        ("J. F. Kennedy: No.", "J. F. Kennedy", "name", 2),
        ("STEVE INSKEEP, HOST: Good morning.", "STEVE INSKEEP, HOST", "name", 3),
        (
            "WOLF BLITZER, CNN ANCHOR (voice-over): Tonight.",
            "WOLF BLITZER, CNN ANCHOR (voice-over)",
            "name",
            3,
        ),
        ("JOHN KING, CNN CORRESPONDENT: Yes.", "JOHN KING, CNN CORRESPONDENT", "name", 3),
        ("COLIN POWELL, SECRETARY OF STATE: Yes.", "COLIN POWELL, SECRETARY OF STATE", "name", 2),
        ("Jim Lehrer, moderator: Good evening.", "Jim Lehrer, moderator", "name", 2),
        ("Q4 Chair: Welcome.", "Chair", "role", 2),
        ("Q201   Sir Bernard Jenkin: Why?", "Sir Bernard Jenkin", "name", 3),
        ("Q6 You said it.", "Q6", "role", 2),
        ("Q6 Q7 You said it.", "Q6 Q7", "role", 2),
        ("Mr. Smith -- Yes.", "Mr. Smith", "name", 1),
        ("Mr. SMITH.—Yes.", "Mr. SMITH", "name", 1),
        ("The Chairman.--No.", "The Chairman", "role", 1),
    ],
)
def test_labels(paragraph: str, label: str, kind: str, strength: int) -> None:
    found = find_label(paragraph)
    assert found is not None
    assert (found.text, found.kind, found.strength) == (label, Kind(kind), Strength(strength))
    assert paragraph[found.start : found.end] == label
    assert not paragraph[found.words_start :].startswith((f"{label}:", ":"))
    assert found.words_start >= found.end


@pytest.mark.parametrize(
    "paragraph",
    [
        "And I say this: we shall not fail.",
        "Here is the truth: it was late.",
        "Note: this was added.",
        "First: we must work.",
        "One thing is certain: it will rain.",
        "The message reads, in part: “Dear friends",
        "In his message to the Canadian Prime Minister, Vladimir Putin wrote, in part: “I",
        "The President ordered the Government of the Russian Federation: to do it",
        "Mr. President: I rise.",
        "Mr. Speaker, Mr. President, Members of the Congress: It is good",
        "Madam Speaker, Vice President Cheney, Members of Congress, distinguished guests: Thank you",
        "Mayor Daley, Mr. Wasilewski, ladies and gentlemen: I am",
        "MR. PRESIDENT AND FELLOW-CITIZENS OF NEW-YORK: The facts",
        "Fellow-Citizens of the Senate and House of Representatives: In",
        "To the Congress of the United States: I",
        "My countrymen: It",
        "By the President of the United States of America: A Proclamation",
        "Dear Senator Grassley: Thank",
        "By Mr. INOUYE: S. 1.",
        "Mr. Smith. He was a good man.",
        "The SIGINT. It failed.",
        "At 10:30 we met.",
        "He said: no.",
        "Q4 2023 was good.",
        "Q4 revenue grew.",
        "Mr. President -- I rise.",
        "Mr. Smith -- a good man -- came.",
        "First—A bureau.",
        "TITLE II--INDIAN TRUST ASSETS",
        "<JOHN HAY.>",
        "<AMERICAN CONSUL, Panama:>",
        "<Applause.>",
        "“Vladimir Putin: a life” is a book.",
        "France: a short history",
        ": nothing",
        "",
        "A" * 300 + ": x",
    ],
)
def test_no_labels(paragraph: str) -> None:
    assert find_label(paragraph) is None


def test_bold_makes_a_label_surer() -> None:
    assert find_label("Sophie Shevardnadze (retranslated): Hello", "Sophie Shevardnadze") is not None
    described = find_label("Yevgeny Rozhkov, reporter at VGTRK: Hello", "Yevgeny Rozhkov, reporter at VGTRK")
    assert described is not None
    assert described.strength == Strength.LIKELY
    assert find_label("Note: Hello", "Note:") is None


def labels_of(*paragraphs: str) -> list[str | None]:
    return [label.text if label else None for label in find_labels(paragraphs, [""] * len(paragraphs))]


def test_one_odd_label_in_an_unlabelled_text_is_not_believed() -> None:
    speech = ["We meet in hard times."] * 10
    assert labels_of(*speech, "National Defense: we must be strong.", *speech) == [None] * 21
    assert labels_of(*speech, "Question: who pays?", *speech) == [None] * 21


def test_headings_among_labels_are_not_believed() -> None:
    text = [
        "President of Russia Vladimir Putin: Our energy security comes first.",
        "Energy Security: we have done much.",
        "Igor Sechin: Yes.",
    ]
    assert labels_of(*text) == ["President of Russia Vladimir Putin", None, "Igor Sechin"]


def test_bare_names_that_alternate_are_believed() -> None:
    assert labels_of("Hansen: Hello.", "Davidson: Hello.", "Hansen: So.", "Davidson: So.") == [
        "Hansen",
        "Davidson",
        "Hansen",
        "Davidson",
    ]
    assert labels_of("Energy: good energy.", "Jobs: more jobs.", "Energy: more.", "Jobs: good.") == [None] * 4


def test_a_question_needs_nothing_that_closes_its_label() -> None:
    """Else a questioner's words would be the words of whoever spoke before."""
    told = ["THE PRESIDENT: Good morning.", "Thank you.", "Q  You lied to us.", "THE PRESIDENT: I did not."]
    assert labels_of(*told) == ["THE PRESIDENT", None, "Q", "THE PRESIDENT"]
    assert labels_of("<THE PRESIDENT:> So.", "<Q You lied.>", "He sat down.")[1] == "Q"
    assert find_label("<Q Eight years. <Laughter.>>").closes == len("<Q Eight years. <Laughter.>")  # type: ignore[union-attr]


def test_a_letter_q_in_a_text_is_no_question() -> None:
    assert labels_of("Q Division met.", "It met again.", "So it was.") == [None] * 3
    assert labels_of("MR. BOND: Yes.", "Q and his men left.", "MR. BOND: Q & A follows.")[1] is None


def test_a_list_is_no_interview() -> None:
    assert labels_of("A. First we go.", "B. Then we stay.", "A. Again.") == [None] * 3
    assert labels_of("Q. Do we go?", "A. We stay.", "Q. Why?", "A. Because.") == ["Q", "A", "Q", "A"]


def test_the_record_s_own_labels_prove_nothing_for_lists_in_it() -> None:
    text = ["Mr. WARNER. I ask that the list be printed.", "Senate Historian: 2", "Attending Physician: 3"]
    assert labels_of(*text) == ["Mr. WARNER", None, None]


def test_a_small_letter_follows_a_name_that_is_a_label_elsewhere() -> None:
    """Scanned pages begin paragraphs with small letters."""
    assert labels_of("Hansen: Hello.", "Davidson: Hello.", "Hansen: and so on.", "Davidson: but no.") == [
        "Hansen",
        "Davidson",
        "Hansen",
        "Davidson",
    ]
    assert labels_of("QUESTION: Why?", "Powell: because.", "QUESTION: So?", "Powell: I see.")[1] == "Powell"
    # nowhere before a capital: a sentence that goes on
    speech = ["Washington: the city of my youth.", "Lincoln: a man of the people."]
    assert labels_of(*speech, *speech) == [None] * 4


def test_running_heads_and_headings_in_capitals_are_nobody() -> None:
    furniture = [
        "PRIME MINISTER",
        "THE WHITE HOUSE",
        "PRESS CONFERENCE",
        "BACKGROUND: The talks of May.",
        "ECONOMY: It grows.",
        "THE WHITE HOUSE: Office of the Press Secretary",
        "PRESS CONFERENCE: London, 3 May",
        "FOREIGN POLICY: We lead.",
    ]
    spoken = ["PRIME MINISTER BLAIR: Good day.", "QUESTION: Why?", "PRIME MINISTER BLAIR: Because.", "Q: So?"]
    found = labels_of(*[line for pair in zip(furniture, spoken * 2, strict=True) for line in pair])
    assert found[::2] == [None] * len(furniture)
    assert found[1::2] == ["PRIME MINISTER BLAIR", "QUESTION", "PRIME MINISTER BLAIR", "Q"] * 2


def test_a_telegrams_address_is_no_label() -> None:
    assert find_label("SU EXCELENCIA PRESIDENTE DE LOS ESTADOS UNIDOS, Washington: The city") is None
    assert find_label("HOWARD K. SMITH, MODERATOR: Good evening.") is not None


def test_a_bare_surname_follows_a_full_name_that_is_no_title() -> None:
    text = ["THE PRESIDENT: Welcome.", "Colin L. Powell: Thank you.", "Q: Why?", "POWELL: Because."]
    assert labels_of(*text) == ["THE PRESIDENT", "Colin L. Powell", "Q", "POWELL"]


def test_labels_alone_on_their_lines() -> None:
    assert (
        labels_of("Briefing by Secretary Powell", "May 5", "Q", "Why?", "SECRETARY POWELL", "So.")[0] is None
    )
    told = ["SECRETARY POWELL", "Thank you all.", "I have a statement.", "REPORTER", "Sir, you lied to us."]
    assert labels_of(*told, "SECRETARY POWELL", "I did not.") == [
        *["SECRETARY POWELL", None, None, "REPORTER", None],
        *["SECRETARY POWELL", None],
    ]
    assert labels_of("МИНИСТР", "Добрый день.", "ВОПРОС", "Вы лгали?")[::2] == ["МИНИСТР", "ВОПРОС"]
    asked = [
        "Kirsty Wark",
        "Did you lie?",
        "Tony Blair",
        "I did not.",
        "Kirsty Wark",
        "You did.",
        "Tony Blair",
    ]
    assert labels_of(*asked, "No, never.")[::2] == ["Kirsty Wark", "Tony Blair"] * 2
    presented = ["President of Russia Vladimir Putin", "Good day.", "Igor Sechin", "Good day, Mr President."]
    assert labels_of(
        *presented, "Vladimir Putin", "So?", "Igor Sechin", "Yes.", "Vladimir Putin", "Well."
    ) == [
        *["President of Russia Vladimir Putin", None, "Igor Sechin", None],
        *["Vladimir Putin", None, "Igor Sechin", None, "Vladimir Putin", None],
    ]


def test_a_question_alone_on_its_line_among_labels_with_colons() -> None:
    told = ["SECRETARY POWELL: Thank you.", "QUESTION", "You lied to us.", "SECRETARY POWELL: I did not."]
    assert labels_of(*told) == ["SECRETARY POWELL", "QUESTION", None, "SECRETARY POWELL"]
    told[1:3] = ["The Media", "They were not free."]
    assert labels_of(*told)[1] is None


def test_headings_alone_on_their_lines_are_nobody() -> None:
    body = "We shall do it, whatever it costs, in the coming year."
    for headings in (
        ["GENERAL ECONOMIC SITUATION", "MUSCLE SHOALS", "BOULDER DAM", "GENERAL ECONOMIC SITUATION"],
        ["Judiciary", "Judiciary", "Energy Subcommittee", "International Security Subcommittee", "Judiciary"],
        ["GENERAL RULE V.", "CUSTOMS RULE I.", "GENERAL RULE V.", "CUSTOMS RULE I."],
        ["PRIME MINISTER", "PRIME MINISTER", "PRIME MINISTER"],
        ["Question", "The Answer of Europe"],
        ["Middle East", "Southeast Asia", "South Asia"],
    ):
        text = [line for heading in headings for line in (heading, body)]
        assert labels_of(*text) == [None] * len(text)
    names = ["Kirsty Wark", "Tony Blair"] * 4  # a list
    assert labels_of(body, *names, body) == [None] * 10
    wrapped = ["It was agreed that", "Kirsty Wark", "And her friend", "Tony Blair"] * 3
    assert labels_of("Kirsty Wark", *wrapped, body)[1:] == [None] * 13


def test_numbered_questions_of_a_committee() -> None:
    told = [
        *["Q1 Chair: Welcome.", "Rishi Sunak: Thank you.", "Q2 You lied, did you not?", "Rishi Sunak: No."],
        *["Q3 Greg Clark: Why?", "Rishi Sunak: Because.", "Q4 Energy policy: was it this?", "Q5 And so?"],
    ]
    assert labels_of(*told) == [
        *["Chair", "Rishi Sunak", "Q2", "Rishi Sunak", "Greg Clark", "Rishi Sunak", "Q4", "Q5"]
    ]


def test_a_quarter_of_a_year_is_no_question() -> None:
    told = ["MR. COOK: Good day.", "Q4 Revenue grew.", "Q1 Guidance: we shall see.", "OPERATOR: Thank you."]
    assert labels_of(*told) == ["MR. COOK", None, None, "OPERATOR"]
    told = ["Q21 Chair: How are sales?", "Mr Cook: They grew.", "Q4 Revenue grew.", "Q22 You are sure?"]
    assert labels_of(*told) == ["Chair", "Mr Cook", None, "Q22"]


def test_labels_before_dashes_count_in_company() -> None:
    told = ["Mr. Smith -- You lied to us.", "Secretary Powell.—I did not.", "The Chairman.--Order."]
    assert labels_of(*told) == ["Mr. Smith", "Secretary Powell", "The Chairman"]
    assert labels_of("Mr. Smith -- He was good.", "We thank him.", "Mr. Smith -- He is dead.") == [None] * 3


def test_a_magazine_asks_once() -> None:
    told = [
        "SPIEGEL: Mr. Putin, why?",
        "Mr. Putin: Because.",
        "Write to spiegel@spiegel.de for more.",
        "Mr. Putin: So.",
    ]
    assert labels_of(*told) == ["SPIEGEL", "Mr. Putin", None, "Mr. Putin"]
    told[0] = "GROWTH: It is good."
    assert labels_of(*told)[0] is None
