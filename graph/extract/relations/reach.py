"""Where an order governs (`appliesIn`): the places that it names as its reach, else its issuer's own jurisdiction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.forms import is_region, place_kind, region_name
from graph.extract.frames import Frame
from graph.extract.mention import ORDER, PERSON, PLACE, Mention
from graph.extract.reading import ProvisionDraft, Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.relations.jurisdiction import governed_by, jurisdiction_of
from graph.extract.relations.offices import offices
from graph.extract.relations.seats import UNITED_STATES
from graph.model import Predicate, ProvisionKind

WITHIN = frozenset({"in", "for", "across", "throughout", "within", "covering"})
COVERS = {  # verbs that tell where an order holds, by the prepositions before the places
    "cover": (),
    "apply": ("to", "in", "across", "within", "throughout"),
    "extend": ("to", "across", "throughout"),
}
JOINED = frozenset({"counties", "parishes", "boroughs", "districts", "cities", "towns", "provinces", "states"})
FORCE = frozenset({"force", "effect"})
SHOWN = frozenset({"sign", "announce", "unveil", "discuss", "defend", "criticize", "criticise", "protest"})
INSIDE = frozenset({"in", "across", "throughout", "within", "at", "on", "onto", "around", "inside"})
WIDE = frozenset({"state", "country"})
OVER = re.compile(r" (?:of|for) (?:the )?([A-Z][^,]*)$")
BREATH = 40  # tokens
NEAR = 7  # tokens after an order's mention in which its reach is told
FEW = 4  # norms, of which one alone does not tell where the order of a known jurisdiction governs
MANY = 5  # norms, of which one alone does not tell the reach of an order's own text
MADE = frozenset({ProvisionKind.ESTABLISHES, ProvisionKind.REVOKES})


def reach(reading: Reading, orders: list[Referent], provisions: list[ProvisionDraft]) -> Iterator[RelationDraft]:
    """Where each order governs."""
    covered, added = _covered(reading), _widened(reading)
    for order in orders:
        own = _own(reading, order)
        places = covered.get(id(order), []) or _told_at(reading, order)
        norms = [p for p in provisions if p.order is order]
        places = places or _inside(_told_by(reading, norms), own, len(norms))
        places = places or _called_after(reading, order)
        wider = added.get(id(order), [])
        if own is not None and not places and not (wider and place_kind(own.name) in WIDE):
            places = [own]
        for place in dict.fromkeys(places + wider):
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
    known = [*reading.referents, *reading.discourse.jurisdiction.values()]
    places = [r for r in known if r.type is PLACE and r.named]
    names -= UNITED_STATES  # a president's order governs where it says so
    exact = next((r for r in places if names & {r.name, region_name(r.name)}), None)
    return exact or next((r for r in places if _begins(names, region_name(r.name))), None)


def _begins(offices: set[str], place: str) -> bool:
    """Whether the body of an office is named after a place: "director of *Idaho* Department of Water Resources"."""
    return is_region(place) and any(name.startswith(f"{place} ") for name in offices)


def _inside(places: list[Referent], own: Referent | None, norms: int) -> list[Referent]:
    """The places in at least a quarter of an order's norms, no other states and countries than the issuer's among them
    ("goods from Ohio"); all of them where the issuer's own place is open."""
    if own is None or place_kind(own.name) not in {*WIDE, "city", "county"}:
        return places
    if own in places:
        return [own]
    return [p for p in places if place_kind(p.name) not in WIDE and places.count(p) * FEW >= norms]


def _covered(reading: Reading) -> dict[int, list[Referent]]:
    """By order, the places that it is said to cover: "The order *covers Dayton*", "it is in force in Akron"."""
    found: dict[int, list[Referent]] = {}
    for frame in reading.frames:
        if frame.negated or not (frame.lemma in COVERS or FORCE & _objects(frame)):
            continue
        which = frame.subject is not None and frame.subject.tag_ == "WDT"  # "the order, which covers Lynn"
        order = reading.referent(frame.verb.head if which else frame.subject)
        if frame.lemma not in COVERS and frame.subject is not None and frame.subject.lower_ == "it":
            order = _last_order(reading, frame.subject.i)  # nothing but a norm comes into force
        if order is not None and order.type is ORDER:
            found.setdefault(id(order), []).extend(_within_reach(reading, frame))
    return found


def _widened(reading: Reading) -> dict[int, list[Referent]]:
    """By order, the places that somebody extended it to, beside where it already holds."""
    found: dict[int, list[Referent]] = {}
    for frame in reading.frames:
        if frame.lemma != "extend" or frame.negated or frame.verb.tag_ == "VB":  # "threatened to extend"
            continue
        order = None if frame.object is None else reading.referent(frame.object)
        if order is not None and order.type is ORDER:
            found.setdefault(id(order), []).extend(_within_reach(reading, frame))
    return found


def _last_order(reading: Reading, index: int) -> Referent | None:
    before = [r for r in reading.referents if r.type is ORDER and 0 <= index - r.before(index) <= BREATH]
    return max(before, key=lambda r: r.before(index), default=None)


def _objects(frame: Frame) -> set[str]:
    """The bare words after a verb: "comes into *force*", "takes *effect*"."""
    tokens = [frame.object, *(t for ts in frame.preps.values() for t in ts)]
    return {t.lower_ for t in tokens if t is not None}


def _within_reach(reading: Reading, frame: Frame) -> Iterator[Referent]:
    """The places after the verb: of people, vehicles and stores there an order's reach is not told."""
    heads = [frame.object] if frame.lemma == "cover" and frame.object is not None else []
    for preposition in (t for t in frame.verb.subtree if t.dep_ in {"prep", "conj"} and t.i > frame.verb.i):
        if frame.lemma != "cover" and preposition.lower_ in COVERS.get(frame.lemma, WITHIN):
            heads += [c for c in preposition.children if c.dep_ == "pobj"]
    for head in heads:
        listed = [c for p in head.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
        joined = [h for h in (head, *head.conjuncts) if h.lower_ in JOINED]  # "Lynn and Essex *counties*"
        among = [c for h in joined for c in h.children if c.dep_ in {"compound", "nmod"}]
        told = [head, *listed, *among, *(c for c in head.children if c.dep_ == "appos")]  # "Lynn, Essex and Troy"
        for token in [t for h in told for t in (h, *h.conjuncts)]:
            here = reading.referent(token)
            if here is not None and here.type is PLACE and here.named:
                yield here


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


def _called_after(reading: Reading, order: Referent) -> list[Referent]:
    """ "The *Tenderloin* proclamation", "a *Mission Street* ban"."""
    words = (t for m in order.mentions if not m.named for t in m.head.children if t.dep_ in {"compound", "nmod"})
    places = (reading.referent(t) for t in words)
    return [p for p in places if p is not None and p.type is PLACE and p.named and place_kind(p.name) != "country"][:1]


def _belongs(mention: Mention, preposition: Token) -> bool:
    above = preposition.head
    if preposition.lower_ == "in" and mention.head.dep_ == "dobj" and mention.head.head.lemma_ in SHOWN:
        return False  # where it was signed
    near = mention.start <= above.i <= mention.end + 4 and above.pos_ != "VERB"
    return near or (above == mention.head.head and above.lemma_ in {"declare", "proclaim"})


def _told_by(reading: Reading, norms: list[ProvisionDraft]) -> list[Referent]:
    """The places that the order's norms name: "barred pumps in Delhi", "creates the Red Mesa National Monument"."""
    found: list[Referent] = []
    for provision in norms:
        span = reading.doc.char_span(provision.start, provision.end, alignment_mode="expand")
        if span is None:
            continue
        for token in span:
            if token.dep_ in {"prep", "conj"} and token.tag_ == "IN" and token.lower_ in INSIDE:
                found += _places(reading, token)
            if token.dep_ == "dobj" and token.head == span.root:  # "withdrew the Rose Plateau from leasing"
                here = reading.referent(token)
                found += [here] if here is not None and here.type is PLACE and here.named else []
        if provision.kind in MADE:
            here = reading.referent(span.root)
            found += [here] if here is not None and here.type is PLACE and here.named else []
    if reading.official and len(norms) >= MANY:  # a hearing "in Reno" is not where a long order governs
        return [place for place in found if found.count(place) * MANY > len(norms)]
    return found


def _places(reading: Reading, preposition: Token) -> list[Referent]:
    """The named places after a preposition, coordinated ones too."""
    return _named_places(reading, [c for c in preposition.children if c.dep_ == "pobj"])


def _named_places(reading: Reading, heads: list[Token]) -> list[Referent]:
    objects = [t for head in heads for t in (head, *head.conjuncts)]
    inner = [t for o in objects for t in o.children if t.dep_ in {"compound", "conj"}]
    found = [reading.referent(t) for t in (*objects, *inner)]
    return [r for r in found if r is not None and r.type is PLACE and r.named]
