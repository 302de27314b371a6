"""Rules: the SPARQL of ontology/rules, each of which infers triples of some things.

A rule is a CONSTRUCT over `?thing`. Its head says from which properties of a thing it infers, with which end of a
triple it is kept (each triple goes to the graph of that thing), and, where it is a closure, through which property of
its own: where that of a thing changes, what is inferred of the things that it leads from is made anew too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryTriples, Triple

import ontology
from graph.queries import bound
from ontology.terms import PREFIXES

if TYPE_CHECKING:
    from graph.store import Store

_NAME = re.compile(r"^# Rule (\w+): .+")
_FROM = re.compile(r"^# From: (.+)$", re.MULTILINE)
_KEPT = re.compile(r"^# Kept with: (subject|object)$", re.MULTILINE)
_THROUGH = re.compile(r"^# Through: (\w+:\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """`kept` is the end of a triple with which it is kept: subject or object; `through` a closure's property."""

    name: str
    premises: frozenset[NamedNode]
    kept: str
    through: NamedNode | None
    sparql: str

    def infer(self, store: Store, things: Iterable[NamedNode] | None) -> Iterator[tuple[NamedNode, Triple]]:
        """Each triple of some things, or of all, with the thing that it is kept with."""
        found = store.query(bound(self.sparql, {"thing": things}))
        assert isinstance(found, QueryTriples)
        for triple in found:
            thing = triple.subject if self.kept == "subject" else triple.object
            if isinstance(thing, NamedNode):
                yield thing, triple


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(_rule(path.read_text(encoding="utf-8")) for path in sorted(ontology.path("rules").glob("*.rq")))


def _rule(sparql: str) -> Rule:
    name, premises, kept, through = (head.search(sparql) for head in (_NAME, _FROM, _KEPT, _THROUGH))
    if name is None or premises is None or kept is None:
        raise ValueError("a rule does not begin with '# Rule NAME: …', '# From: …' and '# Kept with: subject|object'")
    stated = frozenset(map(_iri, premises[1].split()))
    return Rule(name[1], stated, kept[1], _iri(through[1]) if through else None, sparql)


def _iri(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
