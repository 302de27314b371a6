"""Who stands around a clause and is meant by it: who is told, has just spoken, is called something, is waited for."""

from __future__ import annotations

from collections.abc import Callable

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.participants import ACTORS, Cast
from graph.extract.referent import Referent

EARSHOT = 400  # code points back to the words that are denied
PREP = frozenset({"prep", "dative"})


def listeners(cast: Cast, frame: Frame) -> list[Referent]:
    """Who is told or written to in the words around: "told the board and asked for help", "a letter to her seeking"."""
    head = frame.verb.head
    above, tokens = cast.reading.frame_of.get(head.i), []
    if head.lemma_.lower() in words("events", "paper"):
        above = cast.reading.frame_of.get(head.head.i)
        tokens = [t for c in head.children if c.lower_ == "to" and c.dep_ in PREP for t in c.children]
    elif above is not None and (
        frame.verb.dep_ not in {"conj", "advcl"} or above.lemma not in words("events", "telling")
    ):
        return []
    elif above is not None and above.object is not None and not above.passive:
        tokens = [above.object]
    if above is None:
        return []
    tokens += [*([] if above.indirect is None else [above.indirect]), *above.preps.get("to", ())]
    return [r for t in tokens for r in cast.of(t) if r.type in ACTORS]


def voices(cast: Cast, frame: Frame) -> list[Referent]:
    """Whose words a denial answers: who spoke last before it."""
    at = frame.verb.sent.start_char
    earlier = [s for s in cast.said if s.end <= at and at - s.end < EARSHOT]
    return [max(earlier, key=lambda s: s.end).speaker] if earlier else []


def called(cast: Cast, frame: Frame) -> list[Referent]:
    """As in "decried what it called a power grab by Lee": whoever is named, or the norm spoken of."""
    thing = frame.complement or frame.object
    if thing is None or not any(c.lower_ == "what" for c in (thing, *thing.subtree) if c.i < thing.i + 1):
        return []
    named = [t for c in thing.subtree if c.lower_ == "by" for t in c.children if t.dep_ == "pobj"]
    norm = cast.norm_before(frame.verb.i)
    return [r for t in named for r in cast.of(t)] or ([] if norm is None else [norm])


def awaited(cast: Cast, frame: Frame) -> list[Referent]:
    """Who is to act before a protest ends: "will walk out unless *the hospital* hires", "until *he* resigns"."""
    for clause in (c for c in frame.verb.rights if c.dep_ == "advcl"):
        if any(c.lower_ in {"until", "unless", "till"} for c in clause.lefts):
            subject = next((c for c in clause.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
            return [r for r in cast.of(subject) if r.type in ACTORS]
    return []


AROUND: dict[str, Callable[[Cast, Frame], list[Referent]]] = {
    "listener": listeners,
    "voice": voices,
    "what": called,
    "until": awaited,
}
