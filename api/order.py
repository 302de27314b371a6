"""Orders on the wire: in a list, and one with its timeline, its provisions and all else that is known of it."""

from __future__ import annotations

from api.agreement import ContradictionOut, GroundOut
from api.entity import TenureOut
from api.wire import EntityRef, FactOut, RowOut, Wire


class StatusOut(Wire):
    """A status of an order (inForce, blocked, revoked …) from its first day up to its last, where that is known.

    `or_before`: no document tells the day; `since` is that of the first document that tells of it.
    """

    status: str
    since: str
    until: str | None
    or_before: bool
    because: list[GroundOut]
    contradicted_by: list[GroundOut]


class OrderItem(Wire):
    """An order in a list, with who issued it, where it applies, and when a document first spoke of it.

    `status` is the one it has on the day that was asked for, today where none was; null where no document tells.
    """

    iri: str
    id: str | None
    href: str
    label: str
    issuers: list[EntityRef]
    places: list[EntityRef]
    documents: int
    first_reported: str | None
    status: str | None


class DetailOut(Wire):
    """What a document states of an order's form: `what` is number, title, dateSigned, dateEffective or dateExpiring."""

    what: str
    value: str
    ground: GroundOut


class OrderOut(OrderItem):
    """An order with the offices that its issuers held then, what documents state of its number, title and days, the
    statuses that it has had, what documents tell otherwise of it, its provisions, and all else. `provisions` and
    `facts` are a part of all that there are of both (`total`), the provisions first: `first` and `next` are the
    addresses of the first part and of the one after this, null at the end."""

    offices: list[TenureOut]
    details: list[DetailOut]
    timeline: list[StatusOut]
    contradictions: list[ContradictionOut]
    provisions: list[FactOut]
    facts: list[FactOut]
    total: int
    limit: int
    first: str
    next: str | None


class SideOut(Wire):
    """One side of a comparison: what was asked for, and the orders that it means."""

    asked: str
    orders: list[EntityRef]


class KindOut(Wire):
    """What the orders compared say of one kind (requires, prohibits …): the rows of each side, in their order."""

    kind: str
    sides: list[list[RowOut]]


class CompareOut(Wire):
    """Provisions of orders side by side, by kind."""

    sides: list[SideOut]
    columns: list[str]
    kinds: list[KindOut]
