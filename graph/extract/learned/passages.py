"""A document cut into passages that the encoder can read at once, with the traits of their tokens and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import ceil, log1p, log2

import numpy as np
import numpy.typing as npt

from graph.extract.learned.pieces import Pieces
from graph.extract.learned.scene import PRONOUN, SPEAKER, Mentioned, Scene
from graph.extract.reading import EventDraft
from graph.model import EventType

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float32]

LENGTH = 400  # pieces of a passage; the encoder reads up to 512
WORD = 24  # pieces of a word
TYPES = tuple(EventType)
PARTS_OF_SPEECH = "VERB NOUN AUX ADJ PROPN ADV ADP PRON DET NUM PUNCT SCONJ CCONJ PART INTJ SYM X SPACE".split()
MARKS = 7 + 3 * len(TYPES)  # traits of a token
FLAGS = 32  # traits of a pair of trigger and mention
BY_RULE = (*range(6, 14), *range(23, 28))  # those of them that tell what the rules found
FAR = 4  # sentences


@dataclass(frozen=True, slots=True)
class Names:
    """The numbers of what has a name: dependencies, paths through the parse, prepositions; 0 is for all others."""

    dependency: Mapping[str, int]
    path: Mapping[str, int]
    preposition: Mapping[str, int]


@dataclass(slots=True)
class Passage:
    """`pieces` [P]; of each of T tokens its number in the document, its first and last piece, part of speech,
    dependency and marks [T, MARKS]; of M mentions the places of head, start and end among the tokens, their thing among
    `referents`, its type and how it is mentioned. `by_rule`: whether the marks tell what the rules found."""

    scene: Scene
    names: Names
    by_rule: bool
    pieces: Integers
    tokens: list[int]
    first: Integers
    last: Integers
    speech: Integers
    dependency: Integers
    marks: Numbers
    mentions: list[Mentioned]
    heads: Integers
    starts: Integers
    ends: Integers
    referents: list[int]
    thing: Integers
    kind: Integers
    manner: Integers

    def pair(self, at: int, kind: EventType) -> tuple[Integers, Numbers]:
        """Traits of the mentions towards an event of a type at a token: numbers of path, distance, sentences between
        and preposition [M, 4], and flags [M, FLAGS]."""
        scene, trigger = self.scene, self.tokens[at]
        numbers = np.zeros((len(self.mentions), 4), np.int64)
        flags = np.zeros((len(self.mentions), FLAGS), np.float32)
        frame = scene.reading.frame_of.get(trigger)
        slots: tuple[int | None, ...] = (None, None, None)
        prepositions = dict[int, str]()
        if frame is not None:
            slots = tuple(None if t is None else t.i for t in (frame.subject, frame.object, frame.indirect))
            prepositions = {t.i: name for name, tokens in frame.preps.items() for t in tokens}
        said, told = scene.cue.get(trigger), scene.content.get(trigger)
        here, around = scene.told.get(trigger, []), scene.within.get(trigger, [])
        mine, near = ([e for e in events if e.type is kind] for events in (here, around))
        main = scene.cast.main
        issuer = None if main is None else main.issuer
        words = range(0) if told is None else scene.tokens(told.start, told.end)
        judged = scene.judged(trigger)
        norm = scene.cast.norm_before(trigger)
        speaker = said or told
        rivals = [] if speaker is None else scene.cast.opponents_before(trigger, speaker.speaker)
        lately = sorted(self.referents, key=lambda n: -scene.referents[n].before(trigger))
        rank = {referent: n for n, referent in enumerate(lately)}
        for row, mention in enumerate(self.mentions):
            thing, head = scene.referents[mention.referent], mention.head
            path = scene.path(trigger, head)
            near_by = scene.sentence[head] == scene.sentence[trigger]
            apart = scene.sentence[head] - scene.sentence[trigger]
            numbers[row] = (
                (2 if near_by else 0) if path is None else self.names.path.get(path, 1),
                _bucket(head - trigger),
                min(max(apart, -FAR), FAR) + FAR,
                self.names.preposition.get(prepositions.get(head, "").lower(), 0),
            )
            flags[row] = (
                *(slot == head for slot in slots),
                frame is not None and frame.passive,
                said is not None and said.speaker is thing,
                told is not None and told.speaker is thing,
                *(any(side(e) is thing for e in events) for events in (mine, near, here, around) for side in SIDES),
                thing.named,
                main is thing,
                id(thing) in scene.cast.issuers,
                log1p(len(thing.mentions)) / 2,
                issuer is thing,
                mention.kind == PRONOUN,
                mention.kind == SPEAKER,
                head in words,
                scene.reading.quotation(scene.doc[head].idx) is not None,
                bool(mine),
                bool(near),
                1.0,
                *(any(j.type is side and thing in j.targets for j, _ in judged) for side in JUDGING),
                norm is thing,
                norm is not None and norm.issuer is thing,
                thing in rivals,
                1 / (1 + rank[mention.referent]),
            )
        if not self.by_rule:
            flags[:, BY_RULE] = 0
        return numbers, flags


def _actor(event: EventDraft) -> object:
    return event.actor


def _recipient(event: EventDraft) -> object:
    return event.recipient


SIDES = (_actor, _recipient)
JUDGING = (EventType.ACCUSE, EventType.SUPPORT)


def _bucket(distance: int) -> int:
    """How far and on which side, by powers of two."""
    return (8 if distance > 0 else 0) + min(7, int(log2(abs(distance) + 1)))


def passages(scene: Scene, pieces: Pieces, names: Names, by_rule: bool = True) -> Iterator[Passage]:
    """The document in passages of about the same length, cut between paragraphs."""
    cut = [() if t.is_space else pieces(t.text)[:WORD] for t in scene.doc]
    for start, end in _stretches(scene, [len(c) for c in cut]):
        tokens = [i for i in range(start, end) if cut[i]]
        if tokens:
            yield _passage(scene, names, by_rule, tokens, pieces, cut)


def _stretches(scene: Scene, size: list[int]) -> Iterator[tuple[int, int]]:
    runs = list(_runs(scene, size))
    total = sum(size)
    goal = total / max(1, ceil(total / LENGTH))
    start, filled = 0, 0
    for a, b in runs:
        length = sum(size[a:b])
        if filled and (filled + length > LENGTH or filled + length / 2 > goal):
            yield start, a
            start, filled = a, 0
        filled += length
    yield start, len(size)


def _runs(scene: Scene, size: list[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs; those that are too long by the sentence, and where that is too long, anywhere."""
    places = [scene.reading.paragraph(t.idx) for t in scene.doc]
    for _, group in groupby(range(len(size)), key=lambda i: id(places[i])):
        inside = list(group)
        start, end = inside[0], inside[-1] + 1
        while sum(size[start:end]) > LENGTH:
            lengths = list(accumulate(size[start:end]))
            fits = start + max(1, sum(length <= LENGTH for length in lengths))
            stop = next((i for i in range(fits, start, -1) if _begins(scene, i)), fits)
            yield start, stop
            start = stop
        if start < end:
            yield start, end


def _begins(scene: Scene, i: int) -> bool:
    return i < len(scene.doc) and scene.sentence[i] != scene.sentence[i - 1]


def _passage(
    scene: Scene, names: Names, by_rule: bool, tokens: list[int], pieces: Pieces, cut: list[tuple[int, ...]]
) -> Passage:
    ends = np.array(list(accumulate((len(cut[i]) for i in tokens), initial=1)), np.int64)
    place = {token: n for n, token in enumerate(tokens)}
    inside = [m for m in scene.mentions if m.head in place and m.start in place and m.end - 1 in place]
    referents = sorted({m.referent for m in inside})
    row = {referent: n for n, referent in enumerate(referents)}
    doc = [scene.doc[i] for i in tokens]
    marks = np.array([_marks(scene, i, by_rule) for i in tokens], np.float32)

    def integers(values: list[int]) -> Integers:
        return np.array(values, np.int64)

    return Passage(
        scene,
        names,
        by_rule,
        integers([pieces.begin, *(n for i in tokens for n in cut[i]), pieces.end]),
        tokens,
        ends[:-1],
        ends[1:] - 1,
        integers([PARTS_OF_SPEECH.index(t.pos_) for t in doc]),
        integers([names.dependency.get(t.dep_, 0) for t in doc]),
        marks,
        inside,
        integers([place[m.head] for m in inside]),
        integers([place[m.start] for m in inside]),
        integers([place[m.end - 1] for m in inside]),
        referents,
        integers([row[m.referent] for m in inside]),
        integers([scene.kind(m.referent) for m in inside]),
        integers([m.kind for m in inside]),
    )


def _marks(scene: Scene, i: int, by_rule: bool) -> list[float]:
    told, within = (
        [float(by_rule and any(e.type is kind for e in events.get(i, ()))) for kind in TYPES]
        for events in (scene.told, scene.within)
    )
    token = scene.doc[i]
    quoted = scene.reading.quotation(token.idx) is not None
    known = scene.known(i) if by_rule else frozenset()
    chances = [max((p for j, p in scene.judged(i) if by_rule and j.type is kind), default=0.0) for kind in JUDGING]
    apart = [quoted, i in scene.cue, i in scene.content, scene.reading.in_furniture(token), by_rule]
    return [*apart, *told, *within, *(float(kind in known) for kind in TYPES), *chances]
