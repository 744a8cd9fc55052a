"""Captions: the words once, in paragraphs, with the time of each cue and the speakers that are marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Locator, LocatorKind, Nature, Transcript, locator_at
from quotetrack.transcripts.cues import read_cues, time_code

Read = Callable[..., Transcript]

# The form of YouTube's own captions: each cue repeats the line above, and words have times of their own.
ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.080 --> 00:00:02.470 align:start position:0%
{blank}
we<00:00:00.320><c> choose</c><00:00:00.719><c> to</c><00:00:01.000><c> go</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
we choose to go
{blank}

00:00:02.480 --> 00:00:04.870 align:start position:0%
we choose to go
to<00:00:02.639><c> the</c><c.colorE5E5E5><00:00:03.120><c> moon</c></c>

00:00:04.870 --> 00:00:04.880 align:start position:0%
to the moon
{blank}

00:00:04.880 --> 00:00:07.000 align:start position:0%
to the moon
in<00:00:05.100><c> this</c><00:00:05.400><c> decade</c>
""".replace("{blank}", " ")

VOICES = """WEBVTT - Council meeting

STYLE
::cue(v[voice="Ann"]) { color: lime }

NOTE checked by hand,
not by machine

intro
00:01.000 --> 00:04.000 line:0
<v.loud Ann Lee>We have mended the <i>roads</i> &amp; bridges,

2
00:04.000 --> 00:06.000
<v Ann Lee>before the winter came.</v>

00:06.100 --> 00:08.000
<v Bob>Who paid?
<v Ann Lee>The city&nbsp;did.
"""

NEWS = """1
00:00:01,000 --> 00:00:03,000
>> JUDY WOODRUFF: Good evening.

2
00:00:03,000 --> 00:00:05,000
The President spoke tonight.

3
00:00:05,000 --> 00:00:07,000
>> Thank you, Judy.

4
00:00:07,000 --> 00:00:09,000
>>> In other news,
"""


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.label, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def time_of(transcript: Transcript, words: str) -> str:
    locator = locator_at(transcript.locators, transcript.text.index(words))
    assert locator is not None
    return locator.text


def cue(start: str, end: str, *lines: str) -> str:
    return "\n".join([f"{start} --> {end}", *lines, "", ""])


def test_what_rolls_up_is_said_once(read: Read) -> None:
    transcript = read(ROLLING)
    assert transcript.text == "we choose to go to the moon in this decade"
    assert (transcript.reader, transcript.nature, transcript.language) == (
        "captions/2",
        Nature.CAPTIONS,
        "en",
    )
    assert [locator.text for locator in transcript.locators] == [
        "00:00:00.080",
        "00:00:02.480",
        "00:00:04.880",
    ]
    assert {locator.kind for locator in transcript.locators} == {LocatorKind.TIME}
    assert time_of(transcript, "moon") == "00:00:02.480"


def test_two_lines_that_roll_without_times_of_words(read: Read) -> None:
    lines = ["one morning", "we went out", "to the sea", "and it was cold", "so we came back"]
    text = "".join(
        cue(f"00:00:{2 * n:02},000", f"00:00:{2 * n + 2:02},000", *lines[max(0, n - 1) : n + 1])
        for n in range(len(lines))
    )
    assert read(text).text == " ".join(lines)


def test_a_line_that_grows_is_said_once(read: Read) -> None:
    words = ["we", "hold", "these", "truths", "to", "be", "self-evident"]
    text = "".join(
        cue(f"00:00:{n:02}.000", f"00:00:{n + 1:02}.000", " ".join(words[: n + 1])) for n in range(len(words))
    )
    assert read("WEBVTT\n\n" + text).text == " ".join(words)


def test_what_is_really_said_twice_stays(read: Read) -> None:
    spoken = [
        "Will you resign?",
        "No.",
        "No.",
        "Will you stay?",
        "Yes.",
        "Why?",
        "Because.",
        "I said so.",
        "Then.",
    ]
    text = "".join(cue(f"00:00:{n:02}.000", f"00:00:{n + 1:02}.000", line) for n, line in enumerate(spoken))
    assert read("WEBVTT\n\n" + text).text == " ".join(spoken)


def test_voices_are_turns(read: Read) -> None:
    transcript = read(VOICES)
    assert said(transcript) == [
        ("Ann Lee", "We have mended the roads & bridges, before the winter came."),
        ("Bob", "Who paid?"),
        ("Ann Lee", "The city\xa0did."),
    ]
    assert transcript.title == "Council meeting"
    assert "checked" not in transcript.text
    assert "color" not in transcript.text
    assert time_of(transcript, "Who paid") == "00:00:06.100"
    assert [turn.locator for turn in transcript.turns] == ["00:00:01.000", "00:00:06.100", "00:00:06.100"]


def test_a_change_of_speaker_without_a_name_begins_a_turn_of_nobody(read: Read) -> None:
    assert said(read(NEWS)) == [
        ("JUDY WOODRUFF", "Good evening. The President spoke tonight."),
        (None, "Thank you, Judy."),
        (None, "In other news,"),
    ]
    unnamed = read(
        "WEBVTT\n\n" + cue("00:01.000", "00:02.000", "&gt;&gt; Hello.", ">> Hello to you. >> And me.")
    )
    assert said(unnamed) == [(None, "Hello."), (None, "Hello to you."), (None, "And me.")]


def test_dashes_are_turns_where_they_come_in_pairs(read: Read) -> None:
    text = cue("00:00:01,000", "00:00:02,000", "- Where is it?", "- In the car.")
    assert said(read(text + cue("00:00:03,000", "00:00:04,000", "- which was red."))) == [
        (None, "Where is it?"),
        (None, "In the car. - which was red."),
    ]
    assert read(cue("00:00:01,000", "00:00:02,000", "- Where is it?")).turns == ()


def test_labels_without_marks_are_found_as_in_any_text(read: Read) -> None:
    text = "".join(
        cue(f"00:00:{n:02}.000", f"00:00:{n + 1:02}.000", line)
        for n, line in enumerate(
            ["MR. SMITH: We mended", "the roads.", "MS. JONES: And the bridges?", "MR. SMITH: Yes."]
        )
    )
    assert said(read(text)) == [
        ("MR. SMITH", "We mended the roads."),
        ("MS. JONES", "And the bridges?"),
        ("MR. SMITH", "Yes."),
    ]


def test_sounds_and_songs_are_asides(read: Read) -> None:
    text = cue(
        "00:00:01.000", "00:00:02.000", "Thank you. [audience whooping]", "♪ Hail to the chief ♪", "And now."
    )
    transcript = read(text)
    assert transcript.text == "Thank you. [audience whooping] ♪ Hail to the chief ♪ And now."
    assert [transcript.text[aside.start : aside.end] for aside in transcript.asides] == [
        "[audience whooping]",
        "♪ Hail to the chief ♪",
    ]


def test_paragraphs_end_with_a_pause_and_with_a_sentence_once_they_are_long(read: Read) -> None:
    text = cue("00:00:01.000", "00:00:02.000", "First.") + cue("00:00:02.500", "00:00:03.000", "Second.")
    text += cue("00:00:09.000", "00:00:10.000", "After a pause.")
    assert read(text).text == "First. Second.\nAfter a pause."
    long = "".join(
        cue(f"00:{n:02}:00.000", f"00:{n + 1:02}:00.000", "So many words in a row that it goes on and on.")
        for n in range(40)
    )
    assert 2 <= read(long).text.count("\n") <= 5
    endless = "".join(cue(f"00:{n:02}:00.000", f"00:{n + 1:02}:00.000", "no stop " * 8) for n in range(50))
    assert all(len(paragraph) < 1700 for paragraph in read(endless).text.split("\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHello\r\n\r\n"
            "00:02.000 --> 00:03.000\r\nthere\r\n",
            "Hello there",
        ),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHello\n", "Hello"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n00:02.000 --> 00:03.000\nthere\n", "Hello there"),
        ("00:00:01,000 --> 00:00:02,000\nHello\n\n00:00:02,000 --> 00:00:03,000\nthere\n", "Hello there"),
        ("1\n00:01,000 --> 00:02,000\nHello\n", "Hello"),
        ("1\n0:00:01.5-->0:00:02.5\nHello\n", "Hello"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nHello\n\nthere\n\n2\n00:00:02,000 --> 00:00:03,000\nyou\n",
            "Hello there you",
        ),
        (
            "2\n00:00:03,000 --> 00:00:04,000\nthere\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n",
            "Hello there",
        ),
        (
            "1\n00:00:01,000 --> 00:00:03,000\nHello\n\n2\n00:00:02,000 --> 00:00:04,000\nthere\n",
            "Hello there",
        ),
        ("1\n00:00:01,000 --> \nHello\n", "Hello"),
        ("1\n00:00:01,000 --> 00:00:02,000\n<font color='#fff'>{\\an8}<b>Hello</b></font>\n", "Hello"),
        ("1\n00:00:01,000 --> 00:00:02,000\nIt&amp;#39;s 2 &lt; 3 &quot;now&quot;\n", 'It\'s 2 < 3 "now"'),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nIn\n2020\n\n2\n00:00:02,000 --> 00:00:03,000\nit rained\n",
            "In 2020 it rained",
        ),
        (
            "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHello\n\nNOTE\nnot said\n\n"
            "2\n00:02.000 --> 00:03.000\nthere\n",
            "Hello there",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE this well.\n", "NOTE this well."),
        (cue("00:00:01,000", "00:00:02,000", "Hello") * 2, "Hello"),
    ],
)
def test_what_is_found_in_real_files(read: Read, text: str, expected: str) -> None:
    assert read(text, media_type="application/x-subrip").text == expected
    assert read(text.encode("utf-16"), url="file:talk.srt").text == expected


def test_captions_are_told_by_their_beginning_by_their_type_and_by_their_name(read: Read) -> None:
    text = cue("00:00:01,000", "00:00:02,000", "Hello")
    assert read(text, media_type="text/plain").reader == "captions/2"
    late = "Subtitles by Ann\n\n" + text
    assert read(late, media_type="text/plain").reader == "text/4"
    assert read(late, media_type="text/vtt").text == "Hello"
    assert read(late, url="https://example.org/talks/Talk.SRT?download=1").text == "Hello"
    assert read(late, media_type="text/plain", url="file:talk.vtt").text == "Hello"


@pytest.mark.parametrize(
    "text", ["WEBVTT", "WEBVTT\n\nNOTE nothing\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"]
)
def test_nothing_said_is_refused(read: Read, text: str) -> None:
    with pytest.raises(UnreadableTranscript, match="without captions"):
        read(text)


def test_chapters_are_refused(read: Read) -> None:
    with pytest.raises(UnreadableTranscript, match="holds chapters, which nobody says"):
        read("WEBVTT\nKind: chapters\n\n" + cue("00:01.000", "00:02.000", "Introduction"))


def test_what_a_machine_recognised(read: Read) -> None:
    form = {
        "text": "Hello there. General.",
        "language": "en",
        "segments": [
            {"id": 0, "start": 0.0, "end": 1.52, "text": " Hello there."},
            {"id": 1, "start": 83.4, "end": 84, "text": " General.", "speaker": "SPEAKER_01"},
            {"id": 2, "start": 85, "end": 86, "text": "  "},
        ],
    }
    transcript = read(json.dumps(form), media_type="application/json")
    assert (transcript.reader, transcript.nature, transcript.language) == (
        "captions/2",
        Nature.CAPTIONS,
        "en",
    )
    assert said(transcript) == [(None, "Hello there."), ("SPEAKER_01", "General.")]
    assert time_of(transcript, "General") == "00:01:23.400"


@pytest.mark.parametrize("start", [None, "soon", -1, float("nan"), 1e300, True, [1]])
def test_a_segment_without_a_time_is_of_another_form(read: Read, start: object) -> None:
    body = json.dumps({"segments": [{"start": start, "text": "Hello"}]})
    assert read(body, media_type="application/json").reader == "text/4"


def test_places_lie_where_their_words_are_when_the_text_is_made_canonical(read: Read) -> None:
    # e and a combining accent become one character; the zero-width space goes
    first = "cafe\u0301 no\u200btes  are\ttaken. " * 3
    text = cue("00:00:01.000", "00:00:02.000", first) + cue("00:00:02.000", "00:00:03.000", "Then tea.")
    transcript = read(text)
    second = transcript.locators[1]
    assert second == Locator(transcript.text.index("Then tea."), LocatorKind.TIME, "00:00:02.000")


def test_a_hundred_hours(read: Read) -> None:
    assert read(cue("100:00:01,000", "100:00:02,000", "Hello")).locators[0].text == "100:00:01.000"
    assert time_code(0) == "00:00:00.000"


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*ROLLING.split("\n"), *VOICES.split("\n"), *NEWS.split("\n"), "", "<v", "-->", "\x00", "&#"]
        )
        | st.text(max_size=20),
        max_size=40,
    ).map("\n".join),
    st.sampled_from(["text/vtt", "application/x-subrip", None]),
)
def test_any_mixture_is_read_or_refused(read: Read, text: str, media_type: str | None) -> None:
    with suppress(UnreadableTranscript):
        transcript = read(text.encode("utf-8", "replace"), media_type=media_type)
        starts = [locator.start for locator in transcript.locators]
        assert starts == sorted(starts)
        assert all(start <= len(transcript.text) for start in starts)
    cues = read_cues(text).cues
    assert all(before.start <= after.start for before, after in pairwise(cues))
