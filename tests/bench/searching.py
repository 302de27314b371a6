"""What full text costs: an index of a million sentences, how fast it answers as somebody types, and its share of
ingesting. Used by run.py."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.pipeline import Workspace
from graph.search import Filters, Index, Kind, find, found, wanted
from graph.search.heard import Heard
from graph.sentences import sentences
from graph.settings import Settings
from ontology.terms import DCTERMS, PGO, RDFS

Figures = dict[str, float]
SENTENCES: Final = 1_000_000
EACH: Final = 25  # sentences of a document, with a tenth as many facts and a third as many names
NAMES: Final = 200_000  # things that there are to speak of
TOGETHER: Final = 2_000  # documents that the index is told of at once
ASKED: Final = 300  # searches of each kind
READ: Final = 120  # documents that are ingested for the share
BASE: Final = Settings().base_iri


def search(folder: Path) -> Figures:
    """An index of sentences of the corpus, each with some words of others in it, so that words are as common as they
    are; and searches in it. `share` is what the index takes of the processor time of ingesting."""
    with tempfile.TemporaryDirectory() as home:
        texts = dict[str, str]()
        index = Index(Path(home) / "search.sqlite", BASE, texts.get)
        began, before, corpus = time.perf_counter(), time.process_time(), _documents(folder)
        for _ in range(SENTENCES // EACH // TOGETHER):
            some = list(islice(corpus, TOGETHER))
            texts.clear()
            texts.update((document, text) for document, text, _ in some)
            index.replace_all({f"{BASE}id/document/{document}": quads for document, _, quads in some})
        index.settle({"log": 0})
        figures = {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - before}
        figures["mib"] = sum(path.stat().st_size for path in Path(home).glob("search*")) / 2**20
        figures |= _asked(index, list(texts.values()))
        index.close()
    return figures | {"share": _share(folder)}


def _share(folder: Path) -> float:
    """What of the processor time of ingesting the index is told in."""
    with tempfile.TemporaryDirectory() as home, Workspace.open(Settings(home=Path(home))) as workspace:
        take, taken = workspace.index.take, [0.0]

        def timed(heard: Heard) -> None:
            began = time.process_time()
            take(heard)
            taken[0] += time.process_time() - began

        workspace.index.take = timed  # type: ignore[method-assign]
        reading = workspace.ingest(sorted(folder.iterdir()), limit=READ)
        next(reading)  # the model is loaded
        before = time.process_time()
        for _ in reading:
            pass
        return taken[0] / (time.process_time() - before)


def _asked(index: Index, texts: list[str]) -> Figures:
    """The 50th and 95th percentile, in milliseconds, of searches as somebody types them, and of others."""
    chance = random.Random(7)
    words = [word for text in texts[:200] for word in text.split() if word.isalpha()]

    def phrase(most: int) -> str:
        start = chance.randrange(len(words) - most)
        return " ".join(words[start : start + chance.randint(1, most)])

    def typed() -> str:
        whole = phrase(3)
        return whole[: chance.randint(1, len(whole))]

    march = Filters(since="2025-03-01", until="2025-03-31")
    ways: dict[str, Callable[[], object]] = {
        "prefix": lambda: find(index, wanted(typed(), goes_on=True)),
        "words": lambda: find(index, wanted(phrase(4))),
        "phrase": lambda: find(index, wanted(f'"{phrase(3)}"')),
        "statements": lambda: find(index, wanted(phrase(2)), Filters(kinds=(Kind.STATEMENT,))),
        "days": lambda: find(index, wanted(phrase(2)), march),
        "matches": lambda: found(index, wanted(phrase(3)), Filters(), 1000),
    }
    return {f"{name}_{p}": ms for name, way in ways.items() for p, ms in _percentiles(way).items()}


def _percentiles(way: Callable[[], object]) -> Figures:
    taken = []
    for _ in range(ASKED):
        began = time.perf_counter()
        way()
        taken.append(1000 * (time.perf_counter() - began))
    taken.sort()
    return {"p50": taken[len(taken) // 2], "p95": taken[int(0.95 * len(taken))]}


def _documents(folder: Path) -> Iterator[tuple[str, str, list[Quad]]]:
    """Documents without end: id, text, and the quads of it that can be found."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    known = [text[start:end].split() for text in texts for start, end in sentences(text)]
    known = [words for words in known if 6 <= len(words) <= 60]
    vocabulary, chance = [word for words in known for word in words], random.Random(3)
    names = [f"{chance.choice(vocabulary).title()} {chance.choice(vocabulary).title()}" for _ in range(NAMES)]
    for number in range(10**9):
        lines = [_varied(chance, chance.choice(known), vocabulary) for _ in range(EACH)]
        document = f"{number:016x}"
        yield document, "\n".join(lines), list(_quads(document, lines, names, chance))


def _varied(chance: random.Random, words: list[str], vocabulary: list[str]) -> str:
    """A sentence with every fourth word another one."""
    return " ".join(chance.choice(vocabulary) if chance.random() < 0.25 else word for word in words) + "."


def _quads(document: str, lines: list[str], names: list[str], chance: random.Random) -> Iterator[Quad]:
    graph, place = NamedNode(f"{BASE}id/document/{document}"), NamedNode(f"{BASE}id/document/{document}#char=0,9")
    yield Quad(graph, RDFS.label, Literal(lines[0][:60]), graph)
    yield Quad(graph, DCTERMS.issued, Literal(f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"), graph)
    for _ in range(EACH // 3):
        number = int(NAMES ** chance.random()) - 1  # a few are in the news every day
        thing = NamedNode(f"{BASE}id/person/{number}")
        yield Quad(thing, RDFS.label, Literal(names[number]), graph)
        yield Quad(thing, PGO.mention, place, graph)
    for n in range(EACH // 10):
        fact = NamedNode(f"{BASE}id/statement/{document}-{n}")
        yield Quad(fact, PGO.content, Literal(lines[n]), graph)
        yield Quad(fact, PGO.evidence, place, graph)
