"""The graph as tables for CSV, Parquet and SQLite: documents, things, orders, edges, facts, as tables.toml says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal

from graph.document_list import DocumentLine
from graph.export.view import View
from graph.facts import Fact, Thing, local_name
from graph.instrument import kinds
from graph.projection import Edge
from graph.queries import select
from ontology.terms import PGO, RDF

Row = tuple[object, ...]

TITLE: Final = "Government orders: what they say, who says what of them, what happened"


def made_by() -> tuple[str, str]:
    """The version of policygraph that makes a file, and when: for whoever finds it."""
    return version("policygraph"), datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `refers` is the table and the column where all its values stand."""

    name: str
    type: str
    says: str
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its rows are, which column no two rows have alike, and its columns."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: str | None = None


def _read(name: str, row: Mapping[str, Any]) -> Table:
    return Table(name, row["says"], tuple(Column(**column) for column in row["columns"]), row.get("key"))


_FILE: Final = Path(__file__).with_name("tables.toml")
TABLES: Final = {name: _read(name, row) for name, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}


def tables(view: View) -> Iterator[tuple[Table, Iterable[Row]]]:
    """Each table of a view with its rows, which come as they are found."""
    if view.plain:
        yield TABLES["nodes"], map(astuple, view.nodes())
        yield replace(TABLES["links"], name="edges"), (_link(edge) for edge in view.edges())
        yield replace(TABLES["literals"], name="facts"), _literals(view)
        return
    yield TABLES["documents"], map(_document, view.documents())
    yield TABLES["nodes"], map(astuple, view.nodes())
    yield TABLES["orders"], _orders(view)
    yield TABLES["statuses"], _statuses(view)
    yield TABLES["edges"], map(astuple, view.edges())
    yield TABLES["facts"], map(_fact, view.facts())


def _document(line: DocumentLine) -> Row:
    return (
        *(line.iri, line.id, line.label, line.date, line.url, line.publisher, line.author, line.language),
        *(line.characters, line.license, line.reprint_of),
    )


def _orders(view: View) -> Iterator[Row]:
    """Of several values that documents tell of an order the least."""
    rows = select(view.store, "order-particulars")
    for iri, some in groupby(rows, key=lambda row: row["order"].value):
        told: dict[str, str] = {}
        for row in some:
            name, value = row["property"], row["value"].value
            if name != RDF.type or local_name(value) in kinds():
                told.setdefault(name.value, value)
        kind = told.get(RDF.type.value)
        days = (told.get(node.value) for node in (PGO.dateSigned, PGO.dateEffective, PGO.dateExpiring))
        if view.has(iri):
            yield iri, local_name(kind) if kind else None, told.get(PGO.number.value), *days


def _statuses(view: View) -> Iterator[Row]:
    for row in select(view.store, "status-periods"):
        if view.has(iri := row["order"].value):
            until = row["until"].value if "until" in row else None
            yield iri, local_name(row["status"].value), row["since"].value, until, "orBefore" in row


def _fact(fact: Fact) -> Row:
    cited = fact.citation
    return (
        *(fact.family, fact.iri, *_pair(fact.subject), fact.predicate, *_pair(fact.object), fact.value),
        *(*_pair(fact.place), fact.status, fact.mode, fact.time, fact.quantity, fact.direct, fact.stance),
        *(fact.condition, fact.deadline, fact.due, *_pair(fact.counterparty), fact.claim, fact.confidence),
        *(cited.document, cited.title, cited.date, cited.start, cited.end, cited.text, cited.iri),
    )


def _pair(thing: Thing | None) -> tuple[str | None, str | None]:
    return (thing.iri, thing.label) if thing else (None, None)


def _link(edge: Edge) -> Row:
    return edge.source, edge.target, edge.predicate


def _literals(view: View) -> Iterator[Row]:
    for quad in view.store.quads():
        if isinstance(value := quad.object, Literal):
            subject = getattr(quad.subject, "value", str(quad.subject))
            yield subject, quad.predicate.value, value.value, value.datatype.value, value.language
