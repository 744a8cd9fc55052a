"""The JSON API: it is what its description says, and says what the commands say."""

from __future__ import annotations

import base64
import json
from typing import Any

import jsonschema
import pytest
from loopback import Site
from openapi_spec_validator import validate
from served import Served

from quotetrack.boundary import run
from quotetrack.serving.openapi import description
from quotetrack.version import __version__

WORDS = "we will mend the old bridge before the winter comes"
CLAIM = {"text": WORDS, "speaker": "Ann Smith", "date": "2003-05-01"}


class Api:
    """The API asked, each answer held to the description."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.asked: set[tuple[str, str]] = set()

    def __call__(self, method: str, path: str, url: str | None = None, code: int = 200, **more: Any) -> Any:
        answer = self._served.client.open(url or path, method=method.upper(), **more)
        assert answer.status_code == code, answer.text
        assert answer.mimetype == "application/json"
        told = description()["paths"][path][method]["responses"]
        response = told[str(code)]
        if "$ref" in response:
            response = description()["components"]["responses"][response["$ref"].rpartition("/")[2]]
        schema = response["content"]["application/json"]["schema"]
        whole = {"components": description()["components"], **schema}
        jsonschema.Draft202012Validator(whole).validate(answer.json)
        self.asked.add((method, path))
        return answer.json


@pytest.fixture
def api(served: Served) -> Api:
    return Api(served)


def test_the_description_is_openapi() -> None:
    validate(json.loads(json.dumps(description())))
    assert description()["info"]["version"] == __version__


def test_every_route_is_described_and_every_description_has_a_route(served: Served) -> None:
    routes = {
        (method.lower(), rule.rule.replace("<path:", "<").replace("<", "{").replace(">", "}"))
        for rule in served.client.application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    described = {(method, path) for path, methods in description()["paths"].items() for method in methods}
    assert routes == described


def test_each_answer_is_as_described(served: Served, api: Api, site: Site) -> None:
    api("get", "/api/openapi.json")
    assert api("get", "/api/")["transcripts"] == 3
    verdict = api("post", "/api/verify", json=CLAIM)
    assert verdict["status"] == "matches"
    assert api("post", "/api/verify", json={**CLAIM, "in": ["harvest"]})["status"] != "matches"
    api("post", "/api/verify", code=400, json={**CLAIM, "in": ["nothing"]})
    api("post", "/api/verify", code=415, data="{}")
    story = f"“{WORDS},” said Ann Smith. “Nobody here will go hungry again this year,” said Bob Brown."
    checked = api("post", "/api/article", json={"name": "story.txt", "text": story})
    assert checked["quotations"][0]["verdict"]["status"] == "matches"
    assert checked["page"] is None
    laid = api("post", "/api/article", json={"name": "story.txt", "text": story, "desk": True})["page"]
    assert "2 quotations concluded" in served.text(laid)
    coded = base64.b64encode(story.encode()).decode()
    assert api("post", "/api/article", json={"name": "story.txt", "base64": coded})["quotations"]
    api("post", "/api/article", code=400, json={"name": "story.txt"})
    api("post", "/api/article", code=400, json={"base64": "!"})
    assert len(api("get", "/api/quotes")["quotes"]) == 2
    made = api("post", "/api/quotes", code=201, json={"text": "We shall build a tower.", "date": "2003"})
    assert made["id"] == "2003-we-shall-build-a"
    wrong = api("post", "/api/quotes", code=400, json={"text": "", "date": "soon", "colour": "red"})
    assert len(wrong["error"].splitlines()) == 3
    api("get", "/api/quotes/{id}", "/api/quotes/smith-2003-bridge")
    api("get", "/api/quotes/{id}", "/api/quotes/nobody", code=404)
    one = "/api/quotes/smith-2003-bridge"
    receipt = api("post", "/api/quotes/{id}/verify", f"{one}/verify", json={})
    review = {"reviewer": "Jane Doe", "conclusion": "accurate", "evidence": receipt["evidence"]}
    record = api("post", "/api/quotes/{id}/reviews", f"{one}/reviews", json=review)
    assert record["reviews"][0]["reviewer"] == "Jane Doe"
    other = {**review, "evidence": "sha256:" + "0" * 64}
    api("post", "/api/quotes/{id}/reviews", f"{one}/reviews", code=409, json=other)
    api("post", "/api/quotes/{id}/reviews", f"{one}/reviews", code=400, json={"reviewer": "x"})
    assert api("get", "/api/transcripts", "/api/transcripts?most=2")["found"] == 3
    assert (
        api("get", "/api/transcripts/{id}", "/api/transcripts/bridge")["turns"][0]["speaker"] == "Ann Smith"
    )
    api("get", "/api/transcripts/{id}", "/api/transcripts/nothing", code=404)
    assert [each["name"] for each in api("get", "/api/speakers")["speakers"]] == [
        "Ann Smith",
        "Councillor Brown",
    ]
    assert api("get", "/api/find", "/api/find?words=bridge&speaker=smith")["hits"]
    api("get", "/api/find", "/api/find", code=400)
    found = api("get", "/api/timeline", "/api/timeline?phrase=mend+the+old+bridge&most=3")
    assert found["more"]
    assert len(found["occurrences"]) == 3
    api("get", "/api/timeline", "/api/timeline?phrase=x&from=soon", code=400)
    places = api("get", "/api/where-to-look", "/api/where-to-look?speaker=Ann+Smith&date=2003-05-01")[
        "places"
    ]
    assert {place["name"] for place in places} >= {"UN Digital Library", "Congressional Record", "C-SPAN"}
    shown = api("post", "/api/preview", json={"url": site.url(), "date": "2006"})
    assert shown["date"] == "2006"
    api("post", "/api/preview", code=400, json={"url": site.url("/nothing")})
    kept = api("post", "/api/archive", json={"url": site.url()})
    assert kept["status"] == "archived"
    assert api("post", "/api/archive", json={"url": site.url("/nothing")})["status"] == "refused"
    assert api("get", "/api/")["transcripts"] == 4
    assert api.asked == {
        (method, path) for path, methods in description()["paths"].items() for method in methods
    }


def test_a_verdict_is_the_commands_own(served: Served, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    quotes = str(served.folder / "quotes")
    run(
        [
            "--quotes",
            quotes,
            "verify",
            "--text",
            WORDS,
            "--speaker",
            "Ann Smith",
            "--date",
            "2003-05-01",
            "--json",
        ]
    )
    assert json.loads(capsys.readouterr().out) == api("post", "/api/verify", json=CLAIM)


def test_private_evidence_stays_private(served: Served, api: Api) -> None:
    one = "/api/quotes/smith-2003-bridge"
    evidence = api("post", "/api/quotes/{id}/verify", f"{one}/verify", json={})["evidence"]
    seen = {"description": "a tape in my drawer", "private": True}
    review = {"reviewer": "Jane Doe", "conclusion": "accurate", "evidence": evidence, "seen": seen}
    record = api("post", "/api/quotes/{id}/reviews", f"{one}/reviews", json=review)
    assert "drawer" not in json.dumps(record)
    assert "drawer" in served.record("smith-2003-bridge").read_text()
    assert "drawer" not in served.get("/quotes/smith-2003-bridge").text


def test_a_lone_surrogate_is_answered(api: Api) -> None:
    verdict = api(
        "post", "/api/verify", data=b'{"text": "mend \\ud800 the bridge"}', content_type="application/json"
    )
    assert verdict["quote"]["text"] == "mend \ud800 the bridge"
