"""The shortest paths of evidence between things, one for each sequence of things that facts tie together."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping
from itertools import islice, pairwise
from typing import Final

from graph.network.network import ALL, Choice, Network
from graph.paths import MAX_STEPS, Link
from ontology.terms import TOPICS

Path = tuple[str, ...]

LOOKED_AT: Final = 20_000  # beginnings of paths: less than a second; there are more where few lead anywhere but back


def shortest_paths(
    network: Network,
    ones: Collection[str],
    others: Collection[str],
    count: int = 1,
    avoid: Collection[str] = (),
    max_steps: int = MAX_STEPS,
    choice: Choice = ALL,
) -> list[Path]:
    """The IRIs of the things on paths from any of the ones to any of the others, the shortest first, of several of one
    length in the order of their IRIs. None comes by a thing twice, by another end, by what is to `avoid`, or a topic.
    """
    return list(islice(_paths(network, set(ones), set(others), set(avoid), max_steps, choice), count))


def links_of(network: Network, path: Path, choice: Choice = ALL) -> list[Link]:
    """The steps of a path: of several facts that tie two things, the one with the smallest IRI."""
    return [
        (one, min(tie.fact for tie in network.between(one, other) if choice.fits(tie)), other)
        for one, other in pairwise(path)
    ]


def _paths(
    network: Network, ones: set[str], others: set[str], avoid: set[str], max_steps: int, choice: Choice
) -> Iterator[Path]:
    """By A*: of each beginning of a path it is known how short the whole may become, and the shortest goes on first."""
    left = _distances(network, ones, others, avoid, max_steps, choice)
    heap: list[tuple[int, Path]] = [(left[one], (one,)) for one in ones if one in left]
    heapq.heapify(heap)
    for _ in range(LOOKED_AT):
        if not heap:
            return
        _, path = heapq.heappop(heap)
        if path[-1] in others:
            yield path
            continue
        for thing in _next(network, path[-1], choice):
            if thing in left and thing not in ones and thing not in path:
                length = len(path) + left[thing]
                if length <= max_steps:
                    heapq.heappush(heap, (length, (*path, thing)))


def _distances(
    network: Network, ones: set[str], others: set[str], avoid: set[str], max_steps: int, choice: Choice
) -> Mapping[str, int]:
    """How many steps it is at least from each thing to any of the others."""
    found = {iri: 0 for iri in others if iri in network}
    edge = list(found)
    for distance in range(1, max_steps + 1):
        reached = {thing for iri in edge for thing in _next(network, iri, choice)} - found.keys() - (avoid - ones)
        found |= dict.fromkeys(reached, distance)
        edge = list(reached - ones)
    return found


def _next(network: Network, iri: str, choice: Choice) -> Iterator[str]:
    for other, ties in network.near(iri).items():
        if not other.startswith(TOPICS) and (choice == ALL or any(map(choice.fits, ties))):
            yield other
