"""What the grammar joins to a noun: its conjuncts, and the names that only spell out a plural."""

from __future__ import annotations

from spacy.tokens import Token

COUNTED = frozenset(
    {"one", "another", "other", "second", "third", "fourth", "latter", "former"}
)  # "a third, Ann Lee, was"


def apposed_names(token: Token) -> list[Token]:
    """The names that spell out a plural noun."""
    if token.tag_ != "NNS" and token.lower_ not in COUNTED:
        return []
    first = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
    first = first or _names_after_comma(token)
    return [t for name in first for t in (name, *name.conjuncts) if t.pos_ == "PROPN"]


def _names_after_comma(token: Token) -> list[Token]:
    """The first of two names after a plural and a comma, hung elsewhere: "the state's *senators*, A and B, to vote"."""
    after = token.doc[token.i + 1 : token.sent.end]
    if len(after) < 2 or after[0].text != "," or after[1].ent_type_ != "PERSON":
        return []
    last = next((t for t in after[1:] if t.ent_type_ != "PERSON"), token)
    return [last.nbor(-1)] if last.lower_ == "and" and last.nbor().ent_type_ == "PERSON" else []


def _misjoined(token: Token) -> list[Token]:
    """Names before "and" that the parser takes for modifiers of the last: "Trump and Attorney General Sessions"."""
    titles = (t for c in token.lefts if c.dep_ == "compound" for t in c.lefts)  # "Lee and Health Director Roe"
    first = next((c for c in (*token.lefts, *titles) if c.dep_ == "nmod" and c.pos_ == "PROPN"), None)
    if first is None or not any(t.dep_ == "cc" for t in first.subtree):
        return []
    return [t for t in (first, *first.conjuncts) if t.pos_ == "PROPN"]


def coordinated(token: Token, before: int | None) -> list[Token]:
    """What is coordinated with a noun, names that only spell out a plural left aside ("two schools, A and B")."""
    found = _misjoined(token)
    limit = before if before is not None and token.i < before else len(token.doc)
    plural = False
    for other in (token, *token.conjuncts):
        if other.i < token.i or other.i >= limit or other.pos_ not in {"NOUN", "PROPN", "PRON", "X"}:
            continue
        if other.i > token.i:
            if plural and other.pos_ == "PROPN":
                break
            found.append(other)
        counted = any(c.dep_ == "nummod" for t in (other, token) for c in t.children)
        plural = counted and other.tag_ == "NNS" and other.i + 1 < len(token.doc) and token.doc[other.i + 1].text == ","
    return found
