"""A record as judged: what is wrong is gone with what hangs on it, what is corrected says what it should."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.anchors import entity_of, facts_of, mention_of, said_of
from graph.case import ANNOTATED
from graph.fact_fields import Fact, Handle, facts
from graph.judged import GONE, OVERRULED, Judged, judged
from graph.judgement import Correction, Family, Judgement, Kind, Subject
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    OrderDetails,
    Particular,
    Predicate,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Statement,
)

TEXT = "Mayor Ann Lee signed the order on May 1. The police must wait. Lee said troops came to Salem, a bad joke."
DOCUMENT = Document(TEXT, url="https://papers.example/1")


def at(words: str) -> Evidence:
    return Evidence(TEXT.index(words), TEXT.index(words) + len(words), words)


RECORD = Record(
    DOCUMENT.id,
    ANNOTATED,
    (
        Entity("lee", EntityType.PERSON, "Ann Lee", (at("Ann Lee"),)),
        Entity("order", EntityType.ORDER, "the order", (at("the order"),)),
        Entity("police", EntityType.AGENCY, "The police", (at("The police"),)),
        Entity("troops", EntityType.GROUP, "troops", (at("troops"),)),
        Entity("salem", EntityType.PLACE, "Salem", (at("Salem"),)),
        Entity("joke", EntityType.ORGANIZATION, "a bad joke", (at("a bad joke"),)),
    ),
    (
        Relation("lee", Predicate.HOLDS_OFFICE, at("Mayor Ann Lee"), value="Mayor", confidence=0.6),
        Relation("order", Predicate.ISSUED_BY, at("Ann Lee signed the order"), "lee", confidence=0.5),
    ),
    (Provision("order", ProvisionKind.REQUIRES, "police", at("wait"), confidence=0.5),),
    (Statement("lee", at("troops came to Salem"), False, ("salem", "joke"), confidence=0.5),),
    (
        Event(
            EventType.MOBILIZE,
            EventStatus.ACTUAL,
            "troops",
            "joke",
            "salem",
            at("troops came"),
            attributed_to=0,
            confidence=0.5,
        ),
        Event(EventType.COERCE, EventStatus.ACTUAL, "police", None, None, at("police must"), confidence=0.5),
    ),
    (OrderDetails("order", signed=Particular("2025-05-02", at("May 1"), 0.5)),),
)


def handle(family: Family, number: int = 0) -> Handle:
    return next(one for one, _ in facts(RECORD) if (one.family, one.number) == (family, number))


def fact(one: Handle) -> Fact:
    return dict(facts(RECORD))[one]


def on_fact(
    kind: Kind, one: Handle, correction: Correction | None = None, at: str = "2026-01-01T00:00:00Z"
) -> Judgement:
    return Judgement(kind, "Ann", at, fact=said_of(RECORD, one, fact(one)), correction=correction)


def on_entity(name: str, kind: Kind = Kind.NOT_AN_ENTITY, correction: Correction | None = None) -> Judgement:
    entity = next(entity for entity in RECORD.entities if entity.id == name)
    return Judgement(kind, "Ann", "", one=Subject("x", (mention_of(DOCUMENT.id, entity),)), correction=correction)


def by(*judgements: Judgement) -> Judged:
    return judged(RECORD, judgements)


def test_a_record_that_nobody_has_judged_is_as_it_was() -> None:
    assert by() == Judged(RECORD, dict(facts(RECORD)), {}, {})


@pytest.mark.parametrize("one", [handle for handle, _ in facts(RECORD)])
def test_a_fact_that_is_wrong_is_gone_and_one_that_is_right_is_beyond_doubt(one: Handle) -> None:
    assert one not in by(on_fact(Kind.WRONG, one)).facts
    assert by(on_fact(Kind.RIGHT, one)).facts[one] == replace(fact(one), confidence=1.0)


def test_a_claim_never_becomes_a_fact_where_the_statement_goes() -> None:
    left = by(on_fact(Kind.WRONG, handle(Family.STATEMENT))).record
    assert left.statements == ()
    assert left.events == RECORD.events[1:]


def test_what_hangs_on_what_is_no_entity_goes_with_it_or_goes_on_without() -> None:
    left = by(on_entity("joke")).record
    assert [entity.id for entity in left.entities] == ["lee", "order", "police", "troops", "salem"]
    assert left.statements == (replace(RECORD.statements[0], about=("salem",)),)
    assert left.events == (replace(RECORD.events[0], recipient=None), RECORD.events[1])
    left = by(on_entity("order")).record
    assert (left.relations, left.provisions, left.orders) == (RECORD.relations[:1], (), ())


@pytest.mark.parametrize(
    ("family", "field", "value", "expected"),
    [
        (Family.PROVISION, "bearer", "lee", "lee"),
        (Family.PROVISION, "bearer", None, None),
        (Family.PROVISION, "kind", "prohibits", ProvisionKind.PROHIBITS),
        (Family.PROVISION, "due", "P30D", "P30D"),
        (Family.STATEMENT, "direct", "true", True),
        (Family.STATEMENT, "about", "order", ("order",)),
        (Family.EVENT, "status", "threatened", EventStatus.THREATENED),
        (Family.EVENT, "time", "Monday", "Monday"),
        (Family.DETAIL, "value", "2025-05-01", "2025-05-01"),
        (Family.RELATION, "value", "Mayor of Salem", "Mayor of Salem"),
    ],
)
def test_a_field_that_is_corrected_stands_with_its_evidence(
    family: Family, field: str, value: str | None, expected: object
) -> None:
    entity = next((e for e in RECORD.entities if e.id == value), None)
    thing = mention_of(DOCUMENT.id, entity) if entity else None
    one = handle(family)
    made = on_fact(Kind.CORRECTED, one, Correction(field, None if entity else value, thing))
    assert by(made).facts[one] == replace(fact(one), **{field: expected}, confidence=1.0)
    assert by(made).idle == {}


@pytest.mark.parametrize(
    ("family", "field", "value", "reason"),
    [
        (Family.PROVISION, "kind", "wishes", "kind cannot be 'wishes'"),
        (Family.PROVISION, "kind", None, "cannot be without kind"),
        (Family.PROVISION, "colour", "red", "has no field 'colour'"),
        (Family.PROVISION, "due", "soon", "no day"),
        (Family.DETAIL, "value", "the first of May", "no day"),
        (Family.DETAIL, "order", "x", "has no field 'order'"),
        (Family.STATEMENT, "direct", "perhaps", "true or false"),
        (Family.EVENT, "actor", "nobody", "speaks of no 'nobody'"),
        (Family.RELATION, "predicate", "issuedBy", "holdsOffice has a value"),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing_and_says_so(
    family: Family, field: str, value: str | None, reason: str
) -> None:
    made = on_fact(Kind.CORRECTED, handle(family), Correction(field, value))
    found = by(made)
    assert found.record == RECORD
    assert reason in found.idle[made.id]


def test_things_are_called_as_they_are_corrected() -> None:
    name, kind, place = (
        on_entity(entity, Kind.CORRECTED, Correction(field, value))
        for entity, field, value in [
            ("lee", "name", "Anna Lee"),
            ("joke", "type", "Group"),
            ("salem", "geonames", "5750162"),
        ]
    )
    found = {entity.id: entity for entity in by(name, kind, place).record.entities}
    assert (found["lee"].name, found["joke"].type, found["salem"].geonames) == ("Anna Lee", EntityType.GROUP, 5750162)


def test_of_two_judgements_on_one_fact_the_newer_holds_and_the_older_says_that_it_does_not() -> None:
    one = handle(Family.PROVISION)
    wrong, right = on_fact(Kind.WRONG, one), on_fact(Kind.RIGHT, one)
    assert one in by(wrong, right).facts
    assert by(wrong, right).idle == {wrong.id: OVERRULED}
    assert one not in by(right, wrong).facts
    first, second = (on_fact(Kind.CORRECTED, one, Correction("due", due)) for due in ("P1D", "P2D"))
    assert by(first, second).facts[one] == replace(fact(one), due="P2D", confidence=1.0)
    assert by(first, second).idle == {first.id: OVERRULED}


def test_a_judgement_finds_its_fact_in_a_text_that_has_changed_and_not_one_that_says_something_else() -> None:
    one = handle(Family.PROVISION)
    said = said_of(RECORD, one, fact(one))
    moved = replace(RECORD.provisions[0], evidence=Evidence(200, 204, "wait"))
    assert facts_of(replace(RECORD, provisions=(moved,)), said) == [one]
    longer = replace(RECORD.provisions[0], evidence=at("must wait"))
    assert facts_of(replace(RECORD, provisions=(longer,)), said) == [one]
    assert facts_of(replace(RECORD, provisions=(replace(moved, bearer="lee"),)), said) == []
    assert facts_of(replace(RECORD, provisions=(moved, moved)), said) == [one, one._replace(number=1)]
    made = on_fact(Kind.WRONG, one)
    assert judged(replace(RECORD, provisions=()), [made]).idle == {made.id: GONE}


def test_an_entity_is_found_by_its_words_in_their_place_and_else_by_its_name() -> None:
    lee = RECORD.entities[0]
    mention = mention_of(DOCUMENT.id, lee)
    renamed = replace(lee, id="e9", name="Lee")
    assert entity_of(replace(RECORD, entities=(renamed,)), mention) == renamed
    moved = replace(lee, mentions=(Evidence(50, 53, "Lee"),))
    assert entity_of(replace(RECORD, entities=(moved,)), mention) == moved
    assert entity_of(replace(RECORD, entities=(replace(moved, name="Lee"),)), mention) is None
