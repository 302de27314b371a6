"""What routes are given: the service's state, and which part of a list is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import Depends, Query
from pydantic import BeforeValidator
from starlette.requests import Request

from api.errors import Problem
from api.jobs import Jobs
from api.reading import Reading
from api.wire import Item, Listing
from graph.access import Access
from graph.extent import LatestExtent
from graph.network import Cache
from graph.pipeline import Workspace
from graph.settings import Settings
from graph.store import Store
from graph.workers import Pool
from graph.writing import Check, Writer, unchecked


@dataclass(frozen=True, slots=True)
class Service:
    """The one workspace that all requests share. Reading is free; writing and extracting go one at a time,
    beside the jobs, which write batch by batch."""

    settings: Settings
    workspace: Workspace
    jobs: Jobs
    writer: Writer
    access: Access
    network: Cache
    readers: Pool | None = None  # run strangers' queries; without them the store does, in this process
    reading: Reading = field(default_factory=Reading)
    searching: Reading = field(default_factory=lambda: Reading(threads=1))
    lock: threading.Lock = field(default_factory=threading.Lock)
    extent: LatestExtent = field(default_factory=LatestExtent)

    @property
    def store(self) -> Store:
        """The store, for queries. What a query gives must be used in the thread that asked."""
        return self.workspace.store

    def acknowledge(self) -> None:
        """Let queries from now on see what has been written: somebody is told of it."""
        if self.readers is not None:
            self.readers.at_least(self.store.generation)

    @contextmanager
    def exclusive(self) -> Iterator[Workspace]:
        """The workspace, for whoever writes or extracts: one at a time. Queries after it see what was written."""
        with self.lock:
            yield self.workspace
        self.acknowledge()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """What writes for people: one write at a time, beside documents. Queries after it see what was written."""
        yield self.writer
        self.acknowledge()

    def check(self, request: Request) -> Check:
        """What keeps a change from being written: by `?validate=true` the shapes. Raises Problem 400."""
        asked = request.query_params.get("validate", "false")
        if asked not in ("true", "false"):
            raise Problem(400, "malformed-request", "It is true or false", f"validate must not be {asked!r}.")
        return self.writer.validate if asked == "true" else unchecked


def service(request: Request) -> Service:
    """The service's state."""
    state = request.app.state.service
    assert isinstance(state, Service)
    return state


async def _service(request: Request) -> Service:
    return service(request)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    limit: int
    offset: int


async def paging(
    limit: Annotated[int, Query(ge=1, le=1000, description="How many, at most.")] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9, description="How many to pass over.")] = 0,
) -> Page:
    """The part of a list that is asked for."""
    return Page(limit, offset)


BLANK: Final = BeforeValidator(lambda value: value or None)  # a form sends fields that were left empty
GIVEN: Final = BeforeValidator(lambda values: [value for value in values or () if value])  # likewise, of several

Topic = Annotated[
    str | None,
    Query(
        max_length=200,
        description="Only what is about this topic: its code, its name or a word of it, or its IRI (see /topics).",
        openapi_examples={"on immigration": {"value": "Immigration"}},
    ),
]

ServiceDep = Annotated[Service, Depends(_service)]  # what is no coroutine function, FastAPI calls in a thread
PageDep = Annotated[Page, Depends(paging)]


def listing(request: Request, part: Page, found: Sequence[Item]) -> Listing[Item]:
    """One part of a list, of which `limit + 1` were asked for: whether there is more shows in the one too many."""

    def at(offset: int) -> str:
        url = request.url.include_query_params(limit=part.limit, offset=offset)
        return f"{url.path}?{url.query}"

    return Listing(
        items=list(found[: part.limit]),
        limit=part.limit,
        offset=part.offset,
        next=at(part.offset + part.limit) if len(found) > part.limit else None,
        previous=at(max(0, part.offset - part.limit)) if part.offset else None,
    )
