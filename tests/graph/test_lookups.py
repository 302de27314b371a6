"""Look-ups over the annotated cases: pages, filters, and what is said of what is not there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.agenda import TopicLine, agenda
from graph.case import read_case
from graph.document_list import document, documents
from graph.errors import NotFound
from graph.facts import Thing
from graph.lookups import (
    entity,
    events,
    facts_about,
    find_entities,
    order,
    orders,
    statements,
)
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Provenance,
    Record,
    Statement,
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


def test_a_thing_goes_by_the_fullest_of_its_names_wherever_it_is_listed() -> None:
    store = MemoryStore()
    for name in ("Ore.", "OREGON", "Oregon"):
        document = Document(f"{name} has a governor.")
        evidence = Evidence(0, len(name), name)
        place = Entity("p", EntityType.PLACE, name, (evidence,), geonames=5744337)
        record = Record(document.id, Provenance("test", "1", "none"), (place,))
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    iri = f"{BASE}id/place/5744337"
    assert [(found.iri, found.label, found.documents) for found in find_entities(store, "Place")] == [
        (iri, "Oregon", 3)
    ]
    assert (entity(store, iri).label, entity(store, iri).names) == ("Oregon", ("OREGON", "Ore."))
    assert [(node.iri, node.label) for node in nodes(store)] == [(iri, "Oregon")]


def test_entities_are_found_by_type_and_by_words_of_any_of_their_names(gold: Store) -> None:
    found, spokesperson = find_entities(gold, "Person", "Pritzker")
    assert (found.label, found.type, found.documents) == ("JB Pritzker", "Person", 2)
    assert (spokesperson.label, spokesperson.documents) == ("spokesperson for Gov. JB Pritzker", 1)
    assert found in find_entities(gold, name="pritz")
    assert find_entities(gold, "Place", "Pritzker") == ()
    assert find_entities(gold, name="ritzker") == ()


def test_entities_in_most_documents_come_first_and_pages_do_not_overlap(gold: Store) -> None:
    first, second = find_entities(gold, limit=50), find_entities(gold, limit=50, offset=50)
    both = find_entities(gold, limit=100)
    assert first + second == both
    assert [one.documents for one in both] == sorted((one.documents for one in both), reverse=True)


def test_there_are_as_many_entities_as_the_records_resolve_to(
    gold: Store, cases: list[tuple[Document, Record]]
) -> None:
    paths = {path for case, record in cases for path in resolve(case, record).paths.values()}
    assert {one.iri for one in find_entities(gold, limit=10_000)} == {f"{BASE}id/{path}" for path in paths}


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


def test_orders_have_issuers_and_places_and_can_be_filtered_by_both(gold: Store) -> None:
    found, elsewhere = orders(gold, issuer="Brandon Johnson")
    assert (elsewhere.label, elsewhere.first_reported) == ("Johnson's order", "2025-12-04")
    assert found.label == "Johnson's order"
    assert found.issuers == (Thing(JOHNSON, "Brandon Johnson"),)
    assert found.places == (Thing(CHICAGO, "Chicago"),)
    assert (found.documents, found.first_reported) == (1, None)
    assert found in orders(gold, place="Chicago")
    assert found in orders(gold, place=CHICAGO, issuer=JOHNSON)
    everything = orders(gold, limit=1000)
    assert orders(gold, limit=10, offset=5) == everything[5:15]
    assert len({one.iri for one in everything}) == len(everything) > 100


def test_one_order_begins_with_its_provisions(gold: Store) -> None:
    line = orders(gold, issuer="Brandon Johnson")[0]
    found, about = order(gold, line.iri)
    assert found == line
    assert [(fact.predicate, fact.object.label if fact.object else None, fact.value) for fact in about[:4]] == [
        ("requires", "city agencies", "how to respond to possible immigration enforcement actions"),
        ("requires", "federal agents", "stand down from any attempts to deploy the US Armed Forces in Chicago"),
        ("reaffirms", "law enforcement officers", "wear body cameras and clear identification"),
        ("reaffirms", None, "a ban on masked identities during operations"),
    ]
    assert {fact.family for fact in about[4:]} == {"relation", "event", "topic"}


def test_statements_by_speaker_document_and_words(gold: Store, seed: tuple[Document, Record]) -> None:
    case, record = seed
    here = statements(gold, document=case.id)
    assert [fact.value for fact in here] == [
        s.evidence.text for s in sorted(record.statements, key=lambda s: s.evidence)
    ]
    assert [fact.value for fact in statements(gold, speaker="Pritzker")] == [
        "Trump's threats to deploy the National Guard as an abuse of power",
        "attempting to create a crisis to distract from the issues facing working families",
    ]
    assert [f.value for f in statements(gold, document=case.id, words=["kill", "mess"])] == [
        "a mess",
        "Chicago a killing field",
    ]
    assert statements(gold, document=case.id, limit=3, offset=2) == here[2:5]
    assert statements(gold, about="Chicago") == ()  # the annotated cases do not say what a statement is about


def test_events_by_type_status_place_and_people(gold: Store, seed: tuple[Document, Record]) -> None:
    here = events(gold, document=seed[0].id)
    assert len(here) == len(seed[1].events)
    (washington,) = events(gold, "MOBILIZE", "actual", document=seed[0].id)
    assert washington.place == Thing(f"{BASE}id/place/4140963", "Washington DC")
    assert washington.citation.text == "Trump has already deployed about 2,000 troops to Washington DC"
    (accused,) = events(gold, "accuse", actor="Pritzker", recipient="Donald Trump")
    assert (accused.status, accused.subject and accused.subject.label) == ("actual", "JB Pritzker")
    assert [fact.status for fact in events(gold, place="Chicago", document=seed[0].id, type="mobilize")] == [
        "threatened",
        "planned",
    ]


def test_statements_and_events_by_the_least_confidence_that_they_have() -> None:
    text = "Ana Lee praised the ban. Bo Day blasted the ban. Both spoke."
    said = [(0, 24, 0.9), (25, 48, 0.45)]
    people = [Entity("a", EntityType.PERSON, "Ana Lee", (Evidence(0, 7, text[:7]),))]
    record = Record(
        Document(text).id,
        Provenance("rules", "1", "none"),
        tuple(people),
        statements=tuple(Statement("a", Evidence(s, e, text[s:e]), False, confidence=c) for s, e, c in said),
        events=tuple(
            Event(EventType.CONSULT, EventStatus.ACTUAL, "a", None, None, Evidence(s, e, text[s:e]), confidence=c)
            for s, e, c in said
        ),
    )
    store, case = MemoryStore(), Document(text)
    store.replace(graph_iri(BASE, case.id), quads(case, record, resolve(case, record), BASE))
    for look_up in (statements, events):
        assert [f.confidence for f in look_up(store)] == [0.9, 0.45]
        assert [f.confidence for f in look_up(store, confidence=0.45)] == [0.9, 0.45]
        assert [f.confidence for f in look_up(store, confidence=0.5, document=case.id)] == [0.9]
        assert look_up(store, confidence=1.0) == ()


def test_documents_newest_first_and_by_what_they_mention(gold: Store, cases: list[tuple[Document, Record]]) -> None:
    found = documents(gold, limit=1000)
    assert len(found) == len(cases)
    dates = [one.date or "" for one in found]
    assert dates == sorted(dates, reverse=True)
    assert documents(gold, entity=JOHNSON) == documents(gold, entity="Brandon Johnson")
    assert {one.id for one in documents(gold, entity=JOHNSON)} == {
        case.id for case, record in cases if any(entity.name == "Brandon Johnson" for entity in record.entities)
    }
    one = document(gold, cases[0][0].id)
    assert document(gold, one.iri) == one
    assert (one.id, one.characters) == (cases[0][0].id, len(cases[0][0].text))


def test_what_is_not_there_is_named(gold: Store) -> None:
    for look_up in (entity, facts_about, order, document):
        for key in (f"{BASE}id/person/nobody", "not an iri", "http://x/ }", ""):
            with pytest.raises(NotFound):
                look_up(gold, key)
    with pytest.raises(NotFound, match="there are Person, Agency"):
        find_entities(gold, "Spaceship")
    with pytest.raises(NotFound, match="no place 'Atlantis'"):
        events(gold, place="Atlantis")
    with pytest.raises(NotFound, match="no event type 'a b'"):
        events(gold, "a b")


def test_an_empty_store_has_nothing() -> None:
    empty = MemoryStore()
    assert find_entities(empty) == orders(empty) == statements(empty) == events(empty) == documents(empty) == ()


def test_orders_statements_events_and_documents_are_found_by_topic(gold: Store) -> None:
    by_name, by_code, by_iri = (
        orders(gold, topic=name, limit=1000) for name in ("immigration", "9", "https://w3id.org/policygraph/topics#9")
    )
    assert by_name == by_code == by_iri
    assert 20 < len(by_name) < len(orders(gold, limit=1000)) / 2
    assert "Johnson's order" in {line.label for line in by_name}
    rice = {line.label for line in orders(gold, topic="agriculture", issuer="Ferdinand Marcos Jr.")}
    assert "Executive Order No. 93" in rice
    assert statements(gold, speaker="Pritzker", topic="Defense")
    assert all("tariff" in (fact.value or "") for fact in statements(gold, topic="18", words=["tariff"]))
    troops = events(gold, type="MOBILIZE", topic="defense", limit=1000)
    assert 5 < len(troops) < len(events(gold, type="MOBILIZE", limit=1000))
    assert {line.label for line in documents(gold, topic="Agriculture")} >= {"philippines-rice-import-suspension"}


def test_words_of_a_name_mean_all_topics_that_have_them_and_what_is_none_is_named() -> None:
    assert [node.value.rpartition("#")[2] for node in topics("commerce")] == ["15"]
    assert [node.value.rpartition("#")[2] for node in topics("Law and Crime")] == ["12"]
    assert [node.value.rpartition("#")[2] for node in topics("affairs")] == ["19"]
    for name in ("", "11", "weather", "https://w3id.org/policygraph/topics#99"):
        with pytest.raises(NotFound, match="there are Macroeconomics, Civil Rights"):
            topics(name)


def test_the_agenda_has_every_topic_with_what_is_about_it(gold: Store) -> None:
    lines = agenda(gold)
    assert [line.code for line in lines] == [str(n) for n in range(1, 24) if n not in (11, 22)]
    (line,) = agenda(gold, "Immigration")
    assert line in lines
    assert (line.documents, line.orders) == (
        len(documents(gold, topic="9", limit=1000)),
        len(orders(gold, topic="9", limit=1000)),
    )
    assert line.statements == len({fact.iri for fact in statements(gold, topic="9", limit=1000)})
    assert line.events == len(events(gold, topic="9", limit=1000))
    (none,) = agenda(MemoryStore(), "9")
    assert none == TopicLine(line.iri, "9", "Immigration", line.definition, 0, 0, 0, 0, 0)
