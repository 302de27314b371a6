"""What can be found: things by their names, documents by their titles, and what stands in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode

from ontology.terms import PGO


class Kind(StrEnum):
    """The class of what is found; a sentence is a part of a document, and no thing in the graph."""

    PERSON = "Person"
    OFFICE = "Office"
    AGENCY = "Agency"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    PLACE = "Place"
    ORDER = "Order"
    POLICY = "Policy"
    DOCUMENT = "Document"  # by its title
    PROVISION = "Provision"
    STATEMENT = "Statement"
    SENTENCE = "Sentence"


PASSAGES: Final = (Kind.DOCUMENT, Kind.PROVISION, Kind.STATEMENT, Kind.SENTENCE)
THINGS: Final = {kind.value.lower(): kind for kind in Kind if kind not in PASSAGES}
"""How the path of a thing's IRI begins, and its class."""
CLASSES: Final[dict[NamedNode, Kind]] = {getattr(PGO, kind): kind for kind in Kind if kind is not Kind.SENTENCE}
"""The classes of the ontology whose things can be found."""


def kind_of(path: str) -> Kind | None:
    """The class of a thing that has names, by its path below `id/`."""
    return THINGS.get(path.partition("/")[0])
