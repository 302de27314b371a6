"""Days as news tells them, by the day of the story: "on Tuesday", "yesterday", "Oct. 9", "April 22, 2025"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(
    r"\b(?:(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?P<now>today|tonight|this (?:morning|afternoon|evening)|yesterday)"
    r"|(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d))?)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:last|earlier|previous|signed|issued|of|dated|his|her|its|their|until|till|through|by)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|,?\s*and)\s*(?:on\s+)?", re.IGNORECASE)
_DATELINE = re.compile(r"^[^\n]{0,60}?\b\d{4}\s*(?:\([A-Z]+\)\s*)?[-–—:]\s+")


def day_told(words: str, published: date | None) -> date | None:
    """The one day that a clause names, never after the story's; None where it names none, or two."""
    body, found, aside = _DATELINE.sub("", words), set[date](), -1
    for match in _WORD.finditer(body):
        if _BEFORE.search(body, 0, match.start()) or (aside >= 0 and _AND.fullmatch(body, aside, match.start())):
            aside = (
                match.end()
            )  # the day of another thing, and so is what it is joined with: "signed May 31 and June 24"
        elif (day := _day(match, published)) is not None:
            found.add(day)
    told = found.pop() if len(found) == 1 else None
    return None if told is None or (published is not None and told > published) else told


def _day(match: re.Match[str], published: date | None) -> date | None:
    if match["month"] and match["year"]:
        return _of_calendar(int(match["year"]), match)
    if published is None:
        return None
    if match["weekday"]:
        return published - timedelta(days=(published.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7)
    if match["now"]:
        return published - timedelta(days=match["now"].lower() == "yesterday")
    this_year = _of_calendar(published.year, match)
    return this_year if this_year is None or this_year <= published else _of_calendar(published.year - 1, match)


def _of_calendar(year: int, match: re.Match[str]) -> date | None:
    try:
        return date(year, _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))
    except ValueError:
        return None
