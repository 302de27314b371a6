"""The store `sparql-http`: what an endpoint's answers mean, what it holds besides, and how it is asked."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.delta import Delta
from graph.errors import QueryError, SettingsError, StorageError, StorageFull, StorageLocked
from graph.settings import Settings, load
from graph.store import Store, endpoint, open_store
from graph.store.endpoint import RESULTS, Endpoint
from graph.store.remote import RemoteStore
from graph.store.skolem import VEIL, Skolem
from graph.store.sparql import without_from
from graph.timelines import standing
from ontology.terms import PGO
from tests import engines
from tests.engines import Servers
from tests.graph.conftest import Site

BASE = "https://example.org/"
A, FOREIGN = f"{BASE}graph/a", "https://elsewhere.example/graph"
P = ox.NamedNode(f"{BASE}p")
WKT, XSD = "http://www.opengis.net/ont/geosparql#wktLiteral", "http://www.w3.org/2001/XMLSchema#"
YES = (200, {"Content-Type": RESULTS}, b'{"head":{},"boolean":true}')


def quad(subject: ox.NamedNode | ox.BlankNode, value: Any = "x", graph: str = A) -> ox.Quad:
    return ox.Quad(subject, P, value if isinstance(value, ox.BlankNode) else ox.Literal(value), ox.NamedNode(graph))


@pytest.fixture(params=[one for one in engines.STORES if one not in ("memory", "oxigraph")])
def settings(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Settings:
    return servers.settings(request.param, home=tmp_path, base_iri=BASE)


@pytest.fixture
def store(settings: Settings) -> Iterator[RemoteStore]:
    opened = RemoteStore(settings)
    yield opened
    opened.close()


def asked(store: Store, sparql: str) -> list[str]:
    answer = store.query(sparql)
    assert isinstance(answer, ox.QuerySolutions)
    return [str(row[0]) for row in answer]


# what is there besides


def test_graphs_that_others_keep_there_stay_and_are_not_ours(settings: Settings, store: RemoteStore) -> None:
    other = Endpoint(settings)
    other.tell(f"INSERT DATA {{ GRAPH <{FOREIGN}> {{ <{BASE}s> {P} 'theirs' }} }}")
    store.reload([quad(ox.NamedNode(BASE + "s"), "ours")])
    store.reload([])
    assert (list(store.graphs()), list(store.quads()), len(store)) == ([], [], 0)
    assert asked(store, f"SELECT ?o {{ GRAPH <{FOREIGN}> {{ ?s ?p ?o }} }}") == ['"theirs"']
    other.close()


def test_a_graph_of_any_name_that_we_write_is_ours_even_after_it_is_opened_again(settings: Settings) -> None:
    first = RemoteStore(settings)
    first.replace(FOREIGN, [quad(ox.NamedNode(BASE + "s"), graph=FOREIGN)])
    first.settle({"log": 7})
    first.close()
    second = RemoteStore(settings)
    assert (list(second.graphs()), len(second), dict(second.mark)) == ([FOREIGN], 1, {"log": 7})
    second.reload([])
    assert (list(second.graphs()), dict(second.mark)) == ([], {})
    second.close()


def test_what_has_no_graph_comes_back_without(store: RemoteStore) -> None:
    unnamed = ox.Quad(ox.NamedNode(BASE + "s"), P, ox.Literal("x"), ox.DefaultGraph())
    store.add([unnamed, quad(ox.NamedNode(BASE + "t"))])
    assert (list(store.quads("")), list(store.graphs()), len(store)) == ([unnamed], [A], 2)
    assert asked(store, "SELECT ?s { ?s ?p ?o } ORDER BY ?s") == [f"<{BASE}s>", f"<{BASE}t>"]
    store.reload([quad(ox.NamedNode(BASE + "t"))])
    assert list(store.quads("")) == []


def test_only_one_process_writes(settings: Settings, store: RemoteStore) -> None:
    with pytest.raises(StorageLocked, match="another process has the store open"):
        RemoteStore(settings)
    assert store.check().endswith(settings.store_url or "")


def test_what_is_replaced_is_only_what_differs(store: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    same, old, new = (quad(ox.NamedNode(BASE + name), graph=f"{BASE}graph/{name}") for name in ("same", "old", "new"))
    store.reload([same, old])
    tell = store._endpoint.tell
    monkeypatch.setattr(store._endpoint, "tell", lambda update: (told.append(update), tell(update))[1])
    store.reload([same, new])
    assert set(store.quads()) == {same, new}
    assert [one.count("graph/same") for one in told] == [0] * len(told)


# blank nodes


def ends_well(label: str) -> bool:
    return label[0] not in "·-." and label[-1] != "."


LABELS = st.text(st.sampled_from("abz019é·-._"), min_size=1, max_size=5).filter(ends_well)
NODES = st.one_of(LABELS.map(ox.BlankNode), st.sampled_from([ox.NamedNode(BASE + "s")]))


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.tuples(NODES, NODES), max_size=5))
def test_blank_nodes_come_back_as_they_were(store: RemoteStore, pairs: set[tuple[Any, Any]]) -> None:
    meant = {ox.Quad(s, P, o, ox.NamedNode(A)) for s, o in pairs}
    for way in (lambda: store.replace(A, meant), lambda: store.reload(meant)):
        way()
        assert set(store.quads(A)) == meant
        assert set(store.quads()) == meant


def test_blank_nodes_are_blank_in_results_and_can_be_told_apart_in_later_queries(store: RemoteStore) -> None:
    store.replace(A, [quad(ox.BlankNode("one"), ox.BlankNode("two")), quad(ox.BlankNode("two"), "end")])
    assert asked(store, "SELECT ?s { ?s ?p 'end' }") == ["_:two"]
    answer = store.query("SELECT ?o ?s { ?s ?p ?o }", {"s": ox.BlankNode("one")})
    assert isinstance(answer, ox.QuerySolutions)
    assert [str(row[0]) for row in answer] == ["_:two"]
    built = store.query("CONSTRUCT { ?o ?p ?s } { ?s ?p ?o FILTER(!isLiteral(?o)) }")
    assert isinstance(built, ox.QueryTriples)
    assert [(str(t.subject), str(t.object)) for t in built] == [("_:two", "_:one")]


def test_a_blank_node_is_an_iri_below_the_root_of_its_host() -> None:
    skolem = Skolem("https://example.org/policy/")
    assert skolem.out(ox.BlankNode("é.1")) == ox.NamedNode("https://example.org/.well-known/genid/policy/%C3%A9.1")


def test_values_are_what_they_were_in_every_form_of_results(store: RemoteStore) -> None:
    literals = [True, False, 7, 1.5, 'a\tb\n"c" \\ é \u0001 <&>']
    store.replace(A, [quad(ox.NamedNode(BASE + "s"), value) for value in literals])
    answer = store.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(answer, ox.QuerySolutions)
    assert {row[0] for row in answer} == {ox.Literal(value) for value in literals}
    assert {q.object for q in store.quads(A)} == {ox.Literal(value) for value in literals}


def test_points_on_a_map_and_durations_are_what_they_were(store: RemoteStore) -> None:
    values = {"P1D": XSD + "duration", "P1Y": XSD + "yearMonthDuration", "P1DT12H": XSD + "dayTimeDuration"}
    values["POINT(-88.389 48.654)"] = WKT
    terms = {ox.Literal(value, datatype=ox.NamedNode(datatype)) for value, datatype in values.items()}
    store.replace(A, [ox.Quad(P, P, term, ox.NamedNode(A)) for term in terms])
    assert {quad.object for quad in store.quads(A)} == terms
    found = store.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(found, ox.QuerySolutions)
    assert terms <= {row[0] for row in found}


def test_an_order_stands_as_it_does_among_others(store: RemoteStore) -> None:
    began = {f"{BASE}id/order/{n}": date(2020, 1, 1) + timedelta(40 * n) for n in range(40)}
    quads = [quad for n, (order, since) in enumerate(began.items()) for quad in in_force(n, order, since)]
    store.replace(A, quads)
    for day in (date(2020, 1, 1), date(2021, 6, 1), date(2030, 1, 1)):
        expected = {
            order: "inForce"
            for n, (order, since) in enumerate(began.items())
            if since <= day and (n % 2 or day < since + timedelta(400))
        }
        assert standing(store, began, day.isoformat()) == expected
        assert {o: s for order in began for o, s in standing(store, [order], day.isoformat()).items()} == expected


def in_force(number: int, order: str, since: date) -> Iterator[ox.Quad]:
    """That an order is in force for 400 days, every other one without an end."""
    period, graph = ox.NamedNode(f"{BASE}period/{number}"), ox.NamedNode(A)
    until = [] if number % 2 else [(PGO.until, literal(since + timedelta(399)))]
    told = [(PGO.statusOf, ox.NamedNode(order)), (PGO.orderStatus, PGO.inForce), (PGO.from_, literal(since)), *until]
    yield from (ox.Quad(period, predicate, term, graph) for predicate, term in told)


def literal(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))


def test_graphs_larger_than_an_update_may_be_are_whole(store: RemoteStore) -> None:
    many = [quad(ox.NamedNode(f"{BASE}{number}"), number) for number in range(12_000)]
    few = quad(ox.NamedNode(BASE + "s"), graph=f"{BASE}graph/few")
    store.replace_all({A: many, f"{BASE}graph/few": [few]})
    assert (len(store), set(store.quads(A))) == (12_001, set(many))
    store.add(many)
    assert len(store) == 12_001


@pytest.mark.parametrize("takes_graphs", [True, False])
def test_of_a_change_larger_than_an_update_may_be_each_graph_is_changed_at_once_where_whole_ones_are_taken(
    store: RemoteStore, takes_graphs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, other = ox.NamedNode(BASE + "s"), f"{BASE}graph/other"
    old, stays, goes = [quad(node, n) for n in range(40)], quad(ox.BlankNode("b"), "stays"), quad(node, "goes", other)
    store.replace_all({A: [*old, stays], other: [goes]})
    here, there = ([quad(node, n, graph) for n in range(100, 140)] for graph in (A, other))
    states, tell, put = list[set[ox.Quad]](), store._endpoint.tell, store._endpoint.put
    monkeypatch.setattr(store, "_dialect", replace(store._dialect, batch=30, whole=30))
    monkeypatch.setattr(store._endpoint, "tell", lambda one: (tell(one), states.append(set(store.quads()))))
    monkeypatch.setattr(store._endpoint, "put", lambda *one: (put(*one), states.append(set(store.quads()))))
    if not takes_graphs:
        monkeypatch.setattr(store._endpoint, "_graphs", None)
    store.change(Delta(tuple(old), (*here, *there), frozenset({other})))
    assert states[-1] == {stays, *here, *there}
    assert not takes_graphs or states[:-1] == [{stays, *here, goes}]


# how queries are asked


@pytest.mark.parametrize(
    ("sparql", "kept"),
    [
        ("SELECT * FROM <http://e/a> FROM NAMED <http://e/b> { ?s ?p ?o }", "SELECT *   { ?s ?p ?o }"),
        ("PREFIX e: <http://e/> ASK from e:a\nfrom named # b\n e:b {}", "PREFIX e: <http://e/> ASK \n {}"),
        ("ASK { ?from e:from 'FROM <http://e/>' }", "ASK { ?from e:from 'FROM <http://e/>' }"),
    ],
)
def test_from_is_taken_out_where_other_graphs_are_given(sparql: str, kept: str) -> None:
    assert without_from(sparql) == kept


def test_a_server_that_does_not_hear_from_is_refused(tmp_path: Path) -> None:
    with (
        engines.oxigraph(tmp_path / "server", "--union-default-graph") as addresses,
        pytest.raises(StorageError, match="without --union-default-graph"),
    ):
        open_store(Settings(home=tmp_path, store="sparql-http", **addresses))


# what answers mean: an endpoint that says what it is told to


def at(site: Site, **others: Any) -> Endpoint:
    addresses = {"store_url": f"{site.root}/query", "store_update_url": f"{site.root}/update"}
    return Endpoint(Settings(store="sparql-http", **addresses, **others))


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        ((400, {}, b"no such\n function"), QueryError, "the endpoint refuses this: no such function"),
        ((401, {}, b""), StorageError, r"does not let us in \(401\): set POLICYGRAPH_STORE_USER"),
        ((302, {"Location": "http://127.0.0.1/other"}, b""), StorageError, "sends us on to 'http://127.0.0.1/other'"),
        ((507, {}, b"full"), StorageFull, "has no room left: full"),
        ((500, {}, b"x" * 10_000), StorageError, "answers 500: x{300}$"),
        ((200, {"X-SPARQL-MaxRows": "10000"}, b""), StorageError, "only a part of an answer"),
    ],
)
def test_a_refusal_says_what_it_was(site: Site, answer: Any, error: type[Exception], says: str) -> None:
    site.answers["/query"] = answer
    with pytest.raises(error, match=says):
        at(site).ask("ASK {}", RESULTS)
    assert site.paths == ["/query"]


def test_an_update_that_is_refused_is_no_error_of_a_query(site: Site) -> None:
    site.answers["/update"] = (400, {}, b"not that")
    with pytest.raises(StorageError, match="answers 400: not that"):
        at(site).tell("DROP ALL")


def test_what_was_turned_away_or_broke_off_is_sent_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "PAUSES", (0.0, 0.0, 0.0))

    def hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    site.answers["/query"] = [(503, {"Retry-After": "0"}, b""), hang_up, (429, {}, b""), YES]
    assert json.loads(at(site).ask("ASK {}", RESULTS).read()) == {"head": {}, "boolean": True}
    site.answers["/update"] = (503, {}, b"busy")
    with pytest.raises(StorageError, match="answers 503: busy"):
        at(site).tell("DROP ALL")
    assert site.paths == ["/query"] * 4 + ["/update"] * 4


def test_what_takes_too_long_is_sent_once(site: Site) -> None:
    site.answers["/update"] = lambda handler: time.sleep(1.0)
    with pytest.raises(StorageError, match="POLICYGRAPH_STORE_TIMEOUT"):
        at(site, store_timeout=0.1).tell("DROP ALL")
    assert site.paths == ["/update"]


def test_an_answer_that_breaks_off_is_no_shorter_answer(site: Site) -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"x"}}')
        handler.close_connection = True

    site.answers["/query"] = half
    with pytest.raises(StorageError, match="broke off its answer"):
        list(cast(ox.QuerySolutions, Skolem(BASE).results(at(site).ask("SELECT * {}", RESULTS))))


def test_results_come_as_they_are_found_and_end_where_nobody_reads_on(tmp_path: Path, servers: Servers) -> None:
    store = RemoteStore(servers.settings("oxigraph-server", home=tmp_path, base_iri=BASE))
    store.replace(A, [quad(ox.NamedNode(f"{BASE}{number}"), number) for number in range(1000)])
    rows = store.query("SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }")  # a thousand million
    assert isinstance(rows, ox.QuerySolutions)
    assert len(list(islice(rows, 5_000))) == 5_000
    del rows
    assert len(store) == 1000
    store.close()


@pytest.mark.parametrize("step", [1, 7, 1 << 16])
def test_terms_are_put_right_wherever_the_answer_is_cut(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    skolem = Skolem(BASE, frozenset({WKT}))
    terms = [
        f'{{"type":"uri","value":"{skolem.prefix}%C3%A9"}}',
        f'{{ "value" : "{skolem.prefix}b" , "type" : "uri" }}',
        f'{{"type":"literal","value":"\\"type\\":\\"uri\\",\\"value\\":\\"{skolem.prefix}c\\""}}',
        '{ "type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1" }',
        '{ "type": "bnode", "value": "nodeID://b1" }',
        '{ "type": "literal", "value": "https://example.org/one" }',
        '{ "type": "literal", "value": "https://example.org/other" }',
        f'{{ "type": "typed-literal", "datatype": "{VEIL}{WKT}", "value": "POINT(1 2)" }}',
    ]
    rows = ",".join(f'{{"s":{term}}}' for term in terms)
    monkeypatch.setattr("graph.store.skolem.CHUNK", step)
    answer = BytesIO(f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{rows}]}}}}'.encode())
    found = skolem.results(answer, mend="SELECT ?s { VALUES ?s { <https://example.org/one> } }")
    assert isinstance(found, ox.QuerySolutions)
    literal = ox.Literal(f'"type":"uri","value":"{skolem.prefix}c"')
    expected = [ox.BlankNode("é"), ox.BlankNode("b"), literal, ox.Literal(True), ox.BlankNode("b1")]
    expected += [ox.NamedNode("https://example.org/one"), ox.Literal("https://example.org/other")]
    expected += [ox.Literal("POINT(1 2)", datatype=ox.NamedNode(WKT))]
    assert [row[0] for row in found] == expected


def test_where_nothing_listens_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "PAUSES", ())
    nowhere = f"http://127.0.0.1:{engines.free_port()}/query"
    with pytest.raises(StorageError, match=f"{nowhere}: does not answer: .*refused.*Does the endpoint run"):
        Endpoint(Settings(store="sparql-http", store_url=nowhere)).ask("ASK {}", RESULTS)


@pytest.mark.parametrize(
    ("secrets", "sent"),
    [
        ({}, None),
        ({"store_user": "me", "store_password": "open sesame"}, "Basic " + b64encode(b"me:open sesame").decode()),
        ({"store_token": "abc"}, "Bearer abc"),
    ],
)
def test_who_asks_is_said_as_the_settings_have_it(site: Site, secrets: dict[str, str], sent: str | None) -> None:
    site.answers["/query"] = YES
    at(site, **secrets).ask("ASK {}", RESULTS)
    assert site.requests[0][1].get("authorization") == sent
    assert not any(secret in repr(Settings(**secrets)) for secret in ("sesame", "abc"))


@pytest.mark.parametrize(
    ("given_settings", "reason"),
    [
        ({"store": "sparql-http"}, "store_url: must be given"),
        ({"store_url": "http://me:secret@host/"}, "must hold no key"),
        ({"store_graph_url": "ftp://host/"}, "store_graph_url: must be an address"),
        ({"store_timeout": 0.0}, "store_timeout: must be a number of seconds"),
        ({"store_token": "a\nb"}, "no token has"),
    ],
)
def test_settings_that_cannot_be_are_refused(given_settings: dict[str, Any], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason) as raised:
        Settings(**given_settings)
    assert "secret" not in str(raised.value)


def test_where_the_graph_goes_is_not_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "policygraph.toml").write_text('store_url = "https://elsewhere.example/"')
    with pytest.raises(SettingsError, match="set POLICYGRAPH_STORE_URL in the environment"):
        load(environment={}, file=tmp_path / "policygraph.toml")
