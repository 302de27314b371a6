"""One thing on the wire: a person, body, place, office or policy, with all that is known of it."""

from __future__ import annotations

from api.wire import EntityRef, FactOut, Wire


class TenureOut(Wire):
    """That somebody stands so to an office. `standing`: current, acting, former or candidate, as documents say, the
    first and the last of which are of the days `attested`; or listed, from `since` until `until`, by an official list.
    """

    holder: EntityRef
    office: EntityRef
    standing: str
    since: str | None
    until: str | None
    attested: list[str]


class EntityOut(Wire):
    """A thing with all its names and kinds, and the facts that it takes part in; `within` is what a place lies in, from
    the nearest up to its country; `sources` counts the independent ones among the documents that mention it; `tenures`
    are the offices of a person, or who held an office. `facts` are a part of all that there are (`total`): `first` and
    `next` are the addresses of the first part and of the one after this, null at the end."""

    iri: str
    id: str | None
    href: str
    label: str
    types: list[str]
    names: list[str]
    number: str | None
    same_as: list[str]
    within: list[EntityRef]
    documents: list[str]
    sources: int
    tenures: list[TenureOut]
    facts: list[FactOut]
    total: int
    limit: int
    first: str
    next: str | None
