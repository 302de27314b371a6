"""Binary facts: offices, parties, spokespeople, issuers, reach, bearers, norms, and who opposes or supports what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, GROUP, ORDER, PERSON, PLACE, PLURAL, POLICY
from graph.extract.norms.examples import examples
from graph.extract.official.letterhead import letterhead
from graph.extract.official.particulars import authority, document_order
from graph.extract.official.supersession import grounds, supersessions
from graph.extract.reading import EventDraft, ProvisionDraft, Reading, RelationDraft, StatementDraft
from graph.extract.referent import Referent
from graph.extract.relations.affiliations import affiliations
from graph.extract.relations.norms_called import norm_called
from graph.extract.relations.offices import offices
from graph.extract.relations.reach import reach
from graph.extract.relations.stands import stands
from graph.model import Predicate, ProvisionKind

NORM_VERBS = {verb.replace("_", " "): Predicate(key) for key, verbs in table("norms").items() for verb in verbs.split()}
AUTHORITY = re.compile(
    r"(?:under|pursuant to|by virtue of|in accordance with|authority (?:vested in (?:me|the \w+) )?(?:by|under|of)|citing|invoking|invoked|"
    r"relies on|relied on|based on|rests on|drew on|powers? (?:under|granted by))\b[^.;\n]{0,80}$",
    re.IGNORECASE,
)


def relations(
    reading: Reading,
    statements: list[StatementDraft],
    provisions: list[ProvisionDraft],
    events: list[EventDraft],
) -> list[RelationDraft]:
    """Every binary fact of a document, each once, in order of subject and kind."""
    orders = _orders_told(reading, provisions, events)
    found = [
        *(
            link
            for r in reading.referents
            if r.type is PERSON
            for link in (*offices(reading, r), *affiliations(reading, r))
        ),
        *_issuers(reading, orders),
        *reach(reading, [*orders, *_of_a_series(reading, orders)], provisions),
        *_directs(provisions),
        *_superseded(reading),
        *_norms(reading, provisions),
        *stands(reading, statements, events),
    ]
    return list(_distinct(found))


def _distinct(drafts: list[RelationDraft]) -> Iterator[RelationDraft]:
    seen = set()
    for draft in drafts:
        target = draft.object if isinstance(draft.object, str) else id(draft.object)
        key = (id(draft.subject), draft.predicate, target)
        if key not in seen and draft.object is not draft.subject:
            seen.add(key)
            yield draft


def _orders(reading: Reading) -> list[Referent]:
    return [r for r in reading.referents if r.type is ORDER]


def _orders_told(reading: Reading, provisions: list[ProvisionDraft], events: list[EventDraft]) -> list[Referent]:
    """The orders that the text is about: "orders" spoken of only together count where something is said of them."""
    used = {id(p.order) for p in provisions} | {id(e.recipient) for e in events if e.recipient is not None}
    return [o for o in _orders(reading) if id(o) in used or not (_spoken_of_together(o) or _one_of_many(reading, o))]


def _of_a_series(reading: Reading, told: list[Referent]) -> list[Referent]:
    """The orders told of once by their numbers alone: who issued them is open, but not where they govern."""
    return [o for o in _orders(reading) if any(map(str.isdigit, o.name)) and o.named and o not in told]


def _one_of_many(reading: Reading, order: Referent) -> bool:
    """Whether an order is told of once, by nobody: in a story one with a number is whoever's the others are."""
    return order.presumed and len(order.mentions) < 2 and (reading.official or not order.named)


def _spoken_of_together(order: Referent) -> bool:
    return all(m.head.tag_ in PLURAL and not m.named for m in order.mentions)


def _issuers(reading: Reading, orders: list[Referent]) -> Iterator[RelationDraft]:
    for order in orders:
        if order.issuer is not None and order.issuer.type in (PERSON, AGENCY, PLACE):
            mention = order.mentions[0]
            yield RelationDraft(order, Predicate.ISSUED_BY, order.issuer, *mention.sentence)


def _directs(provisions: list[ProvisionDraft]) -> Iterator[RelationDraft]:
    for provision in provisions:
        if provision.kind in (ProvisionKind.REQUIRES, ProvisionKind.PROHIBITS):
            for bearer in provision.bearers:
                if bearer.type in (AGENCY, GROUP, PERSON):
                    yield RelationDraft(provision.order, Predicate.DIRECTS, bearer, provision.start, provision.end)


def _norms(reading: Reading, provisions: list[ProvisionDraft]) -> Iterator[RelationDraft]:
    """What an order does to other norms, and what it rests on."""
    for provision in provisions:
        predicate = {ProvisionKind.REVOKES: Predicate.REVOKES, ProvisionKind.REAFFIRMS: Predicate.REAFFIRMS}.get(
            provision.kind
        )
        if predicate is not None:
            known = _norms_between(reading, provision.start, provision.end)
            named = [n for n in known if n is not provision.order and not (n.presumed and len(n.mentions) < 2)]
            norm = named[0] if named else norm_called(reading, provision)
            if norm is not None:
                yield RelationDraft(provision.order, predicate, norm, provision.start, provision.end)
    itself = document_order(reading)  # which no other order has changed yet
    for frame in reading.frames:
        kind = NORM_VERBS.get(f"{frame.lemma} {frame.particle}" if frame.particle else frame.lemma)
        subject, target = reading.referent(frame.subject), reading.referent(frame.object)
        if (
            kind is None
            or target in (None, itself)
            or target.type not in (ORDER, POLICY)
            or frame.negated
            or frame.modal
        ):
            continue
        if examples(frame.object) or (frame.verb.tag_ == "VB" and frame.verb.dep_ in {"xcomp", "ccomp"}):
            continue  # what is only wished
        order = subject if subject is not None and subject.type is ORDER else _issued(reading, subject, target)
        if order is not None and order is not target:
            start, end = reading.doc[frame.start], reading.doc[frame.end - 1]
            yield RelationDraft(order, kind, target, start.idx, end.idx + len(end))
    if not (reading.official and authority(reading.document.text, letterhead(reading.document.text).end)):
        yield from _authorities(reading)  # an order's own text has a clause for them


def _superseded(reading: Reading) -> Iterator[RelationDraft]:
    """What an order's own text revokes and amends, by the words of its clauses."""
    own = document_order(reading)
    if own is not None:
        yield from supersessions(reading, own)
        text = reading.document.text
        yield from grounds(reading, own, authority(text, letterhead(text).end))


def _issued(reading: Reading, person: Referent | None, target: Referent) -> Referent | None:
    return next((o for o in _orders(reading) if person is not None and o.issuer is person and o is not target), None)


def _norms_between(reading: Reading, start: int, end: int) -> list[Referent]:
    found = []
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    for token in span if span is not None else ():
        if start <= token.idx < end:
            referent = reading.referent(token)
            if referent is not None and referent.type in (ORDER, POLICY) and referent not in found:
                found.append(referent)
    return found


def _authorities(reading: Reading) -> Iterator[RelationDraft]:
    text = reading.document.text
    for policy in [r for r in reading.referents if r.type is POLICY and r.named]:
        for mention in policy.mentions:
            start = mention.span.start_char
            sentence = mention.sentence
            if not AUTHORITY.search(text[max(sentence[0], start - 160) : start]):
                continue
            order = _order_near(reading, mention.span.root)
            if order is not None:
                yield RelationDraft(order, Predicate.CITES_AUTHORITY, policy, *sentence)
                break


def _order_near(reading: Reading, token: Token) -> Referent | None:
    """The order that a sentence is about: one named in it, else the document's own in official text."""
    for other in token.sent:
        referent = reading.referent(other)
        if referent is not None and referent.type is ORDER:
            return referent
    return next(iter(_orders(reading)), None) if reading.official else None
