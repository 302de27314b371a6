"""Orders that nobody issued: "refused to sign an order", "has not issued one", "ruled out a curfew"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.mention import Mention

MIGHT = frozenset({"may", "might", "could", "should"})
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl"})
ONE_OF_MANY = frozenset({"a", "an", "any", "no", "such", "another"})
STEPS = 4  # from the verb of issuing to the verb that says that it is not done


def is_unissued(mention: Mention, verb: Token | None) -> bool:
    """Whether a mention tells that its order is not there. `verb`: that of issuing whose object it is, if any."""
    if verb is not None:
        owned = any(c.dep_ == "poss" for c in mention.head.children)  # "never put his order in writing"
        return undone(verb) and not owned
    if any(t.lower_ in words("titles", "drafted") for t in mention.span if t.i < mention.head.i):
        return True
    would = mention.head.dep_ in {"nsubj", "nsubjpass"} and any(c.lower_ == "would" for c in mention.head.head.lefts)
    return would or (mention.span[0].lower_ in ONE_OF_MANY and _unmade(mention.head))


def undone(verb: Token) -> bool:
    """Whether a verb tells what is not, or not yet, done: negated, only possible, commanded, refused or asked for."""
    if _commanded(verb):
        return True
    if any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ in MIGHT) for c in verb.children):
        return True
    token = verb
    for _ in range(STEPS):
        if token.dep_ not in CLAUSES | {"prep", "acomp", "advmod", "pobj", "dobj"}:
            return False
        token = token.head
        if token.lemma_.lower() in words("titles", "undone"):
            return True
        if token.pos_ == "NOUN" and any(c.lower_ == "no" for c in token.lefts):  # "has no plans to issue one"
            return True
        if token.lemma_ == "have" and any(c.lower_ == "yet" for c in token.children):  # "has yet to issue one"
            return True
        if token.pos_ == "VERB" and token.dep_ not in CLAUSES:
            return False
    return False


def _commanded(verb: Token) -> bool:
    """As in "the Secretary *shall* review existing guidance and *issue* new guidance"."""
    while verb.dep_ == "conj":
        verb = verb.head
    return any(c.tag_ == "MD" and c.lower_ == "shall" for c in verb.children)


def _unmade(noun: Token) -> bool:
    """Whether a noun is what is ruled out, weighed or called for."""
    up, particle = noun.head, ""
    if noun.dep_ == "pobj":
        up, particle = up.head, up.lower_
    if up.pos_ == "NOUN" and up.lemma_.lower() in {"call", "request", "plea", "demand", "push", "idea", "plan"}:
        return particle in {"for", "of"}
    lemma = up.lemma_.lower()
    particles = {c.lower_ for c in up.children if c.dep_ == "prt"} | {particle}
    return any(f"{lemma} {p}".strip() in words("titles", "unmade") for p in particles | {""})
