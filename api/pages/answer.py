"""Answers shown as more than rows: claims beside what is said in reply, who against whom on what, what came when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from api.wire import EntityRef, RowOut
from graph.model import EventStatus
from graph.points import Point

NEAR: Final = 600  # characters between a claim and what replies to it, as question 13 has it
STATUSES: Final = tuple(EventStatus)
SHOWN: Final = 300  # rows of an answer on its page; all of them are a file
BEHIND: Final = 10  # rows whose words stand behind a count

Value = EntityRef | str | int | bool | None


@dataclass(frozen=True, slots=True)
class View:
    """How an answer is shown: by which macro of `_views.html`, and what that is given."""

    macro: str
    found: Sequence[Any]


@dataclass(slots=True)
class Exchange:
    """Claims that stand near one another in a document, and what is said in reply to them."""

    claims: list[RowOut] = field(default_factory=list)
    replies: list[RowOut] = field(default_factory=list)

    def goes_on_with(self, row: RowOut) -> bool:
        """Whether a further row belongs here: a reply, or another claim before any of them."""
        last = (self.replies or self.claims)[-1].evidence[0]
        here = row.evidence[0]
        near = here.document == last.document and here.start < last.end + NEAR
        return near and (is_reply(row) or not self.replies)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of an answer by two of its columns, all of them of one `against`, where that is asked."""

    against: Value
    rows: list[Value]
    columns: list[Value]
    cells: Mapping[tuple[int, int], list[RowOut]]


@dataclass(frozen=True, slots=True)
class Day:
    """What is told of a day, None for what no day is known of; `reported`: the day is the document's."""

    day: str | None
    reported: bool
    rows: list[RowOut]


def is_reply(row: RowOut) -> bool:
    """Whether it is said in reply, rather than first."""
    return row.values.get("turn") == "reply"


def exchanges(rows: Sequence[RowOut]) -> list[Exchange]:
    """Claims and their replies, as they follow one another in documents."""
    found: list[Exchange] = []
    for row in rows:
        if not found or not found[-1].goes_on_with(row):
            found.append(Exchange())
        side = found[-1].replies if is_reply(row) else found[-1].claims
        if row.evidence not in [one.evidence for one in side]:  # told once for each of those it is about
            side.append(row)
    return found


def matrices(row: str, column: str, against: str | None, rows: Sequence[RowOut]) -> list[Matrix]:
    """A matrix for each value of the column `against`, or one in all."""
    return [_matrix(row, column, some) for some in _grouped(rows, against)]


def days(column: str, rows: Sequence[RowOut]) -> list[Day]:
    """The days of an answer in their order, last what is of no known day."""
    found: dict[tuple[str | None, bool], list[RowOut]] = {}
    for row in rows:
        own = row.values.get(column)
        day = own if isinstance(own, str) else row.evidence[0].date
        reported = row.values.get("reported") is True or own is None
        found.setdefault((day, reported), []).append(row)
    made = [Day(day, reported, some) for (day, reported), some in found.items()]
    return sorted(made, key=lambda one: (one.day is None, one.day or "", one.reported))


def _matrix(row: str, column: str, group: tuple[Value, list[RowOut]]) -> Matrix:
    against, lines = group
    heads = [head for head, _ in _grouped(lines, row)]
    columns = sorted((head for head, _ in _grouped(lines, column)), key=_place)
    at = {(one, _key(head)): n for one, some in ((row, heads), (column, columns)) for n, head in enumerate(some)}
    cells: dict[tuple[int, int], list[RowOut]] = {}
    for line in lines:
        place = at[row, _key(line.values.get(row))], at[column, _key(line.values.get(column))]
        cells.setdefault(place, []).append(line)
    return Matrix(against, heads, columns, cells)


def _grouped(rows: Sequence[RowOut], column: str | None) -> list[tuple[Value, list[RowOut]]]:
    """Rows by their values in a column, in the order in which these come; without a column all together."""
    found: dict[Value, tuple[Value, list[RowOut]]] = {}
    for row in rows:
        value = row.values.get(column) if column else None
        found.setdefault(_key(value), (value, []))[1].append(row)
    return list(found.values())


def _key(value: Value) -> str | int | bool | None:
    return value.iri if isinstance(value, EntityRef) else value


def _place(head: Value) -> tuple[int, str]:
    """Statuses from what happened to what did not, others by name, nothing last."""
    if isinstance(head, EntityRef):
        return 0, head.label
    if head is None:
        return len(STATUSES) + 1, ""
    name = str(head)
    return STATUSES.index(EventStatus(name)) if name in STATUSES else len(STATUSES), name


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of an answer on a map: where it lies, and the statuses of what is told of it, if they are told."""

    place: EntityRef
    at: Point
    statuses: tuple[str, ...]

    @property
    def happened(self) -> bool:
        """Whether some of it has, or nothing is told of it that could."""
        return not self.statuses or EventStatus.ACTUAL in self.statuses


def places(rows: Sequence[RowOut]) -> list[EntityRef]:
    """The places of an answer to a question that is about where."""
    found = [row.values.get("place") for row in rows]
    return list({place.iri: place for place in found if isinstance(place, EntityRef)}.values())


def spots(rows: Sequence[RowOut], points: Mapping[str, Point]) -> list[Spot]:
    """The places of an answer of which the point is known."""
    told: dict[str, list[str]] = {}
    for row in rows:
        if isinstance(place := row.values.get("place"), EntityRef):
            told.setdefault(place.iri, []).append(str(row.values.get("status", "")))
    return [
        Spot(place, points[place.iri], tuple(one for one in STATUSES if one in told[place.iri]))
        for place in places(rows)
        if place.iri in points
    ]


VIEWS: Final[Mapping[int, tuple[str, Callable[[Sequence[RowOut]], Sequence[Any]]]]] = {
    7: ("timeline", partial(days, "due")),
    13: ("exchanges", exchanges),
    15: ("timeline", partial(days, "day")),
    17: ("matrices", partial(matrices, "place", "status", None)),
    18: ("timeline", partial(days, "day")),
    19: ("timeline", partial(days, "day")),
    23: ("matrices", partial(matrices, "official", "topic", "opponent")),
}
"""By the number of the question."""


MAPPED: Final = frozenset({17, 22})
"""Questions about where."""


def view(number: int, rows: Sequence[RowOut]) -> View | None:
    """How the answer to a question is shown beside its rows; None where these say it best."""
    if number not in VIEWS or not rows:
        return None
    macro, made = VIEWS[number]
    return View(macro, made(rows if macro == "matrices" else rows[:SHOWN]))
