"""Towards whom the bearer of a norm acts: "report to the Governor", "send the council a plan"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON
from graph.extract.reading import Reading
from graph.extract.referent import Referent

TOWARDS = frozenset({"to", "with", "for", "from"})
PARTIES = frozenset({AGENCY, GROUP, ORGANIZATION, PERSON})


def counterparty(reading: Reading, action: Span, bearers: list[Referent]) -> Referent | None:
    """The first other party that the action's verb names by a dative or after "to", "with", "for" or "from"."""
    for token in _parties(action):
        referent = reading.referent(token)
        if referent is not None and referent.type in PARTIES and referent not in bearers:
            return referent
    return None


def _parties(action: Span) -> Iterator[Token]:
    verb = action.root
    if verb.pos_ != "VERB":
        return
    for child in verb.rights:
        if child.i >= action.end:
            return
        if child.dep_ == "dative" and child.pos_ != "ADP":
            yield child
        yield from _after(child)
        if child.dep_ == "dobj" and verb.lemma_.lower() in words("deontic", "transfers"):
            for inner in child.rights:  # the parser hangs "to the council" on "a plan"
                if inner.i < action.end and inner.lower_ == "to":
                    yield from _after(inner)


def _after(preposition: Token) -> Iterator[Token]:
    """What stands after "to", "with", "for" or "from"."""
    if preposition.lower_ in TOWARDS and preposition.dep_ in {"prep", "dative"}:
        yield from (t for t in preposition.rights if t.dep_ == "pobj")
