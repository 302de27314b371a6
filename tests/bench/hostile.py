"""What a steady client notices of hostile ones: how long point queries take beside a query that never ends, and beside
two hundred requests that are made to do harm. Used by run.py.

A real server in a process of its own, over a million quads. The hostile come from another address of this machine, as
clients are told from one another by their address.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from graph.pipeline import Workspace
from graph.settings import Settings

Figures = dict[str, float]
QUADS = 1_000_000
PER_THING = 10
REQUESTS = 200
AT_ONCE = 40
STEADY = 5.0  # seconds
FORM = "application/x-www-form-urlencoded"
HOSTILE_HOST = "127.0.0.2"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?b ?q ?c . ?c ?r ?d . ?d ?s ?e . ?e ?t ?f . ?f ?u ?g . ?g ?v ?h }"
HOSTILE: dict[str, str] = {
    "endless": ENDLESS,
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "concat": "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "regex": "SELECT * { ?s ?p ?o FILTER regex(str(?o), '(a|aa|v+)+(l+)*$') FILTER(?o = 'no') }",
    "path": "SELECT * { ?a (<http://e/p0>|!<http://e/p0>)* ?b }",
    "nested": "ASK {" + "(" * 10_000 + ")" * 10_000 + "}",
    "crash": "ASK { ?s ?p ?o FILTER(" + "!" * 90_000 + "?o) }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "long": "SELECT * {" + " ?s ?p ?o ." * 1_000_000 + "}",
    "control": "SELECT * { <http://e/\x00\x01> ?p ?o }",
}


def hostile() -> Figures:
    """Seconds to the first answer after the start, and of processor time until then; milliseconds of point queries
    alone, beside a query that never ends, and beside the hostile; how those ended."""
    with tempfile.TemporaryDirectory() as home:
        fill(Path(home))
        began = time.perf_counter()
        with serving(Path(home)) as (port, process):
            point(port)
            figures = {"start_s": time.perf_counter() - began, "start_cpu_s": processor_time(process)}
            figures |= latencies("alone", steady(port, until=_after(STEADY)))
            with ThreadPoolExecutor(AT_ONCE) as pool:
                endless = pool.submit(post, port, ENDLESS)
                figures |= latencies("endless", steady(port, until=endless.done))
                ends = [pool.submit(attack, port, number) for number in range(REQUESTS)]
                figures |= latencies("hostile", steady(port, until=lambda: all(end.done() for end in ends)))
    figures["endless_status"] = endless.result()
    counted = Counter(end.result() for end in ends)
    return figures | {f"hostile_{status or 'left'}": count for status, count in sorted(counted.items())}


def fill(home: Path, quads: int = QUADS) -> None:
    """A home whose store holds so many quads, as a rebuild fills it."""
    with Workspace.open(Settings(home=home)) as workspace, workspace.store.beside() as fresh:
        fresh.fill(things(quads))
        fresh.succeed(workspace.store.mark)


def things(quads: int) -> Iterator[ox.Quad]:
    """So many quads: things with labels, links and types, a graph to each hundred."""
    kinds = [ox.NamedNode(f"http://e/p{n}") for n in range(PER_THING)]
    for n in range(quads // PER_THING):
        thing, graph = ox.NamedNode(f"http://e/thing/{n}"), ox.NamedNode(f"http://e/graph/{n // 100}")
        for number, kind in enumerate(kinds):
            other = ox.NamedNode(f"http://e/thing/{(n * 7 + number) % (quads // PER_THING)}")
            yield ox.Quad(thing, kind, ox.Literal(f"value {n} of {number}") if number % 2 else other, graph)


@contextmanager
def serving(home: Path) -> Iterator[tuple[int, int]]:
    """The port of a service in a process of its own, and the process."""
    port = free_port()
    code = "from api.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """One that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def processor_time(process: int) -> float:
    """Seconds that a process has used up so far, which a busy machine changes less."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def point(port: int) -> None:
    """Ask a point query until there is an answer."""
    while True:
        with contextlib.suppress(OSError), contextlib.closing(connect(port)) as connection:
            return _point(connection)
        time.sleep(0.02)


def connect(port: int, source: str = "127.0.0.1") -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=120, source_address=(source, 0))


def _point(connection: http.client.HTTPConnection) -> None:
    thing = random.randrange(QUADS // PER_THING)
    connection.request("GET", "/sparql?query=" + quote(f"SELECT ?p ?o {{ <http://e/thing/{thing}> ?p ?o }}"))
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    assert len(json.loads(answer.read())["results"]["bindings"]) == PER_THING


def _after(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() > end


def steady(port: int, until: Callable[[], bool]) -> list[float]:
    """Milliseconds that each point query took, one after the other."""
    taken = []
    with contextlib.closing(connect(port)) as connection:
        while not until():
            began = time.perf_counter()
            _point(connection)
            taken.append(1000 * (time.perf_counter() - began))
            time.sleep(0.005)
    return taken


def latencies(name: str, taken: list[float]) -> Figures:
    """The middle, the hundredth slowest and the slowest."""
    taken = sorted(taken)
    return {
        f"{name}_p50": taken[len(taken) // 2],
        f"{name}_p99": taken[len(taken) * 99 // 100],
        f"{name}_max": taken[-1],
    }


def post(port: int, query: str, media_type: str = "application/sparql-query", read: int | None = None) -> int:
    """Send a query and read its answer, or the first bytes of it: its status."""
    with contextlib.closing(connect(port, HOSTILE_HOST)) as connection:
        connection.request("POST", "/sparql?timeout=5", query.encode(), {"content-type": media_type})
        answer = connection.getresponse()
        with contextlib.suppress(http.client.HTTPException):
            answer.read(read)
        if read is not None:
            time.sleep(2)
        return answer.status


def attack(port: int, number: int) -> int:
    """The hostile request of a number: its status, 0 where it was left or broken off."""
    random.seed(number)
    kind = random.choice([*HOSTILE, "slow", "leave", "half", "type"])
    try:
        match kind:
            case "slow":
                return post(port, HOSTILE["rows"], read=10)
            case "type":
                return post(port, ENDLESS, media_type=FORM + "; charset=\x7f")
            case "leave" | "half":
                return _left(port, whole=kind == "leave")
        return post(port, HOSTILE[kind])
    except (OSError, http.client.HTTPException):
        return 0


def _left(port: int, whole: bool) -> int:
    """Hang up in the middle of the request, or of the answer."""
    with socket.create_connection(("127.0.0.1", port), source_address=(HOSTILE_HOST, 0)) as connection:
        length = len(ENDLESS) + (0 if whole else 100)
        head = f"POST /sparql HTTP/1.1\r\nhost: a\r\ncontent-type: application/sparql-query\r\ncontent-length: {length}"
        connection.sendall(f"{head}\r\n\r\n{ENDLESS}".encode())
        time.sleep(0.5)
    return 0
