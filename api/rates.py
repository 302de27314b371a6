"""How often each caller may ask: a bucket of tokens for each, one a request, which fills up again as time passes.

Our own, in a few lines: the library `limits` takes 0.17 s to load and a thread of its own to forget by.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.settings import RATE, Settings

DEFAULT: Final = "6000/minute"  # for others: more than any person, less than a loop over everything without a pause
SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
MANY: Final = 10_000  # callers remembered before those are forgotten who may do as they like again


@dataclass(slots=True)
class _Bucket:
    """How many tokens there were at a time."""

    tokens: float
    at: float


class Rates:
    """Counts requests. For one event loop."""

    def __init__(self, most: int, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds = most, seconds
        self._clock, self._buckets = clock, dict[str, _Bucket]()

    def wait(self, who: str) -> float:
        """How many seconds somebody has to wait, 0 where he need not: then that was one request of his."""
        now, speed = self._clock(), self.most / self.seconds
        if len(self._buckets) > MANY:
            self._buckets = {name: one for name, one in self._buckets.items() if now - one.at < self.seconds}
        bucket = self._buckets.setdefault(who, _Bucket(self.most, now))
        bucket.tokens, bucket.at = min(self.most, bucket.tokens + (now - bucket.at) * speed), now
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / speed
        bucket.tokens -= 1
        return 0.0


def rates_of(settings: Settings) -> Rates | None:
    """The limits of a service; None where it has none."""
    chosen = settings.rate or ("off" if settings.loopback_only else DEFAULT)
    found = RATE.fullmatch(chosen)
    assert found is not None
    return Rates(int(found[1]), SECONDS[found[2]]) if found[1] else None
