"""Whose words a sentence says they are."""

from __future__ import annotations

import pytest

from quotetrack.quotations import Form, Quotation, QuotationKind, quotations, read_document


def read(text: str, form: Form = Form.MARKDOWN) -> list[Quotation]:
    return [q for q in quotations(read_document(text.encode(), "a", form=form)) if not q.nested]


def speaker(text: str) -> str | None:
    (quotation,) = read(text)
    assert quotation.kind.claimed, quotation
    return quotation.speaker


Q = "we will call things by their name"


@pytest.mark.parametrize(
    "text",
    [
        f"Colin Powell said “{Q}.”",
        f"Colin Powell said that “{Q}.”",
        f"“{Q},” Colin Powell said.",
        f"“{Q},” said Colin Powell.",
        f"“{Q},” Colin Powell later told reporters in New York.",
        f"“{Q}!” cried Colin Powell.",
        f"“{Q}.” Colin Powell said.",
        f"“{Q}”, said Colin Powell, the secretary of state.",
        f"“{Q},” said the secretary of state, Colin Powell.",
        f"“{Q},” said Secretary of State Colin Powell.",
        f"“{Q},” Colin Powell, the secretary of state, said on Monday.",
        f"Colin Powell, who was then secretary of state, said: “{Q}.”",
        f"Colin Powell (born 1937) said “{Q}.”",
        f"According to Colin Powell, “{Q}.”",
        f"“{Q},” according to Colin Powell.",
        f"In the words of Colin Powell, “{Q}.”",
        f"As Colin Powell put it, “{Q}.”",
        f"Colin Powell: “{Q}.”",
        f"It was Colin Powell who said that “{Q}.”",
        f"Colin Powell went to New York and said “{Q}.”",
        f"Colin Powell has also often warned that “{Q}.”",
        f"“{Q}” (Colin Powell)",
        f"“{Q}” — Colin Powell, New York",
        f"Colin Powell’s statement added, “{Q}.”",
        f"“{Q},” said Colin Powell of the State Department.",
        f"Colin Powell of The Globe and Mail wrote: “{Q}.”",
        f"Colin Powell, curator at the University of Arkansas, Fayetteville, said, “{Q}.”",
        f"Colin Powell spoke again:\n\n“{Q}.”",
        f"Colin Powell said the time had come. “{Q.capitalize()}.”",
        f"Colin Powell wrote:\n\n> {Q}\n",
        f"> {Q}\n>\n> — Colin Powell\n",
    ],
)
def test_the_sentence_names_the_speaker(text: str) -> None:
    assert speaker(text) == "Colin Powell"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("„Wir nennen die Dinge beim Namen, und das ist gut so“, sagte Angela Merkel.", "Angela Merkel"),
        ("Angela Merkel erklärte gestern in Berlin, die Lage sei ernst: „Wir sind bereit.“", "Angela Merkel"),
        ("Dies ist der Beginn einer „neuen Stufe“, so die Ministerin Angela Merkel.", "Angela Merkel"),
        ("« Nous sommes ici et nous y restons », a déclaré François Hollande.", "François Hollande"),
        (
            "François Hollande a affirmé hier que « nous sommes ici » et que la loi est bonne.",
            "François Hollande",
        ),
        ("Selon François Hollande, « nous sommes ici » et les gens le savent.", "François Hollande"),
        ("«Мы назовём вещи своими именами», — сказал Владимир Путин.", "Владимир Путин"),
        ("Владимир Путин заявил, что «мы назовём вещи своими именами».", "Владимир Путин"),
        ("По словам Владимира Путина, «мы назовём вещи своими именами».", "Владимира Путина"),
    ],
)
def test_other_languages(text: str, name: str) -> None:
    assert speaker(text) == name


def test_a_pronoun_turned_round_means_whom_the_sentence_before_names() -> None:
    text = "François Hollande est venu hier à Paris. « Nous sommes ici », a-t-il affirmé dans la rue."
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.inferred) == ("François Hollande", True)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("President George W. Bush came. Mr. Bush said “{q}.”", "George W. Bush"),
        ("Hillary Clinton came. “{q},” Clinton said.", "Hillary Clinton"),
        ("Powell came early. “{q},” Powell said. Colin Powell is a general.", "Colin Powell"),
        ("J. F. Kennedy came. John Kennedy said “{q}.”", "John Kennedy"),
    ],
)
def test_a_surname_becomes_the_full_name(text: str, full: str) -> None:
    (quotation,) = read(text.format(q=Q))
    assert quotation.speaker == full
    assert not quotation.inferred


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bill Clinton came. He said “{q}.”", "Bill Clinton"),
        ("Bill Clinton came. Hillary Clinton came too. “{q},” he said.", "Bill Clinton"),
        ("Bill Clinton came. Hillary Clinton came too. “{q},” she said.", "Hillary Clinton"),
        ("President Bill Clinton came. “{q},” the president said.", "Bill Clinton"),
        (
            "Mark Rathbun asked for gifts to help Daniel Montalvo. He described Montalvo: “{q}.”",
            "Mark Rathbun",
        ),
        ("Bill Clinton saw a sailor. The sailor frowned. “{q},” he said.", None),
        ("“{q},” he said.", None),
        ("“{q},” the soldier answered.", None),
        ("“{q},” answered the soldier.", None),
        ("Officials said “{q}.”", None),
        ("One poster wrote “{q}.”", None),
        ("“{q},” I asked.", None),
        ("A spokesman for Tony Blair said “{q}.”", None),
        ("“{q},” said KCNA.", None),
    ],
)
def test_pronouns_offices_and_the_nameless(text: str, name: str | None) -> None:
    quotation = read(text.format(q=Q))[-1]
    assert quotation.kind is QuotationKind.DIRECT
    assert quotation.speaker == name
    assert quotation.inferred == (name is not None)
    assert quotation.attribution is not None


def test_the_next_quotation_goes_on() -> None:
    text = (
        "“We are here,” Colin Powell said. “And we will stay for as long as it takes.”\n\n"
        "“Nobody will move us from here, not in this year and not in the next.”\n"
    )
    assert [q.speaker for q in read(text)] == ["Colin Powell"] * 3
    text = "“We are here,” the soldier said.\n\n“Nobody will move us from here, not in this year.”\n"
    assert [q.speaker for q in read(text)] == [None, None]
    assert not read(text)[1].kind.claimed


def test_a_quotation_split_by_a_reporter_is_one() -> None:
    (quotation,) = read("“We are here,” Colin Powell said, “and we will stay.”")
    assert quotation.text == "We are here,” Colin Powell said, “and we will stay."
    assert quotation.words == "We are here, and we will stay."
    assert quotation.speaker == "Colin Powell"


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    (quotation,) = read("Colin Powell said: “We are here.\n\n“And we will stay.”")
    assert quotation.text == "We are here.\nAnd we will stay."
    assert quotation.speaker == "Colin Powell"


def test_block_quotes_in_a_row_are_the_same_speakers() -> None:
    text = "Colin Powell wrote:\n\n> We are here, he said “no”.\n\n<!-- -->\n\n> And here.\n\nThe end.\n"
    assert [(q.kind, q.speaker) for q in read(text)] == [(QuotationKind.BLOCK, "Colin Powell")] * 2
    (quotation,) = read("> Nobody says whose words these are, so far.\n")
    assert quotation.kind is QuotationKind.UNATTRIBUTED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The so-called “experts” were wrong.", QuotationKind.SCARE),
        ("They called a “strike” in the United States of America.", QuotationKind.SCARE),
        ("A robot named “Better Idea” won, according to its coach.", QuotationKind.TITLE),
        ("He used the phrase “out of area” often.", QuotationKind.SCARE),
        ("The film “Gone with the Wind” is long.", QuotationKind.TITLE),
        ("She read “War and Peace” twice.", QuotationKind.TITLE),
        ("《红楼梦》很长。", QuotationKind.TITLE),
        ("“There is nothing to be done about it at all.”", QuotationKind.UNATTRIBUTED),
        ("The sign on the wall: “There is nothing to be done.”", QuotationKind.UNATTRIBUTED),
        ("“Sensitive document found on a street” — Toronto Star, 2008", QuotationKind.UNATTRIBUTED),
    ],
)
def test_what_nobody_is_said_to_have_said(text: str, kind: QuotationKind) -> None:
    (quotation,) = read(text)
    assert (quotation.kind, quotation.speaker) == (kind, None)


def test_of_two_speakers_each_has_their_own() -> None:
    text = (
        "“We won,” said Colin Powell. But Hillary Clinton replied that “nobody has won anything”. "
        "Critics like Colin Yeo agreed, with Caitlin Boswell stating: “It is unjust to all of us.”"
    )
    assert [q.speaker for q in read(text)] == ["Colin Powell", "Hillary Clinton", "Caitlin Boswell"]


def test_an_article_without_words_has_no_quotations() -> None:
    assert read("1 2 3") == []
    assert read("# Head\n") == []


def test_many_quotations_are_found_in_a_moment() -> None:
    paragraph = f"“{Q},” Colin Powell said. He added that “nothing is lost” and left the “hall”.\n\n"
    assert len(read(paragraph * 400)) == 1200


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Ich bin ein Berliner", "de"),
        ("Мы построим мост", "ru"),
        ("Ми збудуємо їх", "uk"),
        ("Θα είμαστε εκεί", "el"),
        ("Nous ne sommes pas là", "fr"),
        ("we shall all be there", "en"),
        ("peace now", "en"),
        ("an anchor, an ancient anchor", "en"),
    ],
)
def test_a_short_quotation_in_another_language_than_the_article(words: str, language: str) -> None:
    text = f"The mayor came to the town and stood in front of the people. “{words}”, she said to all of them."
    (found,) = quotations(read_document(text.encode(), "a.txt", form=Form.TEXT, language="en"))
    assert found.language == language
