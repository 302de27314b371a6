"""Lists over the annotated cases: filters, orders, counts, and what is said of what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from graph.agenda import TopicLine, agenda
from graph.case import read_case
from graph.errors import NotFound
from graph.facts import Thing, facts
from graph.listing import FACTS, ask, counted, described, listed, total
from graph.lists import LISTS
from graph.lists.facts import Known, known
from graph.lookups import order
from graph.meanings import MEANINGS
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Provenance,
    Provision,
    ProvisionKind,
    Record,
    Statement,
)
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.search import Index
from graph.store import Store
from graph.store.oxigraph import MemoryStore
from tests.indexed import indexed

BASE = "https://example.org/kg/"
GOLD = Path(__file__).parent.parent / "gold"
JOHNSON = f"{BASE}id/person/brandon-johnson-mayor-of-chicago"
CHICAGO = f"{BASE}id/place/4887398"
Case = tuple[Document, Record]


@dataclass(frozen=True)
class Graph:
    """A store with its index, which can be asked for lists."""

    store: Store
    index: Index

    def __call__(self, name: str, /, limit: int = 1000, sort: str | None = None, **given: str | list[str]) -> list[Any]:
        """What a list has, described."""
        values = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
        asked = ask(self.store, self.index, name, values, sort)
        return described(self.store, self.index, name, listed(self.index, asked, limit))


def filled(path: Path, cases: list[Case]) -> Graph:
    return Graph(*indexed(path, BASE, cases))


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [read_case(path) for path in sorted(GOLD.glob("*/*.json"))]


@pytest.fixture(scope="module")
def gold(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    graph = filled(tmp_path_factory.mktemp("gold") / "search.sqlite", cases)
    yield graph
    graph.index.close()


@pytest.fixture(scope="module")
def seed(cases: list[Case]) -> Case:
    return next(case for case in cases if case[0].text.startswith("The mayor of Chicago has signed"))


def test_every_filter_fits_something_that_can_be_understood() -> None:
    filters = [one for known in LISTS.values() for one in known.filters.values()]
    assert {one.fits for one in filters} <= set(MEANINGS)
    assert all(one.of <= set(LISTS) for one in filters)
    assert all(sum(map(bool, (one.properties, one.column, one.ids, one.where))) == 1 for one in filters)
    assert all(one.properties or one.column for one in filters if one.counts)


def test_a_thing_goes_by_the_fullest_of_its_names(tmp_path: Path) -> None:
    some = []
    for name in ("Ore.", "OREGON", "Oregon"):
        document = Document(f"{name} has a governor.")
        place = Entity("p", EntityType.PLACE, name, (Evidence(0, len(name), name),), geonames=5744337)
        some.append((document, Record(document.id, Provenance("test", "1", "none"), (place,))))
    (found,) = filled(tmp_path / "search.sqlite", some)("places")
    assert (found.iri, found.label, found.documents) == (f"{BASE}id/place/5744337", "Oregon", 3)


def test_things_are_found_by_type_and_by_words_of_any_of_their_names(gold: Graph) -> None:
    found, spokesperson = gold("entities", type="Person", name="Pritzker")
    assert (found.label, found.type, found.documents) == ("JB Pritzker", "Person", 2)
    assert (spokesperson.label, spokesperson.documents) == ("spokesperson for Gov. JB Pritzker", 1)
    assert gold("people", name="Pritzker") == [found, spokesperson]
    assert found in gold("entities", name="pritz")
    assert gold("places", name="Pritzker") == gold("entities", name="ritzker") == []


def test_there_are_as_many_things_as_the_records_resolve_to(gold: Graph, cases: list[Case]) -> None:
    paths = {path for case, record in cases for path in resolve(case, record).paths.values()}
    assert {one.iri for one in gold("entities", limit=10_000)} == {f"{BASE}id/{path}" for path in paths}
    assert total(gold.index, ask(gold.store, gold.index, "entities")) == len(paths)


def test_orders_have_issuers_and_places_and_can_be_filtered_by_both(gold: Graph) -> None:
    found, elsewhere = gold("orders", issuer="Brandon Johnson")
    assert (elsewhere.label, elsewhere.first_reported) == ("Johnson's order", "2025-12-04")
    assert found.issuers == (Thing(JOHNSON, "Brandon Johnson"),)
    assert found.places == (Thing(CHICAGO, "Chicago"),)
    assert (found.label, found.documents, found.first_reported) == ("Johnson's order", 1, None)
    assert found in gold("orders", place="Chicago")
    assert found in gold("orders", place=CHICAGO, issuer=JOHNSON)
    assert found in gold("orders", issuer="person/brandon-johnson-mayor-of-chicago")


def test_orders_go_by_the_day_of_signing_or_else_of_the_first_report(gold: Graph) -> None:
    everything = gold("orders", sort="date")
    some = {one.iri for one in gold("orders", since="2025-06-01", until="2025-12-31")}
    reported = {one.iri for one in everything if "2025-06-01" <= (one.first_reported or "") <= "2025-12-31"}
    signed = {row["s"].value for row in gold.store.query(f"SELECT ?s {{ ?s <{PGO}dateSigned> ?d }}")}  # type: ignore[union-attr]
    assert some - signed == reported - signed
    assert len(some) > 20


PGO = "https://w3id.org/policygraph/ontology#"


@pytest.mark.parametrize("name", FACTS)
def test_of_facts_the_index_knows_what_the_store_says(gold: Graph, name: str) -> None:
    items = listed(gold.index, ask(gold.store, gold.index, name), 100_000)
    by_store = list(facts(gold.store, [f"{BASE}id/{item.path}" for item in items], FACTS[name]))
    with gold.index.reading() as db:
        assert {item.path for item in items} == known(db, [item.path for item in items], f"{BASE}id/").keys()
    assert sorted(described(gold.store, gold.index, name, items), key=repr) == sorted(by_store, key=repr)


def test_what_the_index_knows_of_facts_comes_and_goes_with_their_documents(tmp_path: Path, cases: list[Case]) -> None:
    graph = filled(tmp_path / "search.sqlite", cases[:6])
    (first, record), (second, _) = cases[:2]
    fewer = replace(record, events=record.events[1:], entities=(*map(renamed, record.entities),))
    changed = {graph_iri(BASE, first.id): list(quads(first, fewer, resolve(first, fewer), BASE))}
    changed[graph_iri(BASE, second.id)] = []
    graph.store.replace_all(changed)
    graph.index.replace_all(changed)
    anew = Index(tmp_path / "anew.sqlite", BASE, {document.id: document.text for document, _ in cases}.get)
    anew.fill(graph.store)
    assert kept(graph.index) == kept(anew)
    assert not any(second.id in path for path in kept(graph.index))
    assert {fact.iri for fact in graph("events", document=first.id)} == {
        fact.iri for fact in facts(graph.store, families=["event"]) if first.id in fact.iri
    }
    for index in (graph.index, anew):
        index.close()


def renamed(entity: Entity) -> Entity:
    return replace(entity, name=f"{entity.name} II")


def kept(index: Index) -> dict[str, Known]:
    with index.reading() as db:
        return known(db, [row[0] for row in db.execute("SELECT path FROM items")], f"{BASE}id/")


def test_a_time_that_a_store_writes_its_own_way_is_told_so(tmp_path: Path) -> None:
    document = Document("The order requires the agency to report within 48 hours.")
    order = Entity("o", EntityType.ORDER, "order", (Evidence(4, 9, "order"),))
    said = Provision("o", ProvisionKind.REQUIRES, None, Evidence(41, 47, "report"), due="PT48H")
    record = Record(document.id, Provenance("test", "1", "none"), (order,), provisions=(said,))
    graph = filled(tmp_path / "search.sqlite", [(document, record)])
    (told,) = graph("provisions")
    assert (told,) == tuple(facts(graph.store, families=["provision"]))
    assert told.due == "P2D"
    graph.index.close()


def test_an_order_in_a_list_is_told_as_it_is_by_itself(gold: Graph) -> None:
    for line in gold("orders", limit=15):
        assert order(gold.store, line.iri)[0] == line


def test_provisions_by_an_orders_number_issuer_and_place_and_by_words_of_its_name(gold: Graph) -> None:
    numbered = gold("provisions", order="13905")
    assert {fact.subject.iri for fact in numbered} == {f"{BASE}id/order/executive-order-13905"}
    johnsons = {fact.iri for fact in gold("provisions", order="Brandon Johnson")}
    assert {fact.iri for fact in gold("provisions", order="Chicago")} >= johnsons > set()
    assert {fact.iri for fact in gold("provisions", order="Johnson's ord")} >= johnsons


def test_statements_by_speaker_document_and_words(gold: Graph, seed: Case) -> None:
    case, record = seed
    here = gold("statements", document=case.id)
    told = sorted(record.statements, key=lambda s: s.evidence)
    assert [fact.value for fact in here] == [s.evidence.text for s in told]
    assert [fact.value for fact in gold("statements", speaker="JB Pritzker")] == [
        "Trump's threats to deploy the National Guard as an abuse of power",
        "attempting to create a crisis to distract from the issues facing working families",
    ]
    found = gold("statements", document=case.id, words=["kill", "mess"])
    assert [fact.value for fact in found] == ["a mess", "Chicago a killing field"]
    assert gold("statements", document=f"document/{case.id}", limit=3) == here[:3]
    assert gold("statements", about="Chicago") == []  # the annotated cases do not say what a statement is about


def test_events_by_type_status_place_and_people(gold: Graph, seed: Case) -> None:
    assert len(gold("events", document=seed[0].id)) == len(seed[1].events)
    (washington,) = gold("events", type="MOBILIZE", status="actual", document=seed[0].id)
    assert washington.place == Thing(f"{BASE}id/place/4140963", "Washington DC")
    (accused,) = gold("events", type="accuse", actor="JB Pritzker", recipient="Donald Trump")
    assert (accused.status, accused.subject.label) == ("actual", "JB Pritzker")
    assert [fact.status for fact in gold("events", place="Chicago", document=seed[0].id, type="mobilize")] == [
        "threatened",
        "planned",
    ]


def test_provisions_by_kind_and_by_who_must_do_them(gold: Graph) -> None:
    found = gold("provisions", bearer="city agencies", kind="requires")
    assert "how to respond to possible immigration enforcement actions" in [fact.value for fact in found]
    assert {(fact.predicate, fact.object.label) for fact in found} == {("requires", "city agencies")}


def test_facts_by_the_least_confidence_that_they_have(tmp_path: Path) -> None:
    text = "Ana Lee praised the ban. Bo Day blasted the ban. Both spoke."
    said = [(0, 24, 0.9), (25, 48, 0.45)]
    record = Record(
        Document(text).id,
        Provenance("rules", "1", "none"),
        (Entity("a", EntityType.PERSON, "Ana Lee", (Evidence(0, 7, text[:7]),)),),
        statements=tuple(Statement("a", Evidence(s, e, text[s:e]), False, confidence=c) for s, e, c in said),
        events=tuple(
            Event(EventType.CONSULT, EventStatus.ACTUAL, "a", None, None, Evidence(s, e, text[s:e]), confidence=c)
            for s, e, c in said
        ),
    )
    graph = filled(tmp_path / "search.sqlite", [(Document(text), record)])
    for name in ("statements", "events"):
        assert [fact.confidence for fact in graph(name)] == [0.9, 0.45]
        assert [fact.confidence for fact in graph(name, confidence="0.45")] == [0.9, 0.45]
        assert [fact.confidence for fact in graph(name, confidence="0.5", document=record.document_id)] == [0.9]
        assert graph(name, confidence="1.0") == []


def test_documents_newest_first_and_by_what_they_mention(gold: Graph, cases: list[Case]) -> None:
    found = gold("documents")
    assert len(found) == len(cases)
    dates = [one.date or "" for one in found]
    assert dates == sorted(dates, reverse=True)
    mentioning = gold("documents", entity="Brandon Johnson")
    assert gold("documents", entity=JOHNSON) == mentioning
    assert {one.id for one in mentioning} == {
        case.id for case, record in cases if any(entity.name == "Brandon Johnson" for entity in record.entities)
    }


def test_what_is_about_a_topic(gold: Graph) -> None:
    by_name, by_code, by_iri = (
        gold("orders", topic=name) for name in ("immigration", "9", "https://w3id.org/policygraph/topics#9")
    )
    assert by_name == by_code == by_iri
    assert 20 < len(by_name) < len(gold("orders")) / 2
    assert "Johnson's order" in {line.label for line in by_name}
    assert all("tariff" in (fact.value or "") for fact in gold("statements", topic="18", words="tariff"))
    assert 5 < len(gold("events", type="MOBILIZE", topic="defense")) < len(gold("events", type="MOBILIZE"))
    assert {line.label for line in gold("documents", topic="Agriculture")} >= {"philippines-rice-import-suspension"}


def test_the_agenda_counts_what_the_lists_of_a_topic_have(gold: Graph) -> None:
    lines = agenda(gold.store)
    assert [line.code for line in lines] == [str(n) for n in range(1, 24) if n not in (11, 22)]
    (line,) = agenda(gold.store, "Immigration")
    assert line in lines
    for name in ("documents", "orders", "provisions", "statements", "events"):
        asked = ask(gold.store, gold.index, name, {"topic": ["9"]})
        assert getattr(line, name) == total(gold.index, asked)
    (none,) = agenda(MemoryStore(), "9")
    assert none == TopicLine(line.iri, "9", "Immigration", line.definition, 0, 0, 0, 0, 0)


def test_values_are_counted_as_they_would_be_asked_for(gold: Graph) -> None:
    asked = ask(gold.store, gold.index, "provisions")
    found = counted(gold.index, asked, [asked.list.filters[name] for name in ("kind", "topic")])
    kinds = {one.value: one.count for one in found["kind"]}
    assert kinds == {kind: len(gold("provisions", kind=kind)) for kind in kinds}
    (first, *_) = found["topic"]
    assert len(gold("provisions", topic=first.value)) == len(gold("provisions", topic=first.label)) == first.count


def test_what_is_not_there_is_named(gold: Graph) -> None:
    refused = [
        ("planets", {}, "there are documents"),
        ("events", {"speaker": "x"}, "no filter 'speaker'"),
        ("events", {"place": "Atlantis"}, "no place 'Atlantis'"),
        ("events", {"place": "not an <iri>://"}, "no place"),
        ("events", {"actor": "Nobody Atall"}, "no actor 'Nobody Atall'"),
        ("events", {"actor": f"{BASE}id/person/nobody"}, "no actor"),
        ("statements", {"document": "0000000000000000"}, "no document"),
        ("orders", {"topic": "weather"}, "there are Macroeconomics"),
        ("orders", {"status": "dead"}, "no order status"),
    ]
    for name, given, reason in refused:
        with pytest.raises(NotFound, match=reason):
            gold(name, **given)  # type: ignore[arg-type]
    for name, given, reason in [
        ("events", {"type": "DANCE"}, "type: 'DANCE' is none of AGREE"),
        ("entities", {"type": "Spaceship"}, "none of Person, Agency"),
        ("events", {"since": "yesterday"}, "since: 'yesterday' is no day"),
        ("events", {"confidence": "7"}, "confidence: '7' is no share"),
        ("people", {"name": "&"}, "there is no word in it"),
    ]:
        with pytest.raises(ValueError, match=reason):
            gold(name, **given)  # type: ignore[arg-type]


def test_an_empty_store_has_nothing(tmp_path: Path) -> None:
    empty = filled(tmp_path / "search.sqlite", [])
    assert {name: empty(name) for name in LISTS} == {name: [] for name in LISTS}
