"""What a worker is asked, and the errors that it answers with. These are JSON, and nothing that comes from a worker is
unpickled: one that a query has taken over must have no way into the service. The other way goes what is read faster."""

from __future__ import annotations

import json
import marshal
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter

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
    """The task, for a worker."""
    return marshal.dumps(_told(task))


def decode(data: bytes) -> Task:
    """The task that the service has sent."""
    query, default, named, *more = marshal.loads(data)  # noqa: S302 - a worker trusts the service
    return Task(query, Dataset(default, named) if default or named else WHOLE, *more)


@lru_cache(maxsize=64)  # they come from our own tables
def encode_kind(kind: str, media_type: str | None) -> bytes:
    """What results are, as JSON."""
    return json.dumps([kind, media_type]).encode()


@lru_cache(maxsize=64)
def decode_kind(data: bytes) -> tuple[str, str | None]:
    """The kind and media type that JSON says."""
    kind, media_type = json.loads(data)
    return kind, media_type


def encode_error(error: Exception) -> bytes:
    """An error as JSON: its kind where it is one of a query's, its message and place."""
    kind = next((name for name, one in _KINDS.items() if isinstance(error, one)), "QueryStopped")
    place = [error.line, error.column] if isinstance(error, QueryError) else []
    return json.dumps([kind, str(error), *place]).encode()


def decode_error(data: bytes) -> PolicygraphError:
    """The error that JSON says."""
    kind, message, *place = json.loads(data)
    return QueryError(message, *place) if kind == "QueryError" else _KINDS[kind](message)


_told = attrgetter("query", "dataset.default", "dataset.named", *(field.name for field in fields(Task)[2:]))
_KINDS: dict[str, type[PolicygraphError]] = {
    "QueryError": QueryError,
    "QueryRefused": QueryRefused,
    "QueryTooCostly": QueryTooCostly,
    "QueryStopped": QueryStopped,
}
