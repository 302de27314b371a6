"""Records of a long text's parts, made one: offsets in the whole text, and what bears one name is one entity.

What the rules find for a mention grows with what stands before it. A text longer than PART is therefore read part by
part, so that time and memory grow with the text and no faster; nothing in a later part points back by "the order" or
"she" to an earlier one. Of 700 presidential and city orders none is as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from graph.extract.forms import name_key
from graph.extract.llm.parts import Part, parts
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    Evidence,
    OrderDetails,
    Particular,
    Record,
)

PART = 100_000  # code points, some 16,000 words
Extract = Callable[[Document, Doc], Record]


def in_parts(document: Document, doc: Doc, extract: Extract) -> Record:
    """The record of a text of any length. `extract` reads one part."""
    cut = parts(document.text, PART)
    if len(cut) == 1:
        return extract(document, doc)
    return joined(_read(document, doc, part, extract) for part in cut)


def _read(document: Document, doc: Doc, part: Part, extract: Extract) -> tuple[int, Record]:
    """The record of a part, and the offset where the part begins."""
    span = doc.char_span(part.start, part.end, alignment_mode="expand")
    assert span is not None  # what is expanded always lies on tokens
    begins = span.start_char
    read = extract(replace(document, text=document.text[begins : part.end]), span.as_doc())
    return begins, replace(read, document_id=document.id)


def joined(read: Iterable[tuple[int, Record]]) -> Record:
    """One record from those of a text's parts, each with the offset where its part begins."""
    moved = [_moved(record, begins, f"{n}.") for n, (begins, record) in enumerate(read)]
    same = _same(entity for record in moved for entity in record.entities)
    kept: dict[str, Entity] = {}
    for entity in (e for record in moved for e in record.entities):
        into = kept.get(same[entity.id])
        mentions = entity.mentions if into is None else (*into.mentions, *entity.mentions)
        kept[same[entity.id]] = replace(entity if into is None else into, mentions=mentions)
    ids = {old: f"e{n}" for n, old in enumerate(kept, 1)}
    whole = _renamed(moved, {old: ids[new] for old, new in same.items()})
    once = {(r.subject, r.predicate, r.object, r.value): r for r in reversed(whole.relations)}
    return replace(
        whole,
        entities=tuple(replace(e, id=ids[old]) for old, e in kept.items()),
        relations=tuple(reversed(once.values())),
    )


def _same(entities: Iterable[Entity]) -> dict[str, str]:
    """Entity id -> id of the first entity of the same type and proper name."""
    first: dict[tuple[EntityType, str], str] = {}
    return {
        e.id: first.setdefault((e.type, name_key(e.name)), e.id) if any(c.isupper() for c in e.name) else e.id
        for e in entities
    }


def _moved(record: Record, by: int, prefix: str) -> Record:
    """A part's record with its offsets in the whole text, and ids that no other part has."""

    def at(evidence: Evidence) -> Evidence:
        return Evidence(evidence.start + by, evidence.end + by, evidence.text)

    def detail(particular: Particular | None) -> Particular | None:
        return None if particular is None else replace(particular, evidence=at(particular.evidence))

    def order(o: OrderDetails) -> OrderDetails:
        return replace(
            o,
            number=detail(o.number),
            title=detail(o.title),
            signed=detail(o.signed),
            effective=detail(o.effective),
            expires=detail(o.expires),
            authority=tuple(map(at, o.authority)),
            recitals=tuple(map(at, o.recitals)),
        )

    moved = replace(
        record,
        entities=tuple(replace(e, mentions=tuple(map(at, e.mentions))) for e in record.entities),
        relations=tuple(replace(r, evidence=at(r.evidence)) for r in record.relations),
        provisions=tuple(replace(p, evidence=at(p.evidence)) for p in record.provisions),
        statements=tuple(replace(s, evidence=at(s.evidence)) for s in record.statements),
        events=tuple(replace(v, evidence=at(v.evidence)) for v in record.events),
        orders=tuple(map(order, record.orders)),
    )
    ids = {e.id: prefix + e.id for e in record.entities}
    return replace(_renamed([moved], ids), entities=tuple(replace(e, id=ids[e.id]) for e in moved.entities))


def _renamed(records: list[Record], ids: dict[str, str]) -> Record:
    """The facts of records in one, under other entity ids; without the entities."""

    def to(id_: str | None) -> str | None:
        return None if id_ is None else ids[id_]

    events = [(v, said) for record, said in _counted(records) for v in record.events]
    return replace(
        records[0],
        relations=tuple(replace(r, subject=ids[r.subject], object=to(r.object)) for x in records for r in x.relations),
        provisions=tuple(
            replace(p, order=ids[p.order], bearer=to(p.bearer), counterparty=to(p.counterparty))
            for x in records
            for p in x.provisions
        ),
        statements=tuple(
            replace(s, speaker=ids[s.speaker], about=tuple(ids[a] for a in s.about))
            for x in records
            for s in x.statements
        ),
        events=tuple(_event(v, to, said) for v, said in events),
        orders=tuple(replace(o, order=ids[o.order]) for x in records for o in x.orders),
    )


def _event(event: Event, to: Callable[[str | None], str | None], said: int) -> Event:
    within = event.attributed_to
    return replace(
        event,
        actor=to(event.actor),
        recipient=to(event.recipient),
        place=to(event.place),
        attributed_to=None if within is None else within + said,
    )


def _counted(records: list[Record]) -> Iterator[tuple[Record, int]]:
    """Each record with the number of statements in those before it."""
    said = 0
    for record in records:
        yield record, said
        said += len(record.statements)
