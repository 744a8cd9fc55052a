"""A record's provenance in the W3C's model, as PROV-JSON (https://www.w3.org/submissions/prov-json/).

Names are under ``urn:quotetrack:prov:``. Who is said to have spoken is told as an attribute and never
as an attribution: that the words are his is what is in question.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote as percent

from quotetrack.archive.stored_form import time_text
from quotetrack.model import Review
from quotetrack.provenance import CaptureLink, Provenance, VerdictLink, WitnessLink

NAMESPACE = "urn:quotetrack:prov:"
_INTEGER = "xsd:integer"


def as_json(chain: Provenance) -> str:
    """One JSON document."""
    return json.dumps(as_data(chain), ensure_ascii=False, indent=2)


def as_data(chain: Provenance) -> dict[str, Any]:
    """The document as plain values: entities, activities and agents by name, relations numbered."""
    document = _Document()
    quote = chain.quote
    claim = document.entity(
        f"quote/{quote.id}",
        "Quote",
        value=quote.text,
        claimedSpeaker=quote.speaker.name if quote.speaker else None,
        claimedDate=quote.date,
        claimedOccasion=quote.occasion,
        record=chain.record,
    )
    for number, link in enumerate(chain.publications, 1):
        publication = link.publication
        if link.capture is not None:
            place = document.address(publication.url or "")
            document.capture(link.capture)
        else:
            place = document.entity(
                f"publication/{quote.id}/{number}", "Publication", location=publication.url,
                citation=publication.citation,
            )  # fmt: skip
        document.relate("wasDerivedFrom", generatedEntity=claim, usedEntity=place)
    witnesses = [document.witness(witness, quote.id, n) for n, witness in enumerate(chain.witnesses, 1)]
    if chain.verdict is not None:
        document.verdict(chain.verdict, claim, witnesses)
    for number, (review, current) in enumerate(chain.reviews, 1):
        document.review(review, current, f"{quote.id}/{number}")
    return document.data()


class _Document:
    """A PROV-JSON document that is being written."""

    def __init__(self) -> None:
        self._nodes: dict[str, dict[str, Any]] = {"entity": {}, "activity": {}, "agent": {}}
        self._relations: dict[str, dict[str, Any]] = {}

    def data(self) -> dict[str, Any]:
        prefixes = {"qt": NAMESPACE, "xsd": "http://www.w3.org/2001/XMLSchema#"}
        return {"prefix": prefixes} | {name: of for name, of in self._nodes.items() if of} | self._relations

    def entity(
        self, name: str, type: str, *, value: str | None = None, location: str | None = None, **more: Any
    ) -> str:
        about = {"prov:value": value, "prov:location": location} | _own(more)
        return self._node("entity", name, {"prov:type": _type(type)} | about)

    def activity(self, name: str, type: str, *, at: str | None, **more: Any) -> str:
        about = {"prov:startTime": at, "prov:endTime": at} | _own(more)
        return self._node("activity", name, {"prov:type": _type(type)} | about)

    def software(self, name: str) -> str:
        kind = {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}
        return self._node("agent", f"agent/{name}", {"prov:type": kind, "prov:label": name})

    def _node(self, kind: str, name: str, about: dict[str, Any]) -> str:
        known = f"qt:{percent(name, safe='/.-_')}"
        self._nodes[kind][known] = {key: value for key, value in about.items() if value is not None}
        return known

    def relate(self, relation: str, **ends: str | None) -> None:
        """One relation between named things; the same one is written once."""
        said = {f"prov:{end}": value for end, value in ends.items() if value is not None}
        of = self._relations.setdefault(relation, {})
        if said not in of.values():
            of[f"_:{relation}{len(of) + 1}"] = said

    def address(self, address: str) -> str:
        short = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]
        return self.entity(f"address/{short}", "Address", location=address)

    def capture(self, link: CaptureLink) -> str:
        """The bytes, how they came in and from where."""
        at = time_text(link.at)
        hex = link.digest.removeprefix("sha256:")
        bytes_ = self.entity(
            f"capture/{hex}",
            "Capture",
            digest=link.digest,
            url=link.url,
            status=link.status,
            warc=link.warc,
            offset=link.offset,
            warcDigest=link.warc_digest,
        )
        made = self.activity(
            f"capturing/{hex[:16]}/{link.at:%Y%m%dT%H%M%S}", "Capturing", at=at,
            userAgent=link.user_agent, robots=link.robots,
        )  # fmt: skip
        place = self.address(link.address)
        self.relate("used", activity=made, entity=place)
        self.relate("wasGeneratedBy", entity=bytes_, activity=made, time=at)
        self.relate("wasDerivedFrom", generatedEntity=bytes_, usedEntity=place, activity=made)
        if link.software:
            self.relate("wasAssociatedWith", activity=made, agent=self.software(link.software))
        return bytes_

    def witness(self, link: WitnessLink, id: str, number: int) -> str:
        """The passage, or the transcript where the quote has no place in it."""
        capture = self.capture(link.capture) if link.capture else None
        mark = link.capture.digest.removeprefix("sha256:")[:16] if link.capture else "unknown"
        transcript = self.entity(
            f"transcript/{link.id}/{mark}", "Transcript", id=link.id, title=link.title,
            textDigest=link.text_digest, characters=link.length,
        )  # fmt: skip
        if capture is not None:
            # When it was read is not kept: the same bytes and the same reader give the same text.
            reading = self.activity(f"reading/{link.id}/{mark}", "Reading", at=None, reader=link.reader)
            self.relate("used", activity=reading, entity=capture)
            self.relate("wasGeneratedBy", entity=transcript, activity=reading)
            self.relate("wasDerivedFrom", generatedEntity=transcript, usedEntity=capture, activity=reading)
            if link.reader:
                self.relate("wasAssociatedWith", activity=reading, agent=self.software(link.reader))
        if link.derived_from:
            reprinted = self.entity(f"reprinted/{link.derived_from}", "Transcript", id=link.derived_from)
            self.relate("wasDerivedFrom", generatedEntity=transcript, usedEntity=reprinted)
        if link.words is None:
            return transcript
        passage = self.entity(
            f"passage/{id}/{number}", "Passage", value=link.words, start=link.start, end=link.end,
            locator=link.locator, wording=link.wording,
        )  # fmt: skip
        self.relate("wasDerivedFrom", generatedEntity=passage, usedEntity=transcript)
        return passage

    def verdict(self, link: VerdictLink, claim: str, witnesses: list[str]) -> None:
        id = claim.removeprefix("qt:quote/")
        found = self.entity(f"verdict/{id}", "Verdict", value=link.status, stale=link.stale)
        versions = {f"version-{name}": version for name, version in link.versions if version}
        checking = self.activity(f"verification/{id}", "Verification", at=link.checked_at, **versions)
        self.relate("wasGeneratedBy", entity=found, activity=checking, time=link.checked_at)
        for each in (claim, *witnesses):
            self.relate("used", activity=checking, entity=each)
            self.relate("wasDerivedFrom", generatedEntity=found, usedEntity=each, activity=checking)
        if link.evidence:
            self.relate("wasDerivedFrom", generatedEntity=found, usedEntity=self.evidence(link.evidence))
        if link.checked_by:
            agent = self.software(link.checked_by)
            self.relate("wasAssociatedWith", activity=checking, agent=agent)
            self.relate("wasAttributedTo", entity=found, agent=agent)

    def evidence(self, digest: str) -> str:
        """What a review signs: the claim and the captures it was compared with, by their digest."""
        return self.entity(f"evidence/{digest.removeprefix('sha256:')}", "Evidence", digest=digest)

    def review(self, review: Review, current: bool, name: str) -> None:
        concluded = self.entity(
            f"review/{name}", "Review", value=review.conclusion, note=review.note, date=review.date,
            current=current,
        )  # fmt: skip
        person = {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"}
        reviewer = self._node(
            "agent", f"reviewer/{review.reviewer}", {"prov:type": person, "prov:label": review.reviewer}
        )
        self.relate("wasAttributedTo", entity=concluded, agent=reviewer)
        seen = self.evidence(review.evidence)
        self.relate("wasDerivedFrom", generatedEntity=concluded, usedEntity=seen)
        if review.seen is not None:
            # Of private evidence only that there is some.
            told = None if review.seen.private else review.seen.description
            own = self.entity(f"seen/{name}", "OwnEvidence", value=told, private=review.seen.private)
            self.relate("wasDerivedFrom", generatedEntity=concluded, usedEntity=own)


def _own(more: dict[str, Any]) -> dict[str, Any]:
    """Attributes of our own, whole numbers with their type."""
    return {
        f"qt:{name}": {"$": str(value), "type": _INTEGER}
        if isinstance(value, int) and not isinstance(value, bool)
        else value
        for name, value in more.items()
    }


def _type(name: str) -> dict[str, str]:
    return {"$": f"qt:{name}", "type": "prov:QUALIFIED_NAME"}
