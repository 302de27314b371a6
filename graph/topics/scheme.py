"""The 21 topics: their codes and names, as ontology/topics.ttl has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

import ontology
from ontology.terms import SKOS, TOPICS


def iri(topic: str) -> NamedNode:
    """The concept of a topic by its code."""
    return NamedNode(TOPICS + topic)


@cache
def labels() -> Mapping[str, str]:
    """Names by code, in the order of codes."""
    triples = parse(path=str(ontology.path("topics.ttl")), format=RdfFormat.TURTLE)
    named = {t.subject.value.removeprefix(TOPICS): t.object.value for t in triples if t.predicate == SKOS.prefLabel}
    return {code: named[code] for code in sorted(named, key=int)}
