"""How well documents and orders are given their topics, by the gold that tells what a reader would file them under.

The gold (tests/gold/topics.csv) has a line for each case, and one for each order whose topics are not its document's:
one topic or two, the main one first. `first` is the share of things whose first topic is one of the reader's, of those
that are given any; `main` of those whose first topic is the reader's first; precision, recall and F1 count all topics.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graph.case import read_case
from graph.evaluate.scores import Counts
from graph.model import Document, EntityType, Record
from graph.topics import About, topics

Wanted = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What things were given, beside what a reader gives them."""

    things: tuple[tuple[tuple[About, ...], Wanted], ...]

    @property
    def some(self) -> list[tuple[str, Wanted]]:
        """The first topics of those that were given any."""
        return [(found[0].topic, wanted) for found, wanted in self.things if found]

    @property
    def first(self) -> float:
        """The share of first topics that are a reader's."""
        return sum(topic in wanted for topic, wanted in self.some) / max(1, len(self.some))

    @property
    def main(self) -> float:
        """The share of first topics that are a reader's first."""
        return sum(topic == wanted[0] for topic, wanted in self.some) / max(1, len(self.some))

    @property
    def counts(self) -> Counts:
        """Of all topics."""
        told = [({about.topic for about in found}, set(wanted)) for found, wanted in self.things]
        hits, given, wanted = (sum(map(len, s)) for s in zip(*((g & w, g, w) for g, w in told), strict=True))
        return Counts(hits, given, wanted)


def read_gold(path: Path) -> dict[str, dict[str, Wanted]]:
    """By case, its topics (under "") and those of its orders."""
    gold: dict[str, dict[str, Wanted]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            gold.setdefault(row["case"], {})[row["order"]] = tuple(row["topics"].split(";"))
    return gold


def score_topics(gold: Mapping[str, Mapping[str, Wanted]], folder: Path, among: Collection[str]) -> dict[str, Given]:
    """Of the cases of some of a folder's folders, documents and orders as the cases have them."""
    found = dict[str, list[tuple[tuple[About, ...], Wanted]]](documents=[], orders=[])
    for case, wanted in gold.items():
        if case.rpartition("/")[0] in among:
            document, record = read_case(folder / f"{case}.json")
            for family, about, order in _given(document, record):
                found[family].append((about, wanted.get(order, wanted[""])))
    return {family: Given(tuple(things)) for family, things in found.items()}


def _given(document: Document, record: Record) -> Iterator[tuple[str, tuple[About, ...], str]]:
    told = topics(replace(document, title=None), record)  # a case's title is the name of its file, which tells too much
    yield "documents", told.document, ""
    for entity in record.entities:
        if entity.type is EntityType.ORDER:
            yield "orders", told.orders[entity.id], entity.id
