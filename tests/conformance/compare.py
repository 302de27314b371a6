"""Whether an answer is what a test expects: the same graph, or the same rows, whatever blank nodes are called."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pyoxigraph as ox

from tests.conformance.manifest import RDF, parse, path_of

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROW = "urn:row:"  # the predicates under which a row has its values
FORMS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}

Rows = tuple[frozenset[str], frozenset[ox.Triple]]  # the variables, and the rows as a graph


def canonical(triples: Iterable[ox.Triple]) -> frozenset[ox.Triple]:
    """The graph with its blank nodes renamed by what is said of them: equal for graphs that say the same."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(quad.triple for quad in dataset)


def answer_of(content: bytes, form: ox.QueryResultsFormat) -> bool | Rows:
    """What results say: yes or no, or the rows, each with the values that it has."""
    found = ox.parse_query_results(content, format=form)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = [{name: value for name in names if (value := row[name]) is not None} for row in found]
    return _rows(names, rows)


def table(content: bytes) -> Rows:
    """The rows of results as CSV, which tells blank nodes from the rest, and no more."""
    names, *lines = csv.reader(io.StringIO(content.decode(), newline=""))
    terms = [[ox.BlankNode(v[2:]) if v.startswith("_:") else ox.Literal(v) for v in line] for line in lines]
    return _rows(names, [dict(zip(names, line, strict=True)) for line in terms])


def expected(result: str) -> bool | Rows | frozenset[ox.Triple]:
    """What the file of an expected result says."""
    path = path_of(result)
    if path.suffix in FORMS:
        return answer_of(path.read_bytes(), FORMS[path.suffix])
    if path.suffix == ".csv":
        return table(path.read_bytes())
    triples = parse(result)
    return (
        _described(triples) if any(t.object == ox.NamedNode(RS + "ResultSet") for t in triples) else canonical(triples)
    )


def _rows(names: Iterable[str], rows: Iterable[dict[str, object]]) -> Rows:
    """Each row a blank node with its values, so that blank nodes are compared over all rows at once."""
    triples = [
        triple
        for row in rows
        for node in [ox.BlankNode()]
        for triple in [
            ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(ROW)),
            *(ox.Triple(node, ox.NamedNode(ROW + name), value) for name, value in row.items()),  # type: ignore[arg-type]
        ]
    ]
    return frozenset(names), canonical(triples)


def _described(triples: list[ox.Triple]) -> bool | Rows:
    """The rows that a graph describes in the vocabulary of result sets."""

    def of(subject: object, name: str) -> list[object]:
        return [t.object for t in triples if t.subject == subject and t.predicate.value == RS + name]

    (result,) = (t.subject for t in triples if t.object == ox.NamedNode(RS + "ResultSet"))
    if said := of(result, "boolean"):
        return said == [ox.Literal(True)]
    rows = [
        {str(of(b, "variable")[0].value): of(b, "value")[0] for b in of(row, "binding")}  # type: ignore[attr-defined]
        for row in of(result, "solution")
    ]
    return _rows([str(name.value) for name in of(result, "resultVariable")], rows)  # type: ignore[attr-defined]
