"""The wording of a quote beside one witness: the design's table, from real and near-real text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.matching import Text, compare
from quotetrack.model import Alignment, Span, Weight, Wording

BEFORE = "The committee met early that morning and nobody spoke for an hour. "
AFTER = " After that the delegates went home and the matter was closed for the year."


def judge(quote: str, witness: str, language: str = "en", skips: tuple[Span, ...] = ()) -> Alignment:
    """The best alignment of a quote with a witness that has other words around it."""
    text = BEFORE + witness + AFTER if language == "en" else witness
    moved = tuple(Span(s.start + len(BEFORE), s.end + len(BEFORE)) for s in skips)
    return compare(quote, Text.of(text, moved, language), language)[0]


TYPOGRAPHIC = [
    ("THE WAR IS OVER AND WE WON", "the war is over and we won"),
    ("It’s over – and “we” won it", 'It\'s over -- and "we" won it'),
    ("the war, is over; and we won", "the war is over and we won"),
    ("we sent fifteen ships to the gulf", "we sent 15 ships to the gulf"),
    ("we sent fifteen hundred ships to the gulf", "we sent 1,500 ships to the gulf"),
    ("on the twenty-first day of the month", "on the 21st day of the month"),
    ("it was in nineteen forty-one that we went", "it was in 1941 that we went"),
    ("growth was 2½ over the whole year", "growth was 2.5 over the whole year"),
    ("growth was 5% over the whole year", "growth was 5 percent over the whole year"),
    ("we spent $5 million on the new schools", "we spent 5 million dollars on the new schools"),
    ("we spent $163bn on the new schools", "we spent $163 billion on the new schools"),
    ("we spent $5m on the new schools", "we spent 5 million dollars on the new schools"),
    ("we spent 2.5 million on the new schools", "we spent two and a half million on the new schools"),
    ("growth was 21.5 over the whole year", "growth was 21 1/2 over the whole year"),
    ("growth was 21-1/2 over the whole year", "growth was 21½ over the whole year"),
    ("we met at 3pm with the whole family", "we met at 3 p.m. with the whole family"),
    ("we met at 3:00 PM with the whole family", "we met at 3 p.m. with the whole family"),
    ("we met at 11.30am with the whole family", "we met at 11:30 A.M. with the whole family"),
    ("the 1960s were a danger to all of us", "the 1960's were a danger to all of us"),
    ("the U.S. will lead this grand coalition", "the US will lead this grand coalition"),
    # initials with stops and without, whatever ends them
    ("we read C.J.'s report on the war today", "we read CJ's report on the war today"),
    ("CJ's report on the war is here today", "C.J.’s report on the war is here today"),
    ("we know of the US's role in the long war", "we know of the U.S.'s role in the long war"),
    ("the DA's office was closed all of today", "the D.A.'s office was closed all of today"),
    ("we saw the USSR's last days with him there", "we saw the U.S.S.R.'s last days with him there"),
    ("they joined the NAACP in the fall of it", "they joined the N.A.A.C.P. in the fall of it"),
    ("all the Ph.D.s in the room were ours", "all the PhDs in the room were ours"),
    ("the U.S.-led war in the East is over", "the US-led war in the East is over"),
    ("in peace-time we prepare for the next war", "in peacetime we prepare for the next war"),
    ("We will raise taxes on [hard] working families", "We will raise taxes on hard working families"),
    ("we heard what Mr. Smith said of it", "we heard what Mr Smith said of it"),
    ("the govern\u00adment of the whole people", "the government of the whole people"),
    ("the government of the whole people", "the govern-\nment of the whole people"),
    # a capital that makes no other word: a headline, all capitals, none at all, a sentence's start
    ("Help Us March On Paris With Songs", "and help us march on Paris with songs"),
    ("THEY TOLD US WE MAY WIN THIS WAR", "they told us we may win this war"),
    ("i think they went to turkey last year", "I think they went to Turkey last year"),
    ("may we be worthy of all their trust", "we went. May we be worthy of all their trust"),
    ("the President may sign this Bill today", "the president may sign this bill today"),
]
CLOSE = [
    ("I will say no more. Wars end in this way", "I will say no more wars end in this way"),
    ("We told them no wars are at hand here", "We told them no. Wars are at hand here"),
    ("the people who came to see us", "people who came to see us"),
    ("I know that they came to see us", "I know they came to see us"),
    ("They want, uh, to fight for us", "They want to fight for us"),
    ("It is time to remember that old wisdom", "It's time to remember that old wisdom"),
    ("we can't and won't lead them there", "we cannot and will not lead them there"),
    ("the honour of the labour party workers", "the honor of the labor party workers"),
    ("they realise the cost of this war", "they realize the cost of this war"),
    ("the leaders of al-Qaida in the region", "the leaders of Al Qaeda in the region"),
    ("the United States will lead this grand coalition", "the U.S. will lead this grand coalition"),
    ("we can work with Senator Smith today", "we can work with Sen. Smith today"),
    ("we cannot and will not lead them", "we can not and will not lead them"),
    ("We have the goverment we always wanted", "We have the government we always wanted"),
    ("they could have -- they could have foreseen it", "they could have foreseen it"),
]
AS_MARKED = [
    ("We will … raise taxes on families", "We will not raise taxes on families"),
    (
        "We will raise taxes on families . . . and cut spending now",
        "We will raise taxes on families, he hoped, and cut spending now",
    ),
    ("We will ‹…› raise taxes on families", "We will soon raise taxes on families"),
    ("We will [sic] raise taxes on families", "We will raise taxes on families"),
    ("We will raise taxes on (hard) working families", "We will raise taxes on working families"),
    ("[The government] will raise taxes on working families", "They will raise taxes on working families"),
    ("[W]e will raise taxes on working families", "we will raise taxes on working families"),
    ("We will raise tax[es] on working families", "We will raise tax on working families"),
    ('We will raise taxes," he said, "on working families', "We will raise taxes on working families"),
    ("…the war is over and we have won it…", "the war is over and we have won it"),
]
DIFFERS = [
    ("We will raise taxes on families", "We will not raise taxes on families"),
    ("We would win the war and come home", "We will win the war and come home"),
    ("their new policy is now the best one", "their new policy is new the best one"),
    ("this is good for the whole country", "this is good to the whole country"),
    ("they won the war and came home", "we won the war and came home"),
    ("President Osama said we should go now", "President Obama said we should go now"),
    ("We will spend $5 on each child in need", "We will spend 5 on each child in need"),
    ("We will spend 5 on each child in need", "We will spend $5 on each child in need"),
    ("We will spend £5 on each child in need", "We will spend $5 on each child in need"),
    ("growth was -5 over the whole year", "growth was 5 over the whole year"),
    ("growth was 5 over the whole year", "growth was 5 % over the whole year"),
    ("growth was 2 over the whole year", "growth was 2½ over the whole year"),
    ("we sent 1.000 ships to the gulf", "we sent 1,000 ships to the gulf"),
    ("we spent $163m on the new schools", "we spent $163 billion on the new schools"),
    ("we spent £5m on the new schools", "we spent 5 million dollars on the new schools"),
    ("growth was 21.5 over the whole year", "growth was 21 1/3 over the whole year"),
    ("we met at 3am with the whole family", "we met at 3 p.m. with the whole family"),
    ("we met at 3:15pm with the whole family", "we met at 3 p.m. with the whole family"),
    ("We will [not] raise taxes on working families", "We will raise taxes on working families"),
    ("We will raise [two] taxes on working families", "We will raise taxes on working families"),
    ("We will … rise taxes on working families", "We will soon raise taxes on working families"),
    ("a few people came to see us", "few people came to see us"),
    ("the nations will to fight for freedom", "the nation's will to fight for freedom"),
    ("the nations will to fight for freedom", "the nations' will to fight for freedom"),
    ("it's the will to fight for freedom", "its the will to fight for freedom"),
    ("Are we going to raise taxes on families.", "Are we going to raise taxes on families?"),
    ("they told us will lead this grand coalition", "they told U.S. will lead this grand coalition"),
    ("they told US forces will lead the coalition", "they told us forces will lead the coalition"),
    ("they told us forces will lead the coalition", "they told US forces will lead the coalition"),
    ("we know of the us's role in the long war", "we know of the U.S.'s role in the long war"),
    ("it was the one time that we really tried it", "it was the first time that we really tried it"),
    ("each of the second sides will discuss the war", "each of the two sides will discuss the war"),
    # each may be left out, and neither stands for the other
    ("we will never sign that law in this house", "we will never sign the law in this house"),
    ("we know the people who came here to see us", "we know that people who came here to see us"),
    # a letter that names something is no article
    ("we know that Hepatitis is a grave disease", "we know that Hepatitis A is a grave disease"),
    ("we know that Hepatitis A is a grave disease", "we know that Hepatitis is a grave disease"),
    ("they need more vitamin in winter and spring", "they need more vitamin A in winter and spring"),
    ("they lived in group the most rigid of them", "they lived in group A the most rigid of them"),
    ("we know that the PMs office is closed now", "we know that the P.M.'s office is closed now"),
    ("all of us know that the D.A.'s office is closed", "all of us know that the DAs office is closed"),
    ("we do have plan AI tell you all of it", "we do have plan A? I tell you all of it"),
    ("we know of the U.S.' role in the long war", "we know of the U.S.'s role in the long war"),
    ("we know of the CJ's role in the long war", "we know of the C.J. role in the long war"),
    ("the talks in may come to nothing", "the talks in May come to nothing"),
    ("the long March to the sea was over", "the long march to the sea was over"),
    ("they need some Polish help with it", "they need some polish help with it"),
    ("we had a Turkey problem that autumn", "we had a turkey problem that autumn"),
    ("the senator will re-sign this year in any case", "the senator will resign this year in any case"),
    ("they resent the letter to the whole house", "they re-sent the letter to the whole house"),
    ("un-ionized particles of gas reach the detector", "unionized particles of gas reach the detector"),
    ("We have the form we always wanted", "We have the from we always wanted"),
    ("we must never give in to the fear", "we must never, never give in to the fear"),
    ("I know they came this time to us", "I know they came that time to us"),
]  # fmt: skip


@pytest.mark.parametrize(("quote", "witness"), TYPOGRAPHIC)
def test_typographic(quote: str, witness: str) -> None:
    assert judge(quote, witness).wording is Wording.TYPOGRAPHIC


@pytest.mark.parametrize(("quote", "witness"), CLOSE)
def test_close(quote: str, witness: str) -> None:
    assert judge(quote, witness).wording is Wording.CLOSE


@pytest.mark.parametrize(("quote", "witness"), AS_MARKED)
def test_as_marked(quote: str, witness: str) -> None:
    assert judge(quote, witness).wording is Wording.AS_MARKED


@pytest.mark.parametrize(("quote", "witness"), DIFFERS)
def test_differs(quote: str, witness: str) -> None:
    assert judge(quote, witness).wording is Wording.DIFFERS


def test_a_capital_or_a_hyphen_that_makes_another_word_is_content() -> None:
    for quote, witness in (
        ("they told us forces may come", "they told US forces may come"),
        ("the talks in may come to nothing", "the talks in May come to nothing"),
        ("the senator will re-sign this year in any case", "the senator will resign this year in any case"),
    ):
        (found,) = judge(quote, witness).differences
        assert (found.klass, found.weight) == ("content", Weight.SUBSTANTIVE)


@pytest.mark.parametrize(
    ("quote", "witness", "kind", "words", "klass"),
    [
        (
            "we have come here today to speak about the growth of the economy and the war at sea",
            "we have come here today to speak about the war at sea",
            "insertion", "growth of the economy and the", "content",
        ),
        (
            "we have come here today to speak about the war at sea",
            "we have come here today to speak about the growth of the economy and the war at sea",
            "omission", "growth of the economy and the", "content",
        ),
        (
            "we know that they will keep the promise",
            "we know that they will not always keep the promise",
            "omission", "not always", "negation",
        ),
        ("we met for a talk in the war", "we met for a talk the war", "insertion", "in", "preposition"),
    ],
)  # fmt: skip
def test_words_that_one_side_alone_has_are_one_entry(
    quote: str, witness: str, kind: str, words: str, klass: str
) -> None:
    (found,) = [d for d in judge(quote, witness).differences if d.weight is Weight.SUBSTANTIVE]
    assert (found.kind, found.quote or found.transcript, found.klass) == (kind, words, klass)


def test_what_stands_before_a_quotes_first_word_is_not_left_out_of_it() -> None:
    witness = "we have come here today to speak about the war at sea with all our friends"
    quote = witness.replace("the war", "the growth of the economy and the war")
    assert [d.kind for d in judge(quote, witness).differences] == ["insertion"]


def test_harmless_words_beside_each_other_stay_apart_each_with_its_class() -> None:
    found = judge("I know people who came to see us", "I know that the people who came to see us")
    assert [(d.klass, d.transcript) for d in found.differences] == [("that", "that"), ("article", "the")]


def test_captions_without_capitals_mean_nothing_by_it() -> None:
    captions = "and they told us forces will come in may and that is what we heard of it all along"
    found = compare("they told US forces will come in May", Text.of(captions, (), "en"), "en")[0]
    assert found.wording is Wording.TYPOGRAPHIC


@pytest.mark.parametrize(
    "quote",
    [
        "nobody spoke for an hour",
        "“nobody spoke for an hour.”",
        "We will raise taxes on (hard) working families",
        "the war is over [Applause.] and we have won it",
        "whatever it takes... and more",
    ],
)
def test_what_stands_there_is_exact_marks_and_all(quote: str) -> None:
    assert judge(quote, quote.strip("“”")).wording is Wording.EXACT


@pytest.mark.parametrize(
    ("quote", "witness", "language", "wording"),
    [
        ("это мой дом и моя земля навсегда", "это мои дом и моя земля навсегда", "ru", Wording.DIFFERS),
        ("мы всё знаем об этом решении", "мы все знаем об этом решении", "ru", Wording.DIFFERS),
        ("они жили в СССР и в США тогда", "они жили в С.С.С.Р. и в США тогда", "ru", Wording.TYPOGRAPHIC),
        ("это те люди которые знают всё", "это т.е. люди которые знают всё", "ru", Wording.DIFFERS),
        ("ЭТО ТЕ ЛЮДИ КОТОРЫЕ ЗНАЮТ ВСЁ", "ЭТО Т.Е. ЛЮДИ КОТОРЫЕ ЗНАЮТ ВСЁ", "ru", Wording.DIFFERS),
        ("пришел день нашей общей победы", "пришёл день нашей общей победы", "ru", Wording.CLOSE),
        ("hace un ano que vivimos aqui juntos", "hace un año que vivimos aqui juntos", "es", Wording.DIFFERS),
        (
            "wir gehen die lange Strasse hinunter",
            "wir gehen die lange Straße hinunter",
            "de",
            Wording.DIFFERS,
        ),
        ("我们必须保护人民的利益", "我们必须保护人民的利益", "zh", Wording.EXACT),
        ("我们必须保护他们的利益", "我们必须保护人民的利益", "zh", Wording.DIFFERS),
    ],
)
def test_letters_of_every_language_count(quote: str, witness: str, language: str, wording: Wording) -> None:
    assert judge(quote, witness, language).wording is wording


def test_an_aside_is_typography() -> None:
    witness = "the war is over [Applause.] and we have won it"
    found = judge("the war is over and we have won it", witness, skips=(Span(16, 27),))
    assert found.wording is Wording.TYPOGRAPHIC
    assert [d.klass for d in found.differences] == ["aside"]
    assert judge(witness, witness, skips=(Span(16, 27),)).differences == ()


FIRST = "Yesterday, December 7, 1941, a date which will live in infamy, the United States was attacked."
LAST = "We will gain the inevitable triumph, so help us God."
SPEECH = f"{FIRST} {' '.join(f'It was sentence number {n} of the speech.' for n in range(40))} {LAST}"


def test_joined_pieces_are_joined_and_their_distance_known() -> None:
    found = compare(f"{FIRST} {LAST}", Text.of(SPEECH, language="en"))[0]
    assert found.wording is Wording.JOINED
    (gap,) = [d for d in found.differences if d.klass == "joined"]
    assert len(gap.transcript.split()) == 40 * 8
    assert len(found.pieces) == 2


def test_pieces_in_another_order_are_joined() -> None:
    found = compare(f"{LAST} {FIRST}", Text.of(SPEECH, language="en"))[0]
    assert found.wording is Wording.JOINED
    assert [d.kind for d in found.differences if d.klass == "joined"] == ["order"]


def test_a_whole_sentence_left_out_is_a_join_however_short() -> None:
    witness = "We came here in peace. I say so. We will leave in peace."
    assert judge("We came here in peace. We will leave in peace.", witness).wording is Wording.JOINED


def test_half_invented_is_partial() -> None:
    witness = "A free people ought not only to be armed, but disciplined; to which end a plan is requisite."
    quote = (
        "A free people ought not only be armed and disciplined, but they should have sufficient arms and "
        "ammunition to maintain a status of independence from any who might attempt to abuse them."
    )
    assert judge(quote, witness).wording is Wording.PARTIAL


OBAMA = (
    "I see it in the dreamer who stays up late at night to finish her science project and the teacher who "
    "comes in early, maybe with some extra supplies that she bought because she knows that that young girl "
    "might someday cure a disease."
)
TRUMP = (
    "This year, American astronauts will go back to space on American rockets.\nIn the 20th century, America "
    "saved freedom, transformed science, redefined the middle class, and when you get down to it, there's "
    "nothing anywhere in the world that can compete with America. Now we must step boldly and bravely into "
    "the next chapter of this great American adventure, and we must create a new standard of living for the "
    "21st century."
)


@pytest.mark.parametrize(
    ("quote", "witness", "added"),
    [
        ("project, and the teacher who comes in early because he knows she might someday cure", OBAMA, ()),
        (
            "back to space on American rockets. In the 20th century, America saved freedom, transformed "
            "science, and redefined the middle class standard of living for the entire world to see. Now, "
            "we must step",
            TRUMP, ("and", "entire world to see"),
        ),
        (
            "transformed science, and redefined the middle class standard of living for the entire world to "
            "see. Now, we must step boldly and bravely into the next chapter of this great American "
            "adventure, and we must create a",
            TRUMP, ("and", "entire world to see"),
        ),
    ],
)  # fmt: skip
def test_after_what_was_spoken_freely_short_runs_are_reached(
    quote: str, witness: str, added: tuple[str, ...]
) -> None:
    """As printed beforehand, against what was spoken; words further on are no insertions."""
    found = judge(quote, witness)
    assert found.wording is Wording.DIFFERS
    assert tuple(d.quote for d in found.differences if d.kind == "insertion") == added


def test_other_words_are_absent() -> None:
    found = judge("Ask not what your country can do for you", "We hold these truths to be self-evident")
    assert found == Alignment(Wording.ABSENT)


def test_equally_good_places_are_all_named() -> None:
    text = Text.of(
        "We shall overcome one day. And so I say again that we shall overcome one day.", language="en"
    )
    found = compare("we shall overcome one day", text)
    assert [a.wording for a in found] == [
        Wording.TYPOGRAPHIC if a.pieces[0].start == 0 else Wording.EXACT for a in found
    ]
    assert len(found) == 2


def test_every_difference_says_where_it_stands() -> None:
    quote, witness = (
        "America will never seek a slip to defend our people.",
        "America will never seek a slip to defend our country.",
    )
    text = BEFORE + witness + AFTER
    (found,) = compare(quote, Text.of(text, language="en"))
    (difference,) = [d for d in found.differences if d.klass == "content"]
    assert quote[difference.quote_span.start : difference.quote_span.end] == "people" == difference.quote
    assert (
        text[difference.transcript_span.start : difference.transcript_span.end]
        == "country"
        == difference.transcript
    )


@pytest.mark.parametrize(
    "quote", ["", " ", "…", "“”", "[…]", "?!", "[]", "()", "\ud800", "a" * 5000, "1" * 5000]
)
def test_odd_quotes_have_a_wording(quote: str) -> None:
    assert judge(quote, "We came here in peace.").wording in Wording


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.text(max_size=400))
def test_any_quote_beside_any_text(quote: str, text: str) -> None:
    for found in compare(quote, Text.of(text)):
        for piece in found.pieces:
            assert 0 <= piece.start <= piece.end <= len(text)
        for d in found.differences:
            assert quote[d.quote_span.start : d.quote_span.end] is not None
            assert 0 <= d.quote_span.start <= d.quote_span.end <= len(quote)
            assert 0 <= d.transcript_span.start <= d.transcript_span.end <= len(text)


VOCABULARY = st.sampled_from(
    [
        "we",
        "will",
        "not",
        "never",
        "the",
        "a",
        "people",
        "win",
        "$",
        "5",
        "five",
        ",",
        ".",
        "?",
        "[not]",
        "…",
        "it's",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(VOCABULARY, min_size=1, max_size=14), st.lists(VOCABULARY, min_size=1, max_size=30))
def test_exact_means_that_the_very_characters_stand_there(quote: list[str], text: list[str]) -> None:
    said, held = " ".join(quote), " ".join(text)
    for found in compare(said, Text.of(held, language="en"), "en"):
        if found.wording is Wording.EXACT:
            start, end = found.pieces[0].start, found.pieces[-1].end
            assert held[start:end] in said


@settings(max_examples=200, deadline=None)
@given(st.lists(VOCABULARY, min_size=6, max_size=30), st.data())
def test_words_copied_out_of_a_text_are_never_called_absent(text: list[str], data: st.DataObject) -> None:
    held = " ".join(text)
    start = data.draw(st.integers(0, len(text) - 3))
    end = data.draw(st.integers(start + 3, len(text)))
    said = " ".join(text[start:end])
    if sum(c.isalnum() for c in said) == 0:
        return
    assert compare(said, Text.of(held, language="en"), "en")[0].wording is not Wording.ABSENT


def test_what_looks_like_marks_and_stands_in_the_transcript_marks_nothing() -> None:
    said = "we not [not] [not] we we"
    found = compare(said, Text.of(f"{said}. And so it is."), "en")
    assert [alignment.wording for alignment in found] == [Wording.EXACT]


@pytest.mark.parametrize("said", ["will we [not] we we [not]", "[not] we we we will we [not]"])
def test_nor_does_a_bracket_at_the_end_that_stands_there_too(said: str) -> None:
    (found, *_) = compare(said, Text.of("we [not] we we we will we [not] we we [not]", language="en"), "en")
    assert found.wording is Wording.EXACT


def test_nor_where_a_sign_at_the_end_is_cut_off() -> None:
    (found, *_) = compare(
        "$ [not] [not] $ [not] [not] $ 5", Text.of("$ $ $ [not] [not] $ [not] [not] $ 5 $"), "en"
    )
    assert found.wording is Wording.DIFFERS


def test_a_bracket_at_the_end_that_the_transcript_closes_elsewhere_is_a_mark() -> None:
    (found, *_) = compare("we will we [not]", Text.of("we will we [not at all] win", language="en"), "en")
    assert found.wording is Wording.TYPOGRAPHIC


PLEDGE = (
    "I've also made an ironclad pledge to American families: We will always protect patients with "
    "preexisting conditions. And we will always protect your Medicare, and we will always protect your "
    "Social Security."
)


def test_many_words_more_near_an_end_of_the_quote_do_not_hide_those_beyond_them() -> None:
    # as printed beforehand and as delivered, State of the Union 2020
    quote = (
        "I have also made an ironclad pledge to American families: We will always protect patients with "
        "pre-existing conditions — that is a guarantee. And we"
    )
    found = judge(quote, PLEDGE)
    assert found.wording is Wording.DIFFERS
    assert [(d.kind, d.quote) for d in found.differences if d.weight is Weight.SUBSTANTIVE] == [
        ("insertion", "that is a guarantee")
    ]


def test_nor_near_its_beginning() -> None:
    quote = (
        "And we, my dear friends in this hall, will always protect your Medicare, and we will always "
        "protect your Social Security."
    )
    found = judge(quote, PLEDGE)
    assert found.wording is Wording.DIFFERS
    assert found.pieces[0].start == len(BEFORE) + PLEDGE.index("And we")


@pytest.mark.parametrize(
    ("quote", "wording"),
    [
        ("the gentleman (Mr. Lantos) for the time", Wording.EXACT),
        ("the gentleman (Mr Lantos) for the time", Wording.TYPOGRAPHIC),
        ("the gentleman (Mr. silver Lantos) for the time", Wording.DIFFERS),
        ("the gentleman (Mr. Smith) for the time", Wording.DIFFERS),
        ("We thank the gentleman (Tom Lantos)", Wording.DIFFERS),
        ("the gentleman [Tom Lantos] for the time", Wording.AS_MARKED),
        ("given to this (most) important question (of ours)", Wording.AS_MARKED),
    ],
)
def test_round_brackets_that_a_transcript_has_are_nobody_s_insertion(quote: str, wording: Wording) -> None:
    speech = (
        "We thank the gentleman (Mr. Lantos) for the time that he has given to this most important question."
    )
    assert compare(quote, Text.of(speech, language="en"), "en")[0].wording is wording


def test_a_numeral_and_a_pronoun_after_another_are_no_initials() -> None:
    speech = "He fought in World War II and then he came home to his farm in the valley."
    for quote in ("in World War I. I and then he came home", "in World War I I and then he came home"):
        assert compare(quote, Text.of(speech, language="en"), "en")[0].wording is Wording.DIFFERS


def test_words_as_they_stand_are_looked_for_where_an_index_sends_and_then_everywhere() -> None:
    said = "we shall defend our island whatever the cost may be"
    text = Text.of(f"{BEFORE}{said}, and again {said}.{AFTER}", language="en")
    first, second = text.text.index(said), text.text.rindex(said)
    for at in (first, second):
        found = compare(said, text.through([Span(at - 20, at + len(said) + 20)]), first_rate_only=True)
        assert [each.pieces[0].start for each in found] == [first, second]
        assert {each.wording for each in found} == {Wording.EXACT}
    beside = compare(said, text.through([Span(0, len(BEFORE))]), first_rate_only=True)
    assert [each.wording for each in beside] == [Wording.ABSENT]
