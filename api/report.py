"""The report of a job: a file with a line of JSON for each document, from which its figures can be counted again."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from api.tally import Tally, line
from graph.pipeline import Outcome

SHOWN: Final = 20  # of the documents that failed, how many a job itself names
CHUNK: Final = 65_536


class Report:
    """Opens or makes a report, to be gone on with after its last whole line; `lines` is how many it had. It counts the
    failures, and has the first of them, or the `newest`."""

    def __init__(self, path: Path, newest: bool = False) -> None:
        self.tally, self.failures = Tally(), deque[tuple[str, str]](maxlen=SHOWN)
        self._newest = newest
        self.lines, size = 0, 0
        self._file = path.open("a+b")
        self._file.seek(0)
        for told in self._file:
            if told.endswith(b"\n"):
                self._count(json.loads(told))
                self.lines, size = self.lines + 1, size + len(told)
        self._file.truncate(size)

    def add(self, outcome: Outcome) -> None:
        """Write a line; it is in the file then, even if this process is killed."""
        told = line(outcome)
        self._count(told)
        self._file.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
        self._file.flush()

    def _count(self, told: Mapping[str, Any]) -> None:
        self.tally.add_line(told)
        if told["outcome"] == "failed" and (self._newest or len(self.failures) < SHOWN):
            self.failures.append((told["source"], told["reason"]))

    def __enter__(self) -> Report:
        """The report itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file."""
        self._file.close()


def told_so_far(path: Path) -> Iterator[bytes]:
    """What a report holds by now, in chunks; it may be growing, and what is half a line is left out."""
    if not path.exists():
        return
    with path.open("rb") as report:
        rest = b""
        while chunk := report.read(CHUNK):
            whole, newline, rest = (rest + chunk).rpartition(b"\n")
            yield whole + newline
