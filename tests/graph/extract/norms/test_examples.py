"""Norms that an order names as examples of those it reaffirms, on sentences of our own making."""

from __future__ import annotations

from graph.extract.rules import RulesExtractor
from graph.model import Document, EntityType, Record
from graph.parse import parse

SIGNED = "Mayor Ana Reyes of Harbor signed an executive order today. "


def _record(text: str) -> Record:
    return RulesExtractor().extract(Document(text), next(parse([text])))


def _norms(record: Record) -> list[tuple[str, str | None, str]]:
    """Kind, bearer and span of every provision."""
    names = {e.id: e.name for e in record.entities}
    return [(p.kind.value, names.get(p.bearer or ""), p.evidence.text) for p in record.provisions]


def _linked(record: Record, predicate: str) -> list[tuple[str, EntityType]]:
    """Name and type of what an order stands in a relation to."""
    entities = {e.id: e for e in record.entities}
    found = [entities[r.object or ""] for r in record.relations if r.predicate == predicate]
    return [(e.name, e.type) for e in found]


def test_each_example_is_a_norm_and_a_policy_of_its_own() -> None:
    record = _record(
        SIGNED + "The order reaffirms city policies, such as requirements for police officers to wear badges "
        "and a ban on masks during patrols."
    )
    assert _norms(record) == [
        ("reaffirms", "police officers", "wear badges"),
        ("reaffirms", None, "a ban on masks during patrols"),
    ]
    assert _linked(record, "reaffirms") == [
        ("requirements for police officers to wear badges", EntityType.POLICY),
        ("ban on masks during patrols", EntityType.POLICY),
    ]


def test_a_norm_without_examples_is_one_provision() -> None:
    record = _record(SIGNED + "The order reaffirms the city noise policy.")
    assert _norms(record) == [("reaffirms", None, "the city noise policy")]


def test_a_revoked_norm_that_no_lexicon_knows_is_a_policy() -> None:
    record = _record(SIGNED + "The order rescinds local mask requirements in schools.")
    assert _linked(record, "revokes") == [("local mask requirements in schools", EntityType.POLICY)]


def test_how_agencies_are_to_act_is_what_they_are_directed() -> None:
    record = _record(SIGNED + "The order directs city agencies on how to respond to federal raids.")
    assert _norms(record) == [("requires", "city agencies", "how to respond to federal raids")]
