"""How many or how much an event tells, as its clause words it: "about 200 workers", "$2 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.extract.lexicon import words
from graph.extract.reading import EventDraft, Reading
from graph.model import EventType

MONEYED = frozenset({EventType.AID, EventType.SANCTION})  # what is told of them first is a sum
SLOTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
NO_COUNT = frozenset("DATE TIME ORDINAL PERCENT ORG FAC GPE LOC LAW PRODUCT".split())  # "1600 Summit Avenue"
UNITS = frozenset("day week month year hour minute mile kilometer kilometre vote percent".split())
ABOUT = frozenset("about around roughly some nearly almost over approximately".split())
BOUNDS = frozenset({"at least", "at most", "more than", "fewer than", "less than", "up to", "as many as"})
TALLY = re.compile(r"\d+\s?[-–]\s?\d+|(?:19|20)\d\d$")  # a 2-1 ruling, the 2028 race
TOWARDS = frozenset({"against", "to", "of", "with", "by"})  # what stands after them takes part: not "on two counts"
APART = frozenset({"relcl", "acl", "appos", "advcl", "pcomp"})  # "a bank *that moved $3 billion*"
SUMS = frozenset(
    "fine grant loan gift payment settlement contract award aid fund bond penalty donation budget deal".split()
)


def quantity(reading: Reading, event: EventDraft, clause: Span) -> str | None:
    """The first amount in the event's clause: of what is done to, then of who does it, then of the rest."""
    for token in _told(clause.root):
        found = _sum(token) if event.type in MONEYED else None
        found = found or _amount(token)
        if found is not None and clause.start <= found[0].i and found[1].i < clause.end:
            return reading.document.text[found[0].idx : found[1].idx + len(found[1])]
    return None


def _told(verb: Token) -> Iterator[Token]:
    """The nouns of a clause, those first of which an amount tells most; a noun that tells the event by itself first."""
    yield verb
    yield from (c for c in verb.children if c.dep_ in SLOTS)
    for planned in (c for c in verb.children if c.dep_ in {"xcomp", "pcomp"}):
        yield from (c for c in planned.children if c.dep_ in SLOTS)
    yield from (c for c in verb.children if c.dep_ == "nsubj")
    for prep in (c for c in verb.children if c.dep_ in {"prep", "agent", "dative"}):
        towards = prep.dep_ != "prep" or prep.lower_ in TOWARDS
        yield from (c for c in prep.children if c.dep_ == "pobj" and (towards or c.ent_type_ == "MONEY"))


def _amount(noun: Token) -> tuple[Token, Token] | None:
    """ "about 200 workers", "dozens of vendors": from its first word to the noun."""
    if noun.pos_ not in {"NOUN", "PROPN", "SYM", "NUM"} or noun.lemma_.lower() in UNITS or noun.ent_type_ in NO_COUNT:
        return None
    if noun.lower_ in words("nouns", "quantity") and noun.tag_ == "NNS":
        inner = next((t for c in noun.rights if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        return None if inner is None else (noun.left_edge if noun.left_edge.i >= noun.i - 2 else noun, inner)
    number = next((c for c in noun.lefts if c.dep_ == "nummod" and c.ent_type_ not in NO_COUNT), None)
    if number is None or number.lower_ == "one" or TALLY.match(number.doc[number.left_edge.i : noun.i].text.strip()):
        return _sum(noun)
    first = _bounded(number.left_edge)
    return None if first.doc[max(0, first.i - 1) : first.i].text.lower() in {"no", "not"} else (first, noun)


def _bounded(first: Token) -> Token:
    """Where an amount begins with the words that make it a rough one: "*about* 200", "*up to* $500"."""
    before = first.doc[max(0, first.i - 1) : first.i]
    if before and before[0].lower_ in ABOUT and before[0].dep_ != "prep":
        return before[0]
    for size in (3, 2):
        bound = first.doc[max(0, first.i - size) : first.i]
        if bound.text.lower() in BOUNDS:
            return bound[0]
    return first


def _sum(noun: Token) -> tuple[Token, Token] | None:
    """A sum of money that a noun is or has: "$2 million", "a fine of $500"."""
    first = next((t for t in noun.subtree if t.ent_type_ == "MONEY" and _its_own(t, noun)), None)
    if first is None or (first.i < noun.i and noun.ent_type_ != "MONEY" and noun.lemma_.lower() not in SUMS):
        return None  # "a $2 billion company"
    last = first
    while last.i + 1 < len(last.doc) and last.nbor(1).ent_type_ == "MONEY" and last.nbor(1).ent_iob_ == "I":
        last = last.nbor(1)
    if first.i > 0 and first.nbor(-1).text in {"$", "£", "€"}:
        first = first.nbor(-1)
    return _bounded(first), last


def _its_own(token: Token, noun: Token) -> bool:
    """Whether a word stands in a noun's phrase itself, not in a clause within it."""
    while token != noun:
        if token.dep_ in APART:
            return False
        token = token.head
    return True
