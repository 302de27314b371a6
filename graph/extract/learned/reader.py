"""The learned reader: the events that it sees in a document's scene, each with how likely it is and who takes part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO

import numpy as np
from spacy.tokens import Doc

from graph.extract.layout import Paragraph, paragraphs
from graph.extract.learned.encoder import Encoder
from graph.extract.learned.heads import Heads
from graph.extract.learned.names import Namer
from graph.extract.learned.pages import WIDTH, Numbers, Seen, pages
from graph.extract.learned.passages import TYPES, Names, Passage, passages
from graph.extract.learned.pieces import Pieces
from graph.extract.learned.scene import KINDS, Scene
from graph.extract.reading import Reading, read
from graph.model import Document, EntityType, EventStatus, EventType

WEIGHTS = files("graph.extract.learned") / "weights.npz"
SEEN = 0.03  # how likely an event must be told at a token to be looked at
AN_ORDER = 0.15  # how likely a phrase must be an order to be taken for one that was read, called otherwise
STATUSES = tuple(EventStatus)
Shares = Mapping[int | None, float]  # number of a thing in the reading, or nobody -> how likely


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event that may be told at a token: how likely, its status, and who may take part."""

    trigger: int
    type: EventType
    chance: float
    status: EventStatus
    actors: Shares
    recipients: Shares


class Reader:
    """The trained weights, ready to read."""

    def __init__(self, names: Names, pieces: Pieces, encoder: Encoder, namer: Namer, heads: Heads) -> None:
        self.names, self.pieces, self.namer = names, pieces, namer
        self._encoder, self._heads = encoder, heads

    @classmethod
    def load(cls, file: IO[bytes] | Path) -> Reader:
        """From what `tests/gold/events/train.py` writes."""
        with np.load(file) as stored:
            names = json.loads(stored["names"].tobytes())
            weights = {name: _restored(stored, name) for name in stored.files if "/" not in name and name != "names"}
        encoder = {name.removeprefix("encoder."): w for name, w in weights.items() if name.startswith("encoder.")}
        known = Names(names["dependency"], names["path"], names["preposition"])
        return cls(known, Pieces(names["pieces"]), Encoder(encoder), Namer(weights), Heads(weights))

    def read(self, document: Document, doc: Doc) -> tuple[Reading, Seen]:
        """A document's things, those of the rules with names mended; and what the encoder says of it."""
        seen = self.seen(doc, paragraphs(document.text))
        reading = read(document, doc, mend=lambda doc, named, shouted: self.namer(doc, named, shouted, seen))
        return reading, seen

    def seen(self, doc: Doc, layout: Sequence[Paragraph]) -> Seen:
        """What the encoder says of a document."""
        cut = list(pages(doc, layout, self.pieces))
        return Seen(cut, np.concatenate([np.zeros((0, WIDTH), np.float32), *(self._encoder(p.pieces) for p in cut)]))

    def sightings(self, scene: Scene, seen: Seen) -> list[Sighting]:
        """Every event that is likely enough, or that the rules tell at its token. Of each thing of the scene that the
        rules have not read, the type is set as well."""
        found, kinds = list[Sighting](), dict[int, Numbers]()
        for passage in passages(scene, seen.pages, self.names):
            found += self._of(scene, passage, seen.states)
            for mention, said in zip(passage.mentions, self._heads.kinds(seen.states, passage), strict=True):
                if scene.is_unread(mention.referent):
                    kinds[mention.referent] = kinds.get(mention.referent, 0) + said
        for referent, scores in kinds.items():
            scene.referents[referent].type = _kind(scores)
        return found

    def _of(self, scene: Scene, passage: Passage, states: Numbers) -> Iterator[Sighting]:
        chances, statuses = self._heads.events(states, passage)
        by_rule = {
            (at, TYPES.index(event.type))
            for at, token in enumerate(passage.tokens)
            for event in scene.told.get(token, ())
        }
        likely = {(int(at), int(kind)) for at, kind in np.argwhere(chances > SEEN)}
        told = sorted(likely | by_rule)
        if not told or not passage.mentions:
            return
        actors, recipients = self._heads.takers(states, passage, told)
        things = [*passage.referents, None]
        for (at, kind), actor, recipient in zip(told, actors.tolist(), recipients.tolist(), strict=True):
            yield Sighting(
                passage.tokens[at],
                TYPES[kind],
                float(chances[at, kind]),
                STATUSES[int(statuses[at].argmax())],
                dict(zip(things, actor, strict=True)),
                dict(zip(things, recipient, strict=True)),
            )


def _kind(scores: Numbers) -> EntityType:
    """Of what type a thing is, by the sum of what its mentions say [7]."""
    order = KINDS.index(EntityType.ORDER)
    share = np.exp(scores[order] - np.logaddexp.reduce(scores))
    return KINDS[order if share > AN_ORDER else int(scores.argmax())]


def _restored(stored: Mapping[str, Numbers], name: str) -> Numbers:
    """A matrix as it was before it was kept in eight bits with a scale a row."""
    values = stored[name].astype(np.float32)
    scale = f"{name}/scale"
    return values * stored[scale].astype(np.float32)[:, None] if scale in stored else values


@cache
def reader() -> Reader:
    """The reader that comes with us, loaded once a process."""
    with WEIGHTS.open("rb") as file:
        return Reader.load(file)
