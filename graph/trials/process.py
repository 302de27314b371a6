"""A process in which what a stranger sends is tried out, ended at its deadline.

pyoxigraph cannot be stopped, and some inputs end the process that it runs in. So that is not the service's.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any, Final

import pyoxigraph as ox

from graph import errors
from graph.delta import Delta
from graph.errors import WriteStopped
from graph.trials import MEMORY
from graph.workers.processes import started

COPIES: Final = 100  # of the store, one after the other: to start another process takes .1 s; 49 MB after 60 of them
STARTER: Final = ThreadPoolExecutor(1)  # a thread that lasts: a child bound to this process ends with its thread


class Process:
    """A process that waits for something to do. Once it has ended, or has tried out enough, another one is needed."""

    def __init__(self) -> None:
        self.spent, self._copies = False, 0
        self._child = STARTER.submit(started, "graph.trials.child", stdin=PIPE, stdout=PIPE).result()

    @property
    def is_alive(self) -> bool:
        """Whether nothing has ended it while it waited, as a system does that is short of memory."""
        return self._child.poll() is None

    def run(self, request: dict[str, Any], body: bytes, seconds: float, copy: Callable[[], Path]) -> Delta:
        """Have it do what the request says. Raises what it raises, and WriteStopped."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._end, [late])
        timer.daemon = True
        timer.start()
        try:
            return self._talk(request, body, copy)
        except (OSError, ValueError) as error:
            self.spent = True
            raise WriteStopped(_reason(late.is_set(), seconds)) from error
        finally:
            timer.cancel()
            self.spent = self.spent or late.is_set()
            if self.spent:
                self.close()

    def close(self) -> None:
        """End it, whatever it is at."""
        self._child.kill()
        for end in (self._child.stdin, self._child.stdout):
            if end is not None:
                try:
                    end.close()
                except OSError:
                    continue  # what was to be sent when it ended is lost with it
        self._child.wait()

    def _end(self, late: threading.Event) -> None:
        late.set()
        self._child.kill()

    def _talk(self, request: dict[str, Any], body: bytes, copy: Callable[[], Path]) -> Delta:
        source, out = self._child.stdin, self._child.stdout
        assert source is not None
        assert out is not None
        _tell(source, request | {"size": len(body)}, body)
        told = json.loads(out.readline())
        if "wants" in told:
            self._copies += 1
            self.spent = self._copies >= COPIES
            _tell(source, {"copy": str(copy())})
            told = json.loads(out.readline())
            self.spent = self.spent or "error" in told  # which may hold the copy's files open still
        if "error" in told:
            kind, *facts = told["error"]
            raise getattr(errors, kind)(*facts)
        removed, added = (_quads(out.read(size), size) for size in told["sizes"])
        return Delta(removed, added, frozenset(told["dropped"]), frozenset(told["made"]))


def _tell(source: IO[bytes], told: dict[str, Any], body: bytes = b"") -> None:
    source.write(json.dumps(told).encode() + b"\n" + body)
    source.flush()


def _quads(data: bytes, size: int) -> tuple[ox.Quad, ...]:
    if len(data) != size:
        raise ValueError("cut off")
    return tuple(ox.parse(data, format=ox.RdfFormat.N_QUADS))


def _reason(late: bool, seconds: float) -> str:
    if late:
        return f"it took longer than the {seconds:g} s that it may take"
    return f"it takes more memory than the {MEMORY:,} bytes that it may take, or nests too deeply for the engine"
