"""Where the quads live: one small interface, and the table of its implementations.

A store is a projection of the ledger: it may be deleted and rebuilt at any time. It is written by one process.
Results of `query` are used in the thread that asked: pyoxigraph aborts the process where another thread takes them up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pyoxigraph as ox

from graph.delta import Delta
from graph.errors import SettingsError
from graph.settings import Settings
from graph.store.oxigraph import DiskStore, MemoryStore, Successor
from graph.store.terms import ANY, WHOLE, Dataset, Pattern, Results, Term

__all__ = [
    "ANY",
    "STORES",
    "WHOLE",
    "Dataset",
    "DiskStore",
    "Pattern",
    "Results",
    "Store",
    "Successor",
    "Term",
    "open_store",
]


class Store(Protocol):
    """Named graphs of quads. Raises StorageLocked, StorageFull or StorageError where its disk fails it."""

    @property
    def generation(self) -> int:
        """Rises with every write: what was computed from an older generation may be stale."""
        ...

    def changed(self, since: int) -> Set[str] | None:
        """The graphs that writes have changed after a generation. None where there were so many, or everything was
        replaced, that any of them may have been.
        """
        ...

    @property
    def mark(self) -> Mapping[str, Any]:
        """What `settle` wrote last: the state of the ledger that the store is known to hold. Empty in a new store."""
        ...

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make these the quads of a graph, in one transaction. All must name it. On disk once settled."""
        ...

    def replace_all(self, graphs: Mapping[str, Iterable[ox.Quad]]) -> None:
        """Replace many graphs, fast where they are new; each is whole or as it was. No quads: the graph is dropped."""
        ...

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Put in quads beside those that there are, whatever their graphs; part of them after a failure."""
        ...

    def change(self, delta: Delta) -> None:
        """Take out and put in what a write by people changes, in one step; over HTTP graph by graph where it is very
        much. Blank nodes are meant, and stay, by their labels; quads that are not there, or are there already, are
        nothing."""
        ...

    def drop(self, graph: str) -> None:
        """Remove a graph with its quads, in one transaction; nothing happens where there is none."""
        ...

    def reload(self, quads: Iterable[ox.Quad]) -> None:
        """Make these all the quads there are: entirely or, after a failure or crash, not at all. Clears the mark."""
        ...

    def beside(self) -> AbstractContextManager[Successor]:
        """An empty store, to be filled while this one answers and takes writes: `fill`, `replace_all`, and at last
        `succeed`, by which it takes this one's place at once. Queries being answered go on over what was held before.
        Gone at the end of the block, unless it has succeeded.
        """
        ...

    def settle(self, mark: Mapping[str, Any]) -> None:
        """Write everything to the disk, then the mark (JSON), so that the mark never promises too much."""
        ...

    def query(
        self,
        sparql: str,
        bindings: Mapping[str, Term] | None = None,
        dataset: Dataset = WHOLE,
        base: str | None = None,
        seconds: float | None = None,
    ) -> Results:
        """Answer a SPARQL query over the union of all graphs, those it names by FROM, or a data set given instead.

        `bindings` gives values to variables that the query selects (names without `?`); relative IRIs in the query
        start from `base`, and do not parse without. `seconds` is how long it may take, where that can be held to: the
        engine within this process cannot be stopped. Raises QueryError with line
        and column where it does not parse, QueryRefused where it may not run (SERVICE, updates, nested too deep).
        """
        ...

    def quads(self, graph: str | None = None, pattern: Pattern = ANY) -> Iterator[ox.Quad]:
        """The quads that match, of all graphs or of one ("": the default one), streaming."""
        ...

    def graphs(self) -> Iterator[str]:
        """The names of all graphs."""
        ...

    def __len__(self) -> int:
        """How many quads there are."""
        ...

    def check(self) -> str:
        """What this is and that it works, for whoever looks after it. Raises StorageError where it does not."""
        ...

    def close(self) -> None:
        """Let go of the files; the store is of no use afterwards."""
        ...


def _remote(settings: Settings) -> Store:
    from graph.store.remote import RemoteStore  # and urllib3 with it

    return RemoteStore(settings)


STORES: dict[str, Callable[[Settings], Store]] = {
    "oxigraph": lambda settings: DiskStore(settings.store_path),
    "memory": lambda settings: MemoryStore(),
    "sparql-http": _remote,
}


def open_store(settings: Settings) -> Store:
    """The store that the settings name. Raises SettingsError for one there is not, StorageError for one that fails."""
    if settings.store not in STORES:
        raise SettingsError("store", f"no such store: {settings.store!r}; there are {', '.join(STORES)}")
    return STORES[settings.store](settings)
