"""Anchors: from an entity or a fact of a record to words that stay, and from them to what a record has now.

An entity is the one whose mention stands there in the same words, else the one of the same name and type. A fact is
the one that says the same and was read there, or elsewhere in the same words. Else there is none.
"""

from __future__ import annotations

from graph.fact_fields import Fact, Handle, content, facts, parties
from graph.judgement import Mention, Said
from graph.model import Entity, Evidence, Record


def mention_of(document_id: str, entity: Entity, at: Evidence | None = None) -> Mention:
    """The anchor of an entity: where it is mentioned first, or at a place given."""
    there = at or next(iter(entity.mentions), Evidence(0, 0, ""))
    return Mention(document_id, there.start, there.end, there.text, entity.name, entity.type)


def entity_of(record: Record, mention: Mention) -> Entity | None:
    """The entity that an anchor leads to."""
    there = [e for e in record.entities if any(_overlap(mention, m) and m.text == mention.quote for m in e.mentions)]
    named = [e for e in record.entities if (e.name, e.type) == (mention.name, mention.type)]
    found = [e for e in there if e in named] or there or named
    return min(found, key=lambda entity: _distance(mention, entity), default=None)


def said_of(record: Record, handle: Handle, fact: Fact) -> Said:
    """The anchor of a fact."""
    start, end, text = fact.evidence.start, fact.evidence.end, fact.evidence.text
    return Said(record.document_id, handle.family, start, end, text, content(record, handle, fact))


def facts_of(record: Record, said: Said) -> list[Handle]:
    """The fact that an anchor leads to; all of them where the record gives it several times."""
    alike = [(handle, fact) for handle, fact in facts(record) if handle.family is said.family]
    found = [(h, f.evidence) for h, f in alike if _near(said, f.evidence) and _says(record, h, f, said)]
    best = min((_farness(said, evidence) for _, evidence in found), default=None)
    return [handle for handle, evidence in found if _farness(said, evidence) == best]


def _farness(said: Said, evidence: Evidence) -> tuple[bool, int, int]:
    return evidence.text != said.quote, abs(evidence.start - said.start), evidence.start


def _says(record: Record, handle: Handle, fact: Fact, said: Said) -> bool:
    """Whether a fact says the same; its parties may go by another of their names."""
    now, then = dict(content(record, handle, fact)), dict(said.content)
    if now == then:
        return True
    entities = {entity.id: entity for entity in record.entities}
    called = {
        name: {entities[one].name, *(mention.text for mention in entities[one].mentions)}
        for name, one in parties(record, handle, fact).items()
        if one in entities
    }
    return now.keys() == then.keys() and all(now[n] == then[n] or then[n] in called.get(n, ()) for n in now)


def _near(said: Said, evidence: Evidence) -> bool:
    if said.quote == evidence.text:
        return True
    return _overlap(said, evidence) and (said.quote in evidence.text or evidence.text in said.quote)


def _overlap(anchor: Mention | Said, evidence: Evidence) -> bool:
    return anchor.start < evidence.end and evidence.start < anchor.end


def _distance(mention: Mention, entity: Entity) -> int:
    return min((abs(m.start - mention.start) for m in entity.mentions), default=0)
