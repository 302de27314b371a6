"""Who is against whom: conflicts of parties, counted by topic and by time.

What counts is what question 23 asks of: acts against a party or an order of it, in words or deeds; statements against;
and that it is told that the one opposes the other, or an order of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.network.network import ALL, Choice, Network, newest
from graph.network.periods import Period, period
from graph.network.ties import Tie
from graph.projection import Node

HOSTILE: Final = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
OPPOSED: Final = frozenset({"object", "about", "recipient"})
HELD: Final = ("holdsOffice", "heldOffice")
SHOWN: Final = 3  # facts of a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """The conflicts of a row's party against a column's: how many facts, of which topics, when, in which way; the
    latest of them. A fact may have several topics, or none; what is of no known day is in no period."""

    row: str
    column: str
    count: int
    topics: Mapping[str, int]
    periods: Mapping[str, int]
    predicates: Mapping[str, int]
    latest: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Those who are against somebody as rows, those whom they are against as columns, most facts first."""

    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    cells: tuple[Cell, ...]
    complete: bool


def matrix(
    network: Network,
    rows: Collection[str] | None = None,
    columns: Collection[str] | None = None,
    choice: Choice = ALL,
    by: Period = Period.MONTH,
    limit: int = 20,
    shown: int = SHOWN,
) -> Matrix:
    """Who of `rows` is against whom of `columns` (IRIs; None: anybody), at most `limit` of either, with so many facts
    of each cell. To be against an order is to be against whoever issued it; where nobody is known to have, against the
    order."""
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie, column in _conflicts(network, choice):
        if (rows is None or tie.source in rows) and (columns is None or column in columns) and tie.source != column:
            found[tie.source, column].append(tie)
    counts = {pair: len(ties) for pair, ties in found.items()}
    high = _most(counts, 0)[:limit]
    wide = _most({pair: count for pair, count in counts.items() if pair[0] in high}, 1)[:limit]
    pairs = sorted(
        (p for p in found if p[0] in high and p[1] in wide), key=lambda p: (high.index(p[0]), wide.index(p[1]))
    )
    return Matrix(
        rows=tuple(network.node(iri) for iri in high if any(iri == row for row, _ in pairs)),
        columns=tuple(network.node(iri) for iri in wide if any(iri == column for _, column in pairs)),
        cells=tuple(_cell(pair, found[pair], by, shown) for pair in pairs),
        complete=len(pairs) == len(found),
    )


def holders(network: Network, words: Iterable[str]) -> set[str]:
    """Who holds or held an office of which the name has any of the words, each a whole word or the beginning of one."""
    wanted = [_spaced(word) for word in words]
    return {
        tie.source
        for tie in network.ties()
        if tie.predicate in HELD and any(word in _spaced(network.node(tie.target).label) for word in wanted)
    }


def _spaced(text: str) -> str:
    return " " + re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _conflicts(network: Network, choice: Choice) -> Iterator[tuple[Tie, str]]:
    """Ties that are conflicts, with whom they are against."""
    issuers = defaultdict[str, set[str]](set)
    for tie in network.ties():
        if tie.predicate == "issuedBy":
            issuers[tie.source].add(tie.target)
    for tie in network.ties():
        if is_against(tie) and choice.fits(tie):
            yield from ((tie, one) for one in sorted(issuers.get(tie.target, {tie.target})))


def is_against(tie: Tie) -> bool:
    """Whether a fact tells of a conflict."""
    told = tie.predicate == "opposes" or tie.stance == "against" or tie.predicate in HOSTILE
    return told and tie.role in OPPOSED


def _most(counts: Mapping[tuple[str, str], int], end: int) -> list[str]:
    """The rows (0) or columns (1) with the most facts first."""
    found = Counter[str]()
    for pair, count in counts.items():
        found[pair[end]] += count
    return sorted(found, key=lambda iri: (-found[iri], iri))


def _cell(pair: tuple[str, str], ties: list[Tie], by: Period, shown: int) -> Cell:
    return Cell(
        *pair,
        count=len(ties),
        topics=_counted(topic for tie in ties for topic in tie.topics),
        periods=_counted(period(tie.day, by) for tie in ties if tie.day),
        predicates=_counted("against" if tie.stance else tie.predicate for tie in ties),
        latest=tuple(newest(ties)[:shown]),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
