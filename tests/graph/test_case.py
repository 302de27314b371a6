"""Cases: what is written can be read again, and what is no case is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.case import ANNOTATED, from_case, read_case, to_case
from graph.errors import InputError
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Predicate,
    Provenance,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Stance,
    Statement,
)

Case = tuple[Document, Record]


def test_every_annotated_case_can_be_written_and_read_again(cases: list[Case]) -> None:
    assert [from_case(json.loads(json.dumps(to_case(*case)))) for case in cases] == cases


def test_every_evidence_of_an_annotated_case_is_a_span_of_its_text(cases: list[Case]) -> None:
    for document, record in cases:
        facts = (*record.relations, *record.provisions, *record.statements, *record.events)
        spans = [fact.evidence for fact in facts] + [m for entity in record.entities for m in entity.mentions]
        assert [span for span in spans if document.text[span.start : span.end] != span.text] == []


TEXT = "Mayor Ann Lee ordered “the police” to help Río. “We must,” she said.\n" * 3
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda at: Evidence(at[0], min(at[0] + at[1], len(TEXT)), TEXT[at[0] : min(at[0] + at[1], len(TEXT))])
)
NAMES = st.text(max_size=12)
KNOWN = st.none() | NAMES.filter(bool)
SURE = st.floats(0, 1)
DOCUMENTS = st.builds(
    Document, st.just(TEXT), title=NAMES.filter(bool), url=KNOWN, publisher=KNOWN, author=KNOWN, date=KNOWN
)
MENTIONS = st.lists(SPANS, min_size=1, max_size=3).map(lambda spans: tuple(sorted(spans)))
ENTITIES = st.builds(Entity, NAMES, st.sampled_from(EntityType), NAMES, MENTIONS, st.none() | st.integers(1, 10**7))
RELATIONS = st.one_of(
    st.builds(Relation, NAMES, st.sampled_from(Predicate), SPANS, NAMES, st.none(), SURE),
    st.builds(Relation, NAMES, st.just(Predicate.HOLDS_OFFICE), SPANS, st.none(), NAMES, SURE),
)
PROVISIONS = st.builds(Provision, NAMES, st.sampled_from(ProvisionKind), st.none() | NAMES, SPANS, KNOWN, KNOWN, SURE)
ABOUT = st.lists(NAMES, max_size=2).map(tuple)
STATEMENTS = st.builds(Statement, NAMES, SPANS, st.booleans(), ABOUT, st.none() | st.sampled_from(Stance), SURE)
NOBODY = st.none() | NAMES
EVENTS = st.builds(
    Event,
    st.sampled_from(EventType),
    st.sampled_from(EventStatus),
    NOBODY,
    NOBODY,
    NOBODY,
    SPANS,
    KNOWN,
    KNOWN,
    st.none() | st.integers(0, 9),
    SURE,
)


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    document = draw(DOCUMENTS)
    families = [draw(st.lists(f, max_size=2).map(tuple)) for f in (ENTITIES, RELATIONS, PROVISIONS, STATEMENTS, EVENTS)]
    return document, Record(document.id, draw(st.builds(Provenance, NAMES, NAMES, NAMES)), *families)


@given(any_case())
def test_any_record_can_be_written_and_read_again(case: Case) -> None:
    assert from_case(json.loads(json.dumps(to_case(*case)))) == case


def test_a_case_by_hand_has_its_spans_looked_up() -> None:
    by_hand = {
        "id": "order",
        "text": "The mayor, Ann Lee, signed an order.",
        "entities": [{"id": "a", "type": "Person", "name": "Ann Lee", "mentions": ["Ann Lee", "the mayor"]}],
        "relations": [{"s": "a", "p": "holdsOffice", "value": "Mayor"}],
    }
    document, record = from_case(by_hand)
    mentions = (Evidence(0, 9, "The mayor"), Evidence(11, 18, "Ann Lee"))
    assert (document.title, document.date, record.provenance) == ("order", None, ANNOTATED)
    assert record.entities == (Entity("a", EntityType.PERSON, "Ann Lee", mentions),)
    assert record.relations == (Relation("a", Predicate.HOLDS_OFFICE, mentions[1], None, "Mayor"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "is not a JSON case"),
        (b"\xff", "is not a JSON case"),
        (b"[1]", "is not a case: it needs at least"),
        (b'{"text": 7}', "is not a case: it needs at least"),
        (b'{"text": "x", "events": [{"type": "DANCE", "status": "actual", "text": "x"}]}', "is not a well-formed case"),
        (b'{"text": "x", "statements": [{"speaker": "a", "text": "y", "direct": true}]}', "is not a well-formed case"),
        (b'{"text": "x", "statements": [{"speaker": "a", "start": 0, "end": 9, "direct": true}]}', "is not a well-f"),
        (b'{"text": "x", "relations": [{"s": "a", "p": "issuedBy", "o": "b"}]}', "is not a well-formed case"),
        (b'{"text": "x", "entities": 7}', "is not a well-formed case"),
        (b"[" * 100_000, "is not a JSON case"),
    ],
)
def test_what_is_no_case_is_named_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_case(tmp_path / "a.json")
    assert (raised.value.source, raised.value.reason[: len(reason)]) == (str(tmp_path / "a.json"), reason)


def test_a_case_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: is not a JSON case"):
        read_case(tmp_path / "none.json")


def test_a_mark_in_front_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'\xef\xbb\xbf{"text": "Some text."}')
    assert read_case(tmp_path / "a.json")[0] == Document("Some text.", title="a")
