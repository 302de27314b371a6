"""GraphML, GEXF, node-link JSON and Cytoscape JSON, by networkx's own writers, for Gephi, Cytoscape, igraph, d3 …

Nodes are IRIs with `label` and `type`; edges carry the fields of projection.Edge that are known, `label` too (the
predicate). These formats are read into memory as a whole by whatever opens them, and are written from memory here:
some 2 KB for each fact. In the XML ones, characters that are illegal in XML become U+FFFD.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.export.view import View
from graph.export.xml_text import xml_safe
from graph.projection import to_networkx

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(view: View, out: BinaryIO) -> None:
    """GraphML, every attribute declared by a key."""
    import networkx as nx

    nx.write_graphml_lxml(_xml_network(view), out)


def write_gexf(view: View, out: BinaryIO) -> None:
    """GEXF 1.2."""
    import networkx as nx

    nx.write_gexf(_xml_network(view), out)


def write_nodelink(view: View, out: BinaryIO) -> None:
    """`{"nodes": [{"id", …}], "edges": [{"source", "target", "key", …}]}`, as d3 and networkx read it."""
    import networkx as nx

    _write_json(nx.node_link_data(_network(view), edges="edges"), out)


def write_cytoscape(view: View, out: BinaryIO) -> None:
    """`{"elements": {"nodes": [{"data": {"id", "name", …}}], "edges": [{"data": {"source", "target", …}}]}}`."""
    import networkx as nx

    _write_json(nx.cytoscape_data(_network(view), name="label"), out)


def _network(view: View) -> nx.MultiDiGraph[str]:
    network = to_networkx(view.nodes(), view.edges())
    for _, _, data in network.edges(data=True):
        data["label"] = data["predicate"]
    return network


def _xml_network(view: View) -> nx.MultiDiGraph[str]:
    network = _network(view)
    for _, data in network.nodes(data=True):
        _make_safe(data)
    for _, _, data in network.edges(data=True):
        _make_safe(data)
    return network


def _make_safe(data: dict[str, Any]) -> None:
    data |= {name: xml_safe(value) for name, value in data.items() if isinstance(value, str)}


def _write_json(value: Any, out: BinaryIO) -> None:
    for part in json.JSONEncoder(ensure_ascii=False).iterencode(value):
        out.write(part.encode())
    out.write(b"\n")
