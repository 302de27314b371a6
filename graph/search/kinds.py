"""What can be found: things by their names, documents by their titles, and what stands in them."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from ontology.terms import PGO

THINGS: Final = {
    "person": "Person",
    "office": "Office",
    "agency": "Agency",
    "organization": "Organization",
    "group": "Group",
    "place": "Place",
    "order": "Order",
    "policy": "Policy",
}
"""How the path of a thing's IRI begins, and its class."""
PASSAGES: Final = ("Document", "Provision", "Statement", "Sentence")
"""A document is found by its title; a sentence is a part of a document, and no thing in the graph."""
KINDS: Final = (*THINGS.values(), *PASSAGES)
CLASSES: Final[dict[NamedNode, str]] = {getattr(PGO, kind): kind for kind in KINDS if kind != "Sentence"}
"""The classes of the ontology whose things can be found."""


def kind_of(path: str) -> str | None:
    """The class of a thing that has names, by its path below `id/`."""
    return THINGS.get(path.partition("/")[0])
