"""Who says "we" outside of anybody's words: the organisation whose press release a text is."""

from __future__ import annotations

import re

from graph.extract.mention import ORGANIZATION
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.relations.owners import is_party

FIRST = frozenset({"we", "our", "us"})
NEAR = 40  # tokens
CLOSE = re.compile(r"^\s*(?:# ?# ?#|-30-|about (?:us|the\b.*))\s*$", re.I | re.M)


def house(reading: Reading) -> Referent | None:
    """The organisation that a press release tells of after its closing mark; None for any other text."""
    text = reading.document.text
    close = CLOSE.search(text)
    if reading.official or close is None:
        return None
    named = [r for r in reading.referents if r.named and r.type is ORGANIZATION and not is_party(r)]
    after = text[close.end() :].lower()
    told = [r for r in named if any(m.named and m.name.lower() in after for m in r.mentions)]
    return next(iter(told), None) or _introduced(reading, named)


def _introduced(reading: Reading, named: list[Referent]) -> Referent | None:
    """The subject right before the text's first "we": "*Earthjustice* represents the groups. We filed the petition"."""
    doc = reading.doc
    first = next((t for t in doc if t.lower_ in FIRST and reading.quotation(t.idx) is None), None)
    before = doc[0:0] if first is None else doc[max(0, first.i - NEAR) : first.i]
    found = [reading.referent(t) for t in before if t.dep_ in {"nsubj", "nsubjpass"}]
    return next((r for r in reversed(found) if r in named), None)
