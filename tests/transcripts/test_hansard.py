"""UK Hansard in its XML forms: a label a speech, columns as places, procedure as asides."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import LocatorKind, Nature, Transcript, locator_at

Read = Callable[..., Transcript]

# The form of ParlParse (parser.theyworkforyou.com/hansard.html), its declaration of characters included.
SCRAPED = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE publicwhip
[
<!ENTITY pound   "&#163;">
<!ENTITY mdash "&#8212;">
]>
<publicwhip scraperversion="a" latest="yes">
<major-heading id="uk.org.publicwhip/debate/2003-06-26a.1219.0" nospeaker="true" colnum="1219">
CAP Reform
</major-heading>
<speech id="uk.org.publicwhip/debate/2003-06-26a.1219.2" speakerid="uk.org.publicwhip/member/931"
 speakername="Peter Hain" colnum="1219" time="12:32:00" url="http://x">
<p pid="a1219.2/1">I am a Cabinet Minister &mdash; it cost &pound;5.</p>
<p pid="a1219.2/2" class="indent">To the <i>team</i>
 as well.</p>
<p pid="a1219.2/3" class="italic">Question put and agreed to.</p>
</speech>
<speech id="uk.org.publicwhip/debate/2003-06-26a.1220.1"
 speakername="Hon. Members:" nospeaker="true" colnum="1220">
<p pid="a1220.1/1">Hear, hear!</p>
</speech>
<speech id="uk.org.publicwhip/debate/2003-06-26a.1220.2" person_id="uk.org.publicwhip/person/1"
 speakername="Ann Lee" colnum="1220"><p class="italic">(Urgent Question): To ask the Minister.</p></speech>
<speech id="uk.org.publicwhip/debate/2003-06-26a.1220.3" nospeaker="true" colnum="1220">
<p class="italic">The House divided.</p></speech>
<division id="uk.org.publicwhip/debate/2003-06-26a.1221.0" nospeaker="true" divnumber="5" colnum="1221">
<divisioncount ayes="300" noes="200"/>
<mplist vote="aye"><mpname vote="aye">Peter Hain</mpname></mplist></division>
</publicwhip>
"""

# The form of the official daily part (namespace http://www.parliament.uk/commons/hansard/print).
PRINTED = """<?xml version="1.0" encoding="utf-8"?>
<HansardDoc><Cover volume="472">Volume 472</Cover><House name="Commons">
<System xmlns="http://www.parliament.uk/commons/hansard/print" type="Debate" ColStart="20">
<Fragment><Header><Sitting short-date="2008-02-18">Monday</Sitting></Header><Body>
<hs_3MainHdg UID="a">House
of Commons</hs_3MainHdg>
<hs_76fChair>[<SmallCaps>Mr. Speaker</SmallCaps><I> in the Chair</I>]</hs_76fChair>
<Question><hs_Para UID="b" tab="yes"><Number>T3</Number>. <Uin>[186542]</Uin>
  <Member ContinuationText="Ms Barlow" PimsId="1"><B>Ms Celia Barlow</B> (Hove) (Lab):</Member>
  <QuestionText>What steps he proposes to take. </QuestionText></hs_Para></Question>
<hs_2cStatement UID="c"><?notus-xml column=21?>Northern Rock</hs_2cStatement>
<hs_Timeline>3.31 pm</hs_Timeline>
<hs_Para><B><Member>The
Chancellor of the Exchequer (Mr. Alistair
Darling):</Member></B> The right hon. Gentleman is<hs_TimeCode time="x"/> right
  <?notus-xml column=29?>that is one policy.</hs_Para>
<hs_Para>It stands.</hs_Para>
<hs_brev UID="d">“We live in one”</hs_brev>
<Division><hs_Para><I>The
House divided:</I> Ayes <AyesNumber>45</AyesNumber>, Noes <NoesNumber>0</NoesNumber>.</hs_Para>
<TwoColumn><NamesAyes><hs_Para><Member>Ainsworth, Mr. Peter</Member></hs_Para></NamesAyes></TwoColumn>
<hs_Para><I>Question
accordingly agreed to.</I></hs_Para></Division>
</Body></Fragment></System></House></HansardDoc>
"""

# The form of the digitised volumes: hansard, p, member, membercontribution, col.
DIGITISED = """<hansard><housecommons><title>HOUSE OF COMMONS</title>
<date format="1941-05-07">Wednesday</date>
<col>900</col><debates><section><title>WAR SITUATION</title>
<p id="x"><member>The Prime Minister (Mr. Churchill)</member>
<membercontribution>: I ask you <col>901</col>to witness.<lb/>
I have never promised.</membercontribution></p>
<p>Question put.</p></section></debates></housecommons></hansard>"""


def said(transcript: Transcript) -> list[tuple[str | None, str | None, str]]:
    return [(turn.label, turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def column_of(transcript: Transcript, words: str) -> str:
    locator = locator_at(transcript.locators, transcript.text.index(words))
    assert locator is not None
    assert locator.kind is LocatorKind.COLUMN
    return locator.text


def test_scraped(read: Read) -> None:
    transcript = read(SCRAPED)
    assert said(transcript) == [
        (None, None, "CAP Reform"),
        (
            "Peter Hain",
            "Peter Hain",
            "I am a Cabinet Minister — it cost £5.\nTo the team as well.\n[Question put and agreed to.]",
        ),
        ("Hon. Members", None, "Hear, hear!"),
        ("Ann Lee", "Ann Lee", "(Urgent Question): To ask the Minister."),
        (None, None, "[The House divided.]\n[Division 5: Ayes 300, Noes 200]"),
    ]
    assert (transcript.reader, transcript.nature, transcript.language) == (
        "hansard-scraped/1",
        Nature.EDITED,
        "en",
    )
    assert (transcript.title, transcript.date) == ("House of Commons, 2003-06-26", "2003-06-26")
    assert [column_of(transcript, words) for words in ("CAP", "Hear", "Division")] == ["1219", "1220", "1221"]
    assert [transcript.text[aside.start : aside.end] for aside in transcript.asides] == [
        "[Question put and agreed to.]",
        "[The House divided.]",
        "[Division 5: Ayes 300, Noes 200]",
    ]


def test_a_processing_instruction_says_nothing(read: Read) -> None:
    broken = SCRAPED.replace("CAP Reform", "<?notus-xml column=2?>CAP Reform")
    broken = broken.replace('<p pid="a1219.2/2"', '<?notus-xml column=3?><p pid="a1219.2/2"')
    assert said(read(broken)) == said(read(SCRAPED))


def test_written_answers_were_never_spoken(read: Read) -> None:
    body = """<publicwhip><ques id="uk.org.publicwhip/wrans/2003-06-26.1219.2" speakername="Ann Lee"
    colnum="7W">    <p>To ask the Minister why.</p></ques>
    <reply speakername="Peter Hain" colnum="8W"><p>Because.</p></reply></publicwhip>"""
    transcript = read(body)
    assert [(turn.label, turn.locator) for turn in transcript.turns] == [
        ("Ann Lee", "7W"),
        ("Peter Hain", "8W"),
    ]
    assert (transcript.nature, transcript.notes) == (Nature.PREPARED, ("Written, never spoken.",))


def test_printed(read: Read) -> None:
    transcript = read(PRINTED)
    assert said(transcript) == [
        (None, None, "House of Commons\n[Mr. Speaker in the Chair]"),
        ("Ms Celia Barlow (Hove) (Lab)", "Celia Barlow", "What steps he proposes to take."),
        (None, None, "Northern Rock\n[3.31 pm]"),
        (
            "The Chancellor of the Exchequer (Mr. Alistair Darling)",
            "Mr. Alistair Darling",
            "The right hon. Gentleman is right that is one policy.\nIt stands.\n“We live in one”",
        ),
        (None, None, "The House divided: Ayes 45, Noes 0.\n[Question accordingly agreed to.]"),
    ]
    assert (transcript.reader, transcript.nature) == ("hansard-printed/1", Nature.EDITED)
    assert (transcript.title, transcript.date) == ("House of Commons, 2008-02-18", "2008-02-18")
    columns = [
        column_of(transcript, words) for words in ("What steps", "Northern", "is right", "that is one")
    ]
    assert columns == ["20", "21", "21", "29"]


def test_digitised(read: Read) -> None:
    transcript = read(DIGITISED)
    assert said(transcript)[1:] == [
        (
            "The Prime Minister (Mr. Churchill)",
            "Mr. Churchill",
            "I ask you to witness.\nI have never promised.",
        ),
        (None, None, "Question put."),
    ]
    assert (column_of(transcript, "I ask"), column_of(transcript, "to witness")) == ("900", "901")
    assert (transcript.place, transcript.date) == ("House of Commons", "1941-05-07")


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([SCRAPED, PRINTED, DIGITISED]), st.data())
def test_a_broken_file_is_read_or_refused(read: Read, body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, min(len(body), start + 60)))
    put = data.draw(
        st.sampled_from(["", "<p>", "</p>", "<Member>", "<?notus-xml column=2?>", "&x;"])
        | st.text(max_size=5)
    )
    with suppress(UnreadableTranscript):
        read((body[:start] + put + body[end:]).encode("utf-8", "replace"), media_type="text/xml")
