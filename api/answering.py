"""A query carried out for a client: by the read workers, or where there are none by the store in this process.

The client is watched meanwhile: once it has left, the query is ended. An answer that is whole at once has its length;
one that ends before its time breaks the connection, so that nobody takes it for whole.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from asyncio import CancelledError
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi.responses import Response, StreamingResponse
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from api.deps import Service
from api.errors import Problem
from api.sent import header
from api.stream import Pipe, collected, stream
from graph.errors import QueryStopped
from graph.settings import Settings
from graph.store.federation import federated
from graph.workers import Answer, Pool, Task, run

log = logging.getLogger(__name__)

SOON: Final = 0.05  # seconds, after which a client is watched: most answers have come by then
WAIT: Final = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d+(?:\.\d+)?)\"?\s*(?:$|[,;])", re.IGNORECASE)


def seconds(request: Request, timeout: str | None, settings: Settings) -> float:
    """How long a query may take: what the request asks for, by `Prefer: wait=…` (RFC 7240) or the parameter `timeout`
    (as Fuseki and GraphDB know it), within what the service allows. Raises Problem 400."""
    preferred = WAIT.search(header(request.scope, b"prefer") or "")
    asked = timeout or (preferred[1] if preferred else None)
    if asked is None:
        return settings.query_seconds
    try:
        wanted = float(asked)
    except ValueError:
        wanted = 0.0
    if not wanted > 0:
        detail = f"`timeout` is a number of seconds, not {asked!r}."
        raise Problem(400, "malformed-request", "A query cannot take so long", detail)
    return min(wanted, max(settings.query_seconds, settings.query_longest))


async def answer(request: Request, service: Service, task: Task, refuse: Callable[[str], Problem]) -> Response:
    """The results of a query; `refuse` says what is wrong where they are of a kind that is wanted in no form."""
    if (pool := _pool(service)) is None:
        return await run_sync(_by_store, service, task, refuse)
    found = await _ask(request, pool, task)
    if found.media_type is None:
        found.close()
        raise refuse(found.kind)
    return Response(found.first, media_type=found.media_type) if found.is_whole else _Streamed(found)


async def first_rows(request: Request, service: Service, task: Task) -> dict[str, Any]:
    """The first rows of a query's results, as `graph.workers.preview` has them."""
    if (pool := _pool(service)) is None:
        return await run_sync(_rows_by_store, service, task)
    found = await _ask(request, pool, task)
    rows: dict[str, Any] = json.loads(b"".join([chunk async for chunk in found.chunks()]))
    return rows


def _pool(service: Service) -> Pool | None:
    return service.readers if service.readers is not None and service.readers.started else None


def _by_store(service: Service, task: Task, refuse: Callable[[str], Problem]) -> Response:
    task = _federated(service, task)

    def work(pipe: Pipe) -> None:
        def begin(kind: str, media_type: str | None) -> None:
            if media_type is None:
                raise refuse(kind)
            pipe.media_type = media_type

        run(service.store, task, begin, pipe.file)

    return stream(work, seconds=task.seconds)


def _rows_by_store(service: Service, task: Task) -> dict[str, Any]:
    asked = _federated(service, task)
    found = collected(lambda pipe: run(service.store, asked, lambda kind, media_type: None, pipe.file), task.seconds)
    rows: dict[str, Any] = json.loads(found)
    return rows


def _federated(service: Service, task: Task) -> Task:
    query = task.expanded or task.query
    found = federated(query, service.settings.endpoints, task.seconds, task.base)
    return task if found == query else replace(task, query=found, expanded=None)


async def _ask(request: Request, pool: Pool, task: Task) -> Answer:
    with _Watch(request):
        return await pool.ask(task)


class _Watch:
    """Ends what is waited for within its block once the client has left: ClientDisconnect is raised then. A task for
    the waiting and one for the client would do the same, and take a tenth of a small query's time."""

    def __init__(self, request: Request) -> None:
        self._request, self._loop = request, asyncio.get_running_loop()
        self._waiting = asyncio.current_task()
        self._has_left = False
        self._watching: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        """Watch, after a moment."""
        self._timer = self._loop.call_later(SOON, self._begin)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Watch no more."""
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()
        if self._has_left and self._waiting is not None and self._waiting.uncancel() == 0 and kind is CancelledError:
            raise ClientDisconnect from None

    def _begin(self) -> None:
        self._watching = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._has_left = self._waiting is not None and self._waiting.cancel()


class _Streamed(StreamingResponse):
    """Breaks the connection where the answer ends before its time, and ends the query where the client leaves."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        super().__init__(answer.chunks(), media_type=answer.media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        except* QueryStopped as stopped:  # a response that does not end is what tells the client
            log.warning("%s: %s", scope["path"], stopped.exceptions[0])
        finally:
            self._answer.close()
