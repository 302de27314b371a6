"""Help that nouns report: a shelter that opens, with nobody told who gives it; what somebody has from somebody."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.events.clause import extent_of
from graph.extract.events.status import none_of, status_of
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.participants import ACTORS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

TO = frozenset({"to", "for"})
FROM = frozenset({"from", "by"})
WITH = frozenset({"with", "through"})


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
    """As in "a gift of $5,000 *from the foundation* to the shelter helped", "paid for with a grant *from the state*";
    nothing of help that is asked for, refused or lost."""
    frame = cast.reading.frame_of.get((noun.head.head if noun.dep_ == "pobj" else noun.head).i)
    used = noun.dep_ == "pobj" and noun.head.lower_ in WITH
    works = noun.dep_ == "nsubj" and frame is not None and frame.lemma in words("events", "serving_ends")
    status = None if frame is None or frame.negated else status_of(cast.reading, frame)
    if none_of(noun) or not (used or works) or status is None:
        return
    start, end = extent_of(noun)
    said = cast.statement_at(noun.idx)
    givers = (r for r in dict.fromkeys(_at(cast, noun, FROM)) if r.type in ACTORS and not cast.is_a(r, "court"))
    for giver in givers:
        taker = next((r for r in _at(cast, noun, TO) if r is not giver and r.type not in NORMS), None)
        yield EventDraft(EventType.AID, status, giver, taker, None, start, end, said, confidence=0.6)


def _at(cast: Cast, noun: Token, names: frozenset[str]) -> list[Referent]:
    """What stands after a preposition of a noun: "a gift *from X*", "a grant of $5,000 *from X*"."""
    preps = [c for c in noun.rights if c.dep_ in {"prep", "agent", "dative"}]
    below = [c for p in preps if p.lower_ == "of" for t in p.children for c in t.rights if c.dep_ == "prep"]
    heads = (t for p in (*preps, *below) if p.lower_ in names for t in p.children if t.dep_ == "pobj")
    return [r for t in heads for r in cast.of(t)]
