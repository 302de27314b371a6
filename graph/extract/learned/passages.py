"""The pages of a document with the traits of their tokens and mentions, as the reader is shown them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log1p, log2

import numpy as np

from graph.extract.learned.pages import Integers, Numbers, Page
from graph.extract.learned.scene import PRONOUN, SPEAKER, Mentioned, Scene
from graph.extract.reading import EventDraft
from graph.model import EventType

TYPES = tuple(EventType)
PARTS_OF_SPEECH = "VERB NOUN AUX ADJ PROPN ADV ADP PRON DET NUM PUNCT SCONJ CCONJ PART INTJ SYM X SPACE".split()
MARKS = 7 + 3 * len(TYPES)  # traits of a token
FLAGS = 32  # traits of a pair of trigger and mention
BY_RULE = (*range(6, 14), *range(23, 28))  # those of them that tell what the rules found
FAR = 4  # sentences
ELSEWHERE = 12  # things that are not spoken of on a page and may yet take part


@dataclass(frozen=True, slots=True)
class Names:
    """The numbers of what has a name: dependencies, paths through the parse, prepositions; 0 is for all others."""

    dependency: Mapping[str, int]
    path: Mapping[str, int]
    preposition: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Passage(Page):
    """A page; of each of its T tokens part of speech, dependency and marks [T, MARKS]; of M mentions the pieces of
    head, start and end, their thing among `referents`, its type and how it is mentioned. The mentions are those of the
    page, and one of each thing that is spoken of much in the document but not there. `by_rule`: whether the marks tell
    what the rules found."""

    scene: Scene
    names: Names
    by_rule: bool
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


def passages(scene: Scene, pages: Sequence[Page], names: Names, by_rule: bool = True) -> Iterator[Passage]:
    """The document's pages, with what the reader is shown of each."""
    first = {t: piece for page in pages for t, piece in zip(page.tokens, page.first.tolist(), strict=True)}
    last = {t: piece for page in pages for t, piece in zip(page.tokens, page.last.tolist(), strict=True)}
    best = [m for m in _best(scene) if all(t in first for t in _tokens(m))]
    for page in pages:
        yield _passage(scene, page, first, last, best, names, by_rule)


def _passage(
    scene: Scene,
    page: Page,
    first: Mapping[int, int],
    last: Mapping[int, int],
    best: Sequence[Mentioned],
    names: Names,
    by_rule: bool,
) -> Passage:
    inside = [m for m in scene.mentions if all(t in page.place for t in _tokens(m))]
    spoken_of = {m.referent for m in inside}
    elsewhere = (m for m in best if m.referent not in spoken_of)
    mentions = [*inside, *islice(elsewhere, ELSEWHERE)]
    referents = sorted({m.referent for m in mentions})
    row = {referent: n for n, referent in enumerate(referents)}
    doc = [scene.doc[i] for i in page.tokens]

    def integers(values: list[int]) -> Integers:
        return np.array(values, np.int64)

    return Passage(
        page.pieces,
        page.tokens,
        page.first,
        page.last,
        page.place,
        scene,
        names,
        by_rule,
        integers([PARTS_OF_SPEECH.index(t.pos_) for t in doc]),
        integers([names.dependency.get(t.dep_, 0) for t in doc]),
        np.array([_marks(scene, i, by_rule) for i in page.tokens], np.float32),
        mentions,
        integers([first[m.head] for m in mentions]),
        integers([first[m.start] for m in mentions]),
        integers([last[m.end - 1] for m in mentions]),
        referents,
        integers([row[m.referent] for m in mentions]),
        integers([scene.kind(m.referent) for m in mentions]),
        integers([m.kind for m in mentions]),
    )


def _tokens(mention: Mentioned) -> tuple[int, int, int]:
    return mention.head, mention.start, mention.end - 1


def _best(scene: Scene) -> list[Mentioned]:
    """The mention that says best what each thing of the reading is: its first by name, or its first; of what is spoken
    of most first."""
    best: dict[int, Mentioned] = {}
    for mention in sorted(scene.mentions, key=lambda m: (m.kind, m.start)):
        best.setdefault(mention.referent, mention)
    known = [m for n, m in best.items() if not scene.is_unread(n)]
    return sorted(known, key=lambda m: -len(scene.referents[m.referent].mentions))


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
