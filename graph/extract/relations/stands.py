"""Who stands for or against which order or norm: by their acts, by verbs of standing, by what they are called.

As in "sued the mayor over the order", "opposes it", "the bill's sponsor", "critics of the ban". Whoever sues, blames or
backs the issuer over the order that the text is about stands against or for that order too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, NORMS, ORDER, ORGANIZATION, PERSON, PLACE, PLURAL, Mention
from graph.extract.official.particulars import document_order
from graph.extract.participants import Cast
from graph.extract.reading import EventDraft, Reading, RelationDraft, StatementDraft
from graph.extract.referent import Referent
from graph.extract.relations.alliances import of_lawyers, of_rulings
from graph.extract.relations.postures import postures
from graph.extract.relations.wishes import wishes
from graph.model import EventStatus, EventType, Predicate

COURT = re.compile(r"\b(?:court|judge|justice|magistrate|panel|chancellor|tribunal)s?\b", re.IGNORECASE)
CRITICAL = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.PROTEST})
SIDES = {Predicate.OPPOSES: CRITICAL, Predicate.SUPPORTS: frozenset({EventType.SUPPORT})}
STANDING = frozenset({PERSON, AGENCY, ORGANIZATION, GROUP, PLACE})
VERBS = {Predicate.OPPOSES: "opposing", Predicate.SUPPORTS: "backing"}
NAMES = {Predicate.OPPOSES: "foe", Predicate.SUPPORTS: "friend"}
OTHER = {Predicate.OPPOSES: Predicate.SUPPORTS, Predicate.SUPPORTS: Predicate.OPPOSES}
# No stand on the norm itself: a judge's dissent, a crowd that pays no heed, "refused to lift it", an inquiry.
EVASIVE = re.compile(
    r"\b(?:dissent|ignor|(?:refus|declin)\w+ to (?:drop|lift|end|repeal|rescind|withdraw)|investigat)", re.IGNORECASE
)
VAGUE = re.compile(r"(?:(?:anyone|everyone|someone|no ?one|nobody|whoever)\b|one$)", re.IGNORECASE)
TOLD = frozenset({"dobj", "pobj", "dative"})
ASKED = frozenset({"ask", "seek", "request", "demand", "petition", "apply"})
NOBODY = re.compile(r"(?:neither|none of|no|not one|not a)\b", re.IGNORECASE)
THROUGH_ISSUER = 0.6  # how much of the certainty of blame on an issuer goes over to the order
MOST_NAMES = 30  # tokens of a list of names
SUIT = re.compile(r"\b(?:sue[ds]?|suing|suits?|lawsuits?|(?:to|in) court|complaint|plaintiffs?)\b", re.IGNORECASE)


def stands(reading: Reading, said: list[StatementDraft], events: list[EventDraft]) -> Iterator[RelationDraft]:
    """Every `opposes` and `supports`; judges and courts take none, and nobody supports his own order."""
    cast = Cast(reading, said)
    itself = document_order(reading)  # on which nobody has taken a stand yet
    surest: dict[tuple[int, int], RelationDraft] = {}
    shown = [*_of_events(cast, events), *_of_verbs(cast), *_of_names(cast), *wishes(cast), *postures(cast)]
    for draft in (*shown, *of_rulings(cast, events)):
        for actor in (draft.subject, *members(reading, draft.subject)):
            norm = draft.object
            own = isinstance(norm, Referent) and norm.issuer is actor
            if (
                actor.type in STANDING
                and not _is_court(actor)
                and not own
                and norm is not itself
                and not VAGUE.match(actor.name)
            ):
                pair = (id(actor), id(norm))  # nobody stands on both sides: the surest evidence tells
                best = surest.setdefault(pair, replace(draft, subject=actor))
                if draft.confidence > best.confidence:
                    surest[pair] = replace(draft, subject=actor)
    yield from surest.values()
    yield from of_lawyers(reading, said, surest)


def _of_events(cast: Cast, events: list[EventDraft]) -> Iterator[RelationDraft]:
    for event in events:
        if event.actor is None or event.recipient is None or _evasive(cast, event):
            continue
        if event.status is EventStatus.NEGATED or NOBODY.match(cast.reading.document.text, event.start):
            continue
        if event.status is EventStatus.HYPOTHETICAL and event.type is EventType.SUPPORT:
            continue  # "unless the council extends it" tells nobody's stand
        aimed = event.recipient.type in NORMS
        for norm in [event.recipient] if aimed else _at_issue(cast, event, event.recipient):
            sure = event.confidence if aimed else THROUGH_ISSUER * event.confidence
            for side, kinds in SIDES.items():
                if event.type in kinds:
                    yield RelationDraft(event.actor, side, norm, event.start, event.end, round(sure, 2))


def _evasive(cast: Cast, event: EventDraft) -> bool:
    return EVASIVE.search(cast.reading.document.text[event.start : event.end]) is not None


def _at_issue(cast: Cast, event: EventDraft, issuer: Referent) -> list[Referent]:
    """The order over which its issuer is sued, blamed or backed: named in the clause, else the one in focus."""
    span = cast.reading.doc.char_span(event.start, event.end, alignment_mode="expand")
    if event.type not in (EventType.ACCUSE, EventType.SUPPORT) or span is None:
        return []
    named = [r for t in span if (r := cast.reading.referent(t)) is not None and r.type is ORDER]
    focus = cast.order_before(span.start)
    near = [*named, *([] if focus is None else [focus])]
    theirs = [o for o in near if _answers_for(issuer, o)]
    if not theirs and event.type is EventType.ACCUSE and SUIT.search(span.text):
        theirs = [o for o in cast.reading.referents if o.type is ORDER and _answers_for(issuer, o)] or near
        theirs = [o for o in theirs if o.issuer is not event.actor]
    return theirs[:1]


def _answers_for(body: Referent, order: Referent) -> bool:
    """Whether somebody issued an order, or bears the issuer's name ("the Biden administration")."""
    issuer = order.issuer
    return issuer is not None and (issuer is body or (issuer.named and issuer.name.split()[-1] in body.name.split()))


def _of_verbs(cast: Cast) -> Iterator[RelationDraft]:
    """ "Smith opposes the ban", "the council did not support the order", "she stood by it"."""
    for frame in cast.reading.frames:
        for side, key in VERBS.items():
            norms = _stood_on(cast, frame, words("stance", key))
            for actor in cast.actors(frame.subject, before=frame.verb.i) if norms and not _bidden(frame) else ():
                for norm in norms:
                    start, end = cast.reading.doc[frame.start], cast.reading.doc[frame.end - 1]
                    turned = OTHER[side] if frame.negated else side
                    yield RelationDraft(actor, turned, norm, start.idx, end.idx + len(end))


def _stood_on(cast: Cast, frame: Frame, verbs: frozenset[str]) -> list[Referent]:
    """The norms that a verb of standing has as its object, or after its preposition ("spoke out *against* it")."""
    tokens = [frame.object] if frame.lemma in verbs else []
    preps = [c for c in frame.verb.rights if c.dep_ == "prep"]
    preps += [c for a in frame.verb.rights if a.dep_ in {"prt", "advmod"} for c in a.rights if c.dep_ == "prep"]
    tokens += [t for p in preps if f"{frame.lemma} {p.lower_}" in verbs for t in p.children if t.dep_ == "pobj"]
    stood = [t for t in tokens if t is not None and t.lemma_.lower() not in words("stance", "undone")]
    stood = [t for t in stood if not (frame.lemma in ASKED and _to_be_done(t))]
    found = [r for t in stood for r in cast.of(t) if r.type in NORMS]
    return [r for r in found if r not in cast.rulings] if frame.lemma in ASKED else found


def _to_be_done(noun: Token) -> bool:
    """As in "asked for the closure *to be put on hold*": no wish for the closure."""
    below = (c for c in noun.rights if c.dep_ in {"relcl", "acl"})
    return any(t.dep_ == "aux" and t.lower_ == "to" for c in below for t in c.lefts)


def _bidden(frame: Frame) -> bool:
    """Whether nobody does it, or somebody is only asked to: "no group opposed it", "urged lawmakers to reject it"."""
    verb, subject = frame.verb, frame.subject
    if subject is not None and NOBODY.match(verb.doc[subject.left_edge.i].text):
        return True
    return verb.tag_ == "VB" and verb.dep_ in {"xcomp", "ccomp"} and subject is not None and subject.dep_ in TOLD


def _of_names(cast: Cast) -> Iterator[RelationDraft]:
    """ "The bill's sponsor", "critics of the ban", "an opponent of the order"."""
    for token in cast.reading.doc:
        for side, key in NAMES.items() if token.pos_ == "NOUN" else ():
            if token.lemma_.lower() in words("stance", key):
                norms = _owners(cast, token) or _understood(cast, token)
                for actor in _called(cast, token) if norms else ():
                    for norm in norms:
                        start, end = token.left_edge, token.right_edge
                        yield RelationDraft(actor, side, norm, start.idx, end.idx + len(end))


def _owners(cast: Cast, noun: Token) -> list[Referent]:
    """The norms whose critic or sponsor a noun names."""
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [t for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "to"} for t in c.children]
    return [r for t in heads for r in cast.of(t) if r.type in NORMS]


def _understood(cast: Cast, noun: Token) -> list[Referent]:
    """The order in focus, where "opponents" or "plaintiffs" are spoken of without saying of what."""
    bare = not any(c.dep_ in {"poss", "prep", "amod", "compound"} for c in noun.children)
    order = cast.order_before(noun.i) if bare and noun.tag_ in PLURAL else None
    return [] if order is None else [order]


def _called(cast: Cast, noun: Token) -> list[Referent]:
    """Who is called so: whom the noun stands for, describes, or is said to be."""
    head = noun
    if noun.dep_ == "conj" and noun.head.dep_ in {"appos", "attr"}:
        noun = noun.head
    if noun.dep_ == "appos":
        head = noun.head
    elif noun.dep_ == "attr":
        head = next((c for c in noun.head.children if c.dep_ == "nsubj"), noun)
    return [r for r in cast.of(head) if r.type in STANDING]


def members(reading: Reading, group: Referent) -> list[Referent]:
    """Who spells out a collective: "councilors - A, B and C -", "officials, among them A", "two senators, A and B"."""
    found: list[Referent] = []
    for mention in group.mentions if group.type is GROUP else ():
        opening = reading.doc[mention.end : mention.end + 3].text.lower()
        if not (re.match(r"(?:, |- |— ?|– |\()?(?:including|among them|-|—|–|:)", opening) or _counted(mention)):
            continue
        for token in reading.doc[mention.end : mention.end + MOST_NAMES]:
            there = reading.referent(token)
            if token.pos_ in {"VERB", "AUX"} and token.lower_ != "including":
                break
            if there is not None and there.named and there.type in (PERSON, ORGANIZATION) and there not in found:
                found.append(there)
    return found


def _counted(mention: Mention) -> bool:
    """Whether a number of people is spelled out after a comma: names, with titles, and nothing before them."""
    doc = mention.span.doc
    if not any(t.pos_ == "NUM" for t in mention.span) or doc[mention.end : mention.end + 1].text != ",":
        return False
    after = doc[mention.end + 1 : mention.end + 8]
    name = next((t for t in after if t.ent_type_ == "PERSON"), None)
    return name is not None and all(t.pos_ == "PROPN" for t in doc[mention.end + 1 : name.i])


def _is_court(referent: Referent) -> bool:
    return bool(COURT.search(referent.name)) or any(
        r.noun in {"judge", "justice", "chancellor"} and r.noun in r.text.lower() for r in referent.roles
    )
