"""Days: when an order was signed, as far as what it is called tells: "the Oct. 7 order", "Wu's 2023 executive order".

A day is ISO 8601, cut where no more is told: `2023-10-07`, `2023-10`, `2023`. Two such fit where one begins the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "Jan(?:uary|\\.)|Feb(?:ruary|\\.)|Mar(?:ch|\\.)|Apr(?:il|\\.)|May|June?|July?|Aug(?:ust|\\.)|Sept?(?:ember|\\.)"
    "|Oct(?:ober|\\.)|Nov(?:ember|\\.)|Dec(?:ember|\\.)"
)
_DAY = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}}) )?(?P<month>{_NAMES})(?: (?P<after>\d{{1,2}})\b(?!,?\d))?"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    r"|\b(?P<bare>(?:19|20)\d\d)\b(?![-./]\d)"
)


def told(names: Iterable[str], published: str | None) -> str | None:
    """The first day, month or year that names tell; one without a year is the last before the document's day."""
    return next((day for name in names if (day := _told(name, published))), None)


def fit(one: str, other: str) -> bool:
    """Whether two days, each perhaps cut, can be the same."""
    return one.startswith(other) or other.startswith(one)


def is_whole(day: str) -> bool:
    """Whether a day is told to the day."""
    return len(day) == len("2023-10-07")


def apart(one: str, other: str) -> int | None:
    """How many days lie between two; None where one of them is cut."""
    if not (is_whole(one) and is_whole(other)):
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _told(name: str, published: str | None) -> str | None:
    match = _DAY.search(name)
    if match is None:
        return None
    if match["bare"]:
        return match["bare"]
    number = int(match["before"] or match["after"] or 0)
    if match["month"] == "May" and not (number or match["year"]):
        return None
    rest = f"{_MONTHS.index(match['month'][:3].lower()) + 1:02}" + (f"-{number:02}" if 0 < number < 32 else "")
    if match["year"]:
        return f"{match['year']}-{rest}"
    if published is None:
        return None
    year = int(published[:4])
    return f"{year if f'{year}-{rest}' <= published else year - 1}-{rest}"
