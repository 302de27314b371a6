"""Values enter queries as terms: whatever a text holds, it is a text and never SPARQL."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import queries
from graph.errors import NotFound
from graph.queries import bound, names, select, select_many, text
from graph.store.oxigraph import MemoryStore

ECHO = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("name", names())
def test_every_query_runs_as_it_stands_in_any_client(name: str) -> None:
    assert list(ox.Store().query(text(name))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", names())
def test_every_query_says_what_it_is_for(name: str) -> None:
    kinds = ("Question ", "Look-up: ", "Facts: ", "Projection: ", "Export: ", "Inner: ")
    assert text(name).startswith(tuple(f"# {kind}" for kind in kinds))


@given(TEXT)
def test_any_text_comes_back_from_a_query_as_it_went_in(value: str) -> None:
    (row,) = ox.Store().query(bound(ECHO, {"x": [ox.Literal(value)]}))  # type: ignore[misc]
    assert row["x"] == ox.Literal(value)


@given(TEXT)
def test_what_is_no_iri_cannot_become_one(value: str) -> None:
    try:
        node = ox.NamedNode(f"http://example.org/{value}")
    except ValueError:
        return
    (row,) = ox.Store().query(bound(ECHO, {"x": [node]}))  # type: ignore[misc]
    assert row["x"] == node


def test_a_parameter_not_given_leaves_the_query_with_its_lines() -> None:
    query = 'SELECT * WHERE {\n  VALUES ?a { UNDEF }\n  VALUES ?w { "mask" }\n  ?s ?p ?a . # with ?a\n  ?s ?q ?w .\n}'
    assert bound(query, {}) == 'SELECT * WHERE {\n  \n  VALUES ?w { "mask" }\n  ?s ?q ?w .\n}'
    assert bound(query, {"a": [ox.Literal("x")], "w": []}) == (
        'SELECT * WHERE {\n  VALUES ?a { "x" }\n  VALUES ?w {  }\n  ?s ?p ?a . # with ?a\n  ?s ?q ?w .\n}'
    )


def test_pages_are_numbers_and_nothing_else() -> None:
    assert bound("LIMIT 100 OFFSET 0", {}, limit=5, offset=10) == "LIMIT 5 OFFSET 10"
    assert bound("LIMIT 100 OFFSET 0", {}, limit=-5, offset=-1) == "LIMIT 0 OFFSET 0"
    with pytest.raises(ValueError, match="invalid literal"):
        bound("LIMIT 100 OFFSET 0", {}, limit="1 } #")  # type: ignore[arg-type]


def test_unknown_parameters_and_queries_are_refused() -> None:
    with pytest.raises(ValueError, match="no parameter y"):
        bound(ECHO, {"y": []})
    for name in ("no-such-query", "../settings", "", "question-02.rq"):
        with pytest.raises(NotFound):
            text(name)


def test_many_terms_go_in_several_queries_and_come_back_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_BATCH", 2)
    store = MemoryStore()
    graph = ox.NamedNode("http://example.org/g")
    things = [ox.NamedNode(f"http://example.org/{n}") for n in range(5)]
    store.replace(graph.value, [ox.Quad(thing, graph, thing, graph) for thing in things])
    rows = list(select_many(store, "neighbourhood", "subject", [*things, things[0]]))
    assert [row["subject"] for row in rows] == things
    assert list(select(store, "neighbourhood", {"subject": []})) == []
