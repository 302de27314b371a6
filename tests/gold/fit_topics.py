#!/usr/bin/env python3
"""How well topics are given, by tests/gold/topics.csv, and the numbers of their confidence (`_SURE` of
graph/topics/weighing.py), fitted on train and own/train.

usage: python tests/gold/fit_topics.py
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from logistic import fit  # noqa: E402

from graph.evaluate.topics import read_gold, score_topics  # noqa: E402
from graph.topics import weighing  # noqa: E402

LEARNT, JUDGED = ("train", "own/train"), ("dev", "own/dev")
PENALTY = 0.5


def main() -> None:
    gold = read_gold(HERE / "topics.csv")
    for folders in (LEARNT, JUDGED):
        for of, found in score_topics(gold, HERE, folders).items():
            counts = found.counts
            shares = f"first {found.first:.3f} main {found.main:.3f} of {len(found.some)} in {len(found.things)}"
            print(*folders, of, shares, f"P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}")
    rows = list[tuple[float, float, float, bool]]()
    surely = weighing.sure

    def noted(share: float, value: float) -> float:
        rows.append((1.0, share, math.log(value), False))
        return len(rows) - 1.0  # the number of the row in the place of the confidence

    weighing.sure = noted
    given = [
        (topic, wanted)
        for one in score_topics(gold, HERE, LEARNT).values()
        for found, wanted in one.things
        for topic in found
    ]
    weighing.sure = surely
    right = {int(about.confidence): about.topic in wanted for about, wanted in given}
    x = np.array([rows[number][:3] for number in right])
    print("_SURE =", tuple(round(float(w), 2) for w in fit(x, np.array(list(right.values()), float), PENALTY)))


if __name__ == "__main__":
    main()
