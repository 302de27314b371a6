"""Facts that say the same are one, told by so many documents and so many independent sources."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import alike
from graph.case import ANNOTATED
from graph.corroboration import corroborated, corroboration
from graph.facts import Citation, Fact, Thing, facts
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation, Statement
from graph.query import ask
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.search import Index
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
WU, OFFICE = "Michelle Wu", "Mayor of Boston"
QUOTE = "Boston will not be bullied by anyone in Washington"


def story(paper: str, words: str = QUOTE, number: int = 1, speaker: str = WU) -> tuple[Document, Record]:
    """A story of a paper in which somebody says something."""
    text = f"{speaker}: {words}. Story {number}."
    document = Document(text, title=paper, url=f"https://{paper}.example/{number}", publisher=paper, date="2025-03-04")
    evidence = Evidence(len(speaker) + 2, len(speaker) + 2 + len(words), words)
    who = Evidence(0, len(speaker), speaker)
    entity = Entity("p", EntityType.PERSON, speaker, (who,))
    held = Relation("p", Predicate.HOLDS_OFFICE, who, value=OFFICE)
    return document, Record(document.id, ANNOTATED, (entity,), (held,), statements=(Statement("p", evidence, True),))


def filled(*stories: tuple[Document, Record], reprints: dict[int, int] | None = None) -> Store:
    store = MemoryStore()
    for at, (document, record) in enumerate(stories):
        original = stories[reprints[at]][0].id if reprints and at in reprints else None
        made = quads(document, record, resolve(document, record), BASE, reprint_of=original)
        store.replace(graph_iri(BASE, document.id), made)
    return store


def test_reprints_and_a_publishers_own_updates_are_no_further_source() -> None:
    store = filled(story("globe"), story("globe", number=2), story("herald"), story("times"), reprints={3: 2})
    held, said = (corroborated(store, facts(store, families=[family])) for family in ("relation", "statement"))
    assert [(len(one.documents), one.sources) for one in (*held, *said)] == [(4, 2), (4, 2)]


def test_one_fact_knows_who_else_says_so(tmp_path: Path) -> None:
    store = filled(story("globe"), story("herald", f"{QUOTE}, not now"), story("times", "We will sue"))
    said = {one.value: one.iri for one in facts(store, families=["statement"])}
    index = Index(tmp_path / "search.sqlite", BASE, lambda _: "")
    index.fill(store)
    found = corroboration(store, index, said[QUOTE])
    assert found is not None
    assert {one.value for one in found.facts} == {QUOTE, f"{QUOTE}, not now"}
    assert (len(found.documents), found.sources) == (2, 2)
    alone = corroboration(store, index, said["We will sue"])
    assert alone is not None
    assert (len(alone.documents), alone.sources) == (1, 1)
    assert corroboration(store, index, f"{BASE}id/statement/none") is None
    index.close()


def test_question_14_claims_of_several_sources_before_those_of_one() -> None:
    store = filled(story("globe"), story("globe", number=2), story("herald", f"“{QUOTE},” ever"), story("times", "No."))
    answer = ask(store, 14)
    told = [(row.values["claim"], row.values["documents"], row.values["sources"]) for row in answer.rows]
    assert told == [(f"“{QUOTE},” ever", 3, 2), ("No.", 1, 1)]
    assert [sorted(cited.title for cited in row.evidence) for row in answer.rows] == [
        ["globe", "globe", "herald"],
        ["times"],
    ]
    assert ask(store, 14, limit=1).rows == answer.rows[:1]
    assert ask(store, 14, speaker=WU).rows == answer.rows


def fact(family: str, value: str | None = None, **fields: object) -> Fact:
    subject = Thing("https://x/id/order/one", "the order")
    blank = dict.fromkeys(
        (
            *("place", "status", "mode", "time", "quantity", "direct", "stance", "condition", "deadline", "due"),
            *("counterparty", "claim"),
        )
    )
    cited = Citation("https://x/id/document/a", 0, 1, "x", "https://x/id/document/a#char=0,1", "A", "2025-03-04")
    made = Fact(family, "https://x/f", subject, "requires", None, value, confidence=1.0, citation=cited, **blank)  # type: ignore[arg-type]
    return replace(made, **fields)  # type: ignore[arg-type]


HOSPITALS, CLINICS = (
    Thing("https://x/id/group/a-hospitals", "hospitals"),
    Thing("https://x/id/group/b-clinics", "clinics"),
)
POLICE, FIRE = Thing("https://x/id/agency/police", "police"), Thing("https://x/id/agency/fire", "fire department")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (fact("provision", "report opioid overdoses within a day"), fact("provision", "report overdoses of opioids"),
         True),
        (fact("provision", "report deaths within 24 hours"), fact("provision", "report deaths within 48 hours"), False),
        (fact("provision", "report opioid overdoses"), fact("provision", "close the schools"), False),
        (fact("provision", "report overdoses", due="P1D"), fact("provision", "report overdoses", due="P2D"), False),
        (fact("provision", "report overdoses", object=HOSPITALS),
         fact("provision", "report overdoses", object=replace(HOSPITALS, iri="https://x/id/group/b-h")), True),
        (fact("provision", "report overdoses", object=HOSPITALS), fact("provision", "report overdoses", object=CLINICS),
         False),
        (fact("provision", "report fires", object=POLICE), fact("provision", "report fires", object=FIRE), False),
        (fact("provision", "report fires", object=POLICE), fact("provision", "report fires"), True),
        (fact("provision", "report fires"), fact("provision", "report fires", predicate="permits"), False),
        (fact("provision", "report fires"), fact("provision", "report fires", claim="https://x/s"), False),
        (fact("statement", "It is a stunt"), fact("statement", "“It is a stunt”"), True),
        (fact("statement", "a stunt"), fact("statement", "A stunt!"), True),
        (fact("statement", "a stunt"), fact("statement", "a cruel stunt"), False),
        (fact("statement", "We will not comply with this order"), fact("statement", "we will not comply, ever"), True),
        (fact("statement", "We will not comply with this order"), fact("statement", "they must comply now"), False),
        (fact("event", object=POLICE, time="2025-03-01"), fact("event", object=POLICE, time="2025-03-02"), False),
        (fact("event", object=POLICE), fact("event", object=POLICE, time="Friday"), True),
        (fact("event", object=POLICE), fact("event", object=POLICE, status="planned"), False),
        (fact("event", place=POLICE), fact("event", place=FIRE), False),
        (fact("relation", object=POLICE), fact("relation", object=POLICE), True),
    ],
)  # fmt: skip
def test_facts_that_say_the_same(one: Fact, other: Fact, same: bool) -> None:
    assert alike.alike(one, other) is alike.alike(other, one) is same


def test_events_of_two_times_are_two_although_neither_tells_its_day() -> None:
    one = fact("event", object=POLICE)
    later = replace(one, citation=replace(one.citation, date="2025-06-01"))
    assert not alike.alike(one, later)


WORDS = st.lists(st.sampled_from("we will not comply with this order of the mayor".split()), max_size=8).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["statement", "provision"]), WORDS), max_size=8), st.integers())
def test_groups_do_not_depend_on_the_order_of_facts(some: list[tuple[str, str]], seed: int) -> None:
    every = [fact(family, value, iri=f"https://x/{n}") for n, (family, value) in enumerate(some)]
    mixed = random.Random(seed).sample(every, len(every))
    groups, again = ({frozenset(one.iri for one in group) for group in alike.together(x)} for x in (every, mixed))
    assert groups == again
