"""Does memory stay flat? Peak memory of streaming exports over a store on disk of 100,000 and of 1,000,000 quads.

    python tests/bench/export_memory.py [--quads 100000 1000000] [--formats ntriples nquads csv …]

The store holds synthetic documents in the shape that graph/rdf.py writes. Each export runs in a process of its own,
which writes to nowhere; its peak is that process's, less what it had after opening the store. RocksDB fills its own
cache while it is read, up to a limit (60 MiB or so in all): `scan` reads all quads and does nothing else, and what an
export takes beyond that is its own.
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.case import from_case
from graph.export import EXPORTERS, export
from graph.model import Document, Record
from graph.rdf import quads
from graph.resolve import resolve
from graph.store.oxigraph import DiskStore

BASE = "https://example.org/kg/"
SCAN = "scan"
FORMATS = (SCAN, "ntriples", "nquads", "csv", "parquet", "sqlite")


def case(n: int) -> tuple[Document, Record]:
    """A short article: its mayor is one of 500, its agency one of 300, its order its own."""
    mayor, agency = f"Mayor Number {n % 500}", f"Department of Matter {n % 300}"
    sentences = [f"{mayor} signed order {n}. It directs the {agency} to keep file {n} open."]
    sentences += [f"In part {part} of case {n}, {mayor} said the {agency} was late {part} times." for part in range(12)]
    text = " ".join(sentences)
    said = [s.partition("said ")[2].rstrip(".") for s in sentences[1:]]
    return from_case(
        {
            "text": text,
            "title": f"Order {n}",
            "date": f"2025-{1 + n % 12:02}-{1 + n % 28:02}",
            "entities": [
                {"id": "m", "type": "Person", "name": mayor, "mentions": [mayor]},
                {"id": "a", "type": "Agency", "name": agency, "mentions": [agency]},
                {"id": "o", "type": "Order", "name": f"order {n}", "mentions": [f"order {n}"]},
            ],
            "relations": [
                {"s": "o", "p": "issuedBy", "o": "m", "text": sentences[0]},
                {"s": "o", "p": "directs", "o": "a", "text": agency},
            ],
            "provisions": [{"order": "o", "kind": "requires", "bearer": "a", "text": f"keep file {n} open"}],
            "statements": [{"speaker": "m", "direct": False, "text": words, "about": ["a"]} for words in said],
            "events": [
                {"type": "ACCUSE", "actor": "m", "recipient": "a", "place": None, "status": "actual", "text": sentence}
                for sentence in sentences[1:]
            ],
        }
    )


def many(count: int) -> Iterator[ox.Quad]:
    """At least so many quads, whole documents."""
    given = n = 0
    while given < count:
        document, record = case(n)
        for quad in quads(document, record, resolve(document, record), BASE):
            given += 1
            yield quad
        n += 1


class Nowhere:
    """Counts bytes."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        pass


def peak() -> float:
    """This process's highest memory so far, in MiB (Linux; ru_maxrss would count the parent's before exec)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure(folder: Path, format: str) -> None:
    """Export once; print what it took as JSON."""
    store = DiskStore(folder)
    size, before, out, start = len(store), peak(), Nowhere(), time.perf_counter()
    if format == SCAN:
        collections.deque(store.quads(), maxlen=0)
    else:
        export(store, format, out)  # type: ignore[arg-type]
    seconds = time.perf_counter() - start
    figures = {"quads": size, "before": before, "peak": peak(), "seconds": seconds, "bytes": out.size}
    print(json.dumps(figures))


def main() -> None:
    """Build the stores, measure each format on each, print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quads", type=int, nargs="+", default=[100_000, 1_000_000])
    options.add_argument("--formats", nargs="+", default=FORMATS, choices=[SCAN, *EXPORTERS])
    options.add_argument("--measure", nargs=2, metavar=("FOLDER", "FORMAT"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure:
        measure(Path(given.measure[0]), given.measure[1])
        return
    print(f"{'format':<10}{'quads':>10}{'MiB open':>10}{'MiB peak':>10}{'growth':>8}{'seconds':>9}{'MB out':>8}")
    for count in given.quads:
        with tempfile.TemporaryDirectory() as folder:
            store = DiskStore(Path(folder))
            store.reload(many(count))
            store.close()
            del store
            for format in given.formats:
                command = [sys.executable, __file__, "--measure", folder, format]
                f = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                print(
                    f"{format:<10}{f['quads']:>10,}{f['before']:>10.0f}{f['peak']:>10.0f}"
                    f"{f['peak'] - f['before']:>8.0f}{f['seconds']:>9.1f}{f['bytes'] / 1e6:>8.0f}"
                )


if __name__ == "__main__":
    main()
