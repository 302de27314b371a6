"""Descriptions: graphs of what no document states, one for each place that the documents of a ledger speak of.

They follow from the ledger alone: a place is described while a document mentions it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from pyoxigraph import Quad

from graph.ledger_things import Things
from graph.places import Gazetteer, open_gazetteer
from graph.places.describe import describe, place_graph
from graph.settings import Settings


class Graphs(Protocol):
    """A store, as far as its graphs go."""

    def graphs(self) -> Iterator[str]:
        """The names of all."""

    def replace_all(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Put these in the place of what has their names."""


class Descriptions:
    """The descriptions of a ledger's places."""

    def __init__(self, settings: Settings, things: Things) -> None:
        self._settings, self._things = settings, things

    def moved(self) -> Iterator[tuple[str, tuple[Quad, ...]]]:
        """The graphs of the places that came or went since this was asked last; without quads where one went."""
        moved = self._things.take_moved()
        there = self._things.places(moved)
        for place in moved:
            yield self._name(place), self._described(place) if place in there else ()

    def bring_up(self, store: Graphs) -> None:
        """Have a store describe the places of the ledger and no others."""
        self._things.take_moved()
        wanted = {self._name(place): place for place in self._things.places()}
        there = {name for name in store.graphs() if name.startswith(place_graph(self._settings.base_iri, ""))}
        store.replace_all(dict.fromkeys(sorted(there - wanted.keys()), ()))
        store.replace_all({name: self._described(wanted[name]) for name in sorted(wanted.keys() - there)})

    def _name(self, place: str) -> str:
        return place_graph(self._settings.base_iri, place)

    def _described(self, place: str) -> tuple[Quad, ...]:
        return describe(int(place), self._gazetteer, self._settings.base_iri)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return open_gazetteer(self._settings)
