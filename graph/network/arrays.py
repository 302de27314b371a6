"""The network as numbers, for NetworKit: which computes in C++, on one core, while other threads go on.

NetworKit (MIT), after measuring: in rustworkx the closeness of 12,000 things with 98,000 ties took 107 s in which no
other thread of the process ran, and it takes no samples and finds no communities; igraph is GPL; networkx takes 100
times as long, from the smallest networks on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.projection import Node

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.network.network import Network

    Numbers = NDArray[np.int64]

SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Arrays:
    """All things, in the order of their IRIs, and of each pair with a tie how many facts lead from the one (its number
    in `nodes`) to the other. The same network gives the same arrays, whatever way it was come by."""

    nodes: tuple[Node, ...]
    sources: Numbers
    targets: Numbers
    facts: Numbers


def arrays(network: Network) -> Arrays:
    """The network as it is now."""
    import numpy as np

    nodes = tuple(network.node(iri) for iri in network)
    number = {node.iri: n for n, node in enumerate(nodes)}
    counts = Counter((number[tie.source], number[tie.target]) for tie in network.ties())
    columns = np.array([(*pair, count) for pair, count in sorted(counts.items())], dtype=np.int64).reshape(-1, 3)
    return Arrays(nodes, *columns.T)


def kit() -> Any:
    """NetworKit, which takes half a second to load; for computations that come out the same each time."""
    import networkit

    networkit.setNumberOfThreads(1)  # of the thread that asks
    networkit.setSeed(SEED, False)
    return networkit


def directed(given: Arrays) -> Any:
    """A graph of NetworKit with an edge from one thing to another that weighs as many facts as lead there."""
    edges = (given.facts.astype(float), (given.sources, given.targets))
    return kit().GraphFromCoo(edges, n=len(given.nodes), weighted=True, directed=True)


def undirected(given: Arrays, weighted: bool) -> Any:
    """A graph with one edge between two things that are tied, whichever way; if weighted, by as many facts."""
    import numpy as np

    ends = np.sort(np.stack([given.sources, given.targets]), axis=0)
    pairs, where = np.unique(ends[:, ends[0] != ends[1]], axis=1, return_inverse=True)
    weights = np.bincount(where.ravel(), given.facts[ends[0] != ends[1]], pairs.shape[1]).astype(float)
    edges = (weights, (pairs[0], pairs[1])) if weighted else (pairs[0], pairs[1])
    return kit().GraphFromCoo(edges, n=len(given.nodes), weighted=weighted, directed=False)
