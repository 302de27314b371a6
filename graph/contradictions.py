"""Contradictions: what two documents tell otherwise of one order or event; shown with both evidences, and not hidden.

    numbers, days of signing, effect and end     an order has one of each
    title                                        two of which neither is the other one cut short or in other words
    issuedBy                                     two persons, of whom each document names but one
    kind, deadline, figures                      one action required here and permitted there, by another day, in
                                                 another number
    happened                                     an event that one document says happened and the other did not

Which properties have one value stands in the queries (graph/queries/contradictions.rq, question-24.rq).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.alike import is_form, near, same_action
from graph.facts import Fact, Ground, Thing, citation, facts, thing
from graph.lists.facts import several
from graph.lists.told import short
from graph.queries import Term, select

if TYPE_CHECKING:
    from graph.search import Index
    from graph.store import Store

PROVISIONS = frozenset(["kind", "deadline", "figures"])
EVENTS = frozenset(["happened"])


@dataclass(frozen=True, slots=True)
class Side:
    """What some documents say, each with its fact."""

    says: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is told otherwise (`what`) of an order or of who acts, by some documents and by others."""

    about: Thing
    what: str
    one: Side
    other: Side

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """By what they are ordered."""
        return self.about.label, self.about.iri, self.what, self.one.says, self.other.says


def contradictions(
    store: Store, about: Iterable[str] | None = None, index: Index | None = None
) -> tuple[Contradiction, ...]:
    """All that the store has, or those about some things (IRIs), by thing and by what is told otherwise. Of what but
    one graph tells, as the index knows, the store is not asked."""
    if about is not None and index is not None:
        about = [iri for iri in about if _is_told_by_several(index, iri)]
    if about == []:
        return ()
    wanted: list[Term] | None = None if about is None else [NamedNode(iri) for iri in about]
    rows = list(select(store, "contradictions", {"about": wanted}))
    things: dict[str, Thing] = {}
    found: dict[tuple[str, str, str, str], tuple[set[Ground], set[Ground]]] = {}
    for row in contradicting(store, rows, "oneFact", "otherFact"):
        one, other = sorted((row["oneSays"].value, row["otherSays"].value))
        iri, side = row["about"].value, row["side"].value
        things.setdefault(iri, thing(row, "about") or Thing(iri, iri))
        grounds = found.setdefault((iri, row["what"].value, one, other), (set(), set()))
        said = row[f"{side}Says"].value
        grounds[said == other].add(Ground(citation(row), row[f"{side}Fact"].value))
    told = (
        Contradiction(things[iri], what, Side(one, tuple(sorted(left))), Side(other, tuple(sorted(right))))
        for (iri, what, one, other), (left, right) in found.items()
    )
    return tuple(sorted(told, key=lambda one: one.key))


def _is_told_by_several(index: Index, iri: str) -> bool:
    with index.reading() as db:
        return several(db, short(iri, index.root))


def contradicting(store: Store, rows: Sequence[dict[str, Term]], one: str, other: str) -> Iterator[dict[str, Term]]:
    """The rows of a query whose facts, in the columns `one` and `other`, are of one thing: actions in the same words,
    events of one time; without those of titles that are forms of one another."""
    weighed = [row for row in rows if row["what"].value in PROVISIONS | EVENTS]
    iris = dict.fromkeys(row[column].value for row in weighed for column in (one, other))
    known = {fact.iri: fact for fact in facts(store, iris, ["provision", "event"])}
    for row in rows:
        if row["what"].value == "title" and is_form(*(row[f.replace("Fact", "Says")].value for f in (one, other))):
            continue
        if _is_of_one(row["what"].value, known.get(row[one].value), known.get(row[other].value)):
            yield row


def _is_of_one(what: str, one: Fact | None, other: Fact | None) -> bool:
    if what in PROVISIONS:
        return one is not None and other is not None and same_action(one, other)
    return what not in EVENTS or (one is not None and other is not None and near(one, other))
