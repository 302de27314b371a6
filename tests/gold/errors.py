#!/usr/bin/env python3
"""Why facts are missed or wrong on the folders of PARTS, by class and frequency: the table of ERRORS.md.

usage: python tests/gold/errors.py > tests/gold/ERRORS.md
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PARTS = ("train", "own/train", "fresh/train", "more/train")
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import score  # noqa: E402

from graph.case import from_case, to_case  # noqa: E402
from graph.pipeline import extract  # noqa: E402
from graph.settings import Settings  # noqa: E402

Fact = dict[str, Any]
SLOTS = {
    "relations": ("s", "o"),
    "provisions": ("order",),
    "statements": ("speaker",),
    "events": ("actor", "recipient"),
}
KIND = {"relations": "p", "provisions": "kind", "events": "type"}


def classes(gold: Fact, told: Fact) -> Iterator[tuple[str, str]]:
    """(family, class) of every missed fact of one document, and of every wrong entity."""
    mapping = score.align(gold["entities"], told["entities"])
    found = {g: p for p, g in mapping.items()}
    types = {e["id"]: e["type"] for e in gold["entities"]}
    for entity in told["entities"]:
        if entity["id"] not in mapping:
            yield "entities", f"wrong: {entity['type']} that the case does not have, or has once already"
        elif types[mapping[entity["id"]]] != entity["type"]:
            yield "entities", f"wrong: {types[mapping[entity['id']]]} taken for {entity['type']}"
    for entity in gold["entities"]:
        if entity["id"] not in found:
            yield "entities", f"missed: {entity['type']}"
    for family, slots in SLOTS.items():
        for fact in _missed(gold, told, family):
            yield family, _reason(fact, told[family], family, slots, found)


def _missed(gold: Fact, told: Fact, family: str) -> list[Fact]:
    """What score.py calls missed."""
    lines: list[str] = score.score_document(gold, told)[2][family]
    return [json.loads(line) for line in lines]


def _reason(fact: Fact, told: list[Fact], family: str, slots: tuple[str, ...], found: dict[str, str]) -> str:
    kind = fact.get(KIND.get(family, ""), "")
    if any(fact.get(slot) and fact[slot] not in found for slot in slots):
        return f"{kind} a participant is not found or not joined".strip()
    if family == "relations":
        return f"{kind} not read, or of another participant"
    near = [t for t in told if score.overlap(fact["text"], t.get("text")) >= 0.5]
    if not near:
        return f"{kind} not read".strip()
    if kind and all(t.get(KIND[family]) != kind for t in near):
        return f"{kind} read as another kind"
    return f"{kind} read with another {' or '.join(slots)}, or another span".strip()


def main() -> None:
    """Print the table."""
    files = (path for part in PARTS for path in sorted((HERE / part).glob("*.json")))
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    documents = [from_case({"id": c["id"], "text": c["text"], "date": c["date"]})[0] for c in cases]
    counts: Counter[tuple[str, str]] = Counter()
    for case, (document, record) in zip(cases, extract(documents, Settings()), strict=True):
        counts.update(classes(case, to_case(document, record)))
    print(f"# Errors of the rules on {', '.join(PARTS)}, by class\n")
    print("Made by `python tests/gold/errors.py`; the most frequent first.\n")
    for family in ("entities", *SLOTS):
        rows = [(n, name) for (f, name), n in counts.most_common() if f == family]
        print(f"## {family}\n\n| count | class |\n|---:|---|")
        print("\n".join(f"| {n} | {name} |" for n, name in rows[:25]) + "\n")


if __name__ == "__main__":
    main()
