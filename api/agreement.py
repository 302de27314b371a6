"""What documents agree and disagree on, on the wire."""

from __future__ import annotations

from api.wire import EntityRef, EvidenceOut, FactOut, Wire


class CorroborationOut(Wire):
    """A fact with those of other documents that say the same; `documents` are addresses, `sources` counts those that
    are independent: reprints of one story, and what one publisher prints, are one."""

    fact: FactOut
    documents: list[str]
    sources: int
    others: list[FactOut]


class GroundOut(Wire):
    """A fact that tells something, by its IRI, and where it stands."""

    fact: str
    evidence: EvidenceOut


class SideOut(Wire):
    """What some documents say, each with its fact and evidence."""

    says: str
    grounds: list[GroundOut]


class ContradictionOut(Wire):
    """What some documents tell otherwise than others of an order, or of who acts.

    `what`: number, title, dateSigned, dateEffective, dateExpiring, issuedBy; of provisions kind, deadline, figures; of
    events happened.
    """

    about: EntityRef
    what: str
    one: SideOut
    other: SideOut
