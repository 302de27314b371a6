"""Keeping on: folders in which files come, change and go, and feeds that are asked again and again.

with stopping() as stop:
    for found in (watch := Watch(folders, feeds, interval("15m"), settings, intake)).rounds(stop):
        workspace.ingest(found.where, found.intake)  # and watch.failed(source) for what was not taken in
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.settings import Settings
from graph.sources import Intake
from graph.watch.feeds import Feeds
from graph.watch.folders import Folders
from graph.watch.interval import interval, shown

__all__ = ["Round", "Watch", "interval", "shown", "stopping"]

REST = 2.0  # seconds that a file must have been left alone: most programs write in one go
WAKE = 0.5  # seconds between looks at what is not at rest yet


@dataclass(frozen=True, slots=True)
class Round:
    """What is to be done now: `where`, files and feeds, to be taken in by `intake`; `gone`, files or folders below
    which something may be gone; `errors`, what could not be looked at."""

    where: tuple[str, ...]
    gone: tuple[str, ...]
    intake: Intake
    errors: tuple[InputError, ...]


class Watch:
    """Folders and feeds; each feed is fetched `every` so many seconds, each folder looked through as often.

    A folder is looked through although the system tells of changes: not of those that other machines make in it.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        feeds: Sequence[str],
        every: float,
        settings: Settings,
        intake: Intake,
        rest: float = REST,
    ) -> None:
        self.every, self._wake = every, min(WAKE, rest)
        self._folders = Folders([folder.resolve() for folder in folders], rest)
        self._feeds = Feeds(feeds, every, settings, intake)

    def rounds(self, stop: threading.Event) -> Generator[Round, None, None]:
        """Rounds with something to do, the first with all that is there, until the event is set."""
        self._folders.check()
        due = 0.0
        with closing(self._told(stop)) as told:
            for paths in told:
                self._folders.touch(paths)
                if time.monotonic() >= due:
                    self._folders.scan()
                    due = time.monotonic() + self.every
                found = self._round()
                if found.where or found.gone or found.errors:
                    yield found

    def failed(self, source: str) -> None:
        """That something was not taken in: if it came from a feed, it is tried again the next time."""
        self._feeds.failed(source)

    def _told(self, stop: threading.Event) -> Generator[set[Path], None, None]:
        """What the system tells of from now on, and nothing where there is nothing to tell for a moment."""
        if not self._folders.roots:
            yield set()
            while not stop.wait(self._wake):
                yield set()
            return
        from watchfiles import watch

        wake = int(self._wake * 1000)
        options: dict[str, Any] = {"rust_timeout": wake, "yield_on_timeout": True, "ignore_permission_denied": True}
        for changes in watch(*self._folders.roots, watch_filter=None, debounce=wake, stop_event=stop, **options):
            yield {Path(path) for _, path in changes}

    def _round(self) -> Round:
        ready, gone, lost = self._folders.found()
        fetched, errors = self._feeds.fetched()
        return Round((*map(str, ready), *fetched), tuple(map(str, gone)), self._feeds.intake(fetched), (*lost, *errors))


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that ^C and SIGTERM set; the second time they do what they did before."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def ask(*_: object) -> None:
        stop.set()
        restore()

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        restore()
