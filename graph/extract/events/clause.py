"""A clause as the patterns of events see it: a frame, who acts in it, and what its arguments stand for."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.events.slots import complement_subject, infinitives
from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.participants import Cast
from graph.extract.referent import Referent
from graph.model import EntityType

COURT = frozenset({"court", "judge", "justice", "tribunal"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A frame with those who act in it."""

    cast: Cast
    frame: Frame
    actors: list[Referent]

    @property
    def object(self) -> str:
        """The lemma of the direct object, a number or a part left aside: of "dozens of its rules", "rule"."""
        return lemma_of(whole(self.frame.object))

    @property
    def objects(self) -> list[Referent]:
        """What the direct object stands for."""
        return self.cast.of(self.frame.object)

    @property
    def kinds(self) -> set[EntityType]:
        """The types of what the direct object stands for."""
        return {r.type for r in self.objects}

    @property
    def partners(self) -> list[Referent]:
        """Those who stand after "with"."""
        return [r for t in self.frame.preps.get("with", []) for r in self.cast.of(t)]

    @property
    def asked(self) -> list[Referent]:
        """Who is asked to act."""
        return self.objects or self.cast.of(complement_subject(self.frame))

    @property
    def to_court(self) -> bool:
        """Whether a court is asked, named or not: "asked a federal judge to"."""
        return any(self.cast.is_a(r, "court") for r in self.asked) or (not self.asked and self.object in COURT)

    def acted_by(self, key: str) -> bool:
        """Whether an actor is a court, legislature or force."""
        return any(self.cast.is_a(a, key) for a in self.actors)

    def infinitives(self) -> list[Frame]:
        """The infinitives that hang on the verb."""
        return list(infinitives(self.cast.reading, self.frame))


def lemma_of(token: Token | None) -> str:
    """The lower-case lemma; empty for no token."""
    return "" if token is None else token.lemma_.lower()


def whole(token: Token | None) -> Token | None:
    """What "dozens of", "a series of" counts."""
    if token is None or token.lemma_.lower() not in words("events", "partitive"):
        return token
    inner = (t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    return next(inner, token)


def span_of(frame: Frame) -> tuple[int, int]:
    """The clause, in code points: from the verb that governs an infinitive, to an aside after it."""
    doc, verb, first = frame.verb.doc, frame.verb, frame.start
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB" and verb.head.i < verb.i:
        verb = verb.head
        lefts = [t.left_edge.i for t in verb.lefts if t.dep_ in {"nsubj", "nsubjpass", "aux", "neg", "advmod"}]
        first = min([first, verb.i, *lefts])
    last = frame.end - 1
    aside = (t.i for t in doc[frame.verb.i + 1 : last] if t.text == "," and doc[t.i + 1].tag_ in {"WDT", "WP", "WRB"})
    end = doc[next(aside, last + 1) - 1]
    return int(doc[first].idx), int(end.idx + len(end))


def extent_of(noun: Token) -> tuple[int, int]:
    """A noun phrase with all that hangs on it, in code points."""
    first, last = noun.left_edge, noun.right_edge
    return int(first.idx), int(last.idx + len(last))
