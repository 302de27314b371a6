"""Orders side by side: what is alike in them on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.wire import EntityRef, RowOut
from graph.similar import LEAST, Norm, likeness

Line = list[RowOut | None]
"""A provision of each order that has one so alike, None of the others."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What orders say of one kind: what is alike in several of them, line by line, and what each says alone."""

    alike: list[Line]
    alone: list[list[RowOut]]


def aligned(sides: Sequence[Sequence[RowOut]]) -> Aligned:
    """The provisions of several orders, the likest put together first; what most orders say comes first."""
    found: list[Line] = []
    for side, rows in enumerate(sides):
        placed = dict(_pairs(found, rows))
        for number, row in enumerate(rows):
            if number not in placed:
                placed[number] = len(found)
                found.append([None] * len(sides))
            found[placed[number]][side] = row
    several = [line for line in found if _orders(line) > 1]
    single = [line for line in found if _orders(line) == 1]
    alone = [[mine for line in single if (mine := line[n]) is not None] for n in range(len(sides))]
    return Aligned(sorted(several, key=lambda line: -_orders(line)), alone)


def _orders(line: Line) -> int:
    return sum(row is not None for row in line)


def _pairs(found: Sequence[Line], rows: Sequence[RowOut]) -> Iterable[tuple[int, int]]:
    """Which row goes to which line."""
    shares = [(_share(line, row), n, at) for n, row in enumerate(rows) for at, line in enumerate(found)]
    taken: set[int] = set()
    placed: set[int] = set()
    for share, number, at in sorted(shares, key=lambda one: (-one[0], *one[1:])):
        if share >= LEAST and at not in taken and number not in placed:
            taken.add(at)
            placed.add(number)
            yield number, at


def _share(line: Line, row: RowOut) -> float:
    return max(likeness(_norm(one), _norm(row)) for one in line if one is not None)


def _norm(row: RowOut) -> Norm:
    bearer = row.values.get("bearer")
    return Norm(str(row.values.get("action") or ""), bearer.label if isinstance(bearer, EntityRef) else "")
