"""Who held an office on a day: for orders that say only "me as Mayor of Troy", and names that OCR blurred."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.extract.lexicon import rows

_PLACE = re.compile(r"^(?:the\s+)?(?:(?:city|state|commonwealth)\s+of\s+)?(?P<place>.*)$", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(
    r"\b(?:CITY|STATE|COMMONWEALTH)\s+OF\s+(?P<place>[A-Z]\w+(?:\s[A-Z]\w+){0,2}?)\s+(?:EXECUTIVE\s+)?OFFICE\s+OF\s+THE\s+"
    r"(?P<office>MAYOR|GOVERNOR)\b",
    re.IGNORECASE,
)
ALIKE = 0.6  # "Michael R. B,Jcbmberg" is like Michael R. Bloomberg by 0.82, other mayors’ names by 0.5 at most


@dataclass(frozen=True, slots=True)
class Office:
    """`text[start:end]` names the office: a kind ("mayor") and, where it is told, a place that `first` is before."""

    start: int
    end: int
    kind: str
    place: str
    first: int = 0


def office_named(start: int, written: str) -> Office:
    """The office that is written at `start`: "Mayor of the City of New York" is a mayor's, of New York."""
    kind, _, of = re.sub(r"\s+", " ", written).partition(" of ")
    match = _PLACE.match(of)
    return Office(start, start + len(written), kind.lower(), match["place"] if match else "", start)


def office_above(text: str, end: int) -> Office | None:
    """The office whose paper it is, by the letterhead, which ends at `end`: "CITY OF TROY / OFFICE OF THE MAYOR"."""
    match = _HEAD.search(text, 0, end)
    if match is None:
        return None
    place = re.sub(r"\s+", " ", match["place"])
    return Office(match.start("office"), match.end("office"), match["office"].lower(), place, match.start("place"))


def holder(office: Office, iso: str) -> str | None:
    """Who held an office on a day (ISO 8601); None where the table does not say."""
    place = office.place.casefold() or ("united states" if office.kind == "president" else "")
    for row in rows("holders"):
        same = row["office"] == office.kind and f"{place} ".startswith(row["place"].casefold() + " ")
        if same and row["since"] <= iso < row["until"]:
            return row["name"]
    return None


def president(iso: str) -> str | None:
    """Who was President of the United States on a day (ISO 8601); None before 1897."""
    return holder(Office(0, 0, "president", ""), iso)


def signatory(number: int) -> str | None:
    """Which President of the United States an executive order of that number is of; None before 1933."""
    series = [row for row in rows("holders") if row["first_order"] and int(row["first_order"]) <= number]
    return series[-1]["name"] if series else None


def in_office(name: str, iso: str) -> bool | None:
    """Whether somebody of that name held one of the offices on a day, or in a year (YYYY); None for other people."""
    last = name.split()[-1:]
    held = [row for row in rows("holders") if row["name"].split()[-1:] == last and alike(name, row["name"])]
    if not held:
        return None
    return any(row["since"][: len(iso)] <= iso <= row["until"] for row in held)


def alike(written: str, name: str) -> bool:
    """Whether what is written is the name, sharp or blurred: "Erie Adams" is Eric Adams."""
    return SequenceMatcher(None, written.casefold(), name.casefold()).ratio() >= ALIKE
