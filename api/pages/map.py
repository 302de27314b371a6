"""Maps of the USA that need no script: on the start page each state by how many orders apply there, and the places of
an answer where all lie in it.

Their outlines are made with the scripts (api/ui/states.mjs); where those could not be, there is a table alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from api.pages import albers
from api.pages.answer import Spot
from api.pages.assets import STATIC
from api.wire import EntityRef
from graph.authority.places import state_named

OUTLINES: Final = STATIC / "build" / "states.json"
LEVELS: Final = 5  # shades


@dataclass(frozen=True, slots=True)
class Shape:
    """A state: its outline as an SVG path, how many orders there are, and their place; `level` is its shade, from 0."""

    name: str
    path: str
    count: int
    place: EntityRef | None
    level: int


@dataclass(frozen=True, slots=True)
class Map:
    """Shapes, and the box that they fit in."""

    box: str
    shapes: list[Shape]


@dataclass(frozen=True, slots=True)
class Dots:
    """Places of an answer, each with where it stands in the box, and the states as one SVG path."""

    box: str
    land: str
    dots: list[tuple[Spot, tuple[float, float]]]


def map_of(states: Sequence[tuple[EntityRef, int]]) -> Map | None:
    """The map of states with so many orders each; None where there is none of the USA among them, or no outlines."""
    counts = dict[str, tuple[EntityRef, int]]()
    for place, count in states:
        if (known := state_named(place.label)) is not None:
            first, before = counts.get(known.name, (place, 0))
            counts[known.name] = (first, before + count)
    if not counts or not OUTLINES.is_file():
        return None
    box, paths = _outlines()
    most = max(count for _, count in counts.values())
    return Map(box, [_shape(name, path, counts.get(name), most) for name, path in paths.items()])


def dots_of(spots: Sequence[Spot]) -> Dots | None:
    """The map of places that all lie in the USA; None of others and of none, or where there are no outlines."""
    dots = [(spot, at) for spot in spots if (at := albers.place(spot.at)) is not None]
    if not dots or len(dots) < len(spots) or not OUTLINES.is_file():
        return None
    box, paths = _outlines()
    return Dots(box, "".join(paths.values()), dots)


def _shape(name: str, path: str, found: tuple[EntityRef, int] | None, most: int) -> Shape:
    place, count = found or (None, 0)
    return Shape(name, path, count, place, math.ceil(LEVELS * math.sqrt(count / most)))


@cache
def _outlines() -> tuple[str, dict[str, str]]:
    told = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return told["box"], told["paths"]
