"""The file that names which database of a store's folder is the one, with the mark: replaced at once, or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.errors import StorageError


class Current:
    """`CURRENT` in a store's folder."""

    def __init__(self, path: Path, first: str) -> None:
        self._file, self._first = path / "CURRENT", first

    def read(self) -> tuple[str, dict[str, Any]]:
        """The database's folder and the mark; the first one's where there is no such file. Raises StorageError."""
        try:
            current = json.loads(self._file.read_text(encoding="utf-8"))
            return str(current["folder"]), dict(current["mark"])
        except FileNotFoundError:
            return self._first, {}
        except (ValueError, KeyError, TypeError) as error:
            reason = f"is not a store of ours ({error}): move it away and run `policygraph rebuild`"
            raise StorageError(str(self._file), reason) from error

    def point_to(self, folder: str, mark: Mapping[str, Any]) -> None:
        """Replace it, atomically and on the disk."""
        draft = self._file.with_name("CURRENT.new")
        with draft.open("w", encoding="utf-8") as out:
            json.dump({"folder": folder, "mark": dict(mark)}, out)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._file)
