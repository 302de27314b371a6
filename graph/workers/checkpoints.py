"""The checkpoints that workers read: made when the store has moved on, removed when nobody reads them any more."""

from __future__ import annotations

import asyncio
import shutil
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

STALE: Final = 1.0  # seconds that a checkpoint may lag behind writes which nobody has been told of


class Checkpointed(Protocol):
    """A store of which checkpoints can be made."""

    @property
    def generation(self) -> int:
        """Rises with every write."""
        ...

    def checkpoint(self, target: Path) -> None:
        """Make a copy of what it holds now, which others may read."""
        ...


@dataclass(eq=False, slots=True)
class Checkpoint:
    """What the store held at a generation, for so many workers."""

    path: Path
    generation: int
    made: float = field(default_factory=time.monotonic)
    readers: int = 0


class Checkpoints:
    """The newest checkpoint, and older ones as long as they are read."""

    def __init__(self, store: Checkpointed, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._newest: Checkpoint | None = None
        self._making = asyncio.Lock()
        self._needed = 0  # the generation that queries must see
        shutil.rmtree(folder, ignore_errors=True)  # a crash's leavings: only one process has the store

    def at_least(self, generation: int) -> None:
        """Let queries see this generation from now on. May be called from any thread."""
        self._needed = max(self._needed, generation)

    async def newest(self) -> Checkpoint:
        """One that is fresh enough; it is held for a reader."""
        if not self._is_fresh():
            async with self._making:
                if not self._is_fresh():
                    await self._renew()
        assert self._newest is not None
        self._newest.readers += 1
        return self._newest

    @property
    def fresh(self) -> str | None:
        """The name of the newest one, where it is fresh enough: what queries see now."""
        return self._newest.path.name if self._newest is not None and self._is_fresh() else None

    def release(self, checkpoint: Checkpoint) -> None:
        """A reader of it has ended."""
        checkpoint.readers -= 1
        self._remove_unread(checkpoint)

    def is_newest(self, checkpoint: Checkpoint) -> bool:
        """Whether there is none after it."""
        return checkpoint is self._newest

    def close(self) -> None:
        """Remove all."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _is_fresh(self) -> bool:
        newest = self._newest
        if newest is None or newest.generation < self._needed:
            return False
        return newest.generation == self._store.generation or time.monotonic() - newest.made < STALE

    async def _renew(self) -> None:
        fresh = Checkpoint(self._folder / uuid.uuid4().hex[:12], self._store.generation)
        try:
            await asyncio.to_thread(self._store.checkpoint, fresh.path)
        except BaseException:
            shutil.rmtree(fresh.path, ignore_errors=True)
            raise
        before, self._newest = self._newest, fresh
        if before is not None:
            self._remove_unread(before)

    def _remove_unread(self, checkpoint: Checkpoint) -> None:
        if not checkpoint.readers and checkpoint is not self._newest:
            shutil.rmtree(checkpoint.path, ignore_errors=True)  # a few dozen links: less than a millisecond
