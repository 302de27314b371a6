"""Everything that can go wrong, as a small tree. Errors carry facts; only `api/errors.py` knows HTTP.

PolicygraphError
├── InputError            a document that cannot be read: `source`, `reason`
├── QueryError            SPARQL that does not parse: `line`, `column`
├── QueryRefused          SPARQL that parses but may not run (SERVICE, LOAD, too deep)
├── QueryStopped          SPARQL that was not answered to its end
│   ├── QueryTimeout      … because its time had passed: `seconds`
│   ├── QueryBusy         … because others were being answered
│   └── QueryTooCostly    … because it asks for more than a query may have
├── ServiceFailed         an endpoint that a query asks by SERVICE does not answer: `url`, `reason`
├── DataError             RDF that does not parse: `line`, `column`
├── WriteError            a write that cannot be done as things are: a graph to be made that is there …
│   ├── NotConforming     … because what would be there breaks the shapes: `results`
│   ├── GraphProtected    … because the graph is the ledger's own: `graph`
│   └── WriteStopped      … because it took too long or too much
├── NotFound              no such document, entity, order, question: `kind`, `key`
├── StorageError          ledger or store cannot be used: `path`, `reason`
│   ├── StorageLocked     another process holds it
│   └── StorageFull       the disk is full; nothing was half-written
├── ShapeError            our own quads break our own shapes: `document`, `report`
├── ExportError           a graph that a format cannot express: `format`, `reason`
├── SettingsError         a setting that makes no sense: `name`, `reason`
└── ModelError            the language model is missing or not the published one
    └── EndpointError     the endpoint of a hosted language model cannot be used: `url`, `reason`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


class PolicygraphError(Exception):
    """The root: everything that policygraph raises on purpose. All of them pass from one process to another whole."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Made again from what it holds: pickle alone would call it with the message, and __init__ wants the facts."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[PolicygraphError], args: tuple[Any, ...], facts: dict[str, Any]) -> PolicygraphError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(facts)
    return error


class InputError(PolicygraphError):
    """A document that cannot be read; says which and why, and what to do."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class QueryError(PolicygraphError):
    """SPARQL that does not parse, with the place (1-based) where it went wrong, if the parser tells."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefused(PolicygraphError):
    """SPARQL that parses but may not run here."""


class QueryStopped(PolicygraphError):
    """SPARQL that was not answered to its end, for no fault of its own."""


class QueryTimeout(QueryStopped):
    """SPARQL that was not answered within so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query was not answered within the {seconds:g} s that it may take, and was ended")
        self.seconds = seconds


class QueryBusy(QueryStopped):
    """SPARQL that was not begun: others were being answered."""


class QueryTooCostly(QueryStopped):
    """SPARQL that needs more memory, or gives more bytes, than a query may have, or that breaks the engine."""


class ServiceFailed(PolicygraphError):
    """An endpoint that a query asks by SERVICE does not answer, or not as an endpoint does."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} {reason}")
        self.url = url
        self.reason = reason


class DataError(PolicygraphError):
    """RDF that does not parse, with the place (1-based) where it went wrong, if the parser tells."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class WriteError(PolicygraphError):
    """A write that cannot be done as things are."""


class GraphProtected(WriteError):
    """A write to a graph that is the ledger's own."""

    def __init__(self, graph: str) -> None:
        super().__init__(
            f"{graph} belongs to the ledger, which makes it from documents, lists and judgements: it can only be read."
            " Write to a graph of another name, or judge what it says by POST /judgements"
        )
        self.graph = graph


class NotConforming(WriteError):
    """A write after which graphs would break the shapes: each result tells node, path, value and message."""

    def __init__(self, results: Sequence[Mapping[str, str | None]]) -> None:
        super().__init__("; ".join(f"{result['node']}: {result['message']}" for result in results))
        self.results = list(results)


class WriteStopped(WriteError):
    """A write that was ended before it was done: nothing has changed."""


class NotFound(PolicygraphError):
    """No such thing in the graph or the ledger. `known`: what there is instead, where that is a short list."""

    def __init__(self, kind: str, key: str, known: Iterable[str] = ()) -> None:
        self.known = tuple(known)
        super().__init__(f"no {kind} {key!r}" + (f"; there are {', '.join(self.known)}" if self.known else ""))
        self.kind = kind
        self.key = key


class StorageError(PolicygraphError):
    """The ledger or the store cannot be used."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class StorageLocked(StorageError):
    """Another process holds the ledger or the store."""


class StorageFull(StorageError):
    """The disk is full; nothing was half-written."""


class ShapeError(PolicygraphError):
    """Our own quads break our own shapes: an error of ours, which stops that document."""

    def __init__(self, document: str, report: str) -> None:
        super().__init__(f"document {document} does not conform to the shapes:\n{report}")
        self.document = document
        self.report = report


class ExportError(PolicygraphError):
    """A graph that a format cannot express, or a format that there is not."""

    def __init__(self, format: str, reason: str) -> None:
        super().__init__(f"{format}: {reason}")
        self.format = format
        self.reason = reason


class SettingsError(PolicygraphError):
    """A setting that makes no sense."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class ModelError(PolicygraphError):
    """The language model is missing, or its files are not the published ones."""


class ReadersLost(PolicygraphError):
    """The processes that read documents end by themselves, whatever they are given."""


class EndpointError(ModelError):
    """The endpoint of a hosted language model cannot be used, for whatever document."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
