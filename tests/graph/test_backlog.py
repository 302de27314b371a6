"""Graphs wait for the store as they are."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph import backlog
from graph.backlog import Backlog

E = "https://example.org/"


def quads(graph: str, count: int) -> list[ox.Quad]:
    """So many of a graph, with all that a literal may hold."""
    terms = [ox.Literal('"\\\n\u2028é'), ox.Literal("ja", language="de"), ox.Literal(1), ox.NamedNode(f"{E}o")]
    name = ox.NamedNode(f"{E}p")
    return [ox.Quad(ox.NamedNode(f"{E}{n}"), name, terms[n % 4], ox.NamedNode(graph)) for n in range(count)]


def test_what_is_put_last_waits_as_it_was_put() -> None:
    waiting = Backlog()
    waiting["a:"], waiting["b:"] = quads("a:", 9), quads("b:", 3)
    before = waiting.copy()
    waiting["a:"], waiting["c:"] = quads("a:", 2), []
    assert {graph: list(found) for graph, found in waiting.items()} == {
        "a:": quads("a:", 2),
        "b:": quads("b:", 3),
        "c:": [],
    }
    assert (waiting.quads, len(waiting), before.quads, list(before)) == (5, 3, 12, ["a:", "b:"])


def test_the_store_is_to_get_what_is_much_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Backlog()
    assert not waiting.is_due
    monkeypatch.setattr(backlog, "MOST", 4)
    waiting["a:"] = quads("a:", 4)
    assert waiting.is_due
    assert [Backlog(lag).is_due for lag in (0.0, backlog.LAG)] == [True, False]
    assert [Backlog(lag).copy().is_due for lag in (0.0, backlog.LAG)] == [True, False]


def test_others_that_join_it_make_no_more_than_full_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "MOST", 4)
    waiting = Backlog()
    waiting["a:"] = quads("a:", 3)
    others = [("a:", quads("a:", 1)), *((f"{name}:", quads(f"{name}:", 3)) for name in "bcd")]
    assert [(list(part), part.quads) for part in waiting.joined(others)] == [
        (["a:", "b:"], 4),
        (["c:", "d:"], 6),
        ([], 0),
    ]
