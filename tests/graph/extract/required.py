"""What orders in their own words require of whom, as tests compare it."""

from __future__ import annotations

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

Told = list[tuple[str, str | None, str]]
FEDERAL = """Executive Order 14901 of May 6, 2019
Guarding the Lighthouses

By the authority vested in me as President by the Constitution and the laws of the United States of America, it is
hereby ordered:

{}

THE WHITE HOUSE,
May 6, 2019.
"""


def required(text: str) -> Told:
    """Kind, bearer and words of every provision of an order."""
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    names = {e.id: e.name for e in record.entities}
    return [(p.kind.value, names.get(p.bearer or ""), p.evidence.text) for p in record.provisions]


def norms(body: str) -> Told:
    """The same of a federal order with this body."""
    return required(FEDERAL.format(body))
