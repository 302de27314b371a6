"""An order's particulars: number, title, the days of signing, effect and end, its authority and its recitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.mention import ORDER
from graph.extract.official.dates import Day, days, recent, weekday_before
from graph.extract.official.force import effective_day, last_day
from graph.extract.official.letterhead import Letterhead, letterhead
from graph.extract.official.order_text import own_order
from graph.extract.official.signing import signing_day
from graph.extract.official.terms import terms
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.model import Evidence, OrderDetails, Particular

AUTHORITY = re.compile(
    r"\b(?:by (?:virtue of )?(?:the )?(?:powers?|authority)|pursuant to (?:the )?(?:powers?|authority)|under (?:and by virtue of )?(?:the )?(?:powers?|authority)|"
    r"is issued (?:under|pursuant to)|under sections?)\b",
    re.IGNORECASE,
)
ENACTS = re.compile(
    r",?\s+(?:it is hereby|it is ordered|IT IS (?:HEREBY )?ORDERED|I, [A-Z]|I (?:do )?(?:hereby |find|order|direct|declare|proclaim)|do (?:hereby )?(?:order|adopt|find|proclaim|declare)|and in order to)\b|"
    r"(?<!\bch)(?<!\bNo)(?<!\bseq)(?<!\bSec)(?<!\bStat)(?<![A-Z])(?<=[\w)])[.:;]\s",
)
LABEL = re.compile(r"(?:subject|re|regarding)\s*:\s*(?=\S)", re.IGNORECASE)
RECITAL = re.compile(r"\W*(?:AND )?(?:WHEREAS|Whereas)\b")
FIRST = 200  # code points of the body in which a bare "under section 9" is the authority
REACH = 1500  # code points of one authority clause
SIGNS = frozenset({"sign", "issue", "declare", "proclaim"})
NOUNS = frozenset({"NOUN", "PROPN"})
TIMES = frozenset({"prep", "npadvmod", "poss"})
LONGEST, SHORT = 8, 3  # tokens of a phrase that gives a date, or a weekday


@dataclass(slots=True, eq=False)
class OrderDraft:
    """What the text states of an order; `details.order` is written when the order has its entity's id."""

    order: Referent
    details: OrderDetails


def particulars(reading: Reading) -> list[OrderDraft]:
    """The particulars of the order that the document is, or of those that a story tells the signing of."""
    if not reading.official:
        return list(_told(reading))
    order = document_order(reading)
    return [] if order is None else [_own(reading, order)]


def document_order(reading: Reading) -> Referent | None:
    """The order that the document is: the one that its head numbers, else the one that it calls "this order"; None for
    a text about orders."""
    if not reading.official:
        return None
    head = letterhead(reading.document.text)
    if head.name_span is not None:
        span = reading.doc.char_span(*head.name_span, alignment_mode="expand")
        for token in reversed(span or []):
            referent = reading.referent(token)
            if referent is not None and referent.type is ORDER:
                return referent
    return own_order(reading)


def _own(reading: Reading, order: Referent) -> OrderDraft:
    text = reading.document.text
    head = letterhead(text)
    signed = signing_day(text, head)
    iso = signed.iso if signed else None
    effective = effective_day(text, head.end, iso)
    expires = last_day(text, head.end, effective.iso if effective else iso)
    details = OrderDetails(
        "",
        _number(text, head),
        _title(text, head),
        _on(text, signed, 0.95),
        _on(text, effective, 0.85),
        _on(text, expires, 0.8),
        authority(text, head.end),
        tuple(_evidence(text, p.start, p.end) for p in reading.paragraphs if RECITAL.match(text, p.start, p.end)),
    )
    return OrderDraft(order, details)


def _number(text: str, head: Letterhead) -> Particular | None:
    if head.number is None or head.number_span is None:
        return None
    return Particular(head.number, _evidence(text, *head.number_span), 0.95)


def _title(text: str, head: Letterhead) -> Particular | None:
    if head.title_span is None:
        return None
    label = LABEL.match(text, *head.title_span)
    evidence = _evidence(text, label.end() if label else head.title_span[0], head.title_span[1])
    return Particular(re.sub(r"\s+", " ", evidence.text), evidence, 0.8)


def _on(text: str, day: Day | None, confidence: float) -> Particular | None:
    return None if day is None else Particular(day.iso, _evidence(text, day.start, day.end), confidence)


def _evidence(text: str, start: int, end: int) -> Evidence:
    return Evidence(start, end, text[start:end])


def authority(text: str, body: int) -> tuple[Evidence, ...]:
    """The clause that says by what power the order is made: one, or none."""
    match = AUTHORITY.search(text, body)
    if match is None or (match.group().lower().startswith("under section") and match.start() > body + FIRST):
        return ()
    limit = min(len(text), match.start() + REACH)
    stop = ENACTS.search(text, match.end(), limit)
    end = stop.start() if stop else text.find("\n", match.end(), limit)
    return (_evidence(text, match.start(), end),) if end > match.end() else ()


# --- orders that a story tells of


def _told(reading: Reading) -> Iterator[OrderDraft]:
    """The days on which the orders of a story were signed, and to which they last."""
    text, signed = reading.document.text, _signed(reading)
    last = terms(reading, {id(order): day.iso for order, day in signed})
    days_of = {id(order): day for order, day in signed}
    orders = [r for r in reading.referents if r.type is ORDER and not r.unissued]
    for order in (r for r in orders if id(r) in days_of or id(r) in last):
        begun, ended = days_of.get(id(order)), last.get(id(order))
        yield OrderDraft(order, OrderDetails("", signed=_on(text, begun, 0.7), expires=_on(text, ended, 0.6)))


def _signed(reading: Reading) -> list[tuple[Referent, Day]]:
    """ "Mayor Wu signed an executive order on Friday", "an order on Friday": the day is the one before the story's."""
    done: dict[int, tuple[Referent, Day]] = {}
    for order, token in _dated(reading):
        if id(order) not in done and (day := _day_of(reading, token)) is not None:
            done[id(order)] = order, day
    return list(done.values())


def _dated(reading: Reading) -> Iterator[tuple[Referent, Token]]:
    """The orders with the verbs of their signing, and then with the nouns that name them."""
    for frame in reading.frames:
        if frame.lemma in SIGNS and not frame.negated and not frame.modal and not reading.quotation(frame.verb.idx):
            order = reading.referent(frame.object)
            if order is not None and order.type is ORDER:
                yield order, frame.verb
    for token in reading.doc:
        if token.pos_ in NOUNS and (order := reading.referent(token)) is not None and order.type is ORDER:
            yield order, token
            yield from ((order, child) for child in token.children if child.dep_ == "acl" and child.lemma_ in SIGNS)


def _day_of(reading: Reading, token: Token) -> Day | None:
    """The day that a verb's or noun's own time tells: a date, or a weekday resolved against the document's date."""
    for child in token.children:
        if child.dep_ not in TIMES or (child.dep_ == "prep" and child.lower_ not in {"on", "of"}):
            continue
        part = [child] if child.dep_ == "poss" else list(child.subtree)
        named = days(reading.document.text, part[0].idx, part[-1].idx + len(part[-1]))
        if named and len(part) <= LONGEST:
            return named[0]
        if (day := _recent(reading, part)) is not None:
            return day
    return None


def _recent(reading: Reading, part: list[Token]) -> Day | None:
    """The day that a phrase tells by the document's own: "on Feb. 5", "Friday"."""
    published = reading.document.date
    if published is None or len(part) > LONGEST:
        return None
    day = recent(reading.document.text, part[0].idx, part[-1].idx + len(part[-1]), published)
    if day is not None or len(part) > SHORT:
        return day
    told = ((token, weekday_before(published, token.text)) for token in part)
    return next((Day(t.idx, t.idx + len(t), iso) for t, iso in told if iso is not None), None)
