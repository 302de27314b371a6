"""Containment: what a place lies in, as the graph knows it, from the nearest up to the country; what lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.errors import NotFound
from graph.facts import Thing
from graph.queries import select
from graph.search import EXACT, MOST, Filters, Index, Kind, found, wanted

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


def orders_by_state(store: Store) -> tuple[tuple[Thing, int], ...]:
    """The states in which orders apply, there or in a place there, each with how many; most first."""
    rows = select(store, "orders-by-state")
    return tuple((Thing(r["state"].value, r["stateLabel"].value), int(r["orders"].value)) for r in rows)


def within(store: Store, index: Index, place: str) -> tuple[str, ...]:
    """The places of this name, or IRI, and all that lies in them, by IRI: those that are called just so, or else those
    that have the words. Raises NotFound."""
    iris = [place] if "://" in place else named(index, place, (Kind.PLACE,))
    try:
        places = [NamedNode(iri) for iri in iris]
    except ValueError:
        raise NotFound("place", place) from None
    inner = tuple(row["inner"].value for row in select(store, "contained", {"place": places})) if places else ()
    if not inner:
        raise NotFound("place", place)
    return inner


def named(index: Index, name: str, kinds: tuple[Kind, ...]) -> list[str]:
    """The things of some kinds that are called just so, or else those that have the words; the last may go on."""
    scores = dict(found(index, wanted(name, goes_on=True), Filters(kinds=kinds), MOST))
    return [iri for iri, score in scores.items() if score >= EXACT] or list(scores)


def called(index: Index, name: str, kinds: tuple[Kind, ...]) -> list[str]:
    """The things of some kinds that are called just so."""
    scores = found(index, wanted(name), Filters(kinds=kinds), MOST)
    return [iri for iri, score in scores if score >= EXACT]
