"""Rows of a SELECT and the answer of an ASK in the W3C's formats.

pyoxigraph 0.5.13 writes them all but CSV right: it puts no quotes round an IRI with a comma in it, which every evidence
IRI has (`#char=12,30`), so that its row has a field too many. CSV is Python's here.
"""

from __future__ import annotations

import codecs
import csv
from typing import BinaryIO

from pyoxigraph import BlankNode, QueryBoolean, QueryResultsFormat, QuerySolutions


def write(rows: QuerySolutions | QueryBoolean, out: BinaryIO, form: QueryResultsFormat) -> None:
    """Write what a query found, as it is found. Raises what `out` raises."""
    if form != QueryResultsFormat.CSV or isinstance(rows, QueryBoolean):
        rows.serialize(out, format=form)
        return
    lines = csv.writer(codecs.getwriter("utf-8")(out), lineterminator="\r\n")
    lines.writerow(variable.value for variable in rows.variables)
    lines.writerows([_text(term) for term in row] for row in rows)


def _text(term: object) -> str:
    """A term by the W3C's rules: IRIs and literals as they are, `_:b` for a blank node, nothing for what is unbound."""
    return "" if term is None else str(term) if isinstance(term, BlankNode) else str(getattr(term, "value", term))
