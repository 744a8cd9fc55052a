"""Who may ask: only pages of this server, by a name of this server's."""

from __future__ import annotations

import pytest
from served import Served
from werkzeug.test import create_environ, run_wsgi_app

from quotetrack.serving.configuration import Configuration
from quotetrack.serving.guard import COOKIE, FIELD, HEADERS
from quotetrack.workspace import Workspace

FORM = {"text": "a quote of some words", "speaker.name": "Ann Smith", "id": "new-one"}


@pytest.mark.parametrize("host", ["localhost:8750", "127.0.0.1", "127.0.0.1:1", "[::1]:8750", "127.8.8.8"])
def test_it_answers_to_its_own_names(served: Served, host: str) -> None:
    assert served.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8750", "localhost.evil.example", "192.168.1.5"],
)
def test_a_name_that_an_attacker_has_point_here_is_refused(served: Served, host: str) -> None:
    for url in ("/", "/api/", "/transcripts/bridge", "/static/style.css"):
        answer = served.get(url, headers={"Host": host})
        assert answer.status_code == 400
        assert "bridge before" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1@evil.example", "127.0.0.1:1@evil.example", "[::1", "<b>", "a b"])
def test_what_is_no_host_is_refused_in_words(served: Served, host: str) -> None:
    for url in ("/", "/api/", "/nowhere"):
        asked = create_environ(url, headers={"Host": host})
        body, status, _ = run_wsgi_app(served.client.application, asked)  # a client wants a host
        assert status.startswith("400")
        assert "does not go by this name" in b"".join(body).decode()


def test_a_server_for_others_goes_by_numbers_and_the_names_it_was_given() -> None:
    here = Configuration(Workspace(None, None), "0.0.0.0", names=frozenset({"desk.example"}))  # type: ignore[arg-type]
    assert not here.only_here
    assert [here.is_ours(name) for name in ("192.168.1.5", "desk.example", "localhost", "evil.example")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_form_of_another_sites_page_changes_nothing(served: Served) -> None:
    token = "a-token"
    served.client.set_cookie(COOKIE, token)
    right = {**FORM, FIELD: token}
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://localhost.evil.example"},
    ):
        assert served.client.post("/quotes/new", data=right, headers=headers).status_code == 403, headers
    assert not served.record("new-one").exists()


@pytest.mark.parametrize("token", [None, "", "another"])
def test_a_form_without_its_token_changes_nothing(served: Served, token: str | None) -> None:
    served.client.set_cookie(COOKIE, "a-token")
    data = FORM if token is None else {**FORM, FIELD: token}
    answer = served.client.post("/quotes/new", data=data)
    assert answer.status_code == 403
    assert "Go back" in answer.text
    assert not served.record("new-one").exists()


def test_a_form_of_ours_is_taken_and_its_cookie_is_for_us_alone(served: Served) -> None:
    page = served.get("/quotes/new")
    cookie = page.headers["Set-Cookie"]
    assert "SameSite=Strict" in cookie
    assert "HttpOnly" in cookie
    token = page.text.split(f'name="{FIELD}" value="')[1].split('"')[0]
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = served.client.post("/quotes/new", data={**FORM, FIELD: token}, headers=headers)
    assert answer.status_code == 303
    assert served.record("new-one").exists()


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_the_api_takes_no_type_that_a_form_can_send(served: Served, kind: str) -> None:
    body = b'{"text": "a quote", "id": "new-one"}'
    assert served.client.post("/api/quotes", data=body, content_type=kind).status_code in (400, 415)
    assert not served.record("new-one").exists()


def test_the_api_is_not_for_other_sites_pages(served: Served) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = served.client.post("/api/verify", json={"text": "a quote of words"}, headers=headers)
        assert answer.status_code == 403
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
    assert served.client.options("/api/verify", headers={"Origin": "http://evil.example"}).status_code == 200
    assert "Access-Control-Allow-Origin" not in served.client.options("/api/verify").headers


@pytest.mark.parametrize("url", ["/", "/nothing", "/api/", "/api/nothing", "/static/style.css", "/quotes"])
def test_every_answer_says_what_may_run_in_it(served: Served, url: str) -> None:
    headers = served.get(url).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_no_page_has_a_script_or_a_style_in_it(served: Served) -> None:
    served.post("/article", {"pasted": "“We will mend the old bridge,” said Ann Smith."})
    for url in (
        "/",
        "/check?text=mend+the+old+bridge",
        "/quotes",
        "/quotes/new",
        "/transcripts/bridge",
        "/article",
    ):
        page = served.get(url).text
        assert "<script>" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "http-equiv" not in page
