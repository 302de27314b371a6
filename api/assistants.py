"""Assistants over HTTP: the Model Context Protocol's streamable HTTP, a request an answer, without sessions.

The library takes a second to load, and is loaded when the first assistant comes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager


class Assistants:
    """What answers assistants. For one event loop."""

    def __init__(self) -> None:
        self._beginning = asyncio.Lock()
        self._ending = asyncio.Event()
        self._manager: StreamableHTTPSessionManager | None = None
        self._running: asyncio.Task[None] | None = None

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises ModuleNotFoundError where the library is not installed."""
        async with self._beginning:
            manager = self._manager = self._manager or await self._begin()
        await manager.handle_request(scope, receive, send)

    async def stop(self) -> None:
        """End what is under way."""
        self._ending.set()
        if self._running is not None:
            await self._running

    async def _begin(self) -> StreamableHTTPSessionManager:
        manager = await run_sync(_manager)
        begun = asyncio.Event()
        self._running = asyncio.create_task(self._run(manager, begun))
        await begun.wait()
        return manager

    async def _run(self, manager: StreamableHTTPSessionManager, begun: asyncio.Event) -> None:
        """In a task of its own: what the library begins, it wants to end in the same one."""
        async with manager.run():
            begun.set()
            await self._ending.wait()


def _manager() -> StreamableHTTPSessionManager:
    from mcp.server.transport_security import TransportSecuritySettings

    from api.tools import server_of

    server, checked = server_of(), TransportSecuritySettings(enable_dns_rebinding_protection=False)  # by the route
    server.streamable_http_app(json_response=True, stateless_http=True, transport_security=checked)
    return server.session_manager
