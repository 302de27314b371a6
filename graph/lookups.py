"""Look-ups: a thing, an order, and the facts about them, by their IRIs; NotFound says what is not there.

Which things there are, graph/listing.py tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.delta import INFERRED, name_of
from graph.errors import NotFound
from graph.facts import EVERY, Fact, Ground, Thing, citation, facts, fullness, local_name, thing
from graph.queries import Term, select
from ontology.terms import OWL, PGO, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from graph.store import Store

_Bindings = dict[str, list[Term] | None]
_DOCUMENTS = 50
_ALL = 1_000_000  # more than so many documents have; Virtuoso sorts no more than it is set up for


@dataclass(frozen=True, slots=True)
class EntityLine:
    """One thing in a list: `type` is one of naming.CLASSES, `documents` how many mention it, each story once."""

    iri: str
    label: str
    type: str
    documents: int


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing with all its names and kinds; `same_as` are addresses elsewhere (GeoNames), `documents` IRIs."""

    iri: str
    label: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    number: str | None
    same_as: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order with who issued it, where it applies, and the date of the first document that speaks of it."""

    iri: str
    label: str
    issuers: tuple[Thing, ...]
    places: tuple[Thing, ...]
    documents: int
    first_reported: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """What a document states of an order's form: `what` is number, title, dateSigned, dateEffective, dateExpiring."""

    what: str
    value: str
    ground: Ground


def entity(store: Store, iri: str) -> Entity:
    """One thing (or office). Raises NotFound."""
    told = _told(store, _node("entity", iri))
    if not (labels := told[RDFS.label]):
        raise NotFound("entity", iri)
    label = max(labels, key=fullness)
    return Entity(
        iri=iri,
        label=label,
        types=tuple(sorted({local_name(one) for one in told[RDF.type]})),
        names=tuple(sorted((labels | told[SKOS.altLabel]) - {label})),
        number=min(told[PGO.number], default=None),
        same_as=tuple(sorted(told[OWL.sameAs])),
        documents=tuple(sorted(told[PGO.mentionedIn])),
    )


def _told(store: Store, thing: NamedNode) -> Mapping[NamedNode, set[str]]:
    """What graphs say of a thing, by property, but for what is inferred: quad by quad, in a quarter of the time that a
    query for the same takes (180 ms, of what fifteen hundred documents speak of)."""
    found = defaultdict[NamedNode, set[str]](set)
    for quad in store.quads(pattern=(thing, None, None)):
        if (graph := name_of(quad)) and INFERRED not in graph and isinstance(quad.object, NamedNode | Literal):
            found[quad.predicate].add(quad.object.value)
    return found


def text_of(store: Store, document: str) -> str | None:
    """The order (IRI) of which a document is the text, if it is one; of several the first."""
    return min(
        (row["order"].value for row in select(store, "text-of", {"document": [NamedNode(document)]})), default=None
    )


def facts_about(store: Store, iri: str) -> tuple[Fact, ...]:
    """Every fact that a thing takes part in, by family, date, document and place in the text. Raises NotFound."""
    node = _node("entity", iri)
    found = [row["fact"].value for row in select(store, "facts-of-entity", {"entity": [node]})]
    if not found and next(select(store, "entity", {"entity": [node]}), None) is None:
        raise NotFound("entity", iri)
    return in_order(facts(store, found, EVERY))


def order(store: Store, iri: str) -> tuple[OrderLine, tuple[Fact, ...]]:
    """One order with all that is known of it: its provisions first, then relations, events. Raises NotFound."""
    lines = list(_order_lines(select(store, "orders", {"order": [_node("order", iri)]})))
    if not lines:
        raise NotFound("order", iri)
    about = facts_about(store, iri)
    return lines[0], tuple(sorted(about, key=lambda fact: fact.family != "provision"))


def details(store: Store, iri: str) -> tuple[Detail, ...]:
    """What documents state of an order's number, title and days, each with its evidence. Raises NotFound."""
    rows = select(store, "order-details", {"order": [_node("order", iri)]})
    return tuple(
        Detail(local_name(row["what"].value), row["value"].value, Ground(citation(row), row["fact"].value))
        for row in rows
    )


def _node(kind: str, iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise NotFound(kind, iri) from None


def _order_lines(rows: Iterable[dict[str, Term]]) -> Iterator[OrderLine]:
    groups: dict[str, list[dict[str, Term]]] = {}
    for row in rows:
        groups.setdefault(row["order"].value, []).append(row)
    for iri, lines in groups.items():
        yield OrderLine(
            iri=iri,
            label=lines[0]["orderLabel"].value,
            issuers=_distinct(lines, "issuer"),
            places=_distinct(lines, "place"),
            documents=int(lines[0]["documents"].value),
            first_reported=lines[0]["firstReported"].value if "firstReported" in lines[0] else None,
        )


def _distinct(rows: list[dict[str, Term]], column: str) -> tuple[Thing, ...]:
    """The things in a column, each once, under the fullest of its names."""
    found: dict[str, Thing] = {}
    for row in rows:
        if (one := thing(row, column)) is not None:
            found[one.iri] = max(one, found.get(one.iri, one), key=lambda named: fullness(named.label))
    return tuple(sorted(found.values(), key=lambda one: (one.label, one.iri)))


def place_of(fact: Fact) -> tuple[str, str, str, int, int, str]:
    """By what the facts of a thing come in order."""
    cited = fact.citation
    return fact.family, cited.date or "", cited.document, cited.start, cited.end, fact.iri


def in_order(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts by family, date, document and place in the text."""
    return tuple(sorted(found, key=lambda fact: (place_of(fact), fact.object.iri if fact.object else "")))
