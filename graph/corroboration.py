"""Corroboration: which documents say the same, and how many sources that are independent of one another they are.

Two documents are one source where one prints the other's story again, or where one publisher prints both: its updates
of a story tell nothing that it has not told before (graph/queries/sources.rq).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph import alike
from graph.facts import EVERY, Fact, facts
from graph.lookups import facts_about
from graph.queries import select_many

if TYPE_CHECKING:
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Facts that say the same: their documents (IRIs, sorted), and how many independent sources those are."""

    facts: tuple[Fact, ...]
    documents: tuple[str, ...]
    sources: int


def corroborated(store: Store, found: Iterable[Fact]) -> tuple[Corroboration, ...]:
    """Facts in groups that say the same, in the order in which the first of each comes."""
    every = list(found)
    source = sources(store, {fact.citation.document for fact in every})
    groups = alike.together(every)
    return tuple(_corroboration(group, source) for group in groups)


def corroboration(store: Store, iri: str) -> Corroboration | None:
    """What says the same as one fact, itself among it; None where there is no such fact."""
    try:
        mine = list(facts(store, [NamedNode(iri).value], EVERY))
    except ValueError:  # it is no IRI
        return None
    if not mine:
        return None
    anchor = mine[0].subject or mine[0].object
    around = facts_about(store, anchor.iri) if anchor else mine
    return next(group for group in corroborated(store, around) if any(fact.iri == iri for fact in group.facts))


def sources(store: Store, documents: Iterable[str]) -> dict[str, str]:
    """By which source each document (IRI) speaks."""
    rows = select_many(store, "sources", "document", [NamedNode(one) for one in sorted(set(documents))])
    return {row["document"].value: row["source"].value for row in rows}


def _corroboration(group: list[Fact], source: dict[str, str]) -> Corroboration:
    documents = sorted({fact.citation.document for fact in group})
    return Corroboration(tuple(group), tuple(documents), len({source.get(one, one) for one in documents}))
