"""How fast a large CONSTRUCT comes out of the service, beside the same query serialised within one process, and in how
much memory. Used by run.py.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from hostile import connect, fill, point, serving

Figures = dict[str, float]
EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ROUNDS: Final = 3
CHUNK: Final = 1 << 20
ALONE: Final = """
import sys, time
from pathlib import Path
import pyoxigraph as ox
from graph.settings import Settings
from graph.store import DiskStore
store = DiskStore(Settings(home=Path(sys.argv[1])).store_path)
began = time.perf_counter()
with Path("/dev/null").open("wb") as out:
    store.query(sys.argv[2]).serialize(out, format=ox.RdfFormat.N_TRIPLES)
print(time.perf_counter() - began)
"""


def streams() -> Figures:
    """Megabytes of N-Triples a second of a million triples, within one process and out of the service, the best of
    some rounds; MiB that the service and its workers have at most, and how much of it came with the stream."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        fill(home)
        alone = min(_alone(home) for _ in range(ROUNDS))
        with serving(home) as (port, process):
            point(port)
            before, peaks = memory(process), list[float]()
            with _watched(process, peaks):
                taken = [_streamed(port) for _ in range(ROUNDS)]
    size, seconds = taken[0][0], min(seconds for _, seconds in taken)
    rates = {"alone_mb_per_second": size / alone / 1e6, "service_mb_per_second": size / seconds / 1e6}
    return rates | {"ratio": alone / seconds, "peak_service_mib": max(peaks), "grown_mib": max(peaks) - before}


def _alone(home: Path) -> float:
    done = subprocess.run([sys.executable, "-c", ALONE, home, EVERYTHING], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _streamed(port: int) -> tuple[int, float]:
    """Bytes and seconds of the answer."""
    began, size = time.perf_counter(), 0
    with closing(connect(port)) as connection:
        connection.request("GET", "/sparql?query=" + quote(EVERYTHING), headers={"accept": "application/n-triples"})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        while data := answer.read(CHUNK):
            size += len(data)
    return size, time.perf_counter() - began


@contextmanager
def _watched(process: int, peaks: list[float]) -> Iterator[None]:
    """Note the memory of a process and of those below it, ten times a second."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peaks.append(memory(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def memory(process: int) -> float:
    """MiB of a process and of all below it, shared pages counted once (Linux)."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        below = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:  # it has ended
        return 0.0
    return int(told.partition("\nPss:")[2].split()[0]) / 1024 + sum(memory(int(child)) for child in below)
