"""The search from both ends finds what networkx finds on the whole projection."""

from __future__ import annotations

import itertools
from pathlib import Path

import networkx as nx
import pytest

from graph.case import read_case
from graph.network import project
from graph.paths import shortest_path
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore
from tests.graph.answered import filled

BASE = "https://example.org/kg/"
DEV = Path(__file__).parent.parent / "gold" / "dev"


@pytest.fixture(scope="module")
def store() -> Store:
    store = MemoryStore()
    for document, record in map(read_case, sorted(DEV.glob("*.json"))):
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    return store


def test_paths_are_as_short_as_networkx_finds_them_and_hang_together(store: Store) -> None:
    network = nx.Graph(project(store))
    people = sorted(iri for iri, data in network.nodes(data=True) if data["type"] == "Person")[::4]
    for one, other in itertools.combinations(people, 2):
        path = shortest_path(store, one, other, max_steps=99)
        if not nx.has_path(network, one, other):
            assert path is None
            continue
        assert path is not None
        assert len(path) == nx.shortest_path_length(network, one, other)
        assert (path[0].source.iri, path[-1].target.iri) == (one, other)
        assert all(a.target.iri == b.source.iri for a, b in itertools.pairwise(path))
        for step in path:
            parties = {step.fact.subject, step.fact.object, step.fact.place}
            assert {step.source, step.target} <= parties


def test_the_way_back_is_as_long(store: Store) -> None:
    one, other = (
        f"{BASE}id/person/brandon-johnson-mayor-of-chicago",
        f"{BASE}id/person/jb-pritzker-governor-of-illinois",
    )
    there, back = shortest_path(store, one, other), shortest_path(store, other, one)
    assert there is not None
    assert back is not None
    assert len(there) == len(back) == 4


def test_a_thing_is_no_step_from_itself_and_nothing_leads_to_what_is_not_there(store: Store) -> None:
    johnson = f"{BASE}id/person/brandon-johnson-mayor-of-chicago"
    assert shortest_path(store, johnson, johnson) == ()
    assert shortest_path(store, johnson, f"{BASE}id/person/nobody") is None


def test_days_and_numbers_tie_nothing_together() -> None:
    store, _ = filled()
    frey = f"{BASE}id/person/jacob-frey-mayor-of-minneapolis"
    for person in ("pam-bondi-attorney-general", "patrick-ryder-nassau-county-police-commissioner", "fidel-maltez"):
        path = shortest_path(store, f"{BASE}id/person/{person}", frey, max_steps=99)
        assert all(step.target.iri.startswith(BASE) for step in path or ())


def test_a_path_longer_than_allowed_is_none(store: Store) -> None:
    one, other = (
        f"{BASE}id/person/brandon-johnson-mayor-of-chicago",
        f"{BASE}id/person/jb-pritzker-governor-of-illinois",
    )
    assert shortest_path(store, one, other, max_steps=3) is None
    chicago = f"{BASE}id/place/4887398"
    assert (
        shortest_path(store, one, other, avoid=[chicago, f"{BASE}id/person/donald-trump-president-of-united-states"])
        is None
    )
