"""Files below folders: which have come or changed and are at rest, and which are gone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.errors import InputError
from graph.sources import find, holds

State = tuple[int, int]  # size in bytes, time of the last change in ns


class Folders:
    """What is known of the files below `roots`; a file is at rest when nothing wrote to it for `rest` seconds."""

    def __init__(self, roots: Sequence[Path], rest: float) -> None:
        self.roots, self.rest = tuple(dict.fromkeys(roots)), rest
        self._known: dict[Path, State] = {}  # files that were handed out, as they were then
        self._moving: dict[Path, tuple[State | None, float]] = {}  # and those that were not: as last seen, since when
        self._holding: set[Path] = set()  # the folders of the known: most names that vanish are of temporary files
        self._gone: list[Path] = []
        self._scanned: set[Path] = set()
        self._lost: dict[Path, bool] = {}  # roots that are not there, and whether that has been said

    def check(self) -> None:
        """Raise InputError unless all roots can be watched."""
        for root in self.roots:
            if not root.is_dir():
                raise InputError(str(root), "is no folder, and only folders can be watched")

    def scan(self) -> None:
        """Look at all there is: the first time everything, later what nobody told of. What was told is dealt with."""
        for root in self.roots:
            if not root.is_dir():
                self._lost.setdefault(root, False)
                continue
            self._lost.pop(root, None)
            there = set(find(root))
            self._notice(there)
            self._gone += self._below(root) - there if root in self._scanned else [root]
            self._scanned.add(root)

    def touch(self, paths: Iterable[Path]) -> None:
        """Look at what was told of: files, folders, and what is there no longer."""
        for path in paths:
            root = next((root for root in self.roots if path.is_relative_to(root)), None)
            if root is None or any(part.startswith(".") for part in path.relative_to(root).parts):
                continue
            if path.is_dir() and not path.is_symlink():
                self._notice(find(path))
            elif os.path.lexists(path):
                self._notice([path] if holds(path.name) else [])
            elif root.is_dir():  # else it is a disk that was taken away, not its files
                self._gone += self._below(path)

    def found(self) -> tuple[list[Path], list[Path], list[InputError]]:
        """What is ready to be read and what is gone since the last time, and what is wrong with the roots."""
        ready = list(self._ready())
        gone = [path for path in dict.fromkeys(self._gone) if path in self.roots or not path.exists()]
        for path in gone:
            self._known.pop(path, None)
        lost = [root for root, said in self._lost.items() if not said]
        self._gone, self._lost = [], dict.fromkeys(self._lost, True)
        return (
            ready,
            gone,
            [InputError(str(root), "is not there: what lay below is not taken for gone") for root in lost],
        )

    def _notice(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self._moving.setdefault(path, (None, time.monotonic()))

    def _below(self, path: Path) -> set[Path]:
        """The files that were handed out and are, or lie below, this path."""
        if path in self._known:
            return {path}
        below = f"{path}{os.sep}"
        return {file for file in self._known if str(file).startswith(below)} if path in self._holding else set()

    def _hand_out(self, path: Path, state: State) -> None:
        self._known[path] = state
        for folder in path.parents:
            if folder in self._holding:
                break
            self._holding.add(folder)

    def _ready(self) -> Iterator[Path]:
        for path, (before, since) in list(self._moving.items()):
            now, state = time.monotonic(), _state(path)
            if state is None or state == self._known.get(path):
                del self._moving[path]
            elif self._is_at_rest(state, before, now - since):
                del self._moving[path]
                self._hand_out(path, state)
                yield path
            elif state != before:
                self._moving[path] = (state, now)

    def _is_at_rest(self, state: State, before: State | None, seconds: float) -> bool:
        """Whether a file has been as it is for long enough: by what was seen, or by the time that it bears."""
        old = time.time_ns() - state[1] >= self.rest * 1e9
        return old or (state == before and seconds >= self.rest)


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
