"""Provenance: the chain of a record as text, and as PROV-JSON that another program reads back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from loopback import Reply, Site
from prov.model import ProvAgent, ProvDerivation, ProvDocument, ProvEntity

from quotetrack.archive import Archive
from quotetrack.archive.limits import Limits
from quotetrack.boundary import run

WORDS = "the roads that lead to the market"


class Desk:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def __call__(self, *arguments: str) -> str:
        self._capsys.readouterr()
        assert run(["--quotes", str(self.folder / "quotes"), *arguments]) == 0
        return self._capsys.readouterr().out

    def provenance(self) -> dict[str, Any]:
        document = json.loads(self("show", "one", "--provenance", "--json"))
        assert isinstance(document, dict)
        return document


@pytest.fixture
def desk(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.delenv("QUOTETRACK_ARCHIVE", raising=False)
    site.replies["/paper"] = Reply(b"<p>A paper that prints what the mayor is said to have said of it.</p>")
    site.replies["/old"] = Reply(b"", 302, {"Location": "/speech"})
    (tmp_path / "quotes").mkdir()
    (tmp_path / "quotes" / "one.yaml").write_text(
        f"text: {WORDS}\nspeaker: {{name: Ann Smith}}\n"
        f"claimed_in: [{{url: '{site.url('/paper')}'}}, {{citation: A book}}]\n"
        f"sources: [{{url: '{site.url('/old')}', id: speech, nature: verbatim}}]\n"
    )
    return Desk(tmp_path, capsys)


def test_every_link_stands_in_the_text(desk: Desk, site: Site) -> None:
    desk("archive", "--all", "--allow-private")
    assert "none yet; run: quotetrack verify one" in desk("show", "one", "--provenance")
    desk("verify", "one", "--fail-on", "none")
    desk("review", "one", "--reviewer", "Jane Doe", "--conclusion", "accurate")
    text = " ".join(desk("show", "one", "--provenance").split())
    with Archive.open(desk.folder / "archive") as archive:
        transcript = archive.transcript("speech")
        assert transcript is not None
        assert transcript.capture is not None
        place = archive.place_of(transcript.capture)
        assert place is not None
        warc, offset = place
        at = f"{archive.captures_of(site.url('/old'))[-1].archived_at:%Y-%m-%d %H:%M:%S} UTC"
        start = transcript.text.index(WORDS)
        fixity = archive.fixities()[warc]
        assert archive.payload(transcript.capture), "the chain ends in bytes"
    for link in (
        f"quote one: “{WORDS}”",
        f"claimed in 1. {site.url('/paper')} capture sha256:",
        "claimed in 2. A book no address, not archived",
        "witness 1 speech, exact",
        f"passage characters {start}–{start + len(WORDS)}: “{WORDS}” (stands there)",
        f"read by {transcript.reader}",
        f"capture {transcript.capture} kept in {warc} at byte {offset} that file: {fixity}",
        f"address {site.url('/old')}, answered 200 from {site.url('/speech')}",
        f"came in {at}",
        f"fetched by {Limits().user_agent}; robots.txt obeyed",
        "review accurate, Jane Doe",
    ):
        assert link in text, link


def test_what_a_transcript_reprints_is_a_link_of_the_chain(desk: Desk) -> None:
    record = desk.folder / "quotes" / "one.yaml"
    record.write_text(
        record.read_text().replace("id: speech,", "id: speech, derived_from: 'https://example.org/first',")
    )
    desk("archive", "--all", "--allow-private")
    desk("verify", "one", "--fail-on", "none")
    assert "reprint of https://example.org/first" in " ".join(desk("show", "one", "--provenance").split())
    assert "reprint of https://example.org/first" in " ".join(desk("show", "one").split())
    document = ProvDocument.deserialize(content=json.dumps(desk.provenance()), format="json")
    derived = {
        (str(d.args[0]), str(d.args[1]))
        for d in document.get_records(ProvDerivation)
        if "reprinted/" in str(d.args[1])
    }
    assert len(derived) == 1
    assert next(iter(derived))[0].startswith("qt:transcript/speech/")


def test_another_program_reads_the_document_and_finds_the_way_back(desk: Desk, site: Site) -> None:
    desk("archive", "--all", "--allow-private")
    desk("verify", "one", "--fail-on", "none")
    desk("review", "one", "--reviewer", "Jörg Å/Ø", "--conclusion", "accurate", "--seen", "a tape")
    printed = desk("show", "one", "--provenance", "--json")
    document = ProvDocument.deserialize(content=printed, format="json")
    assert ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document
    names = {str(each.identifier) for each in document.get_records((ProvEntity, ProvAgent))}
    came_from: dict[str, set[str]] = {}
    for derivation in document.get_records(ProvDerivation):
        generated, used = [str(value) for _, value in derivation.formal_attributes[:2]]
        assert {generated, used} <= names
        came_from.setdefault(generated, set()).add(used)

    def sources(name: str) -> set[str]:
        return {name}.union(*(sources(each) for each in came_from.get(name, ())))

    kinds = {name.removeprefix("qt:").split("/")[0] for name in sources("qt:verdict/one")}
    assert kinds == {
        "verdict",
        "quote",
        "publication",
        "address",
        "passage",
        "transcript",
        "capture",
        "evidence",
    }
    assert {name.split("/")[0] for name in sources("qt:review/one/1")} >= {"qt:seen", "qt:evidence"}
    locations = {entity.get("prov:location") for entity in json.loads(printed)["entity"].values()}
    assert {site.url("/old"), site.url("/paper")} <= locations


def test_the_words_are_attributed_to_nobody(desk: Desk) -> None:
    """Who said them is what is in question."""
    data = desk.provenance()
    assert data["entity"]["qt:quote/one"]["qt:claimedSpeaker"] == "Ann Smith"
    assert "wasAttributedTo" not in data
    assert "Ann Smith" not in json.dumps(data.get("agent", {}))


def test_nothing_archived_is_a_chain_too(desk: Desk) -> None:
    assert "verdict     none yet" in desk("show", "one", "--provenance")
    assert set(desk.provenance()["entity"]) == {
        "qt:quote/one",
        "qt:publication/one/1",
        "qt:publication/one/2",
    }


def test_a_reading_that_the_archive_has_lost_is_said(desk: Desk) -> None:
    desk("archive", "--all", "--allow-private")
    desk("verify", "one", "--fail-on", "none")
    for path in (desk.folder / "archive").iterdir():
        if path.is_file():
            path.unlink()
    text = desk("show", "one", "--provenance")
    assert "(not to be looked up)" in text
    assert "the archive has not the reading that was compared with" in text
    ProvDocument.deserialize(content=json.dumps(desk.provenance()), format="json")


def test_a_passage_that_is_no_longer_there_is_said(desk: Desk) -> None:
    desk("archive", "--all", "--allow-private")
    desk("verify", "one", "--fail-on", "none")
    path = desk.folder / "quotes" / "verdicts" / "one.json"
    path.write_text(path.read_text().replace(WORDS, WORDS.replace("market", "harbour")))
    assert "(no longer what stands there)" in " ".join(desk("show", "one", "--provenance").split())
