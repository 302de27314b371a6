"""The shortest paths: in their order, against networkx, and the same as the store's search finds."""

from __future__ import annotations

from itertools import combinations, islice
from pathlib import Path

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.case import read_case
from graph.network import links_of, read, shortest_path, shortest_paths
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store.oxigraph import MemoryStore
from tests.graph.network.made import network

BASE = "https://example.org/kg/"
DEV = Path(__file__).parent.parent.parent / "gold" / "dev"
MADE = network(
    "pa ACCUSE pb",
    "pb ACCUSE pd",
    "pc ACCUSE pa",
    "pc ACCUSE pd",
    "pc REJECT pd",
    "pa says oz",
    "oz directs aq",
    "aq opposes pd",
    "pd opposes pe",
)


def test_paths_come_by_length_and_then_by_the_names_of_things_and_by_no_thing_twice() -> None:
    found = shortest_paths(MADE, ["pa"], ["pd"], count=9)
    assert found == [("pa", "pb", "pd"), ("pa", "pc", "pd"), ("pa", "oz", "aq", "pd")]
    assert shortest_paths(MADE, ["pa"], ["pd"], count=2) == found[:2]


def test_of_several_facts_of_one_step_the_first_is_taken() -> None:
    assert links_of(MADE, ("pa", "pc", "pd")) == [("pa", "f:3", "pc"), ("pc", "f:4", "pd")]


def test_no_path_leads_by_what_is_to_be_avoided_or_is_longer_than_allowed() -> None:
    assert shortest_paths(MADE, ["pa"], ["pd"], 9, avoid=["pb", "pc", "pa", "pd"]) == [("pa", "oz", "aq", "pd")]
    assert shortest_paths(MADE, ["pa"], ["pd"], 9, max_steps=1) == []
    assert shortest_paths(MADE, ["pa"], ["px"], 9) == []


def test_a_thing_is_no_step_from_itself() -> None:
    assert shortest_paths(MADE, ["pa"], ["pa"]) == [("pa",)]


def test_between_several_ends_the_shortest_of_all_is_found_and_no_path_comes_by_another_end() -> None:
    found = shortest_paths(MADE, ["pa", "pb"], ["pe", "pd"], count=9)
    assert found == [("pb", "pd"), ("pa", "pc", "pd"), ("pa", "oz", "aq", "pd")]


PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


@given(PAIRS)
def test_all_paths_are_those_that_networkx_finds(pairs: list[tuple[int, int]]) -> None:
    made = network("p0 opposes p1", *(f"p{one} opposes p{other}" for one, other in pairs))
    told = nx.Graph([("p0", "p1"), *((f"p{one}", f"p{other}") for one, other in pairs)])
    found = shortest_paths(made, ["p0"], ["p1"], count=1000, max_steps=99)
    assert sorted(found, key=lambda path: (len(path), path)) == found
    assert set(found) == {tuple(path) for path in nx.all_simple_paths(told, "p0", "p1")}


def test_the_first_path_is_the_one_that_the_search_in_the_store_finds() -> None:
    store = MemoryStore()
    for document, record in map(read_case, sorted(DEV.glob("*.json"))[:40]):
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    made = read(store)
    people = [iri for iri in made if "/person/" in iri][::6]
    pairs = list(islice(combinations(people, 2), 60))
    assert len(pairs) == 60
    for one, other in pairs:
        searched, first = shortest_path(store, one, other), shortest_paths(made, [one], [other])
        links = searched and [(step.source.iri, step.fact.iri, step.target.iri) for step in searched]
        assert links == (links_of(made, first[0]) if first else None)
