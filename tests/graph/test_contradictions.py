"""What two documents tell otherwise is found and shown with both evidences; what they tell in other words is none."""

from __future__ import annotations

import pyoxigraph as ox

from graph.case import ANNOTATED
from graph.contradictions import contradictions
from graph.facts import Thing
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
)
from graph.query import ask
from graph.rdf import graph_iri, quads
from graph.resolve import resolve, together
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
REQUIRES, PERMITS, PROHIBITS = ProvisionKind.REQUIRES, ProvisionKind.PERMITS, ProvisionKind.PROHIBITS
Case = tuple[Document, Record]


def told(
    name: str,
    signed: str | None = None,
    *provisions: tuple[ProvisionKind, str],
    issuer: str = "Ann Oakley",
    own: bool = False,
    sent: EventStatus | None = None,
    date: str = "2025-03-04",
    title: str | None = None,
) -> Case:
    """A document about Executive Order 14999: who signed it, when, and what it says."""
    lines = [
        "Executive Order 14999",
        issuer,
        signed or "",
        "Under the law of the land",
        title or "",
        *(text for _, text in provisions),
    ]
    text = ". ".join([name, *lines, "Oakley sent agents to Utah"])
    document = Document(text, title=name, url=f"https://{name}.example/story", publisher=name, date=date)

    def at(words: str) -> Evidence:
        start = text.index(words)
        return Evidence(start, start + len(words), words)

    entities = (
        Entity("o", EntityType.ORDER, "Executive Order 14999", (at("Executive Order 14999"),)),
        Entity("p", EntityType.PERSON, issuer, (at(issuer),)),
        Entity("u", EntityType.PLACE, "Utah", (at("Utah"),), geonames=5549030),
    )
    details = OrderDetails(
        "o",
        title=Particular(title, at(title)) if title else None,
        signed=Particular(signed, at(signed)) if signed else None,
        authority=(at("Under the law of the land"),) if own else (),
    )
    happened = Event(EventType.MOBILIZE, sent, "p", "u", None, at("Oakley sent agents to Utah")) if sent else None
    record = Record(
        document.id,
        ANNOTATED,
        entities,
        (
            Relation("o", Predicate.ISSUED_BY, at(issuer), object="p"),
            Relation("p", Predicate.HOLDS_OFFICE, at(issuer), value="President of the United States"),
        ),
        tuple(Provision("o", kind, None, at(words)) for kind, words in provisions),
        events=(happened,) if happened else (),
        orders=(details,),
    )
    return document, record


def filled(*cases: Case) -> Store:
    store, known = MemoryStore(), together(cases)
    for document, record in cases:
        resolution = resolve(document, record, known[document.id])
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolution, BASE))
    return store


TEXT = told(
    "Register",
    "2025-03-01",
    (REQUIRES, "report each contact with agents within 24 hours"),
    (PERMITS, "close schools in the north"),
    own=True,
)
ECHO = told("Echo", "2025-03-02", (REQUIRES, "report all contacts with agents within 48 hours"))
STAR = told("Star", "2025-03-01", (REQUIRES, "close all schools in the north"), (PROHIBITS, "sell beer"))


def told_otherwise(store: Store) -> set[tuple[object, ...]]:
    return {(found.what, *sorted((found.one.says, found.other.says))) for found in contradictions(store)}


def test_an_article_disagrees_with_the_orders_own_text_on_days_figures_and_what_kind_of_norm_it_is() -> None:
    answer = ask(filled(TEXT, ECHO, STAR), 24)
    rows = [(row.values["what"], row.values["orderSays"], row.values["articleSays"]) for row in answer.rows]
    assert rows == [
        ("dateSigned", "2025-03-01", "2025-03-02"),
        (
            "figures",
            "requires: report each contact with agents within 24 hours",
            "requires: report all contacts with agents within 48 hours",
        ),
        ("kind", "permits: close schools in the north", "requires: close all schools in the north"),
    ]
    assert [[cited.title for cited in row.evidence] for row in answer.rows] == [
        ["Register", "Echo"],
        ["Register", "Echo"],
        ["Register", "Star"],
    ]
    assert all(row.values["order"] == Thing(f"{BASE}id/order/executive-order-14999", "Executive Order 14999")
               for row in answer.rows)  # fmt: skip


def test_two_articles_contradict_each_other_too_but_then_no_text_of_the_order_does() -> None:
    store = filled(ECHO, STAR)
    assert ask(store, 24).rows == ()
    assert told_otherwise(store) == {("dateSigned", "2025-03-01", "2025-03-02")}
    (found,) = contradictions(store)
    assert [
        (side.says, [(g.citation.title, g.citation.text) for g in side.grounds]) for side in (found.one, found.other)
    ] == [
        ("2025-03-01", [("Star", "2025-03-01")]),
        ("2025-03-02", [("Echo", "2025-03-02")]),
    ]


def test_a_title_is_told_otherwise_where_it_is_no_form_of_the_other_one() -> None:
    titles = ["Counting the Lighthouses", "COUNTING THE LIGHTHOUSES", "Of Lighthouses and the Counting of Them"]
    same = [told(f"Paper {n}", title=title) for n, title in enumerate([*titles, "Lighthouses", None])]
    assert told_otherwise(filled(*same)) == set()
    own, other = told("Register", title=titles[0], own=True), told("Echo", title="Dimming the Lamps of the Coast")
    assert told_otherwise(filled(own, other)) == {("title", titles[0], "Dimming the Lamps of the Coast")}
    rows = [(row.values["what"], row.values["articleSays"]) for row in ask(filled(own, other, *same), 24).rows]
    assert rows == [("title", "Dimming the Lamps of the Coast")]


def test_documents_that_say_the_same_stand_on_one_side() -> None:
    (found,) = contradictions(filled(TEXT, ECHO, told("Star", "2025-03-01"), told("Sun", "2025-03-02")), None)[:1]
    assert [len(side.grounds) for side in (found.one, found.other)] == [2, 2]
    assert {ground.citation.title for ground in found.one.grounds} == {"Register", "Star"}


def test_who_signed_is_told_otherwise_only_where_it_cannot_be_one_person() -> None:
    assert told_otherwise(filled(TEXT, told("Echo", issuer="Oakley"), told("Star", issuer="A. Oakley Jr."))) == set()
    assert told_otherwise(filled(TEXT, told("Echo", issuer="Bo Reed"))) == {("issuedBy", "Ann Oakley", "Bo Reed")}


def test_what_one_document_says_happened_and_another_of_about_that_time_did_not_is_a_contradiction() -> None:
    happened = told("Echo", sent=EventStatus.ACTUAL)
    negated, later = (told("Star", sent=EventStatus.NEGATED, date=day) for day in ("2025-03-07", "2025-06-07"))
    assert {what for what, *_ in told_otherwise(filled(happened, negated))} == {"happened"}
    assert told_otherwise(filled(happened, later)) == set()


def test_contradictions_can_be_asked_about_one_order() -> None:
    store = filled(TEXT, ECHO, STAR)
    order = f"{BASE}id/order/executive-order-14999"
    assert contradictions(store, [order]) == contradictions(store)
    assert contradictions(store, [f"{BASE}id/order/other"]) == ()


def test_a_document_that_holds_an_orders_own_words_says_so_in_the_graph() -> None:
    query = "SELECT ?title { ?document <https://w3id.org/policygraph/ontology#textOf> ?order ; rdfs:label ?title }"
    rows = filled(TEXT, ECHO).query("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> " + query)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["title"].value for row in rows] == ["Register"]
