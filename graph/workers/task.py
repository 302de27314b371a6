"""What a worker is asked, and the errors that it answers with, as JSON: a worker that a query has taken over must have
no way into the service, so that nothing between the two is pickled."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache

from graph.errors import PolicygraphError, QueryError, QueryRefused, QueryStopped, QueryTooCostly
from graph.store.terms import WHOLE, Dataset


@dataclass(frozen=True, slots=True)
class Task:
    """A query over a data set, its relative IRIs starting from `base`, and how its results are wanted.

    expanded           the text to be asked, where pgo:matches has been expanded in it
    results, graphs    media types of what SELECT and ASK, CONSTRUCT and DESCRIBE are answered in; None: not at all
    rows               the first rows as `preview` has them, for a page, in the place of either
    seconds            how long it may take, time in which the client is waited for not counted
    client             whose it is: clients take turns
    """

    query: str
    dataset: Dataset = WHOLE
    base: str | None = None
    results: str | None = "application/sparql-results+json"
    graphs: str | None = "text/turtle"
    rows: int | None = None
    seconds: float = 30.0
    client: str = ""
    expanded: str | None = None


def encode(task: Task) -> bytes:
    """The task as JSON: what is not as it mostly is."""
    told = {name: value for name, usual in _USUAL.items() if (value := getattr(task, name)) != usual}
    if task.dataset:
        told["dataset"] = [task.dataset.default, task.dataset.named]
    return json.dumps(told).encode()


def decode(data: bytes) -> Task:
    """The task that JSON says."""
    told = json.loads(data)
    if "dataset" in told:
        told["dataset"] = Dataset(*map(tuple, told["dataset"]))
    return Task(**told)


@lru_cache(maxsize=64)  # they come from our own tables
def encode_kind(kind: str, media_type: str | None) -> bytes:
    """What results are, as JSON."""
    return json.dumps([kind, media_type]).encode()


def encode_error(error: Exception) -> bytes:
    """An error as JSON: its kind where it is one of a query's, its message and place."""
    kind = next((name for name, one in _KINDS.items() if isinstance(error, one)), "QueryStopped")
    place = [error.line, error.column] if isinstance(error, QueryError) else []
    return json.dumps([kind, str(error), *place]).encode()


def decode_error(data: bytes) -> PolicygraphError:
    """The error that JSON says."""
    kind, message, *place = json.loads(data)
    return QueryError(message, *place) if kind == "QueryError" else _KINDS[kind](message)


_USUAL = {field.name: None if field.name == "query" else field.default for field in fields(Task)}
_KINDS: dict[str, type[PolicygraphError]] = {
    "QueryError": QueryError,
    "QueryRefused": QueryRefused,
    "QueryTooCostly": QueryTooCostly,
    "QueryStopped": QueryStopped,
}
