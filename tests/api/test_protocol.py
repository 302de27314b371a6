"""What HTTP has besides GET and POST: HEAD, OPTIONS, what is allowed, who may read from elsewhere, compression."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.cors import SENT
from api.examples import SEED_ID
from graph.pipeline import Workspace
from graph.settings import Settings

EVERYTHING = {"query": "SELECT * { ?s ?p ?o }"}
ELSEWHERE = "https://page.example"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/documents", "GET, HEAD, POST, OPTIONS"),
        (f"/documents/{SEED_ID}", "GET, HEAD, DELETE, OPTIONS"),
        ("/health/live", "GET, HEAD, OPTIONS"),
        ("/rebuild", "POST, OPTIONS"),
        ("/static/style.css", "GET, HEAD, OPTIONS"),
    ],
)
def test_what_an_address_allows_is_told_when_asked_and_when_it_does_not(
    read_only: TestClient, path: str, methods: str
) -> None:
    options, refused = read_only.options(path), read_only.patch(path)

    assert (options.status_code, options.headers["allow"], options.content) == (204, methods, b"")
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)
    assert refused.json()["status"] == 405


def test_the_endpoint_is_asked_by_get_and_by_post(read_only: TestClient) -> None:
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(read_only.options("/sparql").headers["allow"].split(", "))
    assert read_only.request("PATCH", "/sparql", params=EVERYTHING).status_code == 405


def test_there_is_nothing_to_allow_where_there_is_nothing(read_only: TestClient) -> None:
    assert read_only.options("/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/documents", "application/json"),
        ("/documents", "text/html"),
        ("/sparql?query=ASK%7B%7D", "text/csv"),
        ("/sparql?query=ASK%7B", "text/csv"),
        ("/orders/nothing-of-the-kind", "application/json"),
        ("/static/style.css", "*/*"),
    ],
)
def test_head_says_what_get_would_and_sends_nothing(read_only: TestClient, path: str, accept: str) -> None:
    headers = {"accept": accept, "x-request-id": "same"}
    head, get = (read_only.request(method, path, headers=headers) for method in ("HEAD", "GET"))

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert dict(head.headers) == dict(get.headers)


def test_head_ends_what_makes_the_body(read_only: TestClient) -> None:
    for _ in range(5):
        assert (
            read_only.head("/sparql", params={"query": "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"}).status_code
            == 200
        )
    for thread in threading.enumerate():
        if thread.name == "stream":
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture(params=["*", f"http://other.example {ELSEWHERE}"], scope="module")
def open_to(request: pytest.FixtureRequest, shared: Settings) -> Iterator[TestClient]:
    """A client of a local service whose answers pages of others may read."""
    with Workspace.open(shared) as workspace:
        app = create_app(replace(shared, origins=request.param), workspace)
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            yield client


def test_a_page_elsewhere_may_read(open_to: TestClient) -> None:
    for answer in (
        open_to.get("/documents", headers={"origin": ELSEWHERE}),
        open_to.get("/sparql", params={"query": "ASK {"}, headers={"origin": ELSEWHERE}),
        open_to.post("/sparql", data={"query": "ASK {}"}, headers={"origin": ELSEWHERE}),
    ):
        assert answer.headers["access-control-allow-origin"] in ("*", ELSEWHERE)
        assert "origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers


def preflight(client: TestClient, path: str, method: str, origin: str = ELSEWHERE) -> dict[str, str]:
    """What a browser learns before it sends a request with a content type of its own."""
    headers = {"origin": origin, "access-control-request-method": method}
    answer = client.options(path, headers=headers | {"access-control-request-headers": "content-type"})
    assert answer.status_code == 204
    return {n.removeprefix("access-control-"): v for n, v in answer.headers.items() if n.startswith("access-control")}


def test_a_browser_is_told_that_it_may_ask(open_to: TestClient) -> None:
    for path, method in (("/sparql", "POST"), ("/documents", "GET")):
        told = preflight(open_to, path, method)
        assert told.pop("allow-origin") in ("*", ELSEWHERE)
        assert told == {
            "allow-methods": method,
            "allow-headers": SENT,
            "max-age": "86400",
        }


@pytest.mark.parametrize(
    ("path", "method"), [("/documents", "POST"), (f"/documents/{SEED_ID}", "DELETE"), ("/sparql", "PUT")]
)
def test_a_browser_is_told_nothing_of_writing(open_to: TestClient, path: str, method: str) -> None:
    assert preflight(open_to, path, method) == {}
    answer = open_to.request(method, path, headers={"origin": ELSEWHERE})
    assert answer.status_code in (403, 405)
    assert "access-control-allow-origin" not in answer.headers


def test_pages_of_those_who_are_not_named_may_not_read(settings: Settings) -> None:
    with Workspace.open(settings) as workspace:
        app = create_app(replace(settings, origins=ELSEWHERE), workspace)
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            assert preflight(client, "/documents", "GET", "https://evil.example") == {}
            answer = client.get("/documents", headers={"origin": "https://evil.example"})
            assert "access-control-allow-origin" not in answer.headers


def test_a_service_for_others_is_read_by_all_pages_and_one_for_this_machine_by_none(
    guarded: TestClient, read_only: TestClient
) -> None:
    others, own = (client.get("/documents", headers={"origin": ELSEWHERE}) for client in (guarded, read_only))

    assert others.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in own.headers


@pytest.mark.parametrize(("path", "accept"), [("/documents", "application/json"), ("/documents", "text/html")])
def test_long_answers_come_compressed_where_that_is_understood(read_only: TestClient, path: str, accept: str) -> None:
    plain, packed = (
        read_only.get(path, headers={"accept": accept, "accept-encoding": coding}) for coding in ("identity", "gzip")
    )

    assert ("content-encoding" in plain.headers, packed.headers["content-encoding"]) == (False, "gzip")
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.text == plain.text


def test_streams_come_compressed_too(read_only: TestClient) -> None:
    plain, packed = (
        read_only.get("/sparql", params=EVERYTHING, headers={"accept": "text/csv", "accept-encoding": coding})
        for coding in ("identity", "gzip")
    )

    assert packed.headers["content-encoding"] == "gzip"
    assert {"accept", "accept-encoding"} <= {name.strip().lower() for name in packed.headers["vary"].split(",")}
    assert sorted(packed.text.splitlines()) == sorted(plain.text.splitlines())


@pytest.mark.parametrize("coding", ["gzip;q=0", "br, GZIP ; q=0.000, identity", "x-gzip;q=0, *;q=0.1"])
def test_nothing_is_compressed_for_whoever_refuses_it(read_only: TestClient, coding: str) -> None:
    answer = read_only.get("/sparql", params=EVERYTHING, headers={"accept": "text/csv", "accept-encoding": coding})

    assert "content-encoding" not in answer.headers
    assert sorted(answer.text.splitlines()[0].split(",")) == ["o", "p", "s"]


@pytest.mark.parametrize("coding", ["gzip;q=0.001", "identity;q=0, gzip", "gzip;q=0.05, br;q=0"])
def test_a_small_wish_is_a_wish(read_only: TestClient, coding: str) -> None:
    answer = read_only.get("/documents", headers={"accept-encoding": coding})

    assert answer.headers["content-encoding"] == "gzip"
