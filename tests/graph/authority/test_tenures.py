"""What an authority says of a person, as quads of a graph of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph import rdf
from graph.authority.lists import read
from graph.authority.people import AuthorityPerson
from graph.authority.tenures import graph_iri, path_of, quads
from graph.model import Document, Record
from graph.resolve import resolve
from graph.shapes import validate
from ontology.terms import DCTERMS, OWL, PGO, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

LISTS = Path(__file__).parent / "lists"
BASE = "https://example.org/"


@pytest.fixture(scope="module")
def people() -> dict[str, AuthorityPerson]:
    return {person.name: person for reading in read([LISTS]) for person in reading.people}


def iri(path: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{path}")


def day(value: str) -> Literal:
    return Literal(value, datatype=XSD.date)


def test_a_person_is_described_whole_in_a_graph_of_their_own(people: dict[str, AuthorityPerson]) -> None:
    vance = people["J.D. Vance"]
    description = iri("graph/authority/congress-legislators-v000137")
    person, office = iri("person/a-path"), iri("office/vice-president-of-united-states")
    tenure = iri("tenure/a-path.vice-president-of-united-states.2025-01-20")
    found = list(quads(vance, BASE, "person/a-path"))
    assert {quad.graph_name for quad in found} == {description} == {NamedNode(graph_iri(vance, BASE))}
    assert {(q.subject, q.predicate, q.object) for q in found} == {
        (description, RDF.type, PGO.Description),
        (description, DCTERMS.identifier, Literal("V000137")),
        (description, DCTERMS.source, NamedNode("https://github.com/unitedstates/congress-legislators")),
        (description, DCTERMS.license, NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")),
        (person, RDF.type, PGO.Person),
        (person, RDFS.label, Literal("J.D. Vance")),
        (person, PROV.wasDerivedFrom, description),
        (person, SKOS.altLabel, Literal("James David Vance")),
        (person, OWL.sameAs, NamedNode("http://www.wikidata.org/entity/Q28935729")),
        *((person, DCTERMS.identifier, Literal(f"{scheme}:{value}")) for scheme, value in vance.ids),
        (person, SCHEMA.birthDate, day("1984-08-02")),
        (tenure, RDF.type, PGO.Tenure),
        (tenure, RDFS.label, Literal("J.D. Vance, Vice President of the United States")),
        (tenure, PROV.wasDerivedFrom, description),
        (tenure, PGO.holder, person),
        (tenure, PGO.office, office),
        (tenure, PGO.from_, day("2025-01-20")),
        (tenure, PGO.until, day("2029-01-20")),
        (tenure, PGO.partyLabel, Literal("Republican")),
        (office, RDF.type, PGO.Office),
        (office, RDFS.label, Literal("Vice President of the United States")),
        (office, PGO.officeTitle, Literal("Vice President")),
        (office, PGO.jurisdictionLabel, Literal("United States")),
    }


def test_without_a_path_it_is_the_one_that_texts_give(people: dict[str, AuthorityPerson]) -> None:
    assert path_of(people["Brandon Johnson"]) == "person/brandon-johnson-mayor-of-chicago"
    assert path_of(replace(people["Brandon Johnson"], terms=())) == "person/brandon-johnson"


def test_every_description_conforms_to_the_shapes_alone_and_together(people: dict[str, AuthorityPerson]) -> None:
    one = validate(quads(people["Mark N. Dion"], BASE))
    assert one.conforms, one.text
    whole = validate(quad for person in people.values() for quad in quads(person, BASE))
    assert whole.conforms, whole.text


def test_a_description_conforms_beside_the_document_that_mentions_the_person(
    people: dict[str, AuthorityPerson], seed: tuple[Document, Record]
) -> None:
    document, record = seed
    resolution = resolve(document, record)
    (mayor,) = (e.id for e in record.entities if e.name == "Brandon Johnson")
    described = quads(people["Brandon Johnson"], BASE, resolution.paths[mayor])
    report = validate([*rdf.quads(document, record, resolution, BASE), *described])
    assert report.conforms, report.text


def test_an_office_is_the_one_that_a_text_names(
    people: dict[str, AuthorityPerson], seed: tuple[Document, Record]
) -> None:
    document, record = seed
    read_in_text = {q.object for q in rdf.quads(document, record, resolve(document, record), BASE)}
    offices = {
        q.object
        for name in ("Brandon Johnson", "J. B. Pritzker")
        for q in quads(people[name], BASE)
        if q.predicate == PGO.office
    }
    assert offices == {iri("office/mayor-of-chicago"), iri("office/governor-of-illinois")}
    assert offices <= read_in_text


def test_a_shape_is_broken_by_a_tenure_of_nobody_and_by_days_the_wrong_way_round(
    people: dict[str, AuthorityPerson],
) -> None:
    pritzker = people["J. B. Pritzker"]
    unfounded = [q for q in quads(pritzker, BASE) if q.predicate != PROV.wasDerivedFrom]
    (term,) = pritzker.terms
    turned = replace(pritzker, terms=(replace(term, since="2027-01-05"),))
    assert {v.message for v in validate(unfounded).results} >= {
        "needs a mention: a span of a document",
        "needs evidence, or an authority's description",
    }
    assert [v.path for v in validate(quads(turned, BASE)).results] == [PGO.from_.value]


def test_terms_of_one_office_are_told_apart_by_day_and_district(people: dict[str, AuthorityPerson]) -> None:
    dion = people["Mark N. Dion"]
    tenures = sorted(q.subject.value for q in quads(dion, BASE, "person/x") if q.object == PGO.Tenure)
    assert [one.removeprefix(f"{BASE}id/tenure/x.") for one in tenures] == [
        "mayor-of-portland-maine.until-2027-12-01",
        "state-representative-of-maine.2011-01-01.113",
        "state-representative-of-maine.2015-01-01.43",
        "state-senator-of-maine.until-2018-12-31.28",
    ]


def test_a_wikidata_id_that_is_none_leads_nowhere(people: dict[str, AuthorityPerson]) -> None:
    strange = replace(people["J.D. Vance"], ids=(("wikidata", "Q1> <x"),))
    assert [q for q in quads(strange, BASE) if q.predicate == OWL.sameAs] == []
