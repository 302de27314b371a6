"""What a document says of each of its facts, so that lists tell it without the store. Pure.

By the columns of the queries that ask a store for the same (graph/queries/facts-*.rq), of which graph/facts.py makes
facts. All of it stands in the document's own graph: it comes and goes with that.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from graph.nodes import text as sound
from ontology.terms import DCTERMS, PGO, PLOVER, RDF

Span = tuple[int, int]
Values = dict[str, dict[str, None]]
Row = Mapping[str, Any]

_CLAIM: Final = {PGO.attributedTo: "claim"}
_COLUMNS: Final[Mapping[str, Mapping[NamedNode, str]]] = {
    "fact": {RDF.subject: "subject", RDF.predicate: "predicate", RDF.object: "object"},
    "provision": {
        RDF.type: "predicate",
        PGO.order: "subject",
        PGO.bearer: "object",
        PGO.counterparty: "counterparty",
        PGO.action: "value",
        PGO.condition: "condition",
        PGO.deadline: "deadline",
        PGO.due: "due",
        **_CLAIM,
    },
    "statement": {
        PGO.speaker: "subject",
        PGO.about: "object",
        PGO.content: "value",
        PGO.direct: "direct",
        PGO.stance: "stance",
        **_CLAIM,
    },
    "event": {
        PGO.actor: "subject",
        PGO.eventType: "predicate",
        PGO.recipient: "object",
        PGO.place: "place",
        PGO.status: "status",
        PGO.eventMode: "mode",
        PGO.time: "time",
        PGO.quantity: "quantity",
        **_CLAIM,
    },
}
COLUMNS: Final = {(kind, node): column for kind, known in _COLUMNS.items() for node, column in known.items()}
"""(kind of fact, property) -> column."""
FAMILY_OF: Final = {"fact": "relation", **{kind: kind for kind in ("provision", "statement", "event")}}
"""The family of the facts of each kind, as their paths begin."""
ROLES: Final = frozenset(
    {RDF.subject, RDF.object} | {PGO.order, PGO.bearer, PGO.speaker, PGO.about, PGO.actor, PGO.recipient, PGO.place}
)
"""By what a thing takes part in a fact (see graph/queries/facts-of-entity.rq)."""
STATED: Final = frozenset(
    node.value for node in (PGO.number, DCTERMS.title, PGO.dateSigned, PGO.dateEffective, PGO.dateExpiring)
)
"""What documents state of an order's form (graph/details.py): literals, which tie it to nothing."""
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "fact": frozenset({"subject", "predicate", "object"}),
    "provision": frozenset({"subject", "predicate", "value"}),
    "statement": frozenset({"subject", "value", "direct"}),
    "event": frozenset({"predicate", "status"}),
}
_PARTIES: Final = ("subject", "object", "place", "counterparty")
_PLAIN: Final = re.compile(r"\d{4}-\d\d-\d\d|P[1-9]\d*[YD]|P[1-9]M")
"""Days, and durations that no store writes otherwise: PT24H may come back as P1D."""
_OFTEN: Final = ((PGO.Order.value.removesuffix("Order"), "\x02"), (PLOVER, "\x03"))
"""How IRIs begin, and what stands for that in the index: no JSON has these characters."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a document (IRI) says of a fact, by column; `object` is a list, `names` what it calls things (IRIs)."""

    document: str
    title: str
    date: str | None
    row: Row


def rows(
    told: Mapping[str, Values],
    confidence: Mapping[str, float],
    spans: Mapping[str, Iterable[Span]],
    names: Mapping[str, str],
    text: str,
) -> Iterator[tuple[str, Row]]:
    """The facts of a document by path, from what is told of each, where in its text, and what it calls things (IRIs);
    but for those of which more or less is told than one thing of each kind: what follows from that a store says."""
    for path, values in told.items():
        kind, places = path.partition("/")[0], {*spans.get(path, ())}
        several = any(len(some) > 1 for column, some in values.items() if (kind, column) != ("statement", "object"))
        unusual = several or len(places) != 1 or not all(map(_PLAIN.fullmatch, values.get("due", ())))
        if unusual or path not in confidence or not _NEEDED[kind] <= values.keys():
            continue
        ((start, end),) = places
        row: dict[str, Any] = {column: next(iter(some)) for column, some in values.items()}
        words = sound(text[start:end]).value
        things = {iri for column in _PARTIES for iri in values.get(column, ())}
        row |= {
            "object": sorted(values.get("object", ())),
            "names": {iri: names[iri] for iri in things if iri in names},
        }
        row |= {"confidence": confidence[path], "start": start, "end": end}
        yield path, row if row.get("value") == words else row | {"text": words}


def packed(row: Row, root: str) -> str:
    """A row as it stands in the index; `root` is what paths lie below."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    for begin, sign in ((root, "\x01"), *_OFTEN):
        text = text.replace(begin, sign)
    return text


def known(db: sqlite3.Connection, paths: Iterable[str], root: str) -> dict[str, Known]:
    """What documents say of the facts that have these paths, as far as the index has it."""
    found = db.execute(_KNOWN, (json.dumps([*paths]),))
    return {path: Known(document, title, day, _unpacked(text, root)) for path, document, title, day, text in found}


def about(db: sqlite3.Connection, value: str, root: str) -> dict[str, Known | None]:
    """The facts that a thing takes part in, by path, with what documents say of them, as far as the index has it; the
    thing as rows have it (`told.short`)."""
    return {
        path: None if text is None else Known(document, title, day, _unpacked(text, root))
        for path, document, title, day, text in db.execute(_ABOUT, (value,))
    }


def several(db: sqlite3.Connection, value: str) -> bool:
    """Whether more graphs than one tell facts that a thing takes part in; the thing as rows have it."""
    return len(db.execute(_GRAPHS, (value,)).fetchall()) > 1


def _unpacked(text: str, root: str) -> Row:
    for begin, sign in (*_OFTEN, (root, "\x01")):
        text = text.replace(sign, begin)
    row: dict[str, Any] = json.loads(text)
    return row if "text" in row else row | {"text": row["value"]}


# what people write of a fact in a graph of their own may be all of it: then it is told twice, as the store has it
_ALONE: Final = "NOT EXISTS (SELECT 1 FROM told o WHERE o.item = i.id AND o.graph <> f.graph)"
_KNOWN: Final = f"""SELECT i.path, g.name, g.title, g.day, f.said
                   FROM json_each(?) j CROSS JOIN items i ON i.path = j.value
                   CROSS JOIN facts f ON f.item = i.id AND {_ALONE} CROSS JOIN graphs g ON g.id = f.graph"""  # noqa: S608 - ours
_ROLES: Final = (
    "('subject', 'object', 'order', 'bearer', 'speaker', 'about', 'actor', 'recipient', 'place', 'stranger')"
)
_GRAPHS: Final = f"SELECT DISTINCT graph FROM told WHERE filter IN {_ROLES} AND value = ? LIMIT 2"  # noqa: S608
_ABOUT: Final = f"""SELECT i.path, g.name, g.title, g.day, f.said
                   FROM (SELECT DISTINCT t.item FROM told t CROSS JOIN items x ON x.id = t.item
                         WHERE t.filter IN {_ROLES} AND t.value = ?
                         AND (t.filter = 'stranger' OR x.kind IN ('fact', 'provision', 'statement', 'event'))) j
                   CROSS JOIN items i ON i.id = j.item
                   LEFT JOIN facts f ON f.item = i.id AND {_ALONE} LEFT JOIN graphs g ON g.id = f.graph"""  # noqa: S608 - ours
