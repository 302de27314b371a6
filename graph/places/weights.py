"""What speaks for a place and how much: weights.toml, preferences.csv and standalone.csv, read once."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.places.names import Kind, fold

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Weights:
    """The points of each clue, the words for kinds of places and for offices, and the places that papers prefer."""

    points: dict[str, float]
    enough: float
    ahead: float
    default_country: int
    default_mentions: float
    said: dict[str, Kind]
    offices: tuple[tuple[re.Pattern[str], Kind], ...]
    facilities: dict[str, re.Pattern[str]]
    preferred: dict[tuple[str, int], float]
    standalone: frozenset[int]

    def governs(self, title: str) -> Kind | None:
        """The kind of place that an office of this title is over."""
        return next((kind for pattern, kind in self.offices if pattern.search(title)), None)


@cache
def weights() -> Weights:
    """The weights that are shipped."""
    told = tomllib.loads((_HERE / "weights.toml").read_text(encoding="utf-8"))
    return Weights(
        points={name: float(value) for name, value in told["points"].items()},
        enough=float(told["enough"]),
        ahead=float(told["ahead"]),
        default_country=int(told["defaults"]["country"]),
        default_mentions=float(told["defaults"]["mentions"]),
        said={word: Kind(kind) for kind, words in told["said"].items() for word in words},
        offices=tuple((_any_of(titles), Kind(kind)) for kind, titles in told["offices"].items()),
        facilities={level: _any_of(words) for level, words in told["facilities"].items()},
        preferred={(fold(row["name"]), int(row["geonames"])): float(row["points"]) for row in _table("preferences")},
        standalone=frozenset(int(row["geonames"]) for row in _table("standalone")),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _table(name: str) -> list[dict[str, str]]:
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
