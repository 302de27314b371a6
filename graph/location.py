"""Where a corpus and its parts lie: folders of this machine, and all that fsspec reaches (s3://, gs://, abfs://, …).

fsspec, because Dask, pandas and DuckDB speak it too, and each kind of storage has a package for it that reads its
credentials where its own tools do: none pass through us. A file is there whole or not at all: an object store takes it
in a single put, a file system under a name of no meaning first.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import InputError, SettingsError, StorageError

# what appears whole or not at all by itself; elsewhere a file is renamed once it is whole
OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "r2", "hf"}
LOCAL = ("file://", "local://")


def is_remote(where: str) -> bool:
    """Whether this is an address rather than a path of this machine."""
    return "://" in local(where)


def local(where: str) -> str:
    """A path as it is, without file://."""
    return next((where.removeprefix(scheme) for scheme in LOCAL if where.startswith(scheme)), where)


def file_system(where: str) -> tuple[Any, str]:
    """What opens it, of fsspec, and the path within. Raises InputError, SettingsError."""
    require("fsspec")
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(where)
    except ImportError as error:
        raise InputError(where, f"needs a package here and on each worker: {error}") from error
    except ValueError as error:
        raise InputError(where, f"is of a kind that cannot be opened: {error}") from error
    return system, path


def require(*modules: str) -> None:
    """Refuse to go on without the packages of the extra. Raises SettingsError."""
    from importlib.util import find_spec

    if missing := [module for module in modules if find_spec(module) is None]:
        raise SettingsError("cluster", f"needs {', '.join(missing)}: pip install 'policygraph[cluster]'")


class Location:
    """A folder, here or elsewhere. `address` names it to every process of a cluster. Raises StorageError."""

    def __init__(self, where: str) -> None:
        self.address = where.rstrip("/") if is_remote(where) else str(Path(local(where)).absolute())
        self._system, self._root = file_system(self.address)
        self._root = self._root.rstrip("/")

    def names(self) -> list[str]:
        """The files in it, sorted; hidden ones are none."""
        with self._faults("cannot be listed"):
            self._system.invalidate_cache()  # of what others have written since
            try:
                found = self._system.ls(self._root, detail=False)
            except FileNotFoundError:
                return []
        names = (path.rstrip("/").rpartition("/")[2] for path in found)
        return sorted(name for name in names if not name.startswith("."))

    def put(self, file: Path, name: str) -> None:
        """Copy a local file here: from one moment to the next it is there whole."""
        with self._faults(f"cannot take {name}"):
            if self._in_one():
                self._system.put_file(str(file), self._path(name))
                return
            self._system.makedirs(self._root, exist_ok=True)
            aside = self._path(f".{name}.{uuid.uuid4().hex}.tmp")
            self._system.put_file(str(file), aside)
            self._rename(aside, self._path(name))

    def fetch(self, name: str, folder: Path) -> Path | None:
        """A local copy in that folder; None where there is no such file."""
        copy = folder / name
        with self._faults(f"cannot give {name}"):
            try:
                self._system.get_file(self._path(name), str(copy))
            except FileNotFoundError:
                return None
        return copy

    def _in_one(self) -> bool:
        protocol = self._system.protocol
        return not OBJECT_STORES.isdisjoint([protocol] if isinstance(protocol, str) else protocol)

    def _rename(self, old: str, new: str) -> None:
        if not is_remote(self.address):
            with Path(old).open("rb") as written:
                os.fsync(written.fileno())
            os.replace(old, new)  # noqa: PTH105 - paths of fsspec are strings
            return
        if self._system.exists(new):
            self._system.rm_file(new)  # few of them can replace what is there
        self._system.mv(old, new)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _faults(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(self.address, f"{what}: {error.strerror or error}") from error
