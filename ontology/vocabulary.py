"""The vocabularies as people read them: their terms in the order of the files, and how these hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology import path
from ontology.terms import PREFIXES

FILES: Final = {
    "policygraph": "policygraph.ttl",
    "plover": "plover.ttl",
    "topics": "topics.ttl",
    "rules": "rules.ttl",
    "shapes": "shapes.ttl",
}
"""The vocabularies by name."""
KINDS: Final = {
    "owl:Class": "class",
    "owl:ObjectProperty": "property whose values are things",
    "owl:DatatypeProperty": "property whose values are literals",
    "owl:AnnotationProperty": "annotation",
    "rdf:Property": "property",
    "skos:ConceptScheme": "scheme",
    "skos:Concept": "value",
    "pgo:Inference": "rule",
}
LABELS: Final = ("rdfs:label", "skos:prefLabel", "dcterms:title")
COMMENTS: Final = ("rdfs:comment", "skos:definition", "dcterms:description")


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `said` is what the file says of it, by prefixed name of the property: IRIs and literals as text."""

    iri: str
    said: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """What stands behind the `#`."""
        return self.iri.rpartition("#")[2]

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return next((said for one, said in KINDS.items() if one in self.types), "")

    @property
    def types(self) -> tuple[str, ...]:
        """What it is, by prefixed names."""
        return tuple(map(prefixed, self.said.get("rdf:type", ())))

    @property
    def label(self) -> str:
        """What it is called."""
        return self.first(*LABELS) or self.name

    @property
    def comment(self) -> str:
        """What it means."""
        return self.first(*COMMENTS)

    @property
    def is_for_users(self) -> bool:
        """Whether policygraph itself does not write it."""
        return self.said.get("pgo:forUsers") == ("true",)

    def first(self, *properties: str) -> str:
        """The first value of the first of some properties that has one, or nothing."""
        return next((value for one in properties for value in self.said.get(one, ())), "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One file: itself as a term, and its terms."""

    name: str
    head: Term
    terms: tuple[Term, ...]

    def of_kind(self, *kinds: str) -> Iterator[Term]:
        """Its terms of some types (owl:Class …)."""
        return (term for term in self.terms if set(kinds) & set(term.types))

    def whose(self, property: str, value: str) -> Iterator[Term]:
        """The terms of which a property has this value: of `rdfs:subClassOf` the classes right below one."""
        return (term for term in self.terms if value in term.said.get(property, ()))

    def get(self, name: str) -> Term | None:
        """The term of a local name."""
        return next((term for term in self.terms if term.name == name), None)


@cache
def vocabulary(name: str) -> Vocabulary:
    """One of FILES, as it is."""
    said = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list))
    for quad in parse(path(FILES[name]).read_bytes(), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject.value][prefixed(quad.predicate.value)].append(quad.object.value)
    terms = [Term(iri, {one: tuple(values) for one, values in found.items()}) for iri, found in said.items()]
    itself = Term(terms[0].iri.partition("#")[0], {"rdfs:label": (name,)})
    head = next((term for term in terms if term.iri == itself.iri), itself)
    return Vocabulary(name, head, tuple(term for term in terms if "#" in term.iri))


def prefixed(iri: str) -> str:
    """An IRI with the prefix of its namespace, as Turtle writes it; whole where there is none."""
    found = [(space, prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    space, prefix = max(found, default=("", ""))
    return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri


@cache
def examples() -> Mapping[str, str]:
    """Of each class that the seed article has an example of, one, in Turtle without the prefixes; by the class's IRI.

    They stand in examples.ttl, made by tests/ontology/test_examples.py, one after the other."""
    blocks = path("examples.ttl").read_text(encoding="utf-8").split("\n\n")
    prefixes, found = blocks[0], dict[str, str]()
    for block in blocks[1:]:
        quads = parse(f"{prefixes}\n{block}", format=RdfFormat.TURTLE)
        types = [quad.object.value for quad in quads if prefixed(quad.predicate.value) == "rdf:type"]
        for one in types:
            found.setdefault(one, block.strip())
    return found
