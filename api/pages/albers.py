"""Where points of the USA lie on the map that us-atlas draws (states-albers): Albers' projection, with Alaska and
Hawaii moved near, as d3-geo's geoAlbersUsa has it. Without it a script alone could draw the places of an answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from graph.points import Point

SCALE: Final = 1300.0
MIDDLE: Final = (487.5, 305.0)


@dataclass(frozen=True, slots=True)
class Part:
    """A cone's two parallels, its meridian and the centre, in degrees; how large, and where that centre and the corners
    of what is seen of it stand, in the unit of SCALE."""

    parallels: tuple[float, float]
    meridian: float
    centre: Point
    size: float
    at: tuple[float, float]
    corners: tuple[float, float, float, float]

    def place(self, point: Point) -> tuple[float, float] | None:
        """Where a point is drawn, if it is in this part."""
        x, y = _cone(self.parallels, point[0] - self.meridian, point[1])
        east, north = _cone(self.parallels, *self.centre)
        across, down = self.at[0] + self.size * (x - east), self.at[1] - self.size * (y - north)
        left, top, right, bottom = self.corners
        if not (left <= across <= right and top <= down <= bottom):
            return None
        return MIDDLE[0] + SCALE * across, MIDDLE[1] + SCALE * down


PARTS: Final = (
    Part((29.5, 45.5), -96, (-0.6, 38.7), 1, (0, 0), (-0.455, -0.238, 0.455, 0.238)),
    Part((55, 65), -154, (-2, 58.5), 0.35, (-0.307, 0.201), (-0.425, 0.12, -0.214, 0.234)),  # Alaska
    Part((8, 18), -157, (-3, 19.9), 1, (-0.205, 0.212), (-0.214, 0.166, -0.115, 0.234)),  # Hawaii
)


def place(point: Point) -> tuple[float, float] | None:
    """Where a point stands on the map of states; None where it is not in one."""
    return next((found for part in PARTS if (found := part.place(point)) is not None), None)


def _cone(parallels: tuple[float, float], longitude: float, latitude: float) -> tuple[float, float]:
    first, second = (math.sin(math.radians(one)) for one in parallels)
    n = (first + second) / 2
    c = 1 + first * (2 * n - first)
    radius = math.sqrt(c - 2 * n * math.sin(math.radians(latitude))) / n
    turn = n * math.radians((longitude + 180) % 360 - 180)
    return radius * math.sin(turn), math.sqrt(c) / n - radius * math.cos(turn)
