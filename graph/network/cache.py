"""A store's network, read when first asked for; it follows what is written, document by document."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from graph.network.network import Network
from graph.network.ties import Part, parts, tells
from graph.store.oxigraph import MemoryStore

if TYPE_CHECKING:
    from graph.store import Store

Result = TypeVar("Result")

TOGETHER: Final = 100  # graphs that are read at once: some 100,000 quads in memory for a moment


class Cache:
    """A store's network, for several threads, and what was computed of it: once for each generation."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading, self._computing = threading.RLock(), threading.Lock()
        self._network: Network | None = None
        self._generation = -1
        self._results = dict[str, tuple[int, Any]]()

    @property
    def is_read(self) -> bool:
        """Whether the network is in memory."""
        return self._network is not None

    @contextmanager
    def reading(self) -> Iterator[Network]:
        """The network as the store is now, which nobody changes within the block. Raises StorageError."""
        with self._reading:
            yield self._followed()

    def result(self, name: str, prepare: Callable[[Network], Any], compute: Callable[[Any], Result]) -> Result:
        """What `compute` makes of what `prepare` takes from the network; the latter alone keeps others waiting. One is
        computed after the other, once for each generation."""
        if (kept := self._kept(name)) is not None:
            return cast(Result, kept[1])
        with self._computing:
            if (kept := self._kept(name)) is not None:  # by whoever computed it meanwhile
                return cast(Result, kept[1])
            with self.reading() as network:
                generation, prepared = self._generation, prepare(network)
            found = compute(prepared)
            self._results[name] = generation, found
            return found

    def _kept(self, name: str) -> tuple[int, Any] | None:
        """A result, if it is of the network as it is now."""
        with self.reading():
            known = self._results.get(name)
            return known if known is not None and known[0] == self._generation else None

    def _followed(self) -> Network:
        store, network = self._store, self._network
        generation = store.generation
        changed = None if network is None else store.changed(self._generation)
        if network is None or changed is None or 2 * len(changed) > max(network.graphs, TOGETHER):
            network = Network(parts(store))
        elif changed:
            network.replace(_some(store, sorted(filter(tells, changed))))
        self._network, self._generation = network, generation
        return network


def _some(store: Store, graphs: Sequence[str]) -> dict[str, Part]:
    """What graphs tell, those that tell nothing (any more) among them. By a query over the whole store this takes as
    long as to read all of it, so they are copied first: 13 ms for a document of 1,200 quads."""
    found = dict.fromkeys(graphs, Part())
    for start in range(0, len(graphs), TOGETHER):
        found |= parts(_copy(store, graphs[start : start + TOGETHER]))
    return found


def _copy(store: Store, graphs: Collection[str]) -> Store:
    few = MemoryStore()
    few.add(quad for graph in graphs for quad in store.quads(graph))
    return few
