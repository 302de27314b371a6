"""Emergencies that are known only from their names: "issued an emergency declaration for the county"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.mention import Mention
from graph.extract.norms.idioms import banning
from graph.extract.norms.model import SUBJECTS
from graph.extract.norms.phrases import noun_phrase
from graph.extract.official.order_text import RECITAL, is_instrument, own_order
from graph.extract.reading import ProvisionDraft, Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind

STATES = frozenset({"emergency", "disaster"})
INSTRUMENTS = frozenset({"declaration", "proclamation"})
GIVEN = frozenset({"issue", "sign", "declare", "proclaim", "approve", "follow", "announce", "make", "extend", "impose"})


def named_states(reading: Reading, told: list[ProvisionDraft]) -> Iterator[ProvisionDraft]:
    """A declaration for each order that is called an emergency and of which no text says that it declares one."""
    states = [d for d in told if d.kind is ProvisionKind.DECLARES]
    declared = {id(d.order) for d in states}
    yield from named_bans(reading, told)
    own = own_order(reading) if is_instrument(reading) else None  # of which its recitals tell nothing
    for referent in reading.referents:
        if referent.type is EntityType.ORDER and id(referent) not in declared:
            draft = _draft(reading, referent, referent is own)
            if draft is not None and not any(s.start < draft.end and draft.start < s.end for s in states):
                yield draft


def named_bans(reading: Reading, told: list[ProvisionDraft]) -> Iterator[ProvisionDraft]:
    """What an order forbids that is known only by its name: "her ban on leaf blowers"."""
    speaking = {id(d.order) for d in told}
    for referent in reading.referents:
        if referent.type is EntityType.ORDER and id(referent) not in speaking:
            things = (thing for m in referent.mentions if (thing := _banned(reading, m)) is not None)
            thing = next(things, None)
            if thing is not None:
                start, end = noun_phrase(reading.doc, thing, thing.sent.end, relative=False)
                last = reading.doc[end - 1]
                yield ProvisionDraft(
                    referent, ProvisionKind.PROHIBITS, [], reading.doc[start].idx, last.idx + len(last), confidence=0.5
                )


def _banned(reading: Reading, mention: Mention) -> Token | None:
    """The thing after "ban on", in prose."""
    paragraph = reading.paragraph(mention.span.start_char)
    owned = any(c.dep_ == "poss" for c in mention.head.lefts)
    if not owned or not banning(mention.head) or paragraph is None or paragraph.kind.value not in {"prose", "item"}:
        return None
    on = (c for c in mention.head.rights if c.lower_ in {"on", "against"})
    return next((o for c in on for o in c.rights if o.dep_ == "pobj"), None)


def _draft(reading: Reading, referent: Referent, own: bool) -> ProvisionDraft | None:
    for mention in referent.mentions:
        paragraph = reading.paragraph(mention.span.start_char)
        if own and paragraph is not None and RECITAL.match(reading.document.text, paragraph.start):
            continue
        if paragraph is not None and paragraph.kind.value in {"prose", "item"} and _introduced(mention):
            start, end = noun_phrase(reading.doc, mention.head, mention.head.sent.end, relative=False)
            start = max(start, mention.start)
            last = reading.doc[end - 1]
            return ProvisionDraft(
                referent, ProvisionKind.DECLARES, [], reading.doc[start].idx, last.idx + len(last), confidence=0.6
            )
    return None


def _introduced(mention: Mention) -> bool:
    """Whether an emergency is brought in by the verb that it hangs on, and not only spoken of."""
    head = mention.head
    words = {t.lower_ for t in mention.span} | {o.lower_ for c in head.children if c.lower_ == "of" for o in c.children}
    if not words & STATES or head.dep_ in SUBJECTS or head.lemma_.lower() not in STATES | INSTRUMENTS | {"state"}:
        return False
    verb = head.head if head.dep_ != "pobj" else head.head.head
    bracketed = verb.i > 0 and verb.nbor(-1).text == "("  # "Order 14156 (Declaring a National Emergency)"
    return verb.lemma_.lower() in GIVEN and not bracketed
