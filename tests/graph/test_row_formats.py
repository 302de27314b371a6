"""What a query finds can be read back from CSV, whatever stands in it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, Store

from graph.row_formats import write


def written(query: str, form: QueryResultsFormat = QueryResultsFormat.CSV) -> str:
    out = io.BytesIO()
    write(Store().query(query), out, form)  # type: ignore[arg-type]
    return out.getvalue().decode()


def test_an_iri_with_a_comma_is_one_field() -> None:
    query = 'SELECT * { VALUES (?a ?b ?c) { (<http://example.org/#char=1,2> "x, \\"y\\"" UNDEF) (UNDEF 1.5 "é"@fr) } }'
    assert written(query) == 'a,b,c\r\n"http://example.org/#char=1,2","x, ""y""",\r\n,1.5,é\r\n'


def test_a_blank_node_and_no_rows_and_other_forms() -> None:
    (row,) = csv.DictReader(io.StringIO(written("SELECT ?a { BIND(BNODE() AS ?a) }")))
    assert row["a"].startswith("_:")
    assert written("SELECT ?a ?b { VALUES (?a ?b) {} }") == "a,b\r\n"
    assert written("ASK {}") == "true"
    assert written("SELECT (1 AS ?a) {}", QueryResultsFormat.TSV) == "?a\n1\n"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_any_text_comes_back_as_it_was(value: str) -> None:
    found = written(f"SELECT * {{ VALUES (?a ?b) {{ ({Literal(value)} {NamedNode('http://example.org/a,b')}) }} }}")
    head, *lines = csv.reader(io.StringIO(found, newline=""))
    assert (head, lines) == (["a", "b"], [[value, "http://example.org/a,b"]])


@pytest.mark.parametrize("name", ["a", "b"])
def test_columns_have_the_names_of_the_variables(name: str) -> None:
    assert written(f"SELECT ?{name} {{ VALUES ?{name} {{ 1 }} }}") == f"{name}\r\n1\r\n"
