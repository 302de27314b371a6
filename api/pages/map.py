"""Maps that need no script: on the start page each state of the USA by how many orders apply there; and the places of
an answer, on the states where all lie in them, else on as much of the world as they are spread over.

Their outlines are made with the scripts (api/ui/states.mjs); where those could not be, there is a table alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from api.pages import albers, natural_earth
from api.pages.answer import Spot
from api.pages.assets import STATIC
from api.wire import EntityRef
from graph.authority.places import state_named
from graph.points import Point

OUTLINES: Final = STATIC / "build" / "states.json"
WORLD: Final = STATIC / "build" / "world.json"
LEVELS: Final = 5  # shades
SIZE: Final = (975, 610)  # of a map of the world, as that of the states has it
ROOM: Final = 10  # degrees of land around the places, to know it by


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
    """Places of an answer, each with where it stands in the box, and the land as one SVG path, moved there."""

    box: str
    land: str
    moved: str
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
    """The map of places; None of none, or where there are no outlines."""
    if not spots or not (OUTLINES.is_file() and WORLD.is_file()):
        return None
    dots = [(spot, at) for spot in spots if (at := albers.place(spot.at)) is not None]
    if len(dots) < len(spots):
        return _abroad(spots)
    box, paths = _outlines()
    return Dots(box, "".join(paths.values()), "", dots)


def _abroad(spots: Sequence[Spot]) -> Dots:
    """Places on the part of the world that they are spread over, in the middle of the box."""
    corners = [natural_earth.place(point) for spot in spots for point in _around(*spot.at)]
    xs, ys = ([corner[axis] for corner in corners] for axis in (0, 1))
    scale = min(SIZE[0] / (max(xs) - min(xs)), SIZE[1] / (max(ys) - min(ys)))
    left, top = ((size - scale * (max(some) + min(some))) / 2 for size, some in zip(SIZE, (xs, ys), strict=True))
    at = [(spot, natural_earth.place(spot.at)) for spot in spots]
    dots = [(spot, (left + scale * x, top + scale * y)) for spot, (x, y) in at]
    moved = f"translate({left:.1f} {top:.1f}) scale({scale:.3f})"
    return Dots(f"0 0 {SIZE[0]} {SIZE[1]}", _land(), moved, dots)


def _around(longitude: float, latitude: float) -> list[Point]:
    """Four points that a place is shown with, none beyond the edge of the map."""
    west, east = (max(-180.0, min(180.0, longitude + side)) for side in (-ROOM, ROOM))
    south, north = (max(-89.0, min(89.0, latitude + side)) for side in (-ROOM, ROOM))
    return [(west, latitude), (east, latitude), (longitude, south), (longitude, north)]


def _shape(name: str, path: str, found: tuple[EntityRef, int] | None, most: int) -> Shape:
    place, count = found or (None, 0)
    return Shape(name, path, count, place, math.ceil(LEVELS * math.sqrt(count / most)))


@cache
def _land() -> str:
    return str(json.loads(WORLD.read_text(encoding="utf-8")))


@cache
def _outlines() -> tuple[str, dict[str, str]]:
    told = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return told["box"], told["paths"]
