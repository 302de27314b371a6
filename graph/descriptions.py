"""Descriptions: graphs of what no document states: one for each place that the documents of a ledger speak of, and one
for each judgement in force.

They follow from the ledger alone: a place is described while a document mentions it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

from pyoxigraph import Quad

from graph.judgement_graphs import JudgementGraphs, judgement_graph
from graph.ledger import Ledger
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
    """The descriptions of a ledger's places and judgements."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings, self._things = settings, ledger.things
        self._judgements = JudgementGraphs(ledger, settings.base_iri)

    def moved(self) -> Iterator[tuple[str, tuple[Quad, ...]]]:
        """The graphs of what came, went or changed since this was asked last; without quads where one went."""
        yield from self._judgements.moved()
        moved = self._things.take_moved()
        there = self._things.places(moved)
        for place in moved:
            yield self._name(place), self._described(place) if place in there else ()

    def bring_up(self, store: Graphs) -> None:
        """Have a store describe the places and judgements of the ledger and no others."""
        judged, prefix = self._judgements.all(), judgement_graph(self._settings.base_iri, "")
        gone = {name for name in store.graphs() if name.startswith(prefix)} - judged.keys()
        store.replace_all(judged | dict.fromkeys(sorted(gone), ()))
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
