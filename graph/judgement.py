"""Judgements: what people have said of what was read, which outranks whatever the rules say.

    same, different     of two things: whether they are one
    not-an-entity       of a thing: it is none
    wrong, right        of a fact
    corrected           of a fact, or of how a thing is called: one field has another value
    undo                of another judgement: it is taken back

A judgement holds on to nothing that may change: it names what it speaks of by anchors, the words in their place, so
that it is in force again after another reading, in another ledger, and when a document comes back.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from graph.model import EntityType
from graph.slug import fingerprint

DIGITS = 16  # hexadecimal, of a judgement's id
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Kind(StrEnum):
    """What is judged."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_AN_ENTITY = "not-an-entity"
    WRONG = "wrong"
    RIGHT = "right"
    CORRECTED = "corrected"
    UNDO = "undo"


class State(StrEnum):
    """What a judgement does in a ledger."""

    IN_FORCE = "in force"
    IDLE = "idle"
    UNDONE = "undone"


class Family(StrEnum):
    """The facts of a record; `detail` is one of an order's form (its number, the day it was signed)."""

    RELATION = "relation"
    PROVISION = "provision"
    STATEMENT = "statement"
    EVENT = "event"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """An anchor of an entity: where a document mentions it and in which words, and what the record called it."""

    document: str
    start: int
    end: int
    quote: str
    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that is judged, by mentions of it; `path` is what it was called then, for showing."""

    path: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An anchor of a fact: where it was read, in which words, and what it says: its kind and its parties' names."""

    document: str
    family: Family
    start: int
    end: int
    quote: str
    content: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """The value that a field should have: a text, an entity (`thing`), or none at all."""

    field: str
    value: str | None = None
    thing: Mention | None = None


@dataclass(frozen=True)
class Judgement:
    """One judgement: who made it, when (`at`, ISO 8601 in UTC), and why. `undoes` is the id of another one.

    `again` tells one that is made once more, after the first was undone, from the first.
    """

    kind: Kind
    who: str
    at: str
    why: str = ""
    one: Subject | None = None
    other: Subject | None = None
    fact: Said | None = None
    correction: Correction | None = None
    undoes: str | None = None
    again: int = 0

    @cached_property
    def content(self) -> str:
        """All of it as JSON, always the same for the same judgement."""
        known = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(known, ensure_ascii=False, sort_keys=True)

    @cached_property
    def id(self) -> str:
        """What it is called everywhere: 16 hexadecimal digits of a hash of its content."""
        return fingerprint(self.content, DIGITS)

    @property
    def sides(self) -> tuple[tuple[Mention, ...], ...]:
        """The mentions of the things that it speaks of."""
        return tuple(subject.mentions for subject in (self.one, self.other) if subject is not None)

    @property
    def line(self) -> str:
        """One line of JSON, to travel."""
        return json.dumps({"id": self.id} | json.loads(self.content), ensure_ascii=False)

    @classmethod
    def read_line(cls, line: str) -> Judgement:
        """The judgement that a line holds. Raises ValueError where it holds none, or one that was changed since."""
        told = json.loads(line)
        if not isinstance(told, dict):
            raise ValueError("is no judgement: not a JSON object")
        id_ = told.pop("id", None)
        found = cls.read(json.dumps(told))
        if id_ not in (None, found.id):
            raise ValueError(f"was changed on its way: its id should be {found.id}, not {id_}")
        return found

    @classmethod
    def read(cls, content: str) -> Judgement:
        """The judgement that has this content. Raises ValueError where it is none."""
        try:
            return _judgement(json.loads(content))
        except (AttributeError, KeyError, OverflowError, TypeError, RecursionError) as error:
            raise ValueError(f"is no judgement: {error!r}") from error


NEEDS = {
    Kind.SAME: {"one", "other"},
    Kind.DIFFERENT: {"one", "other"},
    Kind.NOT_AN_ENTITY: {"one"},
    Kind.WRONG: {"fact"},
    Kind.RIGHT: {"fact"},
    Kind.CORRECTED: {"correction"},
    Kind.UNDO: {"undoes"},
}
"""What a judgement of each kind speaks of; a correction of a fact or of a thing, too."""


def _judgement(told: dict[str, Any]) -> Judgement:
    kind = Kind(told.pop("kind"))
    spoken = {name for name in ("one", "other", "fact", "correction", "undoes") if told.get(name)}
    of = spoken & {"one", "fact"} if kind is Kind.CORRECTED else set[str]()
    if spoken != NEEDS[kind] | of or (kind is Kind.CORRECTED and len(of) != 1):
        raise ValueError(f"a judgement {kind.value!r} does not speak of {', '.join(sorted(spoken)) or 'nothing'}")
    for name in ("one", "other"):
        told[name] = _subject(told[name]) if name in told else None
    told["fact"] = _said(told["fact"]) if "fact" in told else None
    told["correction"] = _correction(told["correction"]) if "correction" in told else None
    for name in ("who", "at", "why", "undoes"):
        if not isinstance(told.get(name, ""), str):
            raise ValueError(f"{name} must be text, not {told[name]!r}")
    if not _MOMENT.fullmatch(told["at"]) or not told["who"].strip() or not isinstance(told.get("again", 0), int):
        raise ValueError("needs who judged, and when: 2026-11-27T12:00:00Z")
    return Judgement(kind, **told)


def _subject(told: dict[str, Any]) -> Subject:
    found = tuple(_mention(mention) for mention in told["mentions"])
    if not found:
        raise ValueError("a thing without a mention")
    return Subject(str(told["path"]), found)


def _mention(told: dict[str, Any]) -> Mention:
    quote, name, kind = str(told["quote"]), str(told["name"]), EntityType(told["type"])
    return Mention(str(told["document"]), int(told["start"]), int(told["end"]), quote, name, kind)


def _said(told: dict[str, Any]) -> Said:
    content = tuple((str(name), str(value)) for name, value in told["content"])
    place = (int(told["start"]), int(told["end"]), str(told["quote"]))
    return Said(str(told["document"]), Family(told["family"]), *place, content)


def _correction(told: dict[str, Any]) -> Correction:
    thing, value = told.get("thing"), told.get("value")
    if not isinstance(value, str | None):
        raise ValueError(f"value must be text, not {value!r}")
    return Correction(str(told["field"]), value, _mention(thing) if thing else None)
