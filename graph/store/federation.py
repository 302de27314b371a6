"""SERVICE: what a query asks of other endpoints is asked here, so that the process which runs it needs no network.

By SPARQL 1.1 Federated Query, `SERVICE <address> { pattern }` means the solutions that the endpoint has for the
pattern, joined with what stands around it. So each endpoint is asked first, for `SELECT * { pattern }`, and its
solutions stand in the query as VALUES. Only those are asked that the setting `services` names, by the same address:
nobody's redirects are followed, and an endpoint is no variable. Blank nodes, of which VALUES knows none, come as IRIs
`urn:bnode:…`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pyoxigraph as ox

from graph.errors import QueryRefused, QueryTimeout, QueryTooCostly, ServiceFailed
from graph.store.endpoint import CHUNK, CONNECT, RESULTS
from graph.store.sparql import FORMS, LONGEST, tokens

if TYPE_CHECKING:
    from urllib3 import PoolManager
    from urllib3.response import BaseHTTPResponse

MOST: Final = LONGEST - 200_000  # characters of all solutions in the query, which has its own length beside them
BYTES: Final = 8 * MOST  # of an answer: JSON says names and kinds over and over
SHOWN: Final = 300  # characters of what an endpoint says
ONE: Final = "VALUES () { () }"  # the solution that binds nothing: what SILENT makes of a failure

_NAME: Final = re.compile(r"\w+")
_IGNORED: Final = frozenset({"comment"})


@dataclass(frozen=True, slots=True)
class Call:
    """A SERVICE of a query: from where to where it stands, whom it asks for what, and whether that may fail."""

    start: int
    end: int
    address: str
    pattern: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a query's seconds have passed."""

    seconds: float
    end: float

    def left(self) -> float:
        """How many are left. Raises QueryTimeout for none."""
        if (left := self.end - time.monotonic()) <= 0:
            raise QueryTimeout(self.seconds)
        return left


def federated(sparql: str, services: frozenset[str], seconds: float, base: str | None = None) -> str:
    """A query with the solutions of other endpoints in the place of its SERVICE.

    Raises QueryRefused for an endpoint that is not among `services`, QueryTimeout, QueryTooCostly for solutions that
    are too many, ServiceFailed.
    """
    if not services or "service" not in sparql.lower():
        return sparql
    found = list(calls(sparql))
    for call in found:
        if call.address not in services:
            known = ", ".join(sorted(services))
            raise QueryRefused(f"SERVICE may not ask {call.address}: POLICYGRAPH_SERVICES names {known}")
    return _filled(sparql, found, (f"BASE {ox.NamedNode(base)}\n" if base else "") + _prologue(sparql), seconds)


def calls(sparql: str) -> Iterator[Call]:
    """The SERVICE patterns of a query, those within others left out. Raises QueryRefused for a variable endpoint."""
    found = (token for token in tokens(sparql) if token.lastgroup not in _IGNORED)
    for token in found:
        if token.lastgroup == "word" and token[0].upper() == "SERVICE":
            following = next(found, None)
            silent = following is not None and following[0].upper() == "SILENT"
            endpoint, opening = next(found, None) if silent else following, next(found, None)
            if endpoint is None or endpoint.lastgroup != "iri" or opening is None or opening[0] != "{":
                raise QueryRefused("SERVICE asks an endpoint by its whole address: SERVICE <https://…> { … }")
            end = _end(found)
            yield Call(token.start(), end, endpoint[0][1:-1], sparql[opening.start() : end], silent)


def _end(found: Iterator[re.Match[str]]) -> int:
    """Where the bracket closes that was opened last."""
    depth = 1
    for token in found:
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if not depth:
            return token.end()
    raise QueryRefused("the pattern of a SERVICE does not end")


def _prologue(sparql: str) -> str:
    """What a query says before its form: its prefixes."""
    form = next((t for t in tokens(sparql) if t.lastgroup == "word" and t[0].upper() in FORMS), None)
    return sparql[: form.start()] if form else ""


def _filled(sparql: str, found: Iterable[Call], prologue: str, seconds: float) -> str:
    deadline, at, parts, size = Deadline(seconds, time.monotonic() + seconds), 0, list[str](), 0
    for number, call in enumerate(found):
        values = _values(call, f"{prologue}SELECT * {call.pattern}", deadline, number)
        if (size := size + len(values)) > MOST:
            raise QueryTooCostly(f"{call.address} has more solutions than can be joined: ask it for fewer")
        lines = "\n" * sparql.count("\n", call.start, call.end)  # so that an error names the right line
        parts += [sparql[at : call.start], f" {values}{lines} "]
        at = call.end
    return "".join(parts) + sparql[at:]


def _values(call: Call, sparql: str, deadline: Deadline, number: int) -> str:
    """What an endpoint has, as VALUES."""
    try:
        return _solutions(call.address, _asked(call.address, sparql, deadline), number)
    except ServiceFailed:
        if call.silent:
            return ONE
        raise


def _asked(address: str, sparql: str, deadline: Deadline) -> bytes:
    """The answer of an endpoint. Raises ServiceFailed, QueryTimeout, QueryTooCostly."""
    from urllib3.exceptions import HTTPError

    try:
        with closing(_sent(address, sparql, deadline)) as answer:
            data = _read(address, answer, deadline)
    except HTTPError as error:
        deadline.left()
        raise ServiceFailed(address, f"does not answer: {str(error).rpartition('>: ')[2]}") from error
    if answer.status != 200:
        said = " ".join(data.decode(errors="replace").split())[:SHOWN]
        raise ServiceFailed(address, f"answers {answer.status}: {said}")
    return data


def _sent(address: str, sparql: str, deadline: Deadline) -> BaseHTTPResponse:
    from urllib3 import Timeout

    return _connections().request(
        "POST",
        address,
        fields={"query": sparql},
        encode_multipart=False,
        headers={"Accept": RESULTS, "User-Agent": "policygraph"},
        redirect=False,
        timeout=Timeout(connect=min(CONNECT, deadline.left()), read=deadline.left()),
        preload_content=False,
    )


def _read(address: str, answer: BaseHTTPResponse, deadline: Deadline) -> bytes:
    data = bytearray()
    while chunk := answer.read1(CHUNK):
        data += chunk
        deadline.left()
        if len(data) > BYTES:
            raise QueryTooCostly(f"{address} gives more than {BYTES:,} bytes: ask it for fewer solutions")
    return bytes(data)


@cache
def _connections() -> PoolManager:
    from urllib3 import PoolManager

    return PoolManager(maxsize=8, retries=False)


def _solutions(address: str, data: bytes, number: int) -> str:
    try:
        told = json.loads(data)
        names = [name for name in told["head"]["vars"] if _NAME.fullmatch(name)]
        rows = (" ".join(_term(row.get(name), number) for name in names) for row in told["results"]["bindings"])
        return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(f'({row})' for row in rows)} }}"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ServiceFailed(address, f"does not give solutions as SPARQL's JSON: {error!r}"[:SHOWN]) from error


def _term(told: dict[str, Any] | None, number: int) -> str:
    """A term as SPARQL writes it. Raises ValueError for what VALUES cannot hold."""
    match told:
        case None:
            return "UNDEF"
        case {"type": "uri", "value": iri}:
            return str(ox.NamedNode(iri))
        case {"type": "bnode", "value": label}:
            return str(ox.NamedNode(f"urn:bnode:{number}:{quote(label, safe='')}"))
        case {"type": "literal" | "typed-literal", "value": text}:
            kind, language = told.get("datatype"), told.get("xml:lang")
            return str(ox.Literal(text, datatype=ox.NamedNode(kind) if kind else None, language=language))
    raise ValueError(f"a term of the kind {told.get('type')!r}")
