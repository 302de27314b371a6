#!/usr/bin/env python3
"""Fit `graph/extract/lexicons/confidence_weights.csv` on the folders of PARTS; say how it fares on documents held out.

usage: python tests/gold/fit_confidence.py [--write [FAMILY …]]

Without families it writes those of all. Those of relations were written last and those of statements before, with
`train` counting five times; those of provisions and events, which a new fit served worse, before that. The biases of
events, relations and provisions rose since, as `train` was read better.

Run it after every change to the extractor, and last of the fits. Deterministic: a ridge-penalised logistic regression
for each family by Newton's method, folds by document number. A fact is right where the guideline's scorer pairs it with
one of the case.

It prints, of held-out documents: log loss, area under the ROC curve and expected calibration error, beside those of the
family's mean share of right facts; a reliability table; and F1 where all facts are told, beside F1 where those below a
threshold are left out, the threshold being the one that is best on the other folds. So far the first is higher. (The
same was tried on entities that are only named: it gained 0.001.)
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from logistic import fit, probability  # noqa: E402

from graph.case import from_case, to_case  # noqa: E402
from graph.evaluate.calibration import BINS, FACTS, Bin, Calibration  # noqa: E402
from graph.evaluate.scores import matched  # noqa: E402
from graph.extract.confidence import FAMILIES, features  # noqa: E402
from graph.extract.reading import read  # noqa: E402
from graph.extract.rules import drafts_of, record_of  # noqa: E402
from graph.parse import parse  # noqa: E402

WEIGHTS = HERE.parents[1] / "graph" / "extract" / "lexicons" / "confidence_weights.csv"
PARTS = {"train": 5, "own/train": 2, "fresh/train": 2}  # how often a case counts
PENALTY = 5.0  # log loss on held-out documents is flat from 3 to 10; statements would have less, the others more
FOLDS = 5
GRID = np.arange(0.0, 0.62, 0.02)


@dataclass
class Example:
    document: int
    family: str
    features: dict[str, float]
    right: bool


@dataclass
class Matrix:
    """One family: features `x` under `names`, whether right `y`, the fold of each document, how many the cases have."""

    names: list[str]
    x: np.ndarray
    y: np.ndarray
    fold: np.ndarray
    gold: np.ndarray  # by fold

    @property
    def weights(self) -> np.ndarray:
        """The fit on all documents."""
        return fit(self.x, self.y, PENALTY)


def cases() -> list[tuple[dict, int]]:
    """The cases of all parts, each with how often it counts."""
    files = ((file, times) for part, times in PARTS.items() for file in sorted((HERE / part).glob("*.json")))
    return [(json.loads(file.read_text(encoding="utf-8")), times) for file, times in files]


def examples() -> Iterator[Example]:
    for number, ((case, times), doc) in enumerate(zip(cases(), parse(c["text"] for c, _ in cases()), strict=True)):
        document, _ = from_case({"id": case["id"], "text": case["text"], "date": case["date"]})
        reading = read(document, doc)
        drafts = drafts_of(reading)
        right = matched(case, to_case(document, record_of(reading, drafts)))
        for draft, so in zip(drafts, (so for family in FACTS for so in right[family]), strict=True):
            yield from [Example(number, FAMILIES[type(draft)], features(reading, draft), so)] * times


def matrix(family: str, found: list[Example]) -> Matrix:
    mine = [e for e in found if e.family == family]
    names = sorted({name for e in mine for name in e.features})
    x = np.array([[e.features.get(name, 0.0) for name in names] for e in mine])
    gold = np.zeros(FOLDS)
    for number, (case, times) in enumerate(cases()):
        gold[number % FOLDS] += times * len(case[family])
    fold = np.array([e.document % FOLDS for e in mine])
    return Matrix(names, x, np.array([e.right for e in mine], dtype=float), fold, gold)


def held_out(m: Matrix) -> tuple[np.ndarray, np.ndarray]:
    """For each fact its probability by a fit on the other folds, and the share of right facts there."""
    fitted, share = np.zeros(len(m.y)), np.zeros(len(m.y))
    for k in range(FOLDS):
        out = m.fold == k
        fitted[out] = probability(m.x[out], fit(m.x[~out], m.y[~out], PENALTY))
        share[out] = m.y[~out].mean()
    return fitted, share


def kept(m: Matrix, p: np.ndarray) -> np.ndarray:
    """Which facts stay where those below a threshold go, the threshold being the best on the other folds."""
    keep = np.zeros(len(p), dtype=bool)
    for k in range(FOLDS):
        out = m.fold == k
        gold = m.gold.sum() - m.gold[k]
        best = max(GRID, key=lambda t: (f1(m.y[~out], p[~out] >= t, gold), -t))
        keep[out] = p[out] >= best
    return keep


def f1(y: np.ndarray, keep: np.ndarray, gold: float) -> float:
    return float(2 * y[keep].sum() / (keep.sum() + gold))


def log_loss(y: np.ndarray, p: np.ndarray) -> float:
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def auc(y: np.ndarray, p: np.ndarray) -> float:
    """How often a right fact is surer than a wrong one; ties count half."""
    right, wrong = p[y == 1][:, None], p[y == 0][None, :]
    return float(((right > wrong) + 0.5 * (right == wrong)).mean())


def calibrated(family: str, y: np.ndarray, p: np.ndarray) -> Calibration:
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    chosen = {int(b): bins == b for b in np.unique(bins)}
    return Calibration({(family, b): Bin(int(c.sum()), float(p[c].sum()), int(y[c].sum())) for b, c in chosen.items()})


def tell(family: str, m: Matrix) -> Calibration:
    p, share = held_out(m)
    print(f"{family:<11}{len(m.y):>5} facts, {m.y.mean():.3f} right; held out:")
    for name, q in (("fitted", p), ("their share", share)):
        error = calibrated(family, m.y, q).error([family])
        print(f"  {name:<12}log loss {log_loss(m.y, q):.4f}  AUC {auc(m.y, q):.3f}  ECE {error:.3f}")
    keep, gold = kept(m, p), m.gold.sum()
    whole, rest = f1(m.y, np.ones(len(p), dtype=bool), gold), f1(m.y, keep, gold)
    print(f"  F1 {whole:.4f} where all are told, {rest:.4f} where {(~keep).sum()} unsure ones are left out")
    return calibrated(family, m.y, p)


def main() -> None:
    found = list(examples())
    tables = {family: matrix(family, found) for family in FACTS}
    figures = sum((tell(family, m) for family, m in tables.items()), Calibration()).figures()
    print(f"all        ECE {figures['error']:.3f}")
    for row in figures["table"]:
        span = f"{row['from']:.1f} to {row['to']:.1f}"
        print(f"  {span}{row['facts']:>6}  said {row['confidence']:.3f}  right {row['right']:.3f}")
    if "--write" in sys.argv:
        wanted = [family for family in tables if family in sys.argv] or [*tables]
        fitted = {f: dict(zip(tables[f].names, tables[f].weights, strict=True)) for f in wanted}
        write(written() | fitted)


def written() -> dict[str, dict[str, float]]:
    """The weights by family, as they are."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {f: {row["feature"]: float(row[f]) for row in rows if row[f]} for f in FACTS}


def write(tables: dict[str, dict[str, float]]) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *tables])
        for name in sorted({name for weights in tables.values() for name in weights}):
            writer.writerow([name, *(f"{tables[f][name]:.3f}" if name in tables[f] else "" for f in tables)])


if __name__ == "__main__":
    main()
