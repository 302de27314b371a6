#!/usr/bin/env python3
"""Fit `graph/extract/lexicons/name_weights.csv` on the cases to learn from, and say how it fares on documents held out.

usage: python tests/gold/fit_names.py [--write]

For each name that the rules type as person, agency, organisation or place, and that a case has with one type: which
type it has, by the traits of `graph/extract/names/name_types.py`. Multinomial logistic regression, ridge-penalised, by
L-BFGS; deterministic; folds by document number. Names that the case does not have tell nothing.

The two rows of `acronym` are of a later fit, the others of the one before: fitted all anew they lose .0002 of mean F1.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import score  # noqa: E402
from logistic import table  # noqa: E402

from graph.extract.layout import paragraphs  # noqa: E402
from graph.extract.names import name_types  # noqa: E402
from graph.extract.names.name_types import CLEAR, TYPES, Traits  # noqa: E402
from graph.extract.names.names import named_mentions, shouted_tokens  # noqa: E402
from graph.extract.relations.roles import attach_titles  # noqa: E402
from graph.parse import parse  # noqa: E402

WEIGHTS = HERE.parents[1] / "graph" / "extract" / "lexicons" / "name_weights.csv"
PARTS = ("more/train", "fresh/train", "own/train", "train")
KINDS = [kind.value for kind in TYPES]
PENALTY = 2.0
RARE = 3  # documents that a trait must be in
SLIGHT = 0.05  # traits that weigh less for every type are left out
FOLDS = 5


@dataclass
class Example:
    part: str
    document: int
    told: int
    right: int
    traits: Traits


def examples() -> Iterator[Example]:
    """Every name of every case that has one type there."""
    paths = [(part, path) for part in PARTS for path in sorted((HERE / part).glob("*.json"))]
    cases = [(part, json.loads(path.read_text(encoding="utf-8"))) for part, path in paths]
    for number, ((part, case), doc) in enumerate(zip(cases, parse(c["text"] for _, c in cases), strict=True)):
        types: dict[str, set[str]] = defaultdict(set)
        for entity in case["entities"]:
            for form in (entity["name"], *entity["mentions"]) if entity["type"] in KINDS else ():
                types[score.norm(form)].add(entity["type"])
        shouted = shouted_tokens(doc)
        named = named_mentions(doc, case["text"], paragraphs(case["text"]), shouted)
        attach_titles(doc, named)
        for name, mentions in name_types.by_name(named).items():
            known = types.get(score.norm(name), set())
            if len(known) == 1:
                traits = name_types.traits(doc, mentions, name_types.distinct(named), shouted)
                yield Example(part, number, KINDS.index(mentions[0].type.value), KINDS.index(next(iter(known))), traits)


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The weight of each column of `x` for each type."""

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(x.shape[1], len(KINDS))
        shares = chances(x, weights)
        cost = -np.log(shares[np.arange(len(y)), y] + 1e-12).sum() + PENALTY / 2 * (weights**2).sum()
        shares[np.arange(len(y)), y] -= 1
        return cost, (x.T @ shares + PENALTY * weights).ravel()

    start = np.zeros(x.shape[1] * len(KINDS))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(-1, len(KINDS))


def chances(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How likely each type is for each row."""
    scores = x @ weights
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def main() -> None:
    """Print how many names have the right type, held out, before and after; with `--write`, store the weights."""
    found = list(examples())
    names, x = table(found, RARE)
    right, told = np.array([e.right for e in found]), np.array([e.told for e in found])
    fold, part = np.array([e.document % FOLDS for e in found]), np.array([e.part for e in found])
    held_out = np.zeros((len(found), len(KINDS)))
    for k in range(FOLDS):
        held_out[fold == k] = chances(x[fold == k], fit(x[fold != k], right[fold != k]))
    chosen = np.where(held_out.max(1) > CLEAR, held_out.argmax(1), told)
    for name in PARTS:
        mine = part == name
        before, after = int((told == right)[mine].sum()), int((chosen == right)[mine].sum())
        print(f"{name:<12} {before} right before, {after} after, of {int(mine.sum())} names")
    if "--write" in sys.argv:
        weights = fit(x, right)
        with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["trait", *KINDS])
            kept = (row for row in zip(names, weights, strict=True) if np.abs(row[1]).max() >= SLIGHT)
            writer.writerows([name, *(f"{value:.2f}" for value in row)] for name, row in kept)


if __name__ == "__main__":
    main()
