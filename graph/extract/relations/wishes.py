"""Who wants a norm undone or made: "urged her to rescind the order", "called for its repeal", "voted no"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import NORMS, ORDER, POLICY
from graph.extract.participants import Cast
from graph.extract.reading import RelationDraft
from graph.extract.referent import Referent
from graph.extract.statements.blame import meant
from graph.model import Predicate

AGAINST, FOR = Predicate.OPPOSES, Predicate.SUPPORTS
TURNED = {AGAINST: FOR, FOR: AGAINST}
DONE_TO = {"undoing": AGAINST, "making": FOR}
DONE = {"undone": AGAINST, "made": FOR}
OBEYING = frozenset({"comply", "cooperate", "obey", "proceed", "go"})
POINTING = frozenset({"the", "this", "that", "his", "her", "its", "their"})
NAYS = frozenset({"no", "nay", "noes", "nays"})
YEAS = frozenset({"yes", "aye", "yea", "ayes", "yeas"})
VOTED = 70  # tokens before a vote in which its matter is told
VOTES = frozenset({"vote", "voter", "no", "nay", "noes", "nays", "yes", "aye", "ayes", "yeas"})


def wishes(cast: Cast) -> Iterator[RelationDraft]:
    """Every stand that a request, a plan or a vote shows."""
    for frame in cast.reading.frames:
        for side, norm in _done_to(cast, frame):
            yield from _held(cast, frame, side, norm)
        yield from _called_for(cast, frame)
        yield from _voted(cast, frame)


def _done_to(cast: Cast, frame: Frame) -> Iterator[tuple[Predicate, Referent]]:
    """What a verb would do to which norms."""
    lemma = f"{frame.lemma} {frame.particle}" if frame.particle else frame.lemma
    wanted = frame.verb.tag_ == "VBN" and frame.object is None and frame.verb.dep_ in {"ccomp", "xcomp", "oprd"}
    thing = frame.subject if wanted else frame.object  # "wants the order rescinded"
    for key, side in DONE_TO.items():
        if thing is not None and (lemma in words("stance", key) or frame.lemma in words("stance", key)):
            yield from ((_turned(side, frame.negated), r) for r in _norms(cast, thing))
    if frame.negated and frame.lemma in OBEYING and frame.verb.dep_ in {"xcomp", "ccomp"}:
        order = cast.order_before(frame.verb.i)
        yield from () if order is None else ((AGAINST, order),)


def _norms(cast: Cast, token: Token) -> list[Referent]:
    """The norms that a noun phrase names, or the order that "the move" means."""
    named = [r for r in cast.of(token) if r.type in NORMS]
    bare = token.pos_ == "PRON" or any(c.lower_ in POINTING for c in token.lefts)
    if named or not bare or any(c.dep_ in {"amod", "compound", "nummod"} for c in token.lefts):
        return named
    return [r for r in meant(cast, token) if r.type is ORDER]


def _turned(side: Predicate, negated: bool) -> Predicate:
    return TURNED[side] if negated else side


def _held(cast: Cast, frame: Frame, side: Predicate, norm: Referent) -> Iterator[RelationDraft]:
    """The stand of whoever wishes that it be done; "threatened to extend it" wishes it nothing good."""
    wish = _wish(cast, frame.verb)
    if wish is None or wish.modal in {"could", "may", "might"} or (side is FOR and wish.lemma == "threaten"):
        return
    turned = wish.negated != (wish.lemma in words("stance", "undoing") and wish.lemma not in words("stance", "wishing"))
    for actor in cast.actors(wish.subject, before=wish.verb.i):
        yield _draft(cast, actor, _turned(side, turned), norm, wish.verb, frame.verb)


def _wish(cast: Cast, verb: Token) -> Frame | None:
    """The frame of the wishing verb that governs a verb, or the first of those that it is coordinated with."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    if first.dep_ in {"acl", "relcl"} and first.head.lemma_.lower() in words("stance", "vehicle"):
        frame = cast.reading.frame_of.get(first.head.head.i)  # "filed a bill to overturn it"
        return frame if frame is not None and frame.object == first.head and not frame.passive else None
    aimed = first.dep_ == "advcl" and first.tag_ == "VB" and any(c.lower_ == "to" for c in first.lefts)
    aimed = aimed or (first.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "for" for c in first.lefts))
    if first.dep_ not in {"xcomp", "ccomp"} and not aimed:
        return None
    frame = cast.reading.frame_of.get(first.head.i)
    if frame is None or frame.passive or frame.lemma not in words("stance", "wishing"):
        return None
    return frame


def _called_for(cast: Cast, frame: Frame) -> Iterator[RelationDraft]:
    """ "Called for the repeal of the order", "demanded its withdrawal", "voted for the measure's rejection"."""
    if frame.lemma not in words("stance", "wishing") or frame.passive:
        return
    objects = [frame.object, *(t for p in ("for", "on") for t in frame.preps.get(p, ()))]
    for noun in (t for t in objects if t is not None):
        for key, side in DONE.items():
            if noun.lemma_.lower() in words("stance", key):
                for norm in _owners(cast, noun):
                    for actor in cast.actors(frame.subject, before=frame.verb.i):
                        yield _draft(cast, actor, _turned(side, frame.negated), norm, frame.verb, noun)


def _owners(cast: Cast, noun: Token) -> list[Referent]:
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [t for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "to"} for t in c.children]
    return [r for t in heads for r in _norms(cast, t)]


def _voted(cast: Cast, frame: Frame) -> Iterator[RelationDraft]:
    """ "Voted no", "was the lone no vote", "were the two noes", on what was last spoken of."""
    side = _ballot(frame)
    norm = _at_vote(cast, frame.verb) if side is not None else None
    if side is None or norm is None:
        return
    undoing = _to_undo(cast, frame.verb, norm)
    for actor in cast.actors(frame.subject, before=frame.verb.i):
        draft = _draft(cast, actor, _turned(side, undoing), norm, frame.verb, frame.verb)
        yield replace(draft, confidence=0.9) if undoing else draft


def _ballot(frame: Frame) -> Predicate | None:
    if frame.lemma == "vote":
        said = {t.lower_ for t in frame.verb.rights if t.i <= frame.verb.i + 2}
    elif frame.lemma == "be" and frame.predicate is not None and frame.predicate.lower_ in VOTES:
        said = {t.lower_ for t in frame.predicate.subtree if t.i <= frame.predicate.i}
    else:
        return None
    return AGAINST if said & NAYS else FOR if said & YEAS else None


def _at_vote(cast: Cast, verb: Token) -> Referent | None:
    """The norm that was voted on: the one last spoken of, a bill before an order where both are near."""
    norms = [r for r in cast.reading.referents if r.type in NORMS and r not in cast.rulings]
    before = [r for r in norms if r.before(verb.i) >= 0]
    return max(before, key=lambda r: (r.before(verb.i), r.type is POLICY), default=None)


def _to_undo(cast: Cast, verb: Token, norm: Referent) -> bool:
    """Whether the vote was on undoing the norm: "met on Friday and revoked the order; the two Democrats voted no"."""
    near = [
        f for f in cast.reading.frames if verb.i - VOTED < f.verb.i < verb.i and f.lemma in words("stance", "undoing")
    ]
    return any(norm in cast.of(f.object) for f in near if not f.negated)


def _draft(cast: Cast, actor: Referent, side: Predicate, norm: Referent, first: Token, last: Token) -> RelationDraft:
    a, b = sorted((first, last), key=lambda t: t.i)
    return RelationDraft(actor, side, norm, a.idx, b.idx + len(b), 0.7)
