"""Given names: by which some are called alone, and what a headline makes of a surname."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.forms import is_region
from graph.extract.lexicon import words

PARTICLES = frozenset({"von", "van", "der", "de", "del", "la", "di", "da", "bin", "al", "ter"})


def is_given(word: str) -> bool:
    """Whether a word is a given name of ours: "Ashton"."""
    return word in words("first_names", "female") or word in words("first_names", "male")


def may_be_called(given: Token, places: frozenset[str]) -> bool:
    """Whether a person may be called by the given name alone, which is no place's: "Marcus" for Marcus Odom."""
    foreign = given.ent_type_ == "PERSON" and given.pos_ == "PROPN" and given.text.istitle() and len(given) > 3
    ours = is_given(given.text) or (foreign and given.lower_ not in words("nouns", "person"))  # "Chadchart"
    return ours and not is_region(given.text) and given.text not in places


def by_itself(doc: Doc, i: int) -> bool:
    """Whether no other word of a name stands beside: not in "San *Juan* de Lurigancho"."""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    begins = i == 0 or not doc[i - 1].text[:1].isupper() or bool(doc[i].is_sent_start)
    return begins and after not in PARTICLES


def is_verb_of_headline(doc: Doc, forms: list[str], start: int, end: int) -> bool:
    """Whether a headline's name ends in what is done: "Attorney General Hollister *Joins*", where the text has a
    Hollister and no Joins."""
    last, name = forms[end - 1], forms[end - 2]
    return last.endswith("s") and forms.count(last) == 1 and forms.count(name) > 1 and doc[end - 2].is_alpha


def of_somebody(doc: Doc, i: int) -> bool:
    """Whether an administration is told to be of somebody by the full name: "Mayor Ann Parker's administration"."""
    names = doc[i - 3 : i - 1] if i > 3 else doc[:0]
    owned = i > 3 and doc[i - 1].text in {"'s", "’s"}
    return owned and all(t.text.istitle() and t.pos_ == "PROPN" for t in names)
