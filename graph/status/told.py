"""What documents tell of an order's status, and what it comes to: the types of graph/status, in order of appearance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What an order can be; the local names of the ontology's concepts, which say which is a kind of which."""

    PENDING = "pending"
    IN_FORCE = "inForce"
    AMENDED = "amended"
    BLOCKED_IN_PART = "blockedInPart"
    STAYED = "stayed"
    BLOCKED = "blocked"
    STRUCK_DOWN = "struckDown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


IN_FORCE = (Status.IN_FORCE, Status.AMENDED)
BLOCKED = (Status.BLOCKED_IN_PART, Status.STAYED, Status.BLOCKED, Status.STRUCK_DOWN)  # the weaker first
OVER = (Status.EXPIRED, Status.REVOKED, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of one document. IRIs: `fact`, `document`, `evidence`, `other`.

    `what` is its predicate (dateSigned, issuedBy, revokes, amends) or its PLOVER type, which "ruling" stands before
    where it befalls a ruling. `day` is a particular's value or the event's own day, `published` the document's; `words`
    the evidence's text; `by` the names of the actor, as that document has them. `other` is the order that revokes or
    amends this one, `takes` the day from which it does so, `lasts` the last day to which it extends it.
    """

    fact: str
    what: str
    document: str
    evidence: str
    words: str
    day: date | None = None
    published: date | None = None
    by: tuple[str, ...] = ()
    other: str | None = None
    takes: date | None = None
    lasts: date | None = None


class Kind(StrEnum):
    """What a change does: begin the order's life, set a status, restore or confirm one, or extend the order's life."""

    BEGINS = "begins"
    SETS = "sets"
    RESTORES = "restores"
    CONFIRMS = "confirms"
    EXTENDS = "extends"


@dataclass(frozen=True, slots=True)
class Change:
    """That an order has a status from a day on: from that very day (`exact`), or from it at the latest."""

    kind: Kind
    status: Status
    day: date
    exact: bool
    told: Told


@dataclass(frozen=True, slots=True)
class Period:
    """A status from its first day up to its last, where that is known; `exact` as in Change.

    `grounds` are the facts that say so, `against` those of documents that say otherwise.
    """

    status: Status
    first: date
    last: date | None
    exact: bool
    grounds: tuple[Told, ...] = ()
    against: tuple[Told, ...] = ()
