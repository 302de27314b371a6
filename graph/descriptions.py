"""Descriptions: graphs of what no document states: one for each place, public body and person of a list of whom the
documents of a ledger speak, and one for each judgement in force.

They follow from the ledger alone: a thing is described while a document mentions it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Protocol

from pyoxigraph import Quad

from graph.authority import agencies, descriptions, tenures
from graph.authority.agencies import Agency
from graph.judgement_graphs import JudgementGraphs, judgement_graph
from graph.ledger import Ledger
from graph.places import Gazetteer, open_gazetteer
from graph.places.describe import describe, place_graph
from graph.settings import Settings

TOGETHER = 256  # descriptions that a store is given at once

_Described = tuple[str, tuple[Quad, ...]]  # a graph's name and its quads


class Graphs(Protocol):
    """A store, as far as its graphs go."""

    def graphs(self) -> Iterator[str]:
        """The names of all."""

    def replace_all(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Put these in the place of what has their names."""


class Descriptions:
    """The descriptions of what a ledger's documents speak of, and of its judgements."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._base, self._settings = settings.base_iri, settings
        self._things, self._authorities = ledger.things, ledger.authorities
        self._judgements = JudgementGraphs(ledger, settings.base_iri)

    def moved(self) -> Iterator[_Described]:
        """The graphs of what came, went or changed since this was asked last; without quads where one went."""
        yield from self._judgements.moved()
        moved = self._things.take_moved()
        yield from self._of_blocks(dict.fromkeys(moved, "") | self._things.described(moved))
        people = self._things.known.take_moved()
        yield from self._of_people({key: list[str]() for key in people} | self._things.known.paths(people))

    def bring_up(self, store: Graphs, *, ahead: bool = False) -> None:
        """Have a store describe what the documents of the ledger speak of, and its judgements, and nothing else.

        What is said of a place or a public body follows from its id, that of a person of a list is written anew.
        `ahead`: this is done once more, when nothing changes any more.
        """
        if not ahead:
            self._things.take_moved()
            self._things.known.take_moved()
        blocks, people, judged = self._things.described(), self._things.known.paths(), self._judgements.all()
        wanted = {name: block for block in blocks if (name := self._name(block)) is not None}
        lists = {tenures.graph_iri(key, self._base) for key in people}
        there = {name for name in store.graphs() if name.startswith(self._ours)}
        gone = dict.fromkeys(sorted(there - wanted.keys() - lists - judged.keys()), tuple[Quad, ...]())
        store.replace_all(gone | judged)
        missing = {wanted[name]: blocks[wanted[name]] for name in sorted(wanted.keys() - there)}
        for some in (self._of_blocks(missing), self._of_people(people)):
            while page := dict(islice(some, TOGETHER)):
                store.replace_all(page)

    @property
    def _ours(self) -> tuple[str, ...]:
        """What the names of descriptions begin with."""
        return place_graph(self._base, ""), f"{self._base}id/graph/authority/", judgement_graph(self._base, "")

    def _name(self, block: str) -> str | None:
        """The name of the graph that describes a place or a public body; None where no list has the body."""
        kind, _, name = block.partition("/")
        if kind == "place":
            return place_graph(self._base, name)
        agency = self._agencies.get(block)
        return None if agency is None else descriptions.graph_iri(agency, self._base)

    def _of_blocks(self, blocks: Mapping[str, str]) -> Iterator[_Described]:
        """The graphs of places and public bodies; without quads where there is no path."""
        for block, path in blocks.items():
            if (name := self._name(block)) is not None:
                yield name, tuple(self._described(block, path)) if path else ()

    def _described(self, block: str, path: str) -> Iterable[Quad]:
        kind, _, name = block.partition("/")
        if kind == "place":
            return describe(int(name), self._gazetteer, self._base)
        return descriptions.quads(self._agencies[block], self._base, {self._agencies[block].key: path})

    def _of_people(self, people: Mapping[str, Iterable[str]]) -> Iterator[_Described]:
        """The graphs of people of lists, by key, as what their paths say that they are; without quads where none do."""
        for key, paths in people.items():
            source, _, id_ = key.partition("/")
            person = self._authorities.find(source, id_)
            found = (quad for path in paths for quad in tenures.quads(person, self._base, path)) if person else ()
            yield tenures.graph_iri(key, self._base), tuple(dict.fromkeys(found))

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.path: agency for agency in agencies().values()}

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return open_gazetteer(self._settings)
