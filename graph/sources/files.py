"""Files on disk: which of them are documents, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from graph.errors import InputError


def walk(path: Path, suffixes: Collection[str]) -> Iterator[Path]:
    """A file as it is; of a directory the files with these suffixes, sorted, hidden ones left out, links not followed.

    A directory that cannot be listed is yielded itself, so that reading it reports why: nothing is passed over.
    """
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        yield path
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), suffixes)
        elif Path(entry.name).suffix.lower() in suffixes:
            yield Path(entry.path)


def load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file. Raises InputError where there is none, it may not be read, or it is too long."""
    try:
        if path.is_dir():
            os.scandir(path).close()  # says why a directory that walk could not list cannot be read
            raise InputError(str(path), "is a directory, not a document")
        if path.exists() and not path.is_file():
            raise InputError(str(path), "is not a regular file")
        if (size := path.stat().st_size) > max_bytes:
            raise InputError(str(path), f"is too long: {size:,} bytes, the limit is {max_bytes:,}; cut it up")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(str(path), "does not exist") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
