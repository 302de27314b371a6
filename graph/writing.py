"""The writer: what people write to the graph themselves, by SPARQL updates and the Graph Store Protocol.

    an update, or data --a process of its own--> Delta --ledger, then store--> written

Only graphs that are not the ledger's are written to. One write at a time; each is in the ledger, on the disk, when it
returns.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from graph.delta import Delta, in_graph, is_ledgers, name_of
from graph.errors import DataError, GraphProtected, QueryRefused
from graph.pipeline import Workspace
from graph.store.oxigraph import DiskStore
from graph.store.sparql import LONGEST
from graph.trials.process import Process
from graph.trials.trial import Update

__all__ = ["Check", "Update", "Writer", "unchecked"]

SECONDS: Final = 30.0
TOGETHER: Final = 1000  # nodes that are looked up at once
FOLDER: Final = "trials"  # of copies, beside the store

Check = Callable[[Delta], None]  # raises what keeps a change from being written


def unchecked(delta: Delta) -> None:
    """Let any change be."""


class Writer:
    """Writes to a workspace; its methods may be called from several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._ledger = workspace, workspace.settings.base_iri
        self._lock, self._waiting = threading.RLock(), threading.Lock()
        self._spare: Process | None = None
        self._folder = workspace.settings.home / FOLDER
        shutil.rmtree(self._folder, ignore_errors=True)  # a crash's leavings

    def update(self, update: Update, who: str, check: Check = unchecked) -> Delta:
        """Run an update: what it changed. Raises QueryError, QueryRefused, WriteError."""
        if len(update.text) > LONGEST:
            reason = f"the update is too long: {len(update.text):,} characters, the limit is {LONGEST:,}"
            raise QueryRefused(f"{reason}. Send data by PUT or POST")
        using = [update.using, update.using_named]
        request = {"task": "update", "base": update.base, "ledger": self._ledger, "using": using}
        with self._lock:
            return self._write(self._run(request, update.text.encode()), who, check)

    def read(self, data: bytes, media_type: str, base: str) -> tuple[ox.Quad, ...]:
        """The quads of an upload: `media_type` is a key of FORMATS. Raises DataError, WriteStopped."""
        return self._run({"task": "read", "media_type": media_type, "base": base}, data).added

    def put(self, graph: str, quads: Iterable[ox.Quad], who: str, check: Check = unchecked) -> bool:
        """Make these the triples of a graph; whether there was none of that name. Raises GraphProtected, DataError."""
        return self._into(graph, quads, who, check, whole=True)

    def post(self, graph: str, quads: Iterable[ox.Quad], who: str, check: Check = unchecked) -> bool:
        """Add triples to a graph; whether there was none of that name. Raises GraphProtected, DataError."""
        return self._into(graph, quads, who, check, whole=False)

    def post_all(self, quads: Iterable[ox.Quad], who: str, check: Check = unchecked) -> Delta:
        """Add quads, each to its graph. Raises GraphProtected."""
        return self.change(Delta(added=tuple(quads)), who, check)

    def change(self, delta: Delta, who: str, check: Check = unchecked) -> Delta:
        """Take out and put in: what of it changed anything. Raises GraphProtected."""
        for name in sorted(delta.graphs):
            self.refuse(name)
        return self._write(delta, who, check)

    def delete(self, graph: str, who: str) -> None:
        """Remove a graph; the default one is emptied. Raises GraphProtected, NotFound."""
        self.refuse(graph)
        with self._lock:
            written = self._workspace.ledger.written
            if graph:
                written.find(graph)
                self._write(Delta(dropped=frozenset({graph})), who, unchecked)
            else:
                self._write(Delta(removed=tuple(written.quads(graph))), who, unchecked)

    def refuse(self, graph: str) -> None:
        """Raises GraphProtected where a graph is the ledger's own."""
        if is_ledgers(graph, self._ledger):
            raise GraphProtected(graph)

    def validate(self, delta: Delta) -> None:
        """Hold what changed graphs would hold to the shapes, with what else there is about the nodes in them. Raises
        NotConforming, WriteStopped."""
        written = {quad.triple for name in delta.graphs for quad in self._after(name, delta)}
        nodes = {term for triple in written for term in (triple.subject, triple.object)}
        named = sorted(str(node) for node in nodes if isinstance(node, ox.NamedNode))
        others = self._about(named) - written - {quad.triple for quad in delta.removed}
        told, beside = (ox.serialize(some, format=ox.RdfFormat.N_TRIPLES) or b"" for some in (written, others))
        self._run({"task": "validate", "size_of_written": len(told)}, told + beside)

    def _after(self, name: str, delta: Delta) -> Iterator[ox.Quad]:
        """What a graph would hold after a change."""
        gone = set(delta.removed)
        if name not in delta.dropped:
            yield from (quad for quad in self._workspace.ledger.written.quads(name) if quad not in gone)
        yield from (quad for quad in delta.added if name_of(quad) == name)

    def _about(self, nodes: Sequence[str]) -> set[ox.Triple]:
        """All that the store says about nodes."""
        found = set[ox.Triple]()
        for at in range(0, len(nodes), TOGETHER):
            values = " ".join(nodes[at : at + TOGETHER])
            about = self._workspace.store.query(
                f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
            )
            assert isinstance(about, ox.QueryTriples)
            found |= set(about)
        return found

    def close(self) -> None:
        """End the process that waits for the next write."""
        with self._waiting:
            if self._spare is not None:
                self._spare.close()
                self._spare = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _into(self, graph: str, quads: Iterable[ox.Quad], who: str, check: Check, whole: bool) -> bool:
        self.refuse(graph)
        given = list(quads)
        if any(isinstance(quad.graph_name, ox.NamedNode) for quad in given):
            raise DataError("the data name graphs of their own: send them without ?graph and ?default, or as triples")
        with self._lock:
            written = self._workspace.ledger.written
            is_new, new = bool(graph) and not written.has(graph), set(in_graph(graph, given))
            old = set(written.quads(graph)) if whole else set[ox.Quad]()
            made = frozenset({graph} if graph else ())
            self._write(Delta(tuple(old - new), tuple(new - old), made=made), who, check)
            return is_new

    def _write(self, delta: Delta, who: str, check: Check) -> Delta:
        with self._lock:
            check(delta)
            return self._workspace.write(delta, who)

    def _run(self, request: dict[str, Any], body: bytes) -> Delta:
        process = self._process()
        try:
            with self._copies() as copy:
                return process.run(request, body, SECONDS, copy)
        finally:
            self._give_back(process)

    def _process(self) -> Process:
        """A process that waits, or else a new one."""
        with self._waiting:
            process, self._spare = self._spare, None
        if process is not None and not process.is_alive:
            process.close()
            process = None
        return process or Process()

    def _give_back(self, process: Process) -> None:
        """Keep a process for the next time, or one in its place: it takes 0.1 s to start."""
        with self._waiting:
            if self._spare is None:
                self._spare = Process() if process.spent else process
            elif not process.spent:
                process.close()

    @contextmanager
    def _copies(self) -> Iterator[Callable[[], Path]]:
        """What makes a copy of the store; it is gone at the end."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:

            def copy() -> Path:
                target = Path(folder) / "copy"
                _copy(self._workspace, target)
                return target

            yield copy


def _copy(workspace: Workspace, target: Path) -> None:
    """A copy of a workspace's store on the disk that may be changed: by links where the store is there too. Elsewhere
    terms may have come into another form than the ledger's."""
    store, written, base_iri = workspace.store, workspace.ledger.written, workspace.settings.base_iri
    if isinstance(store, DiskStore):
        return store.checkpoint(target)
    made = ox.Store(str(target))
    made.bulk_extend(quad for quad in store.quads() if is_ledgers(name_of(quad), base_iri))
    made.bulk_extend(written.every_quad())
    for name in {*store.graphs(), *(graph.name for graph in written.graphs() if graph.name)}:
        made.add_graph(ox.NamedNode(name))
    made.flush()
