"""Errors: what one process raises another one can read, with all its facts."""

from __future__ import annotations

import pickle

import pytest

from graph.errors import EndpointError, InputError, NotFound, PolicygraphError, QueryError, ShapeError, StorageFull


@pytest.mark.parametrize(
    "error",
    [
        InputError("/a.pdf", "is a scan"),
        StorageFull("/home", "the disk is full"),
        ShapeError("0123", "a report"),
        QueryError("does not parse", line=3),
        NotFound("order", "12", ["13", "14"]),
        EndpointError("http://127.0.0.1:1/v1", "does not answer"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_passes_from_one_process_to_another(error: PolicygraphError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
