"""What the grammar joins to a noun: its conjuncts, the names that only spell out a plural, those of whom it counts."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.mention import PERSON
from graph.extract.reading import Reading

COUNTED = frozenset(
    {"one", "another", "other", "second", "third", "fourth", "latter", "former"}
)  # "a third, Ann Lee, was"


NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}


def apposed_names(token: Token) -> list[Token]:
    """The names that spell out a plural noun."""
    if token.tag_ != "NNS" and token.lower_ not in COUNTED:
        return []
    first = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
    first = first or _names_after_comma(token) or _names_counted(token)
    return [t for name in first for t in (name, *name.conjuncts) if t.pos_ == "PROPN"]


def _names_after_comma(token: Token) -> list[Token]:
    """The first of two names after a plural and a comma, hung elsewhere: "the state's *senators*, A and B, to vote"."""
    after = token.doc[token.i + 1 : token.sent.end]
    if len(after) < 2 or after[0].text != "," or after[1].ent_type_ != "PERSON":
        return []
    last = next((t for t in after[1:] if t.ent_type_ != "PERSON"), token)
    return [last.nbor(-1)] if last.lower_ == "and" and last.nbor().ent_type_ == "PERSON" else []


def _names_counted(token: Token) -> list[Token]:
    """The first of as many names as are counted, which the parser joins to their plural: "two *cities*, A and B"."""
    number = next((NUMBERS.get(c.lower_, 0) for c in token.lefts if c.dep_ == "nummod"), 0)
    names = [t for t in token.conjuncts if t.pos_ == "PROPN" and t.i > token.i]
    return names[:1] if 1 < number == len(names) and token.nbor(1).text == "," else []


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


def counted_in(pronoun: Token) -> Token:
    """Those of whom none is meant, in "none of the companies"; else the pronoun itself."""
    of = (t for c in pronoun.rights if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    return next(of, pronoun)


def no_one(pronoun: Token) -> bool:
    """As in "nobody", "no one": not "one of them"."""
    return pronoun.lower_ != "one" or any(c.lower_ == "no" for c in pronoun.lefts)


def one_adherent(token: Token) -> bool:
    """A member of a party is not the party: "his fellow *Democrat*"."""
    described = any(c.dep_ in {"det", "poss"} for c in token.lefts)
    return described and token.lower_ in {"democrat", "republican", "conservative", "liberal", "socialist"}


def described_name(reading: Reading, token: Token) -> Token:
    """For an apposition that is no name ("Paul Ryan, a Wisconsin Republican, who …"), the name that it describes."""
    if token.dep_ == "appos":
        named, here = reading.referent(token.head), reading.referent(token)
        if named is not None and named.type is PERSON and (here is None or here.type is not PERSON):
            return token.head
    return token
