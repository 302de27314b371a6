"""Days as people and programs write them, in ISO 8601; what can be read in two ways ("8/9/2025") is not guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from graph.errors import InputError

_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y%m%d")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def is_day(text: str) -> bool:
    """Whether this is a date as documents have it, `YYYY-MM-DD`."""
    return _DAY.fullmatch(text) is not None


def day(value: Any) -> str | None:
    """The day of a date, a time, or a text in one of the usual forms, e-mail's among them; None where it is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    for read in (_by_form, datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def required_day(value: Any, source: str) -> str:
    """As `day`; raises InputError where it is none."""
    if (found := day(value)) is None:
        raise InputError(source, f"has a date that is none: {value!r:.100}; write YYYY-MM-DD")
    return found


def _by_form(text: str) -> datetime:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise ValueError(text)
