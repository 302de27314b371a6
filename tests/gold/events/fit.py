#!/usr/bin/env python3
"""Train the learned reader of events and the choice between it and the rules; say how both fare on cases held out.

usage: python tests/gold/events/fit.py MODEL [--epochs N] [--judge SET ...] [--no-training]

MODEL: the folder with MiniLM's `model.safetensors`, `config.json` and `vocab.txt` (net.py says where it is from). The
reader learns from `train` here and from train, own/train, fresh/train, more/train and wire/train of the other cases; of
the latter, which the rules were made from, it is not told what the rules find. The choice is fitted on what rules and
reader say of `choice`. --judge: F1 on sets that nothing is made from (`dev`, or `held` here).
Deterministic on one machine.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent
ROOT = GOLD.parents[1]
sys.path[:0] = [str(HERE), str(GOLD), str(ROOT)]

import score  # noqa: E402
from cases import cases  # noqa: E402
from logistic import fit as fit_logistic  # noqa: E402
from net import Net, stored  # noqa: E402

from graph.case import from_case  # noqa: E402
from graph.extract.events.events import events  # noqa: E402
from graph.extract.learned.choice import Candidate, Key, candidates  # noqa: E402
from graph.extract.learned.passages import BY_RULE, TYPES, Names, Passage, passages  # noqa: E402
from graph.extract.learned.pieces import Pieces  # noqa: E402
from graph.extract.learned.reader import Reader  # noqa: E402
from graph.extract.learned.scene import Scene  # noqa: E402
from graph.extract.norms.provisions import provisions  # noqa: E402
from graph.extract.official.recounted import recounted  # noqa: E402
from graph.extract.participants import Cast  # noqa: E402
from graph.extract.reading import read  # noqa: E402
from graph.extract.statements.statements import statements  # noqa: E402
from graph.model import EventStatus, EventType  # noqa: E402
from graph.parse import parse  # noqa: E402

OLD = ("train", "own/train", "fresh/train", "more/train", "wire/train")
STATUSES = [s.value for s in EventStatus]
SEED, BATCH, RATE = 0, 6, 1.5e-4
RANK = 14_000  # pieces of MiniLM's vocabulary that are kept though no case has them: its first, the frequent ones
MASKED, UNRULED = 0.04, 0.15  # shares of pieces hidden, and of passages that are not told what the rules find
PENALTY = 3.0
UNKNOWN = -1  # a participant that the reading does not have


@dataclass
class Told:
    """An event of a case, by numbers of the reading's tokens and things."""

    token: int
    type: EventType
    status: str
    actor: int | None
    recipient: int | None


@dataclass
class Case:
    name: str
    scene: Scene
    gold: list[Told]
    ruled: bool  # whether it may be told what the rules find


def whole_cases(name: str) -> list[dict[str, Any]]:
    """The cases of another set, of which all is annotated."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / name).glob("*.json"))]


def prepare(found: list[dict[str, Any]], ruled: bool) -> list[Case]:
    documents = [from_case({"id": c["id"], "text": c["text"], "date": c["date"]})[0] for c in found]
    docs = parse(d.text for d in documents)
    made = []
    for case, document, doc in zip(found, documents, docs, strict=True):
        reading = read(document, doc)
        said = statements(reading)
        norms = [p for p in provisions(reading) if not p.order.unissued]
        scene = Scene(Cast(reading, said), recounted(reading, norms, events(reading, said)))
        made.append(Case(case["id"], scene, list(_gold(case, scene)), ruled))
    return made


def _gold(case: dict[str, Any], scene: Scene) -> Iterable[Told]:
    forms = [
        {
            "id": str(n),
            "type": r.type.value,
            "name": r.name,
            "mentions": [f for m in r.mentions for f in _forms(scene, m)],
        }
        for n, r in enumerate(scene.referents)
    ]
    known = {theirs: int(ours) for ours, theirs in score.align(case["entities"], forms).items()}
    for event in case["events"]:
        start = case["text"].find(event["text"])
        at = (
            scene.trigger(event["trigger"], event["trigger"] + 1)
            if "trigger" in event
            else scene.trigger(start, start + len(event["text"]))
        )
        actor, recipient = (None if e is None else known.get(e, UNKNOWN) for e in (event["actor"], event["recipient"]))
        yield Told(at, EventType(event["type"]), event["status"], actor, recipient)


def _forms(scene: Scene, mention: Any) -> Iterable[str]:
    yield mention.span.text
    if mention.title is not None:
        yield scene.doc[mention.title.start : mention.end].text
    if mention.long is not None:
        yield mention.long.text


# --- names and pieces


def name_all(cases: list[Case]) -> Names:
    """Numbers for what the cases have often enough."""
    paths, dependencies, prepositions = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        scene = case.scene
        dependencies.update(t.dep_ for t in scene.doc)
        for frame in scene.reading.frames:
            prepositions.update(name.lower() for name in frame.preps)
        for told in case.gold:
            paths.update(p for m in scene.mentions if (p := scene.path(told.token, m.head)) is not None)
    return Names(
        {d: n for n, (d, _) in enumerate(dependencies.most_common(59), 1)},
        {p: n for n, (p, seen) in enumerate(paths.most_common(600), 3) if seen >= 5},
        {p: n for n, (p, _) in enumerate(prepositions.most_common(26), 1)},
    )


def keep_pieces(folder: Path, cases: list[Case]) -> tuple[list[str], list[int]]:
    """The pieces that the cases have, single characters, and the most frequent; and their numbers in MiniLM."""
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    whole = Pieces(vocabulary)
    used = {n for case in cases for token in case.scene.doc if not token.is_space for n in whole(token.text)}
    first = vocabulary.index("the")
    kept = [
        n
        for n, piece in enumerate(vocabulary)
        if piece in {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
        or n in used
        or (
            piece.isascii()
            and not piece.startswith("[unused")
            and (len(piece.removeprefix("##")) == 1 or n < first + RANK)
        )
    ]
    return [vocabulary[n] for n in kept], kept


# --- training


@dataclass
class Lesson:
    """A passage with what it tells: for each token and type the events of the case."""

    passage: Passage
    told: dict[tuple[int, int], list[Told]]
    numbers: torch.Tensor
    flags: torch.Tensor


def lessons(case: Case, pieces: Pieces, names: Names) -> Iterable[Lesson]:
    for passage in passages(case.scene, pieces, names, case.ruled):
        place = {token: n for n, token in enumerate(passage.tokens)}
        told: dict[tuple[int, int], list[Told]] = {}
        for event in case.gold:
            if event.token in place:
                told.setdefault((place[event.token], TYPES.index(event.type)), []).append(event)
        pairs = [passage.pair(at, TYPES[kind]) for at, kind in told]
        numbers = torch.from_numpy(np.stack([n for n, _ in pairs])) if pairs else torch.zeros(0)
        flags = torch.from_numpy(np.stack([f for _, f in pairs])) if pairs else torch.zeros(0)
        yield Lesson(passage, told, numbers, flags)


def loss(net: Net, lesson: Lesson, states: torch.Tensor) -> torch.Tensor:
    passage, told = lesson.passage, lesson.told
    marks, flags = torch.from_numpy(passage.marks), lesson.flags
    if random.random() < UNRULED:
        marks, flags = marks.clone(), flags.clone()
        marks[:, 4:] = 0
        if told:
            flags[:, :, list(BY_RULE)] = 0
    types, statuses = net.events(states, passage, marks)
    wanted = torch.zeros_like(types)
    for at, kind in told:
        wanted[at, kind] = 1
    total = functional.binary_cross_entropy_with_logits(types, wanted, reduction="sum")
    if not told:
        return total
    at, kinds = (torch.tensor(each) for each in zip(*told, strict=True))
    right = torch.tensor([STATUSES.index(group[0].status) for group in told.values()])
    total = total + 0.5 * functional.cross_entropy(statuses[at], right, reduction="sum")
    if not passage.mentions:
        return total
    shares = net.takers(states, passage, at, kinds, lesson.numbers, flags)
    for slot, logs in zip(("actor", "recipient"), shares, strict=True):
        for row, group in enumerate(told.values()):
            target = _target(passage, [getattr(event, slot) for event in group])
            if target is not None:
                total = total - (target * logs[row]).sum()
    return total


def _target(passage: Passage, takers: list[int | None]) -> torch.Tensor | None:
    """What the shares of a passage's things ought to be; None where none of the takers is known there."""
    target = torch.zeros(len(passage.referents) + 1)
    for taker in takers:
        if taker is None:
            target[-1] += 1
        elif taker in passage.referents:
            target[passage.referents.index(taker)] += 1
    return target / target.sum() if target.sum() else None


def train(net: Net, taught: list[Lesson], epochs: int, pieces: Pieces) -> None:
    """AdamW, the encoder slower than the heads, the rates falling to nothing after a short rise."""
    inner = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    outer = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": inner, "lr": RATE}, {"params": outer, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * math.ceil(len(taught) / BATCH)
    rise = 0.06 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / rise, (steps - n) / (steps - rise)))
    net.train()
    began = time.time()
    for epoch in range(epochs):
        order = sorted(range(len(taught)), key=lambda n: len(taught[n].passage.pieces) + 120 * random.random())
        batches = [order[n : n + BATCH] for n in range(0, len(order), BATCH)]
        random.shuffle(batches)
        total = 0.0
        for batch in batches:
            chosen = [taught[n] for n in batch]
            states = net.states([c.passage for c in chosen], 0, (pieces.mask, MASKED))
            each = sum(loss(net, c, s) for c, s in zip(chosen, states, strict=True)) / len(chosen)
            optimizer.zero_grad()
            each.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += each.item()
        print(
            f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.2f}, {time.time() - began:.0f} s", flush=True
        )
    net.eval()


# --- the choice


def right(case: Case, key: Key) -> bool:
    return any(key == (t.type, t.actor, t.recipient) for t in case.gold)


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


def best(weighed: Sequence[tuple[Case, list[tuple[Candidate, float]]]]) -> tuple[float, float]:
    """The chance above which telling an event gives the best F1, and that F1."""
    tried = [
        (f1(sum(count(c, [k.key for k, p in found if p > at]) for c, found in weighed)), at)
        for at in np.arange(0.16, 0.6, 0.02)
    ]
    value, at = max(tried)
    return at, value


def choose(read_: list[tuple[Case, list[Candidate]]]) -> tuple[list[str], np.ndarray]:
    names = sorted({name for _, found in read_ for c in found for name in c.traits})
    x = [np.array([[c.traits.get(n, 0.0) for n in names] for c in found]).reshape(-1, len(names)) for _, found in read_]
    y = [np.array([right(case, c.key) for c in found], float) for case, found in read_]

    def weigh(weights: np.ndarray, n: int) -> tuple[Case, list[tuple[Candidate, float]]]:
        case, found = read_[n]
        return case, list(zip(found, (1 / (1 + np.exp(-x[n] @ weights))).tolist(), strict=True))

    held: list[tuple[Case, list[tuple[Candidate, float]]]] = []
    for fold in range(5):
        rest = [n for n in range(len(read_)) if n % 5 != fold]
        weights = fit_logistic(np.concatenate([x[n] for n in rest]), np.concatenate([y[n] for n in rest]), PENALTY)
        held += [weigh(weights, n) for n in range(len(read_)) if n % 5 == fold]
    at, value = best(held)
    counts = sum(count(c, [k.key for k, p in found if p > at]) for c, found in held)
    rules = sum(count(c, ruled(c)) for c, _ in read_)
    print(f"held out: rules {f1(rules):.3f} {rules.tolist()}, chosen {value:.3f} {counts.tolist()} above {at:.2f}")
    bounded = sum(count(c, [k.key for k, p in found if k.is_enough(p)]) for c, found in held)
    print(f"by the bounds of the product {f1(bounded):.3f} {bounded.tolist()}")
    for low in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        inside = [(p, right(c, k.key)) for c, found in held for k, p in found if low <= p < low + 0.1]
        if inside:
            print(f"  {low:.1f}: {len(inside)} told, {np.mean([r for _, r in inside]):.2f} right")
    return names, fit_logistic(np.concatenate(x), np.concatenate(y), PENALTY)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--judge", nargs="*", default=[])
    parser.add_argument("--weights", type=Path, default=ROOT / "graph" / "extract" / "learned" / "weights.npz")
    parser.add_argument(
        "--fitted", type=Path, default=ROOT / "graph" / "extract" / "lexicons" / "event_choice_weights.csv"
    )
    parser.add_argument("--no-training", action="store_true", help="only fit the choice for the weights that there are")
    options = parser.parse_args()
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    if not options.no_training:
        learned = prepare(cases("train"), ruled=True)
        for name in OLD:
            learned += prepare(whole_cases(name), ruled=False)
        names, (vocabulary, kept) = name_all(learned), keep_pieces(options.model, learned)
        pieces = Pieces(vocabulary)
        taught = [lesson for case in learned for lesson in lessons(case, pieces, names)]
        size = sum(len(c.gold) for c in learned)
        print(f"{len(learned)} cases, {len(taught)} passages, {size} events; {len(kept)} pieces")
        net = Net(
            options.model, kept, 3 + max(names.path.values()), 1 + len(names.dependency), 1 + len(names.preposition)
        )
        train(net, taught, options.epochs, pieces)
        known = {
            "pieces": vocabulary,
            "path": names.path,
            "dependency": names.dependency,
            "preposition": names.preposition,
        }
        np.savez_compressed(options.weights, **stored(net, known))
    reader = Reader.load(options.weights)
    left = prepare(cases("choice"), ruled=True)
    traits, weights = choose([(c, candidates(c.scene, reader.sightings(c.scene))) for c in left])
    with options.fitted.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("trait", "weight"))
        writer.writerows((name, f"{w:.4f}") for name, w in zip(traits, weights, strict=True))
    total = np.zeros((2, 3))
    for name in options.judge:
        judged = prepare(cases(name) if (HERE / name).is_dir() else whole_cases(name), ruled=True)
        rules, chosen = np.zeros(3), np.zeros(3)
        for case in judged:
            found = candidates(case.scene, reader.sightings(case.scene))
            x = np.array([[c.traits.get(n, 0.0) for n in traits] for c in found]).reshape(-1, len(traits))
            p = 1 / (1 + np.exp(-x @ weights))
            rules += count(case, ruled(case))
            chosen += count(case, [c.key for c, likely in zip(found, p, strict=True) if c.is_enough(likely)])
        total += [rules, chosen]
        print(f"{name}: rules {f1(rules):.3f} {rules.tolist()}, chosen {f1(chosen):.3f} {chosen.tolist()}", flush=True)
    if options.judge:
        print(f"all: rules {f1(total[0]):.3f}, chosen {f1(total[1]):.3f}")


if __name__ == "__main__":
    main()
