"""The W3C's SPARQL 1.1 test suites as they stand in their manifests: what is asked, over what data, what must come.

The files are not ours to copy: `W3C_TESTS` names the folder that holds them (`sparql/sparql11/…`), and without it
they are looked for beside the repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("W3C_TESTS") or ROOT.parent / "shared" / "data" / "w3c") / "sparql" / "sparql11"
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"  # where the files say that they are

QUERY = (
    *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
    *("project-expression", "property-path", "subquery"),
)
UPDATE = (
    *("add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where"),
    *("drop", "move", "update-silent"),
)
SUITES = {
    "SPARQL 1.1 Protocol": ("protocol",),
    "SPARQL 1.1 Graph Store HTTP Protocol": ("graph-store-protocol",),
    "SPARQL 1.1 Service Description": ("service-description",),
    "SPARQL 1.1 Query Language": QUERY,
    "SPARQL 1.1 Query Language, syntax": ("syntax-query",),
    "SPARQL 1.1 Update": UPDATE,
    "SPARQL 1.1 Update, syntax": ("syntax-update-1", "syntax-update-2"),
    "SPARQL 1.1 Query Results CSV and TSV": ("csv-tsv-res",),
    "SPARQL 1.1 Query Results JSON": ("json-res",),
}

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"

Node = ox.NamedNode | ox.BlankNode
Value = Node | ox.Literal


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a test by HTTP, and what its answer must be like. `wanted` are statuses: 201, or 2 for 2xx.
    `returned` is a graph in Turtle, `location` what stands in later requests for where this one's answer leads."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    wanted: tuple[int, ...]
    form: str | None  # "boolean", "tabular" or "RDF"
    boolean: bool | None
    returned: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """One of their tests: `iri` names it, `kind` is its class by its local name; files go by the IRIs they are for."""

    iri: str
    suite: str
    kind: str
    query: str | None = None
    data: tuple[str, ...] = ()
    graphs: tuple[tuple[str, str], ...] = ()  # the file, and the name of the graph that it is to be
    result: str | None = None
    after: tuple[tuple[str, str], ...] = ()  # of an update: the graphs that it must leave; the default one is ""
    requests: tuple[Request, ...] = ()

    @property
    def name(self) -> str:
        """Short, and its own among all tests."""
        return f"{self.suite}/{self.iri.rpartition('#')[2]}"


def path_of(iri: str) -> Path:
    """The file that an IRI stands for."""
    return FOLDER / iri.removeprefix(HOME)


def parse(iri: str) -> list[ox.Triple]:
    """The triples of an RDF file; its blank nodes are no other file's."""
    found = ox.parse(path=path_of(iri), base_iri=iri, rename_blank_nodes=True)
    return [quad.triple for quad in found]


def trials(suite: str) -> list[Trial]:
    """The tests of a suite, in the manifest's order."""
    top = Manifest(f"{HOME}{suite}/manifest.ttl", suite)
    parts = [Manifest(iri, suite) for iri in top.parts()]
    return [manifest.trial(node) for manifest in (top, *parts) for node in manifest.entries()]


class Manifest:
    """A manifest that is being read."""

    def __init__(self, iri: str, suite: str) -> None:
        self.iri, self.suite = iri, suite
        self.store = ox.Store()
        self.store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in parse(iri))

    def entries(self) -> Iterator[Node]:
        """The tests that it lists."""
        return self._items(self._one(ox.NamedNode(self.iri), MF + "entries"))

    def parts(self) -> list[str]:
        """The manifests that it includes."""
        return [node.value for node in self._items(self._one(ox.NamedNode(self.iri), MF + "include"))]

    def trial(self, node: Node) -> Trial:
        """One of them."""
        kind = self._text(node, RDF + "type").rpartition("#")[2]
        action, iri = self._one(node, MF + "action"), node.value
        if kind in ("ProtocolTest", "GraphStoreProtocolTest"):
            graphs = tuple(self._labelled(node))
            lists = self._all(action, HT + "requests")
            requests = tuple(self._request(one) for part in lists for one in self._items(part))
            return Trial(iri, self.suite, kind, graphs=graphs, requests=requests)
        if not isinstance(action, ox.BlankNode):
            return Trial(iri, self.suite, kind, query=action.value if action else None)
        if kind == "UpdateEvaluationTest":
            before, after = (tuple(self._state(one)) for one in (action, self._one(node, MF + "result")))
            query = self._text(action, UT + "request")
            return Trial(iri, self.suite, kind, query, graphs=before, after=after)
        return Trial(
            *(iri, self.suite, kind),
            query=self._text(action, QT + "query"),
            data=tuple(value.value for value in self._all(action, QT + "data")),
            graphs=tuple(self._named(action)),
            result=self._text(node, MF + "result"),
        )

    def _named(self, action: Node) -> Iterator[tuple[str, str]]:
        for value in self._all(action, QT + "graphData"):
            yield value.value, value.value

    def _state(self, node: Value | None) -> Iterator[tuple[str, str]]:
        yield from self._labelled(node)
        for value in self._all(node, UT + "data"):
            yield value.value, ""

    def _labelled(self, node: Value | None) -> Iterator[tuple[str, str]]:
        for value in self._all(node, UT + "graphData"):
            yield self._text(value, UT + "graph"), self._text(value, RDFS + "label")

    def _request(self, node: Node) -> Request:
        response, body = self._one(node, HT + "resp"), self._one(node, HT + "body")
        boolean = self._text(response, MF + "expectedBoolean")
        return Request(
            method=self._text(node, HT + "methodName"),
            path=self._text(node, HT + "absolutePath"),
            headers=dict(self._headers(node)),
            body=self._text(body, CNT + "chars").encode(self._text(body, CNT + "characterEncoding") or "ascii"),
            wanted=tuple(_status(value.value) for value in self._all(response, MF + "expectedStatus")),
            form=self._text(response, MF + "expectedFormat") or None,
            boolean=boolean == "true" if boolean else None,
            returned=self._text(self._one(response, HT + "body"), CNT + "chars") or None,
            location=self._text(response, MF + "expectedLocation") or None,
        )

    def _headers(self, node: Node) -> Iterator[tuple[str, str]]:
        for part in self._all(node, HT + "headers"):
            for header in self._items(part):
                yield self._text(header, HT + "fieldName"), self._text(header, HT + "fieldValue")

    def _all(self, node: Value | None, predicate: str) -> list[Value]:
        if node is None:
            return []
        found = self.store.quads_for_pattern(node, ox.NamedNode(predicate), None)  # type: ignore[arg-type]
        return [quad.object for quad in found]  # type: ignore[misc]

    def _one(self, node: Value | None, predicate: str) -> Node | None:
        return next(iter(self._all(node, predicate)), None)  # type: ignore[return-value]

    def _text(self, node: Value | None, predicate: str) -> str:
        found = self._one(node, predicate)
        return "" if found is None else found.value

    def _items(self, node: Value | None) -> Iterator[Node]:
        while node is not None and node.value != RDF + "nil":
            yield self._one(node, RDF + "first")  # type: ignore[misc]
            node = self._one(node, RDF + "rest")


def _status(name: str) -> int:
    """The status that `StatusCode2xx` (2) or `NoContent` (204) stands for."""
    local = name.rpartition("#")[2]
    if local.startswith("StatusCode"):
        return int(local.removeprefix("StatusCode").rstrip("x"))
    return HTTPStatus[re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local).upper()]
