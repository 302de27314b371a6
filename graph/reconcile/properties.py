"""Properties of things, as somebody who has a table would ask for them: properties.csv says which there are, of which
kinds of things, and by which paths of SPARQL their values are found."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph.facts import fullness, local_name
from graph.queries import Term, bound, rows_of
from graph.search import Kind
from graph.search.kinds import THINGS
from ontology.terms import PREFIXES

if TYPE_CHECKING:
    from graph.store import Store

LITERALS: Final = ("text", "number", "day")
_TABLE: Final = Path(__file__).with_name("properties.csv")
_HEAD: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_TERMS: Final = 3000  # terms in a query, of some 150 characters each
_EACH: Final = (
    '{{ VALUES ?thing {{ UNDEF }} VALUES ?value {{ UNDEF }} ?thing {path} ?value BIND("{id}" AS ?property) }}'
)
_ALL: Final = _HEAD + "SELECT DISTINCT ?thing ?property ?value WHERE {{ {each} }}"


@dataclass(frozen=True, slots=True)
class Property:
    """One property. `of`: the kinds that have it. `values`: text, number, day, thing, or things of one kind. `told`: it
    tells one thing from another of the same name."""

    id: str
    name: str
    of: frozenset[Kind]
    paths: tuple[str, ...]
    values: str
    told: frozenset[Kind]

    @property
    def of_things(self) -> bool:
        """Whether its values are things, and not words, numbers or days."""
        return self.values not in LITERALS

    @property
    def of_places(self) -> bool:
        """Whether its values are places: what lies in one has it, too."""
        return self.values == Kind.PLACE


_LABEL: Final = Property("label", "label", frozenset(), ("rdfs:label",), "text", frozenset())


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A value: what it reads like, and the IRI of a thing."""

    text: str
    iri: str | None = None


@cache
def properties() -> dict[str, Property]:
    """All properties by id."""
    lines = defaultdict[str, list[dict[str, str]]](list)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            lines[line["id"]].append(line)
    return {id: _property(id, of_one) for id, of_one in lines.items()}


def _property(id: str, lines: list[dict[str, str]]) -> Property:
    return Property(
        id=id,
        name=lines[0]["name"],
        of=frozenset(kind for line in lines for kind in _kinds(line)),
        paths=tuple(path for line in lines for path in line["paths"].split()),
        values=lines[0]["values"],
        told=frozenset(kind for line in lines if line["told"] for kind in _kinds(line)),
    )


def _kinds(line: dict[str, str]) -> list[Kind]:
    return [Kind(kind) for kind in line["of"].split()] or list(THINGS.values())


def values(store: Store, iris: Iterable[str], wanted: Iterable[Property]) -> dict[str, dict[str, tuple[Value, ...]]]:
    """Thing -> property -> its values, sorted; each under the fullest of its names."""
    has = list(_rows(store, list(wanted), "thing", [NamedNode(iri) for iri in iris]))
    names = _names(store, {row["value"] for row in has})
    found = defaultdict[str, dict[str, set[Value]]](lambda: defaultdict(set))
    for row in has:
        found[row["thing"].value][row["property"].value].add(_value(row["value"], names))
    return {iri: {id: tuple(sorted(some)) for id, some in by_id.items()} for iri, by_id in found.items()}


def _names(store: Store, terms: Iterable[Term]) -> dict[str, str]:
    """The fullest name of each thing: asked for once, as a place has its in thousands of graphs."""
    names = dict[str, str]()
    for row in _rows(store, [_LABEL], "thing", sorted({t for t in terms if isinstance(t, NamedNode)}, key=str)):
        iri, name = row["thing"].value, row["value"].value
        names[iri] = max(name, names.get(iri, name), key=fullness)
    return names


def having(store: Store, wanted: Property, terms: Iterable[Term]) -> set[str]:
    """The things that have any of some values."""
    return {row["thing"].value for row in _rows(store, [wanted], "value", list(terms))}


def _value(term: Term, names: dict[str, str]) -> Value:
    if isinstance(term, Literal):
        return Value(term.value)
    return Value(names.get(term.value) or local_name(term.value), term.value)


def _rows(store: Store, wanted: list[Property], parameter: str, terms: list[Any]) -> Iterable[dict[str, Term]]:
    """The rows for any number of things, or of values; a query's text has its limits."""
    each = [_EACH.format(path=path, id=one.id) for one in wanted for path in one.paths]
    size = _TERMS // max(1, len(each))
    for start in range(0, len(terms) if wanted else 0, size):
        sparql = bound(_ALL.format(each=" UNION ".join(each)), {parameter: terms[start : start + size]})
        solutions = store.query(sparql)
        assert isinstance(solutions, QuerySolutions)
        yield from rows_of(solutions)
