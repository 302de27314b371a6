"""How sure a fact is: by its wording and participants, on sentences of our own making, read by the real parser."""

from __future__ import annotations

import pytest

from graph.extract.confidence import FAMILIES, Features, features
from graph.extract.lexicon import rows
from graph.extract.reading import read
from graph.extract.rules import RulesExtractor, drafts_of
from graph.model import Document, Record
from graph.parse import parse

STORY = """Mayor signs order on masks

Mayor Dana Whitfield of Springfield signed an executive order on Monday. The order requires shop owners to wear masks
and bars police officers from making arrests over it.

“This order will keep families safe,” Whitfield said. Critics said the order goes too far. Governor Ruth Okafor accused
Whitfield of overreach, and the Springfield Police Union sued the city.
"""


def record(text: str) -> Record:
    return RulesExtractor().extract(Document(text), next(parse([text])))


def told(text: str) -> list[tuple[str, Features]]:
    reading = read(Document(text), next(parse([text])))
    return [(FAMILIES[type(draft)], features(reading, draft)) for draft in drafts_of(reading)]


def test_every_fact_has_a_likelihood_of_its_own() -> None:
    found = record(STORY)
    facts = [*found.relations, *found.provisions, *found.statements, *found.events]
    assert {family for family, _ in told(STORY)} == set(FAMILIES.values())
    assert all(0.0 < fact.confidence < 1.0 and round(fact.confidence, 2) == fact.confidence for fact in facts)
    assert len({fact.confidence for fact in facts}) > len(facts) / 2


def test_quoted_words_of_a_named_speaker_are_surer_than_what_some_critics_say() -> None:
    names = {e.id: e.name for e in record(STORY).entities}
    sure = {names[s.speaker]: s.confidence for s in record(STORY).statements}
    assert sure["Dana Whitfield"] > 0.9 > sure["Critics"]


def test_what_is_claimed_inside_a_quotation_is_less_sure_than_what_is_told() -> None:
    plain = record("Governor Ruth Okafor accused Mayor Dana Whitfield of overreach.").events
    claimed = record("“Governor Ruth Okafor accused Mayor Dana Whitfield of overreach,” a spokesman said.").events
    assert [(v.type, v.actor is not None) for v in plain] == [("ACCUSE", True)]
    assert plain[0].confidence > max(v.confidence for v in claimed if v.type == "ACCUSE")


@pytest.mark.parametrize("family", FAMILIES.values())
def test_every_trait_that_is_found_has_a_weight(family: str) -> None:
    weighed = {row["feature"] for row in rows("confidence_weights") if row[family]}
    found = {name for of, traits in told(STORY) if of == family for name in traits}
    assert found
    assert found - weighed == set()
