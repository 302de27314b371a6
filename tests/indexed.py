"""Indexes of words for tests: made of cases, and what they hold, to hold one against another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.model import Document, Record
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.search import Index
from graph.store.oxigraph import MemoryStore


def indexed(path: Path, base_iri: str, cases: Iterable[tuple[Document, Record]]) -> tuple[MemoryStore, Index]:
    """A store with the graphs of some cases, each resolved alone, and its index in a file."""
    store, texts = MemoryStore(), dict[str, str]()
    for document, record in cases:
        texts[document.id] = document.text
        store.replace(graph_iri(base_iri, document.id), quads(document, record, resolve(document, record), base_iri))
    index = Index(path, base_iri, texts.get)
    index.fill(store)
    return store, index


def held(index: Index) -> dict[str, list[tuple[Any, ...]]]:
    """All that can be found in an index, in an order that does not depend on how it came there."""
    with index.reading() as db:
        return {name: sorted(db.execute(sql), key=repr) for name, sql in _HELD.items()}


_HELD = {
    "graphs": "SELECT name, title, day FROM graphs",
    "names": "SELECT path, name, kind, folded, graphs, documents, labels FROM names",
    "words of names": "SELECT n.path, w.name FROM name_words w LEFT JOIN names n ON n.id = w.rowid",
    "mentions": """SELECT g.name, n.path, n.name, label, begins, ends FROM mentions
                   LEFT JOIN graphs g ON g.id = graph LEFT JOIN names n ON n.id = mentions.name""",
    "passages": """SELECT g.name, p.kind, p.path, p.begins, p.ends, w.text FROM passages p
                   LEFT JOIN graphs g ON g.id = p.graph LEFT JOIN passage_words w ON w.rowid = p.id""",
    "items": "SELECT path, kind, label, day, spot, confidence, documents FROM items",
    "told": """SELECT filter, value, i.path, g.name FROM told
               LEFT JOIN items i ON i.id = item LEFT JOIN graphs g ON g.id = told.graph""",
    "words of passages": "SELECT count(*) FROM passage_words",
}
