"""Where points lie on the map of the world that api/ui/states.mjs draws: the Natural Earth projection (Tom Patterson,
2008), in the polynomial that d3-geo's geoNaturalEarth1 has of it.
"""

from __future__ import annotations

import math
from typing import Final

from graph.points import Point

SCALE: Final = 500.0  # of the outlines, too


def place(point: Point) -> tuple[float, float]:
    """Where a point stands: to the right of 0° and below the equator."""
    across, up = math.radians(point[0]), math.radians(point[1])
    p2, p4 = up**2, up**4
    x = across * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = up * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return SCALE * x, -SCALE * y
