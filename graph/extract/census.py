"""Which of the things that a document speaks of are entities of its record: those that take part, and those that a
reader would record besides."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.census_traits import Told, chance, traits
from graph.extract.mention import GROUP
from graph.extract.reading import Drafts, Reading
from graph.extract.referent import Referent

LIKELY = 0.44  # what takes no part is kept from this chance on; .40 to .50 differ by .001


def entities(reading: Reading, drafts: Drafts, orders: list[Referent]) -> list[Referent]:
    """The referents to keep, in text order. `orders`: those whose particulars are known."""
    part_takers, told = taking_part(reading, drafts, orders), Told(drafts)
    others = apart(reading, part_takers)
    kept = [*part_takers, *(r for r in others if chance(traits(reading, told, r)) > LIKELY)]
    return sorted(kept, key=lambda r: r.mentions[0].start if r.mentions else 10**9)


def apart(reading: Reading, part_takers: list[Referent]) -> list[Referent]:
    """The things that take no part, and that are called by no words by which one is called that does."""
    known, called = set(map(id, part_takers)), {form for r in part_takers for form in _forms(r)}
    return [r for r in reading.referents if r.mentions and id(r) not in known and called.isdisjoint(_forms(r))]


def _forms(referent: Referent) -> set[str]:
    said = ((m.name, m.long.text if m.long is not None else "") for m in referent.mentions)
    return {form.casefold() for forms in said for form in forms if form}


def taking_part(reading: Reading, drafts: Drafts, orders: list[Referent]) -> list[Referent]:
    """The referents that a fact needs, and those that a norm acts on."""
    return list({id(r): r for r in (*_participants(drafts), *_acted_on(reading, drafts), *orders)}.values())


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
