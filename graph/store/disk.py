"""What the operating system and RocksDB say when the disk fails, in our own errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import StorageError, StorageFull, StorageLocked

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_SAYS = ("No space left", "Disk quota exceeded", "File too large")


@contextmanager
def disk_errors(path: str) -> Iterator[None]:
    """Turn an OSError within into StorageLocked, StorageFull or StorageError, each with what to do."""
    try:
        yield
    except OSError as error:
        said = str(error)
        if error.errno in _FULL or any(phrase in said for phrase in _FULL_SAYS):
            raise StorageFull(path, "the disk is full; nothing was half-written. Make room and try again") from error
        if "lock" in said.lower() and "LOCK" in said:
            reason = "another process has it open: stop it, or send it your documents and questions over HTTP"
            raise StorageLocked(path, reason) from error
        raise StorageError(path, f"cannot be used: {error}") from error
    except RuntimeError as error:
        if not str(error).startswith("Corruption"):
            raise
        reason = f"is damaged: delete this folder, and it is made anew from the ledger ({error})"
        raise StorageError(path, reason) from error
