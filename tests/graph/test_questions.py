"""Questions of exemptions, deadlines, changes of mind and what followed, on a story made for them; of speakers without
names, courts and conflicts on the annotated cases. Answers are read by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph.case import from_case
from graph.inference import Inferences
from graph.query import ask
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore
from tests.graph.test_query import BASE, GOLD, filled, spans, table

SIGNED = (
    "SPRINGFIELD, Oct. 1, 2025 — Governor Ann Lee signed Executive Order 25-07 on Wednesday. It closes parks at night "
    "except for campers with a permit. Guards may let anglers stay. Rangers must report within 30 days. "
    "Mayor Bo Diaz praised the order, and troops came to Springfield on Oct. 5. Lee accused the President of neglect."
)
LATER = (
    "Mayor Bo Diaz attacked Executive Order 25-07 on Nov. 3. A judge blocked the order on Monday. "
    "Hunters sued over it. A ranger said the parks were quiet. Governor Ann Lee spoke."
)


def thing(id_: str, type_: str, name: str, *mentions: str) -> dict[str, Any]:
    return {"id": id_, "type": type_, "name": name, "mentions": [*(mentions or (name,))]}


def event(type_: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "text": text, "status": "actual", "actor": None, "recipient": None} | more


LEE, DIAZ = thing("lee", "Person", "Ann Lee", "Ann Lee", "Lee"), thing("diaz", "Person", "Bo Diaz")
ORDER = thing("order", "Order", "Executive Order 25-07")
FIRST: dict[str, Any] = {
    "text": SIGNED,
    "date": "2025-10-02",
    "title": "Parks close",
    "entities": [
        LEE,
        DIAZ,
        ORDER,
        thing("president", "Person", "President", "the President"),
        thing("guards", "Group", "Guards"),
        thing("rangers", "Group", "Rangers"),
        thing("troops", "Group", "troops"),
        thing("town", "Place", "Springfield"),
    ],
    "relations": [
        {"s": "lee", "p": "holdsOffice", "value": "Governor of Illinois", "text": "Governor Ann Lee"},
        {"s": "president", "p": "holdsOffice", "value": "President", "text": "the President"},
        {"s": "order", "p": "issuedBy", "o": "lee", "text": "Governor Ann Lee signed Executive Order 25-07"},
    ],
    "provisions": [
        {"order": "order", "kind": "prohibits", "bearer": None, "text": "closes parks at night except for campers"}
        | {"condition": "except for campers with a permit"},
        {"order": "order", "kind": "permits", "bearer": "guards", "text": "let anglers stay"},
        {"order": "order", "kind": "requires", "bearer": "rangers", "text": "report within 30 days"}
        | {"deadline": "within 30 days", "due": "2025-10-31"},
    ],
    "events": [
        event("SUPPORT", "Mayor Bo Diaz praised the order", actor="diaz", recipient="order"),
        event("MOBILIZE", "troops came to Springfield", actor="troops", place="town", time="2025-10-05"),
        event("ACCUSE", "Lee accused the President of neglect", actor="lee", recipient="president"),
    ],
    "orders": [{"order": "order", "number": {"value": "25-07", "text": "25-07"}}],
}
FIRST["orders"][0]["signed"] = {"value": "2025-10-01", "text": "Wednesday"}
SECOND: dict[str, Any] = {
    "text": LATER,
    "date": "2025-11-04",
    "title": "Parks in court",
    "entities": [
        DIAZ,
        LEE,
        ORDER,
        thing("judge", "Person", "judge", "A judge"),
        thing("hunters", "Group", "Hunters"),
        thing("ranger", "Person", "ranger", "A ranger"),
    ],
    "relations": [
        {"s": "lee", "p": "holdsOffice", "value": "Governor of Illinois", "text": "Governor Ann Lee"},
        {"s": "order", "p": "issuedBy", "o": "lee", "text": "Ann Lee"},
    ],
    "statements": [{"speaker": "ranger", "text": "the parks were quiet", "direct": False}],
    "events": [
        event("ACCUSE", "Mayor Bo Diaz attacked Executive Order 25-07", actor="diaz", recipient="order"),
        event("SANCTION", "A judge blocked the order on Monday", actor="judge", recipient="order"),
        event("ACCUSE", "Hunters sued over it", actor="hunters", recipient="order"),
    ],
}


@pytest.fixture(scope="module")
def story() -> Store:
    """Two documents of one order."""
    store = MemoryStore()
    for document, record in map(from_case, (FIRST, SECOND)):
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    Inferences(store, BASE).bring_up()
    return store


@pytest.fixture(scope="module")
def gold() -> Store:
    """The annotated cases."""
    return filled(*sorted(GOLD.glob("*/*.json")))


def test_question_6_who_is_exempt_and_who_may(story: Store) -> None:
    assert table(ask(story, 6), "kind", "bearer", "action", "condition", "exempt") == [
        (
            "prohibits",
            None,
            "closes parks at night except for campers",
            "except for campers with a permit",
            "campers with a permit",
        ),
        ("permits", "Guards", "let anglers stay", None, None),
    ]
    assert table(ask(story, 6, bearer="Guards"), "action") == [("let anglers stay",)]


def test_question_7_deadlines_of_the_next_thirty_days(story: Store) -> None:
    found = [("2025-10-31", "Executive Order 25-07", "Rangers", "report within 30 days", "within 30 days")]
    asked = ("due", "order", "bearer", "action", "deadline")
    assert table(ask(story, 7, date="2025-10-01"), *asked) == found
    assert table(ask(story, 7, date="2025-10-31"), *asked) == found
    assert ask(story, 7, date="2025-09-30").rows == ()
    assert ask(story, 7, date="2025-11-01").rows == ()
    assert table(ask(story, 7, date="2025-06-01", until="2025-12-31"), *asked) == found


def test_question_15_whoever_praised_and_then_attacks_has_changed(story: Store) -> None:
    answer = ask(story, 15, official="Bo Diaz")
    assert table(answer, "day", "about", "stance", "changed") == [
        ("2025-10-02", "Executive Order 25-07", "inFavour", False),
        ("2025-11-04", "Executive Order 25-07", "against", True),
    ]
    assert spans(answer) == [
        ["Mayor Bo Diaz praised the order"],
        ["Mayor Bo Diaz attacked Executive Order 25-07"],
    ]
    assert table(ask(story, 15, official="Ann Lee"), "about", "changed") == [("President", False)]
    assert ask(story, 15, official="Ann Lee", about="Executive Order 25-07").rows == ()


def test_question_16_speakers_without_a_name(story: Store, gold: Store) -> None:
    assert table(ask(story, 16), "speaker", "content") == [("ranger", "the parks were quiet")]
    assert ask(story, 16, words="loud").rows == ()
    seed = table(ask(gold, 16, words=["publicity", "one in five"]), "speaker")
    assert seed == [("White House spokesperson",), ("Illinois state and local officials",)]
    speakers = {str(row[0]) for row in table(ask(gold, 16), "speaker")}
    assert {"Brandon Johnson", "JB Pritzker", "Abigail Jackson"}.isdisjoint(speakers)


def test_question_18_what_happened_in_the_week_after(story: Store) -> None:
    assert table(ask(story, 18), "day", "reported", "type", "actor", "place") == [
        ("2025-10-02", True, "SUPPORT", "Bo Diaz", None),
        ("2025-10-02", True, "ACCUSE", "Ann Lee", None),
        ("2025-10-05", False, "MOBILIZE", "troops", "Springfield"),
    ]
    assert table(ask(story, 18, order="25-07", type="MOBILIZE"), "actor") == [("troops",)]


def test_question_19_lawsuits_and_rulings(story: Store, gold: Store) -> None:
    assert table(ask(story, 19), "order", "step", "type", "actor") == [
        ("Executive Order 25-07", "ruling", "SANCTION", "judge"),
        ("Executive Order 25-07", "lawsuit", "ACCUSE", "Hunters"),
    ]
    assert table(ask(gold, 19, order="DAPA memorandum"), "step", "status", "actor") == [
        ("ruling", "actual", "U.S. Court of Appeals for the Fifth Circuit"),
        ("lawsuit", "actual", "26 states"),
        ("ruling", "planned", "U.S. Department of Justice"),
        ("lawsuit", "actual", "Greg Abbott"),
        ("ruling", "actual", "Andrew S. Hanen"),
        ("ruling", "actual", "U.S. Court of Appeals for the Fifth Circuit"),
    ]


def test_question_23_governors_and_mayors_against_the_president(story: Store, gold: Store) -> None:
    assert table(ask(story, 23), "official", "post", "opponent", "by", "type", "over") == [
        ("Ann Lee", "Governor of Illinois", "President", "official", "ACCUSE", None)
    ]
    found = set(table(ask(gold, 23), "official", "opponent", "by", "type"))
    assert {
        ("JB Pritzker", "Donald Trump", "official", "ACCUSE"),
        ("Mike DeWine", "Donald Trump", "opponent", "ACCUSE"),
        ("Gavin Newsom", "Donald Trump", "official", "opposes"),
    } <= found
    assert ask(gold, 23, office="mayor").rows == ()
    assert ask(gold, 23, opponent="Brandon Johnson").rows == ()


def test_question_22_other_jurisdictions_with_a_like_provision(gold: Store) -> None:
    answer = ask(gold, 22, order="Chicago")
    found = table(answer, "place", "kind", "action")
    guard = "respond if the federal government sends immigration agents or the National Guard to San Francisco"
    assert ("San Francisco", "requires", guard) in found
    assert "Chicago" not in {place for place, *_ in found}
    shares = [row.values["likeness"] for row in answer.rows]
    assert shares == sorted(shares, reverse=True)  # type: ignore[type-var]
    (ban,) = [str(row.values["provision"]) for row in ask(gold, 4, words="masked identities").rows]
    assert table(ask(gold, 22, provision=ban, limit=1), "action") == [
        ("lets police officers, federal agents among them, wear masks during immigration raids",)
    ]
    assert ask(gold, 22, words="zzyzx").rows == ()
    with pytest.raises(ValueError, match="question 22 needs provision, order or words"):
        ask(gold, 22)
