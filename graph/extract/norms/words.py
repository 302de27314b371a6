"""Which tokens of a sentence can be the verb of a norm, by a look at their numbers: most sentences have none."""

from __future__ import annotations

from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc

from graph.extract.lexicon import words

DIRECTIVES = (
    *("requires", "prohibits", "permits", "passive_requires", "passive_prohibits", "passive_permits"),
    *("modal_requires", "modal_permits", "givers", "holders", "penalising"),
)
KINDS = ("prohibits", "requires", "permits", "establishes", "revokes", "reaffirms", "declares")
EFFECTS = (*(f"effect_{kind}" for kind in KINDS), "setting", "calling")
HALF_MODALS = ("will", "be", "have", "need", "remain", "stay", "become")
IDIOMS = ("put", "place", "leave", "keep", "make", "give", "pave", "clear", "remain", "continue", "stay")


@cache
def directive_ids() -> frozenset[int]:
    """The string ids of every lemma that can command, forbid or allow."""
    return _ids(DIRECTIVES, HALF_MODALS)


@cache
def effect_ids() -> frozenset[int]:
    """The string ids of every lemma that can create, revoke, close and the like."""
    return _ids(EFFECTS, IDIOMS)


def _ids(keys: tuple[str, ...], more: tuple[str, ...]) -> frozenset[int]:
    firsts = {word.split()[0] for key in keys for word in words("deontic", key)} | set(more)
    return frozenset(get_string_id(form) for word in firsts for form in (word, word.title(), word.upper()))


def candidates(doc: Doc, start: int, end: int, ids: frozenset[int], bullet: int | None) -> list[int]:
    """The tokens from `start` to `end` whose lemma or lower form is one of `ids`, and the `bullet`."""
    return [t.i for t in doc[start:end] if t.lemma in ids or t.lower in ids or t.i == bullet]
