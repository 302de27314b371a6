"""Graphs that the ledger has and the store is to get, so that it gets many at once.

RocksDB writes anew all that there is, up to half a gigabyte an index, for every two loads: of 50,000 documents some
20 s of a processor's time. So documents wait for one another, packed as compressed N-Quads: 2.6 KB for one of
157 quads, a thirtieth of what they take as objects. Packing and unpacking them takes 0.3 ms.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

MOST = 2_000_000  # quads that wait: 40 MB; after a crash as many are to be made again, which takes half a minute
LAG = 120.0  # seconds that they wait
SHARE = 10  # or so many times as long as the store took for the ones before: a large one takes 20 s however few come

_FORMAT = ox.RdfFormat.N_QUADS


class Backlog(Mapping[str, Iterator[ox.Quad]]):
    """The quads of each graph by its name; none where it is to go."""

    def __init__(self, lag: float = LAG) -> None:
        self.lag = lag
        self._packed: dict[str, tuple[int, bytes]] = {}
        self._since = time.monotonic()
        self.quads = 0

    @property
    def is_full(self) -> bool:
        """Whether no more should wait."""
        return self.quads >= MOST

    @property
    def is_due(self) -> bool:
        """Whether the store is to get it: it is full, or old."""
        return self.is_full or time.monotonic() - self._since >= self.lag

    def __setitem__(self, graph: str, quads: Collection[ox.Quad]) -> None:
        """Have these wait, in the place of what waits there."""
        self.quads += len(quads) - self._packed.get(graph, (0, b""))[0]
        self._packed[graph] = len(quads), zlib.compress(ox.serialize(quads, format=_FORMAT) or b"", 1)

    def __getitem__(self, graph: str) -> Iterator[ox.Quad]:
        """The quads that wait for a graph."""
        return ox.parse(zlib.decompress(self._packed[graph][1]), format=_FORMAT)

    def __iter__(self) -> Iterator[str]:
        """The names of the graphs."""
        return iter(self._packed)

    def __len__(self) -> int:
        """How many graphs there are."""
        return len(self._packed)

    def joined(self, others: Iterable[tuple[str, Collection[ox.Quad]]]) -> Iterator[Backlog]:
        """These and then others, in backlogs that are not more than full."""
        part = self
        for graph, quads in others:
            part[graph] = quads
            if part.is_full:
                yield part
                part = Backlog()
        yield part

    def copy(self) -> Backlog:
        """The same once more: what comes to the one does not come to the other."""
        other = Backlog(self.lag)
        other._packed, other._since, other.quads = self._packed.copy(), self._since, self.quads
        return other
