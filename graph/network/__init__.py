"""The graph as a network: what is around a thing, paths, centralities, communities, who is against whom, when.

    >>> from graph.network import Cache, neighbourhood, ranking
    >>> cache = Cache(store)                                # follows the store, document by document
    >>> with cache.reading() as network:
    ...     found = neighbourhood(network, [iri], hops=2)
    >>> [thing.node.label for thing in found.things]

Researchers who want networkx have the same as one of its graphs:

    >>> network = project(store)                            # networkx.MultiDiGraph, nodes are IRIs
    >>> network.nodes[iri]["label"]
    >>> [(data["predicate"], data["date"], data["evidence"]) for _, _, data in network.out_edges(iri, data=True)]

A single path needs no network in memory: `shortest_path` searches the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.network.against import Cell, Matrix, holders, matrix
from graph.network.around import Link, Neighbour, Neighbourhood, Reached, neighbourhood, neighbours
from graph.network.arrays import Arrays, arrays
from graph.network.cache import Cache
from graph.network.communities import Community, Partition, communities
from graph.network.directed import Codirected, Shared, codirection
from graph.network.network import ALL, Choice, Network
from graph.network.periods import Period, Span, Timeline, timeline
from graph.network.ranks import MEASURES, Ranked, Ranking, ranking
from graph.network.routes import links_of, shortest_paths
from graph.network.ties import Standing, Tie, parts
from graph.paths import Step, shortest_path
from graph.projection import edges, nodes, to_networkx

if TYPE_CHECKING:
    import networkx as nx

    from graph.store import Store

__all__ = [
    "ALL",
    "MEASURES",
    "Arrays",
    "Cache",
    "Cell",
    "Choice",
    "Codirected",
    "Community",
    "Link",
    "Matrix",
    "Neighbour",
    "Neighbourhood",
    "Network",
    "Partition",
    "Period",
    "Ranked",
    "Ranking",
    "Reached",
    "Shared",
    "Span",
    "Standing",
    "Step",
    "Tie",
    "Timeline",
    "arrays",
    "codirection",
    "communities",
    "holders",
    "links_of",
    "matrix",
    "neighbourhood",
    "neighbours",
    "project",
    "ranking",
    "read",
    "shortest_path",
    "shortest_paths",
    "timeline",
]


def project(store: Store) -> nx.MultiDiGraph[str]:
    """The whole store as a MultiDiGraph: nodes with `label` and `type`, edges with projection.Edge's fields."""
    return to_networkx(nodes(store), edges(store))


def read(store: Store) -> Network:
    """The network of a store as it is now."""
    return Network(parts(store))
