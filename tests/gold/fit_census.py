#!/usr/bin/env python3
"""Fit `graph/extract/lexicons/census_weights.csv` on the cases to learn from, and say how it fares held out.

usage: python tests/gold/fit_census.py [--write]

For each thing that takes part in no fact that the extractor tells: whether the case has it, by the traits of
`graph/extract/census_traits.py`. Ridge-penalised logistic regression by Newton's method; deterministic; folds by
document number. Held out, F1 of entities rises from .881 to .884 on train, from .824 to .828 on own/train, from .808 to
.818 on fresh/train and from .770 to .785 on more/train; on the sets for judging by .007 to .014. Penalties of 3 to 10,
traits in 3 to 8 documents at least and traits without the thing's sort differ by .001 to .003.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import score  # noqa: E402
from logistic import fit, probability, table  # noqa: E402

from graph.case import from_case  # noqa: E402
from graph.extract.census import LIKELY, apart, taking_part  # noqa: E402
from graph.extract.census_traits import Told, Traits, traits  # noqa: E402
from graph.extract.official.particulars import particulars  # noqa: E402
from graph.extract.reading import read  # noqa: E402
from graph.extract.referent import Referent  # noqa: E402
from graph.extract.rules import drafts_of  # noqa: E402
from graph.parse import parse  # noqa: E402

WEIGHTS = HERE.parents[1] / "graph" / "extract" / "lexicons" / "census_weights.csv"
PARTS = ("train", "own/train", "fresh/train", "more/train")
PENALTY = 6.0
RARE = 4  # documents that a trait must be in
SLIGHT = 0.08  # weights below this are left out
FOLDS = 5


@dataclass
class Example:
    part: str
    document: int
    named: bool
    right: bool
    traits: Traits


@dataclass
class Count:
    """Of the things that take part: how many are right and told; and how many things the case has."""

    right: int = 0
    told: int = 0
    gold: int = 0


def written(referent: Referent, number: int) -> dict[str, Any]:
    """A thing as the scorer sees it."""
    forms = [m.span.text for m in referent.mentions] + [m.long.text for m in referent.mentions[:1] if m.long]
    titled = [f"{m.title.text} {m.span.text}" for m in referent.mentions if m.title is not None]
    return {"id": str(number), "type": referent.type.value, "name": referent.name, "mentions": [*forms, *titled]}


def examples(counts: dict[str, Count]) -> Iterator[Example]:
    """Every thing of every case that takes no part."""
    paths = [(part, path) for part in PARTS for path in sorted((HERE / part).glob("*.json"))]
    cases = [(part, json.loads(path.read_text(encoding="utf-8"))) for part, path in paths]
    for number, ((part, case), doc) in enumerate(zip(cases, parse(c["text"] for _, c in cases), strict=True)):
        document, _ = from_case({"id": case["id"], "text": case["text"], "date": case["date"]})
        reading = read(document, doc)
        drafts = drafts_of(reading)
        part_takers = list(taking_part(reading, drafts, [d.order for d in particulars(reading)]))
        types = {e["id"]: e["type"] for e in case["entities"]}
        first = score.align(case["entities"], [written(r, i) for i, r in enumerate(part_takers)])
        count = counts[part]
        count.right += sum(part_takers[int(i)].type.value == types[g] for i, g in first.items())
        count.told += len(part_takers)
        count.gold += len(types)
        others = apart(reading, part_takers)
        left = [e for e in case["entities"] if e["id"] not in first.values()]
        second = score.align(left, [written(r, i) for i, r in enumerate(others)])
        told = Told(drafts)
        for i, referent in enumerate(others):
            right = str(i) in second and types[second[str(i)]] == referent.type.value
            yield Example(part, number, referent.named, right, traits(reading, told, referent))


def f1(count: Count, chosen: np.ndarray, right: np.ndarray) -> float:
    """F1 of entities where these of the things that take no part are told, too."""
    hit = count.right + int((chosen & right).sum())
    return 2 * hit / (count.told + int(chosen.sum()) + count.gold)


def main() -> None:
    """Print F1 of entities, held out, before and after; with `--write`, store the weights."""
    counts: dict[str, Count] = defaultdict(Count)
    found = list(examples(counts))
    names, x = table(found, RARE)
    right, named = np.array([e.right for e in found]), np.array([e.named for e in found])
    fold, part = np.array([e.document % FOLDS for e in found]), np.array([e.part for e in found])
    held_out = np.zeros(len(found))
    for k in range(FOLDS):
        held_out[fold == k] = probability(x[fold == k], fit(x[fold != k], right[fold != k].astype(float), PENALTY))
    for name in PARTS:
        mine = part == name
        plain, fitted = (f1(counts[name], c[mine], right[mine]) for c in (named, held_out > LIKELY))
        print(f"{name:<12} F1 of entities {plain:.4f} with all that is named, {fitted:.4f} with what is likely")
    if "--write" in sys.argv:
        weights = fit(x, right.astype(float), PENALTY)
        with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["trait", "weight"])
            writer.writerows([n, f"{w:.2f}"] for n, w in zip(names, weights, strict=True) if abs(w) >= SLIGHT)


if __name__ == "__main__":
    main()
