#!/usr/bin/env python3
"""Fit `graph/extract/lexicons/stance_weights.csv` on tests/gold/train and own/train, and say how it fares held out.

usage: python tests/gold/fit_stance.py [--write | --unseen]

Deterministic: ridge-penalised logistic regression by Newton's method, folds by document number. It learns that kind and
target are right: the probability is then that of the fact, and a likely target of doubtful sort can be passed over.
Polarity is right where the case has an event of the kind by the speaker that overlaps the statement or has its target.

Tried in cross-validation by document, and not better: learning polarity alone (target too: F1 .58 against .60 for
blame), a ranker of every referent of the document in place of the list of guesses (ACCUSE events: F1 .54 against .55),
richer traits of speaker and statement (.55), and sentence vectors of MiniLM as further traits (.53 to .55). With
own/train: what else the speaker does and says in the document, and who he is (own/train .42 to .40).

These folds flatter stance.toml, which was written with the training cases in sight. `--unseen` counts each of its words
as unknown in a document that alone has it, which is nearer to a new text, and tells what valence.toml is worth there
(mean F1 over ten draws of folds): .493 to .518 for blame, .314 to .366 for praise.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import score  # noqa: E402
from logistic import fit, probability  # noqa: E402

from graph.case import from_case  # noqa: E402
from graph.extract.events.events import judging_verbs  # noqa: E402
from graph.extract.events.patterns import frame_events  # noqa: E402
from graph.extract.events.speech_acts import ENOUGH, Judgement, judgements  # noqa: E402
from graph.extract.participants import Cast  # noqa: E402
from graph.extract.reading import Reading, read  # noqa: E402
from graph.extract.statements import stance  # noqa: E402
from graph.extract.statements.statements import statements  # noqa: E402
from graph.model import EventType  # noqa: E402
from graph.parse import parse  # noqa: E402

WEIGHTS = HERE.parents[1] / "graph" / "extract" / "lexicons" / "stance_weights.csv"
PENALTY = 2.0
FOLDS = 5


@dataclass
class Example:
    document: int
    kind: str
    features: dict[str, float]
    right: bool  # polarity
    exact: bool  # polarity and target


def examples(judging: Callable[[int], dict[str, float]] | None = None) -> Iterator[Example]:
    """Every way to take a statement, in every case. `judging`: the judging words that count in a document."""
    for number, (case, doc) in enumerate(zip(cases(), parse(c["text"] for c in cases()), strict=True)):
        if judging is not None:
            known = judging(number)
            stance._weights = lambda known=known: known
        document, _ = from_case({"id": case["id"], "text": case["text"], "date": case["date"]})
        reading = read(document, doc)
        cast = Cast(reading, statements(reading))
        reported = list(frame_events(cast))
        gold = gold_ids(case, reading)
        for judgement in judgements(cast, judging_verbs(reported)):
            right, exact = judged(case, judgement, gold)
            yield Example(number, judgement.type.value, dict(judgement.features), right, exact)


@cache
def cases() -> list[dict[str, Any]]:
    paths = [path for part in ("train", "own/train") for path in sorted((HERE / part).glob("*.json"))]
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def gold_ids(case: dict[str, Any], reading: Reading) -> dict[int, str | None]:
    """The case's entity for each referent."""
    ours = [
        {"id": str(i), "name": r.name, "mentions": [m.span.text for m in r.mentions], "type": r.type.value}
        for i, r in enumerate(reading.referents)
    ]
    mapping = score.align(case["entities"], ours)
    return {id(r): mapping.get(str(i)) for i, r in enumerate(reading.referents)}


def judged(case: dict[str, Any], judgement: Judgement, gold: dict[int, str | None]) -> tuple[bool, bool]:
    said = judgement.said
    right = exact = False
    for event in case["events"]:
        if event["type"] != judgement.type.value or event["actor"] != gold.get(id(said.speaker)):
            continue
        start = case["text"].find(event["text"])
        end = start + len(event["text"])
        shared = min(said.end, end) - max(said.start, start)
        exact = exact or event["recipient"] in [gold.get(id(t)) for t in judgement.targets]
        right = right or exact or shared > 0.5 * min(said.end - said.start, end - start)
    return right, exact


def table(kind: str, found: list[Example]) -> dict[str, float]:
    """The weights of one kind; prints the figures of held-out documents."""
    mine = [e for e in found if e.kind == kind]
    names = sorted({name for e in mine for name in e.features})
    x = np.array([[e.features.get(name, 0.0) for name in names] for e in mine])
    right, exact = np.array([e.right for e in mine]), np.array([e.exact for e in mine])
    y = exact.astype(float)
    fold = np.array([e.document % FOLDS for e in mine])
    held_out = np.zeros(len(mine))
    for k in range(FOLDS):
        held_out[fold == k] = probability(x[fold == k], fit(x[fold != k], y[fold != k], PENALTY))
    rule = np.array([plain(e) for e in mine])
    for name, chosen in (("fitted", held_out > ENOUGH[EventType(kind)]), ("plain rule", rule)):
        hit = int((chosen & exact).sum())
        print(
            f"{kind:<8}{name:<12}chosen {chosen.sum():>4}"
            f"  polarity right {int(right[chosen].sum()):>4} of {int(right.sum())}"
            f"  target too {hit:>4} of {exact.sum()}  F1 {2 * hit / (chosen.sum() + exact.sum()):.3f}"
        )
    return dict(zip(names, fit(x, y, PENALTY), strict=True))


def plain(example: Example) -> bool:
    """What the fit is held against: judging words and cue add up to a strong judgement."""
    traits = example.features
    cue = 2.0 * traits.get("cue=complaint_cue" if example.kind == "ACCUSE" else "cue=praise_cue", 0.0)
    warning = traits.get("cue=warn_cue", 0.0) if example.kind == "ACCUSE" else 0.0
    return 2 * traits.get("same", 0.0) - 2 * traits.get("other", 0.0) + cue + warning >= 2.0


def unseen() -> None:
    """Print how the fit fares on words that no other document taught, with valence.toml and without it."""
    own, general = stance.judging("stance"), stance.judging("valence")
    texts = [f" {' '.join(re.findall(r'[a-z]+', case['text'].lower()))}" for case in cases()]
    seen = {word: [i for i, text in enumerate(texts) if f" {word.replace('-', ' ')}" in text] for word in own}
    alone = {word: found[0] for word, found in seen.items() if len(found) == 1}
    for name, others in (("stance.toml", {}), ("and valence.toml", general)):
        found = list(examples(lambda n, o=others: {**o, **{w: v for w, v in own.items() if alone.get(w) != n}}))
        for kind in ("ACCUSE", "SUPPORT"):
            scores = [held_out_f1([e for e in found if e.kind == kind], draw) for draw in range(10)]
            print(f"{kind:<8}{name:<17}F1 {np.mean(scores):.3f}")


def held_out_f1(mine: list[Example], draw: int) -> float:
    names = sorted({name for e in mine for name in e.features})
    x = np.array([[e.features.get(name, 0.0) for name in names] for e in mine])
    y = np.array([e.exact for e in mine])
    fold = np.random.default_rng(draw).permutation(len(cases()))[[e.document for e in mine]] % FOLDS
    chance = np.zeros(len(mine))
    for k in range(FOLDS):
        fitted = fit(x[fold != k], y[fold != k].astype(float), PENALTY)
        chance[fold == k] = probability(x[fold == k], fitted)
    chosen = chance > ENOUGH[EventType(mine[0].kind)]
    return 2 * float((chosen & y).sum()) / float(chosen.sum() + y.sum())


def main() -> None:
    if "--unseen" in sys.argv:
        unseen()
        return
    found = list(examples())
    tables = {kind: table(kind, found) for kind in ("ACCUSE", "SUPPORT")}
    if "--write" not in sys.argv:
        return
    names = sorted({name for weights in tables.values() for name in weights})
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *tables])
        for name in names:
            writer.writerow([name, *(f"{tables[kind][name]:.3f}" if name in tables[kind] else "" for kind in tables)])


if __name__ == "__main__":
    main()
