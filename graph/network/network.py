"""The network in memory: what each graph tells of it, and how things are tied, kept by document.

A document that comes, goes or changes takes its own ties with it; nothing else is made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import NotFound
from graph.facts import called, fullness
from graph.network.ties import Part, Tie
from graph.projection import TYPES, Node

_ORDER = {name: number for number, name in enumerate(TYPES)}
_NOTHING = Part()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which ties count: all, or those of some predicates, topics or statuses, of a time, of at least a confidence."""

    predicates: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    confidence: float = 0

    def fits(self, tie: Tie) -> bool:
        """Whether a tie counts. One of which no day is known is of no time; one without a status happened."""
        return (
            (not self.predicates or tie.predicate in self.predicates)
            and (not self.topics or not self.topics.isdisjoint(tie.topics))
            and (not self.statuses or (tie.status or "actual") in self.statuses)
            and (not self.since or (tie.day or "") >= self.since)
            and (not self.until or "" < (tie.day or "") <= self.until)
            and tie.confidence >= self.confidence
        )


ALL = Choice()


class Network:
    """Things, and the facts that tie them. For one thread at a time."""

    def __init__(self, parts: Mapping[str, Part] | None = None) -> None:
        self._parts = dict[str, Part]()
        self._near: dict[str, dict[str, list[Tie]]] = defaultdict(dict)
        self._called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.replace(parts or {})

    def replace(self, parts: Mapping[str, Part]) -> None:
        """Make these what graphs tell; a part that tells nothing is of a graph that is gone."""
        for graph, part in parts.items():
            self._forget(self._parts.pop(graph, _NOTHING))
            if part != _NOTHING:
                self._parts[graph] = part
                self._learn(part)

    @property
    def graphs(self) -> int:
        """How many graphs tell of it."""
        return len(self._parts)

    def __len__(self) -> int:
        """How many things there are."""
        return len(self._called.keys() | self._near.keys())

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all things, sorted."""
        return iter(sorted(self._called.keys() | self._near.keys()))

    def __contains__(self, iri: str) -> bool:
        """Whether there is such a thing."""
        return iri in self._called or iri in self._near

    def node(self, iri: str) -> Node:
        """A thing by the longest of its names; of several types the last one in TYPES."""
        known = self._called.get(iri)
        if not known:
            return Node(iri, called(iri), None)
        type_ = max((type_ for type_, _ in known), key=_ORDER.__getitem__)
        return Node(iri, max((name for other, name in known if other == type_), key=fullness), type_)

    def near(self, iri: str) -> Mapping[str, Sequence[Tie]]:
        """What a thing is tied to, and the ties with each, whichever way they run. Raises NotFound."""
        if iri not in self:
            raise NotFound("entity", iri)
        return self._near.get(iri, {})

    def between(self, one: str, other: str) -> Sequence[Tie]:
        """The ties of two things, whichever way they run."""
        return self._near.get(one, {}).get(other, ())

    def within(self, things: Collection[str]) -> Iterator[Tie]:
        """The ties of things with one another. Raises NotFound."""
        among = set(things)
        for iri in among:
            near = self.near(iri)
            for other in near.keys() & among if len(near) > len(among) else near:
                if iri <= other and other in among:
                    yield from near[other]

    def at(self, iri: str) -> Iterator[Tie]:
        """The ties that a thing has. Raises NotFound."""
        return (tie for ties in self.near(iri).values() for tie in ties)

    def ties(self) -> Iterator[Tie]:
        """All ties."""
        return (tie for part in self._parts.values() for tie in part.ties)

    def _learn(self, part: Part) -> None:
        for tie in part.ties:
            together = self._near[tie.source].setdefault(tie.target, [])
            self._near[tie.target][tie.source] = together
            together.append(tie)
        for thing, type_, name in part.names:
            self._called[thing][type_, name] += 1

    def _forget(self, part: Part) -> None:
        for tie in part.ties:
            together = self._near[tie.source][tie.target]
            together.remove(tie)
            if not together:
                _drop(self._near, tie.source, tie.target)
                _drop(self._near, tie.target, tie.source)
        for thing, type_, name in part.names:
            self._called[thing] -= Counter([(type_, name)])
            if not self._called[thing]:
                del self._called[thing]


def _drop(near: dict[str, dict[str, list[Tie]]], one: str, other: str) -> None:
    near[one].pop(other, None)
    if not near[one]:
        del near[one]


def newest(ties: Iterable[Tie]) -> list[Tie]:
    """Ties by their days, the latest first, those without one last."""
    return sorted(ties, key=lambda tie: (tie.day or "", tie.fact), reverse=True)
