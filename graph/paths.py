"""The shortest path of evidence between two things: a search from both ends, on the store itself.

Each step is one fact that ties two things together, and so each has its evidence. The search takes milliseconds
where a projection of the whole graph takes seconds (3 ms against .6 s over 100,000 edges).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


Link = tuple[str, str, str]
"""A step by IRIs: the thing before, the fact, the thing after."""


@dataclass(slots=True)
class _Side:
    """What was reached from one end: thing -> the things before it, with the fact between; `edge` was reached last."""

    reached: dict[str, dict[str, str]]
    edge: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, iri: str) -> _Side:
        return cls({iri: {}}, [iri])

    def onward(self, things: Iterable[str]) -> dict[str, dict[str, str]]:
        """thing -> the things after it, with the fact between, on the ways from this side's end to `things`."""
        found: dict[str, dict[str, str]] = {}
        edge = set(things)
        while edge:
            for iri in edge:
                for before, fact in self.reached[iri].items():
                    found.setdefault(before, {})[iri] = fact
            edge = {before for iri in edge for before in self.reached[iri]}
        return found


def shortest_path(
    store: Store, one: str, other: str, avoid: Iterable[str] = (), max_steps: int = MAX_STEPS
) -> tuple[Step, ...] | None:
    """The steps from `one` to `other` (IRIs), () where they are the same, None where nothing ties them together.

    `avoid` names things that the path shall not lead through: a party ties thousands, and says little. So does a topic,
    which none leads through.
    The same store always gives the same path: of several the one whose things, and then facts, have the smallest IRIs.
    """
    here, there, avoided = _Side.at(one), _Side.at(other), set(avoid)
    meeting = {one} if one == other else set()
    for _ in range(max_steps):
        if meeting or not here.edge or not there.edge:
            break
        nearer, farther = (here, there) if len(here.edge) <= len(there.edge) else (there, here)
        _advance(store, nearer, avoided)
        meeting = set(nearer.edge) & set(farther.reached)
    return next(steps(store, [_smallest(one, here, there, meeting)])) if meeting else None


def _advance(store: Store, side: _Side, avoided: set[str]) -> None:
    found: dict[str, dict[str, str]] = {}
    for row in select_many(store, "question-25", "entity", [NamedNode(iri) for iri in side.edge]):
        reached, before, fact = row["other"].value, row["entity"].value, row["fact"].value
        if reached not in side.reached and reached not in avoided and not reached.startswith(TOPICS):
            links = found.setdefault(reached, {})
            links[before] = min(fact, links.get(before, fact))
    side.reached |= found
    side.edge = sorted(found)


def _smallest(one: str, here: _Side, there: _Side, meeting: set[str]) -> list[Link]:
    """Of the shortest ways by any of the things where the sides meet, the one by the smallest IRIs."""
    onward, links, iri = here.onward(meeting), list[Link](), one
    while after := onward.get(iri) or there.reached.get(iri):
        following = min(after)
        links.append((iri, after[following], following))
        iri = following
    return links


def steps(store: Store, paths: Iterable[Sequence[Link]]) -> Iterator[tuple[Step, ...]]:
    """Paths with the facts of their steps."""
    wanted = [list(path) for path in paths]
    found: dict[str, list[Fact]] = {}
    for fact in facts(store, {fact for path in wanted for _, fact, _ in path}):
        found.setdefault(fact.iri, []).append(fact)
    for path in wanted:
        yield tuple(_step(found[fact], before, after) for before, fact, after in path)


def _step(candidates: list[Fact], before: str, after: str) -> Step:
    """Of the facts with one IRI (a statement about several things), the one that ties these two."""
    for fact in candidates:
        parties = {party.iri: party for party in (fact.subject, fact.object, fact.place) if party is not None}
        if before in parties and after in parties:
            return Step(parties[before], parties[after], fact)
    raise LookupError(f"no fact ties {before} to {after}")  # the store was written to between the two queries
