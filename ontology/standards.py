"""The vocabularies of others that code uses, as pyoxigraph terms; `ontology.terms` hands them on with our own."""

# ruff: noqa: N815 (the names are the vocabularies' own)

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

_GEO: Final = "http://www.opengis.net/ont/geosparql#"
_GN: Final = "http://www.geonames.org/ontology#"
_SF: Final = "http://www.opengis.net/ont/sf#"
_WGS: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_OA: Final = "http://www.w3.org/ns/oa#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_PROV: Final = "http://www.w3.org/ns/prov#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA: Final = "https://schema.org/"
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

NAMESPACES: Final[dict[str, str]] = {
    "gn": _GN,
    "geo": _GEO,
    "sf": _SF,
    "wgs": _WGS,
    "dc": _DC,
    "dcterms": _DCTERMS,
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": _OA,
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": _OWL,
    "prov": _PROV,
    "rdf": _RDF,
    "rdfs": _RDFS,
    "schema": _SCHEMA,
    "sd": _SD,
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": _SKOS,
    "xsd": _XSD,
}
"""By prefix; of some, code uses no term, but our ontology is aligned with them."""


class RDF:
    """RDF's own terms."""

    type: Final = NamedNode(_RDF + "type")
    Statement: Final = NamedNode(_RDF + "Statement")
    subject: Final = NamedNode(_RDF + "subject")
    predicate: Final = NamedNode(_RDF + "predicate")
    object: Final = NamedNode(_RDF + "object")
    value: Final = NamedNode(_RDF + "value")


class RDFS:
    """RDF Schema."""

    label: Final = NamedNode(_RDFS + "label")
    comment: Final = NamedNode(_RDFS + "comment")
    member: Final = NamedNode(_RDFS + "member")


class OWL:
    """The Web Ontology Language."""

    sameAs: Final = NamedNode(_OWL + "sameAs")


class SKOS:
    """Names of things, and the main one of a concept."""

    altLabel: Final = NamedNode(_SKOS + "altLabel")
    prefLabel: Final = NamedNode(_SKOS + "prefLabel")
    definition: Final = NamedNode(_SKOS + "definition")


class OA:
    """Web Annotation: where in a document a fact was read."""

    hasSource: Final = NamedNode(_OA + "hasSource")
    hasSelector: Final = NamedNode(_OA + "hasSelector")
    hasTarget: Final = NamedNode(_OA + "hasTarget")
    TextPositionSelector: Final = NamedNode(_OA + "TextPositionSelector")
    TextQuoteSelector: Final = NamedNode(_OA + "TextQuoteSelector")
    start: Final = NamedNode(_OA + "start")
    end: Final = NamedNode(_OA + "end")
    exact: Final = NamedNode(_OA + "exact")
    prefix: Final = NamedNode(_OA + "prefix")
    suffix: Final = NamedNode(_OA + "suffix")


class PROV:
    """PROV-O: what made a graph, out of what, and when."""

    used: Final = NamedNode(_PROV + "used")
    wasGeneratedBy: Final = NamedNode(_PROV + "wasGeneratedBy")
    endedAtTime: Final = NamedNode(_PROV + "endedAtTime")
    wasDerivedFrom: Final = NamedNode(_PROV + "wasDerivedFrom")
    wasAttributedTo: Final = NamedNode(_PROV + "wasAttributedTo")
    generatedAtTime: Final = NamedNode(_PROV + "generatedAtTime")


class SCHEMA:
    """Schema.org: when a person was born and died, and a body was founded and dissolved."""

    birthDate: Final = NamedNode(_SCHEMA + "birthDate")
    deathDate: Final = NamedNode(_SCHEMA + "deathDate")
    foundingDate: Final = NamedNode(_SCHEMA + "foundingDate")
    dissolutionDate: Final = NamedNode(_SCHEMA + "dissolutionDate")


class SD:
    """SPARQL service description: a named graph as a thing to speak about."""

    NamedGraph: Final = NamedNode(_SD + "NamedGraph")
    name: Final = NamedNode(_SD + "name")


class GN:
    """GeoNames' ontology."""

    population: Final = NamedNode(_GN + "population")


class GEO:
    """GeoSPARQL: where a place is, for engines that compute with it."""

    hasGeometry: Final = NamedNode(_GEO + "hasGeometry")
    asWKT: Final = NamedNode(_GEO + "asWKT")
    wktLiteral: Final = NamedNode(_GEO + "wktLiteral")


class SF:
    """Simple features: the kinds of geometries."""

    Point: Final = NamedNode(_SF + "Point")


class WGS:
    """Latitude and longitude, for those that do not."""

    lat: Final = NamedNode(_WGS + "lat")
    long: Final = NamedNode(_WGS + "long")


class DCTERMS:
    """Dublin Core terms, where the value is a literal or an address."""

    title: Final = NamedNode(_DCTERMS + "title")
    identifier: Final = NamedNode(_DCTERMS + "identifier")
    issued: Final = NamedNode(_DCTERMS + "issued")
    source: Final = NamedNode(_DCTERMS + "source")
    license: Final = NamedNode(_DCTERMS + "license")
    bibliographicCitation: Final = NamedNode(_DCTERMS + "bibliographicCitation")


class DC:
    """Dublin Core elements 1.1, for names that are not yet things (its terms namesake wants resources)."""

    publisher: Final = NamedNode(_DC + "publisher")
    creator: Final = NamedNode(_DC + "creator")
    language: Final = NamedNode(_DC + "language")
    format: Final = NamedNode(_DC + "format")
    rights: Final = NamedNode(_DC + "rights")


class XSD:
    """Datatypes."""

    boolean: Final = NamedNode(_XSD + "boolean")
    date: Final = NamedNode(_XSD + "date")
    dateTime: Final = NamedNode(_XSD + "dateTime")
    dayTimeDuration: Final = NamedNode(_XSD + "dayTimeDuration")
    decimal: Final = NamedNode(_XSD + "decimal")
    duration: Final = NamedNode(_XSD + "duration")
    gYear: Final = NamedNode(_XSD + "gYear")
    integer: Final = NamedNode(_XSD + "integer")
    yearMonthDuration: Final = NamedNode(_XSD + "yearMonthDuration")
