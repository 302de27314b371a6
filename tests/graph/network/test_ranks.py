"""Centralities and communities: as networkx has them, and what is drawn by chance the same each time."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import MEASURES, Network, arrays, communities, ranking
from graph.network.communities import Community
from graph.projection import Node
from tests.graph.network.made import network, parts

PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=40)
@given(PAIRS)
def test_each_measure_is_that_of_networkx(pairs: list[tuple[int, int]]) -> None:
    given_ = arrays(network(*(f"p{one} opposes p{other}" for one, other in pairs)))
    told = nx.MultiDiGraph([(f"p{one}", f"p{other}") for one, other in pairs])
    simple = nx.Graph(told)
    simple.remove_edges_from(list(nx.selfloop_edges(simple)))
    expected = {
        "degree": dict(told.degree()),
        "pagerank": nx.pagerank(told, tol=1e-10, max_iter=10_000),
        "betweenness": nx.betweenness_centrality(simple),
        "closeness": nx.closeness_centrality(simple),
    }
    for measure in MEASURES:
        found = ranking(given_, measure)
        assert {one.iri: one.score for one in found.ranked} == pytest.approx(expected[measure], abs=1e-6)
        assert [one.score for one in found.ranked] == sorted((one.score for one in found.ranked), reverse=True)
        assert found.pivots is None


def test_what_is_asked_for_are_the_first_of_a_type() -> None:
    found = ranking(arrays(network("pa directs aq", "pb directs aq", "pb directs ar")), "degree")
    assert [(one.iri, one.score) for one in found.of((), 3)] == [("aq", 2), ("pb", 2), ("ar", 1)]
    assert [(one.iri, one.label, one.score) for one in found.of({"Person"}, 1)] == [("pb", "Pb", 2)]


def test_a_large_network_is_measured_from_some_things_always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = arrays(network(*(f"p{n:03} opposes p{(n + 1) % 200:03}" for n in range(200))))
    monkeypatch.setattr("graph.network.ranks.WORK", 400 * 50)
    for measure in ("betweenness", "closeness"):
        one, other = ranking(ring, measure), ranking(ring, measure)
        assert (one, one.pivots) == (other, 49)
    exact = nx.closeness_centrality(nx.cycle_graph(200))[0]
    closeness = [one.score for one in ranking(ring, "closeness").ranked]
    assert closeness == pytest.approx([exact] * 200, rel=0.2)


def test_two_groups_that_one_fact_joins_are_two_communities() -> None:
    made = network(
        *("pa ACCUSE pb", "pb ACCUSE pc", "pc ACCUSE pa", "pa ACCUSE pc"),
        *("ax opposes ay", "ay opposes az", "az opposes ax"),
        "pa opposes ax",
    )
    found = communities(arrays(made))
    assert found.communities == (
        Community(_nodes("Agency", "ax", "ay", "az"), within=3, outward=1),
        Community(_nodes("Person", "pa", "pc", "pb"), within=4, outward=1),
    )
    weighted = nx.Graph()
    for tie in made.ties():
        before = weighted.get_edge_data(tie.source, tie.target, {"weight": 0})["weight"]
        weighted.add_edge(tie.source, tie.target, weight=before + 1)
    groups = [{node.iri for node in one.things} for one in found.communities]
    assert found.modularity == pytest.approx(nx.community.modularity(weighted, groups))


def test_communities_are_the_same_whatever_way_the_network_was_come_by() -> None:
    lines = [f"p{n % 17:02} opposes p{n * n % 23:02}" for n in range(120)]
    there, back = network(*lines), Network()
    for graph, part in reversed(parts(*lines).items()):
        back.replace({graph: part})
    assert communities(arrays(there)) == communities(arrays(back))
    assert [ranking(arrays(there), measure) for measure in MEASURES] == [
        ranking(arrays(back), measure) for measure in MEASURES
    ]


@pytest.mark.parametrize("made", [Network(), network("pa opposes pa")])
def test_where_nothing_is_tied_to_anything_else_there_are_no_communities(made: Network) -> None:
    assert communities(arrays(made)).communities == ()
    assert {score for m in MEASURES if m != "pagerank" for _, score in _scores(made, m)} <= {0, 2}


def _scores(made: Network, measure: str) -> list[tuple[str, float]]:
    return [(one.iri, one.score) for one in ranking(arrays(made), measure).ranked]


def _nodes(type_: str, *names: str) -> tuple[Node, ...]:
    return tuple(Node(name, name.title(), type_) for name in names)
