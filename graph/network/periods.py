"""Timelines: what a thing takes part in, by periods of time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.network.network import ALL, Choice, Network, newest
from graph.network.ties import Tie


class Period(StrEnum):
    """A span of the calendar, and how one is written: 2025-10-07, 2025-W41, 2025-10, 2025-Q4, 2025."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """One period: how many facts, by predicate."""

    period: str
    count: int
    predicates: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What things take part in: periods in the order of time, the ties, the latest first, and how many of these are
    of no known day, and so in no period."""

    spans: tuple[Span, ...]
    ties: tuple[Tie, ...]
    undated: int


def timeline(
    network: Network,
    things: Collection[str],
    choice: Choice = ALL,
    by: Period = Period.MONTH,
    others: Collection[str] | None = None,
) -> Timeline:
    """When the facts of things, or those between them and some others, were: an event's on its own day, all others on
    the day of the document. Raises NotFound."""
    ties = {
        (tie.fact, tie.source, tie.target, tie.role): tie
        for iri in sorted(things)
        for tie in network.at(iri)
        if others is None or tie.other(iri) in others
    }
    fitting = newest(filter(choice.fits, ties.values()))
    facts = {(tie.fact, tie.graph): tie for tie in reversed(fitting)}.values()
    found = defaultdict[str, Counter[str]](Counter)
    for tie in facts:
        if tie.day:
            found[period(tie.day, by)][tie.predicate] += 1
    spans = (Span(name, counts.total(), dict(sorted(counts.items()))) for name, counts in sorted(found.items()))
    return Timeline(tuple(spans), tuple(newest(facts)), sum(not tie.day for tie in facts))


def period(day: str, by: Period) -> str:
    """The period of a day, as it is written. A day that is in no calendar is in the period of its first digits."""
    if by is Period.WEEK:
        try:
            year, week, _ = date.fromisoformat(day).isocalendar()
        except ValueError:
            return day[:4]
        return f"{year}-W{week:02}"
    if by is Period.QUARTER:
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return {Period.DAY: day[:10], Period.MONTH: day[:7], Period.YEAR: day[:4]}[by]
