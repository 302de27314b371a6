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
    return _told(SKOS.prefLabel)


@cache
def definitions() -> Mapping[str, str]:
    """What each is about, by code, in the order of codes."""
    return _told(SKOS.definition)


def _told(predicate: NamedNode) -> Mapping[str, str]:
    triples = parse(path=str(ontology.path("topics.ttl")), format=RdfFormat.TURTLE)
    told = {t.subject.value.removeprefix(TOPICS): t.object.value for t in triples if t.predicate == predicate}
    return {code: told[code] for code in sorted(told, key=int)}
