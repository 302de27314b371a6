"""Cases: the JSON of FORMAT.md, which is what `extract --format json` writes and what `evaluate` reads.

A case written by us carries offsets (`start`, `end`) on every fact and, beside FORMAT.md's `mentions`
(distinct surface strings), the offsets of each mention (`spans`); `orders` holds the details of orders, which FORMAT.md
does not score. A case written by hand has none: its spans
are then looked up in the text, which is where a reader would look for them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    OrderDetails,
    Particular,
    Predicate,
    Provenance,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Stance,
    Statement,
)

DAYS = ("signed", "effective", "expires")
PARTICULARS = ("number", "title", *DAYS)
CLAUSES = ("authority", "recitals")
ANNOTATED = Provenance(extractor="annotation", version="1", model="none")


def read_case(path: Path) -> tuple[Document, Record]:
    """The document and the record of one case file. Raises InputError where it is not a case."""
    try:
        case = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(str(path), f"is not a JSON case: {error}") from error
    if not isinstance(case, dict) or not isinstance(case.get("text"), str):
        raise InputError(str(path), 'is not a case: it needs at least {"text": "…"}, see tests/gold/FORMAT.md')
    try:
        return from_case(case, name=path.stem)
    except (AttributeError, KeyError, StopIteration, TypeError, ValueError) as error:
        raise InputError(str(path), f"is not a well-formed case: {error!r}") from error


def from_case(case: dict[str, Any], name: str | None = None) -> tuple[Document, Record]:
    """Read a case's JSON object. `name` becomes the title where the case has none."""
    document = Document(
        text=case["text"],
        title=case.get("title") or case.get("id") or name,
        url=case.get("url"),
        publisher=case.get("publisher"),
        author=case.get("author"),
        date=case.get("date"),
    )
    locate = _Locator(document.text)
    provenance = Provenance(**case["provenance"]) if "provenance" in case else ANNOTATED
    record = Record(
        document_id=document.id,
        provenance=provenance,
        entities=tuple(_entity(e, locate) for e in case.get("entities", [])),
        relations=tuple(_relation(r, case, locate) for r in case.get("relations", [])),
        provisions=tuple(_provision(p, locate) for p in case.get("provisions", [])),
        statements=tuple(_statement(s, locate) for s in case.get("statements", [])),
        events=tuple(_event(v, locate) for v in case.get("events", [])),
        orders=tuple(_order(o, locate) for o in case.get("orders", [])),
    )
    return document, record


def to_case(document: Document, record: Record, name: str | None = None) -> dict[str, Any]:
    """The JSON object of a document with its record; fields that are unknown are left out or null as FORMAT.md says."""
    meta = {k: getattr(document, k) for k in ("title", "url", "publisher", "author") if getattr(document, k)}
    return {
        "id": name or document.id,
        **meta,
        "text": document.text,
        "date": document.date,
        "provenance": {
            "extractor": record.provenance.extractor,
            "version": record.provenance.version,
            "model": record.provenance.model,
        },
        "entities": [_entity_json(e) for e in record.entities],
        "relations": [_relation_json(r) for r in record.relations],
        "provisions": [
            {"order": p.order, "kind": p.kind, "bearer": p.bearer}
            | _evidence_json(p.evidence)
            | _known(condition=p.condition, deadline=p.deadline, due=p.due, counterparty=p.counterparty)
            | _known(confidence=p.confidence)
            for p in record.provisions
        ],
        "statements": [
            {"speaker": s.speaker, "direct": s.direct}
            | _evidence_json(s.evidence)
            | _known(about=list(s.about) or None, stance=s.stance, confidence=s.confidence)
            for s in record.statements
        ],
        "events": [
            {"type": v.type, "actor": v.actor, "recipient": v.recipient, "place": v.place, "status": v.status}
            | _evidence_json(v.evidence)
            | _known(mode=v.mode, time=v.time, quantity=v.quantity)
            | _known(attributedTo=v.attributed_to, confidence=v.confidence)
            for v in record.events
        ],
    } | ({"orders": [_order_json(o) for o in record.orders]} if record.orders else {})


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    return {"text": evidence.text, "start": evidence.start, "end": evidence.end}


def _entity_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "mentions": list(dict.fromkeys(m.text for m in entity.mentions)),
        "spans": [[m.start, m.end] for m in entity.mentions],
    } | _known(geonames=entity.geonames, within=entity.within)


def _relation_json(relation: Relation) -> dict[str, Any]:
    target = {"value": relation.value} if relation.value is not None else {"o": relation.object}
    return (
        {"s": relation.subject, "p": relation.predicate}
        | target
        | _evidence_json(relation.evidence)
        | {"confidence": relation.confidence}
    )


def _order_json(order: OrderDetails) -> dict[str, Any]:
    told = {name: getattr(order, name) for name in PARTICULARS}
    spans = {name: [_evidence_json(e) for e in getattr(order, name)] or None for name in CLAUSES}
    return {"order": order.order} | _known(
        **{
            name: {"value": p.value} | _evidence_json(p.evidence) | {"confidence": p.confidence}
            for name, p in told.items()
            if p is not None
        },
        **spans,
    )


class _Locator:
    """Finds a span's offsets: those given, else the first place where the text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()

    def __call__(self, item: dict[str, Any]) -> Evidence:
        if "start" in item and "end" in item:
            start, end = int(item["start"]), int(item["end"])
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"span {start}-{end} lies outside the text")
            return Evidence(start, end, self.text[start:end])
        return self.find(item["text"])

    def find(self, wanted: str) -> Evidence:
        start = self.text.find(wanted)
        if start < 0 and len(self.folded) == len(self.text):
            start = self.folded.find(wanted.casefold())
        if start < 0 or not wanted:
            raise ValueError(f"not in the text: {wanted!r}")
        return Evidence(start, start + len(wanted), self.text[start : start + len(wanted)])


def _entity(item: dict[str, Any], locate: _Locator) -> Entity:
    spans = item.get("spans")
    mentions = (
        [locate({"start": a, "end": b}) for a, b in spans] if spans else [locate.find(m) for m in item["mentions"]]
    )
    located = (item.get("geonames"), item.get("within"))
    return Entity(item["id"], EntityType(item["type"]), item["name"], tuple(sorted(mentions)), *located)


def _relation(item: dict[str, Any], case: dict[str, Any], locate: _Locator) -> Relation:
    if "text" in item or "start" in item:
        evidence = locate(item)
    else:  # a hand-written case: the subject's first mention stands for the fact
        subject = next(e for e in case["entities"] if e["id"] == item["s"])
        evidence = locate.find(subject["mentions"][0])
    return Relation(
        item["s"], Predicate(item["p"]), evidence, item.get("o"), item.get("value"), item.get("confidence", 1.0)
    )


def _provision(item: dict[str, Any], locate: _Locator) -> Provision:
    return Provision(
        item["order"],
        ProvisionKind(item["kind"]),
        item.get("bearer"),
        locate(item),
        item.get("condition"),
        item.get("deadline"),
        item.get("confidence", 1.0),
        item.get("due"),
        item.get("counterparty"),
    )


def _statement(item: dict[str, Any], locate: _Locator) -> Statement:
    stance = Stance(item["stance"]) if item.get("stance") else None
    return Statement(
        item["speaker"],
        locate(item),
        bool(item["direct"]),
        tuple(item.get("about", ())),
        stance,
        item.get("confidence", 1.0),
    )


def _event(item: dict[str, Any], locate: _Locator) -> Event:
    return Event(
        EventType(item["type"]),
        EventStatus(item["status"]),
        item.get("actor"),
        item.get("recipient"),
        item.get("place"),
        locate(item),
        item.get("mode"),
        item.get("time"),
        item.get("attributedTo"),
        item.get("confidence", 1.0),
        item.get("quantity"),
    )


def _order(item: dict[str, Any], locate: _Locator) -> OrderDetails:
    def told(name: str) -> Particular | None:
        found = item.get(name)
        return Particular(found["value"], locate(found), found.get("confidence", 1.0)) if found else None

    def spans(name: str) -> tuple[Evidence, ...]:
        return tuple(map(locate, item.get(name, ())))

    number, title, signed, effective, expires = map(told, PARTICULARS)
    return OrderDetails(item["order"], number, title, signed, effective, expires, spans("authority"), spans("recitals"))
