"""What was counted in an index, kept until that changes: who pages through a list, or sorts it otherwise, has the same
counts again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

Found = TypeVar("Found")
MOST: Final = 100  # counts, of up to a hundred values of each of several filters


class Kept:
    """The last counts of a generation, for several threads."""

    def __init__(self) -> None:
        self._found, self._generation, self._lock = OrderedDict[Hashable, Any](), -1, threading.Lock()

    def of(self, generation: int, what: Hashable, count: Callable[[], Found]) -> Found:
        """What was counted in this generation, or is now; `generation` is read before."""
        with self._lock:
            if generation > self._generation:
                self._found.clear()
                self._generation = generation
            if what in self._found:
                return cast(Found, self._found[what])
        found = count()
        with self._lock:
            if generation == self._generation:  # else it may be of no use to anybody
                self._found[what] = found
                while len(self._found) > MOST:
                    self._found.popitem(last=False)
        return found
