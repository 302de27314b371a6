"""A part of the facts of a thing or an order, which follow one another as the items of lists do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request

from api.after import Key, following, key_of
from api.alternates import address
from graph.facts import Fact


@dataclass(frozen=True, slots=True)
class FactPart:
    """Some of all facts, and where the first ones are and the next."""

    facts: Sequence[Fact]
    total: int
    limit: int
    first: str
    next: str | None = None


def whole(request: Request, every: Sequence[Fact]) -> FactPart:
    """All of them."""
    return FactPart(every, len(every), len(every), address(request))


def part(
    request: Request,
    every: Sequence[Fact],
    limit: int,
    after: str,
    place: Callable[[Fact], Key],
    fits: Callable[[Key], bool],
) -> FactPart:
    """Those behind what `after` says, of facts that are ordered by their places; `fits` tells a place from what is
    none. What is several facts at one place, as a statement about several things, counts once. Raises Problem."""
    behind = key_of(after, fits) if after else ()
    places = [place(fact) for fact in every]
    distinct = dict.fromkeys(places)
    keys = list(islice((key for key in distinct if key > behind), limit + 1))
    some = frozenset(keys[:limit])
    shown = [fact for fact, key in zip(every, places, strict=True) if key in some]
    return FactPart(shown, len(distinct), limit, address(request), following(request, limit, keys))
