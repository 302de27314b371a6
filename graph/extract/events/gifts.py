"""Help that nouns report: a shelter that opens, with nobody told who gives it; what somebody has from somebody."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.events.clause import extent_of
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.participants import ACTORS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

TO = frozenset({"to", "for"})
FROM = frozenset({"from", "by"})


def opened(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "a shelter has opened": help, of nobody in particular to nobody in particular."""
    frame = cast.reading.frame_of.get(noun.head.i) if noun.dep_ == "nsubj" else None
    if frame is not None and frame.lemma == "open" and frame.object is None:
        start, end = int(noun.left_edge.idx), int(noun.head.idx + len(noun.head))
        planned = frame.modal in {"will", "would"} or noun.head.dep_ == "xcomp"
        status = EventStatus.PLANNED if planned else EventStatus.ACTUAL
        said = cast.statement_at(noun.idx)
        yield EventDraft(EventType.AID, status, None, None, None, start, end, said, confidence=0.5)


def given(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "a gift of $5,000 *from the foundation* to the shelter", "paid for with a grant *from the state*"."""
    frame = cast.reading.frame_of.get(noun.head.i)
    if noun.head.lower_ == "on" or (frame is not None and frame.lemma in words("events", "receiving")):
        return  # players are "on loan from" their clubs; what somebody receives a pattern tells
    start, end = extent_of(noun)
    said = cast.statement_at(noun.idx)
    for giver in (r for r in dict.fromkeys(_at(cast, noun, FROM)) if r.type in ACTORS):
        taker = next((r for r in _at(cast, noun, TO) if r is not giver and r.type not in NORMS), None)
        yield EventDraft(EventType.AID, EventStatus.ACTUAL, giver, taker, None, start, end, said, confidence=0.6)


def _at(cast: Cast, noun: Token, names: frozenset[str]) -> list[Referent]:
    """What stands after a preposition of a noun: "a gift *from X*", "a grant of $5,000 *from X*"."""
    preps = [c for c in noun.rights if c.dep_ in {"prep", "agent", "dative"}]
    below = [c for p in preps if p.lower_ == "of" for t in p.children for c in t.rights if c.dep_ == "prep"]
    heads = (t for p in (*preps, *below) if p.lower_ in names for t in p.children if t.dep_ == "pobj")
    return [r for t in heads for r in cast.of(t)]
