"""What the names of orders and policies tell of their kind and number."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, Graph, URIRef

import ontology
from graph import instrument
from graph.model import Entity, EntityType, Evidence
from ontology.terms import PREFIXES

ORDER, POLICY = EntityType.ORDER, EntityType.POLICY


@pytest.mark.parametrize(
    ("type_", "name", "kind"),
    [
        (ORDER, "Executive Order 14110", "ExecutiveOrder"),
        (ORDER, "Wu's executive order", "ExecutiveOrder"),
        (ORDER, "proclamation of a state of emergency", "EmergencyDeclaration"),
        (ORDER, "Camp Hale proclamation", "Proclamation"),
        (ORDER, "Sept. 4 budget office memo", "Memorandum"),
        (ORDER, "Executive Directive 1", "Directive"),
        (ORDER, "Atlanta mask mandate", "PublicHealthOrder"),
        (ORDER, "Johnson's order", None),
        (POLICY, "Clean Air Act", "Statute"),
        (POLICY, "temporary restraining order", "Ruling"),
        (POLICY, "sanctuary ordinance", "Ordinance"),
        (POLICY, "287(g) agreements", "Programme"),
        (POLICY, "Constitution", None),
    ],
)
def test_a_name_tells_its_kind(type_: EntityType, name: str, kind: str | None) -> None:
    assert instrument.kind(type_, name) == kind


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Executive Order 14110", "14110"),
        ("Executive Order No. 4-22", "4-22"),
        ("executive order 2022-10", "2022-10"),
        ("EO 13514", "13514"),
        ("Proclamation No. 9682", "9682"),
        ("Executive Directive #5", "5"),
        ("Presidential Policy Directive 21", "21"),
        ("June revision of Executive Directive 1", None),
        ("Section 16 of Executive Order 13514", None),
        ("Executive Order of October 24, 2016", None),
        ("Otter’s 2012 executive order", None),
        ("order 2016", None),
    ],
)
def test_a_name_tells_its_number(name: str, number: str | None) -> None:
    assert instrument.number(Entity("o", ORDER, name, ())) == number


def test_a_mention_tells_the_number_where_the_name_does_not() -> None:
    order = Entity("o", ORDER, "Wu's order", (Evidence(0, 9, "the order"), Evidence(20, 41, "Executive Order 2025-3")))
    assert instrument.number(order) == "2025-3"


def test_every_kind_is_a_class_of_the_ontology() -> None:
    vocabulary = Graph().parse(ontology.path("policygraph.ttl"))
    kinds = {kind for rows in instrument._cues().values() for kind, _ in rows}
    assert {k for k in kinds if (URIRef(PREFIXES["pgo"] + k), RDF.type, OWL.Class) not in vocabulary} == set()
