"""Corroboration: which documents say the same, and how many sources that are independent of one another they are.

Two documents are one source where one prints the other's story again, or where one publisher prints both: its updates
of a story tell nothing that it has not told before (graph/queries/sources.rq).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from graph import alike
from graph.facts import EVERY, Fact
from graph.known_facts import facts_about, known_facts
from graph.queries import select_many

if TYPE_CHECKING:
    from graph.search import Index
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Facts that say the same: their documents (IRIs, sorted), and how many independent sources those are."""

    facts: tuple[Fact, ...]
    documents: tuple[str, ...]
    sources: int


def corroborated(store: Store, found: Iterable[Fact], index: Index | None = None) -> tuple[Corroboration, ...]:
    """Facts in groups that say the same, in the order in which the first of each comes."""
    every = list(found)
    return grouped(every, sources(store, {fact.citation.document for fact in every}, index))


def grouped(found: Iterable[Fact], source: Mapping[str, str]) -> tuple[Corroboration, ...]:
    """The same where the sources of their documents are known."""
    return tuple(_corroboration(group, source) for group in alike.together(found))


def corroboration(store: Store, index: Index, iri: str) -> Corroboration | None:
    """What says the same as one fact, itself among it; None where there is no such fact."""
    try:
        mine = list(known_facts(store, index, [NamedNode(iri).value], EVERY))
    except ValueError:  # it is no IRI
        return None
    if not mine:
        return None
    anchor = mine[0].subject or mine[0].object
    around = facts_about(store, index, anchor.iri) if anchor else mine
    return next(group for group in corroborated(store, around, index) if any(fact.iri == iri for fact in group.facts))


def sources(store: Store, documents: Iterable[str], index: Index | None = None) -> dict[str, str]:
    """By which source each document (IRI) speaks; publishers the index tells, where there is one, without a query."""
    wanted = sorted(set(documents))
    found = {} if index is None else _publishers(index, wanted)
    rows = select_many(store, "sources", "document", [NamedNode(one) for one in wanted if one not in found])
    return found | {row["document"].value: row["source"].value for row in rows}


def _publishers(index: Index, documents: Iterable[str]) -> dict[str, str]:
    paths = [one.removeprefix(index.root) for one in documents]
    with index.reading() as db:
        return {f"{index.root}{path}": name.lower() for path, name in db.execute(_PUBLISHED, (json.dumps(paths),))}


def _corroboration(group: list[Fact], source: Mapping[str, str]) -> Corroboration:
    documents = sorted({fact.citation.document for fact in group})
    return Corroboration(tuple(group), tuple(documents), len({source.get(one, one) for one in documents}))


_PUBLISHED: Final = """SELECT d.path, p.value FROM json_each(?) j CROSS JOIN items d ON d.path = j.value
                       CROSS JOIN told s ON s.item = d.id AND s.filter = 'story'
                       CROSS JOIN items o ON o.path = s.value
                       CROSS JOIN told p ON p.item = o.id AND p.filter = 'source'"""
