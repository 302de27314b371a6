"""The first rows of a query's results as plain JSON values, for a page: an IRI is told from other text."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pyoxigraph as ox

from graph.store.terms import Results


def preview(found: Results, rows: int) -> dict[str, Any]:
    """A boolean; columns and rows of cells (`iri` or `text`, None where unbound); or Turtle. `more`: it goes on."""
    if isinstance(found, ox.QueryBoolean):
        return {"boolean": bool(found)}
    if isinstance(found, ox.QuerySolutions):
        some = [[_cell(term) for term in solution] for solution in islice(found, rows + 1)]
        names = [variable.value for variable in found.variables]
        return {"columns": names, "rows": some[:rows], "more": len(some) > rows}
    triples = list(islice(found, rows + 1))
    turtle = ox.serialize(triples[:rows], format=ox.RdfFormat.TURTLE)
    return {"turtle": (turtle or b"").decode("utf-8"), "more": len(triples) > rows}


def _cell(term: Any) -> dict[str, str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return {"iri": term.value}
    return {"text": term.value if isinstance(term, ox.Literal) else str(term)}
