"""Who is for or against a norm by what he is or has: "is critical of the ban", "has doubts about it", "in favor of"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.participants import Cast
from graph.extract.reading import RelationDraft
from graph.extract.referent import Referent
from graph.model import Predicate

AGAINST, FOR = Predicate.OPPOSES, Predicate.SUPPORTS
TURNED = {AGAINST: FOR, FOR: AGAINST}
ADJECTIVES = {"against": AGAINST, "for": FOR}
NOUNS = {"protest": AGAINST, "assent": FOR}
PHRASES = {"favor": FOR, "favour": FOR, "support": FOR, "opposition": AGAINST}
BEING = frozenset({"be", "remain", "become", "seem", "stay", "sound", "appear", "stand", "feel", "come"})
MEETING = frozenset({"have", "win", "enjoy", "draw", "gain", "get", "receive", "earn", "attract", "meet"})
ABOUT = frozenset({"to", "of", "for", "against", "about", "over", "with", "behind"})
DENYING = frozenset({"no", "little", "few"})


def postures(cast: Cast) -> Iterator[RelationDraft]:
    """Every stand that somebody is said to have."""
    for frame in cast.reading.frames:
        for side, norm in (*_by_adjective(cast, frame), *_by_phrase(cast, frame), *_by_noun(cast, frame)):
            for actor in cast.actors(frame.subject, before=frame.verb.i):
                turned = TURNED[side] if frame.negated else side
                start, end = cast.reading.doc[frame.start], cast.reading.doc[frame.end - 1]
                yield RelationDraft(actor, turned, norm, start.idx, end.idx + len(end), 0.7)
        yield from _met_with(cast, frame)


def _met_with(cast: Cast, frame: Frame) -> Iterator[RelationDraft]:
    """ "The order has *the support of the union*", "drew *criticism from the union*"."""
    norms = [r for r in cast.of(frame.subject) if r.type in NORMS] if frame.lemma in MEETING else []
    told = frame.object if norms and not frame.negated else None
    nouns = [] if told is None or any(c.lower_ in DENYING for c in told.lefts) else [told, *told.conjuncts]
    for noun in nouns:
        side = next((side for key, side in NOUNS.items() if noun.lemma_.lower() in words("stance", key)), None)
        givers = (c for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"of", "from", "among"})
        for actor in [r for c in givers for t in c.children if t.dep_ == "pobj" for r in cast.actors(t)]:
            if side is not None:
                end = noun.right_edge
                yield from (RelationDraft(actor, side, n, frame.verb.idx, end.idx + len(end), 0.7) for n in norms)


def _by_adjective(cast: Cast, frame: Frame) -> Iterator[tuple[Predicate, Referent]]:
    """ "Is opposed to the order"."""
    word = frame.predicate
    words_of = [word] if word is not None and frame.lemma in BEING else [frame.verb] if frame.passive else []
    for token in words_of:
        for prep in (c for c in token.children if c.dep_ in {"prep", "agent"}):
            for key, side in ADJECTIVES.items():
                if f"{token.lower_} {prep.lower_}" in words("stance", key):
                    yield from ((side, r) for r in _after(cast, prep))


def _by_phrase(cast: Cast, frame: Frame) -> Iterator[tuple[Predicate, Referent]]:
    """ "Is in favor of the order", "spoke in opposition to it"."""
    for noun in frame.preps.get("in", ()):
        side = PHRASES.get(noun.lower_)
        for prep in (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ABOUT) if side is not None else ():
            yield from ((side, r) for r in _after(cast, prep) if side is not None)


def _by_noun(cast: Cast, frame: Frame) -> Iterator[tuple[Predicate, Referent]]:
    """ "Has doubts about the order", "signed a petition against it", "lent the order her support"."""
    noun = frame.object
    if noun is None or frame.lemma not in words("stance", "having") or any(c.lower_ in DENYING for c in noun.lefts):
        return
    for key, side in NOUNS.items():
        if noun.lemma_.lower() in words("stance", key):
            preps = [c for t in (noun, frame.verb) for c in t.children if c.dep_ == "prep" and c.i > noun.i]
            for prep in (p for p in preps if p.lower_ in ABOUT):
                turned = FOR if prep.lower_ == "for" and side is AGAINST else side
                yield from ((turned, r) for r in _after(cast, prep))


def _after(cast: Cast, prep: Token) -> list[Referent]:
    return [r for t in prep.children if t.dep_ == "pobj" for r in cast.of(t) if r.type in NORMS]
