"""What is around things: worked out by hand."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.network import Choice, Neighbour, neighbourhood, neighbours
from tests.graph.network.made import network

MADE = network(
    "pa ACCUSE pb 2025-10-01",
    "pa ACCUSE pb 2025-10-03",
    "pb REJECT pa 2025-10-02",
    "pb holdsOffice fx",
    "pb says oz 2025-11-01 #18",
    "oz directs aq",
)


def test_neighbours_are_counted_by_predicate_and_direction_the_most_facts_first() -> None:
    assert neighbours(MADE, "pb") == [
        Neighbour("pa", "Pa", "Person", "ACCUSE", "in", 2),
        Neighbour("fx", "Fx", "Office", "holdsOffice", "out", 1),
        Neighbour("oz", "Oz", "Order", "says", "out", 1),
        Neighbour("pa", "Pa", "Person", "REJECT", "out", 1),
    ]


def test_a_neighbourhood_has_the_nearest_first_and_all_links_between_them_with_the_latest_fact_of_each() -> None:
    found = neighbourhood(MADE, ["pa"], hops=2)
    assert [(thing.node.iri, thing.hops, thing.facts) for thing in found.things] == [
        ("pa", 0, 3),
        ("pb", 1, 5),
        ("fx", 2, 1),
        ("oz", 2, 1),
    ]
    assert [(link.source, link.target, link.predicate, link.count, link.latest.fact) for link in found.links] == [
        ("pa", "pb", "ACCUSE", 2, "f:2"),
        ("pb", "fx", "holdsOffice", 1, "f:4"),
        ("pb", "oz", "says", 1, "f:5"),
        ("pb", "pa", "REJECT", 1, "f:3"),
    ]
    assert found.complete


def test_a_link_counts_its_facts_by_how_they_are_told_the_surest_first() -> None:
    told = ["!negated", "!hypothetical", "!threatened", "!threatened", "!planned", "!claimed", "", "2025-10-01"]
    (link,) = neighbourhood(network(*(f"pa MOBILIZE pb {one}" for one in told)), ["pa"]).links
    assert [*link.standings.items()] == [
        ("asserted", 2),
        ("claimed", 1),
        ("planned", 1),
        ("threatened", 2),
        ("hypothetical", 1),
        ("negated", 1),
    ]


def test_where_there_is_no_room_for_all_those_with_the_most_facts_stay() -> None:
    few = neighbourhood(MADE, ["pb"], hops=3, limit=2)
    assert ([thing.node.iri for thing in few.things], few.complete) == (["pb", "pa"], False)
    assert [(link.source, link.target) for link in few.links] == [("pa", "pb"), ("pb", "pa")]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(predicates=frozenset({"ACCUSE"})), {"pa", "pb"}),
        (Choice(topics=frozenset({"18"})), {"pb", "oz"}),
        (Choice(since="2025-10-02", until="2025-10-31"), {"pa", "pb"}),
        (Choice(since="2025-11-01"), {"pb", "oz"}),
        (Choice(until="2025-09-30"), {"pb"}),
        (Choice(statuses=frozenset({"planned"})), {"pb"}),
        (Choice(confidence=0.95), {"pb"}),
    ],
)
def test_only_facts_that_are_chosen_lead_on(choice: Choice, expected: set[str]) -> None:
    found = neighbourhood(MADE, ["pb"], choice=choice)
    assert {thing.node.iri for thing in found.things} == expected
    assert {end for link in found.links for end in (link.source, link.target)} | {"pb"} == expected


def test_things_of_other_types_are_not_led_through() -> None:
    found = neighbourhood(MADE, ["pa"], hops=3, types=["Person", "Agency"])
    assert [thing.node.iri for thing in found.things] == ["pa", "pb"]


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        neighbours(MADE, "px")
    with pytest.raises(NotFound):
        neighbourhood(MADE, ["px"])


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=20)


@given(PAIRS, st.integers(0, 4))
def test_as_far_as_networkx_reaches_in_so_many_steps(pairs: list[tuple[int, int]], hops: int) -> None:
    made = network(*(f"p{one} opposes p{other}" for one, other in pairs))
    start = f"p{pairs[0][0]}"
    told = nx.MultiDiGraph([(f"p{one}", f"p{other}") for one, other in pairs])
    lengths = nx.single_source_shortest_path_length(told.to_undirected(), start, hops)
    found = neighbourhood(made, [start], hops)
    assert {thing.node.iri: thing.hops for thing in found.things} == dict(lengths)
    assert sum(link.count for link in found.links) == told.subgraph(lengths).number_of_edges()
    assert {t.node.iri: t.facts for t in found.things if not told.has_edge(t.node.iri, t.node.iri)} == {
        iri: degree for iri, degree in told.subgraph(lengths).degree() if not told.has_edge(iri, iri)
    }
