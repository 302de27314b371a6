"""How many requests a second the service answers, beside the SPARQL servers that others would take: Oxigraph's own,
and rdflib-endpoint. Used by run.py.

The same quads, the same requests in the same order, by the same client (wrk, over eight connections), one server after
the other on the same cores; before that all must give the same answers. Once as the clients of public endpoints ask,
who have sent most queries before; once nobody has asked any before; once some are asked over and over. rdflib-endpoint
is installed for the run, into a folder that is gone afterwards.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import quote

import pyoxigraph as ox
from hostile import PER_THING, QUADS, fill, free_port, serving, things

Figures = dict[str, float]
CONNECTIONS: Final = 8
SECONDS: Final = 10
WARM_UP: Final = 2
NEW: Final = 0.26  # of queries in the logs of 27 endpoints (11.56 of 43.95 million: LSQ 2.0, Stadler and others, 2022)
RECENT: Final = 5_000  # queries before one, of which it is one where it is not new
# how many requests are new, and how many there are: no more are answered in that time, or they come over and over
LOADS: Final[dict[str, tuple[float, int]]] = {"mixed": (NEW, 200_000), "first": (1, 200_000), "again": (1, 5_000)}
RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
# what a page, a program and a person ask of a graph; so many of each in twenty
MIX: Final[dict[str, int]] = {
    "SELECT ?p ?o {{ <http://e/thing/{n}> ?p ?o }}": 8,
    "SELECT ?other ?said {{ <http://e/thing/{n}> <http://e/p0> ?other . ?other <http://e/p1> ?said }}": 4,
    "SELECT ?s {{ ?s <http://e/p2> <http://e/thing/{n}> }}": 3,
    "ASK {{ <http://e/thing/{n}> <http://e/p4> ?o }}": 2,
    "SELECT ?s ?said {{ GRAPH <http://e/graph/{g}> {{ ?s <http://e/p1> ?said }} }} ORDER BY ?said": 1,
    "SELECT (COUNT(*) AS ?count) {{ GRAPH <http://e/graph/{g}> {{ ?s ?p ?o }} }}": 1,
    "CONSTRUCT {{ <http://e/thing/{n}> ?p ?o }} WHERE {{ <http://e/thing/{n}> ?p ?o }}": 1,
}
WRK: Final = """
local paths, at = {}, tonumber(os.getenv("AT"))
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
"""
RDFLIB: Final = ("rdflib-endpoint==0.6.3", "rdflib==7.6.0", "uvicorn==0.54.0")
RDFLIB_SERVER: Final = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
data = Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/sparql"), port=int(sys.argv[2]), log_level="warning")
"""


def peers() -> Figures:
    """Requests a second and the hundredth slowest in milliseconds of each server, and ours by theirs."""
    if shutil.which("wrk") is None:
        sys.stderr.write("peers is left out: it needs wrk on the PATH (apt install wrk)\n")
        return {}
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there)
        (folder / "data.nq").write_bytes(ox.serialize(things(QUADS), format=ox.RdfFormat.N_QUADS) or b"")
        said: dict[str, list[list[str]]] = {}
        for peer, started in SERVERS.items():
            try:
                with started(folder) as root:
                    said[peer] = [answer(root, query) for query in queries(20)]
                    assert said[peer] == said["ours"], f"{peer} answers otherwise"
                    for name in LOADS:
                        figures |= {f"{peer}_{name}_{what}": value for what, value in load(folder, root, name).items()}
            except subprocess.CalledProcessError as error:
                sys.stderr.write(f"{peer} is left out: {error}\n{error.stderr or ''}")
    return figures | {
        f"{name}_to_{peer}": figures[f"ours_{name}_per_second"] / figures[f"{peer}_{name}_per_second"]
        for peer in said
        if peer != "ours"
        for name in LOADS
    }


def queries(count: int) -> list[str]:
    """So many, always the same: by MIX, about any of the things."""
    chosen, kinds = random.Random(1), list(MIX)
    found = []
    for text in chosen.choices(kinds, [MIX[kind] for kind in kinds], k=count):
        n = chosen.randrange(QUADS // PER_THING)
        found.append(text.format(n=n, g=n // 100))
    return found


def asked(new: float, count: int) -> list[str]:
    """So many queries, always the same, of which a share is `new`: no two of those are alike, for a comment."""
    chosen, fresh = random.Random(2), iter(queries(count))
    told: list[str] = []
    while len(told) < count:
        is_new = not told or chosen.random() < new
        told.append(f"{next(fresh)} # {len(told)}" if is_new else chosen.choice(told[-RECENT:]))
    return told


def answer(root: str, query: str) -> list[str]:
    """What a server says to a query: its rows, in an order of their own."""
    accept = TRIPLES if query.startswith("CONSTRUCT") else RESULTS
    request = urllib.request.Request(f"{root}?query={quote(query)}", headers={"accept": accept})  # noqa: S310 - ours
    with urllib.request.urlopen(request, timeout=120) as told:  # noqa: S310
        data = told.read()
    if accept == TRIPLES:
        return sorted(str(triple) for triple in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return [str(bool(found))]
    names = sorted(found.variables, key=str)
    return sorted(" ".join(f"{name}={row[name]}" for name in names) for row in found)


def load(folder: Path, root: str, name: str) -> Figures:
    """Ask a server for some seconds, after others in which it warms up."""
    host, _, path = root.removeprefix("http://").partition("/")
    told = asked(*LOADS[name])
    (folder / "paths").write_text("".join(f"/{path}?query={quote(query)}\n" for query in told))
    (folder / "wrk.lua").write_text(WRK)
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        "--latency",
        "-s",
        folder / "wrk.lua",
        "-H",
        f"accept: {RESULTS}, {TRIPLES}",
    ]
    for seconds, at in ((WARM_UP, 0), (SECONDS, len(told) // 5)):
        environment = os.environ | {"PATHS": str(folder / "paths"), "AT": str(at)}
        done = subprocess.run(
            [*command, f"-d{seconds}s", f"http://{host}"], capture_output=True, text=True, check=True, env=environment
        )
    said = done.stdout
    assert "Non-2xx" not in said, said
    rate, slow = re.search(r"Requests/sec:\s*([\d.]+)", said), re.search(r"99%\s*([\d.]+)(us|ms|s)", said)
    assert rate
    assert slow
    return {"per_second": float(rate[1]), "p99_ms": float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]]}


@contextmanager
def ours(folder: Path) -> Iterator[str]:
    fill(folder / "home")
    with serving(folder / "home") as (port, _):
        yield _up(f"http://127.0.0.1:{port}/sparql")


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's server, which the development environment has."""
    program, port = Path(sys.executable).with_name("oxigraph"), free_port()
    at = ["--location", folder / "oxigraph"]
    subprocess.run([program, "load", *at, "--file", folder / "data.nq"], check=True, capture_output=True)
    with _running([program, "serve", *at, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]):
        yield _up(f"http://127.0.0.1:{port}/query")


@contextmanager
def rdflib(folder: Path) -> Iterator[str]:
    """rdflib-endpoint over rdflib's own store in memory, which is what it serves unless it is told otherwise."""
    venv.create(folder / "venv", with_pip=True)
    python, port = folder / "venv" / "bin" / "python", free_port()
    subprocess.run([python, "-m", "pip", "install", "--quiet", *RDFLIB], check=True, capture_output=True)
    with _running([python, "-c", RDFLIB_SERVER, folder / "data.nq", str(port)]):
        yield _up(f"http://127.0.0.1:{port}/sparql")


SERVERS: Final[dict[str, Callable[[Path], AbstractContextManager[str]]]] = {
    "ours": ours,
    "oxigraph": oxigraph,
    "rdflib": rdflib,
}


@contextmanager
def _running(command: list[str | Path]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _up(root: str) -> str:
    """An address, once there is an answer; rdflib takes a minute or two to read a million quads."""
    end = time.monotonic() + 600
    while time.monotonic() < end:
        with suppress(URLError, OSError):
            answer(root, "ASK {}")
            return root
        time.sleep(0.05)
    raise AssertionError(f"{root} does not come up")
