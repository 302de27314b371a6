"""Feeds that are asked again and again: only for what has changed, and less often while they fail."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.errors import InputError
from graph.settings import DAY, Settings
from graph.sources import Intake
from graph.sources.feeds import entries
from graph.sources.fetch import Validators, fetch
from graph.watch.interval import shown

TRIES = 3  # of an entry that is not taken in, whose page may be gone for good


@dataclass(slots=True)
class _Feed:
    address: str
    due: float = 0.0
    failures: int = 0
    validators: Validators = field(default_factory=Validators)
    passed: dict[str, str] = field(default_factory=dict)  # the entries that are in: source -> Entry.stamp
    handed: dict[str, str] = field(default_factory=dict)  # the entries of the last round
    tries: dict[str, int] = field(default_factory=dict)


class Feeds:
    """Some feeds, each asked `every` so many seconds."""

    def __init__(self, addresses: Iterable[str], every: float, settings: Settings, intake: Intake) -> None:
        self._feeds = {address: _Feed(address) for address in addresses}
        self._every, self._settings, self._intake = every, settings, intake

    def fetched(self) -> tuple[dict[str, bytes], list[InputError]]:
        """The feeds that are due and have something new, by their addresses; and why some cannot be had."""
        found, errors = dict[str, bytes](), list[InputError]()
        for feed in self._feeds.values():
            feed.passed, feed.handed = feed.passed | feed.handed, {}
            if time.monotonic() < feed.due:
                continue
            try:
                if (data := self._news(feed)) is not None:
                    found[feed.address] = data
                feed.failures = 0
            except InputError as error:
                feed.failures += 1
                errors.append(InputError(error.source, f"{error.reason}; next try in {shown(self._pause(feed))}"))
            feed.due = time.monotonic() + self._pause(feed)
        return found, errors

    def intake(self, fetched: Mapping[str, bytes]) -> Intake:
        """How feeds that were fetched are to be read: they are not fetched again, and what is in is passed over."""
        passed = {source: stamp for address in fetched for source, stamp in self._feeds[address].passed.items()}
        return replace(self._intake, feeds=fetched, passed=passed)

    def failed(self, source: str) -> None:
        """That an entry, or something of a feed, was not taken in: it is asked for again, some times."""
        for feed in self._feeds.values():
            if source == feed.address or source.startswith(f"{feed.address}!"):
                feed.tries[source] = feed.tries.get(source, 0) + 1
                if feed.tries[source] < TRIES:
                    feed.validators = Validators()
                    feed.handed.pop(source, None)

    def _news(self, feed: _Feed) -> bytes | None:
        """The feed, if there is something in it that is not in."""
        with fetch(feed.address, self._settings, self._intake, feed.validators) as answer:
            if not answer.changed:
                return None
            data = answer.body.read()
        found, _ = entries(data, feed.address)
        now = {entry.source: entry.stamp for entry in found}
        feed.validators = answer.validators
        feed.passed = {source: stamp for source, stamp in feed.passed.items() if source in now}
        feed.handed = {source: stamp for source, stamp in now.items() if feed.passed.get(source) != stamp}
        return data if feed.handed else None

    def _pause(self, feed: _Feed) -> float:
        """Seconds until it is asked again: twice as many with each failure, up to a day."""
        return max(self._every, min(self._every * 2.0**feed.failures, float(DAY)))
