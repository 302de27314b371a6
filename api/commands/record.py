"""A record as text: as JSON, as Turtle, and as tables for reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.settings import Settings

if TYPE_CHECKING:
    from graph.model import Document, Evidence, Record


def as_json(document: Document, record: Record, name: str, settings: Settings) -> str:
    """The JSON object that FORMAT.md describes, indented."""
    from graph.case import to_case

    return json.dumps(to_case(document, record, name), ensure_ascii=False, indent=1) + "\n"


def one_line(text: str) -> str:
    """Indented JSON on one line, which is how several documents follow one another."""
    return json.dumps(json.loads(text), ensure_ascii=False) + "\n"


def as_turtle(document: Document, record: Record, name: str, settings: Settings) -> str:
    """The document's graph as Turtle, with prefixes."""
    from pyoxigraph import RdfFormat, serialize

    from graph.rdf import quads
    from graph.resolve import resolve
    from ontology.terms import PREFIXES

    found = quads(document, record, resolve(document, record), settings.base_iri)
    triples = (quad.triple for quad in found)
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return written.decode("utf-8")


def as_table(document: Document, record: Record, name: str, settings: Settings) -> str:
    """The five families for reading, names in the place of ids, each fact with its offsets."""
    from api.commands.console import render

    names = {entity.id: entity.name for entity in record.entities}

    def called(id: str | None) -> str:
        return "" if id is None else names.get(id, id)

    tables: list[tuple[Sequence[str], Sequence[Sequence[object]]]] = [
        (("entity", "type", "mentions"), [(e.name, e.type, _forms(e.mentions)) for e in record.entities]),
        (
            ("subject", "relation", "object", "evidence"),
            [(called(r.subject), r.predicate, r.value or called(r.object), _at(r.evidence)) for r in record.relations],
        ),
        (
            ("order", "provision", "of whom", "what", "at"),
            [
                (called(p.order), p.kind, called(p.bearer), p.evidence.text, _span(p.evidence))
                for p in record.provisions
            ],
        ),
        (
            ("speaker", "statement", "direct", "at"),
            [
                (called(s.speaker), s.evidence.text, "yes" if s.direct else "no", _span(s.evidence))
                for s in record.statements
            ],
        ),
        (
            ("event", "status", "actor", "recipient", "place", "evidence"),
            [
                (v.type, v.status, called(v.actor), called(v.recipient), called(v.place), _at(v.evidence))
                for v in record.events
            ],
        ),
    ]
    title = document.title or name
    return f"{title}\n" + "".join(render(columns, rows) for columns, rows in tables if rows)


def _forms(mentions: tuple[Evidence, ...]) -> str:
    return ", ".join(dict.fromkeys(mention.text for mention in mentions))


def _span(evidence: Evidence) -> str:
    return f"{evidence.start}–{evidence.end}"


def _at(evidence: Evidence) -> str:
    return f"“{evidence.text}” {_span(evidence)}"
