"""Days as orders write them: "July 16, 1974", "this twelfth day of October, two thousand twenty-two", "4/3/2020"; OCR's slips mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        range(1, 21),
        strict=True,
    )
) | {"thirtieth": 30}
_MONTH = r"(?P<month>" + "|".join(f"{m[:3]}(?:{m[3:]}|t)?" for m in MONTHS) + r")\b\.?"
_GLUED = _MONTH.replace(r"\b", "")  # "The White HouseMay 7, 1935", "October2S, 1994"
_DIGIT = "[0-9OoIlST|B]"  # what OCR makes of digits
_YEAR = rf"(?P<year>(?:[1Il][6-9]|2[0Oo]){_DIGIT}{{2}})(?![\w])"
_WORD = "|".join([*ORDINALS, "twenty", "thirty"])
_ORDINAL = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|(?:{_WORD})(?:[-\s](?:{_WORD}))?)"
_SMALL = "|".join([*TENS, *sorted(UNITS, key=len, reverse=True)])
_SPELLED = (
    r"(?P<spelled>(?:two\s+thousand|one\s+thousand\s+nine\s+hundred|nineteen(?:\s+hundred)?)"
    rf"(?:[-\s]+(?:and\s+)?(?:{_SMALL}))*)"
)
_AD = r"(?:,?\s*in\s+the\s+year(?:\s+of\s+our\s+Lord)?,?)?"
_FORMS = [
    re.compile(rf"{_GLUED}[\s.,]{{0,3}}(?P<day>{_DIGIT}{{1,2}})(?:st|nd|rd|th)?[\s.,]{{1,3}}{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<![\w.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH},?\s{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_ORDINAL}\s+day\s+of\s+{_MONTH}[,.]?{_AD}\s*(?:{_YEAR}|{_SPELLED})", re.IGNORECASE),
    re.compile(r"(?<![\d/])(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"),
    re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?![\d-])"),
]
_YEARLESS = re.compile(rf"(?<![\w.]){_MONTH}\s(?P<day>\d{{1,2}})(?!,?\s?\d)", re.IGNORECASE)
_WEEKDAY = re.compile("|".join(WEEKDAYS), re.IGNORECASE)
_HOUR = re.compile(
    r"\s*(?:(?:on|at|of|about|the|next|this|midnight|noon|\d{1,2}(?::\d\d)?|\d{0,2}[ap]\.?m\.?|"
    rf"(?:{'|'.join(WEEKDAYS)})(?=,? (?-i:[A-Z]))),?\s+)*",
    re.IGNORECASE,
)
_READ = str.maketrans("OoIlST|B", "00115118")
DURATION = re.compile(
    r"(?:(?P<word>[a-z]+(?:-[a-z]+)?)\s+)?(?:\(\s?(?P<digits>\d{1,3})\s?\)\s+|(?P<plain>\d{1,3})[-\s]+)?(?:calendar\s+|consecutive\s+)?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """`text[start:end]` names the day `iso` (YYYY-MM-DD)."""

    start: int
    end: int
    iso: str


def days(text: str, start: int = 0, end: int | None = None) -> list[Day]:
    """Every day named in a stretch of text, in order; what is no day of the calendar is left out."""
    stop = len(text) if end is None else end
    found = [day for form in _FORMS for match in form.finditer(text, start, stop) if (day := _day(match))]
    kept: list[Day] = []
    for day in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _day(match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else month_of(parts["month"])
    year = int(parts["year"].translate(_READ)) if parts.get("year") else _spelled(parts["spelled"])
    try:
        return Day(match.start(), match.end(), date(year, month, _ordinal(parts["day"])).isoformat())
    except ValueError:
        return None


def month_of(word: str) -> int:
    """The number of a month by its name or the first letters of it."""
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(word.lower()[:3]))


def _ordinal(word: str) -> int:
    """ "6th", "2S" (OCR for 25), "twenty-second". Raises ValueError where it is none."""
    plain = re.sub(r"\s?(?:st|nd|rd|th)$", "", word)
    if any(c.isdigit() for c in plain) or len(plain) <= 2:
        return int(plain.translate(_READ))
    parts = re.split(r"[-\s]", word.lower())
    return sum(ORDINALS.get(part) or TENS.get(part, 0) for part in parts)


def _spelled(words: str) -> int:
    """ "two thousand and twenty-two" -> 2022, "nineteen hundred and ninety-nine" -> 1999."""
    parts = [w for w in re.split(r"[-\s]+", words.lower()) if w not in ("and", "hundred")]
    base, rest = (1900, parts[1:]) if parts[0] == "nineteen" else (1000 * UNITS[parts[0]], parts[2:])
    if parts[0] == "one":
        base, rest = 1900, rest[1:]
    return base + sum(TENS.get(part) or UNITS.get(part, 0) for part in rest)


def lasting(match: re.Match[str]) -> timedelta | tuple[int, int] | None:
    """How long a DURATION match lasts: a timedelta, or (years, months); None where it has no number."""
    digits = match["digits"] or match["plain"]
    amount = int(digits) if digits else _amount(match["word"] or "")
    if not amount:
        return None
    unit = match["unit"].lower()
    if unit in ("day", "week"):
        return timedelta(days=amount * (7 if unit == "week" else 1))
    return (amount, 0) if unit == "year" else (0, amount)


def _amount(word: str) -> int:
    parts = word.lower().split("-")
    return sum(TENS.get(part) or UNITS.get(part, 0) for part in parts)


def after(iso: str, length: timedelta | tuple[int, int]) -> str | None:
    """The day that lies `length` after a day; the month's last where it has no such day."""
    day = date.fromisoformat(iso)
    try:
        if isinstance(length, timedelta):
            return (day + length).isoformat()
        months = day.month - 1 + length[1]
        year, month = day.year + length[0] + months // 12, months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month, min(day.day, last)).isoformat()
    except (ValueError, OverflowError):
        return None


def iso(day: str | None) -> str | None:
    """A day as ISO 8601 writes it, where a string is one."""
    try:
        return date.fromisoformat(day or "").isoformat()
    except ValueError:
        return None


def weekday_before(iso: str, name: str) -> str | None:
    """The last day of that name on or before a day: "on Friday" in a story of Saturday; None for what is no weekday."""
    if name.lower() not in WEEKDAYS:
        return None
    day = date.fromisoformat(iso)
    return (day - timedelta(days=(day.weekday() - WEEKDAYS.index(name.lower())) % 7)).isoformat()


def recent(text: str, start: int, end: int, published: str) -> Day | None:
    """The first day that a stretch tells without a year, "Feb. 5": the last such on or before the day of publication."""
    for match in _YEARLESS.finditer(text, start, end):
        if (iso := beside(month_of(match["month"]), int(match["day"]), published, -1)) is not None:
            return Day(match.start(), match.end(), iso)
    return None


def told_at(text: str, start: int, published: str, way: int) -> Day | None:
    """The day that a stretch begins with, after an hour: "Sunday", "11:59 p.m. on Sunday, April 4", "March 31, 2025".

    `way`: where a day without a year or date lies, by the day of publication: -1 before it, 1 after it, 0 the nearest.
    """
    lead = _HOUR.match(text, start)
    at = lead.end() if lead is not None else start
    whole = next((day for day in days(text, at, min(len(text), at + 24)) if day.start == at), None)
    if whole is not None:
        return whole
    if (named := _YEARLESS.match(text, at)) is not None:
        iso = beside(month_of(named["month"]), int(named["day"]), published, way)
        return None if iso is None else Day(at, named.end(), iso)
    if (weekday := _WEEKDAY.match(text, at)) is None:
        return None
    since = published if way < 0 else after(published, timedelta(days=6))
    iso = weekday_before(since, weekday.group()) if since is not None else None
    return None if iso is None else Day(at, weekday.end(), iso)


def beside(month: int, number: int, day: str, way: int) -> str | None:
    """The day of that month and number next to a day: the last up to it (`way` -1), the first from it (1), the nearest (0)."""
    found = []
    for year in range(int(day[:4]) - 1, int(day[:4]) + 2):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    here = date.fromisoformat(day)
    fitting = [d for d in found if (d - here).days * way >= 0]
    return min(fitting, key=lambda d: abs((d - here).days)).isoformat() if fitting else None


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch, as code points, without the white space around them; empty ones left out."""
    for match in re.finditer(r"[^\n]+", text[start:end]):
        body = match.group()
        first = start + match.start() + len(body) - len(body.lstrip())
        if body.strip():
            yield first, first + len(body.strip())
