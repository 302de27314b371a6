"""By when a norm is due: the deadline that the text words, as a day of the calendar where it can be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from graph.extract.official.dates import DURATION, MONTHS, after, beside, days, iso, lasting, month_of, weekday_before
from graph.model import Document, OrderDetails

WITHIN = re.compile(
    r"(?:within|not? later than|(?P<at_most>not? more than)) (?P<next>the next )?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
HOURS = re.compile(r"(?P<amount>\d+|an?|one|two|three|four|five|six|seven|nine|ten|twelve) hours?\b", re.IGNORECASE)
FROM = re.compile(r"\b(?:of|after|from)\s+", re.IGNORECASE)
BACKWARDS = re.compile(r"\bbefore\b", re.IGNORECASE)
NOUN = r"(?:this|the) (?:\w+ ){0,3}?(?:order|proclamation|directive|declaration|memorandum)"
MADE = r"(?:date|day|issuance|signing|signature|adoption|execution|enactment)"
EFFECT = re.compile(
    rf"(?:the )?effective date of {NOUN}\b|{NOUN}['’]s effective date|"
    rf"(?:the (?:date|day) (?:on which |that )?)?{NOUN} (?:takes effect|becomes effective)",
    re.IGNORECASE,
)
ELSE = r"(?!\w|['’]s|\s+(?:is|was|being|has|takes?|becomes?|expir|ends?\b|laps|terminat|revo))"  # its end, say
SIGNING = re.compile(
    rf"(?:(?:the )?{MADE} of )?{NOUN}(?:['’]s {MADE}| (?:is|was|being) (?:signed|issued))?{ELSE}|"
    r"the date hereof\b|today\b",
    re.IGNORECASE,
)
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]}|t)?" for m in MONTHS)
YEARLESS = re.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?\b(?P<month>{_MONTH})\b\.?(?: (?P<after>\d{{1,2}})\b)?(?!,? \d{{4}})", re.IGNORECASE
)
END = re.compile(r"the end of (?:the |this )?(?P<what>\w+)(?:,? (?P<year>\d{4}))?", re.IGNORECASE)
REPEATED = re.compile(r"\b(?:any|each|every|such|whenever|upon|after|following|once)\b", re.IGNORECASE)
JUST = 60  # days: an order's deadline is hardly told ten months ahead without its year
ONE = re.compile(r"\ban?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that a deadline can count from: the order's signing and effect, and the day on which the text speaks."""

    signed: str | None = None
    effective: str | None = None
    spoken: str | None = None

    @classmethod
    def of(cls, document: Document, official: bool, details: OrderDetails | None = None) -> Calendar:
        """An official order speaks on the day of its signing, a story on its own date."""
        signed = details.signed.value if details is not None and details.signed is not None else None
        effective = details.effective.value if details is not None and details.effective is not None else None
        return cls(signed, effective, (signed if official else None) or iso(document.date))


def due(deadline: str, calendar: Calendar, once: bool) -> str | None:
    """A deadline as an ISO 8601 day, or as a duration where it counts from what has no day; None where it is neither.

    `once`: the norm is to be met once, so that "within 30 days" with nothing after it counts from the order.
    With an order signed on 2025-05-01: "within 30 days of this order" -> "2025-05-31", "within 30 days of receipt"
    -> "P30D", "by July 1" -> "2025-07-01", "within 10 business days" -> None.
    """
    counted = WITHIN.match(deadline)
    if counted is not None and (HOURS.match(counted["rest"]) or _length(counted["rest"]) is not None):
        return _counted(counted["rest"], calendar, (once and not counted["at_most"]) or counted["next"] is not None)
    named = days(deadline)
    if named:
        return named[0].iso
    span = _duration(deadline)
    return span if span is not None else _near(deadline, calendar.spoken, calendar.signed)


def is_single(action: str, condition: str | None, deadline: str) -> bool:
    """Whether a norm is met once ("Within 60 days, … submit a report"), not each time that something happens.

    A bare "within 5 days" at the action's own end counts from the case: "answer a request within 5 days".
    """
    return condition is None and deadline not in action and not REPEATED.search(action)


def _counted(rest: str, calendar: Calendar, once: bool) -> str | None:
    """ "30 days after the date of this order": the day, where it is known from when to count."""
    if BACKWARDS.search(rest):
        return None
    length, start = _length(rest), FROM.search(rest)
    base = _base(rest[start.end() :], calendar) if start else (calendar.signed or calendar.effective) if once else None
    return after(base, length) if base is not None and length is not None else _duration(rest)


def _base(since: str, calendar: Calendar) -> str | None:
    """The day that "the date of this order" or "March 1, 2025" is."""
    if EFFECT.match(since):
        return calendar.effective
    if SIGNING.match(since):
        return calendar.signed or calendar.effective
    named = days(since)
    return named[0].iso if named and not since[: named[0].start].strip() else None


def _length(text: str) -> timedelta | tuple[int, int] | None:
    found = DURATION.match(ONE.sub("one", text, count=1) if ONE.match(text) else text)
    return lasting(found) if found is not None else None


def _duration(text: str) -> str | None:
    """ "24 hours" -> "PT24H", "two weeks" -> "P14D", "a year" -> "P1Y"."""
    hours, length = HOURS.match(text), _length(text)
    if hours is not None:
        counted = _length(f"{hours['amount']} days")
        return f"PT{counted.days}H" if isinstance(counted, timedelta) else None
    if length is None:
        return None
    if isinstance(length, timedelta):
        return f"P{length.days}D"
    return f"P{length[0]}Y" if length[0] else f"P{length[1]}M"


def _near(text: str, spoken: str | None, signed: str | None) -> str | None:
    """A day told without its year, as the next one from the day on which the text speaks: "by July 1", "by Friday"."""
    if spoken is None:
        return None
    last = text.split()[-1].lower()
    if last in {"today", "tonight", "tomorrow"}:
        return after(spoken, timedelta(days=last == "tomorrow"))
    week = after(spoken, timedelta(days=6))
    weekday = weekday_before(week, last) if week is not None else None
    if weekday is not None:
        return weekday
    end = END.search(text)
    return _end(end["what"].lower(), end["year"], spoken) if end is not None else _yearless(text, spoken, signed)


def _yearless(text: str, spoken: str, signed: str | None) -> str | None:
    """The first such day from the one on which the text speaks, or one just before: "by Sept. 1", told on Sept. 3, is
    over."""
    found = YEARLESS.search(text)
    number = (found["day"] or found["after"]) if found is not None else None
    since = signed or after(spoken, timedelta(days=-JUST))
    if found is None or number is None or since is None:
        return None
    return beside(month_of(found["month"]), int(number), since, 1)


def _end(what: str, year: str | None, spoken: str) -> str | None:
    """The last day of "the year", "the month" or a month by name."""
    if what == "year":
        return f"{year or spoken[:4]}-12-31"
    if what not in MONTHS and what != "month":
        return None
    month = int(spoken[5:7]) if what == "month" else month_of(what)
    of = int(year) if year else int(spoken[:4]) + (month < int(spoken[5:7]))
    return (date(of + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()
