"""Where lists, things and words are looked up: in a few threads, each request in its turn.

Python runs one thread at a time. Twenty that all want to go on take turns of milliseconds, so that each request takes
as long as all of them together; a few, while SQLite and Oxigraph work beside Python, keep two cores busy. On two cores,
at 20 clients, one list in twenty took more than 110 ms with forty threads, than 55 with four, than 45 with two.

Words have a thread of their own: a search takes hundreds of rows one by one, at each of which two threads would change
places. By one it takes 1.7 ms of the processor and one search in twenty more than 46 ms, by two 3.0 and 60.
"""

from __future__ import annotations

import os
from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Final, ParamSpec, TypeVar

THREADS: Final = min(4, max(2, os.cpu_count() or 2))  # no more read in the index at a time

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Reading:
    """Threads for what takes milliseconds. What may take seconds has threads of its own (anyio's)."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, "reading")

    async def run(self, look_up: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
        """What a function finds, by one of them."""
        work = partial(copy_context().run, look_up, *given, **named)  # what is logged has the request's id
        return await get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Let go of them, once they are done."""
        self._threads.shutdown()
