"""Acts that a phrase tells by the way: "over the objections of the union", "under pressure from the union"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.mention import PERSON
from graph.extract.participants import ACTORS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

DESPITE = frozenset({"over", "despite", "against"})
UNDER = frozenset({"under", "amid", "after", "following"})


def reactions(cast: Cast) -> Iterator[EventDraft]:
    """What others do or ask, of an act that a clause tells."""
    for token in cast.nouns:
        head = token.head
        if token.pos_ != "NOUN" or not _read(cast, token):
            continue
        if token.lemma_.lower() in words("events", "leaving"):
            yield from _left(cast, token)
        elif token.lemma_.lower() in words("events", "ousting"):
            yield from _ousted(cast, token)
        if token.dep_ not in {"pobj", "dobj"}:
            continue
        lemma = token.lemma_.lower()
        if lemma in words("events", "objecting") and head.lower_ in DESPITE:
            yield from _objected(cast, token)
        elif head.lower_ == "to" and lemma in words("events", "displeased"):
            yield from _felt(cast, token, EventType.ACCUSE)
        elif head.lower_ == "to" and lemma in words("events", "pleased"):
            yield from _felt(cast, token, EventType.SUPPORT)
        elif lemma == "pressure" and (head.lower_ in UNDER or head.lemma_.lower() == "face"):
            yield from _pressed(cast, token)


def _read(cast: Cast, noun: Token) -> bool:
    paragraph = cast.reading.paragraph(noun.idx)
    return paragraph is not None and paragraph.kind not in (Kind.TITLE, Kind.FURNITURE) and not cast.reading.official


def _felt(cast: Cast, noun: Token, kind: EventType) -> Iterator[EventDraft]:
    """As in "to the dismay of X", "to applause from X": about the norm spoken of."""
    norm = cast.norm_before(noun.i)
    for actor in _named(cast, [*_owners(noun), *_after(noun, {"of", "from"})]):
        if norm is not None and norm.issuer is not actor:
            yield _event(cast, kind, actor, norm, noun)


def _left(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "the resignation of X", "X's withdrawal from the deal"."""
    norms = [r for t in _after(noun, {"from"}) for r in cast.of(t)]
    for actor in _named(cast, _owners(noun) or _after(noun, {"of"})):
        yield _event(cast, EventType.RETREAT, actor, norms[0] if norms else None, noun)


def _ousted(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "the firing of X by Y", "Y's ouster of X": of a person."""
    victims = [r for t in _after(noun, {"of"}) for r in cast.of(t) if r.type is PERSON]
    actors: list[Referent | None] = [*_named(cast, _owners(noun) or _after(noun, {"by"}))]
    for victim in victims:
        for actor in actors or [None]:
            yield _event(cast, EventType.SANCTION, actor, victim, noun)


def _owners(noun: Token) -> list[Token]:
    return [c for c in noun.lefts if c.dep_ == "poss"]


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
    heads = [c for c in noun.children if c.dep_ in {"prep", "agent"} and c.lower_ in preps]
    return [t for head in heads for t in head.children if t.dep_ == "pobj"]


def _named(cast: Cast, tokens: list[Token]) -> list[Referent]:
    return list(dict.fromkeys(r for t in tokens for r in cast.of(t) if r.type in ACTORS))


def _event(cast: Cast, kind: EventType, actor: Referent | None, recipient: Referent | None, noun: Token) -> EventDraft:
    first, last = noun.head if noun.head.i < noun.i else noun, noun.right_edge
    start, end, said = int(first.idx), int(last.idx + len(last)), cast.statement_at(noun.idx)
    return EventDraft(kind, EventStatus.ACTUAL, actor, recipient, None, start, end, said, confidence=0.5)
