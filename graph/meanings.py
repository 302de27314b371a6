"""What fits a filter of a list: from words that a reporter would write to values as the rows of lists have them.

MEANINGS has a line for each `fits` of graph/lists/lists.toml; CHOICES has those of which all values are known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.containment import called, named, within
from graph.document_list import document_node
from graph.errors import NotFound
from graph.facts import KINDS
from graph.instrument import kinds
from graph.lists.told import short
from graph.model import EntityType, EventStatus, EventType, Predicate, ProvisionKind
from graph.naming import given_day, given_share, order_status, topics
from graph.queries import Term, select
from graph.search import THINGS, Index, Kind, wanted
from graph.search.terms import MOSTWORDS, words_of
from graph.search.terms import Term as Words

if TYPE_CHECKING:
    from graph.store import Store

Values = Iterable[str | float]
AROUND: Final = (Kind.PERSON, Kind.AGENCY, Kind.ORGANIZATION, Kind.GROUP, Kind.PLACE)
"""What an order may be known by besides its name: who issued it, where it applies."""


@dataclass(frozen=True, slots=True)
class Where:
    """In what is looked up what a value means; `on` is the day of an order's status."""

    store: Store
    index: Index
    on: str

    @property
    def root(self) -> str:
        """What paths lie below."""
        return self.index.root


def _provision(kind: ProvisionKind) -> str:
    return next(short(node.value) for node, one in KINDS.items() if one is kind)


_KINDS: Final = {
    "provision": {kind.value: _provision(kind) for kind in ProvisionKind},
    "event type": {one.value: one.value for one in EventType},
    "relation": {one.value: one.value for one in Predicate},
}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    **_KINDS,
    "fact": {given: given for known in _KINDS.values() for given in known},
    "family": {"relation": "fact", "provision": "provision", "statement": "statement", "event": "event"},
    "class": {one.value: one.value.lower() for one in EntityType},
    "instrument": {name: name for name in sorted(kinds())},
    "event status": {one.value: one.value for one in EventStatus},
    "stance": {"inFavour": "inFavour", "against": "against"},
    "flag": {"true": "true", "false": "false"},
}
"""By what fits: what can be given -> what rows have."""


def _choice(fits: str) -> Callable[[Where, str], Values]:
    known = {given.lower(): value for given, value in CHOICES[fits].items()}

    def meant(where: Where, given: str) -> Values:
        if given.lower() not in known:
            raise ValueError(f"{given!r} is none of {', '.join(CHOICES[fits])}")
        return [known[given.lower()]]

    return meant


def _fact(where: Where, given: str) -> Values:
    """Of any family: both an order's provision and a relation of orders may be one that `revokes`."""
    (name,) = _choice("fact")(where, given)
    return [known[str(name)] for known in _KINDS.values() if name in known]


def _thing(what: str, *kinds: str) -> Callable[[Where, str], Values]:
    """Things by path, IRI or name. Raises NotFound."""

    def meant(where: Where, given: str) -> Values:
        path = short(given, where.root)
        if "/" in path:
            with where.index.reading() as db:
                if db.execute("SELECT 1 FROM names WHERE path = ?", (path,)).fetchone():
                    return [path]
        found = [] if "://" in given else named(where.index, given, tuple(THINGS[kind] for kind in kinds))
        if not found:
            raise NotFound(what, given)
        return sorted(short(iri, where.root) for iri in found)

    return meant


def _order(where: Where, given: str) -> Values:
    """Orders by path, IRI or number; that are called so, apply in a place or were issued by somebody who is; or else
    that have the words in a name. Raises NotFound."""
    if "/" in short(given, where.root):
        return _thing("order", "order")(where, given)
    exact, around = (called(where.index, given, kinds) for kinds in ((Kind.ORDER,), AROUND))
    paths = {short(iri, where.root) for iri in exact}
    with where.index.reading() as db:
        asked = json.dumps([short(iri, where.root) for iri in around])
        paths |= {path for path, *_ in db.execute(_ORDERS, (given, asked))}
    return sorted(paths) or _thing("order", "order")(where, given)


def _place(where: Where, given: str) -> Values:
    if given.startswith("place/"):
        given = where.root + given
    return [short(iri, where.root) for iri in within(where.store, where.index, given)]


def _standing(where: Where, given: str) -> Values:
    bindings: dict[str, list[Term]] = {"status": [order_status(given)], "on": [given_day(where.on)]}
    return [short(row["order"].value, where.root) for row in select(where.store, "orders-standing", bindings)]


def _document(where: Where, given: str) -> Values:
    return [document_node(where.store, given.removeprefix("document/")).value]


def _topic(where: Where, given: str) -> Values:
    return [short(node.value) for node in topics(given)]


def _name(where: Where, given: str) -> Values:
    """For FTS5: the words in a row, of which the last may go on."""
    return [str(wanted(given, goes_on=True).in_a_row)]


def _words(where: Where, given: str) -> Values:
    """For FTS5: any of the words, each of which may go on."""
    return [str(Words((word,), is_open=True)) for word in words_of(given)[:MOSTWORDS]]


MEANINGS: Final[Mapping[str, Callable[[Where, str], Values]]] = {
    **{fits: _choice(fits) for fits in CHOICES},
    "fact": _fact,
    "thing": _thing("thing", "person", "agency", "organization", "group", "place", "order", "policy", "office"),
    "actor": _thing("actor", "person", "agency", "organization", "group", "place"),
    "entity": _thing("entity", "person", "agency", "organization", "group", "place", "order", "policy"),
    "office": _thing("office", "office"),
    "order": _order,
    "place": _place,
    "order status": _standing,
    "document": _document,
    "topic": _topic,
    "name": _name,
    "words": _words,
    "day": lambda where, given: [given_day(given).value],
    "share": lambda where, given: [float(given_share(given).value)],
    "text": lambda where, given: [given],
    "code": lambda where, given: [given.rpartition("#")[2]],
}
"""By what fits: what a value means, as rows have it; any of several will do. Raises NotFound, ValueError."""
_ORDERS: Final = """SELECT i.path FROM told t JOIN items i ON i.id = t.item WHERE t.filter = 'number' AND t.value = ?
                   AND i.kind = 'order' UNION SELECT i.path FROM told t JOIN items i ON i.id = t.item
                   WHERE t.filter IN ('issuer', 'place') AND t.value IN (SELECT value FROM json_each(?))
                   AND i.kind = 'order'"""
ANY: Final = frozenset({"name", "words"})
"""Of these several become one value: any of them, in the language of FTS5."""


def meant(where: Where, fits: str, given: Iterable[str]) -> tuple[str | float, ...]:
    """What the values of a filter mean. Raises NotFound, ValueError."""
    values = tuple(dict.fromkeys(value for one in given for value in MEANINGS[fits](where, one) if value != ""))
    if fits not in ANY:
        return values
    if not values:
        raise ValueError("there is no word in it, of letters or digits")
    return (" OR ".join(str(value) for value in values),)


def shown(fits: str, value: str) -> str:
    """A value of a row as it would be given."""
    return next((given for given, known in CHOICES.get(fits, {}).items() if known == value), value)
