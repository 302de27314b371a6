"""Where an order governs (`appliesIn`): the places that it names as its reach, else its issuer's own jurisdiction."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.jurisdiction import jurisdiction_of
from graph.extract.mention import PLACE, Mention
from graph.extract.reading import ProvisionDraft, Reading, RelationDraft
from graph.extract.referent import Referent
from graph.model import Predicate, ProvisionKind

WITHIN = frozenset({"in", "for", "across", "throughout", "within", "covering"})
INSIDE = frozenset({"in", "across", "throughout", "within", "at", "on", "onto", "around", "inside"})
NEAR = 7  # tokens after an order's mention in which its reach is told
MANY = 5  # norms, of which one alone does not tell the reach of an order's own text
MADE = frozenset({ProvisionKind.ESTABLISHES, ProvisionKind.REVOKES})


def reach(reading: Reading, orders: list[Referent], provisions: list[ProvisionDraft]) -> Iterator[RelationDraft]:
    """Where each order governs."""
    for order in orders:
        places = _told_at(reading, order) or _told_by(reading, order, provisions)
        if not places and order.issuer is not None:
            own = jurisdiction_of(reading, order.issuer)
            places = [] if own is None else [own]
        for place in dict.fromkeys(places):
            yield RelationDraft(order, Predicate.APPLIES_IN, place, *order.mentions[0].sentence)


def _told_at(reading: Reading, order: Referent) -> list[Referent]:
    """ "a disaster emergency for Kiowa County", "a ban on driving in Buffalo"."""
    for mention in order.mentions:
        for token in reading.doc[mention.end : mention.end + NEAR]:
            if token.dep_ == "prep" and token.lower_ in WITHIN:
                places = _places(reading, token)
                if places and _belongs(mention, token):
                    return places
            if token.is_punct or token.pos_ in {"VERB", "AUX"}:
                break
    return []


def _belongs(mention: Mention, preposition: Token) -> bool:
    above = preposition.head
    near = mention.start <= above.i <= mention.end + 4 and above.pos_ != "VERB"
    return near or (above == mention.head.head and above.lemma_ in {"declare", "proclaim"})


def _told_by(reading: Reading, order: Referent, provisions: list[ProvisionDraft]) -> list[Referent]:
    """The places that the order's norms name: "barred pumps in Delhi", "creates the Red Mesa National Monument"."""
    found: list[Referent] = []
    norms = sum(p.order is order for p in provisions)
    for provision in provisions:
        if provision.order is not order:
            continue
        span = reading.doc.char_span(provision.start, provision.end, alignment_mode="expand")
        if span is None:
            continue
        for token in span:
            if token.dep_ == "prep" and token.lower_ in INSIDE:
                found += _places(reading, token)
            if token.dep_ == "dobj" and token.head == span.root:  # "withdrew the Rose Plateau from leasing"
                here = reading.referent(token)
                found += [here] if here is not None and here.type is PLACE and here.named else []
        if provision.kind in MADE:
            here = reading.referent(span.root)
            found += [here] if here is not None and here.type is PLACE and here.named else []
    if reading.official and norms >= MANY:  # a hearing "in Reno" is not where a long order governs
        return [place for place in found if found.count(place) * MANY > norms]
    return found


def _places(reading: Reading, preposition: Token) -> list[Referent]:
    """The named places after a preposition, coordinated ones too."""
    objects = [t for c in preposition.children if c.dep_ == "pobj" for t in (c, *c.conjuncts)]
    inner = [t for o in objects for t in o.children if t.dep_ in {"compound", "conj"}]
    found = [reading.referent(t) for t in (*objects, *inner)]
    return [r for r in found if r is not None and r.type is PLACE and r.named]
