"""Whether a confidence means what it says: of facts given 0.8, four of five should be right.

Facts are put into ten bins by the confidence that they carry. The expected calibration error is the mean distance
between the bins' mean confidence and their share of right facts, weighted by the facts in them (Naeini et al. 2015).
A fact is right where the guideline's scorer pairs it with one of the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.evaluate.scores import FAMILIES, Case, matched

BINS = 10
FACTS = FAMILIES[1:]  # entities carry no confidence


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts of like confidence: how many, their confidences added up, how many are right."""

    count: int = 0
    confidence: float = 0.0
    right: int = 0

    def __add__(self, other: Bin) -> Bin:
        """Both together."""
        return Bin(self.count + other.count, self.confidence + other.confidence, self.right + other.right)

    @property
    def gap(self) -> float:
        """What the bin adds to the error: the distance between what was said and what was so, times its facts."""
        return abs(self.confidence - self.right)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One document, or the sum of many, by (family, bin); bin n holds confidences from n/10 up to (n+1)/10."""

    bins: dict[tuple[str, int], Bin] = field(default_factory=dict)

    def __add__(self, other: Calibration) -> Calibration:
        """Both together."""
        keys = self.bins.keys() | other.bins.keys()
        return Calibration({k: self.bins.get(k, Bin()) + other.bins.get(k, Bin()) for k in keys})

    def table(self, families: Iterable[str] = FACTS) -> dict[int, Bin]:
        """The reliability table of some families together: bin number -> bin, empty ones left out."""
        rows: dict[int, Bin] = {}
        for family in families:
            for n in range(BINS):
                if (family, n) in self.bins:
                    rows[n] = rows.get(n, Bin()) + self.bins[family, n]
        return dict(sorted(rows.items()))

    def error(self, families: Iterable[str] = FACTS) -> float | None:
        """The expected calibration error of some families together, 0 to 1; None where there are no facts."""
        rows = self.table(families).values()
        count = sum(row.count for row in rows)
        return sum(row.gap for row in rows) / count if count else None

    def figures(self) -> dict[str, Any]:
        """{"error": …, "families": {family: error}, "table": [{"from", "to", "facts", "confidence", "right"}]}."""
        return {
            "error": _rounded(self.error()),
            "families": {family: _rounded(self.error([family])) for family in FACTS},
            "table": [_row(n, row) for n, row in self.table().items()],
        }


def calibration(gold: Case, predicted: Case) -> Calibration:
    """The facts of one prediction by their confidence; those that carry none are left out."""
    bins: dict[tuple[str, int], Bin] = {}
    for family, right in matched(gold, predicted).items():
        for fact, so in zip(predicted.get(family, []), right, strict=True):
            if (said := fact.get("confidence")) is not None:
                key = (family, min(int(said * BINS), BINS - 1))
                bins[key] = bins.get(key, Bin()) + Bin(1, said, int(so))
    return Calibration(bins)


def total(found: Iterable[Calibration]) -> Calibration:
    """All together."""
    return sum(found, Calibration())


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _row(number: int, row: Bin) -> dict[str, Any]:
    return {
        "from": number / BINS,
        "to": (number + 1) / BINS,
        "facts": row.count,
        "confidence": round(row.confidence / row.count, 3),
        "right": round(row.right / row.count, 3),
    }
