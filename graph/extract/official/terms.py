"""How long an order lasts, as a story tells it: "expires Monday", "through March 31", "for 30 days", "a 90-day one"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import ORDER
from graph.extract.official.dates import DURATION, Day, after, lasting, told_at
from graph.extract.reading import Reading
from graph.extract.referent import Referent

UNTIL = frozenset({"until", "till", "til", "through", "thru"})
OF_NOUNS = frozenset({"relcl", "acl"})
STEPS = 8  # up the parse, from "until" to the order
FIRST, LAST, EXTENDED = 1, 2, 3  # which of several days counts: what is extended does not end on its first one
A_LENGTH = re.compile(r"\s*(?:(?:up to|a|an|the|next|another|period of|initial)\s+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """That an order lasts to `last`, whose span is the sentence that tells it."""

    order: Referent
    last: Day
    weight: int


def terms(reading: Reading, made: Mapping[int, str]) -> dict[int, Day]:
    """The last day that a story tells of each order, by the order's id; `made`: the days of their signing, likewise."""
    published = reading.document.date
    if published is None:
        return {}
    best: dict[int, Term] = {}
    for term in (*_ends(reading, published), *_until(reading, published), *_lengths(reading, published, made)):
        known = best.get(id(term.order))
        if known is None or (term.weight, term.last.iso) > (known.weight, known.last.iso):
            best[id(term.order)] = term
    return {key: term.last for key, term in best.items()}


def _ends(reading: Reading, published: str) -> Iterator[Term]:
    """ "The order expires Monday", "is set to lapse on March 31", "expired at midnight on Sunday"."""
    for frame in reading.frames:
        order = _order(reading, frame.subject)
        if order is None or not _is(frame, "ending") or frame.object is not None or _only_thought(frame):
            continue
        way = -1 if frame.verb.tag_ in {"VBD", "VBN"} else 1
        starts = (c.idx + len(c) if c.lower_ in {"on", "at"} else c.left_edge.idx for c in frame.verb.rights)
        found = (told_at(reading.document.text, start, published, way) for start in starts)
        yield from (Term(order, _told(frame.verb, day), LAST) for day in found if day is not None)


def _until(reading: Reading, published: str) -> Iterator[Term]:
    """ "Runs through March 31", "an order closing parks until Sunday", "was extended through May 15"."""
    for token in (t for t in reading.doc if t.lower_ in UNTIL):
        order, frame = _governor(reading, token)
        if order is None:
            continue
        past = frame is not None and frame.verb.tag_ == "VBD" and _is(frame, "lasting")
        ahead = frame is not None and frame.verb.tag_ in {"VBZ", "VBP", "VB"}
        day = told_at(reading.document.text, token.idx + len(token), published, -1 if past else int(ahead))
        if day is not None:
            extended = frame is not None and _is(frame, "extending")
            yield Term(order, _told(token, day), EXTENDED if extended else FIRST)


def _lengths(reading: Reading, published: str, made: Mapping[int, str]) -> Iterator[Term]:
    """ "Lasts for 30 days", "suspends evictions for two weeks", "a 90-day order": counted from when it was made."""
    text = reading.document.text
    for token in reading.doc:
        order, start = None, token.idx
        if token.lower_ == "for":
            order, frame = _governor(reading, token)
            start += len(token)
            if frame is not None and not any(_is(frame, key) for key in ("lasting", "suspending", "making")):
                continue
        elif (
            token.head.pos_ in {"NOUN", "PROPN"}
            and token.i < token.head.i
            and DURATION.match(text, token.left_edge.idx)
        ):
            order, start = _order(reading, token.head), token.left_edge.idx
        lead = A_LENGTH.match(text, start)
        length = DURATION.match(text, lead.end()) if order is not None and lead is not None else None
        lasts = lasting(length) if length is not None else None
        last = after(made.get(id(order), published), lasts) if lasts is not None else None
        if order is not None and last is not None:
            yield Term(order, _told(token, Day(0, 0, last)), FIRST)


def _governor(reading: Reading, preposition: Token) -> tuple[Referent | None, Frame | None]:
    """The order whose end a preposition tells, with the verb that tells of it: up the parse, within one clause."""
    token = preposition
    if reading.quotation(token.idx) is not None:
        return None, None
    for _ in range(STEPS):
        token, below = token.head, token
        if token == below:
            break
        if (order := _order(reading, token)) is not None:
            return order, reading.frame_of.get(below.i)
        frame = reading.frame_of.get(token.i)
        if frame is not None:
            if _is(frame, "granting") or _only_thought(frame) or (frame.negated and not _is(frame, "ending")):
                break
            if (order := _told_of(reading, frame)) is not None:
                return order, frame
            if not any(_is(frame, key) for key in ("lasting", "suspending", "keeping")):
                break  # "asks clerks to work through Monday", not "tells shops to stay closed until then"
        if token.dep_ == "advcl" or (token.dep_ in OF_NOUNS and _order(reading, token.head) is None):
            break
    return None, None


def _told_of(reading: Reading, frame: Frame) -> Referent | None:
    """The order that is a clause's subject, that it makes or prolongs, or by which something is done."""
    if not frame.passive and (order := _order(reading, frame.subject)) is not None:
        return order
    if (order := _order(reading, frame.object)) is not None:
        keeps = any(_is(frame, key) for key in ("making", "extending", "keeping"))
        return order if keeps else None
    means = (t for name in ("by", "in", "under") for t in frame.preps.get(name, ()))
    return next((o for o in (_order(reading, t) for t in means) if o is not None), None)


def _order(reading: Reading, token: Token | None) -> Referent | None:
    found = reading.referent(token)
    return found if found is not None and found.type is ORDER else None


def _is(frame: Frame, key: str) -> bool:
    return frame.lemma in words("terms", key) or f"{frame.lemma} {frame.particle}" in words("terms", key)


def _only_thought(frame: Frame) -> bool:
    """What need not come: "could expire", "would have ended", "was to lapse on Friday"."""
    verb = frame.verb
    if frame.modal in {"could", "might", "may", "should", "must"}:
        return True
    if frame.modal == "would" and any(c.lower_ == "have" for c in verb.lefts):
        return True
    above = verb.head if verb.dep_ == "xcomp" else None
    above = above.head if above is not None and above.dep_ == "acomp" else above  # "had been due to expire"
    set_to = [above] + [c for c in above.lefts if c.dep_ in {"aux", "auxpass"}] if above is not None else []
    return any(t.lower_ in {"was", "were", "had", "been"} for t in set_to)


def _told(token: Token, day: Day) -> Day:
    """The day, with the sentence that tells it."""
    last = next(t for t in reversed(token.sent) if not t.is_space)
    return Day(token.sent.start_char, last.idx + len(last), day.iso)
