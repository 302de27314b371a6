"""How much a store holds, of what: the figures that a description of its data set has."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ontology.terms import PGO

if TYPE_CHECKING:
    from graph.store import Store

REST: Final = 10  # after counting, so many times as long nothing is counted anew: a tenth of one core, whoever asks
CLASSES: Final = "SELECT ?of (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?of FILTER(isIRI(?of)) } GROUP BY ?of"
PROPERTIES: Final = "SELECT ?of (COUNT(*) AS ?n) { ?thing ?of ?value } GROUP BY ?of"
SUBJECTS: Final = "SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing ?property ?value }"
SHOWN: Final = (PGO.Order, PGO.Person, PGO.Statement)


@dataclass(frozen=True, slots=True)
class Extent:
    """Figures of all graphs together: quads, things that something is said of, by class and by property, most first;
    and one thing of each of some classes, to look at."""

    quads: int
    subjects: int
    classes: tuple[tuple[NamedNode, int], ...]
    properties: tuple[tuple[NamedNode, int], ...]
    examples: tuple[NamedNode, ...]


def extent(store: Store) -> Extent:
    """Count, which takes seconds where there are millions of quads."""
    classes, properties = _counted(store, CLASSES), _counted(store, PROPERTIES)
    examples = [_first(store, f"SELECT ?thing {{ ?thing a {name} }} LIMIT 1", "thing") for name in SHOWN]
    return Extent(
        quads=sum(number for _, number in properties),
        subjects=int(getattr(_first(store, SUBJECTS, "n"), "value", 0)),
        classes=classes,
        properties=properties,
        examples=tuple(thing for thing in examples if isinstance(thing, NamedNode)),
    )


class LatestExtent:
    """What was counted last, counted anew once the store has changed, but not all the time."""

    def __init__(self) -> None:
        self._known: Extent | None = None
        self._generation, self._until = -1, 0.0
        self._counting = threading.Lock()

    def of(self, store: Store) -> Extent:
        """The store's figures, as they are or as they were a short while ago."""
        with self._counting:
            if self._known is None or (self._generation != store.generation and time.monotonic() >= self._until):
                began, self._generation = time.monotonic(), store.generation
                self._known = extent(store)
                self._until = time.monotonic() + REST * (time.monotonic() - began)
            return self._known


def _counted(store: Store, query: str) -> tuple[tuple[NamedNode, int], ...]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    counts = [(row["of"], int(row["n"].value)) for row in found]
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0].value)))


def _first(store: Store, query: str, name: str) -> NamedNode | Literal | None:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return next((row[name] for row in found), None)
