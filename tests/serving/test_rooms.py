"""What each room shows and does, asked as a browser asks."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from loopback import Reply, Site
from served import HOSTILE, RECORDS, STORY, Served, words

from quotetrack.archive import Archive
from quotetrack.records import load_record, read_receipt
from quotetrack.serving.desk import MOST


def test_a_pasted_quote_gets_its_verdict_with_its_evidence(served: Served) -> None:
    said = served.text(
        "/check?text=we+will+mend+the+old+bridge+before+the+spring+comes&speaker=Ann+Smith&date=1+May+2003"
    )
    assert "Some words differ differs" in said
    assert "the quote has “spring”, the transcript “winter”" in said
    assert "Ann Smith, 1 May 2003" in said
    assert "3 transcripts searched" in said
    page = served.get("/check?text=mend+the+old+bridge+before+the+winter").text
    assert 'href="/transcripts/bridge?at=' in page


def test_a_verdicts_link_leads_to_the_words_in_their_transcript(served: Served) -> None:
    page = served.get("/check?text=mend+the+old+bridge+before+the+winter+comes&date=2003-05-01").text
    found = re.search(r'href="(/transcripts/bridge[^"#]*)#passage"', page)
    assert found is not None
    text = served.get(found[1].replace("&amp;", "&")).text
    assert '<mark id="passage" tabindex="-1">mend the old bridge before the winter comes</mark>' in text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("text=", "is empty"),
        ("text=%E2%80%A6!!", "has no words in it"),
        ("text=a+b+c&language=English", "is no language tag"),
        ("text=a+b+c&speaker=" + "x" * 501, "is longer than 500 characters"),
        ("text=" + "word+" * 4001, "has 20,004 characters, a quote has at most 20,000"),
    ],
)
def test_what_is_wrong_with_a_claim_is_said_at_its_field(served: Served, query: str, says: str) -> None:
    page = served.get(f"/check?{query}").text
    assert says in words(page)
    assert 'aria-invalid="true"' in page


def test_where_to_look_is_said_where_the_archive_lacks_the_occasion(served: Served) -> None:
    lacking = served.get(
        "/check?text=We+shall+fight+on+the+beaches&speaker=Winston+Churchill&date=4+June+1940"
    ).text
    assert "https://hansard.parliament.uk/search/Contributions?startDate=1940-06-04" in lacking
    found = served.get("/check?text=mend+the+old+bridge+before+the+winter+comes&date=2003-05-01").text
    assert "Where to look" not in found


def test_an_article_is_cleared_one_by_one_in_story_order(served: Served) -> None:
    answer = served.post("/article", {"pasted": STORY})
    assert answer.status_code == 303
    home = answer.headers["Location"]
    said = served.text(home)
    assert "0 of 3 quotations concluded" in said
    assert said.index("We will mend") < said.index("nothing to fear") < said.index("Nobody in this valley")
    assert "1 more place in quotation marks" in said
    assert "has a record" in said
    first = served.get(home + "/1").text
    assert "The same words" in words(first)
    assert 'href="/quotes/smith-2003-bridge"' in first
    gone = served.post(home + "/1", {"said": "cleared"}).headers["Location"]
    assert gone == home + "/2"
    assert served.post(gone, {"said": "wrong", "note": "snow, not rain"}).headers["Location"] == home + "/3"
    said = served.text(home)
    assert "2 of 3 quotations concluded" in said
    assert "marked as wrong: snow, not rain" in said
    assert served.post(home + "/3", {"said": "cleared"}).headers["Location"] == home
    assert "Every quotation has been concluded on." in served.text(home)
    # dropped again, it is the same article with the same conclusions
    assert served.post("/article", {"pasted": STORY}).headers["Location"] == home
    assert "3 of 3 quotations concluded" in served.text(home)
    assert served.post(home + "/forget", {}).status_code == 303
    assert served.get(home).status_code == 404


def test_an_article_comes_as_text_html_or_word(served: Served, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for line in STORY.split("\n\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "story.docx"))
    page = "".join(f"<p>{part}</p>" for part in STORY.split("\n\n"))
    bodies = {
        "story.docx": (tmp_path / "story.docx").read_bytes(),
        "story.html": f"<!doctype html><body>{page}</body>".encode(),
        "story.txt": STORY.encode("utf-16"),
        "story.md": STORY.encode(),
    }
    for name, body in bodies.items():
        answer = served.post("/article", {"file": (io.BytesIO(body), name)})
        assert "of 3 quotations concluded" in served.text(answer.headers["Location"]), name


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"pasted": "  "}, "nothing to check"),
        ({"file": (io.BytesIO(b""), "a.txt")}, "empty"),
        ({"file": (io.BytesIO(b"%PDF-1.4 \x00"), "a.pdf")}, ""),
        ({"file": (io.BytesIO(b"PK\x03\x04 cut"), "a.docx")}, ""),
        ({"pasted": "x" * 9_000_000}, "larger than 8 MiB"),
        ({"pasted": "word " * 200_001}, "it has more than 1,000,000 characters"),
        ({"pasted": "“We go on.”\n\n" * 5_001}, "it has more than 5,000 quotations"),
    ],
)
def test_what_is_no_article_is_said_to_be_none(served: Served, data: dict[str, object], says: str) -> None:
    answer = served.post("/article", dict(data))
    assert answer.status_code == 200
    assert "Wrong:" in words(answer.text)
    assert says in words(answer.text)


def test_the_desk_holds_the_last_few_articles(served: Served) -> None:
    homes = [
        served.post("/article", {"pasted": f"“We will mend the bridge {n} times over,” she said."}).headers[
            "Location"
        ]
        for n in range(MOST + 1)
    ]
    assert served.get(homes[0]).status_code == 404
    assert served.get(homes[1]).status_code == 200


def test_transcripts_are_listed_by_date_and_found_by_their_fields(served: Served) -> None:
    said = served.text("/transcripts")
    assert "3 transcripts in this archive" in said
    page = served.get("/transcripts").text
    assert (
        page.index("/transcripts/harvest")
        < page.index("/transcripts/market")
        < page.index("/transcripts/bridge")
    )
    assert "1 transcript in this archive that fit" in served.text("/transcripts?words=harv")
    assert "2 transcripts in this archive that fit" in served.text("/transcripts?speaker=ann+smith")
    assert "1 transcript in this archive that fit" in served.text("/transcripts?from=2004&to=2004-12")
    assert "is no date" in served.text("/transcripts?from=yesterday")


def test_a_transcripts_turns_stand_under_their_labels(served: Served) -> None:
    page = served.get("/transcripts/bridge").text
    assert page.count('class="turn"') == 3
    assert (
        '<p class="label"><bdi>MAYOR SMITH</bdi> <span class="fine"><bdi>Ann Smith</bdi></span></p>' in page
    )
    assert '<span class="stage">[Applause.]</span>' in page
    # a label is shown once, with its turn
    assert words(page).count("MAYOR SMITH") == 2
    assert "nothing in it says who speaks" in served.text("/transcripts/harvest")


def test_words_are_found_with_their_places(served: Served) -> None:
    page = served.get('/find?words="old+bridge"+winter').text
    assert "2 transcripts in this archive." in words(page)
    assert "<mark>old bridge</mark>" in page
    assert "No transcript in this archive holds this." in served.text("/find?words=zebra")
    assert "no word to look for" in served.text("/find?words=%21%21")


def test_speakers_are_listed_by_name_and_not_ranked(served: Served) -> None:
    said = served.text("/speakers")
    assert "Ann Smith2 transcripts, 2003–2004" in said.replace(" 2 trans", "2 trans")
    assert "says what was saved, and nothing else" in said
    assert "0 names" in served.text("/speakers?words=zebra")


def test_a_phrase_in_time_is_of_this_archive(served: Served) -> None:
    said = served.text("/timeline?phrase=mend+the+old+bridge")
    assert "4 occurrences in this archive" in said
    assert said.index("2003-05-01") < said.index("2004-09-10")
    assert "Worded in 2 ways in this archive" in said
    assert "3 times, first 2003-05-01" in said
    assert "Not in this archive" in served.text("/timeline?phrase=a+zebra+crossing")
    assert "1 occurrence in this archive" in served.text("/timeline?phrase=mend+the+old+bridge&to=2003")
    assert "words are no phrase" in served.text("/timeline?phrase=" + "word+" * 41)


def test_an_address_is_shown_before_it_is_kept(served: Served, site: Site) -> None:
    shown = served.post("/archive", {"url": site.url(), "do": "preview", "date": "2006-10-01"})
    said = words(shown.text)
    assert "Nothing is kept yet" in said
    assert "MAYOR SMITH" in said
    assert "2006-10-01" in said
    assert "3 transcripts" in served.text("/transcripts")
    capture = shown.text.split('name="capture" value="')[1].split('"')[0]
    kept = served.post(
        "/archive", {"url": site.url(), "do": "keep", "date": "2006-10-01", "capture": capture}
    )
    assert "It is archived" in words(kept.text)
    assert "other bytes" not in words(kept.text)
    assert "4 transcripts" in served.text("/transcripts")
    assert "The same words" in served.text(
        "/check?text=the+mayor+speaks+of+the+harvest,+of+the+roads&date=2006-10-01"
    )
    again = served.post("/archive", {"url": site.url(), "do": "keep"})
    assert "It was archived already" in words(again.text)
    site.replies["/speech"] = Reply(Reply().body.replace(b"harvest", b"market"))
    other = served.post("/archive", {"url": site.url(), "do": "keep", "capture": capture})
    assert "other bytes than those that were shown" in words(other.text)


def test_the_way_to_the_live_page_leads_to_the_words(served: Served, site: Site) -> None:
    served.post("/archive", {"url": site.url(), "do": "keep", "date": "2006-10-01"})
    page = served.get("/check?text=the+mayor+speaks+of+the+harvest,+of+the+roads&date=2006-10-01").text
    found = re.search(r'href="(/live/[^"]*)"', page)
    assert found is not None
    way = served.get(found[1].replace("&amp;", "&"))
    assert way.status_code == 302
    assert way.headers["Location"].startswith(site.url() + "#:~:text=")
    assert "the%20mayor%20speaks" in way.headers["Location"]
    assert site.paths() == ["/speech"]
    assert served.get("/live/bridge").status_code == 404
    assert served.get("/live/nothing").status_code == 404
    assert served.get(found[1].split("?")[0]).headers["Location"] == site.url()


def test_an_address_that_is_refused_is_said_to_be_and_why(served: Served, faults: dict[str, str]) -> None:
    for path in ("/404", "/wall", "/empty", "/other-loopback", "/cut"):
        url, why = next((url, why) for url, why in faults.items() if url.endswith(path))
        said = words(served.post("/archive", {"url": url, "do": "preview"}).text)
        assert why in said, path
        assert "nothing would be kept" in said
        assert "Nothing was kept" in words(served.post("/archive", {"url": url, "do": "keep"}).text)
    for url in ("file:///etc/passwd", "javascript:alert(1)", "nothing", "", "http://u:p@x.example/"):
        assert "Wrong:" in words(served.post("/archive", {"url": url, "do": "preview"}).text)


def test_quotes_are_listed_with_their_words_and_standing(served: Served) -> None:
    said = served.text("/quotes")
    assert "2 records." in said
    assert "Not verified yet" in said
    assert "we will mend the old bridge" in said
    served.post("/quotes/smith-2003-bridge/verify", {})
    assert "1 record of 2" in served.text("/quotes?status=matches")
    served.record("broken").write_text("text: [")
    assert "broken.yaml:1" in served.text("/quotes")


def test_a_record_is_written_with_what_is_wrong_said_at_each_field(served: Served) -> None:
    data = {
        "text": "",
        "date": "20 March",
        "speaker.name": "",
        "speaker.role": "Mayor",
        "language": "English",
        "claimed_in.0.url": "nonsense",
        "sources.0.address": "http://exa mple",
        "sources.2.address": "../../etc/passwd",
        "sources.2.date": "soon",
        "kind": "direct",
    }
    page = served.post("/quotes/new", data).text
    for field in (
        "text",
        "date",
        "speaker.name",
        "language",
        "claimed_in.0.url",
        "sources.0.address",
        "sources.2.date",
    ):
        assert f'id="{field}-wrong"' in page, field
    assert "nothing was written" in words(page)
    assert 'value="20 March"' in page
    right = {
        "text": "We shall build a tower.\r\nAnd more.",
        "date": "2003",
        "speaker.name": "Ann Smith",
        "speaker.other_names": "Mayor Smith\r\nA. Smith",
        "claimed_in.0.citation": "The Paper",
        "claimed_in.0.quotation_marks": "yes",
        "sources.0.address": "https://example.org/x",
        "sources.0.nature": "prepared",
        "sources.1.excerpt.text": "We shall build.",
        "sources.1.excerpt.citation": "A book, page 3",
        "tags": "tower\r\n\r\nbridge",
        "private": "yes",
    }
    answer = served.post("/quotes/new", right)
    assert answer.status_code == 303
    (path,) = [p for p in (served.folder / "quotes").glob("*.yaml") if p.stem not in RECORDS]
    quote = load_record(path)
    assert quote.text == "We shall build a tower.\nAnd more."
    assert quote.speaker is not None
    assert quote.speaker.other_names == ("Mayor Smith", "A. Smith")
    assert [source.url for source in quote.sources] == ["https://example.org/x", None]
    assert quote.claimed_in[0].quotation_marks is True
    assert (quote.tags, quote.private) == (("tower", "bridge"), True)
    assert "The record is written" in served.text(answer.headers["Location"])
    assert "exists already" in words(served.post("/quotes/new", {**right, "id": quote.id}).text)


def test_another_source_is_a_field_more_and_nothing_is_written(served: Served) -> None:
    data = {"text": "words of it", "sources.0.address": "https://example.org/x", "more": "sources"}
    page = served.post("/quotes/new", data).text
    assert 'id="sources.2.address"' in page
    assert "https://example.org/x" in page
    assert not served.record("words-of-it").exists()


def fields(page: str) -> dict[str, str]:
    """The values of a page's form."""
    from lxml import html

    form = max(html.fromstring(page).forms, key=lambda each: len(each.fields))
    return {name: value for name, value in form.fields.items() if value is not None}


def test_a_record_is_changed_and_its_comments_stay(served: Served) -> None:
    path = served.record("smith-2003-bridge")
    form = fields(served.get("/quotes/smith-2003-bridge/edit").text)
    form.pop("more", None)
    answer = served.post(
        "/quotes/smith-2003-bridge/edit", {**form, "date": "2003-05", "occasion": "town meeting"}
    )
    assert answer.status_code == 303, words(answer.text)
    expected = RECORDS["smith-2003-bridge"].replace(
        "date: 2003-05-01\n", "date: 2003-05\noccasion: town meeting\n"
    )
    assert path.read_text() == expected
    # what the form does not show stays too: whom the source's labels name
    assert load_record(path).sources[0].stated.labels == (("MAYOR SMITH", "Ann Smith"),)


def test_a_record_changed_meanwhile_is_not_written_over(served: Served) -> None:
    path = served.record("smith-2003-bridge")
    form = fields(served.get("/quotes/smith-2003-bridge/edit").text)
    form.pop("more", None)
    path.write_text(path.read_text() + "notes: of somebody else\n")
    answer = served.post("/quotes/smith-2003-bridge/edit", {**form, "date": "1999"})
    assert answer.status_code == 409
    assert "somebody has changed the record" in words(answer.text)
    assert "of somebody else" in path.read_text()
    assert "1999" not in path.read_text()


def test_a_review_is_signed_for_the_evidence_that_was_shown(served: Served) -> None:
    url = "/quotes/smith-2003-bridge/review"
    assert "Verify it first" in served.text(url)
    served.post("/quotes/smith-2003-bridge/verify", {})
    page = served.get(url).text
    evidence = page.split('name="evidence" value="')[1].split('"')[0]
    data = {"reviewer": "Jane Doe", "conclusion": "accurate", "note": "I was there.", "evidence": evidence}
    assert "say who concludes this" in words(served.post(url, {**data, "reviewer": " "}).text)
    assert "choose one of" in words(served.post(url, {**data, "conclusion": "perfect"}).text)
    other = served.post(url, {**data, "evidence": "sha256:" + "0" * 64})
    assert other.status_code == 409
    assert "nothing is signed" in words(other.text)
    assert load_record(served.record("smith-2003-bridge")).reviews == ()
    answer = served.post(url, data)
    assert answer.status_code == 303
    (review,) = load_record(served.record("smith-2003-bridge")).reviews
    assert (review.reviewer, review.conclusion, review.evidence) == ("Jane Doe", "accurate", evidence)
    said = served.text(answer.headers["Location"])
    assert "accurate, Jane Doe" in said
    assert "current" in said
    assert "stale" not in said
    assert RECORDS["smith-2003-bridge"].splitlines()[1] in served.record("smith-2003-bridge").read_text()
    receipt = read_receipt(served.folder / "quotes" / "verdicts", "smith-2003-bridge")
    assert receipt is not None
    assert receipt["reviews"][0]["current"] is True


def test_a_review_of_a_changed_record_is_not_signed(served: Served) -> None:
    url = "/quotes/smith-2003-bridge/review"
    served.post("/quotes/smith-2003-bridge/verify", {})
    evidence = served.get(url).text.split('name="evidence" value="')[1].split('"')[0]
    path = served.record("smith-2003-bridge")
    path.write_text(path.read_text().replace("before the winter", "before the spring"))
    data = {"reviewer": "Jane Doe", "conclusion": "accurate", "evidence": evidence}
    assert served.post(url, data).status_code == 409
    assert load_record(path).reviews == ()


def test_without_a_folder_of_records_the_rest_works(served: Served) -> None:
    import shutil

    shutil.rmtree(served.folder / "quotes")
    assert "No record of a quote" in served.text("/quotes")
    assert "The same words" in served.text("/check?text=mend+the+old+bridge+before+the+winter+comes")
    assert served.post("/quotes/new", {"text": "words of it", "id": "new-one"}).status_code == 303
    assert served.record("new-one").exists()


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "quotes").mkdir()
    served = Served(tmp_path)
    assert "holds no transcripts yet" in served.text("/")
    assert "Nothing to compare with" in served.text("/check?text=mend+the+old+bridge")
    assert "Not in this archive" in served.text("/timeline?phrase=mend")
    assert "0 names" in served.text("/speakers")
    assert not (tmp_path / "archive").exists()


def test_hostile_words_are_shown_as_words(served: Served) -> None:
    text = f"{HOSTILE} the bridge {HOSTILE} " + "x" * 1_000_000 + f" {HOSTILE} is mended"
    (served.folder / "evil.txt").write_text(f"MAYOR {'SMITH'}: {text}\n", encoding="utf-8")
    from quotetrack.boundary import run

    arguments = [
        "archive",
        str(served.folder / "evil.txt"),
        "--id",
        "evil<b>",
        "--title",
        HOSTILE,
        "--speaker",
        HOSTILE,
    ]
    assert run(["--quotes", str(served.folder / "quotes"), *arguments]) == 0
    record = {
        "text": text[:19_000].replace("\x07", ""),
        "notes": text.replace("\x07", ""),
        "speaker": {"name": HOSTILE.replace("\x07", "")},
    }
    served.record("evil").write_text(json.dumps(record, ensure_ascii=True))
    story = served.post(
        "/article", {"pasted": f"“{HOSTILE} the bridge is mended now,” said {HOSTILE}."}
    ).headers["Location"]
    served.post("/quotes/evil/verify", {})
    for url in (
        "/quotes",
        "/quotes/evil",
        "/quotes/evil/edit",
        "/quotes/evil/review",
        "/transcripts",
        "/transcripts/evil%3Cb%3E",
        "/speakers",
        "/find?words=mended",
        "/timeline?phrase=the+bridge",
        "/check?" + "text=%3Cscript%3Ethe%20bridge%20is%20mended&speaker=%3Cimg%20src%3Dx%20onerror%3Dx%3E",
        story,
        "/nothing/%3Cscript%3E",
    ):
        page = served.get(url).text
        assert "<script>document" not in page, url
        assert "<img" not in page, url
        assert "</div>49 " not in page, url
        if "textarea" not in page:  # where a record is edited its own characters stand
            assert "\u202e" not in page, url


def test_what_an_archive_holds_is_not_changed_by_looking(served: Served) -> None:
    def files() -> dict[str, bytes]:
        folder = served.folder / "archive"
        return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and "sqlite" not in p.name}

    before = files()
    for url in (
        "/",
        "/check?text=mend+the+old+bridge",
        "/transcripts/bridge",
        "/speakers",
        "/timeline?phrase=mend",
    ):
        served.get(url)
    assert files() == before
    with Archive.open(served.folder / "archive") as archive:
        assert len(archive.transcript_ids()) == 3
