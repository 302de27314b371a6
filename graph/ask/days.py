"""Days and stretches of time that a sentence names; dateparser reads what they are."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from graph.ask.sentence import Sentence

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b|\b{_MONTH} {_DAY},? \d{{4}}\b"
    rf"|\b{_DAY} (?:of )?{_MONTH},? \d{{4}}\b|\b{_MONTH},? \d{{4}}\b|\b{_MONTH} {_DAY}\b"
    rf"|\b{_DAY} (?:of )?{_MONTH}(?!\w)"
    r"|\b(?:19|20)\d\d\b|\b(?:today|tomorrow|yesterday)\b|\b(?:next|last|this) (?:week|month|year)\b",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"\b(?:next|coming|within(?: the next)?|in the next|following) (\w+) (day|week|month|year)s?\b", re.IGNORECASE
)
_BOTH: Final = re.compile(r"\s*(?:and|to|until|till|through|-|–)\s*", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\b(by|until|till|before|no later than|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_AFTER: Final = re.compile(r"\b(after|since|from|starting)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of time, from its first day to its last; None where the sentence says neither. `words` name it."""

    first: date | None
    last: date | None
    words: range


def days(asked: Sentence, today: date, numbers: Mapping[str, int]) -> Days | None:
    """The stretch of time that is named; None where none is, or several."""
    if (span := _SPAN.search(asked.text)) and (count := _count(span[1], numbers)):
        last = _after(today, count, span[2].lower())
        return Days(today, last, _words(asked, *span.span()))
    found = list(_DATE.finditer(asked.text))
    told = [days for days in (_read(one[0], today) for one in found) if days is not None]
    if not found or len(told) != len(found):
        return None
    if len(found) == 2 and _BOTH.fullmatch(asked.text[found[0].end() : found[1].start()]):
        return Days(told[0][0], told[1][1], _words(asked, found[0].start(), found[1].end()))
    return _one(asked, found[0], *told[0], today) if len(found) == 1 else None


def _one(asked: Sentence, found: re.Match[str], first: date, last: date, today: date) -> Days:
    before = asked.text[: found.start()]
    until, since = _BEFORE.search(before), _AFTER.search(before)
    start = until.start() if until else since.start() if since else found.start()
    return Days(today if until else first, None if since else last, _words(asked, start, found.end()))


def _read(text: str, today: date) -> tuple[date, date] | None:
    told = _parser(today).get_date_data(text)
    if told.date_obj is None:
        return None
    day = told.date_obj.date()
    if told.period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if told.period == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if told.period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day, day


def _parser(today: date) -> DateDataParser:
    from dateparser.date import DateDataParser  # half a second to load, and seldom needed

    at = datetime(today.year, today.month, today.day)
    return DateDataParser(languages=["en"], settings={"RELATIVE_BASE": at})


def _after(today: date, count: int, unit: str) -> date:
    told = _parser(today).get_date_data(f"in {count} {unit}s")
    return told.date_obj.date() if told.date_obj is not None else today


def _count(word: str, numbers: Mapping[str, int]) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 4 else numbers.get(word.lower())


def _words(asked: Sentence, start: int, end: int) -> range:
    inside = [n for n, word in enumerate(asked.words) if start <= word.start < end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def counts(asked: Sentence, numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The words that are numbers, and which."""
    for n, word in enumerate(asked.words):
        if (count := _count(word.folded, numbers)) is not None:
            yield n, count
