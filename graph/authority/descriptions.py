"""Quads of a public body of agencies.csv: names, years, what it is part of and what followed it, in a graph of its own.

    <base id/graph/authority/agency-ice>  a pgo:Description ; dcterms:identifier "ice" ; dcterms:license <…> ;
        dcterms:source <https://www.ice.gov> | dcterms:bibliographicCitation "8 U.S.C. 1551" .
    <base id/agency/immigration-and-customs-enforcement>  a pgo:Agency ; rdfs:label "…" ; skos:altLabel "ICE" * ;
        prov:wasDerivedFrom <description> ; owl:sameAs <http://www.wikidata.org/entity/Q…> ? ;
        schema:foundingDate, schema:dissolutionDate "2003"^^xsd:gYear ? ;
        pgo:partOf <base id/agency/department-of-homeland-security> ? ; pgo:succeededBy <base id/agency/…> * .

What it is part of stands there too, up to the top, with name and no more; so do the successors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Quad

from graph.authority.agencies import Agency, agencies
from graph.nodes import address, text
from ontology.terms import DCTERMS, OWL, PGO, PROV, RDF, RDFS, SCHEMA, SKOS, WIKIDATA, XSD

LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"

_Triple = tuple[NamedNode, NamedNode, NamedNode | Literal | None]


def graph_iri(agency: Agency, base_iri: str) -> str:
    """The name of the graph of what agencies.csv says of a body, which is also the description's IRI."""
    return f"{base_iri}id/graph/authority/agency-{agency.key}"


def chain(agency: Agency) -> tuple[Agency, ...]:
    """A body and those that it is part of, up to the top, or to where a table that was edited goes in circles."""
    found = [agency]
    while (parent := found[-1].parent) is not None and agencies()[parent] not in found:
        found.append(agencies()[parent])
    return tuple(found)


def quads(agency: Agency, base_iri: str, paths: Mapping[str, str] | None = None) -> Iterator[Quad]:
    """All that is known of a body that has a row of its own, in its description's graph; nothing of another one.

    `paths` says who the bodies are, by key, below `{base_iri}id/`; those that it lacks have their own (Agency.path).
    """
    if agencies().get(agency.key) != agency:
        return
    description, known = NamedNode(graph_iri(agency, base_iri)), paths or {}

    def node(one: Agency) -> NamedNode:
        return NamedNode(f"{base_iri}id/{known.get(one.key, one.path)}")

    above = chain(agency)
    successors = [agencies()[key] for key in agency.successors]
    found: list[_Triple] = [*_description(agency, description), *_body(agency, node(agency))]
    for one in (*above, *successors):
        found += [(node(one), RDF.type, PGO.Agency), (node(one), RDFS.label, text(one.name))]
        found.append((node(one), PROV.wasDerivedFrom, description))
    found += [(node(part), PGO.partOf, node(whole)) for part, whole in pairwise(above)]
    found += [(node(agency), PGO.succeededBy, node(successor)) for successor in successors]
    for subject, predicate, value in dict.fromkeys(found):
        if value is not None:
            yield Quad(subject, predicate, value, description)


def _description(agency: Agency, node: NamedNode) -> Iterator[_Triple]:
    yield node, RDF.type, PGO.Description
    yield node, DCTERMS.identifier, text(agency.key)
    yield node, DCTERMS.license, address(LICENSE)
    if agency.source.startswith("https://"):
        yield node, DCTERMS.source, address(agency.source)
    else:
        yield node, DCTERMS.bibliographicCitation, text(agency.source)


def _body(agency: Agency, node: NamedNode) -> Iterator[_Triple]:
    for name in (*agency.acronyms, *agency.names):
        yield node, SKOS.altLabel, text(name)
    yield node, OWL.sameAs, NamedNode(f"{WIKIDATA}{agency.wikidata}") if agency.wikidata else None
    yield node, SCHEMA.foundingDate, _year(agency.since)
    yield node, SCHEMA.dissolutionDate, _year(agency.until)


def _year(year: int | None) -> Literal | None:
    return Literal(f"{year:04}", datatype=XSD.gYear) if year is not None else None
