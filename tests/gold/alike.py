#!/usr/bin/env python3
"""What `graph.similar` makes of pairs of provisions that a reader has judged (alike.csv; ALIKE.md tells how).

usage: python tests/gold/alike.py

Prints for each half of the documents: average precision, then at `LEAST` precision, recall and F1.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from graph.similar import LEAST, Norm, likeness  # noqa: E402

HALVES = ("learn", "held")


def judged(half: str) -> Iterator[tuple[Norm, Norm, bool]]:
    """The pairs of one half, and whether they are alike."""
    with (HERE / "alike.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["half"] == half:
                yield _norm(row["one"]), _norm(row["other"]), row["alike"] == "yes"


@cache
def _norms(case: str) -> tuple[Norm, ...]:
    """The provisions of a case, in its order."""
    found = json.loads((HERE / f"{case}.json").read_text(encoding="utf-8"))
    names = {entity["id"]: entity["name"] for entity in found["entities"]}
    beside: dict[str, tuple[str, ...]] = {}
    for one in found["provisions"]:
        beside[one["order"]] = (*beside.get(one["order"], ()), one["text"])
    return tuple(
        Norm(one["text"], names.get(one["bearer"], ""), one["kind"], beside[one["order"]])
        for one in found["provisions"]
    )


def _norm(name: str) -> Norm:
    case, _, number = name.partition("#")
    return _norms(case)[int(number)]


def scored(half: str) -> list[tuple[float, bool]]:
    """The likeness of each pair and whether it is alike, the likest first."""
    return sorted(((likeness(one, other), alike) for one, other, alike in judged(half)), key=lambda pair: -pair[0])


def average_precision(pairs: Iterable[tuple[float, bool]]) -> float:
    """How much is right, on average, down to each pair that is alike."""
    alike = [right for _, right in pairs]
    shares = [found / n for n, (found, right) in enumerate(zip(accumulate(alike), alike, strict=True), 1) if right]
    return sum(shares) / len(shares)


def rates(pairs: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """Precision and recall of what is likely enough to be shown."""
    given = list(pairs)
    shown = [alike for share, alike in given if share >= LEAST]
    return sum(shown) / len(shown), sum(shown) / sum(alike for _, alike in given)


def main() -> None:
    """Print both halves."""
    for half in HALVES:
        pairs = scored(half)
        precision, recall = rates(pairs)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{half}: AP {average_precision(pairs):.3f}, P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}")


if __name__ == "__main__":
    main()
