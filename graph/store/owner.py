"""One process at a time writes to a store that lies elsewhere: a lock on a file beside the ledger."""

from __future__ import annotations

from pathlib import Path

from graph.errors import StorageLocked
from graph.store.disk import disk_errors

try:
    import fcntl
except ImportError:  # Windows: there the second process is not noticed
    fcntl = None  # type: ignore[assignment]


class Owner:
    """A lock that is given back when it is released or its process ends. Raises StorageLocked where another has it."""

    def __init__(self, path: Path) -> None:
        with disk_errors(str(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("w", encoding="utf-8")
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            reason = "another process has the store open: stop it, or send it your documents and questions over HTTP"
            raise StorageLocked(str(path), reason) from error

    def release(self) -> None:
        """Let others have it."""
        self._file.close()
