"""Ties: facts between two things as the network has them, and what graphs call those things, graph by graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

from graph.facts import code
from graph.projection import TYPES
from graph.queries import Term, select

if TYPE_CHECKING:
    from graph.store import Store

DESCRIBED: Final = "/id/graph/"  # in the names of graphs that are inferred, or describe what no document tells
_CLASSES: Final = {node.value: name for name, node in TYPES.items()}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Standing(StrEnum):
    """How a fact is told, the surest first: as it is, as somebody's words, or as an event that has not happened."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Tie:
    """A fact between two things; fields are as of projection.Edge. `graph` states it, `topics` are IRIs.

    `confidence` is 0 to 1. `time` is the event's own day or words, `date` the document's day. `is_claim`: it stands in
    what somebody says.
    """

    source: str
    target: str
    predicate: str
    family: str
    role: str
    fact: str
    graph: str
    evidence: str
    confidence: float
    status: str | None = None
    stance: str | None = None
    time: str | None = None
    date: str | None = None
    topics: tuple[str, ...] = ()
    is_claim: bool = False

    @property
    def standing(self) -> Standing:
        """How it is told."""
        if self.status is not None and self.status != "actual":
            return Standing(self.status)
        return Standing.CLAIMED if self.is_claim else Standing.ASSERTED

    @property
    def day(self) -> str | None:
        """When it was: the event's own day, else that of the document."""
        return self.time if self.time and _DAY.fullmatch(self.time) else self.date

    def other(self, iri: str) -> str:
        """The end that is not `iri`."""
        return self.target if iri == self.source else self.source


class Name(NamedTuple):
    """What a graph calls a thing, and of what type it has it: a key of TYPES."""

    thing: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one graph tells of the network."""

    ties: tuple[Tie, ...] = ()
    names: tuple[Name, ...] = ()


def parts(store: Store) -> dict[str, Part]:
    """What each graph of a store tells that tells something."""
    ties, names = dict[str, dict[tuple[str, str, str, str], Tie]](), dict[str, set[Name]]()
    for row in select(store, "ties"):
        _merge(ties.setdefault(intern(row["document"].value), {}), _tie(row))
    for row in select(store, "ties-named", {"type": TYPES.values()}):
        named = Name(_text(row, "thing"), _CLASSES[row["type"].value], _text(row, "name"))
        names.setdefault(intern(row["document"].value), set()).add(named)
    return {
        graph: Part(tuple(ties.get(graph, {}).values()), tuple(names.get(graph, ())))
        for graph in ties.keys() | names.keys()
    }


def tells(graph: str) -> bool:
    """Whether a graph of this name can tell anything of the network."""
    return bool(graph) and DESCRIBED not in graph


def _merge(known: dict[tuple[str, str, str, str], Tie], tie: Tie) -> None:
    """Take up a row; those of one fact and pair differ in topics, or in which of several spans is the evidence."""
    key = tie.fact, tie.source, tie.target, tie.role
    if (before := known.get(key)) is not None:
        topics = tuple(sorted({*before.topics, *tie.topics}))
        tie = replace(min(before, tie, key=lambda one: (one.evidence, one.predicate)), topics=topics)
    known[key] = tie


def _tie(row: Mapping[str, Term]) -> Tie:
    return Tie(
        source=_text(row, "source"),
        target=_text(row, "target"),
        predicate=_code(row, "predicate") or "says",
        family=_text(row, "family"),
        role=_text(row, "role"),
        fact=row["fact"].value,
        graph=_text(row, "document"),
        evidence=row["evidence"].value,
        confidence=float(row["confidence"].value),
        status=_code(row, "status"),
        stance=_code(row, "stance"),
        time=_known(row, "time"),
        date=_known(row, "date"),
        topics=(_text(row, "topic"),) if "topic" in row else (),
        is_claim="claim" in row,
    )


def _text(row: Mapping[str, Term], column: str) -> str:
    """A value, which stands in memory once however many ties have it."""
    return intern(row[column].value)


def _known(row: Mapping[str, Term], column: str) -> str | None:
    return _text(row, column) if column in row else None


def _code(row: Mapping[str, Term], column: str) -> str | None:
    return intern(code(row[column])) if column in row else None
