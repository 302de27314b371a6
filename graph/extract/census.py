"""Which of the things that a document speaks of are entities of its record: those named, and those that take part."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.mention import AGENCY, GROUP
from graph.extract.reading import Drafts, Reading
from graph.extract.referent import Referent


def entities(reading: Reading, drafts: Drafts, orders: list[Referent]) -> list[Referent]:
    """The referents to keep, in text order. `orders`: those whose particulars are known."""
    takes_part = {id(r): r for r in (*_participants(drafts), *_acted_on(reading, drafts), *orders)}
    kept = [r for r in reading.referents if r.mentions and (_named(r) or id(r) in takes_part)]
    kept += [r for r in takes_part.values() if r not in kept]
    return sorted(kept, key=lambda r: r.mentions[0].start if r.mentions else 10**9)


def _participants(drafts: Drafts) -> Iterator[Referent]:
    """Every referent that a fact needs."""
    found: list[Referent | None] = []
    for link in drafts.relations:
        found += [link.subject, None if isinstance(link.object, str) else link.object]
    for norm in drafts.provisions:
        found += [norm.order, *norm.bearers]
    found += [s.speaker for s in drafts.statements]
    for event in drafts.events:
        found += [event.actor, event.recipient, event.place]
    yield from (r for r in found if r is not None)


def _acted_on(reading: Reading, drafts: Drafts) -> Iterator[Referent]:
    """The collectives that a provision's verb has for its object: "shall inspect *firearms dealers*"."""
    for norm in drafts.provisions:
        for token in reading.doc.char_span(norm.start, norm.end, alignment_mode="expand") or ():
            referent = reading.referent(token) if token.dep_ in {"dobj", "nsubjpass"} else None
            vague = token.pos_ == "PRON" or token.lower_ in {"others", "those"}
            if referent is not None and referent.type is GROUP and not vague:
                yield referent


def _named(referent: Referent) -> bool:
    """Whether a thing has a name, or a description as good as one: "the administration", "the federal government",
    "the Minneapolis police"."""
    if referent.named or referent.type is not AGENCY:
        return referent.named
    span = referent.mentions[0].span
    before = [t for t in span if t.i < span.root.i]
    if span.root.lower_ == "administration" or "federal" in {t.lower_ for t in before}:
        return span.root.lower_ in {"administration", "government"} and span[0].lower_ == "the"
    owned = any(t.dep_ in {"poss", "case"} for t in before)
    return not owned and any(t.pos_ == "PROPN" and t.text[:1].isupper() for t in before)
