"""Centralities: which things the network turns on, by four measures.

    degree        how many facts a thing takes part in
    pagerank      how much leads to it from things to which much leads; facts that say the same add up; they sum to 1
    betweenness   the share of the shortest paths between other things that lead by it
    closeness     how few steps it is from all things that can be reached, by how many these are (0 to 1)

The last two take facts either way, and take a time that rises with the square of the network. So above a size they are
computed from things drawn by chance, always the same of one network: `pivots` says of how many.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.network.arrays import SEED, Arrays, directed, kit, undirected

if TYPE_CHECKING:
    from collections.abc import Collection

WORK: Final = 30_000_000  # ties looked at: some 3 s; all of 5,000 things with 6,000 ties, or 300 among 100,000 ties


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thing with its score."""

    iri: str
    label: str
    type: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """All things by one measure, the highest first. `pivots`: from how many things it was computed; None: from all."""

    measure: str
    ranked: tuple[Ranked, ...]
    pivots: int | None = None

    def of(self, types: Collection[str], limit: int) -> tuple[Ranked, ...]:
        """The first so many that are of one of the types, or of any."""
        return tuple(one for one in self.ranked if not types or one.type in types)[:limit]


def ranking(given: Arrays, measure: str) -> Ranking:
    """All things by a measure: a key of MEASURES."""
    pivots = _pivots(given) if measure in SAMPLED else list(range(len(given.nodes)))
    scores = MEASURES[measure](given, pivots) if given.nodes else ()
    pairs = zip(given.nodes, scores, strict=True)
    ranked = (Ranked(node.iri, node.label, node.type, float(score)) for node, score in pairs)
    sample = len(pivots) if len(pivots) < len(given.nodes) else None
    return Ranking(measure, tuple(sorted(ranked, key=lambda one: (-one.score, one.iri))), sample)


def _pivots(given: Arrays) -> list[int]:
    """The numbers of the things from which to compute: all, or as many by chance as the time allows."""
    things = len(given.nodes)
    most = max(16, WORK // (things + len(given.facts) + 1))
    chance = random.Random(SEED)  # noqa: S311 - which are drawn is no secret
    return list(range(things)) if most >= things else sorted(chance.sample(range(things), most))


def _degree(given: Arrays, pivots: list[int]) -> Sequence[float]:
    import numpy as np

    ends = np.concatenate([given.sources, given.targets])
    return list(np.bincount(ends, np.concatenate([given.facts, given.facts]), len(given.nodes)))


def _pagerank(given: Arrays, pivots: list[int]) -> Sequence[float]:
    centrality = kit().centrality
    lost = centrality.SinkHandling.DistributeSinks
    found = centrality.PageRank(directed(given), damp=0.85, tol=1e-10, distributeSinks=lost)
    scores: Sequence[float] = found.run().scores()
    return scores


def _betweenness(given: Arrays, pivots: list[int]) -> Sequence[float]:
    import numpy as np

    network, things, centrality = undirected(given, weighted=False), len(given.nodes), kit().centrality
    if len(pivots) == things:
        found = centrality.Betweenness(network)
    else:
        found = centrality.EstimateBetweenness(network, len(pivots), False, False)
    scores: Sequence[float] = list(np.asarray(found.run().scores()) / max(1, (things - 1) * (things - 2)))
    return scores


def _closeness(given: Arrays, pivots: list[int]) -> Sequence[float]:
    """By Wasserman and Faust: of the other things the share that is in reach, by the steps there in the mean."""
    import numpy as np

    network, things = undirected(given, weighted=False), len(given.nodes)
    steps, reached = np.zeros(things), np.zeros(things)
    for pivot in pivots:
        distances = np.asarray(kit().distance.BFS(network, pivot, storePaths=False).run().getDistances())
        there = distances < things  # what is out of reach is as far as a number can be
        steps += np.where(there, distances, 0)
        reached += there
    share = things / len(pivots)
    others = np.maximum(reached * share - 1, 0)
    return list(np.divide(others**2, (things - 1) * steps * share, out=np.zeros(things), where=steps > 0))


MEASURES: Final[dict[str, Callable[[Arrays, list[int]], Sequence[float]]]] = {
    "degree": _degree,
    "pagerank": _pagerank,
    "betweenness": _betweenness,
    "closeness": _closeness,
}
SAMPLED: Final = frozenset({"betweenness", "closeness"})
