"""When an event happened or is to happen, as its clause tells: an ISO 8601 day, week, month or year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from graph.extract.official.dates import MONTHS, WEEKDAYS, after, beside, days, month_of, weekday_before
from graph.extract.reading import EventDraft, Reading
from graph.model import EventStatus

FORESEEN = frozenset({EventStatus.PLANNED, EventStatus.THREATENED, EventStatus.HYPOTHETICAL})
ADVERBIAL = frozenset({"npadvmod", "advmod", "prep", "nmod", "poss", "compound"})
SHARED = frozenset({"conj", "xcomp", "advcl"})  # verbs that happen when the verb does on which they hang
STEPS = 4
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]}|t)?" for m in MONTHS)
_DAY = "|".join(WEEKDAYS)
_PART = r"(?:(?:early|late) (?:on |in )?)?"
_LEAD = re.compile(
    rf"(?:(?:on|in|during|at|earlier|later|early|late|just|only|about|around|back|of|the)\s+)*{_PART}", re.IGNORECASE
)
_NUMBERS = {"a": 1, "an": 1} | {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_AWAY = {"yesterday": -1, "last night": -1, "tomorrow": 1}  # days; "today", "tonight", "this morning": 0
Found = Callable[[re.Match[str], str | None, int], str | None]


def when(reading: Reading, event: EventDraft) -> str | None:
    """ "2026-03-02" for "sued on Monday" in a story of March 3, 2026; None where the clause tells no time."""
    span = reading.doc.char_span(event.start, event.end, alignment_mode="expand")
    if span is None:
        return None
    way = 1 if event.status in FORESEEN else -1
    published = _iso(reading.document.date)
    for token in _hints(span.root, way > 0):
        found = told(reading.document.text, token.left_edge.idx, published, way)
        if found is not None:
            return found
    return None


def _hints(verb: Token, foreseen: bool) -> Iterator[Token]:
    """What may tell the time of a verb or noun: what hangs on it ("plans *to sue in June*": on what is foreseen), then
    on the verb whose time it shares."""
    for planned in (c for c in verb.children if foreseen and c.dep_ == "xcomp" and c.pos_ == "VERB"):
        yield from (c for c in planned.children if c.dep_ in ADVERBIAL)
    for _ in range(STEPS):
        yield from (c for c in verb.children if c.dep_ in ADVERBIAL)
        objects = (c for c in verb.children if c.dep_ in {"dobj", "attr", "nsubjpass"})  # "filed a lawsuit Monday"
        yield from (c for o in objects for c in o.children if c.dep_ in ADVERBIAL and c.i > o.i)
        if verb.dep_ not in SHARED or any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > verb.head.i for c in verb.lefts):
            return
        verb = verb.head


def told(text: str, start: int, published: str | None, way: int) -> str | None:
    """The time that a stretch begins with. `way`: where what has no year or number lies, -1 before the day of
    publication, 1 after it."""
    lead = _LEAD.match(text, start)
    at = lead.end() if lead is not None else start
    whole = next((day for day in days(text, at, min(len(text), at + 40)) if day.start - at <= 12), None)
    if whole is not None and (whole.start == at or re.fullmatch(rf"(?:{_DAY}),?\s+", text[at : whole.start], re.I)):
        return whole.iso
    for form, reads in FORMS:
        match = form.match(text, at)
        if match is not None:
            return reads(match, published, way)
    return None


def _of_month(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "March 3", "March 2019", "last March"."""
    month = month_of(match["month"])
    if match["year"]:
        return f"{match['year']}-{month:02}"
    if published is None:
        return None
    if match["day"]:
        return beside(month, int(match["day"]), published, way)
    year, now = int(published[:4]), int(published[5:7])
    if way < 0:
        year -= month > now
    else:
        year += month < now
    return f"{year}-{month:02}"


def _of_weekday(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "Monday", "last Monday", "next Friday", "this Friday"."""
    if published is None:
        return None
    which = (match["which"] or "").lower()
    ahead = which in ("next", "this") or (way > 0 and which not in ("last", "past"))
    days_on = {"next": 7, "last": -1, "past": -1}.get(which, 6 if ahead else 0)
    since = after(published, timedelta(days=days_on))
    return None if since is None else weekday_before(since, match["weekday"])


def _of_day(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "today", "yesterday", "last night", "this morning"."""
    away = _AWAY.get(match.group().lower(), 0)
    return None if published is None else after(published, timedelta(days=away))


def _of_span(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "last week", "this month", "next year"."""
    if published is None:
        return None
    away = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return _unit(date.fromisoformat(published), match["unit"].lower(), away)


def _ago(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "three days ago", "two weeks ago", "a year ago"."""
    amount = match["amount"].lower()
    number = int(amount) if amount.isdigit() else _NUMBERS[amount]
    return None if published is None else _unit(date.fromisoformat(published), match["unit"].lower(), -number)


def _unit(day: date, unit: str, away: int) -> str | None:
    """The day, week, month or year that lies so many of them away."""
    if unit == "year":
        return f"{day.year + away:04}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + away
        return f"{months // 12:04}-{months % 12 + 1:02}"
    there = day + timedelta(days=away * (7 if unit == "week" else 1))
    if unit == "day":
        return there.isoformat()
    year, week, _ = there.isocalendar()
    return f"{year:04}-W{week:02}"


def _of_year(match: re.Match[str], published: str | None, way: int) -> str | None:
    return match["year"]


_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-\d])"
FORMS: tuple[tuple[re.Pattern[str], Found], ...] = tuple(
    (re.compile(form, re.IGNORECASE), reads)
    for form, reads in (
        (
            rf"(?:(?:last|this|next) )?(?P<month>{_MONTH})\b\.?(?: (?P<day>\d{{1,2}})\b(?!,? \d{{4}}))?(?:,? {_YEAR})?",
            _of_month,
        ),
        (rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH})\b\.?(?:,? {_YEAR})?", _of_month),
        (rf"(?:(?P<which>last|this|next|past) )?(?P<weekday>{_DAY})\b", _of_weekday),
        (r"(?:today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening))\b", _of_day),
        (r"(?P<which>last|this|next) (?P<unit>week|month|year)\b(?!['’]s)", _of_span),
        (rf"(?P<amount>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<unit>day|week|month|year)s? ago\b", _ago),
        (_YEAR, _of_year),
    )
)


def _iso(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day or "").isoformat()
    except ValueError:
        return None
