"""CSV: nodes.csv, edges.csv and facts.csv in one zip, with a README; written as it goes, memory flat.

UTF-8 with a byte order mark, commas, every line ended by CR LF, cells quoted where needed: what spreadsheet programs
and RFC 4180 want (in Python: `encoding="utf-8-sig"`).
A cell that begins with = + - @, a tab, a carriage return or an apostrophe gets an apostrophe in front: texts come from
strangers, and a spreadsheet would run `=HYPERLINK(…)`. To have the text back, take off one leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from typing import BinaryIO

from pyoxigraph import Literal

from graph.export.view import View
from graph.facts import Fact, Thing
from graph.projection import Edge, Node

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_FACTS = (
    *("family", "fact", "subject", "subject_label", "predicate", "object", "object_label", "value"),
    *("place", "place_label", "status", "mode", "time", "direct", "stance"),
    *("condition", "deadline", "due", "counterparty", "counterparty_label", "claim", "confidence"),
    *("document", "title", "date", "char_start", "char_end", "text", "evidence"),
)
_TRIPLES = ("subject", "predicate", "value", "datatype", "language")
_README = """nodes.csv  the things: IRI, name, type
edges.csv  the facts that tie two things together; source and target are IRIs of nodes.csv
facts.csv  every fact: who (subject), does or is what (predicate), to whom (object), in which words (value);
           of a CONSTRUCT's triples: those with a literal

Every fact says where it was read: document (IRI), title, date, char_start, char_end (counted in Unicode code points
from 0, the end excluded), text (exactly those characters), evidence (the IRI of that span).

UTF-8 with a byte order mark. A cell that began with = + - @, a tab, a carriage return or an apostrophe has an
apostrophe in front, so that no spreadsheet runs it; take off one leading apostrophe to have the text back.
"""


def write_csv(view: View, out: BinaryIO) -> None:
    """The zip; `out` need not be seekable."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "nodes.csv", [f.name for f in fields(Node)], map(astuple, view.nodes()))
        _write(archive, "edges.csv", [f.name for f in fields(Edge)], map(astuple, view.edges()))
        if view.plain:
            _write(archive, "facts.csv", _TRIPLES, _literals(view))
        else:
            _write(archive, "facts.csv", _FACTS, map(_row, view.facts()))
        archive.writestr("README.txt", _README)


def safe(value: object) -> str:
    """A cell's text: nothing for None, and an apostrophe before what a spreadsheet would run (see the module)."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_DANGEROUS) else text


def _write(archive: zipfile.ZipFile, name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with archive.open(name, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        table.writerows([safe(cell) for cell in row] for row in rows)


def _row(fact: Fact) -> tuple[object, ...]:
    cited = fact.citation
    return (
        *(fact.family, fact.iri, *_pair(fact.subject), fact.predicate, *_pair(fact.object), fact.value),
        *(*_pair(fact.place), fact.status, fact.mode, fact.time, fact.direct, fact.stance),
        *(fact.condition, fact.deadline, fact.due, *_pair(fact.counterparty), fact.claim, fact.confidence),
        *(cited.document, cited.title, cited.date, cited.start, cited.end, cited.text, cited.iri),
    )


def _pair(thing: Thing | None) -> tuple[str | None, str | None]:
    return (thing.iri, thing.label) if thing else (None, None)


def _literals(view: View) -> Iterator[tuple[object, ...]]:
    for quad in view.store.quads():
        if isinstance(value := quad.object, Literal):
            subject = getattr(quad.subject, "value", str(quad.subject))
            yield subject, quad.predicate.value, value.value, value.datatype.value, value.language
