#!/usr/bin/env python3
"""How well the things of the annotated cases are known again across them, by type: pairs held against across.csv.

usage: python tests/gold/across.py

The stories of the folder orders/ were written for this measure alone: each tells in its own words, under an invented
publisher, of an order that a case of train or another story tells of too, or of another order of the same issuer, of
the same days or about the same matter. They are annotated only as far as that needs: the order and who issued it, what
it provides, when it was signed. Those called held- were written after the method was fixed: they are its fairer test.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from graph.evaluate.across import read_across, read_cases, score_across  # noqa: E402


def main() -> None:
    """Print the table, and below it each pair that is wrongly one."""
    found = score_across(read_across(HERE / "across.csv"), read_cases(HERE))
    print(f"{'':<13}{'P':>6}{'R':>6}{'F1':>6}{'same':>7}{'hard':>6}")
    for type_, one in found.items():
        rates = (f"{rate:6.3f}" for rate in (one.counts.precision, one.counts.recall, one.counts.f1))
        print(f"{type_:<13}{''.join(rates)}{one.counts.gold:>7}{one.hard:>6}")
    for a, b in (pair for one in found.values() for pair in one.merged):
        print(f"wrongly one: {a.name} ({a.case}) and {b.name} ({b.case})")


if __name__ == "__main__":
    main()
