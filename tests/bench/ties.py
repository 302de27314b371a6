"""What the graph costs as a network: to read it, to follow what is written, what is around a thing, paths; and the same
by rdflib's memory store. Used by run.py.

10,000 documents of a million quads: each has some facts of an annotated case, about things of which a few are in the
news every day. rdflib is asked by its own look-ups, without SPARQL, which would take several times as long.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import rdflib
from starlette.testclient import TestClient

from api.app import create_app
from graph.case import read_case
from graph.network import Cache, arrays, communities, neighbourhood, ranking, shortest_path, shortest_paths
from graph.pipeline import Workspace
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.settings import Settings
from graph.store.oxigraph import DiskStore
from ontology.terms import OA, PGO, RDF, RDFS

Figures = dict[str, float]
DOCUMENTS: Final = 10_000
FACTS: Final = 6  # of a document
VARIANTS: Final = 12  # of a thing
THINGS: Final = 300  # of a neighbourhood
ASKED: Final = 100  # neighbourhoods and paths
SLOW: Final = 10  # of those through rdflib
BASE: Final = Settings().base_iri
LEVELS: Final = 8
ENDS: Final = (
    (RDF.subject, RDF.object),
    (PGO.order, PGO.bearer),
    (PGO.speaker, PGO.about),
    (PGO.actor, PGO.recipient),
    (PGO.actor, PGO.place),
    (PGO.recipient, PGO.place),
)
_THING: Final = re.compile(rf"(<{BASE}id/(?:person|agency|organization|group|place|order|policy|office)/[^>#]+)>")


def network(gold: Path) -> Figures:
    """Milliseconds of what is around a thing, of three paths in memory, of one path `searched` in the store, of what is
    `served`, of a document that comes (`follow`); rdflib's are of what is around a thing, and whether there is a path.
    """
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data.nq").write_text("".join(text for _, text in islice(made(gold), DOCUMENTS)))
        figures, asked = _ours(Path(folder), gold)
        figures |= _rdflibs(Path(folder) / "data.nq", asked)
    for name in ("neighbourhood", "paths"):
        figures[f"{name}_to_rdflib"] = figures[f"rdflib_{name}_p95"] / figures[f"{name}_p95"]
    return figures


def _ours(folder: Path, gold: Path) -> tuple[Figures, list[tuple[str, str]]]:
    store = DiskStore(folder / "store")
    store.reload(ox.parse(path=str(folder / "data.nq"), format=ox.RdfFormat.N_QUADS))
    cache, began = Cache(store), time.perf_counter()
    with cache.reading() as known:
        figures: Figures = {"documents": DOCUMENTS, "quads": len(store), "read_s": time.perf_counter() - began}
        figures |= {"things": len(known), "ties": sum(1 for _ in known.ties())}
        degrees = {iri: sum(map(len, known.near(iri).values())) for iri in known}
        most = sorted(degrees, key=lambda iri: (-degrees[iri], iri))
        asked = _pairs(most)
        figures |= _times("neighbourhood", [lambda a=a: neighbourhood(known, [a], 3, THINGS) for a, _ in asked])
        figures |= _times("searched", [lambda a=a, b=b: shortest_path(store, a, b) for a, b in asked])
        figures |= _times("paths", [lambda a=a, b=b: shortest_paths(known, [a], [b], 3) for a, b in asked])
        given = arrays(known)
        for name in ("pagerank", "betweenness", "closeness"):
            figures[f"{name}_s"] = _seconds(lambda name=name: ranking(given, name))
        figures["communities_s"] = _seconds(lambda: communities(given))
    more = [list(ox.parse(text, format=ox.RdfFormat.N_QUADS)) for _, text in islice(made(gold, 2), 20)]
    figures |= _times("follow", [lambda some=some: _followed(store, cache, some) for some in more])
    store.close()
    return figures | _served(folder, asked), asked


def _served(folder: Path, asked: list[tuple[str, str]]) -> Figures:
    """Neighbourhoods over HTTP, but for the wire."""
    with Workspace.open(Settings(home=folder / "home", store="memory")) as workspace:
        workspace.store.reload(ox.parse(path=str(folder / "data.nq"), format=ox.RdfFormat.N_QUADS))
        with TestClient(create_app(workspace.settings, workspace), base_url="http://127.0.0.1:8000") as client:
            client.get("/network/centrality")

            def ask(iri: str) -> None:
                answer = client.get("/network/neighbourhood", params={"of": iri, "hops": 3, "limit": THINGS})
                assert answer.status_code == 200, answer.text

            return _times("served", [lambda a=a: ask(a) for a, _ in asked])


def _followed(store: DiskStore, cache: Cache, some: list[ox.Quad]) -> None:
    """A document comes and the network has it."""
    store.replace(some[0].graph_name.value, some)
    with cache.reading():
        pass


def _pairs(most: list[str]) -> list[tuple[str, str]]:
    """Things to ask of: the one much in the news, the other anything."""
    chance = random.Random(5)
    return [(chance.choice(most[:500]), chance.choice(most[: len(most) // 2])) for _ in range(ASKED)]


def _rdflibs(data: Path, asked: list[tuple[str, str]]) -> Figures:
    dataset, began = rdflib.Dataset(default_union=True), time.perf_counter()
    dataset.parse(str(data), format="nquads")
    figures = {"rdflib_read_s": time.perf_counter() - began}
    few = [(rdflib.URIRef(one), rdflib.URIRef(other)) for one, other in asked[:SLOW]]
    figures |= _times("rdflib_neighbourhood", [lambda a=a: _around(dataset, a) for a, _ in few])
    return figures | _times("rdflib_paths", [lambda a=a, b=b: _path(dataset, a, b) for a, b in few])


def _near(dataset: rdflib.Dataset, iri: rdflib.URIRef) -> Iterator[Any]:
    for source, target in ENDS:
        for here, there in ((source, target), (target, source)):
            for fact in dataset.subjects(rdflib.URIRef(here.value), iri):
                yield from dataset.objects(fact, rdflib.URIRef(there.value))


def _around(dataset: rdflib.Dataset, iri: rdflib.URIRef) -> int:
    """The things of a neighbourhood, and the links between them."""
    reached, edge = {iri}, [iri]
    for _ in range(3):
        found = Counter(other for one in edge for other in _near(dataset, one) if other not in reached)
        edge = [other for other, _ in found.most_common(THINGS - len(reached))]
        reached |= set(edge)
    return sum(1 for one in reached for other in _near(dataset, one) if other in reached)


def _path(dataset: rdflib.Dataset, one: rdflib.URIRef, other: rdflib.URIRef) -> bool:
    """Whether there is a path, from both ends at once."""
    sides = [({one}, {one}), ({other}, {other})]
    for _ in range(LEVELS):
        sides.sort(key=lambda side: len(side[1]))
        (reached, edge), far = sides
        edge = {there for here in edge for there in _near(dataset, here)} - reached
        sides[0] = reached | edge, edge
        if edge & far[0] or not edge:
            return bool(edge)
    return False


def _times(name: str, ways: list[Callable[[], object]]) -> Figures:
    taken = sorted(1000 * _seconds(way) for way in ways)
    return {f"{name}_p50": taken[len(taken) // 2], f"{name}_p95": taken[int(0.95 * len(taken))]}


def _seconds(way: Callable[[], object]) -> float:
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


def made(gold: Path, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Documents without end, by id, as N-Quads."""
    cases = [_parts(path) for path in sorted(gold.glob("*/*.json"))]
    cases = [case for case in cases if case[2]]
    chance = random.Random(seed)
    for number in range(10**9):
        id_, about, facts = cases[number % len(cases)]
        lines = [line for fact in chance.sample(facts, min(FACTS, len(facts))) for line in fact]
        told = {name for line in lines for name in _THING.findall(line)}
        lines += [line for name in sorted(told) for line in about.get(name, ())] + about[""]
        new, names = f"{seed:04x}{number:012x}", dict[str, int]()

        def renamed(match: re.Match[str], names: dict[str, int] = names) -> str:
            variant = names.setdefault(match[1], int(VARIANTS ** chance.random()))
            return f"{match[1]}-{variant}>"

        yield new, _THING.sub(renamed, "".join(lines)).replace(id_, new)


def _parts(path: Path) -> tuple[str, dict[str, list[str]], list[list[str]]]:
    """A case: its document's id; the lines that name each thing, and those of the document (""); the lines of each fact
    with its evidence."""
    document, record = read_case(path)
    about, of = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    found = list(quads(document, record, resolve(document, record), BASE))
    ends = {(q.subject, q.object) for q in found if q.predicate in (PGO.evidence, OA.hasSelector)}
    facts = [q.subject for q in found if q.predicate == PGO.confidence]
    for quad in found:
        line = f"{quad} .\n"
        of[str(quad.subject)].append(line)
        if quad.predicate in (RDF.type, RDFS.label):
            about[str(quad.subject)[:-1]].append(line)
    about[""] = of[f"<{graph_iri(BASE, document.id)}>"]
    told = []
    for fact in facts:
        near = [fact, *(o for s, o in ends if s == fact)]
        near += [o for s, o in ends if s in near[1:]]
        told.append([line for node in near for line in of[str(node)]])
    return document.id, about, told
