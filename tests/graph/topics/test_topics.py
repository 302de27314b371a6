"""What documents, orders and facts are about, by their words."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import graph.topics
from graph.case import from_case, read_case
from graph.evaluate.topics import read_gold, score_topics
from graph.model import Document, Record
from graph.sentences import Sentences
from graph.topics import Topics, topics
from graph.topics.lexicon import hits
from graph.topics.scheme import labels

GOLD = Path(__file__).parents[2] / "gold"
WORDS = Path(graph.topics.__file__).with_name("words.csv")
TEXT = (
    "Ann Lee signed an order on Monday. It tells police to stay out of immigration raids, deportations and asylum. "
    "Bo Day said the landlords of the city would raise rents. Cy Fox called it a mistake."
)


def case(text: str = TEXT, **more: object) -> tuple[Document, Record]:
    facts = {
        "entities": [
            {"id": "lee", "type": "Person", "name": "Ann Lee", "mentions": ["Ann Lee"]},
            {"id": "day", "type": "Person", "name": "Bo Day", "mentions": ["Bo Day"]},
            {"id": "fox", "type": "Person", "name": "Cy Fox", "mentions": ["Cy Fox"]},
            {"id": "order", "type": "Order", "name": "Lee's order", "mentions": ["an order", "It"]},
        ],
        "provisions": [
            {"order": "order", "kind": "prohibits", "bearer": None, "text": "stay out of immigration raids"},
        ],
        "statements": [
            {"speaker": "day", "direct": False, "text": "the landlords of the city would raise rents"},
            {"speaker": "fox", "direct": False, "text": "it a mistake"},
        ],
    }
    return from_case({"text": text, **facts, **more})


def told(found: Topics, document: Document) -> dict[str, object]:
    """The topics by code, with the words that count most; of facts by their words."""
    return {
        "document": [(one.topic, one.evidence.text) for one in found.document],
        "orders": {order: [(one.topic, one.evidence.text) for one in some] for order, some in found.orders.items()},
        "facts": {document.text[start:end]: some for (start, end), some in found.facts.items()},
    }


def test_document_order_and_facts_each_have_the_topics_of_their_own_words() -> None:
    document, record = case()
    assert told(topics(document, record), document) == {
        "document": [("9", "immigration raids"), ("14", "landlords")],
        "orders": {"order": [("9", "immigration raids")]},
        "facts": {
            "stay out of immigration raids": ("9",),
            "the landlords of the city would raise rents": ("14",),
            "it a mistake": (),
        },
    }


def test_evidence_stands_in_the_text_and_confidence_is_a_share() -> None:
    document, record = read_case(GOLD / "dev" / "chicago-seed.json")
    found = topics(document, record)
    every = [*found.document, *(one for some in found.orders.values() for one in some)]
    assert (found.document[0].topic, found.document[0].evidence.text) == ("9", "immigration")
    assert all(document.text[one.evidence.start : one.evidence.end] == one.evidence.text for one in every)
    assert all(0 < one.confidence < 1 for one in every)


def test_the_title_counts_and_without_words_in_the_text_it_has_no_evidence() -> None:
    document, record = case("Ann Lee signed an order. Bo Day and Cy Fox met. It is out.", provisions=[], statements=[])
    assert told(topics(replace(document, title="Landlords and tenants"), record), document)["document"] == []
    document, record = case()
    titled = topics(replace(document, title="Landlords, tenants and evictions"), record)
    assert titled.document[0].topic == "14"


@pytest.mark.parametrize("text", ["", "Ann Lee spoke.", "The White House said so.", "日本語のテキスト", "\ud800 \0"])
def test_where_no_word_tells_there_is_no_topic(text: str) -> None:
    document, record = from_case({"text": text or " "})
    assert topics(document, record) == Topics()


def test_texts_in_other_languages_have_no_topics() -> None:
    document, record = case()
    assert topics(replace(document, language="de"), record) == Topics()
    assert topics(replace(document, language=None), record) == topics(document, record)
    assert topics(replace(document, language="en-GB"), record) == topics(document, record)


def phrases(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("body-worn cameras, body camera", ["body-worn cameras", "body camera"]),
        ("ICE and ice", ["ICE"]),
        ("White House aides, public housing", ["public housing"]),
        ("minimum wages", ["minimum wages"]),
        ("immigrants, immigration", ["immigrants", "immigration"]),
        ("Tenants’ rents", ["Tenants", "rents"]),
        ("public health emergency", ["public health emergency"]),
        ("driver's license", ["driver's license"]),
        ("", []),
    ],
)
def test_the_longest_phrase_is_found_in_any_case_number_and_hyphenation(text: str, found: list[str]) -> None:
    assert phrases(text) == found


def test_the_words_are_well_formed_and_each_stands_once_for_a_topic() -> None:
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"words", "topic", "weight"}
    assert {row["topic"] for row in rows} == {*labels(), ""}
    assert {(row["weight"], bool(row["topic"])) for row in rows} == {
        ("0", False),
        ("1", True),
        ("4", True),
        ("9", True),
    }
    assert [pair for pair, times in Counter((row["words"], row["topic"]) for row in rows).items() if times > 1] == []
    blocked = {row["words"] for row in rows if not row["topic"]}
    assert [row for row in rows if row["topic"] and row["words"] in blocked] == []


def test_a_sentence_is_found_around_a_span() -> None:
    text = "Gov. Lee spoke. “We act.” He left!\nA line without a stop\nThe end"
    sentences = Sentences(text)
    around = [text[slice(*sentences.around(text.index(word), text.index(word) + len(word)))] for word in (
        "Lee", "act", "left", "line", "end", "Lee spoke. “We"
    )]  # fmt: skip
    assert around == [
        "Gov. Lee spoke.",
        "“We act.”",
        "He left!",
        "A line without a stop",
        "The end",
        "Gov. Lee spoke. “We act.”",
    ]


def test_topics_are_given_as_well_as_they_were() -> None:
    gold = read_gold(GOLD / "topics.csv")
    folders = ("dev", "own/dev", "train", "own/train")
    assert {f"{folder}/{p.stem}" for folder in folders for p in (GOLD / folder).glob("*.json")} == set(gold)
    found = score_topics(gold, GOLD, folders[:2])
    figures = {f"{of} first": one.first for of, one in found.items()}
    figures |= {f"{of} F1": one.counts.f1 for of, one in found.items()}
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["topics"]
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
