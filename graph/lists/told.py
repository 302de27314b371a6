"""What graphs tell of the things that stand in lists: rows of (path, filter, value). Pure.

Values are as short as they can be and still tell one from another: a path below `id/`, the local name of a code of ours
(`MOBILIZE`, `Requirement`, a topic's `9`), a literal's text; any other IRI whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.lists.facts import COLUMNS, FAMILY_OF, ROLES, Values
from graph.lists.table import FILTERS, KINDS, LISTS
from graph.model import Predicate
from ontology.terms import PGO, PLOVER, RDF, TOPICS

STORY: Final = "story"
"""Not asked for: by which document, reprints by their original's, a thing is told of."""
STRANGER: Final = "stranger"
"""Nor this: who takes part in what people write as a fact where no fact of ours would stand, at any IRI."""
SIGNED, REPORTED = "signed", "reported"
"""Nor these: the days from which an order's is taken."""

Row = tuple[str, str, str]

_OURS: Final = (PGO.Order.value.removesuffix("Order"), PLOVER, TOPICS)
_FACTS: Final = frozenset({"provision", "statement", "event"})
_OF_TYPE: Final = _FACTS | {"document", "office"}  # a document tells of these by their type, of others by a mention
_DAYS: Final = frozenset({"order"})
_PROVISION: Final = PGO.Provision.value  # of which every provision is, besides being of its kind
_TIES: Final = frozenset(PGO.Order.value.removesuffix("Order") + one.value for one in Predicate)
"""What relations say. An order's days and number, and topics, stand as relations do, but are not listed with them."""


def _properties() -> dict[tuple[str, NamedNode], str]:
    found = dict[tuple[str, NamedNode], str]()
    for one in FILTERS:
        kinds = (kind for name in one.of for kind in LISTS[name].kinds)
        found |= {(kind, node): one.name for kind in kinds for node in one.properties}
    return found


PROPERTIES: Final = _properties()
"""(kind of thing, property) -> filter."""
HEARD: Final = frozenset(node for _, node in (*PROPERTIES, *COLUMNS)) | {
    PGO.confidence,
    PGO.mentionedIn,
    PGO.reprintOf,
    PGO.dateSigned,
    RDF.type,
}


def short(iri: str, root: str = "") -> str:
    """An IRI as it stands in rows; a literal's text stays as it is. `root` is what paths lie below."""
    if root and iri.startswith(root):
        return iri.removeprefix(root)
    return iri.rpartition("#")[2] if iri.startswith(_OURS) else iri


def kind_of(path: str) -> str | None:
    """Which kind of thing a path names; None where none that stands in a list, or a part of one."""
    kind = path.partition("/")[0]
    return kind if kind in KINDS and "#" not in path else None


@dataclass(slots=True)
class Told:
    """What is told in one graph, heard quad by quad."""

    rows: dict[Row, None] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    facts: dict[str, Values] = field(default_factory=dict)  # what is said of each, by its path
    spoken_of: dict[str, None] = field(default_factory=dict)  # paths that a document tells of
    original: str | None = None  # the path of the document whose story this one prints

    def note(self, path: str, predicate: NamedNode, value: str, root: str) -> None:
        """Take note of one triple, by the path of its subject; `root` is what paths lie below."""
        kind = kind_of(path)
        if predicate in ROLES and kind not in FAMILY_OF:
            self.rows[path, STRANGER, short(value, root)] = None
        if kind is None:
            return
        if (name := PROPERTIES.get((kind, predicate))) and not _says_kind(kind, predicate, value):
            self.rows[path, name, short(value, root)] = None
        if (column := COLUMNS.get((kind, predicate))) and value != _PROVISION:
            self.facts.setdefault(path, {}).setdefault(column, {})[value] = None
        if predicate == PGO.confidence:
            self.confidence[path] = float(value)
        elif _tells_of(kind, predicate, value):
            self.spoken_of[path] = None
        elif predicate == PGO.dateSigned and kind in _DAYS:
            self.rows[path, SIGNED, value] = None
        elif predicate == PGO.reprintOf:
            self.original = short(value, root)

    def of_document(self, path: str, day: str | None) -> Iterator[Row]:
        """All rows of a document's graph, by its path and day."""
        yield from self.rows
        for one in self.spoken_of:
            yield one, STORY, self.original or path
            if day and kind_of(one) in _DAYS:
                yield one, REPORTED, day


def told_in(quads: Iterable[Quad], root: str) -> dict[str, list[Row]]:
    """The rows of quads of graphs that people write, by the graph's name."""
    found = defaultdict[str, Told](Told)
    for quad in quads:
        if (
            quad.predicate in HEARD
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode | Literal)
            and isinstance(quad.graph_name, NamedNode)
        ):
            path = quad.subject.value.removeprefix(root)
            found[quad.graph_name.value].note(path, quad.predicate, quad.object.value, root)
    return {name: list(told.rows) for name, told in found.items()}


def _tells_of(kind: str, predicate: NamedNode, value: str) -> bool:
    """Whether a document tells of a thing by this: it mentions it, or is where a fact stands."""
    if predicate == RDF.predicate:
        return value in _TIES
    return predicate == PGO.mentionedIn or (predicate == RDF.type and kind in _OF_TYPE)


def _says_kind(kind: str, predicate: NamedNode, value: str) -> bool:
    """Whether it only says that an order is an order, which its path says already."""
    return predicate == RDF.type and value.rpartition("#")[2].lower() == kind
