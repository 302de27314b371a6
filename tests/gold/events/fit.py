#!/usr/bin/env python3
"""Fit the choice between the learned reader and the rules on cases that neither has seen; say how both fare.

usage: python tests/gold/events/fit.py [--judge SET ...]

The choice is fitted on what the rules and the reader (`train.py`) say of `choice`, which neither was made from, and of
the guideline's `train`, which both were, and each case of which counts for one and a half: events are told as surely
where the rules are at home as where they are not. --judge: F1 on sets that nothing is made from (`dev`).
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from cases import cases
from lessons import HERE, ROOT, UNKNOWN, Case, prepare, whole_cases  # puts the product on the path
from logistic import fit as fit_logistic
from logistic import probability

from graph.extract.learned.choice import Candidate, Key, candidates
from graph.extract.learned.reader import Reader, Sighting

PENALTY = 6.0  # of the weights; each case is there twice or three times


def right(case: Case, key: Key) -> bool:
    return any(key == (t.type, t.actor, t.recipient) for t in case.gold)


def sightings(reader: Reader, case: Case) -> list[Sighting]:
    """What the reader sees of a case, which it has read."""
    assert case.seen is not None
    return reader.sightings(case.scene, case.seen)


def count(case: Case, told: Iterable[Key]) -> np.ndarray:
    """Right, told, in the case; as the scorer, which lets any recipient pass where the case has none."""
    left, found = list(told), 0
    all_told = len(left)
    for event in sorted(case.gold, key=lambda e: e.recipient is None):
        for key in left:
            if key[:2] == (event.type, event.actor) and event.recipient in (None, key[2]):
                left.remove(key)
                found += 1
                break
    return np.array([found, all_told, len(case.gold)])


def f1(counts: np.ndarray) -> float:
    return float(2 * counts[0] / max(1, counts[1] + counts[2]))


def ruled(case: Case) -> list[Key]:
    """What the rules alone tell."""
    number = case.scene.number
    keys = (
        (e.type, *(None if r is None else number.get(id(r), UNKNOWN) for r in (e.actor, e.recipient)))
        for e in case.scene.events
    )
    return list(dict.fromkeys(keys))


Weighed = list[tuple[Candidate, float]]  # with how likely each is right


def bounded(weighed: Iterable[tuple[Case, Weighed]], at: float | None = None) -> np.ndarray:
    """The counts of what is told above a chance, or above the product's."""
    return np.sum([count(c, [k.key for k, p in found if _is_told(k, p, at)]) for c, found in weighed], 0)


def _is_told(candidate: Candidate, likely: float, at: float | None) -> bool:
    return candidate.is_enough(likely) if at is None else likely > at


def choose(read_: list[tuple[Case, list[Candidate]]]) -> tuple[list[str], np.ndarray]:
    """Fit the model; in folds to say how well it does, and in the end on all."""
    names = sorted({name for _, found in read_ for c in found for name in c.traits})
    x = [np.array([[c.traits.get(n, 0.0) for n in names] for c in found]).reshape(-1, len(names)) for _, found in read_]
    y = [np.array([right(case, c.key) for c in found], float) for case, found in read_]

    def fit(numbers: Iterable[int]) -> np.ndarray:
        rows = [n for n in numbers for _ in range(3 if read_[n][0].times > 1 else 2)]
        return fit_logistic(np.concatenate([x[n] for n in rows]), np.concatenate([y[n] for n in rows]), PENALTY)

    held: list[tuple[Case, Weighed]] = []
    for fold in range(5):
        weights = fit(n for n in range(len(read_)) if n % 5 != fold)
        held += [
            (read_[n][0], list(zip(read_[n][1], probability(x[n], weights).tolist(), strict=True)))
            for n in range(fold, len(read_), 5)
        ]
    held = [(case, found) for case, found in held if case.times == 1]
    rules, chosen = np.sum([count(c, ruled(c)) for c, _ in held], 0), bounded(held)
    print(f"choice, held out: rules {f1(rules):.3f} {rules.tolist()}, chosen {f1(chosen):.3f} {chosen.tolist()}")
    print("  above", ", ".join(f"{at:.2f}: {f1(bounded(held, at)):.4f}" for at in np.arange(0.16, 0.42, 0.02)))
    for low in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = [right(c, k.key) for c, found in held for k, p in found if low <= p < low + 0.1]
        if inside:
            print(f"  {low:.1f}: {len(inside)}, {np.mean(inside):.2f} right")
    return names, fit(range(len(read_)))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--judge", nargs="*", default=[])
    parser.add_argument("--weights", type=Path, default=ROOT / "graph" / "extract" / "learned" / "weights.npz")
    parser.add_argument(
        "--fitted", type=Path, default=ROOT / "graph" / "extract" / "lexicons" / "event_choice_weights.csv"
    )
    options = parser.parse_args()
    reader = Reader.load(options.weights)
    taught = prepare([*cases("choice"), *whole_cases("train")], ruled=True, reader=reader)
    traits, weights = choose([(c, candidates(c.scene, sightings(reader, c))) for c in taught])
    with options.fitted.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("trait", "weight"))
        writer.writerows((name, f"{w:.4f}") for name, w in zip(traits, weights, strict=True))
    total = np.zeros((2, 3))
    for name in options.judge:
        judged = prepare(list(cases(name)) if (HERE / name).is_dir() else whole_cases(name), ruled=True, reader=reader)
        rules, chosen = np.zeros(3), np.zeros(3)
        for case in judged:
            found = candidates(case.scene, sightings(reader, case))
            x = np.array([[c.traits.get(n, 0.0) for n in traits] for c in found]).reshape(-1, len(traits))
            p = probability(x, weights)
            rules += count(case, ruled(case))
            chosen += count(case, [c.key for c, likely in zip(found, p, strict=True) if c.is_enough(likely)])
        total += [rules, chosen]
        print(f"{name}: rules {f1(rules):.3f} {rules.tolist()}, chosen {f1(chosen):.3f} {chosen.tolist()}", flush=True)
    if options.judge:
        print(f"all: rules {f1(total[0]):.3f}, chosen {f1(total[1]):.3f}")


if __name__ == "__main__":
    main()
