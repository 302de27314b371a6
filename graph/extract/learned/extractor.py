"""The extractor that reads as the rules do, with the learned reader's names and a choice among both's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.confidence import weigh
from graph.extract.events.clause import extent_of, span_of
from graph.extract.events.patterns import place_of
from graph.extract.events.speech_acts import extent
from graph.extract.learned.choice import Candidate, candidates, tells_status
from graph.extract.learned.reader import reader
from graph.extract.learned.scene import Scene
from graph.extract.long_texts import in_parts
from graph.extract.participants import Cast
from graph.extract.reading import EventDraft, Reading, StatementDraft
from graph.extract.rules import RulesExtractor, drafts_of, record_of
from graph.model import Document, Provenance, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "4"


class LearnedExtractor:
    """Rules, lexicons and a small trained reader of names and events; deterministic."""

    provenance = Provenance("learned", VERSION, f"{RulesExtractor.provenance.model}, MiniLM trained on")

    def extract(self, document: Document, doc: Doc) -> Record:
        """The record of one document; offsets count in `document.text`."""
        return in_parts(document, doc, self._read)

    def _read(self, document: Document, doc: Doc) -> Record:
        reading, seen = reader().read(document, doc)
        likely: dict[int, float] = {}

        def decide(reading: Reading, said: list[StatementDraft], ruled: list[EventDraft]) -> list[EventDraft]:
            scene = Scene(Cast(reading, said), ruled)
            drafts = []
            for candidate in candidates(scene, reader().sightings(scene, seen)):
                chance = candidate.likely
                told = candidate.drafts or [_draft(scene, candidate)] if candidate.is_enough(chance) else []
                for draft in told:
                    if not tells_status(scene, draft):
                        likely[id(draft)] = chance
                    elif not candidate.drafts:
                        continue  # what becomes of an order is told where the rules find it, and there alone
                    drafts.append(draft)
            return sorted(drafts, key=lambda d: (d.start, d.end))

        drafts = drafts_of(reading, decide)
        weigh(reading, drafts)
        for event in drafts.events:
            event.confidence = round(likely.get(id(event), event.confidence), 2)
        return record_of(reading, drafts, self.provenance)


def _draft(scene: Scene, candidate: Candidate) -> EventDraft:
    """An event that the rules did not tell: its clause is that of its word, or its statement with the cue."""
    assert candidate.sighting is not None  # as the rules have no draft of it
    token = scene.doc[candidate.sighting.trigger]
    kind, actor, recipient = candidate.key
    said = scene.cue.get(token.i)
    frame = scene.reading.frame_of.get(token.i)
    start, end = extent(said) if said is not None else span_of(frame) if frame is not None else extent_of(token)
    return EventDraft(
        kind,
        candidate.sighting.status,
        None if actor is None else scene.referents[actor],
        None if recipient is None else scene.referents[recipient],
        None if frame is None else place_of(scene.cast, frame, kind),
        start,
        end,
        scene.content.get(token.i),
    )
