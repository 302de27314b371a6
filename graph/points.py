"""Points: where places lie, as the graph has it of those that GeoNames knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.queries import select_many

if TYPE_CHECKING:
    from graph.store import Store

Point = tuple[float, float]
"""Longitude and latitude, in degrees (WGS 84)."""


def points(store: Store, places: Iterable[str]) -> dict[str, Point]:
    """The point of each place, by its IRI, of which one is known."""
    rows = select_many(store, "points", "place", (NamedNode(iri) for iri in places))
    return {row["place"].value: (float(row["long"].value), float(row["lat"].value)) for row in rows}
