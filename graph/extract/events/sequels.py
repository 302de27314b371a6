"""Acts told by way of others: carried on elsewhere ("extend it to Chicago"), announced by a noun ("a planned raid")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from graph.extract.events.clause import lemma_of, span_of
from graph.extract.events.patterns import MATERIAL, WHERE
from graph.extract.events.status import status_of
from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.mention import GROUP, ORGANIZATION, PLACE
from graph.extract.participants import ACTORS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

SENTENCES = 2  # how far back the act stands that is carried on
REACHES = ("to", "into", "across", "throughout", "in")
ANNOUNCED = {
    "coercion": EventType.COERCE,
    "muster": EventType.MOBILIZE,
    "assault": EventType.ASSAULT,
    "penalty": EventType.SANCTION,
    "strike_noun": EventType.ASSAULT,
}


# --- "has deployed troops to Washington and threatened to extend the order to Chicago"


def sequels(cast: Cast, reported: Iterable[tuple[Token, EventDraft]]) -> Iterator[EventDraft]:
    """The acts that a verb of extension carries on to another place."""
    acts = [(verb, draft) for verb, draft in reported if draft.type in MATERIAL and draft.actor is not None]
    for frame in cast.reading.frames if acts else ():
        if frame.lemma in words("events", "extension") and (frame.passive or _carried(frame.object)):
            yield from _sequel(cast, frame, acts)


def _carried(thing: Token | None) -> bool:
    return thing is not None and thing.lemma_.lower() in words("events", "operation")


def _sequel(cast: Cast, frame: Frame, acts: list[tuple[Token, EventDraft]]) -> Iterator[EventDraft]:
    thing = frame.object
    targets = [*(t for name in REACHES for t in frame.preps.get(name, ())), *(_after(thing, REACHES) if thing else ())]
    place = next((r for t in targets for r in _places(cast, t)), None)
    status = status_of(cast.reading, frame)
    first = _act_before(cast, frame, acts)
    if place is None or status is None or first is None or first.place is place:
        return
    start, end = span_of(frame)
    said = cast.statement_at(frame.verb.idx)
    yield EventDraft(first.type, status, first.actor, first.recipient, place, start, end, said)


def _places(cast: Cast, token: Token) -> list[Referent]:
    return [r for r in cast.of(token) if r.type is PLACE]


def _act_before(cast: Cast, frame: Frame, acts: list[tuple[Token, EventDraft]]) -> EventDraft | None:
    """The last act of the same actor, in the sentence or one of those before it."""
    since = frame.verb.sent
    for _ in range(SENTENCES):
        since = since.doc[max(0, since.start - 1)].sent
    actors = cast.actors(frame.subject, before=frame.verb.i)
    before = [d for verb, d in acts if since.start <= verb.i < frame.verb.i and d.actor in actors]
    return before[-1] if before else None


# --- "Biden called him, as did the mayor", "traded blame", "as the family asked"


def echoes(cast: Cast, reported: Iterable[tuple[Token, EventDraft]]) -> Iterator[EventDraft]:
    """Acts that a clause repeats of another actor, returns, or answers."""
    told: dict[int, list[EventDraft]] = {}
    for verb, draft in reported:
        told.setdefault(verb.i, []).append(draft)
    for frame in cast.reading.frames:
        if lemma_of(frame.subject) in words("events", "plaintiff") and frame.lemma in {"include", "be"}:
            yield from _suing(cast, frame)
        elif frame.lemma in {"do", "have", "be"} and _compared(frame.verb):
            yield from _repeated(cast, frame, told.get(frame.verb.head.i, []))
        elif frame.lemma in {"do", "have", "be"} and _inverted(frame.verb):
            yield from _repeated(cast, frame, told.get(frame.verb.doc[frame.verb.sent.start - 1].sent.root.i, []))
        elif frame.lemma in {"trade", "exchange", "swap"} and frame.object is not None:
            yield from _traded(cast, frame)
        elif (
            frame.lemma in {"ask", "request", "demand", "urge"}
            and frame.object is None
            and _compared(frame.verb)
            and not frame.preps
        ):
            yield from _wished(cast, frame)


def _compared(verb: Token) -> bool:
    """As in "as did", "as the family asked"."""
    return verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.children)


def _inverted(verb: Token) -> bool:
    """As in "The union praised it. *So did* the mayor"."""
    start = verb.sent.start
    return verb.i == start + 1 and start > 0 and verb.doc[start].lower_ == "so"


def _suing(cast: Cast, frame: Frame) -> Iterator[EventDraft]:
    """As in "the plaintiffs include the city and the union"."""
    named = frame.object or frame.predicate
    order = cast.order_before(frame.verb.i)
    aims = cast.sued or ([] if order is None else [order])
    for actor in cast.actors(named):
        for aim in aims:
            if actor is not aim and not frame.negated:
                yield _event(cast, EventType.ACCUSE, EventStatus.ACTUAL, actor, aim, frame)


def _repeated(cast: Cast, frame: Frame, first: list[EventDraft]) -> Iterator[EventDraft]:
    for actor in cast.actors(frame.subject):
        for draft in {id(d.recipient): d for d in first}.values():
            if actor not in (draft.actor, draft.recipient):
                yield _event(cast, draft.type, draft.status, actor, draft.recipient, frame)


def _traded(cast: Cast, frame: Frame) -> Iterator[EventDraft]:
    sides = cast.actors(frame.subject, before=frame.verb.i)
    if frame.object is None or frame.object.lemma_.lower() not in words("events", "barb") or len(sides) != 2:
        return
    for actor, other in (sides, sides[::-1]):
        yield _event(cast, EventType.ACCUSE, EventStatus.ACTUAL, actor, other, frame)


def _wished(cast: Cast, frame: Frame) -> Iterator[EventDraft]:
    above = cast.reading.frame_of.get(frame.verb.head.i)
    for asked in [] if above is None else cast.actors(above.subject, before=above.verb.i):
        for actor in cast.actors(frame.subject):
            if actor is not asked:
                yield _event(cast, EventType.REQUEST, EventStatus.ACTUAL, actor, asked, frame)


def _event(
    cast: Cast, kind: EventType, status: EventStatus, actor: Referent, recipient: Referent | None, frame: Frame
) -> EventDraft:
    start, end = span_of(frame)
    return EventDraft(kind, status, actor, recipient, None, start, end, cast.statement_at(frame.verb.idx))


# --- "an immigration crackdown threatened by the administration", "the mayor's planned curfew"


def announced(cast: Cast) -> Iterator[EventDraft]:
    """The acts that nouns name and somebody threatens, plans or promises."""
    for token in cast.nouns:
        kind = _kind(token) if token.pos_ == "NOUN" else None
        paragraph = cast.reading.paragraph(token.idx) if kind is not None else None
        if kind is not None and paragraph is not None and paragraph.kind not in (Kind.TITLE, Kind.FURNITURE):
            yield from _announced(cast, token, kind)


def _kind(noun: Token) -> EventType | None:
    return _kinds().get(noun.lemma_.lower())


@cache
def _kinds() -> dict[str, EventType]:
    return {word: kind for key, kind in reversed(ANNOUNCED.items()) for word in words("events", key)}


def _announced(cast: Cast, noun: Token, kind: EventType) -> Iterator[EventDraft]:
    for participle in (c for c in noun.children if c.dep_ in {"acl", "amod", "relcl"} and c.tag_ in {"VBN", "VBD"}):
        status = _status(participle)
        if status is None:
            continue
        doers = [r for r in _doers(cast, noun, participle) if r.type in ACTORS]
        recipients: list[Referent | None] = [r for t in _after(noun, ("against",)) for r in cast.of(t)]
        first, last = noun.left_edge, noun.right_edge
        for actor in doers:
            walkout = noun.lemma_.lower() in words("events", "strike_noun") and actor.type in (GROUP, ORGANIZATION)
            for recipient in recipients or [None]:
                yield EventDraft(
                    EventType.PROTEST if walkout else kind,
                    status,
                    actor,
                    recipient,
                    _place(cast, noun),
                    int(first.idx),
                    int(last.idx + len(last)),
                    cast.statement_at(noun.idx),
                    confidence=0.6,
                )


def _status(participle: Token) -> EventStatus | None:
    lemma = participle.lemma_.lower()
    if lemma in words("events", "threat"):
        return EventStatus.THREATENED
    return EventStatus.PLANNED if lemma in words("events", "announcing") else None


def _doers(cast: Cast, noun: Token, participle: Token) -> list[Referent]:
    """Who announces: the participle's agent, the relative clause's subject, the noun's owner, or what "by" names."""
    agents = [t for a in participle.children if a.dep_ == "agent" for t in a.children if t.dep_ == "pobj"]
    subjects = [c for c in participle.children if c.dep_ == "nsubj" and c.tag_ not in {"WDT", "WP"}]
    owners = [c for c in noun.children if c.dep_ == "poss"]
    for tokens in (agents, subjects, owners, _after(noun, ("by",))):
        if tokens:
            return [r for t in tokens for r in cast.of(t)]
    return []


def _after(noun: Token, preps: tuple[str, ...]) -> list[Token]:
    heads = [c for c in noun.children if c.dep_ in {"prep", "agent"} and c.lower_ in preps]
    return [t for head in heads for t in head.children if t.dep_ == "pobj"]


def _place(cast: Cast, noun: Token) -> Referent | None:
    """Where it is to be: the place that the noun phrase names, or else the last one that its sentence speaks of."""
    for token in (*_after(noun, WHERE), *reversed(noun.doc[noun.sent.start : noun.left_edge.i])):
        found = cast.reading.referent(token)
        if found is not None and found.type is PLACE:
            return found
    return None
