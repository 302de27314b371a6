"""Full text: one index of all names, provisions, statements, titles and sentences, and what finds in it.

    quads of a graph, text of its document -> entries -> index;   words -> wanted -> find -> hits

The index is a projection like the store: an SQLite file (FTS5) beside it, which may be deleted. It is told of graphs as
the store is, and marked like it with how far it follows the ledger (`graph/searched.py`).
"""

from __future__ import annotations

from graph.search.hits import EXACT, MOST, Hit, Key, find, found
from graph.search.index import Index, indexed, open_index
from graph.search.kinds import CLASSES, THINGS, Kind
from graph.search.spelling import corrected, find_or_correct
from graph.search.terms import Filters, Wanted, wanted

__all__ = [
    "CLASSES",
    "EXACT",
    "MOST",
    "THINGS",
    "Filters",
    "Hit",
    "Index",
    "Key",
    "Kind",
    "Wanted",
    "corrected",
    "find",
    "find_or_correct",
    "found",
    "indexed",
    "open_index",
    "wanted",
]
