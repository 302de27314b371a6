"""What is around things: those that facts tie them to, and so on, with how many facts by which predicates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graph.network.network import ALL, Choice, Network, newest
from graph.network.ties import Standing, Tie
from graph.projection import Node


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What an entity is tied to by one predicate in one direction: `out` where the entity is the tie's source."""

    iri: str
    label: str
    type: str | None
    predicate: str
    direction: str
    count: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A thing of a neighbourhood: how many steps away, how many facts tie it to others there, and to how many things
    any facts tie it, there or not."""

    node: Node
    hops: int
    facts: int
    neighbours: int


@dataclass(frozen=True, slots=True)
class Link:
    """The facts by one predicate that lead from one thing to another, and the latest of them; `standings` count them by
    how they are told, the surest first."""

    source: str
    target: str
    predicate: str
    count: int
    standings: Mapping[Standing, int]
    latest: Tie


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Things, the nearest first, and the links between them; whether that is all there are within so many steps."""

    things: tuple[Reached, ...]
    links: tuple[Link, ...]
    complete: bool


def neighbours(network: Network, iri: str, choice: Choice = ALL) -> list[Neighbour]:
    """What an entity is tied to, with the number of facts for each predicate, most first. Raises NotFound."""
    ties = ((tie.other(iri), tie.predicate, "out" if tie.source == iri else "in") for tie in _at(network, iri, choice))
    found = [
        Neighbour(other, node.label, node.type, predicate, direction, count)
        for (other, predicate, direction), count in Counter(ties).items()
        for node in [network.node(other)]
    ]
    return sorted(found, key=lambda n: (-n.count, n.label, n.iri, n.predicate, n.direction))


def neighbourhood(
    network: Network,
    starts: Collection[str],
    hops: int = 1,
    limit: int = 300,
    choice: Choice = ALL,
    types: Collection[str] = (),
) -> Neighbourhood:
    """The things within so many steps, at most `limit` of them, and all links between those. Within none: only the
    links between `starts`.

    Where there are more, those that the most facts tie to what was reached before. `types` are those of things that
    are shown, and led through. Raises NotFound.
    """
    reached, edge, complete = dict.fromkeys(sorted(set(starts)), 0), sorted(set(starts)), True
    for hop in range(1, hops + 1):
        found = Counter[str]()
        for iri in edge:
            found.update({other: n for other, n in _counted(network, iri, choice) if other not in reached})
        fitting = [iri for iri in found if not types or network.node(iri).type in types]
        edge = sorted(fitting, key=lambda iri: (-found[iri], iri))[: max(0, limit - len(reached))]
        complete = complete and len(edge) == len(fitting)
        reached |= dict.fromkeys(edge, hop)
    links = tuple(_links(network, reached, choice))
    facts = Counter[str]()
    for link in links:
        facts.update(dict.fromkeys((link.source, link.target), link.count))
    things = (Reached(network.node(iri), hop, facts[iri], len(network.near(iri))) for iri, hop in reached.items())
    return Neighbourhood(tuple(things), links, complete)


def _at(network: Network, iri: str, choice: Choice) -> Iterator[Tie]:
    return filter(choice.fits, network.at(iri))


def _counted(network: Network, iri: str, choice: Choice) -> Iterator[tuple[str, int]]:
    for other, ties in network.near(iri).items():
        if count := len(ties) if choice == ALL else sum(map(choice.fits, ties)):
            yield other, count


def _links(network: Network, things: Collection[str], choice: Choice) -> Iterator[Link]:
    """The links of all pairs of things, sorted."""
    found: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in network.within(things):
        if choice.fits(tie):
            found[tie.source, tie.target, tie.predicate].append(tie)
    for (source, target, predicate), ties in sorted(found.items()):
        counts = Counter(tie.standing for tie in ties)
        standings = {standing: counts[standing] for standing in Standing if standing in counts}
        yield Link(source, target, predicate, len(ties), standings, newest(ties)[0])
