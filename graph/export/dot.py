"""DOT, for Graphviz: a label for each node, a label and a tooltip (the evidence) for each edge; written as it goes."""

from __future__ import annotations

from typing import BinaryIO

from graph.export.view import View
from graph.projection import Edge, Node

_SHAPES = {"Person": "ellipse", "Order": "note", "Policy": "note", "Place": "house", "Office": "tab"}
_STYLES = {"planned": "dashed", "threatened": "dashed", "hypothetical": "dotted", "negated": "dotted"}


def write_dot(view: View, out: BinaryIO) -> None:
    """One directed graph; what did not happen (yet) is drawn with a broken line."""
    out.write(b"digraph policygraph {\n  rankdir=LR;\n")
    for node in view.nodes():
        out.write(f"  {quoted(node.iri)} {_node(node)};\n".encode())
    for edge in view.edges():
        out.write(f"  {quoted(edge.source)} -> {quoted(edge.target)} {_edge(edge)};\n".encode())
    out.write(b"}\n")


def quoted(text: str) -> str:
    """A quoted DOT string that shows the text: backslashes and quotes escaped, line breaks and tabs as blanks.

    Graphviz reads names and labels as lines of text; NUL would end the file.
    """
    plain = " ".join(text.replace("\0", " ").split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _node(node: Node) -> str:
    return f"[label={quoted(node.label)}, shape={_SHAPES.get(node.type or '', 'box')}]"


def _edge(edge: Edge) -> str:
    label = edge.predicate if edge.status in (None, "actual") else f"{edge.predicate} ({edge.status})"
    parts = [f"label={quoted(label)}"]
    if edge.text:
        parts.append(f"tooltip={quoted(edge.text)}")
    if edge.status in _STYLES:
        parts.append(f"style={_STYLES[edge.status]}")
    return f"[{', '.join(parts)}]"
