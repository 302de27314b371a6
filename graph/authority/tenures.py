"""Quads of an authority's person: names, ids, and each office with its days, in a graph of the description's own.

    <base id/graph/authority/openstates-…>  a pgo:Description ; dcterms:identifier "ocd-person/…" ;
        dcterms:source <https://github.com/openstates/people> ; dcterms:license <…/publicdomain/zero/1.0/> .
    <base id/{path}>  a pgo:Person ; rdfs:label "…" ; skos:altLabel "…" * ; prov:wasDerivedFrom <description> ;
        owl:sameAs <http://www.wikidata.org/entity/Q…> ? ; dcterms:identifier "bioguide:W000178" * ;
        schema:birthDate, schema:deathDate "…"^^xsd:date ? .
    <base id/tenure/{person}.{office}.{first day}.{district}>  a pgo:Tenure ; rdfs:label "…" ; pgo:holder <person> ;
        pgo:office <base id/office/governor-of-illinois> ; pgo:from, pgo:until "…"^^xsd:date ? ;
        pgo:district "7" ? ; pgo:partyLabel "…" ? ; prov:wasDerivedFrom <description> .

The offices are those of texts (graph/rdf.py). A tenure has no status: its days tell what it is on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph.authority.people import AuthorityPerson, Term, called
from graph.nodes import address, day, text
from graph.slug import slug
from ontology.terms import DCTERMS, OWL, PGO, PROV, RDF, RDFS, SCHEMA, SKOS, WIKIDATA

_ITEM = re.compile(r"Q[1-9]\d*")


def graph_iri(person: AuthorityPerson | str, base_iri: str) -> str:
    """The name of the graph of what a list says of a person, or of who has this key among all lists' people, which is
    also the description's IRI."""
    if isinstance(person, AuthorityPerson):
        return f"{base_iri}id/graph/authority/{person.key}"
    source, _, id_ = person.partition("/")
    return f"{base_iri}id/graph/authority/{called(source, id_)}"


def path_of(person: AuthorityPerson) -> str:
    """The path that a person has where no document has given another: by name and latest office, as texts do."""
    latest = person.latest()
    return f"person/{slug(person.name)}-{latest.office.slug}" if latest else f"person/{slug(person.name)}"


def quads(person: AuthorityPerson, base_iri: str, path: str | None = None) -> Iterator[Quad]:
    """All that is known of a person, in its description's graph; `path` is who it is, below `{base_iri}id/`."""
    description = NamedNode(graph_iri(person, base_iri))
    holder = NamedNode(f"{base_iri}id/{path or path_of(person)}")
    found = [*_description(person, description), *_person(person, holder, description)]
    for term in person.terms:
        found += _tenure(term, person, holder, description, base_iri)
    for subject, predicate, value in dict.fromkeys(found):
        if value is not None:
            yield Quad(subject, predicate, value, description)


_Triple = tuple[NamedNode, NamedNode, NamedNode | Literal | None]


def _description(person: AuthorityPerson, node: NamedNode) -> Iterator[_Triple]:
    yield node, RDF.type, PGO.Description
    yield node, DCTERMS.identifier, text(person.id)
    yield node, DCTERMS.source, address(person.url)
    yield node, DCTERMS.license, address(person.license)


def _person(person: AuthorityPerson, node: NamedNode, description: NamedNode) -> Iterator[_Triple]:
    yield node, RDF.type, PGO.Person
    yield node, RDFS.label, text(person.name)
    yield node, PROV.wasDerivedFrom, description
    for name in person.names:
        yield node, SKOS.altLabel, text(name)
    if person.wikidata and _ITEM.fullmatch(person.wikidata):
        yield node, OWL.sameAs, NamedNode(f"{WIKIDATA}{person.wikidata}")
    for scheme, value in person.ids:
        yield node, DCTERMS.identifier, text(f"{scheme}:{value}")
    yield node, SCHEMA.birthDate, day(person.birth)
    yield node, SCHEMA.deathDate, day(person.death)


def _tenure(
    term: Term, person: AuthorityPerson, holder: NamedNode, description: NamedNode, base_iri: str
) -> Iterator[_Triple]:
    held = term.office
    office = NamedNode(f"{base_iri}id/office/{held.slug}")
    tail = holder.value.rpartition("/")[2]
    node = NamedNode(f"{base_iri}id/tenure/{tail}.{held.slug}.{_when(term)}")
    yield node, RDF.type, PGO.Tenure
    yield node, RDFS.label, text(f"{person.name}, {held.label}")
    yield node, PROV.wasDerivedFrom, description
    yield node, PGO.holder, holder
    yield node, PGO.office, office
    yield node, PGO.from_, day(term.since)
    yield node, PGO.until, day(term.until)
    yield node, PGO.district, text(term.district) if term.district else None
    yield node, PGO.partyLabel, text(term.party) if term.party else None
    yield office, RDF.type, PGO.Office
    yield office, RDFS.label, text(held.label)
    yield office, PGO.officeTitle, text(held.title)
    yield office, PGO.jurisdictionLabel, text(term.over)


def _when(term: Term) -> str:
    """What tells one tenure of an office from the same person's others."""
    day_ = term.since or (f"until-{term.until}" if term.until else "undated")
    return f"{day_}.{slug(term.district)}" if term.district else day_
