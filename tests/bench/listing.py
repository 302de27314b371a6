"""What lists, things and searches cost over HTTP: twenty clients that ask for parts of lists, filtered, sorted and
counted, each request for the first time and then again; for things with their facts; and for words of their names.
rdflib's memory store is asked for things by its own look-ups, by one client, without HTTP and without SPARQL, in which
it takes far longer. Used by run.py; by itself it serves what it has filled: `listing.py HOME PORT`.
"""

from __future__ import annotations

import json
import random
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode
from urllib.request import urlopen

import rdflib
from hostile import free_port, processor_time
from pyoxigraph import Quad, RdfFormat, serialize

from graph.ledger import Ledger
from graph.lists import LISTS
from graph.lists.facts import ROLES
from graph.model import Document, Record
from graph.pipeline import Workspace, extract
from graph.rdf import quads
from graph.resolve import resolve
from graph.search import open_index
from graph.settings import Settings
from graph.store import open_store
from ontology.terms import OA, PGO

Figures = dict[str, float]
DOCUMENTS: Final = 10_000
SHORT: Final = range(40, 131)  # words, of which a hundred quads are made
CLIENTS: Final = 20
REQUESTS: Final = 600  # different ones, of lists
OTHERS: Final = 200  # of things, and of words
PART: Final = 20  # items
DAYS: Final = 2_400  # over which documents are spread
COUNTED_BY: Final = 5  # values of each filter whose lists are counted, too
LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
BESIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {"source": "Paper of 3", "since": "2024-01-01"},
    "entities": {"name": "john", "source": "Paper of 5"},
    "orders": {"status": "inForce", "since": "2024-01-01"},
    "events": {"confidence": "0.9", "until": "2023-06-30", "source": "Paper of 7"},
    "statements": {"words": "law", "since": "2024-01-01"},
    "provisions": {"words": "report", "until": "2023-06-30"},
    "facts": {"below": "0.8", "since": "2024-01-01"},
}
"""Filters whose values no list counts."""


def lists(corpus: Path) -> Figures:
    """Milliseconds of the twentieth slowest of a hundred requests, when they come first and when they come again, and
    of the processor for each in the service; and what of it the index takes for a thousand quads."""
    with tempfile.TemporaryDirectory() as home:
        figures = _fill(Path(home), corpus)
        with _serving(home) as (port, service):
            requests, things = _requests(port), _things(port)
            asked = {"first": requests, "again": requests, "entity": list(things), "search": _searches(port)}
            for name, some in asked.items():
                before = processor_time(service)
                spent = _asked(port, some)
                figures[f"{name}_cpu"] = 1000 * (processor_time(service) - before) / len(some)
                figures |= _slow(name, spent)
        figures |= _slow("rdflib_entity", _by_rdflib(Path(home), things.values()))
    return figures


def _slow(name: str, spent: list[float]) -> Figures:
    """Of sorted milliseconds those of half, of the twentieth slowest of a hundred, and what one takes on average."""
    p50, p95 = spent[len(spent) // 2], spent[len(spent) * 95 // 100]
    return {f"{name}_p50": p50, f"{name}_p95": p95, f"{name}_mean": sum(spent) / len(spent)}


def _fill(home: Path, corpus: Path) -> Figures:
    """A store and its index without a ledger, of many short documents."""
    settings, texts = Settings(home=home), dict[str, str]()
    store = open_store(settings)
    with store.beside() as fresh:
        fresh.fill(_quads(_read(corpus), settings.base_iri, texts))
        fresh.succeed({})
    index, before = open_index(settings, texts.get), time.process_time()
    index.fill(store)
    spent, size = time.process_time() - before, len(store)
    store.settle({})
    store.close()
    index.close()
    return {"quads": size, "documents": len(texts), "index_ms_of_1000_quads": 1e6 * spent / size}


def _read(corpus: Path) -> list[tuple[Document, Record]]:
    """Paragraphs of the corpus with what is read in them."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(corpus.iterdir())]
    paragraphs = [part for text in texts for part in text.split("\n\n") if len(part.split()) in SHORT]
    return list(extract((Document(part) for part in dict.fromkeys(paragraphs)), Settings()))


def _quads(read: list[tuple[Document, Record]], base_iri: str, texts: dict[str, str]) -> Iterator[Quad]:
    """Of paragraphs as documents, over and over, of other days and papers."""
    chance = random.Random(1)
    for number in range(DOCUMENTS):
        document, record = read[number % len(read)]
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(DAYS))
        text = f"{document.text}\n\nThis is copy number {number}."
        copy = Document(text, title=f"Paper {number}", publisher=f"Paper of {number % 37}", date=day.isoformat())
        texts[copy.id] = text
        yield from quads(copy, of := replace(record, document_id=copy.id), resolve(copy, of), base_iri)


def _requests(port: int) -> list[str]:
    """Different ones, of every list: sorted in each way, and filtered by what there is most of; some are counted."""
    made = list[str]()
    for known in LISTS.values():
        counted = ",".join(one.name for one in known.filters.values() if one.counts)
        found = _read_json(port, f"/{known.name}?facets={counted}&limit=1")["facets"] if counted else {}
        given = [(filter, one["value"], n) for filter, values in found.items() for n, one in enumerate(values)]
        given += [(filter, value, 0) for filter, value in BESIDE.get(known.name, {}).items()]
        made += (f"/{known.name}?{urlencode({'sort': sort, 'limit': PART})}" for sort in known.sorts)
        made += (f"/{known.name}?{urlencode({filter: value, 'limit': PART})}" for filter, value, _ in given)
        asked = ({filter: value, "limit": PART, "facets": counted} for filter, value, n in given if n < COUNTED_BY)
        made += (f"/{known.name}?{urlencode(one)}" for one in asked if counted)
    random.Random(1).shuffle(made)
    return made[:REQUESTS]


def _read_json(port: int, path: str) -> dict[str, Any]:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return dict(json.load(answer))


def _things(port: int) -> dict[str, str]:
    """Some of all things, by chance: their addresses and IRIs."""
    there = [(one["href"], one["iri"]) for one in _read_json(port, "/entities?sort=name&limit=1000")["items"]]
    return dict(random.Random(2).sample(there, min(len(there), OTHERS)))


def _searches(port: int) -> list[str]:
    """Words of names, the last of which may be cut short."""
    chance, found = random.Random(3), set[str]()
    names = [one["label"] for one in _read_json(port, "/entities?limit=1000")["items"]]
    for name in chance.sample(names, min(len(names), OTHERS)):
        found.add(f"/search?{urlencode({'q': name[: chance.randint(2, len(name))], 'limit': PART})}")
    return sorted(found)


def _asked(port: int, requests: list[str]) -> list[float]:
    """How many milliseconds each took, sorted; each client asks for its share. Over bare sockets, by one thread: what
    the clients take of the processor the service has not, and http.client takes a fifth of what a search does."""
    spent = list[float]()
    with selectors.DefaultSelector() as clients:
        for start in range(min(CLIENTS, len(requests))):
            client = _Client(port, requests[start::CLIENTS], spent)
            clients.register(client.connection, selectors.EVENT_READ, client)
        while clients.get_map():
            for key, _ in clients.select():
                if key.data.is_done():
                    clients.unregister(key.fileobj)
                    key.data.connection.close()
    return sorted(spent)


class _Client:
    """Asks for one path after another, and notes how long each took."""

    def __init__(self, port: int, paths: Iterable[str], spent: list[float]) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port))
        self._paths, self._spent, self._come = iter(paths), spent, b""
        self._ask(next(self._paths))

    def is_done(self) -> bool:
        """Take what has come, and ask for the next one after the last of it; whether nothing is left to ask for."""
        self._come += self.connection.recv(2**20)
        head, _, body = self._come.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        assert found, self._path
        assert self._come.startswith(b"HTTP/1.1 200 "), self._path
        if len(body) < int(found[1]):
            return False
        self._spent.append(1000 * (time.perf_counter() - self._began))
        following = next(self._paths, None)
        if following is not None:
            self._ask(following)
        return following is None

    def _ask(self, path: str) -> None:
        self._path, self._come, self._began = path, b"", time.perf_counter()
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())


def _by_rdflib(home: Path, things: Iterable[str]) -> list[float]:
    """How many milliseconds of the processor rdflib takes for the triples of each thing, of its facts, and of what
    these are grounded on; sorted."""
    settings, dataset, spent = Settings(home=home), rdflib.Dataset(default_union=True), list[float]()
    store = open_store(settings)
    serialize(store.quads(), home / "data.nq", RdfFormat.N_QUADS)
    store.close()
    dataset.parse(str(home / "data.nq"), format="nquads")
    for iri in things:
        before = time.process_time()
        assert _told(dataset, rdflib.URIRef(iri))
        spent.append(1000 * (time.process_time() - before))
    return sorted(spent)


def _told(dataset: rdflib.Dataset, thing: rdflib.URIRef) -> int:
    facts = {fact for role in ROLES for fact in dataset.subjects(rdflib.URIRef(role.value), thing)}
    grounds = {ground for fact in facts for ground in dataset.objects(fact, rdflib.URIRef(PGO.evidence.value))}
    parts = {part for ground in grounds for part in dataset.objects(ground, rdflib.URIRef(OA.hasSelector.value))}
    return sum(1 for node in (thing, *facts, *grounds, *parts) for _ in dataset.predicate_objects(node))


@contextmanager
def _serving(home: str) -> Iterator[tuple[int, int]]:
    port = free_port()
    process = subprocess.Popen([sys.executable, __file__, home, str(port)], stdout=subprocess.DEVNULL)
    try:
        while not _is_up(port):
            assert process.poll() is None
            time.sleep(0.05)
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def _is_up(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5):
        return True
    return False


def serve(home: Path, port: int) -> None:
    """A service over a store and an index that no ledger knows of, as `policygraph serve` has it."""
    from api.app import create_app
    from api.commands.serve import answer, listen

    settings = Settings(home=home, port=port)
    with Ledger(settings.ledger_path) as ledger:
        workspace = Workspace(settings, ledger, open_store(settings), open_index(settings, lambda _: None))
        answer(create_app(settings, workspace), listen(settings), "warning")


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
