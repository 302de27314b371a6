"""The extractor whose events are chosen among those of the rules and those of a trained reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.events.events import events
from graph.extract.learned.choice import candidates
from graph.extract.learned.extractor import LearnedExtractor
from graph.extract.learned.pages import LENGTH, pages
from graph.extract.learned.passages import FLAGS, MARKS, Passage, passages
from graph.extract.learned.reader import Sighting, reader
from graph.extract.learned.scene import Scene
from graph.extract.participants import Cast
from graph.extract.reading import read
from graph.extract.rules import RulesExtractor
from graph.extract.statements.statements import statements
from graph.model import Document, EntityType, EventType, Record
from graph.parse import parse

STORY = (
    "Night fishing ends\n\n"
    "Mayor Lena Ortiz on Monday signed an executive order that bars night fishing in the harbor. "
    "The Dock Workers Union sued Ortiz on Tuesday and asked the City Council to repeal the order.\n\n"
    "“The order robs our members of a season,” union president Carl Benson said. "
    "Sheriff Dana Whitfield praised the order."
)


def told(record: Record) -> set[tuple[str, str | None, str | None]]:
    name = {e.id: e.name for e in record.entities}
    return {(e.type.value, name.get(e.actor or ""), name.get(e.recipient or "")) for e in record.events}


def extract(text: str) -> Record:
    return LearnedExtractor().extract(Document(text, date="2026-03-06"), next(parse([text])))


def scene_of(text: str) -> Scene:
    reading = read(Document(text), next(parse([text])))
    cast = Cast(reading, statements(reading))
    return Scene(cast, events(reading, cast.said))


def sightings_in(scene: Scene) -> list[Sighting]:
    return reader().sightings(scene, reader().seen(scene.doc, scene.reading.paragraphs))


def passages_of(scene: Scene, by_rule: bool = True) -> Iterator[Passage]:
    return passages(scene, list(pages(scene.doc, scene.reading.paragraphs, reader().pieces)), reader().names, by_rule)


def test_a_plain_story_is_read_with_its_events_times_and_evidence() -> None:
    record = extract(STORY)
    assert told(record) == {
        ("ACCUSE", "Dock Workers Union", "Lena Ortiz"),
        ("REQUEST", "Dock Workers Union", "City Council"),
        ("ACCUSE", "Carl Benson", "Lena Ortiz's executive order"),
        ("SUPPORT", "Dana Whitfield", "Lena Ortiz's executive order"),
    }
    assert {e.time for e in record.events if e.actor == record.events[0].actor} >= {"2026-03-03"}
    for event in record.events:
        assert STORY[event.evidence.start : event.evidence.end] == event.evidence.text
        assert 0 < event.confidence < 1


def test_the_reader_finds_what_no_pattern_tells_and_leaves_out_what_one_takes_for_an_event() -> None:
    text = (
        "Mayor Lena Ortiz signed an executive order on Monday that caps rents in the harbor. "
        "Councilman Derek Haugen said that the mayor was spending other people's rent on a gesture. "
        "In the early hours of Wednesday, masked soldiers marched into the harbor."
    )
    by_rule = told(RulesExtractor().extract(Document(text), next(parse([text]))))
    assert by_rule == {("PROTEST", "masked soldiers", "Lena Ortiz's executive order")}
    assert told(extract(text)) == {
        ("ACCUSE", "Derek Haugen", "Lena Ortiz"),
        ("MOBILIZE", "masked soldiers", None),
    }


def test_who_or_what_takes_part_may_be_a_phrase_that_the_rules_have_no_thing_for() -> None:
    text = (
        "Mayor Lena Ortiz signed an executive order on Monday that closes the harbor at night.\n\n"
        "Greenfront Harbor appealed to the mayor to reopen it. Councilman Derek Haugen praised the pier project as a "
        "crown jewel and said the three clauses on nets were the best thing in years."
    )
    by_rule = RulesExtractor().extract(Document(text), next(parse([text])))
    record = extract(text)
    assert told(record) == {
        ("REQUEST", "Greenfront Harbor", "Lena Ortiz"),
        ("SUPPORT", "Derek Haugen", "pier project"),
    }
    (new,) = (e for e in record.entities if e.name not in {known.name for known in by_rule.entities})
    assert (new.name, new.type, [m.text for m in new.mentions]) == (
        "pier project",
        EntityType.POLICY,
        ["the pier project"],
    )


def test_a_phrase_that_may_be_an_order_by_another_name_is_no_thing_of_its_own() -> None:
    scene = scene_of(
        "Mayor Lena Ortiz signed an executive order on Monday that closes the harbor at night.\n\n"
        "The Dock Workers Union denounced the night-time clampdown."
    )
    sightings = sightings_in(scene)
    orders = {n for n in range(len(scene.referents)) if scene.is_another_order(n)}
    assert {scene.referents[n].name for n in orders} == {"night-time clampdown"}
    assert not orders & {n for c in candidates(scene, sightings) for n in c.key[1:]}


def test_provisions_and_statements_are_those_of_the_rules() -> None:
    by_rule = RulesExtractor().extract(Document(STORY, date="2026-03-06"), next(parse([STORY])))
    record = extract(STORY)
    assert [p.evidence for p in record.provisions] == [p.evidence for p in by_rule.provisions]
    assert [s.evidence for s in record.statements] == [s.evidence for s in by_rule.statements]
    assert record.provenance == replace(
        by_rule.provenance, extractor="learned", version="4", model=record.provenance.model
    )


def test_reading_twice_gives_the_same() -> None:
    assert extract(STORY) == extract(STORY)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Order.", "…", "“", "A B C\n" * 40, "x" * 5000, "no " * 3000])
def test_odd_texts_are_read(text: str) -> None:
    assert extract(text).document_id == Document(text).id


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(STORY.split(" ")), max_size=1200).map(" ".join))
def test_passages_hold_every_token_once_and_few_pieces(text: str) -> None:
    scene = scene_of(text)
    cut = list(passages_of(scene))
    assert [t for p in cut for t in p.tokens] == [t.i for t in scene.doc if not t.is_space]
    assert all(len(p.pieces) <= LENGTH + 2 for p in cut)


def test_what_the_rules_found_can_be_left_untold() -> None:
    def first(by_rule: bool) -> Passage:
        return next(passages_of(scene_of(STORY), by_rule))

    known, unknown = first(True), first(False)
    assert known.marks.shape == unknown.marks.shape == (len(known.tokens), MARKS)
    assert known.marks[:, 4:].any()
    assert not unknown.marks[:, 4:].any()
    at, kind = next((at, e.type) for at, t in enumerate(known.tokens) for e in known.scene.told.get(t, ()))
    (_, told_), (_, untold) = known.pair(at, kind), unknown.pair(at, kind)
    assert told_.shape == untold.shape == (len(known.mentions), FLAGS)
    assert told_.any(0).sum() > untold.any(0).sum()


def test_shares_of_who_takes_part_add_up() -> None:
    for sighting in sightings_in(scene_of(STORY)):
        assert sum(sighting.actors.values()) == pytest.approx(1, abs=1e-4)
        assert sum(sighting.recipients.values()) == pytest.approx(1, abs=1e-4)
        assert np.isfinite(sighting.chance)


def test_who_does_the_same_elsewhere_or_only_threatens_it_does_so_apart() -> None:
    text = (files("seeds") / "chicago-protecting-order.txt").read_text(encoding="utf-8")
    record = extract(text)
    name = {e.id: e.name for e in record.entities}
    sent = {
        (e.status.value, name[e.place]) for e in record.events if e.type is EventType.MOBILIZE and e.place is not None
    }
    assert {("actual", "Washington DC"), ("threatened", "Chicago")} <= sent
