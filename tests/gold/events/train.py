#!/usr/bin/env python3
"""Train the learned reader on lessons (lessons.py), with what larger readers say of them (distillation).

usage: python tests/gold/events/train.py LESSONS ENCODER WEIGHTS [--teacher ENCODER] [--judge LESSONS ...] …

With --teacher, three readers on that encoder are trained first, each on two thirds of the cases. The reader then
learns from a mean of what the cases say and of what the teacher that has not learned from a case says of it
(ENCODER.md has the commands and times). Needs torch and safetensors only.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from net import SLOTS, Batch, Document, Encoder, Lesson, Net, Said, load, restore, stored
from torch import Tensor
from torch.nn import functional

UNRULED = 0.15  # share of passages that are not told what the rules find
KINDS = 0.05  # how much it counts of what type each mention's thing is
NOUN = 1  # mentions up to this manner are by name or noun
TAGS = 0.3  # what is a name
LINKS = 0.3  # which earlier mention each one means
UNKNOWN = 0.3  # how much a mention counts there of which the case has no thing
JUDGED = 16  # documents that are judged at once
RISE = 0.06  # of the steps, in which the rates rise

torch.backends.cuda.enable_cudnn_sdp(False)  # plans anew for every shape
torch.backends.cuda.matmul.allow_tf32 = True


class School:
    """Lessons with what is known of them, and the machine that learns them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.device = options, options.device
        self.taught, known = load(options.lessons)
        self.names, self.sizes = known["names"], known["sizes"]
        self.pad, self.mask = (self.names["pieces"].index(mark) for mark in ("[PAD]", "[MASK]"))

    def net(self, folder: Path) -> Net:
        return Net(Encoder(folder, self.names["pieces"]), self.sizes).to(self.device)

    def batch(self, documents: Sequence[Document]) -> Batch:
        return Batch.of(documents, self.sizes, self.pad, self.device)

    def fold(self, document: Document) -> int:
        """In which of the folds its case is."""
        return int(document[0]["case"]) % self.options.folds

    def train(self, net: Net, taught: Sequence[Document], epochs: int, rate: float, name: str = "") -> Iterator[None]:
        """AdamW, the encoder slower than the heads, the rates falling to nothing after a short rise. Stops after each
        epoch."""
        inner = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
        outer = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
        groups = [{"params": inner, "lr": rate}, {"params": outer, "lr": 1e-3}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=self.device == "cuda")
        steps = epochs * math.ceil((1 - self.options.lot) * len(taught) / self.options.size)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda n: max(0, min((n + 1) / (RISE * steps), (steps - n) / (steps - RISE * steps)))
        )
        net.train()
        began = time.time()
        for epoch in range(epochs):
            total = torch.zeros((), device=self.device)
            for numbers in self._batches(taught):
                batch = self.batch([self._hidden(taught[n]) for n in numbers])
                masked = torch.rand(batch.pieces.shape, device=self.device) < self.options.masked
                batch.pieces = torch.where(masked & batch.mask, self.mask, batch.pieces)
                loss = apart(net(batch, rough=True), batch) / len(numbers)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                total += loss.detach() * len(numbers)
            mean, took = total.item() / len(taught), time.time() - began
            print(f"{name}epoch {epoch + 1} of {epochs}: loss {mean:.2f}, {took:.0f} s", flush=True)
            yield
        net.eval()

    def _batches(self, taught: Sequence[Document]) -> Iterator[list[int]]:
        """Numbers of documents of about one length, without those that the lot leaves out."""
        there = [n for n in range(len(taught)) if random.random() >= self.options.lot]
        order = sorted(there, key=lambda n: _length(taught[n]) + 120 * random.random())
        batches = [order[n : n + self.options.size] for n in range(0, len(order), self.options.size)]
        random.shuffle(batches)
        yield from batches

    def _hidden(self, document: Document) -> Document:
        """A document without what the rules find, now and then."""
        return document if random.random() >= UNRULED else [self._unruled(page) for page in document]

    def _unruled(self, page: Lesson) -> Lesson:
        marks, flags = page["marks"].clone(), page["flags"].clone()
        marks[:, self.sizes["marks by rule"]] = 0
        flags[:, :, self.sizes["flags by rule"]] = 0
        shown = page["shown"].clone()
        shown[:, -1] = self.sizes["near"][-1] - 2
        return {**page, "marks": marks, "flags": flags, "shown": shown}

    @torch.no_grad()
    def soften(self, teachers: Sequence[Net]) -> None:
        """Take for what is told a mean of what the cases say and of what the teacher of their fold says."""
        share, soft = self.options.share, list[Document]()
        for fold, teacher in enumerate(teachers):
            inside = sorted((x for x in self.taught if self.fold(x) == fold), key=_length)
            for n in range(0, len(inside), JUDGED):
                documents = inside[n : n + JUDGED]
                pages = [x for document in documents for x in document]
                said = teacher(self.batch(documents), rough=True)
                types = said.types.sigmoid().cpu().split([len(x["first"]) for x in pages])
                events = [len(x["told"]) for x in pages]
                statuses = said.statuses.softmax(1).cpu().split(events)
                shares = {slot: said.shares[slot].exp().cpu().split(events) for slot in SLOTS}
                softened = list[Lesson]()
                for m, x in enumerate(pages):
                    taught = {slot: _known_mean(x[slot], shares[slot][m], share) for slot in SLOTS}
                    taught["types"] = torch.lerp(x["types"], types[m], share)
                    taught["statuses"] = torch.lerp(x["statuses"], statuses[m], share)
                    softened.append({**x, **taught})
                of = iter(softened)
                soft += [list(islice(of, len(document))) for document in documents]
        self.taught = soft

    @torch.no_grad()
    def judge(self, net: Net, taught: Sequence[Document]) -> str:
        """How well a reader tells types at their words, who takes part where that is known, and whole events."""
        net.eval()
        chances, wanted, whole = list[Tensor](), list[Tensor](), list[Tensor]()
        right = {slot: torch.zeros(2) for slot in (*SLOTS, "link", "names")}
        for n in range(0, len(taught), JUDGED):
            b = self.batch(taught[n : n + JUDGED])
            said = net(b)
            at, all_right = (b.told[:, 0], b.told[:, 1]), torch.ones(len(b.told), device=self.device)
            for slot in SLOTS:
                hit = b.shares[slot].gather(1, said.shares[slot].argmax(1, keepdim=True))[:, 0] > 0
                known = b.shares[slot].sum(1) > 0
                right[slot] += torch.stack([(hit & known).sum(), known.sum()]).cpu()
                all_right *= hit
            right["link"] += linked(said.links, b).cpu()
            right["names"] += named(said.tags, b).cpu()
            full = torch.zeros_like(b.types)
            full[at] = all_right
            for found, values in ((chances, said.types), (wanted, b.types), (whole, full)):
                found.append(values.flatten().cpu())
        order = torch.cat(chances).argsort(descending=True)
        told = torch.arange(1, len(order) + 1) + torch.cat(wanted).sum()
        best = [float((2 * torch.cat(v)[order].cumsum(0) / told).max()) for v in (wanted, whole)]
        parts = ", ".join(f"{slot} {a / b:.3f}" for slot, (a, b) in right.items())
        return f"types {best[0]:.3f}, {parts}, whole {best[1]:.3f}"

    def report(self, name: str, net: Net) -> None:
        for path in self.options.judge:
            print(f"{name}on {path.stem}: {self.judge(net, load(path)[0])}", flush=True)


def _length(document: Document) -> int:
    """Of its longest page."""
    return max(len(page["pieces"]) for page in document)


def _known_mean(gold: Tensor, said: Tensor, share: float) -> Tensor:
    """Of [E, R + 1], where it is known who takes part; a batch has columns for more things, before that of nobody."""
    said = torch.cat((said[:, : gold.shape[1] - 1], said[:, -1:]), 1)
    return torch.where(gold.sum(1, keepdim=True) > 0, torch.lerp(gold, said, share), gold)


def apart(said: Said, b: Batch) -> Tensor:
    """How far what is said is from what the batch tells."""
    total = functional.binary_cross_entropy_with_logits(said.types, b.types, reduction="sum")
    total = total - 0.5 * (b.statuses * said.statuses.log_softmax(1)).sum()
    for slot in SLOTS:
        total = total - torch.where(b.shares[slot] > 0, b.shares[slot] * said.shares[slot], 0).sum()
    kinds = functional.cross_entropy(said.kinds, b.sort, ignore_index=-1, reduction="sum")
    tags = functional.cross_entropy(said.tags, b.tags, ignore_index=-1, reduction="sum")
    return total + KINDS * kinds + LINKS * unlinked(said.links, b) + TAGS * tags


def named(said: Tensor, b: Batch) -> Tensor:
    """Of how many tokens of the cases' names it is right what they are, and how many there are."""
    return torch.stack([((said.argmax(1) == b.tags) & (b.tags > 0)).sum(), (b.tags > 0).sum()])


def unlinked(links: Tensor, b: Batch) -> Tensor:
    """How far each mention by name or noun is from meaning what it means: any of the earlier ones that are the same."""
    called = b.manner <= NOUN
    right = torch.zeros_like(links, dtype=torch.bool)
    right[:, :-1] = (b.owner[:, None] == b.owner[None]) & (b.owner >= 0) & (links[:, :-1] > -1e3)
    right[:, -1] = ~right.any(1)
    lost = links.logsumexp(1) - links.masked_fill(~right, -1e4).logsumexp(1)
    return (lost * called * torch.where(b.owner < 0, UNKNOWN, 1.0)).sum()


def linked(links: Tensor, b: Batch) -> Tensor:
    """Of how many mentions of the cases' things it is right which earlier one they mean, and how many there are."""
    meant = links.argmax(1)
    of = (b.manner <= NOUN) & (b.owner >= 0)
    same = (b.owner[:, None] == b.owner[None]) & (links[:, :-1] > -1e3)
    right = torch.where(meant == len(b.owner), ~same.any(1), b.owner[meant.clamp(max=len(b.owner) - 1)] == b.owner)
    return torch.stack([(right & of).sum(), of.sum()])


def seed(number: int) -> None:
    random.seed(number)
    np.random.seed(number)
    torch.manual_seed(number)


def teach(options: argparse.Namespace, fold: int) -> Mapping[str, Any]:
    """Train the teacher that does not see a fold."""
    torch.set_num_threads(max(1, multiprocessing.cpu_count() // options.folds))
    seed(options.seed + 1 + fold)
    school = School(options)
    net = school.net(options.teacher)
    rest = [x for x in school.taught if school.fold(x) != fold]
    for _ in school.train(net, rest, options.teacher_epochs, options.teacher_rate, name=f"teacher {fold}: "):
        pass
    left = [x for x in school.taught if school.fold(x) == fold]
    print(f"teacher {fold}, on its fold: {school.judge(net, left)}", flush=True)
    school.report(f"teacher {fold}, ", net)
    return {name: value.cpu() for name, value in net.state_dict().items()}


def teachers(options: argparse.Namespace, school: School) -> list[Net]:
    """All of them, trained at the same time, or as they are in the folder of `--kept`."""
    paths = [options.kept / f"teacher{fold}.pt" for fold in range(options.folds)]
    if not all(path.exists() for path in paths):
        options.kept.mkdir(exist_ok=True)
        with multiprocessing.get_context("spawn").Pool(options.folds) as pool:
            learned = pool.starmap(teach, [(options, fold) for fold in range(options.folds)], 1)
        for path, weights in zip(paths, learned, strict=True):
            torch.save(weights, path)
    made = [school.net(options.teacher).eval() for _ in paths]
    for net, path in zip(made, paths, strict=True):
        net.load_state_dict(torch.load(path))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", type=Path)
    parser.add_argument("encoder", type=Path, help="folder of the reader's encoder: MiniLM")
    parser.add_argument("weights", type=Path, help="where the reader goes")
    parser.add_argument("--teacher", type=Path, help="folder of the teachers' encoder: MPNet")
    parser.add_argument(
        "--start", type=Path, help="the weights of a reader that goes on, and is its own teacher if none is named"
    )
    parser.add_argument("--kept", type=Path, default=Path("teachers"), help="folder for the teachers")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument(
        "--share", type=float, default=0.7, help="of what the teachers say in what the reader is taught"
    )
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--teacher-epochs", type=int, default=5)
    parser.add_argument("--teacher-rate", type=float, default=5e-5)
    parser.add_argument("--size", type=int, default=8, help="documents that are learned from at once")
    parser.add_argument("--lot", type=float, default=0.0, help="share of documents that each epoch leaves out, by lot")
    parser.add_argument("--masked", type=float, default=0.04, help="share of pieces that are hidden")
    parser.add_argument("--judge", type=Path, nargs="*", default=[], help="lessons to say how well it reads")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    school = School(options)
    if options.teacher is not None:
        school.soften(teachers(options, school))
    elif options.start is not None:
        school.soften([restore(school.net(options.encoder), options.start, school.names).eval()] * options.folds)
    seed(options.seed)
    net = school.net(options.encoder)
    if options.start is not None:
        restore(net, options.start, school.names)
    for _ in school.train(net, school.taught, options.epochs, options.rate):
        np.savez(options.weights, **stored(net, school.names))
    school.report("", net)
    np.savez_compressed(options.weights, **stored(net, school.names))


if __name__ == "__main__":
    main()
