#!/usr/bin/env python3
"""Count `graph/resolve/words.csv`: which share of texts about orders each word is in.

usage: python tests/gold/count_words.py CORPORA [--write]

CORPORA is a folder with the folders presidential-orders, nyc-orders and wikinews, whose texts count once; the stories
of tests/gold/train count four times, so that orders and news weigh about alike. Months and weekdays tell no subject:
they are given the share from which a word has no weight.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from graph.resolve.subjects import COMMON, RARE, stems  # noqa: E402

WORDS = HERE.parents[1] / "graph" / "resolve" / "words.csv"
CORPORA = ("presidential-orders", "nyc-orders", "wikinews")
TIMES = 4  # that a story counts
DAYS = """
monday tuesday wednesday thursday friday saturday sunday jan feb mar apr aug sept sep oct nov dec
january february march april may june july august september october november december
"""


def texts(corpora: Path) -> Iterator[str]:
    """Every text, as often as it counts."""
    for file in (file for name in CORPORA for file in sorted((corpora / name).iterdir())):
        if file.suffix in {".md", ".txt"}:
            yield file.read_text(encoding="utf-8", errors="ignore")
    for case in sorted((HERE / "train").glob("*.json")):
        yield from [json.loads(case.read_text(encoding="utf-8"))["text"]] * TIMES


def shares(corpora: Path) -> list[tuple[str, float]]:
    """The words that at least `RARE` of the texts have, with their shares."""
    counts, total = Counter[str](), 0
    for text in texts(corpora):
        counts.update(set(stems(text)))
        total += 1
    found = {word: count / total for word, count in counts.items()}
    found |= {word: max(found.get(word, 0.0), COMMON) for word in stems(DAYS)}
    return sorted((word, round(share, 3)) for word, share in found.items() if share >= RARE)


def main() -> None:
    """Print how many words there are and how many differ from the file, or write it."""
    found = shares(Path(sys.argv[1]))
    with WORDS.open(encoding="utf-8", newline="") as file:
        known = {(row["word"], float(row["share"])) for row in csv.DictReader(file)}
    print(f"{len(found)} words, {len(known ^ set(found))} differ from {WORDS.name}")
    if "--write" in sys.argv:
        with WORDS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("word", "share"), *found])


if __name__ == "__main__":
    main()
