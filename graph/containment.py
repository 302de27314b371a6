"""Containment: what a place lies in, as the graph knows it, from the nearest up to the country; what lies in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.facts import Thing
from graph.queries import select

if TYPE_CHECKING:
    from graph.store import Store


def containers(store: Store, iri: str) -> tuple[Thing, ...]:
    """What the place with this IRI lies in; of several, the one with the smallest IRI. None for what is no place."""
    over: dict[str, Thing] = {}
    for row in select(store, "containment", {"place": [NamedNode(iri)]}):
        over.setdefault(row["inner"].value, Thing(row["outer"].value, row["outerLabel"].value))
    found: list[Thing] = []
    while (outer := over.pop(iri, None)) is not None:  # popped: containment that goes in circles comes to an end
        found.append(outer)
        iri = outer.iri
    return tuple(found)


def contained(store: Store, places: Iterable[NamedNode]) -> tuple[str, ...]:
    """The places and all that lies in them, by IRI."""
    return tuple(row["inner"].value for row in select(store, "contained", {"place": places}))
