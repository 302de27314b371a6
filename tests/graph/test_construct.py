"""CONSTRUCT by its solutions: the graph that the engine makes, in memory that does not grow."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.errors import QueryError
from graph.store.oxigraph import MemoryStore
from graph.workers import Task, run
from graph.workers import construct as constructing
from graph.workers.construct import construct

DATA = """
@prefix e: <http://e/> .
e:a e:p e:b , "1" , "eins"@de ; e:q [ e:p 3 ] .
e:b e:p e:a ; a e:Thing .
e:g { e:a e:p e:b ; e:r e:c . }
"""
PREFIXES = "PREFIX e: <http://e/> # CONSTRUCT { ?x ?y ?z }\n"
MADE = [
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?o e:of $s ; a e:Made , ?p . ?s e:says 'a }', 2.5, true } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s ?o ?p . ?nothing e:p ?s . e:fixed e:p e:o } { ?s ?p ?o }",
    "CONSTRUCT { _:one e:from ?s . _:one e:to ?o , [ e:also ?p ] , ( ?s 1 ) } WHERE { ?s a ?o . ?s e:p ?p }",
    "CONSTRUCT { <x> <y#z> ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "construct { ?s e:n ?n } from e:g where { ?s ?p ?n }",
    "CONSTRUCT { ?s e:p ?x } WHERE { ?s a e:Thing } VALUES ?x { 1 UNDEF e:z }",
    "CONSTRUCT { ?s e:n ?n } WHERE { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } }",
    "CONSTRUCT { } WHERE { ?s ?p ?o }",
    "CONSTRUCT { e:a e:b e:c } WHERE { ?s ?p ?o }",
    "CONSTRUCT WHERE { ?s e:p ?o }",
    "DESCRIBE e:a",
]


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    store = MemoryStore()
    store.add(ox.parse(DATA, format=ox.RdfFormat.TRIG))
    return store


def answer(store: MemoryStore, query: str) -> list[str]:
    """The lines that a worker answers with."""
    out = io.BytesIO()
    run(store, Task(query, base="http://here/", graphs="application/n-triples"), lambda *told: None, out)
    return out.getvalue().decode().splitlines()


def graph(lines: list[str]) -> Graph:
    return Graph().parse(data="\n".join(lines), format="nt")


@pytest.mark.parametrize("query", MADE)
def test_the_graph_is_the_one_that_the_engine_makes(store: MemoryStore, query: str) -> None:
    made = answer(store, PREFIXES + query)

    by_engine = store.query(PREFIXES + query, base="http://here/")
    assert isinstance(by_engine, ox.QueryTriples)
    assert isomorphic(
        graph(made), graph((by_engine.serialize(format=ox.RdfFormat.N_TRIPLES) or b"").decode().splitlines())
    )
    assert "CONSTRUCT" not in query or len(made) == len(set(made))


def test_most_are_made_from_their_solutions() -> None:
    assert [construct(PREFIXES + query, "http://here/") is not None for query in MADE] == [True] * 8 + [False] * 4


def test_solutions_may_be_grouped(store: MemoryStore) -> None:
    query = "CONSTRUCT { ?s e:n e:many } WHERE { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 2)"

    assert answer(store, PREFIXES + query) == ["<http://e/a> <http://e/n> <http://e/many> ."]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", (1, 19)),
        ("CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p }", (2, 16)),
        ("CONSTRUCT { ?s ?p ?o }", (1, 23)),
        ("CONSTRUCT { ?s ?p ?o", (1, 21)),
        ("CONSTRUCT", (1, 10)),
        ("CONSTRUCT { ?s ?p { ?o } } WHERE { ?s ?p ?o }", (1, 19)),
    ],
)
def test_what_does_not_parse_is_told_where_it_stands(store: MemoryStore, query: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError) as caught:
        answer(store, query)
    assert (caught.value.line, caught.value.column) == place


def test_no_more_is_remembered_than_was_said_and_what_comes_first_comes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constructing, "REMEMBERED", 2)
    store = MemoryStore()
    graphs = [ox.NamedNode("http://e/g1"), ox.NamedNode("http://e/g2")]
    p = ox.NamedNode("http://e/p")
    store.add(ox.Quad(ox.NamedNode(f"http://e/{n}"), p, ox.Literal("x"), g) for g in graphs for n in "abcd")

    lines = answer(store, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s")

    assert [line[10] for line in lines] == ["a", "b", "c", "d", "c", "d"]


def test_triples_come_while_solutions_are_found() -> None:
    def endless() -> Iterator[tuple[ox.NamedNode, ...]]:
        while True:
            yield (ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.BlankNode())

    made = construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", None)
    assert made is not None
    triples = made.triples(endless())  # type: ignore[arg-type]
    assert len({next(triples) for _ in range(1000)}) == 1000
