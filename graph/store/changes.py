"""Which graphs writes have changed, so that what was made of them may follow them instead of being made anew."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

KEPT: Final = 20_000  # names of graphs: 4 MB; to read more of them than that again takes as long as to read them all


class Changes:
    """The generation of a store, and after which one each graph was changed last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, int] = {}  # graph -> generation, the latest at the end
        self._known = 0  # the generation from which on all changes are here
        self.generation = 0

    @contextmanager
    def of(self, graphs: Collection[str]) -> Iterator[None]:
        """A write that changes graphs. Whatever comes of it, what was made of them before may be stale."""
        try:
            yield
        finally:
            self.note(graphs)

    def note(self, graphs: Collection[str] | None) -> None:
        """Begin the next generation, in which these graphs have been changed; None: any of them may have been."""
        with self._lock:
            self.generation += 1
            for graph in graphs or ():
                self._last.pop(graph, None)
                self._last[graph] = self.generation
            if graphs is None or len(self._last) > KEPT:
                self._last.clear()
                self._known = self.generation

    def since(self, generation: int) -> set[str] | None:
        """The graphs that were changed after a generation; None where so much was that any of them may have been."""
        found = set[str]()
        with self._lock:
            if generation < self._known:
                return None
            for graph, last in reversed(self._last.items()):
                if last <= generation:
                    break
                found.add(graph)
        return found


class Changing:
    """A store of which is known what its writes change."""

    def __init__(self) -> None:
        self._changes = Changes()

    @property
    def generation(self) -> int:
        """Rises with every write."""
        return self._changes.generation

    def changed(self, since: int) -> set[str] | None:
        """The graphs that its writes have changed after a generation; None: any of them may have been."""
        return self._changes.since(since)
