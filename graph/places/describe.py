"""Descriptions: what GeoNames knows of a place, in RDF, in a named graph of that place alone. Pure.

No document states this, so it stands apart from all of them, in `{base}id/graph/place/4887398`, and is there while any
document mentions the place.

    <base id/place/4887398>  a pgo:Place ; rdfs:label "Chicago" ; skos:altLabel "…" * ;
        pgo:placeKind "city" | "county" | "state" | "country" ; gn:population 2664452 ? ;     (towns only)
        owl:sameAs <https://sws.geonames.org/4887398/> ; pgo:containedIn <base id/place/4888671> ? ;
        wgs:lat 41.85003 ? ; wgs:long -87.65005 ? ;                                           (xsd:decimal)
        geo:hasGeometry <base id/place/4887398#point> ? ;
        prov:wasDerivedFrom <base id/graph/place/4887398> .
    <base id/place/4887398#point>  a sf:Point ; geo:asWKT "POINT(-87.65005 41.85003)"^^geo:wktLiteral .
    <base id/place/4888671>  likewise without other names, and so on up to the country.
    <base id/graph/place/4887398>  a pgo:Description ;
        dcterms:source <https://www.geonames.org/> ; dcterms:license <CC BY 4.0> .

A county, a state and a country stand at the mean of their towns, weighted by population.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph.nodes import text
from graph.places.gazetteer import Gazetteer, Place
from ontology.terms import DCTERMS, GEO, GEONAMES, GN, OWL, PGO, PROV, RDF, RDFS, SF, SKOS, WGS, XSD

MOST_NAMES = 12
SOURCE = NamedNode("https://www.geonames.org/")
LICENSE = NamedNode("https://creativecommons.org/licenses/by/4.0/")

_Said = tuple[NamedNode, NamedNode, NamedNode | Literal]


def place_graph(base_iri: str, geonames: int | str) -> str:
    """The name of the graph that describes a place."""
    return f"{base_iri}id/graph/place/{geonames}"


def place_iri(base_iri: str, geonames: int) -> str:
    """The IRI of a place that has a GeoNames id."""
    return f"{base_iri}id/place/{geonames}"


def describe(geonames: int, gazetteer: Gazetteer, base_iri: str) -> tuple[Quad, ...]:
    """The graph of a place; none where the gazetteer does not know the id, which then stands for itself."""
    place = gazetteer.place(geonames)
    if place is None:
        return ()
    graph = NamedNode(place_graph(base_iri, geonames))
    said: list[_Said] = [
        (graph, RDF.type, PGO.Description),
        (graph, DCTERMS.source, SOURCE),
        (graph, DCTERMS.license, LICENSE),
        *_names(place, base_iri),
    ]
    for one in (place, *gazetteer.containers(place)):
        said += _short(one, base_iri)
        said.append((NamedNode(place_iri(base_iri, one.id)), PROV.wasDerivedFrom, graph))
    return tuple(Quad(*triple, graph) for triple in said)


def _names(place: Place, base_iri: str) -> Iterator[_Said]:
    """The other names worth having: none that explain ("Samoa (American)", "Korea, Republic of")."""
    worth = [name for name in place.names if "(" not in name and "," not in name]
    for name in worth[:MOST_NAMES]:
        yield NamedNode(place_iri(base_iri, place.id)), SKOS.altLabel, text(name)


def _short(place: Place, base_iri: str) -> Iterator[_Said]:
    node = NamedNode(place_iri(base_iri, place.id))
    yield node, RDF.type, PGO.Place
    yield node, RDFS.label, text(place.label)
    yield node, PGO.placeKind, text(place.kind.value)
    yield node, OWL.sameAs, NamedNode(f"{GEONAMES}{place.id}/")
    if place.parent is not None:
        yield node, PGO.containedIn, NamedNode(place_iri(base_iri, place.parent))
    if place.population:
        yield node, GN.population, Literal(place.population)
    if place.latitude is not None and place.longitude is not None:
        yield from _point(node, _degrees(place.latitude), _degrees(place.longitude))


def _point(node: NamedNode, latitude: str, longitude: str) -> Iterator[_Said]:
    point = NamedNode(f"{node.value}#point")
    yield node, WGS.lat, Literal(latitude, datatype=XSD.decimal)
    yield node, WGS.long, Literal(longitude, datatype=XSD.decimal)
    yield node, GEO.hasGeometry, point
    yield point, RDF.type, SF.Point
    yield point, GEO.asWKT, Literal(f"POINT({longitude} {latitude})", datatype=GEO.wktLiteral)


def _degrees(value: float) -> str:
    """A canonical xsd:decimal: no exponent, no trailing zeros but one."""
    digits = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits
