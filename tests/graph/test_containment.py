"""What a place lies in, as the graph knows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph.case import from_case
from graph.containment import containers, within
from graph.errors import NotFound
from graph.pipeline import Workspace
from graph.places import describe, open_gazetteer, place_graph
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.settings import Settings
from graph.shapes import validate
from graph.store.oxigraph import MemoryStore
from ontology.terms import PGO

BASE = "https://example.org/kg/"
CHICAGO = 4887398
CASE = {
    "id": "x",
    "text": "City Hall in Chicago is closed.",
    "date": None,
    "entities": [
        {"id": "e1", "type": "Place", "name": "Chicago", "mentions": ["Chicago"], "geonames": CHICAGO},
        {"id": "e2", "type": "Place", "name": "City Hall", "mentions": ["City Hall"], "within": "e1"},
    ],
    "relations": [],
    "provisions": [],
    "statements": [],
    "events": [],
}


def test_a_facility_lies_in_its_town_by_the_document_and_that_in_a_country_by_geonames() -> None:
    document, record = from_case(CASE)
    resolution = resolve(document, record)
    told = list(quads(document, record, resolution, BASE))
    known = describe(CHICAGO, open_gazetteer(Settings()), BASE)
    assert validate([*told, *known]).results == ()
    store = MemoryStore()
    store.replace(graph_iri(BASE, document.id), told)
    hall = f"{BASE}id/{resolution.paths['e2']}"
    assert [place.label for place in containers(store, hall)] == ["Chicago"]
    store.replace(place_graph(BASE, CHICAGO), known)
    assert [place.label for place in containers(store, hall)] == ["Chicago", "Cook County", "Illinois", "United States"]
    assert containers(store, f"{BASE}id/place/6252001") == containers(store, f"{BASE}id/place/1") == ()


def test_containment_that_goes_in_circles_comes_to_an_end() -> None:
    document, record = from_case(CASE)
    told = list(quads(document, record, resolve(document, record), BASE))
    graph = NamedNode(graph_iri(BASE, document.id))
    inner, outer = ((q.subject, q.object) for q in told if q.predicate == PGO.containedIn).__next__()
    assert isinstance(outer, NamedNode)
    store = MemoryStore()
    store.replace(graph.value, [*told, Quad(outer, PGO.containedIn, inner, graph)])
    assert [place.iri for place in containers(store, str(inner.value))] == [outer.value, inner.value]


def test_what_lies_in_a_place_is_found_by_the_place_s_name_or_iri(tmp_path: Path) -> None:
    with Workspace.open(Settings(home=tmp_path, store="memory", base_iri=BASE)) as workspace:
        document, record = from_case(CASE)
        workspace.put(document, record)
        hall = f"{BASE}id/{resolve(document, record).paths['e2']}"
        in_chicago = (f"{BASE}id/place/{CHICAGO}", hall)

        assert set(within(workspace.store, workspace.index, "Chicago")) == set(in_chicago)
        assert set(within(workspace.store, workspace.index, in_chicago[0])) == set(in_chicago)
        assert set(within(workspace.store, workspace.index, "illinois")) > set(in_chicago)
        assert within(workspace.store, workspace.index, "hall") == (hall,)
        for nowhere in ("Atlantis", f"{BASE}id/place/1", "https://exa mple.org/", "--"):
            with pytest.raises(NotFound, match="no place"):
                within(workspace.store, workspace.index, nowhere)
