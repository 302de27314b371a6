"""A corpus cut into shares, each the work of one task: many small files, or a stretch of one big container.

    inputs("s3://bucket/news/")  ->  Input  --shares-->  Share  --steps-->  Step

Where one ends depends on the names of the files in it alone, as far as that goes: a file more or less changes the
share that it is in and no other, so that what was made of the others stays good. A container that is longer than a
share is read through by several tasks, each of which takes the documents of its stretch: reading through is a
hundredth of what reading with the language model takes. More than CUTS tasks it is not cut into.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.location import file_system, is_remote, local
from graph.outcome import Outcome, Step
from graph.settings import Settings
from graph.sources import CONTAINERS, KINDS, STDIN, Intake, Origin, Piece, origins, pieces, unpacked
from graph.sources.kinds import is_read, kind_of

MOST = 128  # files: about a minute of work for one process
MOST_BYTES = 4_000_000
CUTS = 64
# what file systems tell of when a file was last changed, or of what is in it; the first that there is
STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "created")


@dataclass(frozen=True, slots=True)
class Input:
    """A file as it lay there: its path or address, its length in bytes, and what tells it from its other versions."""

    name: str
    size: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one task reads: files, or the stretch `number` (from 0) of `of` of a single container."""

    inputs: tuple[Input, ...]
    number: int = 0
    of: int = 1

    @property
    def size(self) -> int:
        """About how many bytes there are to be read."""
        return sum(one.size for one in self.inputs) // self.of

    def steps(self, settings: Settings, intake: Intake, folder: Path) -> Iterator[Step]:
        """What is to be read, streaming; what lies elsewhere is copied to `folder` for as long as it is needed. An
        error that may pass (a network that is down) is raised as it is."""
        for one in self.inputs:
            origin, at = Origin(one.name, one.size), 0
            for found in _pieces(one, settings, intake, folder):
                at = found.passed or 0 if isinstance(found, Piece) else at
                if self.of > 1 and min(at * self.of // (one.size + 1), self.of - 1) != self.number:
                    continue
                known = Outcome(found.source, error=str(found)) if isinstance(found, InputError) else found
                yield Step(origin, known)


def inputs(where: str) -> Iterator[Input]:
    """The files of what a user named: a path, an address, or a pattern with * and ?, sorted. Raises InputError."""
    if where == STDIN or Origin(where).is_address:
        raise InputError(where, "is not read by a cluster: ingest it without --cluster")
    if is_remote(where):
        yield from _remote(where)
        return
    path = local(where)
    names = [path]
    if glob.has_magic(path) and not Path(path).exists():
        names = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    for origin in (origin for name in names for origin in origins(name)):
        if origin.size is None:
            raise InputError(where, "does not exist, or may not be read")
        yield Input(origin.name, origin.size, str(origin.modified))


def shares(found: Iterable[Input], most: int = MOST) -> Iterator[Share]:
    """Each input in one share, or one container in several; none twice."""
    few, size, seen = list[Input](), 0, set[str]()
    for one in found:
        if one.name in seen:
            continue
        seen.add(one.name)
        if one.size > MOST_BYTES and kind_of(one.name) in CONTAINERS:
            if few:
                yield Share(tuple(few))
                few, size = [], 0
            yield from _cut(one)
            continue
        few.append(one)
        size += one.size
        if len(few) >= most or size >= MOST_BYTES or _ends(one, most):
            yield Share(tuple(few))
            few, size = [], 0
    if few:
        yield Share(tuple(few))


def _cut(one: Input) -> Iterator[Share]:
    times = min(CUTS, -(-one.size // MOST_BYTES))
    yield from (Share((one,), number, times) for number in range(times))


def _ends(one: Input, most: int) -> bool:
    """Whether a share ends with this file: every so many do, by their names."""
    return int(hashlib.sha256(one.name.encode("utf-8", "surrogateescape")).hexdigest()[:8], 16) % max(2, most // 2) == 0


def _remote(where: str) -> Iterator[Input]:
    system, path = file_system(where)
    try:
        if glob.has_magic(path):
            found = {name: info for name, info in system.glob(path, detail=True).items() if info["type"] == "file"}
        elif system.isdir(path):
            found = {name: info for name, info in system.find(path, detail=True).items() if _wanted(name, path)}
        else:
            found = {path: system.info(path)}
    except FileNotFoundError as error:
        raise InputError(where, "does not exist") from error
    except OSError as error:
        raise InputError(where, f"cannot be listed: {error.strerror or error}") from error
    for name in sorted(found, key=lambda name: name.split("/")):
        yield Input(system.unstrip_protocol(name), int(found[name].get("size") or 0), _stamp(found[name]))


def _wanted(name: str, folder: str) -> bool:
    below = name.removeprefix(folder).strip("/").split("/")
    return not any(part.startswith(".") for part in below) and is_read(below[-1], KINDS)


def _stamp(info: dict[str, Any]) -> str:
    return str(next((info[name] for name in STAMPS if info.get(name)), ""))


def _pieces(one: Input, settings: Settings, intake: Intake, folder: Path) -> Iterator[Piece | InputError]:
    if not is_remote(one.name):
        yield from pieces(Origin(one.name, one.size), settings, intake)
        return
    kind, copy = kind_of(one.name), folder / "input"
    system, path = file_system(one.name)
    try:
        if kind in KINDS and kind not in CONTAINERS:
            yield _whole(one, kind, system, path, settings)
            return
        system.get_file(path, str(copy))
        with copy.open("rb") as stream:
            yield from unpacked(stream, one.name, kind if kind in KINDS else intake.kind, settings, intake)
    except InputError as error:
        yield error
    except FileNotFoundError:
        yield InputError(one.name, "does not exist any more")
    except PermissionError as error:
        yield InputError(one.name, f"may not be read: {error}")
    finally:
        copy.unlink(missing_ok=True)


def _whole(one: Input, kind: str, system: Any, path: str, settings: Settings) -> Piece:
    if one.size > settings.max_bytes:
        limit = f"the limit is {settings.max_bytes:,}; cut it up"
        raise InputError(one.name, f"is too long: {one.size:,} bytes, {limit}")
    return Piece(one.name, kind, system.cat_file(path), passed=one.size)
