"""What agencies.csv says of a public body, as quads of a graph of its own."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from graph.authority import agencies, lookup
from graph.authority.descriptions import chain, graph_iri, quads
from graph.shapes import validate
from ontology.terms import DCTERMS, PGO, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

BASE = "https://example.org/"


def iri(path: str) -> NamedNode:
    return NamedNode(f"{BASE}id/{path}")


def test_a_body_is_described_whole_with_what_it_is_part_of_and_what_followed() -> None:
    ins = agencies()["ins"]
    description, node, justice = (
        iri("graph/authority/agency-ins"),
        iri("agency/ins-of-old"),
        iri("agency/department-of-justice"),
    )
    found = list(quads(ins, BASE, {"ins": "agency/ins-of-old"}))
    assert {quad.graph_name for quad in found} == {description} == {NamedNode(graph_iri(ins, BASE))}
    followed = {key: iri(agencies()[key].path) for key in ("uscis", "ice", "cbp")}
    others = {**followed, "doj": justice}
    assert {(q.subject, q.predicate, q.object) for q in found} == {
        (description, RDF.type, PGO.Description),
        (description, DCTERMS.identifier, Literal("ins")),
        (description, DCTERMS.license, NamedNode("https://www.apache.org/licenses/LICENSE-2.0")),
        (description, DCTERMS.bibliographicCitation, Literal("8 U.S.C. 1551")),
        (node, RDF.type, PGO.Agency),
        (node, RDFS.label, Literal("Immigration and Naturalization Service")),
        (node, SKOS.altLabel, Literal("INS")),
        (node, PROV.wasDerivedFrom, description),
        (node, SCHEMA.foundingDate, Literal("1933", datatype=XSD.gYear)),
        (node, SCHEMA.dissolutionDate, Literal("2003", datatype=XSD.gYear)),
        (node, PGO.partOf, justice),
        *((node, PGO.succeededBy, other) for other in followed.values()),
        *((other, RDF.type, PGO.Agency) for other in others.values()),
        *((other, RDFS.label, Literal(agencies()[key].name)) for key, other in others.items()),
        *((other, PROV.wasDerivedFrom, description) for other in others.values()),
    }


def test_a_body_is_part_of_all_that_is_above_it() -> None:
    hsi = agencies()["hsi"]
    assert [one.key for one in chain(hsi)] == ["hsi", "ice", "dhs"]
    parts = [(q.subject, q.object) for q in quads(hsi, BASE) if q.predicate == PGO.partOf]
    paths = [iri(one.path) for one in chain(hsi)]
    assert parts == [(paths[0], paths[1]), (paths[1], paths[2])]


def test_a_body_without_a_row_has_no_description() -> None:
    police = lookup("Illinois State Police")
    assert police is not None
    assert list(quads(police, BASE)) == []


def test_every_description_conforms_to_the_shapes() -> None:
    report = validate(quad for agency in agencies().values() for quad in quads(agency, BASE))
    assert report.conforms, report.text
    alone = validate(quads(agencies()["ice"], BASE))
    assert alone.conforms, alone.text
