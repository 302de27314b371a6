"""The process in which what strangers send is tried out: it does one thing after another, and tells what came of it.

It reads a line of JSON and so many bytes from its input; it writes a line of JSON and so many bytes of N-Quads. Between
the two it may ask for a copy of the store by a line `{"wants": "copy"}`. Nothing is pickled: who takes it over has no
way into the service.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from graph.delta import Delta
from graph.errors import DataError, GraphProtected, NotConforming, PolicygraphError, QueryError
from graph.trials import MEMORY, trial, uploads
from graph.workers import confine


def main() -> None:
    """Do what the input says, until it ends."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    confine.end_with_parent()
    confine.leave_network()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    confine.limit_memory(MEMORY)
    while line := source.readline():
        request = json.loads(line)
        _answer(request, source.read(request["size"]), source, out)


def _answer(request: dict[str, Any], body: bytes, source: BinaryIO, out: BinaryIO) -> None:
    try:
        delta = _do(request, body, source, out)
    except PolicygraphError as error:
        _say(out, {"error": _facts(error)})
    else:
        parts = [ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"" for quads in (delta.removed, delta.added)]
        names = {"dropped": sorted(delta.dropped), "made": sorted(delta.made)}
        _say(out, {"sizes": [len(part) for part in parts], **names}, *parts)


def _do(request: dict[str, Any], body: bytes, source: BinaryIO, out: BinaryIO) -> Delta:
    def copy() -> Path:
        _say(out, {"wants": "copy"})
        return Path(json.loads(source.readline())["copy"])

    match request["task"]:
        case "update":
            using, named = request["using"]
            update = trial.Update(body.decode(), request["base"], request["ledger"], tuple(using), tuple(named))
            return trial.try_out(update, copy)
        case "read":
            return Delta(added=tuple(uploads.read(body, request["media_type"], request["base"])))
        case "validate":
            _validate(body, request["size_of_written"])
            return Delta()
    raise AssertionError(request["task"])


def _validate(body: bytes, size: int) -> None:
    """Hold data to the shapes: what is written comes first, then what else there is about the nodes in it. Raises
    NotConforming for nodes of which the former says something."""
    from graph.shapes import validate  # rdflib and pyshacl take a second to load

    written, all_ = (list(ox.parse(data, format=ox.RdfFormat.N_TRIPLES)) for data in (body[:size], body))
    said = {quad.subject.value for quad in written if isinstance(quad.subject, ox.NamedNode | ox.BlankNode)}
    broken = [asdict(one) for one in validate(all_).results if one.node in said]
    if broken:
        raise NotConforming(broken)


def _facts(error: PolicygraphError) -> list[Any]:
    """An error's kind, and what it is made from."""
    if isinstance(error, NotConforming):
        return ["NotConforming", error.results]
    if isinstance(error, GraphProtected):
        return ["GraphProtected", error.graph]
    if isinstance(error, QueryError | DataError):
        return [type(error).__name__, str(error), error.line, error.column]
    return [type(error).__name__, str(error)]


def _say(out: BinaryIO, told: dict[str, Any], *parts: bytes) -> None:
    out.write(json.dumps(told).encode() + b"\n")
    for part in parts:
        out.write(part)
    out.flush()


if __name__ == "__main__":
    main()
