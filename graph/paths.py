"""The shortest path of evidence between two things: a search from both ends, on the store itself.

Each step is one fact that ties two things together, and so each has its evidence. The search takes milliseconds
where a projection of the whole graph takes seconds (3 ms against .6 s over 100,000 edges).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.facts import Fact, Thing, facts
from graph.queries import select_many
from ontology.terms import TOPICS

if TYPE_CHECKING:
    from graph.store import Store

MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from one thing to the next by a fact, which may run either way."""

    source: Thing
    target: Thing
    fact: Fact


@dataclass(slots=True)
class _Side:
    """What was reached from one end: thing -> (the thing before it, the fact between); `edge` was reached last."""

    reached: dict[str, tuple[str, str] | None]
    edge: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, iri: str) -> _Side:
        return cls({iri: None}, [iri])

    def trail(self, iri: str) -> list[tuple[str, str, str]]:
        """(before, fact, after) from this side's end to `iri`."""
        steps = []
        while (link := self.reached[iri]) is not None:
            before, fact = link
            steps.append((before, fact, iri))
            iri = before
        return steps[::-1]


def shortest_path(
    store: Store, one: str, other: str, avoid: Iterable[str] = (), max_steps: int = MAX_STEPS
) -> tuple[Step, ...] | None:
    """The steps from `one` to `other` (IRIs), () where they are the same, None where nothing ties them together.

    `avoid` names things that the path shall not lead through: a party ties thousands, and says little. So does a topic,
    which none leads through.
    The same store always gives the same path: of several facts and things in reach, those with the smallest IRIs.
    """
    here, there, avoided = _Side.at(one), _Side.at(other), set(avoid)
    meeting = {one} if one == other else set()
    for _ in range(max_steps):
        if meeting or not here.edge or not there.edge:
            break
        nearer, farther = (here, there) if len(here.edge) <= len(there.edge) else (there, here)
        _advance(store, nearer, avoided)
        meeting = set(nearer.edge) & set(farther.reached)
    return _steps(store, here, there, min(meeting)) if meeting else None


def _advance(store: Store, side: _Side, avoided: set[str]) -> None:
    found: dict[str, tuple[str, str]] = {}
    for row in select_many(store, "question-25", "entity", [NamedNode(iri) for iri in side.edge]):
        reached, link = row["other"].value, (row["entity"].value, row["fact"].value)
        if reached not in side.reached and reached not in avoided and not reached.startswith(TOPICS):
            found[reached] = min(link, found.get(reached, link))
    side.reached |= found
    side.edge = sorted(found)


def _steps(store: Store, here: _Side, there: _Side, middle: str) -> tuple[Step, ...]:
    links = here.trail(middle) + [(after, fact, before) for before, fact, after in reversed(there.trail(middle))]
    found: dict[str, list[Fact]] = {}
    for fact in facts(store, {fact for _, fact, _ in links}):
        found.setdefault(fact.iri, []).append(fact)
    return tuple(_step(found[fact], before, after) for before, fact, after in links)


def _step(candidates: list[Fact], before: str, after: str) -> Step:
    """Of the facts with one IRI (a statement about several things), the one that ties these two."""
    for fact in candidates:
        parties = {party.iri: party for party in (fact.subject, fact.object, fact.place) if party is not None}
        if before in parties and after in parties:
            return Step(parties[before], parties[after], fact)
    raise LookupError(f"no fact ties {before} to {after}")  # the store was written to between the two queries
