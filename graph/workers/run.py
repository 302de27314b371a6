"""A task carried out: the query asked of a store, its results written in the form that is wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, Final

import pyoxigraph as ox

from graph.errors import QueryError
from graph.row_formats import write
from graph.store import Store
from graph.store.oxigraph import MemoryStore
from graph.store.sparql import answered
from graph.workers.construct import construct
from graph.workers.preview import preview
from graph.workers.task import Task

KINDS: Final = ((ox.QueryTriples, "triples"), (ox.QueryBoolean, "boolean"), (ox.QuerySolutions, "solutions"))


def run(store: Store, task: Task, begin: Callable[[str, str | None], None], out: BinaryIO) -> None:
    """Say by `begin` what the results are and in which media type they come, then write them, all in this thread.

    Raises QueryError, QueryRefused, and what `begin` and `out` raise.
    """
    if task.rows is None and (made := _construct(store, task)) is not None:
        begin("triples", task.graphs)
        if task.graphs is not None:
            ox.serialize(made, out, format=ox.RdfFormat.from_media_type(task.graphs))
        return
    ask = partial(store.query, seconds=task.seconds)
    found = answered(ask, task.query, task.expanded, task.dataset, task.base)
    kind = next(name for one, name in KINDS if isinstance(found, one))
    media_type = task.graphs if kind == "triples" else task.results
    if task.rows is not None:
        begin(kind, "application/json")
        out.write(json.dumps(preview(found, task.rows)).encode())
        return
    begin(kind, media_type)
    if media_type is None:
        return
    if isinstance(found, ox.QueryTriples):
        found.serialize(out, format=ox.RdfFormat.from_media_type(media_type))
    else:
        form = ox.QueryResultsFormat.from_media_type(media_type)
        assert form is not None, media_type
        write(found, out, form)


def _construct(store: Store, task: Task) -> Iterator[ox.Triple] | None:
    """The triples of a CONSTRUCT from a store of this process; None for any other query, and for one that is wrong."""
    if not isinstance(store, MemoryStore) or (made := construct(task.expanded or task.query, task.base)) is None:
        return None
    try:
        found = store.query(made.select, dataset=task.dataset, base=task.base)
    except QueryError:
        return None  # the query itself will tell where
    assert isinstance(found, ox.QuerySolutions)
    return made.triples(found)
