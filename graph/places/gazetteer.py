"""The gazetteer: every place of GeoNames that the tables know, looked up by name and by id, from an index on disk.

The index is built once for each version of the tables, in the folder of the setting `cache`, and opened read-only,
once in a process. Several processes may want it at once: one builds, the others wait for it.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from graph.errors import StorageError
from graph.places.build import build, file_name
from graph.places.names import Kind, fold
from graph.places.tables import Naming
from graph.settings import Settings

WAIT = 300.0  # seconds for another process to build the index, which takes one a few
_BY_NAME = "SELECT p.*, n.naming FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? ORDER BY p.id"
_BY_ID = "SELECT * FROM place WHERE id = ?"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of GeoNames; `id` and `parent` are its ids. `code` is ISO 3166's where there is one.

    `population` is known of towns alone; `people` counts those of all towns within, roughly, to rank by.
    """

    id: int
    label: str
    kind: Kind
    code: str
    parent: int | None
    population: int | None
    people: int
    latitude: float | None
    longitude: float | None
    names: tuple[str, ...]


class Gazetteer:
    """The open index. Threads may share it; a process that was forked opens its own."""

    def __init__(self, path: Path) -> None:
        """Raises StorageError where the file is no index of places."""
        self.path, self._lock = path, Lock()
        self._found: dict[str, tuple[tuple[Place, Naming], ...]] = {}
        self._known: dict[int, Place | None] = {}
        try:
            self._connection = sqlite3.connect(_address(path), uri=True, check_same_thread=False)
            self.edition, self.schema, self.size = self._connection.execute("SELECT * FROM about").fetchone()
        except (sqlite3.Error, TypeError) as error:
            reason = f"is no index of places ({error}): delete it, and it is made again"
            raise StorageError(str(path), reason) from error

    def named(self, name: str) -> tuple[tuple[Place, Naming], ...]:
        """Every place that has this name, whatever its case, accents and article, by its id."""
        folded = fold(name)
        if folded not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            rows = self._rows(_BY_NAME, folded) if folded else []
            self._found[folded] = tuple((_place(row), Naming(row[10])) for row in rows)
        return self._found[folded]

    def place(self, id_: int) -> Place | None:
        """The place with a GeoNames id."""
        if id_ not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[id_] = next((_place(row) for row in self._rows(_BY_ID, id_)), None)
        return self._known[id_]

    def containers(self, place: Place) -> tuple[Place, ...]:
        """What a place lies in, from the nearest up to its country."""
        found: list[Place] = []
        over = place.parent
        while over is not None and (one := self.place(over)) is not None and one not in found:
            found.append(one)
            over = one.parent
        return tuple(found)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, query: str, key: str | int) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(query, (key,)).fetchall()
        except sqlite3.Error as error:
            raise StorageError(str(self.path), f"is damaged ({error}): delete it, and it is made again") from error


def open_gazetteer(settings: Settings) -> Gazetteer:
    """The gazetteer, opened once in each process and built first where there is none. Raises StorageError."""
    return _opened(index_path(settings), os.getpid())


def index_path(settings: Settings) -> Path:
    """Where the index of the installed tables is, or will be. Raises StorageError where they are not installed."""
    return settings.cache / file_name()


def prepare(path: Path, tables: Path | None = None) -> None:
    """Build the index at a path where there is none that can be opened, from tables that are not the installed ones
    where these are given. Raises StorageError."""
    if _usable(path):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            if not _usable(path):
                logger.warning("Making the index of places, once: %s", path)
                build(path, tables)
    except (OSError, sqlite3.Error) as error:
        cure = "name a folder that can be written to with POLICYGRAPH_CACHE"
        raise StorageError(str(path), f"the index of places cannot be built ({error}): {cure}") from error


@lru_cache(maxsize=4)
def _opened(path: Path, process: int) -> Gazetteer:
    # by process, since a connection to SQLite must not be carried over a fork
    prepare(path)
    return Gazetteer(path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Held by one process at a time, on every system; let go of when that process ends, however it ends."""
    with closing(sqlite3.connect(path.with_suffix(".lock"), timeout=WAIT, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _usable(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        Gazetteer(path).close()
    except StorageError:
        return False
    return True


def _address(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def _place(row: tuple[Any, ...]) -> Place:
    id_, label, kind, code, parent, population, people, latitude, longitude, names = row[:10]
    shown = tuple(names.split("\n")) if names else ()
    return Place(id_, label, Kind(kind), code, parent, population, people, latitude, longitude, shown)
