"""The promises of the one public function, on any bytes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness, Nature, Role, Transcript
from quotetrack.transcripts.canonical import canonical

Read = Callable[..., Transcript]

LINES = st.sampled_from(
    [
        "President of Russia Vladimir Putin: Good afternoon. (Applause.)",
        "Vladimir Putin: Yes.",
        "Question: Why?",
        "<LEHRER: Governor.>",
        "<THE PRESIDENT:> Thank you. <AUDIENCE: U-S-A!> Thank you. <Laughter>",
        "Mr. SMITH. I object.",
        "The PRESIDING OFFICER. Without objection.",
        "Q. Why?",
        "* * *",
        "We go on [inaudible] as before.",
        "(Laughter)",
        "Vladimir Putin:",
        "Question: (Applause.)",
        "",
        "\xa0",
    ]
)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<br>",
            "<pre>",
            "</pre>",
            "<nav>",
            "</nav>",
            "<script>",
            "<!--",
            "-->",
            "<article>",
            "<td>",
            "<table>",
            "&nbsp;",
            "&#xD800;",
            "&lt;",
            "<title>",
            "</title>",
            "<h1>",
            "<time datetime='2003-03-20'>",
            "<meta property='og:site_name' content='President of Russia'>",
            "<div class='read__internal_content'>",
            "<![CDATA[",
            "<svg>",
            "Vladimir Putin: Good",
            "words in a row",
            "\x00",
            "<p hidden>",
            "<template>",
            "<head>",
            "<body>",
            "<html lang='ru'>",
        ]
    )
).map("".join)


def check(transcript: Transcript) -> None:
    text = transcript.text
    assert text
    assert canonical(text) == text
    end = 0
    for index, turn in enumerate(transcript.turns):
        assert turn.index == index
        assert end <= turn.start < turn.end <= len(text)
        words = text[turn.start : turn.end]
        assert words == words.strip()
        assert turn.label is None or not words.startswith(turn.label + ":")
        for aside in turn.asides:
            assert turn.start <= aside.start < aside.end <= turn.end
            assert aside in transcript.asides
        end = turn.end
    last = 0
    for aside in transcript.asides:
        assert last <= aside.start < aside.end <= len(text)
        assert text[aside.start] in "([<"
        assert text[aside.end - 1] in ")]>"
        last = aside.end


@given(st.lists(LINES | st.text(max_size=60)).map("\n".join))
def test_turns_lie_in_order_inside_the_text(read: Read, text: str) -> None:
    with suppress(UnreadableTranscript):
        check(read(text, media_type="text/plain"))


@settings(deadline=None)
@given(
    st.binary(max_size=600) | MARKUP.map(str.encode) | MARKUP.map(lambda text: text.encode("utf-16")),
    st.sampled_from([None, "text/html", "text/plain", "application/pdf", "image/png", "nonsense", ""]),
    st.sampled_from([None, "utf-8", "windows-1251", "utf-16", "nonsense"]),
    st.sampled_from(
        [
            None,
            "http://en.kremlin.ru/x",
            "https://www.govinfo.gov/x",
            "file:x.txt",
            "urn:sha256:0",
            "http://[",
            "::",
        ]
    ),
)
def test_any_bytes_are_read_or_refused(
    read: Read, body: bytes, media_type: str | None, charset: str | None, url: str | None
) -> None:
    refusal: UnreadableTranscript | None = None
    try:
        check(read(body, media_type=media_type, charset=charset, url=url))
    except UnreadableTranscript as raised:
        refusal = raised
    if refusal is not None:
        assert "\n" not in str(refusal)
        assert len(str(refusal)) > 20


@pytest.mark.parametrize(
    ("body", "media_type", "says"),
    [
        (b"", None, "empty"),
        (b" \n\t ", "text/plain", "empty"),
        (b"%PDF-1.7 \x00", "application/pdf", "PDF"),
        (b"PK\x03\x04", None, "ZIP"),
        (b"\x89PNG\r\n", "image/png", "image"),
        (b"... --- ...", "text/plain", "no words"),
        (
            b"<html><head><script>location.reload()</script></head><body></body></html>",
            "text/html",
            "no words",
        ),
        ("abc", "video/mp4", "video/mp4"),
    ],
)
def test_what_is_refused_and_how(read: Read, body: bytes, media_type: str | None, says: str) -> None:
    with pytest.raises(UnreadableTranscript, match=says):
        read(body, media_type=media_type)


@contextmanager
def no_hang() -> Iterator[None]:
    """Fails what takes time out of all proportion: minutes of the processor's own, not of the clock's."""

    def hangs(*_: object) -> None:
        raise AssertionError("hangs")

    before = signal.signal(signal.SIGPROF, hangs)
    signal.setitimer(signal.ITIMER_PROF, 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize(
    "body",
    [
        b"word " * 400_000,
        b"(" * 1_000_000 + b"a",
        b"<" * 1_000_000 + b"a",
        b"a: " * 400_000,
        b"Mr. " * 400_000,
        ("Vladimir Putin: yes.\n" * 20_000).encode(),
        b"a\n" * 500_000,
        b"  a b-\n" * 200_000,
        "Ы".encode("cp1251") * 500_000,
        b"Mr. A" + b"A" * 1_000_000,
        "“".encode() * 300_000,
    ],
)
def test_huge_plain_texts_do_not_hang(read: Read, body: bytes) -> None:
    with no_hang(), suppress(UnreadableTranscript):
        read(body, media_type="text/plain")


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 20_000 + b"words",
        b"<p>start<b>" + b"<span>" * 20_000 + b"deep words" + b"</span>" * 20_000 + b"<p>end",
        b"<table><tr><td>" * 5_000 + b"words",
        b"<p>words" * 20_000,
        b"<a href=x>" * 20_000 + b"words",
        b"<!--" * 100_000 + b"words",
        b"&lt;" * 300_000,
    ],
)
def test_nested_and_long_markup_does_not_hang_or_recurse(read: Read, body: bytes) -> None:
    with no_hang(), suppress(UnreadableTranscript):
        read(body, media_type="text/html")


def test_what_is_stated_wins(read: Read) -> None:
    page = '<html lang="ru"><title>Read</title><p>Good evening, and thank you all for being here today.'
    transcript = read(
        page,
        url="https://example.org/a",
        id="miller/gwbush_speeches_014",
        title="Stated",
        publisher="Miller Center",
        speaker="George W. Bush",
        date="2003-03-17",
        occasion="Address",
        language="en",
        nature=Nature.VERBATIM,
        complete=Completeness.YES,
    )
    assert transcript.id == "miller/gwbush_speeches_014"
    assert (transcript.title, transcript.publisher, transcript.speaker) == (
        "Stated",
        "Miller Center",
        "George W. Bush",
    )
    assert (transcript.date, transcript.occasion, transcript.language) == ("2003-03-17", "Address", "en")
    assert (transcript.nature, transcript.complete) == (Nature.VERBATIM, Completeness.YES)


def test_a_typed_in_excerpt(read: Read) -> None:
    words = "Сразу же подчеркну, военные действия осуществляются вопреки мировому общественному мнению."
    transcript = read(words, media_type="text/plain", url="urn:sha256:0")
    assert transcript.text == words
    assert transcript.nature == Nature.EXCERPT
    assert transcript.language == "ru"
    assert transcript.turns == ()
    assert transcript.id.startswith("excerpt-")


def test_a_text_without_labels_has_no_turns(read: Read) -> None:
    transcript = read(
        "Mr. Speaker, Mr. President: it is good to be here.\nThank you. (Applause.)", speaker="Ann Lee"
    )
    assert transcript.turns == ()
    assert transcript.speaker == "Ann Lee"
    assert len(transcript.asides) == 1


def test_turns_of_a_labelled_text(read: Read) -> None:
    transcript = read(
        "Meeting with officials\n"
        "President of Russia Vladimir Putin: Good afternoon. (Applause.)\n"
        "Let us begin.\n"
        "Question: Why?\n"
        "Putin: Because.\n"
        "* * *\n"
        "Then the talks went on."
    )
    assert [(turn.label, turn.speaker, turn.role) for turn in transcript.turns] == [
        (None, None, Role.UNKNOWN),
        ("President of Russia Vladimir Putin", "Vladimir Putin", Role.SPEAKER),
        ("Question", None, Role.QUESTION),
        ("Putin", "Vladimir Putin", Role.SPEAKER),
        (None, None, Role.UNKNOWN),
    ]
    words = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    assert words[1] == "Good afternoon. (Applause.)\nLet us begin."
    assert words[3] == "Because."
    assert len(transcript.turns[1].asides) == 1


def test_brackets_that_hold_a_turn(read: Read) -> None:
    transcript = read(
        "<LEHRER: Governor, you have one minute.>\n\nI thank you. <AUDIENCE: U-S-A!> So.\n\n"
        "<DUKAKIS: I agree.>\n\n"
        "<LEHRER: Good.> <laughter>\n<BUSH:> I go on.\nAnd on."
    )
    found = [(turn.label, transcript.text[turn.start : turn.end]) for turn in transcript.turns]
    assert ("LEHRER", "Governor, you have one minute.") in found
    assert (None, "I thank you.") in found
    assert ("AUDIENCE", "U-S-A!") in found
    assert (None, "So.") in found
    assert ("BUSH", "I go on.\nAnd on.") in found


def test_importing_the_room_loads_no_library() -> None:
    code = (
        "import sys, quotetrack.transcripts\n"
        "print([m for m in ('bs4', 'lxml', 'charset_normalizer', 'nameparser') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
