"""What the learned reader is shown of a document: its tokens, the mentions of its things, and what the rules found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from graph.extract.events.lexicon import patterns
from graph.extract.events.speech_acts import Judgement, judgements, likelihood
from graph.extract.learned.unread import unread
from graph.extract.participants import FIRST, Cast
from graph.extract.reading import EventDraft, StatementDraft
from graph.extract.referent import Referent
from graph.model import EntityType, EventType

KINDS = tuple(EntityType)
STEPS = 5  # edges of the longest path through the parse that has a name of its own
NAME, NOUN, PRONOUN, SPEAKER, OTHER = range(5)  # how a thing is mentioned
POINTING = frozenset({"PRON", "DET"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


class Mentioned(NamedTuple):
    """Tokens `start:end`, hanging at `head`, that stand for the thing `referent` (its number in the reading)."""

    start: int
    end: int
    head: int
    referent: int
    kind: int


class Scene:
    """One document with the statements and events that the rules found in it. `referents`: the things of the reading,
    and from number `read` on those that it has none for."""

    def __init__(self, cast: Cast, events: list[EventDraft]) -> None:
        self.cast, self.reading, self.doc, self.events = cast, cast.reading, cast.reading.doc, events
        self.read = len(self.reading.referents)
        self.referents: list[Referent] = [*self.reading.referents, *unread(self.reading)]
        self.number = {id(r): n for n, r in enumerate(self.referents)}
        self.mentions = sorted(self._mentions())
        self.cue: dict[int, StatementDraft] = {s.cue.i: s for s in cast.said if s.cue is not None}
        self.content: dict[int, StatementDraft] = {}  # token -> the innermost statement that it stands in
        for said in sorted(cast.said, key=lambda s: s.start - s.end):
            self.content |= dict.fromkeys(self.tokens(said.start, said.end), said)
        judged = [(j, likelihood(j)) for j in judgements(cast, set())]
        self._judged: dict[int, list[tuple[Judgement, float]]] = defaultdict(list)  # by the statement's id
        for judgement, likely in judged:
            self._judged[id(judgement.said)].append((judgement, likely))
        self.told: dict[int, list[EventDraft]] = defaultdict(list)  # token -> events whose clause hangs on it
        self.within: dict[int, list[EventDraft]] = defaultdict(list)  # token -> events whose clause it stands in
        for event in events:
            self.told[self.trigger(event.start, event.end)].append(event)
            for token in self.tokens(event.start, event.end):
                self.within[token].append(event)
        self.sentence = [0] * len(self.doc)  # token -> number of its sentence
        for number, sentence in enumerate(self.doc.sents):
            self.sentence[sentence.start : sentence.end] = [number] * len(sentence)

    def _mentions(self) -> Iterator[Mentioned]:
        for number, referent in enumerate(self.referents):
            for m in referent.mentions:
                yield Mentioned(m.start, m.end, m.head.i, number, NAME if m.named else NOUN)
        for token in self.doc:
            kind = self._kind(token)
            found = None if kind is None else self._meant(token, kind)
            if kind is not None and found is not None and id(found) in self.number:
                yield Mentioned(token.i, token.i + 1, token.i, self.number[id(found)], kind)

    def _kind(self, token: Token) -> int | None:
        if token.i in self.reading.discourse.mention_at:
            return None
        if token.lower_ in FIRST:
            return SPEAKER
        return PRONOUN if token.pos_ in POINTING else OTHER if token.pos_ in NOMINAL else None

    def _meant(self, token: Token, kind: int) -> Referent | None:
        return self.cast.speaker_at(token.idx) if kind == SPEAKER else self.reading.referent(token)

    def is_unread(self, referent: int) -> bool:
        """Whether a thing is none of the reading."""
        return referent >= self.read

    def kind(self, referent: int) -> int:
        """The number of a thing's type; the last is of those that the reading has none for."""
        return KINDS.index(self.referents[referent].type) if not self.is_unread(referent) else len(KINDS)

    def is_another_order(self, referent: int) -> bool:
        """Whether a phrase that nothing was read in is an order: likeliest one that was read, called otherwise."""
        return self.is_unread(referent) and self.referents[referent].type is EntityType.ORDER

    def tokens(self, start: int, end: int) -> range:
        """The tokens of a stretch of code points."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return range(0) if span is None else range(span.start, span.end)

    def trigger(self, start: int, end: int) -> int:
        """The token on which a clause, in code points, hangs."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return 0 if span is None else int(span.root.i)

    def judged(self, token: int) -> list[tuple[Judgement, float]]:
        """As what blame or praise the statement may be taken that a token reports or stands in, and how likely."""
        said = self.cue.get(token) or self.content.get(token)
        return [] if said is None else self._judged.get(id(said), [])

    def known(self, token: int) -> frozenset[EventType]:
        """The types of events that a verb's patterns tell, whatever their conditions."""
        return frozenset(pattern.type for pattern in patterns().get(self.doc[token].lemma_.lower(), ()))

    def path(self, a: int, b: int) -> str | None:
        """The way through the parse from a token to another: `^dobj|nsubj`; None where there is none, or a long one."""
        if self.sentence[a] != self.sentence[b]:
            return None
        ups = [self.doc[a], *self.doc[a].ancestors]
        height = {t.i: n for n, t in enumerate(ups)}
        down, token = list[str](), self.doc[b]
        while token.i not in height and len(down) <= STEPS:
            down.append(f"{token.dep_}:{token.head.lower_}" if token.dep_ == "pobj" else token.dep_)
            token = token.head
        if token.i not in height or height[token.i] + len(down) > STEPS:
            return None
        return "^" + "^".join(t.dep_ for t in ups[: height[token.i]]) + "|" + ">".join(reversed(down))
