#!/usr/bin/env python3
"""Fit `graph/extract/lexicons/coref_weights.csv` on tests/gold/train, and say how it fares on documents held out.

usage: python tests/gold/fit_coref.py [--write]

For each mention of an order or another norm by a common noun: which norm met before it means, or a new one, or none of
the case's. The cases give the strings that mention each norm; a mention is a norm's where its head is the head of such
a string. A log-linear model over the readings of each mention, ridge-penalised, by L-BFGS; deterministic; folds by
document number.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from spacy.tokens import Doc

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from graph.case import from_case  # noqa: E402
from graph.extract.coref_norms import Option, likeliest  # noqa: E402
from graph.extract.mention import Mention  # noqa: E402
from graph.extract.reading import read  # noqa: E402
from graph.parse import parse  # noqa: E402

WEIGHTS = HERE.parents[1] / "graph" / "extract" / "lexicons" / "coref_weights.csv"
PENALTY = 2.0
FOLDS = 5
NORMS = {"Order", "Policy"}


@dataclass
class Example:
    document: int
    mention: Mention
    options: Sequence[Option]
    right: int


def heads(case: dict[str, Any], doc: Doc) -> dict[int, str | None]:
    """The norm that each token is the head of a mention of; None where two norms share the string."""
    found: dict[int, tuple[int, str | None]] = {}
    for entity in case["entities"]:
        if entity["type"] not in NORMS:
            continue
        for form in entity["mentions"]:
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", case["text"], re.IGNORECASE):
                span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
                head, size = span.root.i, match.end() - match.start()
                known = found.get(head)
                if known is None or size > known[0]:
                    found[head] = (size, entity["id"])
                elif size == known[0] and known[1] != entity["id"]:
                    found[head] = (size, None)
    return {head: norm for head, (_, norm) in found.items()}


def examples(number: int, case: dict[str, Any], doc: Doc) -> list[Example]:
    """Every choice of one document, each made rightly before the next is asked."""
    meant = heads(case, doc)
    result: list[Example] = []

    def decide(mention: Mention, options: Sequence[Option]) -> Option:
        if mention.head.i in meant and meant[mention.head.i] is None:
            return likeliest(mention, options)
        norm = meant.get(mention.head.i)
        kinds = [o.kind for o in options]
        right = kinds.index("new") if norm is not None and "new" in kinds else kinds.index("none")
        if norm is not None:
            for i, option in enumerate(options):
                if option.referent is not None and label(option) == norm:
                    right = i
                    break
        result.append(Example(number, mention, options, right))
        return options[right]

    def label(option: Option) -> str | None:
        votes = Counter(n for m in option.referent.mentions if (n := meant.get(m.head.i)) is not None)
        return votes.most_common(1)[0][0] if votes else None

    document, _ = from_case({"id": case["id"], "text": case["text"], "date": case["date"]})
    read(document, doc, decide)
    return result


class Model:
    """Weights of traits, named by the kind of reading."""

    def __init__(self, found: list[Example]) -> None:
        names = Counter(f"{o.kind}|{t}" for e in found for o in e.options for t in o.traits)
        self.index = {n: i for i, n in enumerate(sorted(n for n, c in names.items() if c >= 3))}
        self.weights = np.zeros(len(self.index))
        packed = [(self.matrix(e.options), e.right) for e in found]

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            value, gradient = 0.5 * PENALTY * w @ w, PENALTY * w
            for x, right in packed:
                score = x @ w
                score -= score.max()
                p = np.exp(score)
                p /= p.sum()
                value -= np.log(p[right] + 1e-12)
                gradient = gradient + x.T @ p - x[right]
            return float(value), gradient

        self.weights = minimize(loss, self.weights, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x

    def matrix(self, options: Sequence[Option]) -> np.ndarray:
        x = np.zeros((len(options), len(self.index)))
        for row, option in enumerate(options):
            for trait, value in option.traits.items():
                at = self.index.get(f"{option.kind}|{trait}")
                if at is not None:
                    x[row, at] = value
        return x

    def choose(self, example: Example) -> int:
        return int(np.argmax(self.matrix(example.options) @ self.weights))


def report(found: list[Example]) -> None:
    """Accuracy on held-out documents, by what is right."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    chosen: Counter[tuple[str, str]] = Counter()
    for k in range(FOLDS):
        model = Model([e for e in found if e.document % FOLDS != k])
        for e in (e for e in found if e.document % FOLDS == k):
            picked = model.choose(e)
            kind = e.options[e.right].kind
            every[kind] += 1
            right[kind] += picked == e.right
            chosen[kind, e.options[picked].kind + (" (another)" if kind == "old" and picked != e.right else "")] += 1
    print({kind: f"{right[kind]}/{every[kind]}" for kind in every}, f"{sum(right.values()) / sum(every.values()):.3f}")
    print(dict(chosen))


def main() -> None:
    cases = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((HERE / "train").glob("*.json"))]
    docs = parse(c["text"] for c in cases)
    found = [e for n, (c, d) in enumerate(zip(cases, docs, strict=True)) for e in examples(n, c, d)]
    report(found)
    if "--write" not in sys.argv:
        return
    model = Model(found)
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["option", "trait", "weight"])
        for name, i in model.index.items():
            if abs(model.weights[i]) >= 0.01:
                kind, _, trait = name.partition("|")
                writer.writerow([kind, trait, f"{model.weights[i]:.3f}"])


if __name__ == "__main__":
    main()
