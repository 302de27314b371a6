"""Where an order governs (`appliesIn`): the places that it names as its reach, else its issuer's own jurisdiction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.forms import place_kind, region_name
from graph.extract.jurisdiction import governed_by, jurisdiction_of
from graph.extract.mention import PERSON, PLACE, Mention
from graph.extract.offices import offices
from graph.extract.reading import ProvisionDraft, Reading, RelationDraft
from graph.extract.referent import Referent
from graph.model import Predicate, ProvisionKind

WITHIN = frozenset({"in", "for", "across", "throughout", "within", "covering"})
INSIDE = frozenset({"in", "across", "throughout", "within", "at", "on", "onto", "around", "inside"})
WIDE = frozenset({"state", "country"})
OVER = re.compile(r" (?:of|for) (?:the )?([A-Z][^,]*)$")
NEAR = 7  # tokens after an order's mention in which its reach is told
MANY = 5  # norms, of which one alone does not tell the reach of an order's own text
MADE = frozenset({ProvisionKind.ESTABLISHES, ProvisionKind.REVOKES})


def reach(reading: Reading, orders: list[Referent], provisions: list[ProvisionDraft]) -> Iterator[RelationDraft]:
    """Where each order governs."""
    for order in orders:
        own = _own(reading, order)
        places = _told_at(reading, order) or _inside(_told_by(reading, order, provisions), own)
        for place in dict.fromkeys(places or ([] if own is None else [own])):
            yield RelationDraft(order, Predicate.APPLIES_IN, place, *order.mentions[0].sentence)


def _own(reading: Reading, order: Referent) -> Referent | None:
    """The jurisdiction of an order's issuer; in an order's own text that of the office whose text it is."""
    own = None if order.issuer is None else _by_office(reading, order.issuer) or jurisdiction_of(reading, order.issuer)
    own = own or (governed_by(reading) if reading.official and order.named else None)
    return own if own is not None and own.mentions else None


def _by_office(reading: Reading, issuer: Referent) -> Referent | None:
    """The place that the issuer's office names as it is written out: "Governor of *Oregon*"."""
    held = [d.object for d in offices(reading, issuer) if isinstance(d.object, str)] if issuer.type is PERSON else []
    names = {m[1] for m in map(OVER.search, held) if m is not None}
    places = [r for r in reading.referents if r.type is PLACE and r.named]
    return next((r for r in places if names & {r.name, region_name(r.name)}), None)


def _inside(places: list[Referent], own: Referent | None) -> list[Referent]:
    """The places of an order's norms that are no other states and countries than the issuer's: "goods from Ohio"."""
    ruled = own is not None and place_kind(own.name) in {*WIDE, "city", "county"}
    return [p for p in places if not ruled or p is own or place_kind(p.name) not in WIDE]


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
