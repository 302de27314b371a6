"""Every IRI that code uses, as pyoxigraph terms: `PGO.Person`, `OA.exact`, `PLOVER + "MOBILIZE"`.

tests/ontology/test_terms.py holds the `PGO` names to policygraph.ttl: what stands here is declared there.
"""

# ruff: noqa: N815 (the names are the ontology's own)

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ontology.standards import (
    DC,
    DCTERMS,
    GEO,
    GN,
    NAMESPACES,
    OA,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SD,
    SF,
    SKOS,
    WGS,
    XSD,
)

__all__ = [
    "DC",
    "DCTERMS",
    "GEO",
    "GEONAMES",
    "GN",
    "OA",
    "OWL",
    "PGO",
    "PLOVER",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "RULES",
    "SCHEMA",
    "SD",
    "SF",
    "SKOS",
    "TOPICS",
    "WGS",
    "WIKIDATA",
    "XSD",
]

_PGO: Final = "https://w3id.org/policygraph/ontology#"
PLOVER: Final = "https://w3id.org/policygraph/plover#"
TOPICS: Final = "https://w3id.org/policygraph/topics#"
RULES: Final = "https://w3id.org/policygraph/rules#"
GEONAMES: Final = "https://sws.geonames.org/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"

PREFIXES: Final[dict[str, str]] = {
    "pgo": _PGO,
    "plover": PLOVER,
    "cap": TOPICS,
} | NAMESPACES
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
    # topics
    Topic: Final = NamedNode(_PGO + "Topic")
    topic: Final = NamedNode(_PGO + "topic")
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
    matches: Final = NamedNode(_PGO + "matches")
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
    quantity: Final = NamedNode(_PGO + "quantity")
    actual: Final = NamedNode(_PGO + "actual")
    planned: Final = NamedNode(_PGO + "planned")
    threatened: Final = NamedNode(_PGO + "threatened")
    hypothetical: Final = NamedNode(_PGO + "hypothetical")
    negated: Final = NamedNode(_PGO + "negated")
    # the status of orders over time
    OrderStatus: Final = NamedNode(_PGO + "OrderStatus")
    statusOf: Final = NamedNode(_PGO + "statusOf")
    orderStatus: Final = NamedNode(_PGO + "orderStatus")
    fromOrBefore: Final = NamedNode(_PGO + "fromOrBefore")
    contradictedBy: Final = NamedNode(_PGO + "contradictedBy")
    pending: Final = NamedNode(_PGO + "pending")
    inForce: Final = NamedNode(_PGO + "inForce")
    amended: Final = NamedNode(_PGO + "amended")
    blocked: Final = NamedNode(_PGO + "blocked")
    blockedInPart: Final = NamedNode(_PGO + "blockedInPart")
    stayed: Final = NamedNode(_PGO + "stayed")
    struckDown: Final = NamedNode(_PGO + "struckDown")
    revoked: Final = NamedNode(_PGO + "revoked")
    superseded: Final = NamedNode(_PGO + "superseded")
    expired: Final = NamedNode(_PGO + "expired")
    # documents, evidence and where the facts come from
    Document: Final = NamedNode(_PGO + "Document")
    Evidence: Final = NamedNode(_PGO + "Evidence")
    Extraction: Final = NamedNode(_PGO + "Extraction")
    Description: Final = NamedNode(_PGO + "Description")
    sha256: Final = NamedNode(_PGO + "sha256")
    characters: Final = NamedNode(_PGO + "characters")
    textOf: Final = NamedNode(_PGO + "textOf")
    reprintOf: Final = NamedNode(_PGO + "reprintOf")
    extractor: Final = NamedNode(_PGO + "extractor")
    extractorVersion: Final = NamedNode(_PGO + "extractorVersion")
    languageModel: Final = NamedNode(_PGO + "languageModel")
    # what people have judged
    Judgement: Final = NamedNode(_PGO + "Judgement")
    Reviewer: Final = NamedNode(_PGO + "Reviewer")
    verdict: Final = NamedNode(_PGO + "verdict")
    same: Final = NamedNode(_PGO + "same")
    different: Final = NamedNode(_PGO + "different")
    notAnEntity: Final = NamedNode(_PGO + "notAnEntity")
    wrong: Final = NamedNode(_PGO + "wrong")
    right: Final = NamedNode(_PGO + "right")
    corrected: Final = NamedNode(_PGO + "corrected")
    correctedField: Final = NamedNode(_PGO + "correctedField")
    correctedValue: Final = NamedNode(_PGO + "correctedValue")
