"""Errors as problems: every kind of ours has a status, and what is private stays in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.errors import STATUSES, problem_of
from graph.errors import (
    InputError,
    NotFound,
    PolicygraphError,
    QueryError,
    QueryRefused,
    ShapeError,
    StorageError,
    StorageFull,
    StorageLocked,
)
from graph.pipeline import Workspace
from graph.settings import Settings


def below(kind: type[PolicygraphError]) -> Iterator[type[PolicygraphError]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from below(sub)


def test_every_error_of_ours_has_a_status_of_its_own_row() -> None:
    public = {kind for kind in below(PolicygraphError) if kind.__module__ == "graph.errors"}
    assert {row[0] for row in STATUSES} == {PolicygraphError, *public}


@pytest.mark.parametrize(
    ("error", "status", "facts"),
    [
        (InputError("a.txt", "is empty"), 422, {"source": "a.txt", "reason": "is empty"}),
        (QueryError("expected {", 2, 5), 400, {"line": 2, "column": 5}),
        (QueryError("expected {"), 400, {"line": None, "column": None}),
        (QueryRefused("no SERVICE here"), 403, {}),
        (NotFound("order", "x"), 404, {"kind": "order", "key": "x"}),
        (NotFound("order", "x", ("y", "z")), 404, {"kind": "order", "key": "x", "known": ("y", "z")}),
        (StorageLocked("/home/ann/data", "locked"), 503, {}),
        (StorageFull("/home/ann/data", "full"), 507, {}),
        (StorageError("/home/ann/data", "broken"), 503, {}),
        (ShapeError("0123456789abcdef", "no label"), 500, {}),
        (PolicygraphError("something"), 500, {}),
    ],
)
def test_an_error_becomes_a_problem_with_its_facts(
    error: PolicygraphError, status: int, facts: dict[str, object]
) -> None:
    problem = problem_of(error)

    assert (problem.status, problem.facts) == (status, facts)
    assert set(problem.body()) == {"type", "title", "status", "detail"} | {k for k, v in facts.items() if v is not None}
    assert "/home/ann" not in problem.detail


def test_what_is_private_is_told_to_the_log_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: object) -> int:
        raise StorageError("/home/ann/ledger.sqlite", "disk I/O error")

    with Workspace.open(settings) as workspace, caplog.at_level(logging.ERROR, "api.errors"):
        monkeypatch.setattr(type(workspace.ledger), "__len__", broken)
        answer = TestClient(create_app(settings, workspace)).get("/health/ready")

    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "/home/ann" not in answer.text
    assert "/home/ann/ledger.sqlite: disk I/O error" in caplog.text


def test_a_fault_of_ours_is_a_problem_that_gives_nothing_away(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object) -> int:
        raise RuntimeError("secret")

    with Workspace.open(settings) as workspace:
        monkeypatch.setattr(type(workspace.ledger), "__len__", broken)
        answer = TestClient(create_app(settings, workspace), raise_server_exceptions=False).get("/health/ready")

    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


def test_a_method_that_a_route_does_not_have_is_405(seed: TestClient) -> None:
    answer = seed.put("/documents")

    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
