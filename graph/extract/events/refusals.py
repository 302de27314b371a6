"""Refusals that a negated future tells: "the city will not help", "vowed not to comply", "would not say why"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.events.clause import lemma_of, span_of
from graph.extract.events.lexicon import patterns
from graph.extract.events.slots import complement_subject, fill, infinitives
from graph.extract.events.status import supposed
from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import NORMS, PERSON, PLACE
from graph.extract.participants import ACTORS, FIRST, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.extract.relations.belonging import belonging
from graph.model import EventStatus, EventType

WELCOME = frozenset({EventType.SUPPORT, EventType.AGREE, EventType.AID, EventType.CONCEDE, EventType.COOPERATE})
FUTURE = frozenset({"will", "wo", "would", "'ll", "’ll"})


def refusals(cast: Cast, frame: Frame) -> Iterator[EventDraft]:
    """REJECT, planned, by whoever will not do what a verb says; actual where an answer is refused."""
    if cast.reading.official or supposed(frame.verb) or not (frame.negated or _grants_none(frame) or _no_plan(frame)):
        return
    likely = _may_refuse(frame)
    if not likely and not _own_will(cast, frame):
        return
    found = cast.askers(cast.actors(frame.subject), anyone=True) if _does_that(frame) else _refused(cast, frame)
    answered = _does_that(frame) and bool(found)
    normed = answered or any(r.type in NORMS for r in found)
    if (not found and frame.lemma in {"obey", "comply"}) or not (likely or normed):
        found = [r for r in [cast.order_before(frame.verb.i)] if r is not None]
    aims: list[Referent | None] = list(found)
    moved = frame.object or complement_subject(frame)
    if moved is not None and any(c.lower_ in FIRST for c in moved.children):  # "not let my officers go"
        return
    if not aims and frame.lemma in words("events", "leave_to"):
        return
    status = EventStatus.ACTUAL if frame.lemma in words("events", "answer") else EventStatus.PLANNED
    start, end = span_of(frame)
    for actor in cast.actors(frame.subject, before=frame.verb.i):
        for aim in aims or [None]:
            said = cast.statement_at(frame.verb.idx)
            yield EventDraft(EventType.REJECT, status, actor, aim, None, start, end, said)


def _grants_none(frame: Frame) -> bool:
    """As in "will take no part", "would offer no help"."""
    if frame.modal in FUTURE and any(
        c.lower_ == "neither" for c in frame.verb.lefts
    ):  # "would neither confirm nor deny"
        return True
    thing = frame.object
    told = thing is not None and frame.modal in FUTURE and not frame.passive
    return told and thing is not None and any(c.lower_ == "no" for c in thing.lefts)


def _no_plan(frame: Frame) -> bool:
    """As in "has no plans to change it", "has no intention of enforcing it"."""
    thing = frame.object
    if frame.lemma != "have" or thing is None or lemma_of(thing) not in {"plan", "intention", "intent"}:
        return False
    return frame.negated or any(c.lower_ in {"no", "any"} for c in thing.lefts)


def _does_that(frame: Frame) -> bool:
    """As in "had no plans to do that", "would not do so": what somebody asked for."""
    below = (frame.verb, *(c for t in frame.verb.rights for c in t.rights if c.dep_ in {"acl", "relcl"}))
    return any(lemma_of(v) == "do" and any(c.lower_ in {"that", "so"} for c in v.rights) for v in below)


def _may_refuse(frame: Frame) -> bool:
    """Any verb where somebody vows not to, verbs of compliance and of leave, and what is granted to nobody.

    What else somebody will not do ("they will not operate there") is a refusal once in eight times: no event, but for
    what bodies and office-holders tell of themselves.
    """
    if frame.verb.dep_ == "xcomp" and lemma_of(frame.verb.head) in words("events", "vow"):
        vowed = lemma_of(frame.verb.head) in {"vow", "pledge", "promise", "swear"}
        return vowed or _whitelisted(frame)
    willed = frame.subject is not None and frame.subject.lower_ not in words("events", "unwilling")
    return frame.modal in FUTURE and (_whitelisted(frame) or (willed and _grants_none(frame)))


def _own_will(cast: Cast, frame: Frame) -> bool:
    """What a body or an office-holder says that he, or those under him, will not do: "said deputies would not cite"."""
    teller = cast.speaker_at(frame.verb.idx)
    subject = frame.subject
    if teller is None or subject is None or frame.passive or frame.predicate is not None:
        return False
    if frame.modal not in FUTURE:
        return _no_plan(frame) and teller in cast.of(subject)
    if frame.lemma in words("events", "unwilled") or not _grants(frame.lemma) or subject.lower_ in FIRST:
        return False
    owners = [r for c in subject.children if c.dep_ == "poss" and c.lower_ not in FIRST for r in cast.of(c)]
    mine = [teller, *cast.principals(teller), *(r for r, _ in belonging(cast.reading, teller) if teller.type is PERSON)]
    return any(r in mine for r in (*cast.of(subject), *owners))


def _grants(lemma: str) -> bool:
    """Whether a verb tells no event, or one that somebody would welcome, which is refused by not doing it."""
    return {p.type for p in patterns().get(lemma, ())} <= WELCOME


def _whitelisted(frame: Frame) -> bool:
    return any(frame.lemma in words("events", key) for key in ("comply", "leave_to", "answer"))


def _refused(cast: Cast, frame: Frame) -> list[Referent]:
    """Whom a refusal is aimed at; where leave is refused, those with whom something would have been done."""
    if frame.lemma in words("events", "leave_to"):
        acts = [f.verb for f in infinitives(cast.reading, frame)]
        withs = [t for act in acts for t in act.subtree if t.dep_ == "prep" and t.lower_ in {"with", "for"}]
        found = [r for w in withs for t in w.children for r in cast.of(t) if r.type in ACTORS - {PLACE}]
        if found:
            return list(dict.fromkeys(found))
    if frame.lemma in words("events", "answer"):
        return []
    return fill(cast, frame, ("object", "comp", "with", "by", "to"), [])
