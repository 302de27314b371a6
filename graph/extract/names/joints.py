"""What joins the words of a body's name: "of", "for", "and", commas, hyphens."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from graph.extract.forms import is_region
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, ORDER, ORGANIZATION, PLACE, POLICY
from graph.extract.names.known import known_names
from graph.extract.names.persons import is_title_word
from graph.model import EntityType

CONNECTORS = frozenset({"of", "for", "on", "&", "de", "del", "la"})
ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th)$")


def head_type(word: str) -> EntityType | None:
    """What a name with this head word names."""
    word = word.title() if word.isupper() and len(word) > 3 else word
    for key, kind in (
        ("agency", AGENCY),
        ("policy", POLICY),
        ("order", ORDER),
        ("organization", ORGANIZATION),
        ("place", PLACE),
    ):
        if word in words("names", key):
            return kind
    return None


def capital(token: Token, shouted: frozenset[int]) -> bool:
    """Whether a token is a word of a name by its capital. `shouted`: tokens where capitals tell nothing."""
    if ORDINAL.match(token.text) and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text[:1].isupper():
        return token.ent_type_ not in {"DATE", "TIME"}
    if (
        token.i in shouted
        or not token.text[:1].isupper()
        or token.is_punct
        or token.pos_ == "DET"
        or token.ent_type_ in {"DATE", "TIME"}
    ):
        return False
    return not token.is_sent_start or token.pos_ == "PROPN" or token.ent_type_ in {"ORG", "GPE", "FAC", "LAW"}


def listed(doc: Doc, i: int, shouted: frozenset[int]) -> int:
    """How many tokens go on with the subjects of a department: "of Economy*, Planning*, *and Development*"."""
    if doc[i].text == "and":
        apart = doc[i + 1].ent_type_ == "ORG" and doc[i + 1].ent_iob_ == "B" if i + 1 < len(doc) else True
        return 2 if _subject(doc, i + 1, shouted) and (not apart or doc[i - 1].text == ",") else 0
    if doc[i].text != "," or i + 2 >= len(doc):
        return 0
    if doc[i + 1].text == "and":
        return 3 if _subject(doc, i + 2, shouted) else 0
    after = i + 1
    while after < len(doc) and _subject(doc, after, shouted):
        after += 1
    return 2 if after > i + 1 and (listed(doc, after, shouted) if after < len(doc) else 0) else 0


def _subject(doc: Doc, i: int, shouted: frozenset[int]) -> bool:
    """Whether a capitalised word can be what a department is for: no other body, place or person."""
    if i >= len(doc) or not capital(doc[i], shouted) or is_title_word(doc[i]) or doc[i].text.isupper():
        return False
    known = doc[i].text in known_names() or is_region(doc[i].text)
    return not known and doc[i].ent_type_ not in {"PERSON", "GPE"} and doc[i].pos_ in {"PROPN", "NOUN"}


def connector(doc: Doc, i: int, shouted: frozenset[int], joined: frozenset[int]) -> int:
    """How many tokens join a name on both sides of `i`: "of", "of the", "and" inside a body's name, "-"."""

    def begins(k: int) -> bool:
        return k < len(doc) and capital(doc[k], shouted)

    text = doc[i].text
    if text in CONNECTORS and begins(i + 1):
        return 2
    if text in CONNECTORS and i + 2 < len(doc) and doc[i + 1].lower_ == "the" and begins(i + 2):
        return 3
    if text in {"and", "&", ","} and i in joined and begins(i + 1):
        return 2
    if text in {"and", "&"} and begins(i + 1) and (_goes_on(doc, i, shouted) or _causes(doc, i, shouted)):
        return 2
    if text in {"-", "/"} and begins(i + 1) and not doc[i].whitespace_:
        return 2
    if text == "," and i + 2 < len(doc) and doc[i + 1].text == "and" and i in joined and begins(i + 2):
        return 3
    return 0


def _goes_on(doc: Doc, i: int, shouted: frozenset[int]) -> bool:
    """Whether an "and" is inside a name that the model has cut: "the Pittsburgh Water *and* Sewer Authority"."""
    start, end = i, i + 1
    while start > 0 and capital(doc[start - 1], shouted):
        start -= 1
    while end < len(doc) and capital(doc[end], shouted) and not is_title_word(doc[end]):
        end += 1
    before, after = doc[start:i], doc[i + 1 : end]
    if not len(before) or len(after) < 2 or start == 0 or doc[start - 1].lower_ != "the":
        return False
    apart = before[-1].ent_type_ in {"GPE", "PERSON", "NORP"} and len(before) == 1
    members = before[-1].text in words("names", "members") and after[-1].text not in words("names", "members")
    apart = apart or is_region(before.text) or before.text in known_names()
    apart = apart or (head_type(before[-1].text) is not None and not members)
    apart = apart or after.text in known_names() or is_region(after[0].text)
    return not apart and head_type(after[-1].text) is not None


def _causes(doc: Doc, i: int, shouted: frozenset[int]) -> bool:
    """Whether an "and" joins two that a private body is of or for: "Confederation of Haulers *and* Brokers"."""
    start = i - 1
    while start > 0 and capital(doc[start - 1], shouted):
        start -= 1
    head = doc[start - 2] if start > 1 and doc[start - 1].lower_ in {"of", "for"} else None
    named = head is not None and head.text in words("names", "organization") | words("names", "united")
    after = doc[i + 1]
    apart = (
        is_region(after.text)
        or after.text in known_names()
        or (after.ent_type_ in {"PERSON", "GPE"} and after.tag_ != "NNPS")
    )
    parted = after.ent_iob_ == "B" and after.ent_type_ == "ORG" and len(after.text) < 5
    alone = i + 2 >= len(doc) or not (capital(doc[i + 2], shouted) and head_type(doc[i + 2].text) is not None)
    return named and start < i and not (apart or parted) and alone and not is_region(doc[start:i].text)


def within_names(doc: Doc) -> frozenset[int]:
    """Tokens inside names of the model's, where "and" and "," join rather than part ("Health *and* Human Services")."""
    return frozenset(i for e in doc.ents if e.label_ in {"ORG", "LAW", "FAC"} for i in range(e.start + 1, e.end - 1))
