"""`make bench`: what policygraph costs, as a small table of named benchmarks.

Each benchmark is a function of a `Corpus` that returns figures by name; it runs in a process of its own, so that its
peak memory is its own. To add one, write the function and name it in BENCHMARKS. Absolute figures are this machine's;
ratios carry over.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

import corpus as many
from hostile import hostile
from listing import lists
from pages import pages
from peers import peers
from resolution import resolution
from searching import search
from shapes import shapes
from streams import streams
from ties import network

from graph.case import read_case
from graph.errors import InputError
from graph.model import Document
from graph.parse import bare_model, language_model
from graph.settings import Settings

GOLD = Path(__file__).parent.parent / "gold"
SHARED = GOLD.parent.parent.parent / "shared" / "data" / "corpora"
Figures = dict[str, float]
LENGTHS = (500, 5_000, 50_000, 200_000)  # words of a document
TURN = 64  # documents that are read at a time by the bare model and by ingest, in turn
FEW = 20_000  # words that are read of short documents, so that one of them does not speak for all
WARM_UP = "The mayor of Springfield signed an order on Monday, which bars officers from flying drones. " * 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is read: files in `folder`, at most `words` words of them."""

    folder: Path
    words: int


class Clock:
    """Counts time while it runs: as it passes, and that of the processor, which a busy machine changes less."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0
        self.start()

    @classmethod
    def stopped(cls) -> Clock:
        """One that runs only within `with` blocks."""
        clock = cls()
        clock.began = (0.0, 0.0)
        return clock

    def start(self) -> None:
        """Run from now on."""
        self.began = (time.perf_counter(), time.process_time())

    def __enter__(self) -> None:
        """Run within the block."""
        self.start()

    def __exit__(self, *error: object) -> None:
        """Stand still."""
        self.wall, self.cpu, self.began = *self.times(), (0.0, 0.0)

    def times(self) -> tuple[float, float]:
        """Seconds of both so far."""
        wall, cpu = self.began
        if not wall:
            return self.wall, self.cpu
        return self.wall + time.perf_counter() - wall, self.cpu + time.process_time() - cpu

    def rates(self, what: str, amount: int) -> Figures:
        """How many of something went through in a second of either time."""
        wall, cpu = self.times()
        return {f"{what}_per_second": amount / wall, f"{what}_per_cpu_second": amount / cpu}


def gather(words: int) -> Iterator[Document]:
    """The corpora, or where there are none the annotated texts of this repository, up to a number of words; where they
    do not suffice, over again, each copy marked so that it is another document."""
    from graph.sources import find, read

    corpora = Path(os.environ.get("POLICYGRAPH_CORPORA", SHARED))
    files = list(find(corpora)) if corpora.is_dir() else sorted(GOLD.glob("*/*.json"))
    for number, file in enumerate(cycle(files)):
        try:
            document = read(file, Settings())
        except InputError as error:
            sys.stderr.write(f"left out: {error}\n" if number < len(files) else "")
            continue
        words -= len(document.text.split())
        if words < 0:
            return
        copy = number // len(files)
        yield replace(document, text=f"{document.text}\n\nThis is copy number {copy}.") if copy else document


def ingest(corpus: Corpus) -> Figures:
    """`policygraph ingest` of the folder into an empty home (read, parse, extract, ledger, quads, store on disk), and
    the language model over the same texts, as spaCy loads it (`bare`) and as we run it (`model`), some documents by
    each in turn: so what else the machine does changes all alike. `ratio` is ingest's speed by the bare model's."""
    from graph.pipeline import Workspace

    files = sorted(corpus.folder.iterdir())
    bare, model, whole = Clock.stopped(), Clock.stopped(), Clock.stopped()
    untouched = bare_model()
    with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
        workspace.add(Document(WARM_UP))
        outcomes, words, run = [], 0, workspace.ingest(files)
        for turn in range(0, len(files), TURN):
            texts = [file.read_text(encoding="utf-8") for file in files[turn : turn + TURN]]
            words += sum(len(text.split()) for text in texts)
            for nlp, clock in ((untouched, bare), (language_model(), model)):
                with clock:
                    for _ in nlp.pipe(texts, batch_size=16):
                        pass
            with whole:
                outcomes += islice(run, len(texts))
        with whole:
            outcomes += run
        quads = len(workspace.store)
    rates = whole.rates("words", sum(outcome.words for outcome in outcomes))
    models = bare.rates("bare_words", words) | model.rates("model_words", words)
    failed = sum(outcome.error is not None for outcome in outcomes)
    return {
        "documents": len(outcomes) - failed,
        "failed": failed,
        "facts": sum(outcome.facts for outcome in outcomes),
        "quads": quads,
        "words": words,
        **rates,
        **models,
        "ratio": rates["words_per_second"] / models["bare_words_per_second"],
        "ratio_cpu": rates["words_per_cpu_second"] / models["bare_words_per_cpu_second"],
        "ratio_to_model_cpu": rates["words_per_cpu_second"] / models["model_words_per_cpu_second"],
    }


def write(corpus: Corpus) -> Figures:
    """Annotated records into ledger and store on disk: what ingesting costs where nothing has to be parsed."""
    from graph.pipeline import Workspace

    cases = [read_case(file) for file in sorted(GOLD.glob("*/*.json"))]
    with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
        before = len(workspace.store)
        clock = Clock()
        for document, record in cases:
            workspace.put(document, record)
        workspace.settle()
        quads = len(workspace.store) - before
        return {"documents": len(cases), "quads": quads} | clock.rates("quads", quads)


def length(corpus: Corpus) -> Figures:
    """Processor time a word, in microseconds, of documents of ever more words: `ingest` of each, from text to store.
    The corpus joined, over again where it does not suffice; `growth` is the longest against the shortest."""
    from graph.pipeline import Workspace

    paragraphs = [p for f in sorted(corpus.folder.iterdir()) for p in f.read_text(encoding="utf-8").split("\n\n")]
    figures: Figures = {}
    for words in LENGTHS:
        with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
            workspace.add(Document(WARM_UP))
            documents = list(islice(of_length(paragraphs, words), max(1, FEW // words)))
            began = time.process_time()
            read = sum(workspace.add(document).words for document in documents)
            figures[f"us_per_word_of_{words}"] = 1e6 * (time.process_time() - began) / read
    times = list(figures.values())
    return figures | {"growth": times[-1] / times[0]}


def of_length(paragraphs: list[str], words: int) -> Iterator[Document]:
    """Documents of about so many words each, without end."""
    text, count = [], 0
    for paragraph in cycle(paragraphs):
        text.append(paragraph)
        count += len(paragraph.split())
        if count >= words:
            yield Document("\n\n".join(text))
            text, count = [], 0


def start(corpus: Corpus) -> Figures:
    """How long `policygraph --help` takes, the best of five: what every use of the command line pays."""
    command = [Path(sys.executable).with_name("policygraph"), "--help"]

    def once() -> float:
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    return {"seconds": min(once() for _ in range(5))}


BENCHMARKS: dict[str, Callable[[Corpus], Figures]] = {
    "ingest": ingest,
    "pool": lambda corpus: many.pool(corpus.folder),
    "length": length,
    "shapes": lambda corpus: shapes(),
    "write": write,
    "rebuild": lambda corpus: many.rebuild(corpus.folder),
    "known": lambda corpus: many.known(corpus.folder),
    "growth": lambda corpus: many.growth(corpus.folder),
    "memory": lambda corpus: many.memory(corpus.folder),
    "resolve": lambda corpus: resolution(GOLD),
    "search": lambda corpus: search(corpus.folder),
    "lists": lambda corpus: lists(corpus.folder),
    "start": start,
    "hostile": lambda corpus: hostile(),
    "streams": lambda corpus: streams(),
    "peers": lambda corpus: peers(),
    "network": lambda corpus: network(GOLD),
    "pages": lambda corpus: pages(GOLD / "dev"),
}


def measured(name: str, corpus: Corpus) -> Figures:
    """One benchmark with its peak memory, in the process that calls this."""
    figures = BENCHMARKS[name](corpus)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KiB on Linux, bytes on macOS
    return figures | {"peak_mib": peak / (1024 if sys.platform == "linux" else 1024**2)}


def alone(name: str, corpus: Corpus) -> Figures:
    """One benchmark in a fresh process, which may have processes of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measured, name, corpus).result()


def run(names: list[str], words: int) -> dict[str, Any]:
    """All the benchmarks named, one after the other, and what they say of one another."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder), words)
        for number, document in enumerate(gather(words)):
            (corpus.folder / f"{number:05}.txt").write_text(document.text, encoding="utf-8")
        figures = {name: alone(name, corpus) for name in names}
    result: dict[str, Any] = {"machine": platform.machine(), "cores": os.cpu_count(), "python": sys.version.split()[0]}
    return result | {"benchmarks": figures}


# what is said of a figure of a benchmark, in the place of {}
SAID: Final = (
    (
        "length",
        "growth",
        "a word of the longest document takes {:.2f} times as long as of the shortest (goal: at most 1.30)",
    ),
    ("shapes", "growth", "a word of 960 paragraphs of one shape takes at most {:.2f} times as long as of 60"),
    ("pool", "speed_up", "two workers read {:.2f} times as fast as one (goal: 1.60)"),
    ("growth", "ratio", "up to document 50,000 {:.2f} of the speed after 1,000 (goal: at least 0.90)"),
    ("memory", "peak_mib_at_100000", "the writer alone never held more than {:.0f} MiB (goal: 900)"),
    (
        "resolve",
        "growth",
        "who is who takes {:.2f} times as long among 100,000 entities as among 1,000 (goal: at most 2.00)",
    ),
    ("search", "prefix_p95", "p95 of what is found as one types, in a million sentences: {:.1f} ms (goal: 20.0)"),
    ("search", "share", "the index of words takes {:.3f} of the processor time of ingesting"),
    ("lists", "first_p95", "p95 of parts of lists at 20 clients: {:.0f} ms when first asked for (goal: 50)"),
    ("lists", "first_cpu", "which take {:.1f} ms of the processor each"),
    ("lists", "again_p95", "and {:.0f} ms when asked for again"),
    ("lists", "entity_p95", "p95 of things with their facts at 20 clients: {:.0f} ms when first asked for (goal: 50)"),
    ("lists", "entity_cpu", "which take {:.1f} ms of the processor each"),
    (
        "lists",
        "rdflib_entity_mean",
        "for whose triples alone, without SPARQL or HTTP, rdflib's memory store takes {:.1f} ms",
    ),
    ("lists", "search_p95", "p95 of searches at 20 clients: {:.0f} ms when first asked for (goal: 50)"),
    ("lists", "search_cpu", "which take {:.1f} ms of the processor each"),
    ("hostile", "start_s", "a million quads answer {:.2f} s after the start (goal: 3.00)"),
    ("hostile", "endless_p99", "p99 of point queries beside a query that never ends: {:.1f} ms (goal: 50.0)"),
    ("streams", "ratio", "a large CONSTRUCT comes at {:.2f} of the speed of one process alone (goal: at least 0.50)"),
    ("peers", "mixed_to_rdflib", "a mixed load: {:.1f} times the requests a second of rdflib-endpoint (goal: 5.0)"),
    ("peers", "mixed_to_oxigraph", "{:.2f} of Oxigraph's own server (goal: 0.50)"),
    ("peers", "first_to_oxigraph", "{:.2f} of it where nobody has asked a query before (goal: 0.50)"),
    ("peers", "again_to_oxigraph", "{:.2f} of it where all are asked again and again (goal: 0.50)"),
    ("pages", "home_painted_ms", "a cold browser has painted the start page after {:.0f} ms (goal: 1,000)"),
    ("pages", "document_ready_ms", "a document of 5,000 words can be worked on after {:.0f} ms (goal: 300)"),
    ("pages", "unfolded_ms", "the explorer unfolds a hundred things in {:.0f} ms (goal: 500)"),
    ("network", "neighbourhood_p95", "p95 of what is around a thing, 300 things: {:.1f} ms (goal: 50.0)"),
    ("network", "paths_p95", "p95 of three paths: {:.1f} ms (goal: 100.0)"),
    ("network", "searched_p95", "p95 of a path by the store alone: {:.1f} ms (goal: 100.0)"),
    (
        "network",
        "neighbourhood_to_rdflib",
        "rdflib's memory store takes {:.1f} times as long for what is around a thing",
    ),
    ("network", "paths_to_rdflib", "rdflib's memory store takes {:.1f} times as long for one path as ours for three"),
    ("ingest", "ratio", "ingest reads at {:.2f} of the speed of spaCy's model (goal: 0.75)"),
    ("ingest", "ratio_cpu", "ingest reads at {:.2f} of the speed of spaCy's model by processor time"),
)


def show(result: dict[str, Any]) -> None:
    """Print the table, and what some of its figures say."""
    benchmarks = result["benchmarks"]
    for name, figures in benchmarks.items():
        print(f"{name:<8}", "  ".join(f"{key} {value:,.{0 if value >= 100 else 2}f}" for key, value in figures.items()))
    for name, key, sentence in SAID:
        if key in benchmarks.get(name, {}):
            print(sentence.format(benchmarks[name][key]))


def main() -> None:
    """Read the arguments, run, print, write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", help=f"which of {', '.join(BENCHMARKS)}; all where none is named")
    parser.add_argument("--words", type=int, default=100_000, help="how much text is read (default %(default)s words)")
    parser.add_argument("--output", type=Path, default=Path("build/bench.json"), help="where the figures go as JSON")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - BENCHMARKS.keys():
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    result = run(arguments.names or list(BENCHMARKS), arguments.words)
    show(result)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
