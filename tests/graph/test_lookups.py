"""Look-ups over the annotated cases, and what is said of what is not there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.case import read_case
from graph.document_list import document
from graph.errors import NotFound
from graph.facts import Thing
from graph.lookups import entity, facts_about, order
from graph.model import (
    Document,
    Entity,
    EntityType,
    Evidence,
    Provenance,
    Record,
)
from graph.naming import topics
from graph.projection import nodes
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
GOLD = Path(__file__).parent.parent / "gold"
JOHNSON = f"{BASE}id/person/brandon-johnson-mayor-of-chicago"
CHICAGO = f"{BASE}id/place/4887398"


@pytest.fixture(scope="module")
def cases() -> list[tuple[Document, Record]]:
    return [read_case(path) for path in sorted(GOLD.glob("*/*.json"))]


@pytest.fixture(scope="module")
def gold(cases: list[tuple[Document, Record]]) -> Store:
    store = MemoryStore()
    for case, record in cases:
        store.replace(graph_iri(BASE, case.id), quads(case, record, resolve(case, record), BASE))
    return store


@pytest.fixture(scope="module")
def seed(cases: list[tuple[Document, Record]]) -> tuple[Document, Record]:
    return next(case for case in cases if case[0].text.startswith("The mayor of Chicago has signed"))


def test_a_thing_goes_by_the_fullest_of_its_names() -> None:
    store = MemoryStore()
    for name in ("Ore.", "OREGON", "Oregon"):
        document = Document(f"{name} has a governor.")
        place = Entity("p", EntityType.PLACE, name, (Evidence(0, len(name), name),), geonames=5744337)
        record = Record(document.id, Provenance("test", "1", "none"), (place,))
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    iri = f"{BASE}id/place/5744337"
    assert (entity(store, iri).label, entity(store, iri).names) == ("Oregon", ("OREGON", "Ore."))
    assert [(node.iri, node.label) for node in nodes(store)] == [(iri, "Oregon")]


def test_a_document_is_found_by_its_id_and_by_its_iri(gold: Store, cases: list[tuple[Document, Record]]) -> None:
    one = document(gold, cases[0][0].id)
    assert document(gold, one.iri) == one
    assert (one.id, one.characters) == (cases[0][0].id, len(cases[0][0].text))


def test_an_entity_has_its_names_kinds_and_documents(gold: Store, seed: tuple[Document, Record]) -> None:
    found = entity(gold, CHICAGO)
    assert found.label == "Chicago"
    assert found.types == ("Place",)
    assert found.same_as == ("https://sws.geonames.org/4887398/",)
    assert graph_iri(BASE, seed[0].id) in found.documents


def test_the_facts_about_a_person_are_those_of_the_records(gold: Store) -> None:
    found = facts_about(gold, JOHNSON)
    assert Counter((fact.family, fact.predicate) for fact in found) == {
        ("relation", "holdsOffice"): 3,  # in three documents
        ("relation", "memberOf"): 1,
        ("relation", "issuedBy"): 2,
        ("statement", "says"): 2,
    }
    issued = next(fact for fact in found if fact.predicate == "issuedBy")
    assert issued.subject is not None
    assert (issued.subject.label, issued.object) == ("Johnson's order", Thing(JOHNSON, "Brandon Johnson"))
    assert (issued.citation.text, issued.confidence) == ("an order", 1.0)


def test_one_order_begins_with_its_provisions(gold: Store, seed: tuple[Document, Record]) -> None:
    iri = f"{BASE}id/order/{seed[0].id}-johnsons-order"
    found, about = order(gold, iri)
    assert (found.label, found.issuers) == ("Johnson's order", (Thing(JOHNSON, "Brandon Johnson"),))
    assert [(fact.predicate, fact.object.label if fact.object else None, fact.value) for fact in about[:4]] == [
        ("requires", "city agencies", "how to respond to possible immigration enforcement actions"),
        ("requires", "federal agents", "stand down from any attempts to deploy the US Armed Forces in Chicago"),
        ("reaffirms", "law enforcement officers", "wear body cameras and clear identification"),
        ("reaffirms", None, "a ban on masked identities during operations"),
    ]
    assert {fact.family for fact in about[4:]} == {"relation", "event", "topic"}


def test_what_is_not_there_is_named(gold: Store) -> None:
    for look_up in (entity, facts_about, order, document):
        for key in (f"{BASE}id/person/nobody", "not an iri", "http://x/ }", ""):
            with pytest.raises(NotFound):
                look_up(gold, key)


def test_words_of_a_name_mean_all_topics_that_have_them_and_what_is_none_is_named() -> None:
    assert [node.value.rpartition("#")[2] for node in topics("commerce")] == ["15"]
    assert [node.value.rpartition("#")[2] for node in topics("Law and Crime")] == ["12"]
    assert [node.value.rpartition("#")[2] for node in topics("affairs")] == ["19"]
    for name in ("", "11", "weather", "https://w3id.org/policygraph/topics#99"):
        with pytest.raises(NotFound, match="there are Macroeconomics, Civil Rights"):
            topics(name)
