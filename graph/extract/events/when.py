"""When an event happened or is to happen, as its clause tells: an ISO 8601 day, week, month or year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from spacy.tokens import Span, Token

from graph.extract.official.dates import MONTHS, WEEKDAYS, after, beside, days, iso, month_of, weekday_before
from graph.extract.reading import EventDraft, Reading
from graph.model import EventStatus

FORESEEN = frozenset({EventStatus.PLANNED, EventStatus.THREATENED, EventStatus.HYPOTHETICAL})
ADVERBIAL = frozenset({"npadvmod", "advmod", "prep", "nmod", "poss", "compound"})
SHARED = frozenset({"conj", "xcomp", "advcl"})  # verbs that happen when the verb does on which they hang
STEPS = 4
LIGHT = frozenset("file hold issue make bring launch stage win lodge cast".split())  # "filed a lawsuit *Monday*"
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]}|t)?" for m in MONTHS)
_DAY = "|".join(WEEKDAYS)
_LEAD = re.compile(r"(?:(?:on|in|during|at|earlier|later|early|late|just|only|around|back|the)\s+)*", re.IGNORECASE)
_DATED = re.compile(rf"(?:{_DAY}),?\s+(?=(?:{_MONTH})\b\.?\s+\d)", re.IGNORECASE)  # "*Monday,* Feb. 9"
_PART = re.compile(r"(?:['’]s)?\s+(?:night|morning|afternoon|evening)\b", re.IGNORECASE)
_MORE = re.compile(  # what makes another time of it: "March *of last year*", "March 3 *and 4, 2024*"
    r"\s+of\s+(?:\d{4}\b|(?:last|next|this)\s+(?:week|month|year)\b)|(?:,| and| or| to)\s[^.;]{0,14}?\b(?:19|20)\d\d\b"
    r"|\s+(?:last|next)\s+week\b|\s+an?\s+(?:week|month|year)\s+ago\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1} | {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_AWAY = {"yesterday": -1, "last night": -1, "tomorrow": 1}  # days; "today", "tonight", "this morning": 0
Found = Callable[[re.Match[str], str | None, int], str | None]


def when(reading: Reading, event: EventDraft, clause: Span) -> str | None:
    """ "2026-03-02" for "sued on Monday" in a story of March 3, 2026; None where the clause tells no time."""
    way = 1 if event.status in FORESEEN else -1
    published = iso((reading.document.date or "")[:10])
    for token in _hints(clause.root, way > 0):
        head = next((c for c in token.children if c.dep_ == "pobj"), token)
        found = told(reading.document.text, token.left_edge.idx, head.idx, published, way)
        if found is not None and not (way < 0 and _later(found, published)):
            return found
    return None


def _later(time: str, published: str | None) -> bool:
    """Whether a time lies after the story, which tells it as past: a ban on drilling *in 2030*."""
    return published is not None and "W" not in time and time > published[: len(time)]


def _hints(verb: Token, foreseen: bool) -> Iterator[Token]:
    """What may tell the time of a verb or noun: what hangs on it, then on the verb whose time it shares. Of what is
    foreseen, what hangs on it or follows it: "vowed on Monday to sue *in June*"."""
    planned = next((c for c in verb.children if foreseen and c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
    if planned is not None and not any(c.lower_ in {"will", "’ll", "'ll"} for c in verb.lefts):
        after_it = (c for c in verb.rights if c.i > planned.i)
        yield from (c for c in (*planned.children, *after_it) if c.dep_ in ADVERBIAL)
        return
    for _ in range(STEPS):
        yield from (c for c in verb.children if c.dep_ in ADVERBIAL)
        objects = (c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in LIGHT)
        yield from (c for o in objects for c in o.rights if c.dep_ in ADVERBIAL)
        if not _shares(verb):
            return
        verb = verb.head


def _shares(verb: Token) -> bool:
    """Whether a verb happens when the one does on which it hangs: "sued on Monday and *urged*", not "and has urged"."""
    if verb.dep_ == "advcl":  # "after it vetoed the bill"
        return bool(verb.tag_ == "VBG" and verb.i > verb.head.i)
    if verb.dep_ == "conj" and any(c.lemma_ in {"have", "will"} and c.dep_ == "aux" for c in verb.lefts):
        return False
    return verb.dep_ in SHARED and not any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > verb.head.i for c in verb.lefts)


def told(text: str, start: int, head: int, published: str | None, way: int) -> str | None:
    """The time that a phrase is which begins at `start` and has its head word at `head`. `way`: where what has no year
    or number lies, -1 before the day of publication, 1 after it."""
    at = start
    for skipped in (_LEAD, _DATED):
        found = skipped.match(text, at)
        at = found.end() if found is not None else at
    whole = next((day for day in days(text, at, min(len(text), at + 30)) if day.start == at), None)
    if whole is not None:
        return whole.iso if start <= head < whole.end else None
    for form, reads in FORMS:
        match = form.match(text, at)
        if match is not None:
            part = _PART.match(text, match.end())
            within = start <= head < (match.end() if part is None else part.end())  # "at the 2000 block" is none
            vague = _MORE.match(text, match.end()) and not match.groupdict().get("year")
            return reads(match, published, way) if within and not vague else None
    return None


def _of_month(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "March 3", "March 2019", "last March"."""
    month = month_of(match["month"])
    which = (match.groupdict().get("which") or "").lower()
    way = {"last": -1, "next": 1}.get(which, way)
    if match["year"]:
        return f"{match['year']}-{month:02}"
    if published is None:
        return None
    if match["day"]:
        return beside(month, int(match["day"]), published, way)
    year, now = int(published[:4]), int(published[5:7])
    if way < 0:
        year -= month > now or (month == now and which == "last")
    else:
        year += month < now or (month == now and which == "next")
    return f"{year}-{month:02}"


def _of_weekday(match: re.Match[str], published: str | None, way: int) -> str | None:
    """ "Monday", "last Monday", "next Friday"."""
    if published is None:
        return None
    which = (match["which"] or "").lower()
    ahead = way > 0 and which not in ("last", "past")
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
    """The day, week, month or year that lies so many of them away; None beyond the calendar."""
    months = day.year * 12 + day.month - 1 + away * {"year": 12, "month": 1}.get(unit, 0)
    if not date.min.year <= months // 12 <= date.max.year:
        return None
    if unit in ("year", "month"):
        return f"{months // 12:04}" + ("" if unit == "year" else f"-{months % 12 + 1:02}")
    there = after(day.isoformat(), timedelta(days=away * (7 if unit == "week" else 1)))
    if there is None or unit == "day":
        return there
    year, week, _ = date.fromisoformat(there).isocalendar()
    return f"{year:04}-W{week:02}"


def _of_year(match: re.Match[str], published: str | None, way: int) -> str | None:
    return match["year"]


_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-\d])"
FORMS: tuple[tuple[re.Pattern[str], Found], ...] = tuple(
    (re.compile(form, re.IGNORECASE), reads)
    for form, reads in (
        (
            rf"(?:(?P<which>last|this|next)\s+)?(?P<month>{_MONTH})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?"
            rf"(?:,?\s+{_YEAR})?",
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
