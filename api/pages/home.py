"""The start page: what is in the graph, of which months and states, and what came last."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MONTHS: Final = 36  # that a chart of months has at most; of a longer time it is one of years
YEARS: Final = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its month or year, how many, and its days; `share` is its height, of the highest one's."""

    name: str
    count: int
    since: str
    until: str
    share: float


def bars(months: Sequence[tuple[str, int]]) -> list[Bar]:
    """The bars of a chart, without a gap: a month each, or a year each where there are too many months."""
    if not months:
        return []
    first, last = months[0][0], months[-1][0]
    span = _number(last) - _number(first) + 1
    if span > MONTHS:
        years = Counter[str]()
        for month, count in months:
            years[month[:4]] += count
        latest = int(last[:4])
        names = [f"{year:04}" for year in range(max(int(first[:4]), latest - YEARS + 1), latest + 1)]
        return _bars(names, years)
    return _bars([_month(_number(first) + n) for n in range(span)], Counter(dict(months)))


def _bars(names: Sequence[str], counts: Counter[str]) -> list[Bar]:
    most = max(max(counts[name] for name in names), 1)
    return [Bar(name, counts[name], *_days(name), counts[name] / most) for name in names]


def _days(name: str) -> tuple[str, str]:
    """The first and the last day of a month or year."""
    if len(name) == len("2025"):
        return f"{name}-01-01", f"{name}-12-31"
    year, month = map(int, name.split("-"))
    return f"{name}-01", f"{name}-{monthrange(year, month)[1]:02}"


def _number(month: str) -> int:
    """Months since the year 0."""
    year, _, rest = month.partition("-")
    return 12 * int(year) + int(rest) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
