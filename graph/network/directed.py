"""Co-direction: who is directed by the same orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.network.network import ALL, Choice, Network, newest
from graph.network.ties import Tie
from graph.projection import Node

DIRECTS: Final = "directs"


@dataclass(frozen=True, slots=True)
class Shared:
    """An order that directs both, and the latest fact that says so of each."""

    order: Node
    one: Tie
    other: Tie


@dataclass(frozen=True, slots=True)
class Codirected:
    """Two who are directed by the same orders."""

    one: Node
    other: Node
    orders: tuple[Shared, ...]


def codirection(
    network: Network,
    of: Collection[str] = (),
    types: Collection[str] = ("Agency",),
    choice: Choice = ALL,
    limit: int = 100,
) -> tuple[Codirected, ...]:
    """Pairs of things of these types by how many orders direct both, most first; only with anybody of `of` where it
    names somebody."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    told = _told(network, types, choice)
    for order, directed in told.items():
        for one, other in combinations(sorted(directed), 2):
            if not of or one in of or other in of:
                found[one, other].append(order)
    pairs = sorted(found, key=lambda pair: (-len(found[pair]), pair))
    return tuple(
        Codirected(
            network.node(one),
            network.node(other),
            tuple(Shared(network.node(o), told[o][one], told[o][other]) for o in sorted(found[one, other])),
        )
        for one, other in pairs[:limit]
    )


def _told(network: Network, types: Collection[str], choice: Choice) -> dict[str, dict[str, Tie]]:
    """order -> whom it directs -> the latest fact that says so."""
    found: dict[str, dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for tie in network.ties():
        if tie.predicate == DIRECTS and choice.fits(tie) and network.node(tie.target).type in types:
            found[tie.source][tie.target].append(tie)
    return {order: {one: newest(ties)[0] for one, ties in each.items()} for order, each in found.items()}
