"""Votes that nouns tell: "the no votes came from A and B", "she was the lone no", "A and B were the two noes"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.participants import Cast
from graph.extract.reading import EventDraft
from graph.model import EventStatus, EventType


def voted(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """Who voted for or against the norm spoken of."""
    kind, norm = _side(noun), cast.motion_before(noun.i) or cast.norm_before(noun.i)
    beside = noun.dep_ == "appos"  # "Lee, the lone no vote, said"
    clause = None if beside else cast.reading.frame_of.get(noun.head.i)
    voters = [noun.head] if beside else [] if clause is None else _voters(clause)
    if kind is None or norm is None or (noun.lemma_.lower() in words("events", "reply") and noun.dep_ != "attr"):
        return
    first, last = (noun.head.left_edge, noun) if clause is None else _edges(cast, clause)
    for actor in dict.fromkeys(r for t in voters for r in cast.actors(t)):
        start, end, said = int(first.idx), int(last.idx + len(last)), cast.statement_at(noun.idx)
        yield EventDraft(kind, EventStatus.ACTUAL, actor, norm, None, start, end, said, confidence=0.6)


def _side(noun: Token) -> EventType | None:
    """What a vote is for, by its own word or by what stands before it."""
    told = {noun.lemma_.lower(), noun.lower_, *(t.lower_ for t in noun.lefts)}
    if told & words("events", "nay"):
        return EventType.REJECT
    return EventType.SUPPORT if told & words("events", "yea") else None


def _voters(clause: Frame) -> list[Token]:
    """Whose vote it is: of "came from A", A; of "A cast", "A was", the subject."""
    if clause.lemma == "come":
        return clause.preps.get("from", [])
    subject = clause.subject
    return [subject] if clause.lemma in {"cast", "be"} and subject is not None and not clause.negated else []


def _edges(cast: Cast, clause: Frame) -> tuple[Token, Token]:
    return cast.reading.doc[clause.start], cast.reading.doc[clause.end - 1]
