"""When an order binds: the clauses on its taking effect and on its end, resolved to days by the day it was signed."""

from __future__ import annotations

import re

from graph.extract.official.dates import DURATION, Day, after, days, lasting

NOUN = r"(?:order|proclamation|directive|declaration|memorandum)"
SUBJECT = rf"(?:\b(?:this|the|said)\s+(?:\w+\s+){{0,3}}?{NOUN}|(?<=[.\n] )It|^\W{0, 9}It)\b"
SHALL = r"\s+(?:(?:shall|will|is\s+to)\s+)?"
EFFECTIVE = re.compile(
    rf"{SUBJECT}{SHALL}(?:be\s+|is\s+)?(?:hereby\s+)?(?:takes?\s+effect|becomes?\s+effective|effective|goes?\s+into\s+effect|"
    r"comes?\s+into\s+(?:force|effect))\b",
    re.IGNORECASE | re.MULTILINE,
)
LABELLED = re.compile(r"^\W{0,9}effective(?:\s+date)?\s*:", re.IGNORECASE | re.MULTILINE)
ENDING = re.compile(
    rf"{SUBJECT}(?:\s+(?:shall|will|takes?|is)\b[^.;]{{0,90}}?\band)?{SHALL}(?:automatically\s+)?"
    r"(?:(?:remains?|continues?|stays?)\s+(?:effective|in\s+(?:full\s+)?(?:force|effect)(?:\s+and\s+effect)?)|"
    r"(?:be|is)\s+(?:effective|in\s+(?:full\s+)?(?:force|effect)(?:\s+and\s+effect)?)(?=\s+(?:until|through|for)\b)|expires?|terminates?|sunsets?|"
    r"lasts?|cease\s+to\s+(?:have|be\s+in)\s+(?:effect|force))\b",
    re.IGNORECASE | re.MULTILINE,
)
DEPENDENT = re.compile(r"\b(?:of|by|under|in|to|with|from|unless|if|until|when)\s+$", re.IGNORECASE)
AT_ONCE = re.compile(
    r"\s*(?:immediately|at once|today|forthwith|upon (?:my |its )?(?:signature|signing|issuance|execution|filing)|(?:as of|on) (?:the|this) date|"
    r"on the day)",
    re.IGNORECASE,
)
STOP = re.compile(r"[.;]\s+(?=[A-Z§(“\"])|\n\s*\n|\bunless\b|\bor until\b|\bexcept\b")
LEADING = frozenset(
    "for a an period term of not to exceed more than up initial after on the date day that is at least".split()
)
REACH = 220  # code points from the verb to its day


def effective_day(text: str, body: int, signed: str | None) -> Day | None:
    """The day from which an order binds by its own words; `body`: where its body begins, `signed`: the day of signing."""
    for match in EFFECTIVE.finditer(text, body):
        if not _is_subject(text, match):
            continue
        end = _clause_end(text, match.end())
        found = _day(text, match.start(), match.end(), end, signed, at_once=True)
        if found is not None:
            return found
    for match in LABELLED.finditer(text):
        named = days(text, match.end(), min(len(text), match.end() + 60))
        if named:
            return Day(match.start(), named[0].end, named[0].iso)
    return None


def last_day(text: str, body: int, since: str | None) -> Day | None:
    """The day on which an order ends by its own words; `since`: the day from which it binds."""
    for match in ENDING.finditer(text, body):
        if _is_subject(text, match):
            found = _day(text, match.start(), match.end(), _clause_end(text, match.end()), since, at_once=False)
            if found is not None:
                return found
    return None


def _is_subject(text: str, match: re.Match[str]) -> bool:
    """Whether the order itself is what takes effect: not "the remainder of this Order"."""
    return not DEPENDENT.search(text[max(0, match.start() - 14) : match.start()])


def _clause_end(text: str, start: int) -> int:
    stop = STOP.search(text, start, min(len(text), start + REACH))
    return stop.start() if stop else min(len(text), start + REACH)


def _day(text: str, first: int, start: int, end: int, base: str | None, at_once: bool) -> Day | None:
    """The day named in `text[start:end]`, or the one that lies so long after `base`."""
    if at_once and (match := AT_ONCE.match(text, start, end)):
        return Day(first, match.end(), base) if base else None
    if named := days(text, start, end):
        return Day(first, named[0].end, named[0].iso)
    length = DURATION.search(text, start, end)
    lasts = lasting(length) if length else None
    if (
        length is None
        or lasts is None
        or base is None
        or not LEADING.issuperset(text[start : length.start()].lower().split())
    ):
        return None
    iso = after(base, lasts)
    return Day(first, length.end(), iso) if iso else None
