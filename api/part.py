"""A part of a list, on the wire."""

from __future__ import annotations

from typing import Generic

from api.wire import Item, Wire


class CountOut(Wire):
    """A value of a filter, as it would be given, what it is called, and how many have it."""

    value: str
    label: str
    count: int


class Stretch(Wire, Generic[Item]):
    """A part of what is found: `first` and `next` are the addresses of the first part and of the one after this, null
    at the end."""

    items: list[Item]
    limit: int
    first: str
    next: str | None


class Part(Stretch[Item], Generic[Item]):
    """A part of a list: `first` and `next` are the addresses of the first part and of the one after this, null at the
    end. `total` (how many there are) and `facets` (how many have each value of some filters) are there where asked for;
    with `fields`, items have those alone."""

    total: int | None
    facets: dict[str, list[CountOut]] | None


class Picked(Part[dict[str, object]]):
    """The same where only some fields of the items are asked for."""
