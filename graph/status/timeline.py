"""Timelines: from the changes that documents tell of one order to the periods in which it had each status. Pure.

The days that documents tell come first. A change of which a document does not tell the day is the one that is known
already, where there is one before that document, and else is dated by the document: it came on that day at the latest.
What is over stays over; what a weaker block adds to a stronger one is no change. What documents tell that does not fit
stands against the period that it falls in. The same changes give the same timeline, in whatever order they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.status.told import BLOCKED, IN_FORCE, OVER, Change, Kind, Period, Status, Told

_DAY = timedelta(days=1)
_ORDER = [Kind.BEGINS, Kind.EXTENDS, Kind.SETS, Kind.CONFIRMS, Kind.RESTORES]


@dataclass(slots=True)
class _Mark:
    """A status from a day on, and who says so."""

    kind: Kind
    status: Status
    day: date
    exact: bool
    grounds: list[Told] = field(default_factory=list)
    against: list[Told] = field(default_factory=list)

    @property
    def place(self) -> tuple[date, bool, int, str]:
        """Where it stands: what is over comes last on its day."""
        return self.day, self.status in OVER, _ORDER.index(self.kind), self.status


def timeline(changes: Iterable[Change]) -> tuple[Period, ...]:
    """The periods of one order, one after the other. Empty where nothing is told of when it began or ended."""
    told = sorted(changes, key=lambda c: (c.day, not c.exact, c.kind, c.status, c.told.fact))
    lives = [c for c in told if c.kind is Kind.BEGINS]
    ends = [c for c in told if c.status is Status.EXPIRED]
    extensions = [c for c in told if c.kind is Kind.EXTENDS]
    rest = [c for c in told if c not in lives and c.status is not Status.EXPIRED and c not in extensions]
    marks = _placed(rest)
    marks += _beginning(lives, marks) + _ending(ends, extensions)
    return _periods(sorted(marks, key=lambda mark: mark.place))


def _placed(changes: Sequence[Change]) -> list[_Mark]:
    """Marks for what befell the order: each day that is told, and what has no day where it can be."""
    marks: list[_Mark] = []
    for change in sorted(changes, key=lambda c: not c.exact):
        known = [m for m in marks if (m.kind, m.status) == (change.kind, change.status) and m.day <= change.day]
        same = [m for m in known if m.day == change.day] if change.exact else known
        if same:
            max(same, key=lambda m: m.day).grounds.append(change.told)
        else:
            day = change.day if change.exact else _bound(change, changes)
            marks.append(_Mark(change.kind, change.status, day, change.exact, [change.told]))
    return marks


def _bound(change: Change, others: Iterable[Change]) -> date:
    """The last day on which it can have come: before what the same document tells the day of, which is its news; a
    block before its end, where it tells the day of neither."""
    kinds = (Kind.SETS, Kind.RESTORES)
    if change.kind not in kinds or (change.kind is Kind.SETS and change.status not in BLOCKED):
        return change.day
    of_its_document = [c for c in others if c.told.document == change.told.document and c.kind in kinds]
    news = [c.day - _DAY for c in of_its_document if c.kind is not change.kind and (c.exact or c.kind is Kind.RESTORES)]
    return min([change.day, *news])


def _beginning(changes: Sequence[Change], marks: Sequence[_Mark]) -> list[_Mark]:
    """From when the order binds: its effective day, else the day of its signing, else the first report that it is."""
    said = {what: _agreed([c for c in changes if c.told.what == what]) for what in ("dateSigned", "dateEffective")}
    signed, effective = said["dateSigned"], said["dateEffective"]
    if effective and signed and signed.day < effective.day:
        signed.status = Status.PENDING
        return [signed, effective]
    if found := effective or signed:
        return [found]
    reports = [c for c in changes if c.told.what == "issuedBy"]
    if not reports or any(mark.day <= reports[0].day for mark in marks):
        return []  # when it began to bind is not known, nor whether it had before it was blocked
    return [_Mark(Kind.BEGINS, Status.IN_FORCE, reports[0].day, False, [reports[0].told])]


def _ending(ends: Sequence[Change], extensions: Sequence[Change]) -> list[_Mark]:
    """When it expires: on the day that is told, unless it has been extended by then."""
    expiry = _agreed(ends)
    marks = [_Mark(Kind.EXTENDS, Status.IN_FORCE, c.day, c.exact, [c.told]) for c in extensions]
    before = [c for c in extensions if expiry is None or c.day <= expiry.day or _had_been(c, expiry.day)]
    if not before:
        return [*marks, *([] if expiry is None else [expiry])]
    last = max((c.told.lasts for c in before if c.told.lasts), default=None)
    if last is None or any(c.told.lasts is None for c in before):
        return marks
    grounds = [c.told for c in before if c.told.lasts == last]
    return [*marks, _Mark(Kind.SETS, Status.EXPIRED, last + _DAY, True, grounds)]


def _had_been(extension: Change, end: date) -> bool:
    """Whether an order had been extended by its end, of which the story came later: it tells to which later day."""
    return not extension.exact and extension.told.lasts is not None and extension.told.lasts >= end


def _agreed(changes: Sequence[Change]) -> _Mark | None:
    """The day that most documents tell, of several the first; those that tell another stand against it."""
    by_day: dict[date, list[Change]] = defaultdict(list)
    for change in changes:
        by_day[change.day].append(change)
    if not by_day:
        return None
    day = min(by_day, key=lambda d: (-len({c.told.document for c in by_day[d]}), d))
    kind, status = changes[0].kind, changes[0].status
    against = [c.told for c in changes if c.day != day]
    return _Mark(kind, status, day, True, [c.told for c in by_day[day]], against)


def _periods(marks: Sequence[_Mark]) -> tuple[Period, ...]:
    """Marks that change the status begin a period; the others are grounds of the one that runs, or stand against it."""
    began: list[_Mark] = []
    amended = False
    for mark in marks:
        amended |= mark.status is Status.AMENDED
        now = began[-1] if began else None
        if _is_change(now, mark):
            if mark.status is Status.IN_FORCE and amended:
                mark.status = Status.AMENDED
            _contest(now, mark)
            began.append(mark)
        elif now is not None:
            (now.grounds if _agrees(now, mark) else now.against).extend(mark.grounds)
            now.against += mark.against
    ends = [*(mark.day - _DAY for mark in began[1:]), *([None] if began else [])]
    return tuple(
        Period(m.status, m.day, last, m.exact, _once(m.grounds), _once(m.against))
        for m, last in zip(began, ends, strict=True)
        if last is None or last >= m.day
    )


def _is_change(now: _Mark | None, mark: _Mark) -> bool:
    if now is None:
        return mark.kind is not Kind.CONFIRMS or mark.status is Status.IN_FORCE
    if now.status in OVER:
        return mark.kind is Kind.RESTORES and now.status is not Status.EXPIRED
    if mark.kind in (Kind.CONFIRMS, Kind.EXTENDS):
        return False
    if mark.status in BLOCKED and now.status in BLOCKED:
        return BLOCKED.index(mark.status) > BLOCKED.index(now.status)
    if mark.kind is Kind.RESTORES:
        return now.status in BLOCKED
    if mark.status is Status.AMENDED:
        return now.status is Status.IN_FORCE
    if mark.kind is Kind.BEGINS:
        return now.status is Status.PENDING
    return True


def _agrees(now: _Mark, mark: _Mark) -> bool:
    """Whether what is told goes with the status that the order has."""
    if now.status in OVER:
        return mark.status is now.status
    if mark.kind is Kind.CONFIRMS:
        return mark.status in IN_FORCE if now.status in IN_FORCE else mark.status in BLOCKED
    return True


def _contest(now: _Mark | None, mark: _Mark) -> None:
    """Two documents that tell opposite things of one day stand against each other."""
    if now is None or now.day != mark.day or not (now.exact and mark.exact) or Kind.BEGINS in (now.kind, mark.kind):
        return
    mark.against += [told for told in now.grounds if told.document not in {g.document for g in mark.grounds}]


def _once(told: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(sorted(set(told), key=lambda one: one.fact))
