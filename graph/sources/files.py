"""Files on disk: which of them are documents, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError
from graph.sources.piece import Origin


def walk(path: Path, wanted: Callable[[str], bool]) -> Iterator[Path]:
    """A file as it is; of a directory the files of wanted names, sorted, hidden ones left out, links not followed.

    A directory that cannot be listed is yielded itself, so that reading it reports why: nothing is passed over.
    """
    return map(Path, _below(str(path), wanted)) if path.is_dir() else iter([path])


def origins(path: Path, wanted: Callable[[str], bool]) -> Iterator[Origin]:
    """The same as origins, by absolute paths."""
    if not path.is_dir():
        yield _origin(path)
        return
    yield from map(_origin_below, _below(str(path.resolve()), wanted))


def _below(folder: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:  # of a million files, their names alone
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError:
        yield folder
        return
    for name, is_folder in found:
        if name.startswith("."):
            continue
        if is_folder:
            yield from _below(os.path.join(folder, name), wanted)  # noqa: PTH118 - a Path takes 10 times as long
        elif wanted(name):
            yield os.path.join(folder, name)  # noqa: PTH118


def _origin_below(name: str) -> Origin:
    """A file of a resolved folder as an origin: only a link is still to be resolved, which takes ten times as long."""
    try:
        found = os.lstat(name)
    except OSError:
        return Origin(name)
    return Origin(name, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else _origin(Path(name))


def _origin(path: Path) -> Origin:
    """A file as an origin; without size and time where it cannot be looked at, which opening it will report."""
    try:
        found = path.stat()
    except OSError:
        return Origin(str(path.absolute()))
    return Origin(str(path.resolve()), found.st_size, found.st_mtime_ns)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file, open for reading. Raises InputError where there is none or it may not be read."""
    with _faults(path):
        _check(path)
        stream = path.open("rb")
    with stream:
        yield stream


def load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file. Raises InputError where there is none, it may not be read, or it is too long."""
    with _faults(path):
        _check(path)
        if (size := path.stat().st_size) > max_bytes:
            raise InputError(str(path), f"is too long: {size:,} bytes, the limit is {max_bytes:,}; cut it up")
        return path.read_bytes()


def _check(path: Path) -> None:
    if path.is_dir():
        os.scandir(path).close()  # says why a directory that walk could not list cannot be read
        raise InputError(str(path), "is a directory, not a document")
    if path.exists() and not path.is_file():
        raise InputError(str(path), "is not a regular file")


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(str(path), "does not exist") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
