"""The vocabularies as the service shows them: at which address a term is explained, and their files in every form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

import ontology
from api.alternates import RDF
from api.negotiate import JSON
from graph.lists import nearest
from ontology.terms import PLOVER, PREFIXES, RULES, TOPICS
from ontology.vocabulary import FILES, Term, vocabulary

FORMS: Final = {name: form for name, kind in RDF.items() if (form := ox.RdfFormat.from_media_type(kind))}
TYPES: Final = {form.media_type: form for form in FORMS.values()} | {JSON: ox.RdfFormat.JSON_LD}
"""By media type."""
HOME: Final = "policygraph"
TITLES: Final = {
    HOME: "The ontology: what the terms of the graph mean",
    "plover": "PLOVER: types, modes and contexts of political events",
    "topics": "Topics: the fields of policy",
    "rules": "Rules: what is inferred",
    "shapes": "Shapes: what is well-formed",
}
SHAPES: Final = "https://w3id.org/policygraph/shapes#"
SPACES: Final = {PREFIXES["pgo"]: HOME, PLOVER: "plover", TOPICS: "topics", RULES: "rules", SHAPES: "shapes"}
RELATIONS: Final = {
    "rdfs:subClassOf": "A kind of",
    "rdfs:subPropertyOf": "A kind of",
    "owl:equivalentClass": "The same as",
    "owl:equivalentProperty": "The same as",
    "skos:broader": "A kind of",
    "skos:closeMatch": "Nearly the same as",
    "owl:disjointWith": "Never also",
    "rdfs:domain": "Of",
    "rdfs:range": "Its values",
}
"""What a term says of others, in words."""
INVERSES: Final = {
    "rdfs:subClassOf": "Kinds of it",
    "rdfs:subPropertyOf": "Kinds of it",
    "rdfs:domain": "Its properties",
    "rdfs:range": "Value of",
    "owl:disjointWith": "Never also",
}
"""What others say of it."""


def place_of(name: str) -> str:
    """Where a vocabulary is shown."""
    return "/ontology" if name == HOME else f"/ontology/{name}"


def address_of(iri: str, root: str = "") -> str:
    """Where a term is explained: here if it is one of ours, else where its IRI leads."""
    space, mark, name = iri.partition("#")
    known = SPACES.get(space + mark)
    return f"{root}{place_of(known)}#{name}" if known else iri


def suggestion(name: str) -> list[str]:
    """The term of ours whose name is most like this one, if any is."""
    near = nearest(name, [term.name for term in vocabulary(HOME).terms])
    return [near] if near else []


def relations(term: Term) -> Mapping[str, list[str]]:
    """What a term says of others and others of it: IRIs, by how that reads."""
    found = dict[str, list[str]]()
    for property, reads in RELATIONS.items():
        found.setdefault(reads, []).extend(term.said.get(property, ()))
    for property, reads in INVERSES.items():
        found.setdefault(reads, []).extend(other.iri for other in vocabulary(HOME).whose(property, term.iri))
    return {reads: iris for reads, iris in found.items() if iris}


@cache
def written(name: str, form: ox.RdfFormat) -> bytes:
    """A vocabulary as a file: in Turtle as people wrote it."""
    text = ontology.path(FILES[name]).read_bytes()
    if form == ox.RdfFormat.TURTLE:
        return text
    return _serialized((quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)), form)


def written_term(term: Term, form: ox.RdfFormat) -> bytes:
    """What is said of one term of ours."""
    quads = ox.parse(written(HOME, ox.RdfFormat.TURTLE), format=ox.RdfFormat.TURTLE)
    return _serialized((quad.triple for quad in quads if quad.subject == ox.NamedNode(term.iri)), form)


def _serialized(triples: Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    found = list(triples)
    used = {name: space for name, space in PREFIXES.items() if any(space in str(one) for one in found)}
    return ox.serialize(found, format=form, prefixes=used) or b""
