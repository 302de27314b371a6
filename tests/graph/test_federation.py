"""SERVICE: other endpoints are asked, those alone that are named; real ones, and some that fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from graph.errors import QueryRefused, QueryTimeout, QueryTooCostly, ServiceFailed
from graph.settings import Settings
from graph.store import MemoryStore
from graph.store.endpoint import Endpoint
from graph.store.federation import MOST, calls, federated
from tests import engines

THERE = """
INSERT DATA {
  <http://e/a> <http://e/says> "one", "deux"@fr, 3 ; <http://e/knows> [ <http://e/says> "nobody" ] .
  <http://e/b> <http://e/says> "two" .
}"""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's server, with something in it."""
    with engines.oxigraph(tmp_path_factory.mktemp("there")) as addresses:
        settings = Settings(**addresses)
        Endpoint(settings).tell(THERE)
        yield str(settings.store_url)


@pytest.fixture
def here() -> MemoryStore:
    store = MemoryStore()
    label = ox.NamedNode("http://e/label")
    store.add(ox.Quad(ox.NamedNode(f"http://e/{name}"), label, ox.Literal(name)) for name in "abc")
    return store


def ask(store: MemoryStore, sparql: str, there: str) -> list[tuple[str, ...]]:
    """The rows of a query in which THERE is an endpoint that may be asked."""
    found = store.query(federated(sparql.replace("THERE", f"<{there}>"), frozenset({there}), 20))
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple("" if term is None else term.value for term in row) for row in found)  # type: ignore[union-attr]


@contextmanager
def failing(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """The address of an endpoint that answers each request so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            answer(self)

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def saying(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def solution(term: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": term}]}}).encode()


def test_what_another_endpoint_knows_is_joined_with_what_is_known_here(here: MemoryStore, there: str) -> None:
    query = """PREFIX e: <http://e/>
    SELECT ?label ?said { ?x e:label ?label SERVICE THERE { ?x e:says ?said } . }"""

    assert ask(here, query, there) == [("a", "3"), ("a", "deux"), ("a", "one"), ("b", "two")]


def test_it_may_stand_wherever_a_pattern_may(here: MemoryStore, there: str) -> None:
    three = "{ ?x <http://e/says> ?s FILTER(STRLEN(?s) = 3) }"
    optional = f"SELECT ?l ?s {{ ?x <http://e/label> ?l OPTIONAL {{ SERVICE THERE {three} }} }}"
    assert ask(here, optional, there) == [("a", "one"), ("b", "two"), ("c", "")]

    minus = "SELECT ?l { ?x <http://e/label> ?l FILTER NOT EXISTS { SERVICE THERE { ?x <http://e/says> ?s } } }"
    assert ask(here, minus, there) == [("c",)]

    count = "{ SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }"
    twice = f"SELECT ?n {{ SERVICE THERE {count} SERVICE SILENT THERE {{ <http://e/b> ?p ?o }} }}"
    assert ask(here, twice, there) == [("6",)]

    nothing = "SELECT ?l { ?x <http://e/label> ?l SERVICE THERE { <http://e/b> <http://e/says> 'two' } }"
    assert ask(here, nothing, there) == [("a",), ("b",), ("c",)]


def test_terms_come_as_they_are_and_blank_nodes_as_iris(here: MemoryStore, there: str) -> None:
    query = "SELECT ?s { SERVICE THERE { <http://e/a> <http://e/says> ?s } }".replace("THERE", f"<{there}>")
    found = here.query(federated(query, frozenset({there}), 20))
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    assert isinstance(found, ox.QuerySolutions)
    assert {row[0] for row in found} == {
        ox.Literal("one"),
        ox.Literal("deux", language="fr"),
        ox.Literal("3", datatype=integer),
    }

    nobody = "SELECT ?x ?s { SERVICE THERE { ?y <http://e/knows> ?x . ?x <http://e/says> ?s } }"
    ((node, said),) = ask(here, nobody, there)
    assert (node[:10], said) == ("urn:bnode:", "nobody")


def test_relative_addresses_and_prefixes_mean_there_what_they_mean_here() -> None:
    asked = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        saying(b'{"head": {"vars": []}, "results": {"bindings": [{}]}}')(request)

    class Recording(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())["query"][0])
            answer(self)

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recording)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    query = f"PREFIX e: <e#>\nASK {{ SERVICE <{address}> {{ <x> e:y 'SERVICE <z> {{' }} }}"
    made = federated(query, frozenset({address}), 20, base="http://here/")
    server.shutdown()
    server.server_close()

    assert asked == ["BASE <http://here/>\nPREFIX e: <e#>\nSELECT * { <x> e:y 'SERVICE <z> {' }"]
    assert made == "PREFIX e: <e#>\nASK {  VALUES () { () }  }"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "may not ask http://127.0.0.1:1/: POLICYGRAPH_SER"),
        ("SELECT * { SERVICE ?where { ?s ?p ?o } }", "by its whole address"),
        ("PREFIX e: <http://e/> SELECT * { SERVICE e:x { ?s ?p ?o } }", "by its whole address"),
        ("SELECT * { SERVICE SILENT", "by its whole address"),
        ("SELECT * { SERVICE <http://known/> { ?s ?p ?o ", "does not end"),
    ],
)
def test_no_other_is_asked(query: str, said: str) -> None:
    with pytest.raises(QueryRefused, match=said):
        federated(query, frozenset({"http://known/"}), 20)


def test_without_a_setting_none_is_asked_and_the_setting_is_named(here: MemoryStore) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert federated(query, frozenset(), 20) == query
    with pytest.raises(QueryRefused, match=r"SERVICE is not allowed here.*POLICYGRAPH_SERVICES"):
        here.query(query)


def test_what_only_looks_like_a_call_is_left_alone() -> None:
    query = "# SERVICE <http://known/> { }\nSELECT ?service { ?service <http://SERVICE/> 'SERVICE <http://known/> {' }"
    assert federated(query, frozenset({"http://known/"}), 20) == query


def test_those_within_others_are_for_the_other_endpoint() -> None:
    (call,) = calls("ASK { SERVICE <http://a/> { ?s ?p ?o SERVICE <http://b/> { ?o ?q ?r } } }")
    assert (call.address, call.pattern) == ("http://a/", "{ ?s ?p ?o SERVICE <http://b/> { ?o ?q ?r } }")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (saying(b"out of order", 500), "answers 500: out of order"),
        (saying(b"", 302, location="http://127.0.0.1:1/"), "answers 302"),
        (saying(b"<html>"), "SPARQL's JSON"),
        (saying(b"[" * 100_000), "SPARQL's JSON"),
        (saying(json.dumps({"boolean": True}).encode()), "SPARQL's JSON"),
        (saying(solution({"type": "uri", "value": "a b"})), "SPARQL's JSON"),
        (saying(solution({"type": "literal", "value": "\ud800"})), "SPARQL's JSON"),
        (saying(solution({"type": "triple", "value": {}})), "SPARQL's JSON"),
        (lambda request: request.connection.close(), "does not answer"),
    ],
)
def test_an_endpoint_that_fails_is_named_and_means_nothing_where_it_may_fail(
    answer: Callable[[BaseHTTPRequestHandler], None], said: str
) -> None:
    query = "SELECT * { SERVICE SILENT <THERE> { ?s ?p ?o } }"
    with failing(answer) as address:
        with pytest.raises(ServiceFailed, match=f"{address}.*{said}"):
            federated(query.replace("SILENT <THERE>", f"<{address}>"), frozenset({address}), 20)
        made = federated(query.replace("THERE", address), frozenset({address}), 20)
    assert made == "SELECT * {  VALUES () { () }  }"


def test_solutions_that_are_too_many_are_refused() -> None:
    row = {"s": {"type": "literal", "value": "x" * (MOST // 10)}}
    many = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [row] * 11}}).encode()
    with failing(saying(many)) as address, pytest.raises(QueryTooCostly, match="more solutions than can be joined"):
        federated(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", frozenset({address}), 20)


def slowly(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    with suppress(ConnectionError):
        for _ in range(100):
            request.wfile.write(b" ")
            time.sleep(0.1)


def never(request: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


@pytest.mark.parametrize("answer", [slowly, never])
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_the_deadline_of_a_query_holds_for_those_it_asks_too(
    answer: Callable[[BaseHTTPRequestHandler], None], silent: str
) -> None:
    with failing(answer) as address:
        began = time.monotonic()
        with pytest.raises(QueryTimeout):
            federated(f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}", frozenset({address}), 0.5)
        assert time.monotonic() - began < 4
