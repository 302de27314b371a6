"""Changes: what each thing that a document tells does to an order's status, by the tables effects.csv and words.toml.

Of the rows of effects.csv that fit who acts and what is done, the one counts whose words stand first in the evidence:
"struck down the order that suspended the ban" is about striking down. A row without words takes what is left.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from operator import itemgetter
from pathlib import Path

from graph.status.days import day_told
from graph.status.told import BLOCKED, Change, Kind, Status, Told

_HERE = Path(__file__).parent
_NEXT = timedelta(days=1)


def changes(told: Iterable[Told]) -> Iterator[Change]:
    """The changes that are told: none for what changes nothing, or what no day can be given."""
    for one in told:
        if one.what in _BEGINNINGS:
            yield from _begins(one)
        elif one.what == "dateExpiring":
            yield from _ends(one)
        elif (effect := effect_of(one)) is not None:
            yield from _changed(one, effect)


def _begins(one: Told) -> Iterator[Change]:
    day = one.day or (one.published if one.what == "issuedBy" else None)
    if day is not None:
        yield Change(Kind.BEGINS, Status.IN_FORCE, day, one.day is not None, one)


def _ends(one: Told) -> Iterator[Change]:
    """The day after its last one; an order that "was extended through May 15" was so by the day of that story."""
    if one.day is not None and one.published is not None and _pattern(_words()["longer"]["words"]).search(one.words):
        yield Change(Kind.EXTENDS, Status.IN_FORCE, one.published, False, replace(one, lasts=one.day))
    elif one.day is not None:
        yield Change(Kind.SETS, Status.EXPIRED, one.day + _NEXT, True, one)


def _changed(one: Told, effect: str) -> Iterator[Change]:
    exact = one.takes or one.day or (day_told(one.words, one.published) if one.what not in _LINKS else None)
    if (day := exact or one.published) is not None:
        kind, status = _KINDS.get(effect) or (Kind.SETS, _in_part(Status(effect), one))
        yield Change(kind, status, day, exact is not None, one)


_BEGINNINGS = ("dateSigned", "dateEffective", "issuedBy")
_KINDS = {
    "restores": (Kind.RESTORES, Status.IN_FORCE),
    "upholds": (Kind.CONFIRMS, Status.IN_FORCE),
    "confirms": (Kind.CONFIRMS, Status.BLOCKED),
    "extends": (Kind.EXTENDS, Status.IN_FORCE),
}
_LINKS = ("revokes", "amends")


def _in_part(status: Status, one: Told) -> Status:
    """Blocked or revoked, but not as a whole."""
    if not _pattern(_words()["part"]["words"]).search(one.words):
        return status
    if status in BLOCKED:
        return Status.BLOCKED_IN_PART
    return Status.AMENDED if status is Status.REVOKED and one.what == "revokes" else status


@dataclass(frozen=True, slots=True)
class Effect:
    """A row of effects.csv: `by` and `words` find the actor's and the deed's words; None fits any."""

    what: str
    by: re.Pattern[str] | None
    words: re.Pattern[str] | None
    effect: str


@cache
def effects() -> tuple[Effect, ...]:
    """The rows, in their order."""
    with (_HERE / "effects.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Effect(
                row["what"],
                _pattern(_words()["by"][row["by"]]) if row["by"] else None,
                _pattern(row["words"]) if row["words"] else None,
                row["effect"],
            )
            for row in csv.DictReader(file)
        )


def effect_of(one: Told) -> str | None:
    """What it does to an order's status, by the first words that tell it; None where it does nothing."""
    actor = " | ".join(one.by) or one.words
    fitting = [e for e in effects() if e.what == one.what and (e.by is None or e.by.search(actor))]
    found = [(match.start(), e.effect) for e in fitting if e.words and (match := e.words.search(one.words))]
    return min(found, key=itemgetter(0))[1] if found else next((e.effect for e in fitting if e.words is None), None)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """A pattern that finds any of these words, whole."""
    listed = "|".join(re.escape(word).replace("_", r"\s+") for word in words.split())
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
