"""The graph as a networkx graph, and what one asks of a network: neighbours, paths, degree, PageRank.

    >>> from graph.network import pagerank, project
    >>> network = project(store)                    # networkx.MultiDiGraph, nodes are IRIs
    >>> network.nodes[iri]["label"]
    >>> [(data["predicate"], data["date"], data["evidence"]) for _, _, data in network.out_edges(iri, data=True)]
    >>> pagerank(network)[:10]

networkx, because it is what researchers know and every export format of networks has a writer there; a path on its
own needs no projection (`shortest_path` searches the store).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from graph.errors import NotFound
from graph.paths import Step, shortest_path
from graph.projection import edges, nodes, to_networkx

if TYPE_CHECKING:
    from graph.store import Store

    Network = nx.MultiDiGraph[str]

__all__ = ["Cache", "Neighbour", "Ranked", "Step", "degree", "neighbours", "pagerank", "project", "shortest_path"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What an entity is tied to by one predicate in one direction: `out` where the entity is the edge's source."""

    iri: str
    label: str
    type: str | None
    predicate: str
    direction: str
    count: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node with its score."""

    iri: str
    label: str
    type: str | None
    score: float


def project(store: Store) -> Network:
    """The whole store as a MultiDiGraph: nodes with `label` and `type`, edges with projection.Edge's fields."""
    return to_networkx(nodes(store), edges(store))


class Cache:
    """A store's projection, built when first asked for and again after the store was written to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: tuple[int, Network] | None = None

    def network(self) -> Network:
        """The projection of the store as it is now."""
        generation = self._store.generation
        if self._held is None or self._held[0] != generation:
            self._held = generation, project(self._store)
        return self._held[1]


def neighbours(network: Network, iri: str, predicate: str | None = None) -> list[Neighbour]:
    """What an entity is tied to, with the number of facts for each predicate, most first. Raises NotFound."""
    if iri not in network:
        raise NotFound("entity", iri)
    ties = [(target, data["predicate"], "out") for _, target, data in network.out_edges(iri, data=True)]
    ties += [(source, data["predicate"], "in") for source, _, data in network.in_edges(iri, data=True)]
    counts = Counter(tie for tie in ties if predicate in (None, tie[1]))
    found = [
        Neighbour(other, *_label_and_type(network, other), tie, direction, count)
        for (other, tie, direction), count in counts.items()
    ]
    return sorted(found, key=lambda n: (-n.count, n.label, n.iri, n.predicate, n.direction))


def degree(network: Network) -> list[Ranked]:
    """All nodes by the number of facts that they take part in, most first."""
    return _ranked(network, dict(network.degree()))


def pagerank(network: Network) -> list[Ranked]:
    """All nodes by PageRank (they sum to 1), highest first; parallel facts add up."""
    return _ranked(network, nx.pagerank(network)) if network else []


def _ranked(network: Network, scores: dict[str, float]) -> list[Ranked]:
    found = [Ranked(iri, *_label_and_type(network, iri), score) for iri, score in scores.items()]
    return sorted(found, key=lambda node: (-node.score, node.iri))


def _label_and_type(network: Network, iri: str) -> tuple[str, str | None]:
    data = network.nodes[iri]
    return data["label"], data.get("type")
