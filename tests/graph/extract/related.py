"""What relations are read in a text: for tests."""

from __future__ import annotations

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

Fact = tuple[str, str, str]


def related(text: str, *predicates: str) -> set[Fact]:
    """Subject, predicate and object of the relations of the given kinds."""
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    names = {e.id: e.name for e in record.entities}
    return {
        (names[r.subject], r.predicate.value, r.value if r.value is not None else names[r.object or ""])
        for r in record.relations
        if r.predicate in predicates
    }
