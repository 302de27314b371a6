"""A store as an rdflib dataset, over every kind of store: patterns, contexts, queries, and what may not be done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery

from graph.delta import Delta
from graph.errors import GraphProtected, QueryRefused
from graph.pipeline import Workspace
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.rdflib_bridge import from_graph
from graph.store.rdflib_store import RdflibStore, to_dataset
from graph.writing import Writer
from tests import engines
from tests.engines import Servers

E = rdflib.Namespace("https://example.org/")
A, B, NONE = E["graph/a"], E["graph/b"], rdflib.URIRef("urn:nothing")
TEN, LABEL = rdflib.Literal(10), rdflib.Literal("zehn", lang="de")
BLANK = rdflib.BNode("b1")
IN_A = {(E.s, E.p, TEN), (E.s, E.q, BLANK), (BLANK, E.p, E.s)}
IN_B = {(E.s, E.p, TEN), (E.t, E.p, LABEL)}
UNNAMED = {(E.t, E.q, rdflib.Literal("not named"))}
QUADS = {(*t, A) for t in IN_A} | {(*t, B) for t in IN_B} | {(*t, None) for t in UNNAMED}

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.(default_context|contexts):DeprecationWarning")  # by rdflib


@pytest.fixture(params=engines.STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[Store]:
    opened = open_store(servers.settings(request.param, home=tmp_path, base_iri=str(E)))
    source = rdflib.Dataset()
    for s, p, o, name in QUADS:
        source.add((s, p, o, source.graph(name or DATASET_DEFAULT_GRAPH_ID)))
    opened.add(from_graph(source))
    yield opened
    opened.close()


@pytest.fixture
def dataset(store: Store) -> rdflib.Dataset:
    return to_dataset(store)


def test_patterns_find_each_triple_of_the_union_once(dataset: rdflib.Dataset) -> None:
    triples = IN_A | IN_B | UNNAMED
    assert sorted(dataset.triples((None, None, None))) == sorted(triples)
    for s, p, o in [(E.s, None, None), (None, E.p, None), (None, None, TEN), (E.s, E.p, None), (BLANK, None, None)]:
        pattern = (s, p, o)
        fitting = [t for t in triples if all(term in (None, own) for term, own in zip(pattern, t, strict=True))]
        assert sorted(dataset.triples(pattern)) == sorted(fitting), pattern
    assert list(dataset.objects(E.t, E.p)) == [LABEL]
    assert dataset.value(E.s, E.p) == TEN
    assert (E.s, E.p, TEN) in dataset
    assert (E.s, E.p, LABEL) not in dataset


def test_what_no_triple_can_have_matches_nothing(dataset: rdflib.Dataset) -> None:
    assert list(dataset.triples((TEN, None, None))) == []
    assert list(dataset.triples((None, BLANK, None))) == []
    assert list(dataset.triples((rdflib.URIRef("no iri"), None, None))) == []


def test_quads_come_with_the_graphs_that_hold_them(dataset: rdflib.Dataset) -> None:
    assert sorted(map(str, dataset.quads())) == sorted(map(str, QUADS))
    assert set(dataset.quads((E.s, E.p, None, None))) == {(E.s, E.p, TEN, A), (E.s, E.p, TEN, B)}
    assert set(dataset.quads((None, E.p, None, B))) == {(*triple, B) for triple in IN_B}
    held = {graph.identifier for _, graphs in dataset.store.triples((E.s, E.p, TEN)) for graph in graphs if graph}
    assert held == {A, B}


def test_contexts_are_the_named_graphs(dataset: rdflib.Dataset) -> None:
    assert {graph.identifier for graph in dataset.graphs()} - {DATASET_DEFAULT_GRAPH_ID} == {A, B}
    assert {graph.identifier for graph in dataset.graphs((E.t, E.p, LABEL))} - {DATASET_DEFAULT_GRAPH_ID} == {B}
    assert (set(dataset.graph(A)), set(dataset.graph(B)), set(dataset.default_graph)) == (IN_A, IN_B, UNNAMED)
    assert set(dataset.graph(NONE)) == set()
    assert (len(dataset), len(dataset.graph(A)), len(dataset.default_graph)) == (6, 3, 1)


def test_a_graph_without_a_name_is_the_union(store: Store) -> None:
    union = rdflib.Graph(RdflibStore(store))
    assert set(union) == IN_A | IN_B | UNNAMED
    assert [row.n for row in union.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")] == [rdflib.Literal(3)]


def test_queries_answer_as_the_store_does_with_prefixes_of_ours_and_of_the_caller(
    store: Store, dataset: rdflib.Dataset
) -> None:
    sparql = "SELECT ?s ?o { ?s e:p ?o FILTER(isLiteral(?o)) } ORDER BY ?s"
    ours = store.query(f"PREFIX e: <{E}> {sparql}")
    asked = dataset.query(sparql, initNs={"e": E})
    assert isinstance(ours, ox.QuerySolutions)
    told = [[term.value for term in row] for row in ours]
    assert [[str(term) for term in row] for row in asked] == told
    assert told[0] == [str(E.s), "10"]
    assert dataset.query("PREFIX rdf: <urn:other> ASK { ?s rdf:type ?o }").askAnswer is False
    assert dataset.query("ASK { ?s <https://example.org/p> 'zehn'@de }").askAnswer is True
    built = dataset.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{A}> {{ ?s ?p ?o }} }}").graph
    assert built is not None
    assert isomorphic(built, dataset.graph(A))
    assert len(json.loads(dataset.query("SELECT * { ?s ?p ?o }").serialize(format="json") or b"")["results"]) == 1


def test_a_named_graphs_query_reads_it_alone(dataset: rdflib.Dataset) -> None:
    query = "SELECT ?s ?o { ?s <https://example.org/p> ?o }"
    assert {tuple(row) for row in dataset.graph(B).query(query)} == {(E.s, TEN), (E.t, LABEL)}  # type: ignore[arg-type]


def test_a_data_set_without_the_union_reads_the_default_graph(store: Store) -> None:
    apart = rdflib.Dataset(RdflibStore(store), default_union=False)
    assert {tuple(row) for row in apart.query("SELECT ?s ?p ?o { ?s ?p ?o }")} == UNNAMED  # type: ignore[arg-type]
    named = "SELECT ?s ?g { GRAPH ?g { ?s <https://example.org/p> 'zehn'@de } }"
    assert {tuple(row) for row in apart.query(named)} == {(E.t, B)}  # type: ignore[arg-type]


BOUND = [
    "SELECT ?o { ?s <https://example.org/p> ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s <https://example.org/p> ?o }",
    "SELECT ?x { { SELECT (?s AS ?x) { ?s <https://example.org/p> ?o } } }",
    "SELECT ?o { { SELECT ?s ?o { ?s <https://example.org/p> ?o } } }",
    "ASK { ?s <https://example.org/p> ?o FILTER(?s = <https://example.org/t>) }",
    "CONSTRUCT { ?s <urn:x> ?o } WHERE { ?s <https://example.org/p> ?o }",
    "CONSTRUCT WHERE { ?s <https://example.org/p> ?o }",
    "SELECT ?x ?o { { ?x <https://example.org/p> ?o FILTER(?x = ?s) } UNION { ?s <https://example.org/q> ?o } }",
    "SELECT ?x { { ?x <https://example.org/p> ?y FILTER EXISTS { ?s <https://example.org/p> ?y } } }",
    "SELECT ?o { ?s <https://example.org/p> ?o FILTER NOT EXISTS { ?s <https://example.org/q> ?o } } ORDER BY ?s",
    "SELECT ?s ?o { ?s <https://example.org/p> ?o } VALUES ?o { 10 'zehn'@de }",
]


@pytest.mark.parametrize("sparql", BOUND)
@pytest.mark.parametrize("prepared", [False, True])
def test_values_given_to_variables_hold_as_in_rdflib(dataset: rdflib.Dataset, sparql: str, prepared: bool) -> None:
    copy = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        copy.add(triple)
    asked = prepareQuery(sparql) if prepared else sparql
    given = {"s": E.t}
    ours, theirs = (source.query(asked, initBindings=given) for source in (rdflib.Graph(dataset.store), copy))
    assert sorted(map(str, ours)) == sorted(map(str, theirs))
    assert ours.askAnswer == theirs.askAnswer


def test_a_blank_node_can_be_given_to_a_variable(dataset: rdflib.Dataset) -> None:
    assert [row.o for row in dataset.query("SELECT ?o { ?b ?p ?o }", initBindings={"b": BLANK})] == [E.s]


REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
    "DESCRIBE <urn:a> FROM <http://127.0.0.1:9/x>",
]


@pytest.mark.parametrize("sparql", REFUSED)
def test_nothing_is_fetched_from_the_network(dataset: rdflib.Dataset, sparql: str) -> None:
    with pytest.raises(QueryRefused):
        dataset.query(sparql, initBindings={"b": BLANK})
    with pytest.raises(QueryRefused, match=r"Writer\.update"):
        dataset.update("LOAD <http://127.0.0.1:9/x>")


def test_nothing_can_be_changed_by_who_was_not_given_what_writes(store: Store, dataset: rdflib.Dataset) -> None:
    before = set(store.quads())
    with pytest.raises(QueryRefused, match="can only be read"):
        dataset.add((E.s, E.p, E.o))
    with pytest.raises(QueryRefused, match="can only be read"):
        dataset.remove((E.s, None, None))
    with pytest.raises(QueryRefused, match="can only be read"):
        dataset.remove_graph(A)
    assert set(store.quads()) == before


def test_graphs_of_people_are_written_and_kept_and_those_of_documents_are_not(home_settings: Settings) -> None:
    with Workspace.open(home_settings) as workspace:
        writer = Writer(workspace)

        def write(delta: Delta) -> None:
            writer.change(delta, "rdflib")

        dataset = to_dataset(workspace.store, write)
        notes = dataset.graph(E.notes)
        notes.add((E.s, E.p, rdflib.Literal("a note")))
        notes += [(E.s, E.q, BLANK), (BLANK, E.p, TEN)]
        notes.remove((E.s, E.p, None))
        with pytest.raises(GraphProtected):
            dataset.graph(f"{home_settings.base_iri}id/document/1").add((E.s, E.p, E.o))
        writer.close()
        workspace.rebuild()
        assert set(dataset.graph(E.notes)) == {(E.s, E.q, BLANK), (BLANK, E.p, TEN)}
        assert [write.who for write in workspace.ledger.written.writes()] == ["rdflib"] * 3
