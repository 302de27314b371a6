"""Lines before lists, whose items lack what they say: "The Director shall:", "It shall have the following powers:"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norm_model import PERMITS, PROHIBITS, REQUIRES, SUBJECTS, Form, Norm, kind_in, noun_heads
from graph.extract.norm_spans import actions
from graph.extract.referent import Referent
from graph.model import ProvisionKind

DUTIES = frozenset("function duty action step responsibility task requirement measure".split())
POWERS = frozenset("power authority right".split())
NO_VERBS = frozenset({"DET", "PRON", "ADP", "NUM"})


@dataclass(frozen=True, slots=True)
class Lead:
    """What the items of a list share. `named`: it names them ("the following duties") and is no norm by itself."""

    kind: ProvisionKind
    bearer: Token
    named: bool


def lead(doc: Doc, start: int, end: int) -> Lead | None:
    """The lead that the line `doc[start:end]` is, if it ends with a colon and leaves a verb to its items."""
    last = end - 1
    while last > start and doc[last].is_space:
        last -= 1
    if last < start + 2 or doc[last].text != ":":
        return None
    cue = _before_time(doc, last - 1, start)
    if cue.pos_ == "ADV" and cue.i > start and doc[cue.i - 1].tag_ == "MD":
        cue = doc[cue.i - 1]  # "shall promptly:"
    modal = _modal_of_duties(doc, cue, start)
    kind = PERMITS if modal is not None and cue.lemma_.lower() in POWERS else _kind(doc, modal or cue, start)
    bearer = _bearer(doc, modal or cue, start)
    return None if kind is None or bearer is None else Lead(kind, bearer, modal is not None)


def _before_time(doc: Doc, last: int, start: int) -> Token:
    """The last word of a lead, before what it adds between commas: "shall, by 2030:"."""
    for k in range(last, max(start, last - 7), -1):
        if doc[k].text == "," and (doc[k - 1].tag_ == "MD" or doc[k - 1].lower_ in {"to", "not"}):
            return doc[k - 1]
    return doc[last]


def item(doc: Doc, verb: int, end: int, shared: Lead) -> Norm | None:
    """The norm of a list's item that begins with a bare verb."""
    token = doc[verb]
    if token.lower_ != token.lemma_.lower() and token.tag_ not in {"VB", "VBP"}:
        return None
    if token.pos_ in NO_VERBS or doc[verb + 1].tag_ == "MD" or _names_a_thing(doc, verb):
        return None
    if not token.is_lower and (token.is_upper or any(t.tag_ == "MD" for t in doc[verb : min(end, verb + 9)])):
        return None  # a heading, or a sentence of its own: "i. Mayoral agencies shall provide"
    return Norm(shared.kind, Form.MODAL, token, None, shared.bearer, actions(doc, verb, end))


def _names_a_thing(doc: Doc, first: int) -> bool:
    """Whether an item is a part of something: "A planning requirement", "Public education", "Tracking of crime"."""
    token = doc[first]
    if doc[first - 1].lower_ in {"a", "an", "the"} or (doc[first + 1].lower_ == "of" and token.tag_ != "VB"):
        return True
    adjective = token.tag_ == "JJ" and token.dep_ == "amod" and token.is_title  # "(a) solicit ideas" is tagged so, too
    return adjective and token.lower_ not in words("deontic", "adjectives")


def _modal_of_duties(doc: Doc, cue: Token, start: int) -> Token | None:
    """The modal verb of "shall have the following powers and duties"."""
    near = {t.lower_ for t in doc[max(start, cue.i - 5) : cue.i]}
    if cue.lemma_.lower() not in DUTIES | POWERS or "following" not in near:
        return None
    return next((t for t in reversed(doc[start : cue.i]) if t.tag_ == "MD"), None)


def _kind(doc: Doc, cue: Token, start: int) -> ProvisionKind | None:
    """What "shall:", "is authorized, for the duration of the emergency, to:" say of the items."""
    if cue.lower_ in {"shall", "must", "will"}:
        return REQUIRES
    if cue.lower_ != "to":
        return {"may": PERMITS, "not": PROHIBITS}.get(cue.lower_)
    if doc[cue.i - 1].lemma_ in {"be", "have"}:
        return REQUIRES
    verb = next((t for t in reversed(doc[start : cue.i]) if t.tag_ == "VBN" and t.dep_ != "amod"), None)
    if verb is None:
        return None
    return kind_in(verb.lemma_.lower(), "passive_") or (REQUIRES if verb.i == cue.i - 1 else None)


def _bearer(doc: Doc, cue: Token, start: int) -> Token | None:
    subject = next((c for t in (cue, cue.head) for c in t.lefts if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.i < cue.i and subject.text != "I":
        return subject
    before = cue.i
    while before > start and doc[before - 1].pos_ in {"AUX", "PART", "VERB"}:
        before -= 1
    for head in reversed(noun_heads(doc, start, before)):
        if head.dep_ not in {"pobj", "conj", "iobj"} and head.text != "I":
            return head if head.dep_ != "appos" else head.head
    return None


@dataclass(frozen=True, slots=True)
class Listing:
    """A lead with the order that it speaks for."""

    lead: Lead
    order: Referent
