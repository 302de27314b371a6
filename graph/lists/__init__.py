"""Lists: what there is of each kind, filtered, sorted and counted, from a table of lists and filters (lists.toml).

    quads of a graph -> told -> items (SQL, in the index of words)      asked -> select -> items

SQL, because no SPARQL engine sorts or counts sixty thousand statements while somebody waits: Oxigraph takes seconds,
and does so anew for each page. The rows come and go with the graphs, in the index's transactions (graph/search).
"""

from __future__ import annotations

from graph.lists.select import Asked, Doubtful, Given, Item, count, counts, doubtful, months, part
from graph.lists.table import FILTERS, LISTS, SORTS, Filter, List, Sort, nearest

__all__ = [
    "FILTERS",
    "LISTS",
    "SORTS",
    "Asked",
    "Doubtful",
    "Filter",
    "Given",
    "Item",
    "List",
    "Sort",
    "count",
    "counts",
    "doubtful",
    "months",
    "nearest",
    "part",
]
