"""Orders are judged by number, day, issuer and what they supersede."""

from __future__ import annotations

from graph.evaluate.corpora import Sample
from graph.evaluate.official import Official, judge
from graph.model import (
    Document,
    Entity,
    EntityType,
    Evidence,
    OrderDetails,
    Particular,
    Predicate,
    Provenance,
    Record,
    Relation,
)

TEXT = "EXECUTIVE ORDER NO. 17\nMarch 5, 2021\nExecutive Order No. 15 is revoked.\nANN LEE"
HERE = Evidence(0, 5, TEXT[:5])


def sample(**known: object) -> Sample:
    facts = {"number": "17", "day": "2021-03-05", "surname": "Lee", "supersedes": frozenset({"15"})} | known
    return Sample("17", Document(TEXT), **facts)  # type: ignore[arg-type]


def record(number: str = "17", day: str = "2021-03-05", issuer: str = "Ann Lee", revoked: str = "15") -> Record:
    entities = (
        Entity("o", EntityType.ORDER, f"Executive Order No. {number}", (HERE,)),
        Entity("p", EntityType.PERSON, issuer, (HERE,)),
        Entity("r", EntityType.ORDER, f"Executive Order No. {revoked}", (HERE,)),
    )
    links = (Relation("o", Predicate.ISSUED_BY, HERE, "p"), Relation("o", Predicate.REVOKES, HERE, "r"))
    details = OrderDetails("o", Particular(number, HERE), signed=Particular(day, HERE))
    return Record("d", Provenance("rules", "1", "none"), entities, links, orders=(details,))


def judged(known: Sample, told: Record) -> Official:
    tally = Official()
    judge(known, told, tally)
    return tally


def test_all_is_right() -> None:
    found = judged(sample(), record())
    right = ("number", "day", "issuer", "named issuer", "all three", "all stated", "supersedes")
    assert found.headline() == dict.fromkeys(right, 1.0)
    assert found.wrong == []


def test_what_is_wrong_is_counted_and_told() -> None:
    found = judged(sample(), record("18", "2021-03-06", "Bo Day", "14"))
    assert set(found.headline().values()) == {0.0}
    assert found.wrong[0].split() == ["17", "number", "'18'", "instead", "of", "'17'"]
    assert len(found.wrong) == 7


def test_a_number_that_the_text_does_not_state_must_not_be_told() -> None:
    assert judged(sample(number="99"), record("")).headline()["no number"] == 1.0
    assert judged(sample(number="99"), record("17")).headline()["number"] == 0.0
    assert judged(sample(number=""), record("")).headline()["no number"] == 1.0


def test_a_name_that_was_blurred_counts_by_its_likeness() -> None:
    blurred = Sample("1", Document("ORDER\nMichael Rloom1'erg"), "", None, "Bloomberg")
    assert judged(blurred, record("", issuer="Michael Rloom1'erg")).headline()["named issuer"] == 1.0
    assert judged(blurred, record("", issuer="Michael Goldberg")).headline()["named issuer"] == 0.0


def test_a_record_without_an_order_has_nothing_right() -> None:
    empty = Record("d", Provenance("rules", "1", "none"))
    assert judged(sample(), empty).headline() | {"no": 0.0} == dict.fromkeys(
        ("number", "day", "issuer", "named issuer", "all three", "all stated", "supersedes", "no"), 0.0
    )
