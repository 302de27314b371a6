"""Tells coroutines that something has changed, from whatever thread changes it: nobody has to look again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Bell:
    """Whoever listens has an event of its own, which is set whenever the bell rings."""

    def __init__(self) -> None:
        self._listening = set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]()

    def ring(self) -> None:
        """Wake all who listen."""
        for loop, event in tuple(self._listening):
            with suppress(RuntimeError):  # that loop has been closed
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """An event that each ring sets, up to the end of the block; to be cleared by who waits for it."""
        one = (asyncio.get_running_loop(), asyncio.Event())
        self._listening.add(one)
        try:
            yield one[1]
        finally:
            self._listening.discard(one)
