"""Every IRI that code uses, as pyoxigraph terms: `PGO.Person`, `OA.exact`, `PLOVER + "MOBILIZE"`.

tests/ontology/test_terms.py holds the `PGO` names to policygraph.ttl: what stands here is declared there.
"""

# ruff: noqa: N815 (the names are the ontology's own)

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

_PGO: Final = "https://w3id.org/policygraph/ontology#"
PLOVER: Final = "https://w3id.org/policygraph/plover#"
TOPICS: Final = "https://w3id.org/policygraph/topics#"
GEONAMES: Final = "https://sws.geonames.org/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
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

PREFIXES: Final[dict[str, str]] = {
    "pgo": _PGO,
    "plover": PLOVER,
    "cap": TOPICS,
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
"""What exports and the SPARQL page abbreviate; instances stay under the deployment's own base."""


class PGO:
    """policygraph's own classes, properties and status values."""

    # things in the world
    Person: Final = NamedNode(_PGO + "Person")
    Agency: Final = NamedNode(_PGO + "Agency")
    Organization: Final = NamedNode(_PGO + "Organization")
    Group: Final = NamedNode(_PGO + "Group")
    Place: Final = NamedNode(_PGO + "Place")
    Order: Final = NamedNode(_PGO + "Order")
    Policy: Final = NamedNode(_PGO + "Policy")
    containedIn: Final = NamedNode(_PGO + "containedIn")
    placeKind: Final = NamedNode(_PGO + "placeKind")
    mention: Final = NamedNode(_PGO + "mention")
    mentionedIn: Final = NamedNode(_PGO + "mentionedIn")
    partOf: Final = NamedNode(_PGO + "partOf")
    succeededBy: Final = NamedNode(_PGO + "succeededBy")
    # kinds of orders and policies
    ExecutiveOrder: Final = NamedNode(_PGO + "ExecutiveOrder")
    Proclamation: Final = NamedNode(_PGO + "Proclamation")
    Directive: Final = NamedNode(_PGO + "Directive")
    Memorandum: Final = NamedNode(_PGO + "Memorandum")
    EmergencyDeclaration: Final = NamedNode(_PGO + "EmergencyDeclaration")
    PublicHealthOrder: Final = NamedNode(_PGO + "PublicHealthOrder")
    Statute: Final = NamedNode(_PGO + "Statute")
    Ordinance: Final = NamedNode(_PGO + "Ordinance")
    Regulation: Final = NamedNode(_PGO + "Regulation")
    Ruling: Final = NamedNode(_PGO + "Ruling")
    Programme: Final = NamedNode(_PGO + "Programme")
    number: Final = NamedNode(_PGO + "number")
    dateSigned: Final = NamedNode(_PGO + "dateSigned")
    dateEffective: Final = NamedNode(_PGO + "dateEffective")
    dateExpiring: Final = NamedNode(_PGO + "dateExpiring")
    # binary facts
    holdsOffice: Final = NamedNode(_PGO + "holdsOffice")
    heldOffice: Final = NamedNode(_PGO + "heldOffice")
    candidateFor: Final = NamedNode(_PGO + "candidateFor")
    memberOf: Final = NamedNode(_PGO + "memberOf")
    speaksFor: Final = NamedNode(_PGO + "speaksFor")
    issuedBy: Final = NamedNode(_PGO + "issuedBy")
    appliesIn: Final = NamedNode(_PGO + "appliesIn")
    directs: Final = NamedNode(_PGO + "directs")
    reaffirms: Final = NamedNode(_PGO + "reaffirms")
    amends: Final = NamedNode(_PGO + "amends")
    revokes: Final = NamedNode(_PGO + "revokes")
    implements: Final = NamedNode(_PGO + "implements")
    citesAuthority: Final = NamedNode(_PGO + "citesAuthority")
    opposes: Final = NamedNode(_PGO + "opposes")
    supports: Final = NamedNode(_PGO + "supports")
    # what every fact carries
    evidence: Final = NamedNode(_PGO + "evidence")
    confidence: Final = NamedNode(_PGO + "confidence")
    attributedTo: Final = NamedNode(_PGO + "attributedTo")
    # offices and tenures
    Office: Final = NamedNode(_PGO + "Office")
    Tenure: Final = NamedNode(_PGO + "Tenure")
    officeTitle: Final = NamedNode(_PGO + "officeTitle")
    jurisdictionLabel: Final = NamedNode(_PGO + "jurisdictionLabel")
    jurisdiction: Final = NamedNode(_PGO + "jurisdiction")
    holder: Final = NamedNode(_PGO + "holder")
    office: Final = NamedNode(_PGO + "office")
    tenureStatus: Final = NamedNode(_PGO + "tenureStatus")
    attestedOn: Final = NamedNode(_PGO + "attestedOn")
    from_: Final = NamedNode(_PGO + "from")
    until: Final = NamedNode(_PGO + "until")
    district: Final = NamedNode(_PGO + "district")
    partyLabel: Final = NamedNode(_PGO + "partyLabel")
    current: Final = NamedNode(_PGO + "current")
    acting: Final = NamedNode(_PGO + "acting")
    former: Final = NamedNode(_PGO + "former")
    candidate: Final = NamedNode(_PGO + "candidate")
    # provisions
    Provision: Final = NamedNode(_PGO + "Provision")
    Requirement: Final = NamedNode(_PGO + "Requirement")
    Prohibition: Final = NamedNode(_PGO + "Prohibition")
    Permission: Final = NamedNode(_PGO + "Permission")
    Establishment: Final = NamedNode(_PGO + "Establishment")
    Declaration: Final = NamedNode(_PGO + "Declaration")
    Reaffirmation: Final = NamedNode(_PGO + "Reaffirmation")
    Revocation: Final = NamedNode(_PGO + "Revocation")
    order: Final = NamedNode(_PGO + "order")
    bearer: Final = NamedNode(_PGO + "bearer")
    counterparty: Final = NamedNode(_PGO + "counterparty")
    action: Final = NamedNode(_PGO + "action")
    condition: Final = NamedNode(_PGO + "condition")
    deadline: Final = NamedNode(_PGO + "deadline")
    due: Final = NamedNode(_PGO + "due")
    # statements
    Statement: Final = NamedNode(_PGO + "Statement")
    speaker: Final = NamedNode(_PGO + "speaker")
    content: Final = NamedNode(_PGO + "content")
    direct: Final = NamedNode(_PGO + "direct")
    about: Final = NamedNode(_PGO + "about")
    stance: Final = NamedNode(_PGO + "stance")
    inFavour: Final = NamedNode(_PGO + "inFavour")
    against: Final = NamedNode(_PGO + "against")
    # events
    Event: Final = NamedNode(_PGO + "Event")
    eventType: Final = NamedNode(_PGO + "eventType")
    eventMode: Final = NamedNode(_PGO + "eventMode")
    status: Final = NamedNode(_PGO + "status")
    actor: Final = NamedNode(_PGO + "actor")
    recipient: Final = NamedNode(_PGO + "recipient")
    place: Final = NamedNode(_PGO + "place")
    time: Final = NamedNode(_PGO + "time")
    actual: Final = NamedNode(_PGO + "actual")
    planned: Final = NamedNode(_PGO + "planned")
    threatened: Final = NamedNode(_PGO + "threatened")
    hypothetical: Final = NamedNode(_PGO + "hypothetical")
    negated: Final = NamedNode(_PGO + "negated")
    # documents, evidence and where the facts come from
    Document: Final = NamedNode(_PGO + "Document")
    Evidence: Final = NamedNode(_PGO + "Evidence")
    Extraction: Final = NamedNode(_PGO + "Extraction")
    Description: Final = NamedNode(_PGO + "Description")
    sha256: Final = NamedNode(_PGO + "sha256")
    characters: Final = NamedNode(_PGO + "characters")
    reprintOf: Final = NamedNode(_PGO + "reprintOf")
    extractor: Final = NamedNode(_PGO + "extractor")
    extractorVersion: Final = NamedNode(_PGO + "extractorVersion")
    languageModel: Final = NamedNode(_PGO + "languageModel")


class RDF:
    """RDF's own terms."""

    type: Final = NamedNode(_RDF + "type")
    Statement: Final = NamedNode(_RDF + "Statement")
    subject: Final = NamedNode(_RDF + "subject")
    predicate: Final = NamedNode(_RDF + "predicate")
    object: Final = NamedNode(_RDF + "object")


class RDFS:
    """RDF Schema."""

    label: Final = NamedNode(_RDFS + "label")


class OWL:
    """The Web Ontology Language."""

    sameAs: Final = NamedNode(_OWL + "sameAs")


class SKOS:
    """Names beside the main one."""

    altLabel: Final = NamedNode(_SKOS + "altLabel")


class OA:
    """Web Annotation: where in a document a fact was read."""

    hasSource: Final = NamedNode(_OA + "hasSource")
    hasSelector: Final = NamedNode(_OA + "hasSelector")
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
    decimal: Final = NamedNode(_XSD + "decimal")
    duration: Final = NamedNode(_XSD + "duration")
    gYear: Final = NamedNode(_XSD + "gYear")
    integer: Final = NamedNode(_XSD + "integer")
