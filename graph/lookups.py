"""Look-ups: things, orders, statements and events, page by page, each in an order that stays.

IRIs go in, and names do where a reporter would give them (see `graph.naming`); NotFound says what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.document_list import LIMIT, document_node
from graph.errors import NotFound
from graph.facts import EVERY, Fact, Thing, facts, fullness, local_name, thing
from graph.naming import CLASSES, entity_class, event_status, event_type, given_day, order_status, things, topics
from graph.nodes import number
from graph.queries import Term, select

if TYPE_CHECKING:
    from graph.store import Store

_Bindings = dict[str, list[Term] | None]
_DOCUMENTS = 50
_ALL = 1_000_000_000


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


def find_entities(
    store: Store, type: str | None = None, name: str | None = None, limit: int = LIMIT, offset: int = 0
) -> tuple[EntityLine, ...]:
    """Things of a type and with words of a name (the last may be cut short), those in most documents first."""
    classes = [entity_class(type)] if type else list(CLASSES.values())
    bindings: _Bindings = {"type": list(classes), "name": [Literal(name)] if name else None}
    rows = select(store, "entities", bindings, limit, offset)
    return tuple(
        EntityLine(
            row["entity"].value, row["entityLabel"].value, local_name(row["type"].value), int(row["documents"].value)
        )
        for row in rows
    )


def entity(store: Store, iri: str) -> Entity:
    """One thing (or office). Raises NotFound."""
    values: dict[str, list[str]] = {}
    for row in select(store, "entity", {"entity": [_node("entity", iri)]}):
        values.setdefault(local_name(row["property"].value), []).append(row["value"].value)
    if "label" not in values:
        raise NotFound("entity", iri)
    label = max(values["label"], key=fullness)
    names = {name for key in ("label", "altLabel") for name in values.get(key, []) if name != label}
    return Entity(
        iri=iri,
        label=label,
        types=tuple(sorted({local_name(t) for t in values.get("type", [])})),
        names=tuple(sorted(names)),
        number=min(values.get("number", []), default=None),
        same_as=tuple(sorted(set(values.get("sameAs", [])))),
        documents=tuple(sorted(set(values.get("mentionedIn", [])))),
    )


def facts_about(store: Store, iri: str) -> tuple[Fact, ...]:
    """Every fact that a thing takes part in, by family, date, document and place in the text. Raises NotFound."""
    node = _node("entity", iri)
    found = [row["fact"].value for row in select(store, "facts-of-entity", {"entity": [node]})]
    if not found and next(select(store, "entity", {"entity": [node]}), None) is None:
        raise NotFound("entity", iri)
    return tuple(sorted(facts(store, found, EVERY), key=_family_and_place))


def orders(
    store: Store,
    place: str | None = None,
    issuer: str | None = None,
    limit: int = LIMIT,
    offset: int = 0,
    status: tuple[str, str] | None = None,
    topic: str | None = None,
) -> tuple[OrderLine, ...]:
    """Orders, those in most documents first; `place`, `issuer` by name or IRI; `status` is one and the day of it."""
    bindings = {
        "place": _given(store, "place", place),
        "issuer": _given(store, "actor", issuer),
        "topic": _topic(topic),
    }
    bindings |= {"status": [order_status(status[0])], "on": [given_day(status[1])]} if status else {}
    return tuple(_order_lines(select(store, "orders", bindings, limit, offset)))


def order(store: Store, iri: str) -> tuple[OrderLine, tuple[Fact, ...]]:
    """One order with all that is known of it: its provisions first, then relations, events. Raises NotFound."""
    lines = list(_order_lines(select(store, "orders", {"order": [_node("order", iri)]})))
    if not lines:
        raise NotFound("order", iri)
    about = facts_about(store, iri)
    return lines[0], tuple(sorted(about, key=lambda fact: fact.family != "provision"))


def statements(
    store: Store,
    speaker: str | None = None,
    about: str | None = None,
    document: str | None = None,
    words: Iterable[str] = (),
    confidence: float | None = None,
    limit: int = LIMIT,
    offset: int = 0,
    topic: str | None = None,
) -> tuple[Fact, ...]:
    """Statements, newest documents first, in the order of the text; `words` begin words of the content, any of them.

    `confidence` is the least that they must have.
    """
    bindings: _Bindings = {
        "speaker": _given(store, "actor", speaker),
        "about": _given(store, "entity", about),
        "document": [document_node(store, document)] if document else None,
        "words": [Literal(word) for word in words] or None,
        "least": _least(confidence),
        "topic": _topic(topic),
    }
    return _page(store, "statement", bindings, limit, offset)


def events(
    store: Store,
    type: str | None = None,
    status: str | None = None,
    actor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    document: str | None = None,
    confidence: float | None = None,
    limit: int = LIMIT,
    offset: int = 0,
    topic: str | None = None,
) -> tuple[Fact, ...]:
    """Events, newest documents first, as they stand in the text; `type` a PLOVER code, `status` actual, planned …

    `confidence` is the least that they must have.
    """
    bindings: _Bindings = {
        "type": [event_type(type)] if type else None,
        "status": [event_status(status)] if status else None,
        "actor": _given(store, "actor", actor),
        "recipient": _given(store, "entity", recipient),
        "place": _given(store, "place", place),
        "document": [document_node(store, document)] if document else None,
        "least": _least(confidence),
        "topic": _topic(topic),
    }
    return _page(store, "event", bindings, limit, offset)


_SELECTIVE = ("document", "speaker", "about", "actor", "recipient", "place")


def _page(store: Store, family: str, bindings: _Bindings, limit: int, offset: int) -> tuple[Fact, ...]:
    if any(bindings.get(name) for name in _SELECTIVE):
        found = [row["fact"].value for row in select(store, f"{family}s", bindings, limit, offset)]
    else:
        found = list(islice(_by_document(store, family, bindings), offset, offset + limit))
    place = {iri: n for n, iri in enumerate(found)}
    return tuple(sorted(facts(store, found, [family]), key=lambda f: (place[f.iri], f.object or Thing("", ""))))


def _by_document(store: Store, family: str, bindings: _Bindings) -> Iterator[str]:
    """Facts' IRIs, some documents at a time: to sort all 60,000 statements of a million quads takes 4 s."""
    for offset in count(step=_DOCUMENTS):
        rows = list(select(store, "documents", limit=_DOCUMENTS, offset=offset))
        if not rows:
            return
        some = bindings | {"document": [row["document"] for row in rows]}
        yield from (row["fact"].value for row in select(store, f"{family}s", some, limit=_ALL))


def _given(store: Store, kind: str, name: str | None) -> list[Term] | None:
    return list(things(store, kind, name)) if name else None


def _topic(name: str | None) -> list[Term] | None:
    return list(topics(name)) if name else None


def _least(confidence: float | None) -> list[Term] | None:
    return None if confidence is None else [number(confidence)]


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


def _family_and_place(fact: Fact) -> tuple[str, str, str, int, int, str, str]:
    cited = fact.citation
    other = fact.object.iri if fact.object else ""
    return fact.family, cited.date or "", cited.document, cited.start, cited.end, fact.iri, other
