"""ETags: who has an answer already is told that it has not changed, and never after a write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import SEED_ID
from api.fresh import KEPT, LONGEST, Answer, Kept
from graph.settings import Settings

HTML = {"accept": "text/html"}
NOTE = "<https://example.org/a> <https://example.org/b> <https://example.org/c> ."
ADDRESSES = [
    "/documents",
    f"/documents/{SEED_ID}",
    f"/documents/{SEED_ID}/record",
    "/entities?type=Person",
    "/entities/person/brandon-johnson-mayor-of-chicago",
    "/orders",
    "/statements?speaker=Pritzker",
    "/events",
    "/topics/9",
    "/questions/2?order=Chicago",
    "/queries/orders?place=Chicago&format=csv",
    "/search?q=stunt",
    "/officials/jb-pritzker-governor-of-illinois/conflicts",
    "/judgements",
    "/export/turtle",
]


Form = tuple[str, str]  # an address, and a media type that is accepted of it

FORMS = list(product(ADDRESSES, ["application/json", "text/html"]))


def answers_of(client: TestClient, known: Mapping[Form, str] | None = None) -> dict[Form, Response]:
    """What every form is answered with, to one who knows it by some tags."""
    return {
        (address, accept): client.get(
            address, headers={"accept": accept} | ({"if-none-match": known[address, accept]} if known else {})
        )
        for address, accept in FORMS
    }


def test_an_answer_that_is_known_is_not_sent_again_until_something_is_written(client: TestClient) -> None:
    first = answers_of(client)
    tags = {form: answer.headers["etag"] for form, answer in first.items()}
    assert {
        (answer.status_code, answer.headers["cache-control"], answer.headers["etag"][:3]) for answer in first.values()
    } == {(200, "no-cache", 'W/"')}
    again = answers_of(client, {form: f'"other", {tag}' for form, tag in tags.items()})
    assert {form: (answer.status_code, answer.content, answer.headers["etag"]) for form, answer in again.items()} == {
        form: (304, b"", tag) for form, tag in tags.items()
    }
    assert all("accept" in answer.headers["vary"].lower() for answer in again.values())
    put = client.put("/store?graph=https://example.org/g", content=NOTE, headers={"content-type": "text/turtle"})
    assert put.status_code == 201
    renewed = answers_of(client, tags)
    assert {form for form, answer in renewed.items() if answer.status_code == 200} == set(FORMS)
    fresh = {form: answer.headers["etag"] for form, answer in renewed.items()}
    assert {form for form in FORMS if fresh[form] == tags[form]} == set()
    assert client.delete(f"/documents/{SEED_ID}").status_code == 204
    assert {answer.status_code for answer in answers_of(client, fresh).values()} == {200, 404}


def test_every_form_and_every_query_has_a_tag_of_its_own(seed: TestClient) -> None:
    asked = [("/events", {}), ("/events", HTML), ("/events?limit=2", {}), ("/orders", {})]
    tags = [seed.get(address, headers=headers).headers["etag"] for address, headers in asked]
    assert len(set(tags)) == len(tags)


def test_what_one_has_asked_is_told_to_the_next_one_in_the_same_words(client: TestClient) -> None:
    first, again = (client.get("/events?limit=3", headers={"x-request-id": "same"}) for _ in range(2))
    assert (again.content, again.headers) == (first.content, first.headers)
    small = client.get("/events?limit=3", headers={"accept-encoding": "identity"})
    assert (small.json(), "content-encoding" in small.headers) == (first.json(), False)
    counted = [line for line in client.get("/metrics").text.splitlines() if 'route="/events"' in line]
    assert any("_count" in line and line.endswith(" 3.0") for line in counted), counted


def test_of_the_answers_that_are_kept_those_that_nobody_asks_for_go_first() -> None:
    kept, body = Kept(), b"x" * LONGEST
    answers = [Answer({"type": "http.response.start"}, body, None) for n in range(KEPT // LONGEST + 1)]
    for number, answer in enumerate(answers):
        kept.keep(str(number), answer)
        assert kept.get("0") is answers[0]
    assert kept.get("1") is None
    assert kept.get(str(len(answers) - 1)) is answers[-1]
    kept.keep("long", Answer({"type": "http.response.start"}, body + b"x", None))
    assert kept.get("long") is None


def test_what_is_told_of_a_write_is_in_the_next_answer(client: TestClient) -> None:
    before = client.get("/documents")
    client.post(
        "/documents", json={"text": "Mayor Ann Lee of Springfield signed an order on Tuesday that bars drones."}
    )
    after = client.get("/documents", headers={"if-none-match": before.headers["etag"]})
    assert (after.status_code, len(after.json()["items"])) == (200, len(before.json()["items"]) + 1)


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a service whose workers read a checkpoint, of a store on the disk."""
    with TestClient(create_app(Settings(home=tmp_path)), base_url="http://127.0.0.1:8000") as other:
        other.get("/sparql", params={"query": "ASK {}"})
        yield other


def test_a_query_is_answered_again_from_what_is_kept_until_something_is_written(reading: TestClient) -> None:
    client, asked = reading, {"query": "SELECT ?o { GRAPH <https://example.org/g> { ?s ?p ?o } }"}
    first, again = (client.get("/sparql", params=asked, headers={"x-request-id": "same"}) for _ in range(2))
    assert (first.json()["results"]["bindings"], again.content, again.headers) == ([], first.content, first.headers)
    known = {"if-none-match": first.headers["etag"]}
    assert client.get("/sparql", params=asked, headers=known).status_code == 304
    assert client.get("/sparql", params=asked, headers=known | {"accept": "text/csv"}).text == "o\r\n"
    client.put("/store?graph=https://example.org/g", content=NOTE, headers={"content-type": "text/turtle"})
    written = client.get("/sparql", params=asked, headers=known)
    assert [row["o"]["value"] for row in written.json()["results"]["bindings"]] == ["https://example.org/c"]


CHANGING = ["ASK { FILTER(rand() < 2) }", "SELECT (NOW() AS ?now) {}", "SELECT (STRUUID() AS ?id) {}"]


@pytest.mark.parametrize("query", CHANGING)
def test_a_query_whose_answer_changes_by_itself_has_no_tag(reading: TestClient, query: str) -> None:
    answers = [reading.get("/sparql", params={"query": query}) for _ in range(2)]
    assert [(answer.status_code, "etag" in answer.headers) for answer in answers] == [(200, False)] * 2


@pytest.mark.parametrize("address", ["/health/live", "/jobs", "/sparql", "/.well-known/void", "/nowhere"])
def test_what_changes_by_itself_and_what_is_not_there_has_no_tag(seed: TestClient, address: str) -> None:
    assert "etag" not in seed.get(address).headers


def test_no_tag_outlives_the_process_that_gave_it(client: TestClient, settings: Settings) -> None:
    tag = client.get("/events").headers["etag"]
    workspace = client.app.state.service.workspace  # type: ignore[attr-defined]
    with TestClient(create_app(settings, workspace), base_url="http://127.0.0.1:8000") as other:
        assert other.get("/events", headers={"if-none-match": tag}).status_code == 200


def test_where_reading_needs_a_key_nobody_else_may_keep_the_answer(guarded: TestClient) -> None:
    service = guarded.app.state.service  # type: ignore[attr-defined]
    locked = replace(service.settings, reading="key")
    with TestClient(create_app(locked, service.workspace), base_url="http://policy.example") as client:
        told = client.get("/events", headers={"x-api-key": "correct horse"}).headers
        assert told["cache-control"] == "private, no-cache"
        assert client.get("/events", headers={"if-none-match": told["etag"]}).status_code == 401
