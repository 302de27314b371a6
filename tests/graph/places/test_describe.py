"""What is known of a place, as quads."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from graph.places import Gazetteer, describe, place_graph
from graph.places.describe import _degrees
from graph.shapes import validate
from graph.store.oxigraph import MemoryStore
from ontology.terms import PREFIXES

BASE = "https://example.org/"


def short(term: object) -> str:
    """A term with the prefixes and the base that we know."""
    text = str(getattr(term, "value", term)).replace(BASE, "")
    for prefix, namespace in PREFIXES.items():
        text = text.replace(namespace, f"{prefix}:")
    return text


def triples(places: Gazetteer, geonames: int) -> list[tuple[str, str, str]]:
    quads = describe(geonames, places, BASE)
    assert {short(quad.graph_name) for quad in quads} == {f"id/graph/place/{geonames}"}
    return [(short(q.subject), short(q.predicate), short(q.object)) for q in quads]


def test_a_town_is_described_with_all_that_it_lies_in_up_to_the_country(places: Gazetteer) -> None:
    found = triples(places, 4887398)
    population = places.place(4887398)
    assert population is not None
    assert [triple for triple in found if triple[0].startswith("id/place/4887398")] == [
        ("id/place/4887398", "rdf:type", "pgo:Place"),
        ("id/place/4887398", "rdfs:label", "Chicago"),
        ("id/place/4887398", "pgo:placeKind", "city"),
        ("id/place/4887398", "owl:sameAs", "https://sws.geonames.org/4887398/"),
        ("id/place/4887398", "pgo:containedIn", "id/place/4888671"),
        ("id/place/4887398", "gn:population", str(population.population)),
        ("id/place/4887398", "wgs:lat", "41.85003"),
        ("id/place/4887398", "wgs:long", "-87.65005"),
        ("id/place/4887398", "geo:hasGeometry", "id/place/4887398#point"),
        ("id/place/4887398#point", "rdf:type", "sf:Point"),
        ("id/place/4887398#point", "geo:asWKT", "POINT(-87.65005 41.85003)"),
        ("id/place/4887398", "prov:wasDerivedFrom", "id/graph/place/4887398"),
    ]
    assert [triple for triple in found if triple[1] in ("pgo:containedIn", "rdfs:label", "pgo:placeKind")][3:] == [
        ("id/place/4888671", "rdfs:label", "Cook County"),
        ("id/place/4888671", "pgo:placeKind", "county"),
        ("id/place/4888671", "pgo:containedIn", "id/place/4896861"),
        ("id/place/4896861", "rdfs:label", "Illinois"),
        ("id/place/4896861", "pgo:placeKind", "state"),
        ("id/place/4896861", "pgo:containedIn", "id/place/6252001"),
        ("id/place/6252001", "rdfs:label", "United States"),
        ("id/place/6252001", "pgo:placeKind", "country"),
    ]
    assert ("id/graph/place/4887398", "dcterms:license", "https://creativecommons.org/licenses/by/4.0/") in found
    assert ("id/graph/place/4887398", "dcterms:source", "https://www.geonames.org/") in found


def test_a_country_has_the_names_worth_having(places: Gazetteer) -> None:
    names = [value for subject, property_, value in triples(places, 1327865) if property_ == "skos:altLabel"]
    assert {"Burma", "Republic of Myanmar"} <= set(names)
    assert not any("(" in name or "," in name for name in names)
    assert [t for t in triples(places, 1327865) if t[1] in ("pgo:containedIn", "gn:population")] == []


def test_what_the_gazetteer_does_not_know_has_no_description(places: Gazetteer) -> None:
    assert describe(1, places, BASE) == ()


def test_descriptions_conform_to_the_shapes(places: Gazetteer) -> None:
    some = (4887398, 4140963, 5128581, 4568127, 6058560, 2643743, 1819729, 2186224, 6252001)
    described = [describe(geonames, places, BASE) for geonames in some]
    assert all(described)
    assert validate([quad for quads in described for quad in quads]).results == ()


def test_a_place_that_neither_a_document_nor_anyone_else_knows_breaks_the_shapes(places: Gazetteer) -> None:
    quads = [quad for quad in describe(6252001, places, BASE) if short(quad.predicate) != "prov:wasDerivedFrom"]
    assert {v.node for v in validate(quads).results} == {f"{BASE}id/place/6252001"}


def test_sparql_finds_what_lies_in_a_country(places: Gazetteer) -> None:
    store = MemoryStore()
    store.replace_all({place_graph(BASE, id_): describe(id_, places, BASE) for id_ in (4887398, 2643743)})
    asked = f"PREFIX pgo: <{PREFIXES['pgo']}> SELECT ?p WHERE {{ ?p pgo:containedIn+ <{BASE}id/place/6252001> }}"
    found = sorted(short(row["p"]) for row in store.query(asked))
    assert found == ["id/place/4887398", "id/place/4888671", "id/place/4896861"]


@given(st.floats(-180, 180, allow_nan=False))
def test_degrees_are_canonical_decimals(value: float) -> None:
    written = _degrees(value)
    assert re.fullmatch(r"0|-?[1-9][0-9]*|-?[0-9]+\.[0-9]*[1-9]", written)
    assert abs(Decimal(written) - Decimal(value)) <= Decimal("0.00001")


def test_how_far_places_are_from_one_another_can_be_asked_for(places: Gazetteer) -> None:
    store = MemoryStore()
    store.add(quad for geonames in (4887398, 4250542) for quad in describe(geonames, places, BASE))
    found = store.query(
        "PREFIX geo: <http://www.opengis.net/ont/geosparql#> PREFIX uom: <http://www.opengis.net/def/uom/OGC/1.0/> "
        "PREFIX geof: <http://www.opengis.net/def/function/geosparql/> "
        "SELECT (ROUND(geof:distance(?here, ?there, uom:metre) / 1000) AS ?km) { "
        f"<{BASE}id/place/4887398> geo:hasGeometry/geo:asWKT ?here . "
        f"<{BASE}id/place/4250542> geo:hasGeometry/geo:asWKT ?there }}"
    )
    assert [float(row["km"].value) for row in found] == [283.0]  # type: ignore[union-attr]
