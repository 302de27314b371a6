"""Norms told by what a thing is: "the park is off limits", "masks are mandatory", "it is illegal to sell fireworks"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.complements import infinitive
from graph.extract.norms.model import (
    KINDS,
    NEGATIONS,
    PERMITS,
    PROHIBITS,
    SUBJECTS,
    Form,
    Norm,
    Span,
    noun_head,
    subject_of,
)
from graph.extract.norms.spans import actions, clause_end
from graph.extract.norms.trim import trim
from graph.model import ProvisionKind

COPULAS = frozenset({"be", "remain", "stay", "become"})
BREACHES = frozenset({"violation", "failure", "breach", "noncompliance", "non-compliance", "disobedience"})
LONGEST = 3  # words of a predicate: "against the law"
SUBORDINATE = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp"})


def predicate(doc: Doc, i: int, start: int, end: int) -> Norm | None:
    """The norm that the copula at token `i` tells, or the penalty that the verb there sets on a deed."""
    cue = doc[i]
    if cue.dep_ in {"aux", "auxpass"}:
        return None
    if cue.lemma_ not in COPULAS:
        return _penalty(doc, cue, start)
    found = _predicate(doc, i, end)
    subject = subject_of(cue)
    if found is None or subject is None or subject.i > i or cue.dep_ in SUBORDINATE:
        return None
    kind, last = found
    if subject.lower_ == "it":
        return _expletive(doc, cue, kind, last, end)
    if subject.pos_ == "PRON" or subject.lemma_.lower() in BREACHES:
        return None  # "Violation of this Order is a misdemeanor"
    first = max(start, subject.left_edge.i)
    if _deed(doc[first]) or _deed(subject):
        return _norm(kind, cue, subject, trim(doc, first, i))
    end = last + 1 if doc[last].lower_ == "out" else clause_end(doc, last, end)
    return _norm(kind, cue, subject, trim(doc, first, end))


def _deed(token: Token) -> bool:
    """Whether a phrase begins as a deed, which alone is the norm: "selling fireworks"; some are tagged as names."""
    return token.tag_ == "VBG" or (token.lower_.endswith("ing") and len(token) > 5 and token.i == token.sent.start)


def _norm(kind: ProvisionKind, cue: Token, subject: Token, span: Span) -> Norm:
    return Norm(kind, Form.STATE, cue, None, None, [span], whole=True, target=subject)


@cache
def _kinds() -> dict[str, ProvisionKind]:
    return {word: kind for kind in KINDS for word in words("deontic", f"state_{kind.value}")}


def _predicate(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """What kind of norm the words after a copula tell, and the last of them."""
    k, no = i + 1, False
    while k < end and (doc[k].lower_ in NEGATIONS or (doc[k].pos_ == "ADV" and doc[k].lower_ not in _kinds())):
        no = no or doc[k].lower_ in NEGATIONS
        k += 1
    for length in range(min(LONGEST, end - k), 0, -1):
        kind = _kinds().get(" ".join(t.lower_ for t in doc[k : k + length]))
        if kind is not None:
            return (_opposite(kind) if no else kind), k + length - 1
    return None


def _opposite(kind: ProvisionKind) -> ProvisionKind:
    return PROHIBITS if kind is PERMITS else PERMITS  # "not mandatory" and "not illegal" are both allowed


def _expletive(doc: Doc, cue: Token, kind: ProvisionKind, last: int, end: int) -> Norm | None:
    """ "it is illegal to sell fireworks", "it is mandatory for shops to close" """
    to = next((k for k in range(last + 1, min(end, last + 12)) if doc[k].lower_ == "to"), None)
    verb = infinitive(doc, to, end) if to is not None else None
    if to is None or verb is None:
        return None
    bearer = noun_head(doc, last + 2, to) if doc[last + 1].lower_ == "for" else None
    return Norm(kind, Form.STATE, cue, None, bearer, actions(doc, verb, end))


def _penalty(doc: Doc, cue: Token, start: int) -> Norm | None:
    """ "Loitering there gets you a summons", "selling one carries a $500 fine" """
    if cue.lemma_.lower() not in words("deontic", "penalising"):
        return None
    deed = next((c for c in cue.lefts if c.dep_ in SUBJECTS and (_deed(c) or _deed(c.left_edge))), None)
    set_on = any(c.dep_ in {"dobj", "attr"} and c.lemma_.lower() in words("deontic", "penalties") for c in cue.rights)
    guessed = any(c.lower_ in {"could", "may", "might", "would"} for c in cue.lefts)
    if deed is None or guessed or not set_on:
        return None
    return _norm(PROHIBITS, cue, deed, trim(doc, max(start, deed.left_edge.i), deed.right_edge.i + 1))
