"""What a corpus costs: many processes, a ledger of many documents, the store made anew. Used by run.py."""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from graph.model import Document, Record
from graph.pipeline import Workspace, extract
from graph.settings import Settings
from graph.sources import origins

Figures = dict[str, float]
MANY = 100_000  # documents of a ledger to which nothing is added
FILLED = 5_000  # documents of a store that is made anew
WINDOW = 1_000  # documents that are put in together
STEPS = tuple(range(10_000, MANY + 1, 10_000))  # documents after which memory is looked at


@dataclass(frozen=True, slots=True)
class Turns:
    """How growth is looked at: homes of so many documents take in so many, in turns, of which a sample is read."""

    sizes: tuple[int, ...] = (1_000, 50_000)
    turns: int = 20
    documents: int = 250
    sample: int = 25


def pool(folder: Path) -> Figures:
    """The corpus by one worker process and by two: words a second, and a second of all processes' processor time, from
    the first document on, so that loading the model does not count; the peak of a worker's memory."""
    figures: Figures = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
            reading = workspace.ingest([folder], workers=workers)
            next(reading)
            began, before = time.perf_counter(), _cpu()
            words = sum(outcome.words for outcome in reading)
            figures[f"words_per_second_of_{workers}"] = words / (time.perf_counter() - began)
            figures[f"words_per_cpu_second_of_{workers}"] = words / (_cpu() - before)
    figures["speed_up"] = figures["words_per_second_of_2"] / figures["words_per_second_of_1"]
    kib = 1024 if sys.platform == "linux" else 1024**2
    return figures | {"worker_peak_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / kib}


def rebuild(folder: Path) -> Figures:
    """The store made anew from the ledger: quads a second. Records of `folder`, many times over in other words."""
    with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
        _fill(workspace, islice(_documents(_read(folder)), FILLED))
        began, before = time.perf_counter(), time.process_time()
        workspace.rebuild()
        seconds, cpu = time.perf_counter() - began, time.process_time() - before
        quads = len(workspace.store)
        return {"quads": quads, "quads_per_second": quads / seconds, "quads_per_cpu_second": quads / cpu}


def known(folder: Path) -> Figures:
    """A folder of many files that all are in already: how long it takes to find that nothing is new, in seconds."""
    from graph.ingestion import stamp
    from graph.pipeline import INTAKE

    with tempfile.TemporaryDirectory() as place, Workspace.open(Settings(home=Path(place) / "home")) as workspace:
        for number in range(MANY):
            (Path(place) / f"{number // 1000:03}").mkdir(exist_ok=True)
            (Path(place) / f"{number // 1000:03}" / f"{number:06}.txt").write_text(f"The order number {number} is in.")
        files = [origin for name in sorted(Path(place).glob("[0-9]*")) for origin in origins(str(name))]
        read_by, (_, record) = (
            stamp(workspace.settings, INTAKE),
            next(extract([Document("It is in.")], workspace.settings)),
        )
        for start in range(0, MANY, WINDOW):
            with workspace.together():
                for origin in files[start : start + WINDOW]:
                    document = Document(Path(origin.name).read_text(), source=origin.name)
                    workspace.commit(document, Record(document.id, record.provenance))
                    workspace.ledger.origins.hold(origin.name, document.id, "made")
                    workspace.ledger.origins.finish(origin.name, origin.size, origin.modified, read_by, 1)
        workspace.settle()
        began, before = time.perf_counter(), time.process_time()
        found = sum(1 for _ in workspace.ingest(sorted(Path(place).glob("[0-9]*"))))
        seconds, cpu = time.perf_counter() - began, time.process_time() - before
        return {"documents": found, "seconds": seconds, "cpu_seconds": cpu}


def memory(folder: Path, steps: tuple[int, ...] = STEPS) -> Figures:
    """What the writer alone holds after ever more documents, and its peak up to there, in MiB (Linux)."""
    figures: Figures = {}
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as reader:
        read = reader.submit(_read, folder).result()  # so that the language model is not in this process
    with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
        documents = _documents(read)
        for before, there in pairwise((0, *steps)):
            _fill(workspace, islice(documents, there - before), settle=False)
            status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
            for name, field in (("resident", "VmRSS"), ("peak", "VmHWM")):
                figures[f"{name}_mib_at_{there}"] = int(status[field].split()[0]) / 1024
    return figures


def growth(folder: Path, plan: Turns = Turns()) -> Figures:
    """How fast the same documents are taken in after 1,000 and after 50,000 others, in words a second of processor
    time, which counts what RocksDB does beside; `ratio` is that of the later ones. Each home has a process of its own,
    and they go in turn, so that what else the machine does changes both alike. Of a turn's documents a few are read
    (reading knows no other document), all are put in; the store gets the last with the last turn."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as place, ExitStack() as started:
        homes = []
        for there in plan.sizes:
            near, far = context.Pipe()
            process = context.Process(target=_taking, args=(Path(place) / str(there), folder, there, plan, far))
            process.start()
            started.callback(process.join)
            homes.append(near)
        for home in homes:
            home.recv()  # it is filled
        for turn in range(plan.turns):
            for home in homes:
                home.send(turn + 1 == plan.turns)
                home.recv()
        told = [home.recv() for home in homes]
    named = {
        f"{name}_at_{there}": figure
        for there, found in zip(plan.sizes, told, strict=True)
        for name, figure in found.items()
    }
    first, last = (found["words_per_cpu_second"] for found in told)
    return named | {"ratio": last / first}


def _taking(home: Path, folder: Path, there: int, plan: Turns, pipe: Connection) -> None:
    """Fill a home, say so, take in some documents whenever told to, and after the last ones say how fast."""
    words, reading, putting, last = 0, 0.0, 0.0, False
    read = _read(folder)
    with Workspace.open(Settings(home=home)) as workspace:
        _fill(workspace, islice(_documents(read), there))
        documents = islice(_documents(read), max(plan.sizes), None)
        pipe.send("filled")
        while not last:
            last = pipe.recv()
            some = list(islice(documents, plan.documents))
            sample = [document for document, _ in some[:: plan.documents // plan.sample]]
            before = time.process_time()
            words += sum(len(document.text.split()) for document, _ in extract(sample, workspace.settings))
            between = time.process_time()
            _fill(workspace, iter(some), settle=last)
            reading, putting = reading + between - before, putting + time.process_time() - between
            pipe.send("taken")
    a_read, a_put = reading / (plan.turns * plan.sample), putting / (plan.turns * plan.documents)
    speed = words / (plan.turns * plan.sample) / (a_read + a_put)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    figures = {"ms_to_read": 1000 * a_read, "ms_to_put": 1000 * a_put, "peak_mib": peak}
    pipe.send({"words_per_cpu_second": speed} | figures)


def _cpu() -> float:
    """Processor seconds of this process and of those that it started and that have ended, or are running (Linux)."""
    running = 0.0
    for child in multiprocessing.active_children():
        try:
            fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        running += (int(fields[11]) + int(fields[12])) / 100
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + running


def _fill(workspace: Workspace, cases: Iterator[tuple[Document, Record]], *, settle: bool = True) -> None:
    while some := list(islice(cases, 16)):
        with workspace.together():
            for document, record in some:
                workspace.commit(document, record)
    if settle:
        workspace.settle()


def _read(folder: Path) -> list[tuple[Document, Record]]:
    """Paragraphs of the corpus with what is read in them."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())[:60]]
    paragraphs = [part for text in texts for part in text.split("\n\n") if 30 <= len(part.split()) <= 90][:200]
    return list(extract((Document(part) for part in paragraphs), Settings()))


def _documents(read: list[tuple[Document, Record]]) -> Iterator[tuple[Document, Record]]:
    """Without end: a paragraph with what was read in it, before the words of others in ever another order; whole
    paragraphs, of 200, would make more and more documents reprints of one another."""
    chance = random.Random(1)
    for number in range(10**9):
        document, record = read[number % len(read)]
        words = " ".join(other.text for other, _ in chance.sample(read, 3)).split()
        text = f"{document.text}\n\n{' '.join(chance.sample(words, len(words)))}\n\nThis is the paper number {number}."
        made = Document(text, title=f"Paper {number}", url=f"https://papers.example/{number}")
        yield made, replace(record, document_id=made.id)
