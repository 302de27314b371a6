"""Acts that a phrase tells by the way: "over the objections of the union", "under pressure from the union"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.participants import ACTORS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

DESPITE = frozenset({"over", "despite", "against"})
UNDER = frozenset({"under", "amid", "after", "following"})


def reactions(cast: Cast) -> Iterator[EventDraft]:
    """What others do or ask, of an act that a clause tells."""
    for token in cast.reading.doc:
        head = token.head
        if token.pos_ != "NOUN" or token.dep_ not in {"pobj", "dobj"} or cast.reading.in_furniture(token):
            continue
        if token.lemma_.lower() in words("events", "objecting") and head.lower_ in DESPITE:
            yield from _objected(cast, token)
        elif token.lemma_.lower() == "pressure" and (head.lower_ in UNDER or head.lemma_.lower() == "face"):
            yield from _pressed(cast, token)


def _objected(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "passed it over the objections of X", "despite Republican opposition": REJECT of the norm spoken of."""
    owners = [c for c in noun.lefts if c.dep_ in {"poss", "amod", "compound"}]
    norm = cast.norm_before(noun.i)
    for actor in _named(cast, [*owners, *_after(noun, {"of", "from", "by"})]):
        yield _event(cast, EventType.REJECT, actor, norm, noun)


def _pressed(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "under pressure from X, Y resigned": X asked it of Y."""
    frame = _clause_of(cast, noun)
    asked = [] if frame is None else cast.actors(frame.subject, before=frame.verb.i)
    for actor in _named(cast, _after(noun, {"from", "by"})):
        for recipient in asked:
            if recipient is not actor:
                yield _event(cast, EventType.REQUEST, actor, recipient, noun)


def _clause_of(cast: Cast, noun: Token) -> Frame | None:
    above = (cast.reading.frame_of.get(t.i) for t in noun.ancestors)
    return next((f for f in above if f is not None), None)


def _after(noun: Token, preps: set[str]) -> list[Token]:
    heads = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in preps]
    return [t for head in heads for t in head.children if t.dep_ == "pobj"]


def _named(cast: Cast, tokens: list[Token]) -> list[Referent]:
    return list(dict.fromkeys(r for t in tokens for r in cast.of(t) if r.type in ACTORS))


def _event(cast: Cast, kind: EventType, actor: Referent, recipient: Referent | None, noun: Token) -> EventDraft:
    first, last = noun.head if noun.head.i < noun.i else noun, noun.right_edge
    start, end, said = int(first.idx), int(last.idx + len(last)), cast.statement_at(noun.idx)
    return EventDraft(kind, EventStatus.ACTUAL, actor, recipient, None, start, end, said, confidence=0.5)
