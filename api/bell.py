"""Tells coroutines that something has changed, from whatever thread changes it: nobody has to look again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Bell:
    """Whoever listens for something has an event of its own, which is set whenever the bell rings for that."""

    def __init__(self) -> None:
        self._listening = set[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]]()

    def __len__(self) -> int:
        """How many listen."""
        return len(self._listening)

    def ring(self, name: str | None = None) -> None:
        """Wake all who listen for something, or for anything at all."""
        for listened_for, loop, event in tuple(self._listening):
            if name in (listened_for, None):
                with suppress(RuntimeError):  # that loop has been closed
                    loop.call_soon_threadsafe(event.set)

    @contextmanager
    def heard(self, name: str) -> Iterator[asyncio.Event]:
        """An event that each ring for it sets, up to the end of the block; to be cleared by who waits for it."""
        one = (name, asyncio.get_running_loop(), asyncio.Event())
        self._listening.add(one)
        try:
            yield one[2]
        finally:
            self._listening.discard(one)
