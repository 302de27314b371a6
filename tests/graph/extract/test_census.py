"""Which of the things that take part in no fact a record has all the same."""

from __future__ import annotations

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse


def _entities(text: str) -> list[tuple[str, str]]:
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    return [(e.name, e.type.value) for e in record.entities]


def test_bodies_that_are_told_to_act_are_recorded_by_what_they_are_called() -> None:
    text = "Governor Ann Lee closed the beaches. The parks department and the county health office will post signs."
    assert _entities(text) == [
        ("Ann Lee", "Person"),
        ("parks department", "Agency"),
        ("county health office", "Agency"),
    ]


def test_people_at_large_in_somebodys_words_are_not_recorded() -> None:
    assert _entities('"People need a place to rest," said Mayor Bob Roe.') == [("Bob Roe", "Person")]


def test_names_without_a_part_in_any_fact_are_recorded() -> None:
    text = "Mayor Ann Lee of Lynn closed a lane of Elm Street on Monday. The state Senate is in recess."
    assert _entities(text) == [("Ann Lee", "Person"), ("Lynn", "Place"), ("Elm Street", "Place"), ("Senate", "Agency")]
