"""Named things are called by what they are, described things by their document, and never two things by one path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.case import ANNOTATED, read_case
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.resolve import portraits, resolve

GOLD = Path(__file__).parents[2] / "gold"
TEXT = "Brandon Johnson, the mayor, signed the order. " * 20
DOCUMENT = Document(TEXT)
PERSON, AGENCY, GROUP, PLACE = EntityType.PERSON, EntityType.AGENCY, EntityType.GROUP, EntityType.PLACE
ORDER, POLICY, ORGANIZATION = EntityType.ORDER, EntityType.POLICY, EntityType.ORGANIZATION


def entity(id_: str, type_: EntityType, name: str, start: int = 0, geonames: int | None = None) -> Entity:
    return Entity(id_, type_, name, (Evidence(start, start + 1, TEXT[start : start + 1]),), geonames)


def holds(person: str, office: str) -> Relation:
    return Relation(person, Predicate.HOLDS_OFFICE, Evidence(0, 1, "B"), value=office)


def issued(order: str, issuer: str) -> Relation:
    return Relation(order, Predicate.ISSUED_BY, Evidence(0, 1, "B"), object=issuer)


def paths(*parts: Entity | Relation, document: Document = DOCUMENT) -> dict[str, str]:
    entities = tuple(p for p in parts if isinstance(p, Entity))
    relations = tuple(p for p in parts if isinstance(p, Relation))
    return resolve(document, Record(document.id, ANNOTATED, entities, relations)).paths


@pytest.mark.parametrize(
    ("offices", "path"),
    [
        (["Mayor of Chicago"], "person/brandon-johnson-mayor-of-chicago"),
        (["former Governor of Ohio"], "person/brandon-johnson-governor-of-ohio"),
        (["candidate for Mayor of Chicago"], "person/brandon-johnson"),
        (["acting head of ICE"], "person/brandon-johnson-head-of-ice"),
        (["former President", "Governor of Ohio"], "person/brandon-johnson-president-of-united-states"),
        (["Mayor of Chicago", "Governor of Illinois"], "person/brandon-johnson-governor-of-illinois"),
        ([], "person/brandon-johnson"),
    ],
)
def test_a_person_is_called_by_name_and_foremost_office(offices: list[str], path: str) -> None:
    facts = [holds("p", office) for office in offices]
    assert paths(entity("p", PERSON, "Brandon Johnson"), *facts) == {"p": path}
    assert paths(entity("p", PERSON, "Brandon Johnson"), *reversed(facts)) == {"p": path}


@pytest.mark.parametrize(
    "name",
    ["White House spokesperson", "Secretary of the Interior", "Defense Secretary", "the mayor", "Johnson", "an aide"],
)
def test_a_person_without_a_full_name_belongs_to_the_document(name: str) -> None:
    assert paths(entity("p", PERSON, name))["p"].startswith(f"person/{DOCUMENT.id}-")


def test_a_surname_with_its_office_is_enough() -> None:
    assert paths(entity("p", PERSON, "Johnson"), holds("p", "Mayor of Chicago")) == {
        "p": "person/johnson-mayor-of-chicago"
    }


@pytest.mark.parametrize("name", ["federal agents", "California state employees", "Republicans"])
def test_groups_belong_to_the_document(name: str) -> None:
    assert paths(entity("g", GROUP, name))["g"].startswith(f"group/{DOCUMENT.id}-")


@pytest.mark.parametrize(
    ("type_", "name", "path"),
    [
        (AGENCY, "the White House", "agency/white-house"),
        (AGENCY, "U.S. Department of Justice", "agency/department-of-justice"),
        (AGENCY, "City Council", "agency/{doc}-city-council"),
        (AGENCY, "Denver City Council", "agency/denver-city-council"),
        (AGENCY, "mayor's office", "agency/{doc}-mayors-office"),
        (ORGANIZATION, "Democratic Party", "organization/democratic-party"),
        (POLICY, "Clean Air Act", "policy/clean-air-act"),
        (POLICY, "House Bill 68", "policy/{doc}-house-bill-68"),
        (POLICY, "temporary restraining order", "policy/{doc}-temporary-restraining-order"),
        (PLACE, "Boyle Heights", "place/boyle-heights"),
        (PLACE, "District 9", "place/{doc}-district-9"),
    ],
)
def test_bodies_policies_and_places_are_called_by_name_where_it_is_one(type_: EntityType, name: str, path: str) -> None:
    assert paths(entity("e", type_, name)) == {"e": path.format(doc=DOCUMENT.id)}


def test_a_place_is_called_by_its_geonames_id_and_two_names_of_it_are_one_place() -> None:
    found = paths(entity("a", PLACE, "Washington DC", 1, 4140963), entity("b", PLACE, "Washington, D.C.", 9, 4140963))
    assert found == {"a": "place/4140963", "b": "place/4140963"}


@pytest.mark.parametrize("name", ["Chinatown", "District 9"])
def test_a_place_without_an_id_is_called_by_what_it_lies_in(name: str) -> None:
    part, city = replace(entity("a", PLACE, name, 1), within="b"), entity("b", PLACE, "Chicago", 9, 4887398)
    assert paths(part, city)["a"] == f"place/{name.lower().replace(' ', '-')}-4887398"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Executive Order 2025-6", "order/brandon-johnson-mayor-of-chicago-executive-order-2025-6"),
        ("Protecting Chicago Initiative", "order/brandon-johnson-mayor-of-chicago-protecting-chicago-initiative"),
        ("Johnson's order", "order/{doc}-johnsons-order"),
        ("the directive", "order/{doc}-directive"),
        ("Executive Order 14110", "order/executive-order-14110"),
    ],
)
def test_an_order_is_called_by_issuer_and_number_or_title(name: str, path: str) -> None:
    found = paths(
        entity("o", ORDER, name),
        entity("p", PERSON, "Brandon Johnson", 5),
        holds("p", "Mayor of Chicago"),
        issued("o", "p"),
    )
    assert found["o"] == path.format(doc=DOCUMENT.id)


def test_a_president_s_number_needs_no_issuer() -> None:
    assert paths(entity("o", ORDER, "EO 14110")) == {"o": "order/executive-order-14110"}
    assert paths(entity("o", ORDER, "Executive Order 33")) == {"o": f"order/{DOCUMENT.id}-executive-order-33"}


def test_the_same_number_twice_is_one_order() -> None:
    found = paths(entity("a", ORDER, "Executive Order 14110", 1), entity("b", ORDER, "E.O. 14110", 9))
    assert set(found.values()) == {"order/executive-order-14110"}


def test_names_that_slug_alike_are_one() -> None:
    assert paths(entity("a", AGENCY, "X-B Board", 0), entity("b", AGENCY, "X B Board", 9)) == {
        "a": "agency/x-b-board",
        "b": "agency/x-b-board",
    }


def test_two_groups_of_one_name_stay_apart() -> None:
    found = paths(entity("a", GROUP, "residents", 0), entity("b", GROUP, "residents", 9))
    assert found == {"a": f"group/{DOCUMENT.id}-residents", "b": f"group/{DOCUMENT.id}-residents-2"}


def test_what_is_named_has_the_same_path_in_every_document_and_what_is_not_has_another() -> None:
    parts = (entity("p", PERSON, "Brandon Johnson"), entity("g", GROUP, "residents", 3), holds("p", "Mayor of Chicago"))
    here, there = paths(*parts), paths(*parts, document=Document("another text"))
    assert here["p"] == there["p"]
    assert here["g"] != there["g"]


@pytest.mark.parametrize("case", sorted((GOLD / "dev").glob("*.json")), ids=lambda path: path.stem)
def test_the_order_of_a_record_does_not_matter(case: Path) -> None:
    document, record = read_case(case)
    turned = replace(record, entities=record.entities[::-1], relations=record.relations[::-1])
    assert resolve(document, turned) == resolve(document, record)


@given(st.lists(st.tuples(st.sampled_from(list(EntityType)), st.text(max_size=30)), max_size=8))
def test_whatever_the_names_paths_are_iris_and_what_is_only_described_shares_none(
    named: list[tuple[EntityType, str]],
) -> None:
    entities = [entity(f"e{i}", type_, name, i) for i, (type_, name) in enumerate(named)]
    found = paths(*entities)
    for one in entities:
        assert NamedNode(f"https://graph.example/id/{found[one.id]}").value.count("/") == 5
        assert found[one.id].startswith(f"{one.type.value.lower()}/")
    drawn = portraits(DOCUMENT, Record(DOCUMENT.id, ANNOTATED, tuple(entities)))
    described = [found[one.id] for one in entities if one.id not in drawn]
    assert len(set(described)) == len(described)
    assert set(described).isdisjoint(found[one] for one in drawn)
