"""Common words with a capital that the model takes for people: "Nightclub owner Rex Pike", "the Sgt."."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from graph.extract.lexicon import table, words


def surnames(doc: Doc) -> frozenset[str]:
    """What full names end with, as the model finds them."""
    return frozenset(e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)


def plain_nouns(doc: Doc) -> frozenset[str]:
    """The common nouns of a text that stand in it without a capital."""
    return frozenset(t.text for t in doc if t.is_lower and t.pos_ == "NOUN")


def is_common_word(doc: Doc, start: int, end: int, last: Collection[str], nouns: Collection[str]) -> bool:
    """Whether a would-be person of one word is none: a title, or a noun that only says what another one is of.

    Nobody's full name ends with it (`last`: the document's `surnames`), and it stands before a common noun at a
    sentence's beginning or after "the", or is one of the document's `plain_nouns`.
    """
    token = doc[start]
    if end - start != 1 or token.text in last:
        return False
    if token.text in table("titles")["abbreviations"] or f"{token.text}." in table("titles")["abbreviations"]:
        return True
    if token.lower_.endswith("s") and token.lower_.removesuffix("s") in words("nouns", "group"):
        return True  # "Opponents booed"
    after, before = (doc[end] if end < len(doc) else None), (doc[start - 1] if start else None)
    described = token.dep_ == "compound" and after is not None and after.tag_ in {"NN", "NNS"}
    again = token.lower_ in nouns or f"{token.lower_}s" in nouns
    article = before is not None and before.lower_ in {"the", "a", "an"} and not described
    return article or (token.is_sent_start is True and described) or again


def is_whole_name(token: Token) -> bool:
    """Whether a word that is somebody's whole name, after a title, is one here: not "in *May*", "*Price* controls"."""
    said = token.head if token.dep_ in {"compound", "amod", "nmod"} else token
    plain = said.is_lower or token.ent_type_ in {"DATE", "TIME", "ORG", "MONEY"}
    return token.pos_ == "PROPN" and not plain
