"""Communities: things that facts tie more to one another than to others (Leiden, by modularity)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.network.arrays import Arrays, kit, undirected
from graph.projection import Node


@dataclass(frozen=True, slots=True)
class Community:
    """Things, those of the most facts first; how many facts tie them to one another, and how many to things outside."""

    things: tuple[Node, ...]
    within: int
    outward: int


@dataclass(frozen=True, slots=True)
class Partition:
    """All communities of two things or more, the largest first, and how far they are from chance (modularity)."""

    communities: tuple[Community, ...]
    modularity: float


def communities(given: Arrays) -> Partition:
    """The communities of a network; always the same of the same one. A thing without ties is in none."""
    if not len(given.facts):
        return Partition((), 0.0)
    network = undirected(given, weighted=True)
    if not network.numberOfEdges():
        return Partition((), 0.0)
    found = kit().community.ParallelLeiden(network, 3, True, 1.0).run().getPartition()
    modularity = float(kit().community.Modularity().getQuality(found, network))
    made = _communities(given, found.getVector())
    return Partition(tuple(sorted(made, key=lambda one: (-len(one.things), one.things[0].iri))), modularity)


def _communities(given: Arrays, of: list[int]) -> list[Community]:
    within, outward, facts = defaultdict[int, int](int), defaultdict[int, int](int), defaultdict[int, int](int)
    for source, target, count in zip(given.sources.tolist(), given.targets.tolist(), given.facts.tolist(), strict=True):
        if of[source] == of[target]:
            within[of[source]] += count
        else:
            outward[of[source]] += count
            outward[of[target]] += count
        facts[source] += count
        facts[target] += count
    members = defaultdict[int, list[int]](list)
    for number in sorted(range(len(given.nodes)), key=lambda n: (-facts[n], n)):
        members[of[number]].append(number)
    return [
        Community(tuple(given.nodes[n] for n in numbers), within[id_], outward[id_])
        for id_, numbers in members.items()
        if len(numbers) > 1
    ]
