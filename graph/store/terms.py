"""What a store takes and gives: pyoxigraph's terms and answers, which are small, fast and typed."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query reads, by their IRIs, whatever it says by FROM; none: what it says, or else all of them.

    The `default` ones are read as one where the query says no GRAPH; the `named` ones are those that GRAPH finds.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it chooses any graph."""
        return bool(self.default or self.named)


WHOLE = Dataset()
