"""The index of places made from the tables, once for each version of them: written aside, then put in its place whole.

    place(id, label, kind, code, parent, population, people, latitude, longitude, names)
    name(folded, place, naming)

`id` and `parent` are GeoNames'. `people` counts those of all towns within, for ranking alone: the tables count some
towns twice. A county, a state and a country stand at the mean of their towns, weighted by population, since the tables
know no points of theirs. `names` are the names worth showing beside the label, one a line.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import defaultdict
from contextlib import closing
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

from graph.places.names import Kind, fold
from graph.places.tables import NAMES, Naming, Row, edition, folder, own_names, rows

SCHEMA = 2  # count up with every change of what is written here
_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL,
    parent INTEGER, population INTEGER, people INTEGER NOT NULL, latitude REAL, longitude REAL, names TEXT NOT NULL);
CREATE TABLE name (folded TEXT, place INTEGER, naming TEXT NOT NULL, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE about (edition TEXT NOT NULL, schema INTEGER NOT NULL, places INTEGER NOT NULL);
"""
DEEPEST = 6  # levels that a place may lie in: a broken table that goes in circles comes to an end
_Point = tuple[float, float]


def file_name() -> str:
    """What the index of the installed tables is called: another version of them or of this has one of its own."""
    return f"places-{edition()}-{SCHEMA}-{_digest()}.sqlite"


def _digest() -> str:
    """Of our own names, which anyone may edit."""
    return hashlib.sha256(NAMES.read_bytes()).hexdigest()[:8]


def build(path: Path, tables: Path | None = None) -> None:
    """Write the index to `path`. Raises StorageError where a table is broken, OSError or sqlite3.Error where the
    folder cannot be written to."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(aside, isolation_level=None)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;" + _TABLES)
            _fill(connection, list(rows(tables or folder())))
            connection.execute("COMMIT")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, places: list[Row]) -> None:
    own = list(own_names())
    labels = {id_: name for name, id_, naming in own if naming is Naming.LABEL}
    called = {place.id: _called(place, labels.get(place.id, place.label)) for place in places}
    names = dict[tuple[str, int], str]()
    for id_, folded in called.items():
        names |= {(name, id_): Naming.ALTERNATE.value for name in folded}
        names[next(iter(folded)), id_] = Naming.LABEL.value
    for name, id_, naming in own:
        if id_ in called:
            names[fold(name), id_] = naming.value
            if naming is not Naming.ABBREVIATION or "." in name:  # "IL" says nothing to who reads, "Ill." does
                called[id_].setdefault(fold(name), name)
    people, centres = _totals(places)
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (p.id, labels.get(p.id, p.label), p.kind.value, p.code, p.parent, p.population, people[p.id])
            + (centres.get(p.id) or (p.latitude, p.longitude))
            + ("\n".join(list(called[p.id].values())[1:]),)
            for p in places
        ),
    )
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted((*key, naming) for key, naming in names.items()))
    connection.execute("INSERT INTO about VALUES (?, ?, ?)", (edition(), SCHEMA, len(places)))


def _called(place: Row, label: str) -> dict[str, str]:
    """Each name by its folded form, the label first; those in scripts that our texts are not in are left out."""
    found = {fold(label): label}
    for name in (place.label, *place.names):
        if name != label and (folded := fold(name)).isascii() and folded:
            found.setdefault(folded, name)
    return found


def _totals(places: list[Row]) -> tuple[dict[int, int], dict[int, _Point]]:
    """The people of each place, those of its towns for all but towns; and the mean of these towns' points."""
    parents = {place.id: place.parent for place in places}
    people: dict[int, int] = defaultdict(int)
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for place in places:
        if place.kind is not Kind.CITY or place.latitude is None or place.longitude is None:
            continue
        people[place.id] = place.population or 0
        weight = max(place.population or 0, 1)
        x, y, z = (axis * weight for axis in _vector(place.latitude, place.longitude))
        over = place.parent
        for _ in range(DEEPEST):
            if over is None:
                break
            people[over] += place.population or 0
            total = sums[over]
            total[0], total[1], total[2] = total[0] + x, total[1] + y, total[2] + z
            over = parents[over]
    return people, {id_: _point(*total) for id_, total in sums.items()}


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    # on the sphere: degrees would put a country on both sides of the date line in the wrong hemisphere
    up, east = radians(latitude), radians(longitude)
    return cos(up) * cos(east), cos(up) * sin(east), sin(up)


def _point(x: float, y: float, z: float) -> _Point:
    return round(degrees(atan2(z, hypot(x, y))), 3), round(degrees(atan2(y, x)), 3)
