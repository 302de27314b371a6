"""The projection for networkx: which facts become edges."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.case import read_case
from graph.network import project
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
DEV = Path(__file__).parent.parent / "gold" / "dev"
TRUMP = f"{BASE}id/person/donald-trump-president-of-united-states"
CHICAGO = f"{BASE}id/place/4887398"


def add(store: Store, name: str) -> str:
    document, record = read_case(DEV / f"{name}.json")
    store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    return graph_iri(BASE, document.id)


@pytest.fixture(scope="module")
def store() -> Store:
    store = MemoryStore()
    add(store, "chicago-seed")
    return store


def test_every_entity_and_office_is_a_node_with_label_and_type(store: Store) -> None:
    network = project(store)
    types = Counter(data["type"] for _, data in network.nodes(data=True))
    assert types == {
        "Person": 5,
        "Agency": 4,
        "Organization": 1,
        "Group": 6,
        "Place": 4,
        "Order": 1,
        "Policy": 2,
        "Office": 3,
    }
    assert network.nodes[TRUMP] == {"label": "Donald Trump", "type": "Person"}


def test_every_fact_between_two_things_is_an_edge_and_events_lead_to_their_place_too(store: Store) -> None:
    _, record = read_case(DEV / "chicago-seed.json")
    families = Counter(data["family"] for *_, data in project(store).edges(data=True))
    placed = sum(1 for v in record.events if v.place and (v.actor or v.recipient))
    met = sum(1 for v in record.events if v.actor and v.recipient)
    assert families == {
        "relation": len(record.relations),
        "provision": sum(1 for p in record.provisions if p.bearer),
        "event": placed + met,
    }


def test_an_edge_has_type_status_date_and_evidence(store: Store) -> None:
    network = project(store)
    (edge,) = (
        data for _, place, data in network.out_edges(TRUMP, data=True) if place == CHICAGO and data["family"] == "event"
    )
    document = edge["document"]
    assert edge == {
        "predicate": "MOBILIZE",
        "family": "event",
        "role": "place",
        "status": "threatened",
        "confidence": 1.0,
        "document": document,
        "title": "chicago-seed",
        "char_start": 443,
        "char_end": 488,
        "text": "has threatened to extend the order to Chicago",
        "evidence": f"{document}#char=443,488",
        "fact": edge["fact"],
    }


def test_edges_carry_the_documents_date() -> None:
    store = MemoryStore()
    add(store, "rockland-measles-order")
    document, _ = read_case(DEV / "rockland-measles-order.json")
    assert document.date
    assert {data["date"] for *_, data in project(store).edges(data=True)} == {document.date}


def test_an_empty_store_is_an_empty_network() -> None:
    assert len(project(MemoryStore())) == 0
