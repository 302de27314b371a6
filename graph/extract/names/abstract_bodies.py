"""Nouns that name a body or what it has: "the authority", "the service", "the force"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from graph.extract.lexicon import words

ABSTRACT = frozenset({"force", "authority", "office", "service", "division"})
POWER = words("nouns", "power_verbs")
SLOTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss"})


def called_so(head: Token, chunk: Span) -> bool:
    """Whether a noun may stand for the body that a name calls so: "hailed *the authority*", no "the authority to"."""
    bare = len(chunk) == 2 and chunk[0].lower_ == "the" and head.lower_ in ABSTRACT
    told = any(c.lower_ in {"of", "over", "to"} or c.dep_ in {"acl", "relcl"} for c in head.rights)
    owned = head.dep_ == "dobj" and head.head.lemma_ in POWER
    return bare and not (told or owned) and head.dep_ in SLOTS


def is_a_body(head: Token, modifiers: set[str]) -> bool:
    """Not every force, authority, office or service is one: "come into force", "his legal authority", "left office"."""
    if modifiers & words("nouns", "bodily"):
        return True
    if head.lower_ == "office":
        return any(c.dep_ == "poss" for c in head.children) or bool(modifiers & {"the", "this"})
    return head.lower_ == "force" and head.dep_ in {"nsubj", "nsubjpass"} and bool(modifiers & {"the", "this"})
