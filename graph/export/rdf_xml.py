"""RDF/XML, written as it goes with lxml.

Neither library's own writer will do: pyoxigraph's writes control characters and carriage returns raw, and an
empty element name for a predicate such as <http://example.org/12>; rdflib's holds the whole graph.
Characters that are illegal in XML become U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, BinaryIO

from lxml import etree
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.errors import ExportError
from graph.export.triples import sorted_quads
from graph.export.view import View
from graph.export.xml_text import xml_safe
from ontology.terms import PREFIXES

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
XML = "http://www.w3.org/XML/1998/namespace"  # lxml makes up another prefix for it unless told
LANG = f"{{{XML}}}lang"


def write_rdfxml(view: View, out: BinaryIO) -> None:
    """One rdf:Description for each subject of each graph. Raises ExportError for what RDF/XML cannot say."""
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{RDF}}}RDF", nsmap=PREFIXES | {"xml": XML}):
            for subject, quads in groupby(sorted_quads(view.store), key=lambda quad: quad.subject):
                _describe(xml, subject, quads)
            xml.write("\n")


def _describe(xml: Any, subject: Any, quads: Iterable[Quad]) -> None:
    xml.write("\n")
    with xml.element(f"{{{RDF}}}Description", _reference(subject, "about")):
        for quad in quads:
            xml.write("\n  ")
            with xml.element(_name(quad.predicate), _attributes(quad.object)):
                if isinstance(quad.object, Literal):
                    xml.write(xml_safe(quad.object.value))
        xml.write("\n")


def _attributes(value: NamedNode | BlankNode | Literal | Triple) -> dict[str, str]:
    if isinstance(value, Triple):
        raise ExportError("rdfxml", "has no way to write a triple as an object")
    if not isinstance(value, Literal):
        return _reference(value, "resource")
    if value.language:
        return {LANG: value.language}
    return {} if value.datatype.value == XSD_STRING else {f"{{{RDF}}}datatype": value.datatype.value}


def _reference(term: Any, attribute: str) -> dict[str, str]:
    return {f"{{{RDF}}}{'nodeID' if isinstance(term, BlankNode) else attribute}": term.value}


def _name(predicate: NamedNode) -> str:
    from rdflib.namespace import split_uri

    try:
        namespace, local = split_uri(predicate.value)
        return str(etree.QName(namespace, local).text)
    except ValueError as error:
        raise ExportError("rdfxml", f"cannot name the predicate {predicate.value} as an XML element") from error
