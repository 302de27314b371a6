"""What comes back out of the graph is what the record said."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import facts as module
from graph.case import from_case, read_case
from graph.facts import Citation, Fact, Thing, facts
from graph.model import Evidence
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
GOLD = Path(__file__).parent.parent / "gold"


def filled(*cases: Path) -> Store:
    store = MemoryStore()
    for document, record in map(read_case, cases):
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    return store


@pytest.mark.parametrize("path", sorted((GOLD / "dev").glob("*.json")), ids=lambda path: path.stem)
def test_every_fact_of_a_record_comes_back_and_no_other(path: Path) -> None:
    document, record = read_case(path)
    paths = resolve(document, record).paths

    def iri(entity: str | None) -> str | None:
        return f"{BASE}id/{paths[entity]}" if entity else None

    def span(evidence: Evidence) -> tuple[int, int]:
        return evidence.start, evidence.end

    told = {
        ("provision", p.kind.value, iri(p.order), iri(p.bearer), None, *span(p.evidence)) for p in record.provisions
    }
    told |= {("statement", "says", iri(s.speaker), None, None, *span(s.evidence)) for s in record.statements}
    told |= {
        ("event", f"{v.type} {v.status}", iri(v.actor), iri(v.recipient), iri(v.place), *span(v.evidence))
        for v in record.events
    }
    told |= {
        ("relation", r.predicate.value, iri(r.subject), iri(r.object), None, *span(r.evidence))
        for r in record.relations
        if r.object
    }
    found = [
        (
            fact.family,
            f"{fact.predicate} {fact.status}" if fact.status else fact.predicate,
            fact.subject.iri if fact.subject else None,
            fact.object.iri if fact.object else None,
            fact.place.iri if fact.place else None,
            fact.citation.start,
            fact.citation.end,
        )
        for fact in facts(filled(path))
        if "Office" not in fact.predicate and fact.predicate != "candidateFor"
    ]
    assert set(found) == told
    assert len(found) == len(set(found))


def test_a_fact_has_everything_that_was_said_of_it() -> None:
    document, record = from_case(
        {
            "title": "Curfew",
            "date": "2025-06-01",
            "text": "Mayor Lee ordered shops to close by June 9 if it rains. Lee said the Guard will come on June 9.",
            "entities": [
                {"id": "lee", "type": "Person", "name": "Ann Lee", "mentions": ["Mayor Lee", "Lee"]},
                {"id": "order", "type": "Order", "name": "Lee's order", "mentions": ["ordered"]},
                {"id": "shops", "type": "Group", "name": "shops", "mentions": ["shops"]},
                {"id": "guard", "type": "Agency", "name": "National Guard", "mentions": ["the Guard"]},
            ],
            "provisions": [
                {
                    "order": "order",
                    "kind": "requires",
                    "bearer": "shops",
                    "text": "close",
                    "condition": "if it rains",
                    "deadline": "by June 9",
                    "due": "2025-06-09",
                    "counterparty": "guard",
                    "confidence": 0.75,
                }
            ],
            "statements": [
                {
                    "speaker": "lee",
                    "text": "the Guard will come on June 9",
                    "direct": True,
                    "about": ["guard"],
                    "stance": "for",
                }
            ],
            "events": [
                {
                    "type": "MOBILIZE",
                    "actor": "guard",
                    "recipient": None,
                    "place": None,
                    "status": "planned",
                    "text": "the Guard will come on June 9",
                    "time": "2025-06-09",
                    "mode": "troops",
                    "quantity": "500 soldiers",
                    "attributedTo": 0,
                }
            ],
        }
    )
    store = MemoryStore()
    graph = graph_iri(BASE, document.id)
    store.replace(graph, quads(document, record, resolve(document, record), BASE))
    provision, statement, event = facts(store)
    things = {label: Thing(f"{BASE}id/{path}", label) for label, path in _names(document, record).items()}

    def cited(start: int, end: int) -> Citation:
        iri = f"{graph}#char={start},{end}"
        return Citation(graph, start, end, document.text[start:end], iri, "Curfew", "2025-06-01")

    nothing = dict.fromkeys(
        (
            *("place", "status", "mode", "time", "quantity", "direct", "stance", "condition", "deadline", "due"),
            *("counterparty", "claim", "value", "object"),
        )
    )
    assert provision == Fact(
        **nothing
        | {
            "family": "provision",
            "iri": provision.iri,
            "subject": things["Lee's order"],
            "predicate": "requires",
            "object": things["shops"],
            "value": "close",
            "condition": "if it rains",
            "deadline": "by June 9",
            "due": "2025-06-09",
            "counterparty": things["National Guard"],
            "confidence": 0.75,
            "citation": cited(27, 32),
        }
    )
    assert statement == Fact(
        **nothing
        | {
            "family": "statement",
            "iri": statement.iri,
            "subject": things["Ann Lee"],
            "predicate": "says",
            "object": things["National Guard"],
            "value": "the Guard will come on June 9",
            "direct": True,
            "stance": "inFavour",
            "confidence": 1.0,
            "citation": cited(65, 94),
        }
    )
    assert event == Fact(
        **nothing
        | {
            "family": "event",
            "iri": event.iri,
            "subject": things["National Guard"],
            "predicate": "MOBILIZE",
            "status": "planned",
            "mode": "MOBILIZE-troops",
            "time": "2025-06-09",
            "quantity": "500 soldiers",
            "claim": statement.iri,
            "confidence": 1.0,
            "citation": cited(65, 94),
        }
    )


def _names(document: object, record: object) -> dict[str, str]:
    paths = resolve(document, record).paths  # type: ignore[arg-type]
    return {entity.name: paths[entity.id] for entity in record.entities}  # type: ignore[attr-defined]


def test_a_thing_with_two_names_in_one_document_does_not_double_its_facts() -> None:
    place = {"type": "Place", "geonames": 4887398}
    document, record = from_case(
        {
            "text": "Chicago fined the Windy City. The city objected.",
            "entities": [
                {"id": "a", "name": "Chicago", "mentions": ["Chicago"], **place},
                {"id": "b", "name": "Windy City", "mentions": ["Windy City"], **place},
            ],
            "events": [
                {
                    "type": "SANCTION",
                    "actor": "a",
                    "recipient": "b",
                    "place": None,
                    "status": "actual",
                    "text": "Chicago fined the Windy City",
                }
            ],
        }
    )
    store = MemoryStore()
    store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    (fact,) = facts(store)
    assert fact.subject == fact.object == Thing(f"{BASE}id/place/4887398", "Chicago")


def test_facts_come_in_batches_and_none_is_lost_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(GOLD / "dev" / "chicago-seed.json", GOLD / "dev" / "seattle-city-property-order.json")
    expected = list(facts(store))
    monkeypatch.setattr(module, "_BATCH", 7)
    assert list(facts(store)) == expected
    some = [fact.iri for fact in expected[::3]]
    assert sorted(fact.iri for fact in facts(store, some)) == sorted(some)
