"""A plain query goes the short way, and nobody can tell by its answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.settings import Settings

LONG_WAY = {"content-length": "0"}  # a header that the short way does not know
ALL = "SELECT * { ?s ?p ?o }"
QUERIES = {
    "boolean": ("ASK {}", {}),
    "small": ("SELECT (1 AS ?one) {}", {"accept": "text/csv"}),
    "large": ("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20", {}),
    "large, compressed": ("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 20", {"accept-encoding": "GZIP"}),
    "graph": ("CONSTRUCT { ?s a ?o } { ?s a ?o } ORDER BY ?s ?o LIMIT 3", {"accept": "text/turtle;q=.5, image/*"}),
    "stream": (f"{ALL} ORDER BY ?s ?p ?o LIMIT 900", {"accept": "text/tab-separated-values"}),
    "stream, compressed": (f"{ALL} ORDER BY ?s ?p ?o LIMIT 900", {"accept-encoding": "gzip"}),
    "page": (f"{ALL} LIMIT 1", {"accept": "text/html"}),
    "mistake": ("SELECT * { ?s ?p", {}),
    "mistake on a page": ("SELECT * { ?s ?p", {"accept": "text/html"}),
    "refused": ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", {}),
    "no such form": ("ASK {}", {"accept": "image/png"}),
    "update": ("INSERT DATA { <http://e/a> a <http://e/b> }", {}),
    "words": ("PREFIX pgo: <https://w3id.org/policygraph/ontology#> SELECT ?s { ?s pgo:matches 'mayor' }", {}),
    "nothing": (" ", {}),
}


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    """A client of a service whose workers read a checkpoint of the annotated seed article."""
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        client.get("/sparql", params={"query": "ASK {}"})  # before there is a checkpoint no answer has a tag
        yield client


def told(client: TestClient, query: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    headers = {"accept-encoding": "identity", "x-request-id": "same"} | headers
    answer = client.get("/sparql", params={"query": query}, headers=headers)
    return answer.status_code, dict(answer.headers), answer.content


def without_tag(answer: tuple[int, dict[str, str], bytes]) -> tuple[int, dict[str, str], bytes]:
    return answer[0], answer[1] | {"etag": "" if "etag" in answer[1] else "none"}, answer[2].replace(b"# 2", b"# 1")


@pytest.mark.parametrize("kind", QUERIES)
def test_both_ways_give_the_same_answer_whether_it_is_kept_or_made(client: TestClient, kind: str) -> None:
    query, headers = QUERIES[kind]
    made, kept = (told(client, f"{query}# 1", headers) for _ in range(2))
    assert kept == made
    assert told(client, f"{query}# 1", headers | LONG_WAY) == made
    assert without_tag(told(client, f"{query}# 2", headers | LONG_WAY)) == without_tag(made)


def test_whoever_asks_too_often_the_short_way_is_told_so(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, rate="4/hour")), base_url="http://127.0.0.1:8000") as client:
        asked = {"params": {"query": "ASK {}"}, "headers": {"accept-encoding": "identity"}}
        assert [client.get("/sparql", **asked).status_code for _ in range(6)] == [200] * 4 + [429] * 2


def test_where_reading_needs_a_key_the_short_way_is_closed(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(home=tmp_path, reading="key", api_key="correct horse"))) as client:
        assert told(client, "ASK {}", {})[0] == 401
        assert told(client, "ASK {}", {"x-api-key": "correct horse"})[0] == 200
