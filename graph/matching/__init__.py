"""`pgo:matches`: full text in SPARQL, by a predicate that no engine knows.

    ?thing pgo:matches "mask order"
    (?thing ?score) pgo:matches ("mask order" pgo:Order 50)
    VALUES ?asked { "mask order" "face covering" }   (?thing ?score ?words ?evidence) pgo:matches ?asked

Before a query is asked, the index is: each such pattern gives way to a VALUES block of what it finds, which the engine
joins with the rest. For that the query is not parsed, but read as far as its brackets, its groups and the triples in
them go. Whether it is SPARQL at all the engine says, of the text as it came (`graph.store.sparql.answered`).
"""

from __future__ import annotations

from itertools import pairwise

from graph.errors import QueryRefused
from graph.matching.pattern import MATCHES, Pattern, pattern
from graph.matching.reading import Node, Query, Statement
from graph.search import Index
from graph.store import WHOLE, Dataset, Results, Store
from graph.store.sparql import LONGEST, answered

__all__ = ["expanded", "is_asked", "query"]


def query(store: Store, index: Index, sparql: str, dataset: Dataset = WHOLE, base: str | None = None) -> Results:
    """Answer a query that may ask by `pgo:matches`. Raises QueryError, QueryRefused, StorageError."""
    return answered(store.query, sparql, expanded(sparql, index), dataset, base)


def is_asked(text: str) -> bool:
    """Whether triples of a query or an update have this predicate."""
    read = Query(text) if "matches" in text else None
    segments = (segment for one in read.statements() for segment in one.segments if segment) if read else ()
    return any(read is not None and read.iri(segment[0]) == MATCHES for segment in segments)


def expanded(sparql: str, index: Index) -> str | None:
    """The query with what is found in the place of each `pgo:matches`; None where it asks for nothing so.

    Raises QueryError for a pattern that cannot be answered, QueryRefused where too much is found, StorageError.
    """
    if "matches" not in sparql or len(sparql) > LONGEST:
        return None
    read = Query(sparql)
    changes = [change for one in read.statements() if (change := _change(read, one, index)) is not None]
    if not changes:
        return None
    text, at = "", 0
    for start, end, instead in sorted(changes):
        text, at = f"{text}{sparql[at:start]}{instead}", end
    text += sparql[at:]
    if len(text) > LONGEST:
        raise QueryRefused('pgo:matches finds too much for one query: ask for fewer, as in ("words" 100)')
    return text


def _change(read: Query, statement: Statement, index: Index) -> tuple[int, int, str] | None:
    """Where a statement stands that asks by words, and what stands there instead."""
    subject, patterns, others = statement.subject, list[Pattern](), list[str]()
    _check(read, (subject,))
    for segment in filter(None, statement.segments):
        if read.iri(segment[0]) == MATCHES:
            patterns.append(_pattern(read, subject, segment))
        else:
            _check(read, segment)
            others.append(read.text[segment[0].start : segment[-1].end])
    if not patterns:
        return None
    if read.is_its_own_template:
        raise read.error("CONSTRUCT WHERE takes no pgo:matches: write CONSTRUCT { … } WHERE { … }", subject)
    kept = f" {read.text[subject.start : subject.end]} {' ; '.join(others)}" if others else ""
    return subject.start, statement.end, " ".join(one.values(index) for one in patterns) + kept


def _pattern(read: Query, subject: Node, segment: tuple[Node, ...]) -> Pattern:
    if len(segment) != 2 or not read.are_joined(*segment) or read.text[: segment[0].start].rstrip()[-1:] in "^!|/":
        raise read.error("pgo:matches is no part of a path, and has one object", segment[0])
    return pattern(read, subject, segment[1])


def _check(read: Query, segment: tuple[Node, ...]) -> None:
    """Raise QueryError where pgo:matches is anything but a subject or an object."""
    for before, node in pairwise((segment[0], *segment)):
        is_term = before is node or read.are_joined(before, node, by=",")
        for inner in node.all():
            if read.iri(inner) == MATCHES and not (is_term and inner is node):
                raise read.error("pgo:matches stands after a variable: not in a path, nor in square brackets", inner)
