"""An event has a PLOVER mode where its words tell one, and one alone."""

from __future__ import annotations

import pytest
from rdflib import SKOS, Graph

from graph.extract.events.modes import mode
from graph.extract.lexicon import table
from graph.model import Document, EventType
from graph.pipeline import extract
from graph.settings import Settings
from ontology import path


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        (EventType.MOBILIZE, "sent 300 National Guard soldiers to Springfield", "troops"),
        (EventType.MOBILIZE, "deputies stepped up patrols", "police"),
        (EventType.MOBILIZE, "military police officers were posted", None),  # either
        (EventType.COERCE, "Agents arrested two men", "arrest"),
        (EventType.COERCE, "expelled them from it", None),
        (EventType.SANCTION, "A federal judge on Friday blocked the order", "convict"),
        (EventType.SANCTION, "cut off federal grants to the city", "sever"),
        (EventType.PROTEST, "Thousands marched outside City Hall", "demo"),
        (EventType.REQUEST, "urged the governor to rescind the order", "yield"),
        (EventType.AGREE, "agreed to send troops", None),  # has no modes
    ],
)
def test_the_words_of_one_mode_tell_it(type_: EventType, text: str, expected: str | None) -> None:
    assert mode(type_, text) == expected


def test_every_mode_is_one_of_plovers() -> None:
    known = Graph().parse(path("plover.ttl"))
    names = {str(node).rpartition("#")[2] for node in known.subjects(SKOS.inScheme)}
    assert {f"{type_}-{name}" for type_, modes in table("event_modes").items() for name in modes} <= names


def test_what_is_read_has_it() -> None:
    text = "Governor Ann Lee deployed 300 National Guard troops to Springfield on Monday."
    ((_, record),) = extract([Document(text)], Settings())
    assert [(event.type, event.mode) for event in record.events] == [(EventType.MOBILIZE, "troops")]
