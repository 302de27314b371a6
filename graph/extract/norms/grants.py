"""What an instrument gives: "gives agencies 30 days to", "hands her the power to", "leaves utilities free to"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.complements import FINITE, OBJECTS, breaks, infinitive, of_another
from graph.extract.norms.model import PERMITS, REQUIRES, Complement, noun_head
from graph.model import ProvisionKind

REACH = 40  # tokens between the giving and what is to be done


def granted(doc: Doc, cue: Token, end: int) -> Complement | None:
    """ "gives agencies 30 days to", "has until July to", "leaves it to the states to", "the choice of doing it" """
    for k in range(cue.i + 1, min(end, cue.i + REACH)):
        if (breaks(doc, k, end) and not _names(doc, k, end)) or _turns(doc[k]):
            return None
        verb = _verb(doc, k, end, cue)
        if verb is not None:
            between = list(doc[cue.i + 1 : k])
            if any(t.lower_ == "no" and grant([t.head]) is not None for t in between):
                return None
            kind = grant(between)
            if kind is None and cue.lemma_ == "leave" and any(t.lower_ == "to" for t in between):
                kind = PERMITS
            return None if kind is None else Complement(verb, _grantee(doc, cue, k), doc[k].lower_ == "of", kind=kind)
    return None


def _turns(token: Token) -> bool:
    """Whether another clause begins: "gives them 30 days unless the panel *grants* more"."""
    return token.tag_ in FINITE and token.dep_ in {"conj", "advcl", "ccomp", "ROOT"}


def _names(doc: Doc, k: int, end: int) -> bool:
    """Whether a colon only leads to what is to be done: "one big job: to coordinate"."""
    return (
        doc[k].text in {":", "—", "--"}
        and k + 2 < end
        and doc[k + 1].lower_ == "to"
        and grant([doc[k - 1]]) is not None
    )


def _verb(doc: Doc, k: int, end: int, cue: Token) -> int | None:
    """The verb after "to", or after "of" where that hangs on what is given."""
    if doc[k].lower_ == "to":
        verb = infinitive(doc, k, end)
        timed = grant([doc[k - 1]]) is not None and doc[k - 2].lower_ not in {"last", "this", "past"}
        if verb is not None and not timed and doc[verb].head.i > cue.i and doc[verb].head.tag_ in FINITE:
            return None  # "the center, which she stood up to manage"
        return None if verb is None or (of_another(doc, verb, cue) and grant([doc[verb].head]) is None) else verb
    of = doc[k].lower_ == "of" and k + 1 < end and doc[k + 1].tag_ == "VBG"
    return k + 1 if of and grant([doc[k - 1]]) is not None else None


def _grantee(doc: Doc, cue: Token, before: int) -> Token | None:
    for child in cue.rights:
        if child.dep_ in OBJECTS and child.pos_ != "ADP" and child.i < before and grant([child]) is None:
            return child
    start = cue.i + 1
    if cue.lemma_ == "leave" and doc[start].lower_ == "it":
        start += 2
    return noun_head(doc, start, before)


def grant(tokens: Sequence[Token]) -> ProvisionKind | None:
    """What words give: time in which to do a thing, or the power to."""
    lemmas = {t.lemma_.lower() for t in tokens}
    for kind in (REQUIRES, PERMITS):
        if lemmas & words("deontic", f"grant_{kind.value}"):
            return kind
    return None
