"""The main menu: what is used most stands open, the rest in groups that open where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the menu: its path, and how it is called there."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that are found under one word."""

    name: str
    places: tuple[Place, ...]


MENU: Final[tuple[Place | Group, ...]] = (
    Place("/search", "Search"),
    Place("/orders", "Orders"),
    Group(
        "Browse",
        (
            Place("/documents", "Documents"),
            Place("/entities", "People, bodies and places"),
            Place("/provisions", "Provisions"),
            Place("/statements", "Statements"),
            Place("/events", "Events"),
            Place("/facts", "All facts"),
            Place("/topics", "Topics"),
            Place("/contradictions", "Contradictions"),
        ),
    ),
    Group(
        "Ask",
        (
            Place("/ask", "In plain English"),
            Place("/questions", "Ready-made questions"),
            Place("/compare", "Orders side by side"),
            Place("/queries", "Saved queries"),
            Place("/sparql", "SPARQL"),
        ),
    ),
    Group(
        "Network",
        (
            Place("/explore", "Explore"),
            Place("/network/matrix", "Who is against whom"),
            Place("/network", "Measures and paths"),
        ),
    ),
    Group(
        "Check",
        (
            Place("/review", "What to review"),
            Place("/judgements", "What people have judged"),
            Place("/extract", "Read a text of your own"),
        ),
    ),
    Group(
        "Data",
        (
            Place("/jobs", "Corpus: put documents in"),
            Place("/export", "Export"),
            Place("/docs", "API"),
            Place("/ontology", "Ontology"),
        ),
    ),
)


def current(path: str) -> Place | None:
    """The place of the menu that a path belongs to, the nearest of several."""
    places = [place for one in MENU for place in (one.places if isinstance(one, Group) else (one,))]
    above = [place for place in places if path == place.path or path.startswith(f"{place.path}/")]
    return max(above, key=lambda place: len(place.path), default=None)
