"""What the readers of norms share: a norm as found in a sentence, and small questions about its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.lists import WITH_OTHERS
from graph.model import ProvisionKind

Span = tuple[int, int]  # tokens
REQUIRES, PROHIBITS, PERMITS = ProvisionKind.REQUIRES, ProvisionKind.PROHIBITS, ProvisionKind.PERMITS
KINDS = (REQUIRES, PROHIBITS, PERMITS)
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
HEADS = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "pobj", "attr", "appos", "ROOT", "dative", "oprd", "conj"})
INSTRUMENTS = frozenset("order directive proclamation memorandum memo decree edict declaration".split())
USING = frozenset({"use", "sign", "issue", "invoke", "employ", "announce", "write"})
INNER = frozenset({"compound", "nmod", "poss", "amod", "nummod"})


PARTS_OF_TEXT = frozenset("order section subsection title chapter paragraph subparagraph act law code".split())


class Form(Enum):
    """How a norm is worded."""

    ACTIVE = "active"  # the order requires X to
    PASSIVE = "passive"  # X are required to
    MODAL = "modal"  # X must
    STATE = "state"  # X is off limits, masks are mandatory
    EFFECT = "effect"  # the order creates, revokes, closes X


@dataclass(slots=True, eq=False)
class Norm:
    """One cue with its actions. `commander`: the subject of the cue's verb; `bearer`: the head of who is bound."""

    kind: ProvisionKind
    form: Form
    cue: Token
    commander: Token | None
    bearer: Token | None
    spans: list[Span]
    whole: bool = False  # the span keeps its subject: nobody is bound by name
    declared: bool = False  # an effect without a doer: "is hereby revoked"
    target: Token | None = None  # what an effect is upon


@dataclass(slots=True, eq=False)
class Complement:
    """What a directive verb governs: the action's verb and its bearer, or a clause to be taken `whole`."""

    verb: int
    bearer: Token | None
    gerund: bool = False
    negated: bool = False
    whole: bool = False
    kind: ProvisionKind | None = None


def flip(kind: ProvisionKind) -> ProvisionKind:
    """What "not" makes of a norm: not to do is forbidden, not allowed is forbidden, not forbidden is allowed."""
    return PERMITS if kind is PROHIBITS else PROHIBITS


def kind_in(lemma: str, prefix: str) -> ProvisionKind | None:
    """The kind of norm whose word list `{prefix}{kind}` has a lemma."""
    return next((kind for kind in KINDS if lemma in words("deontic", prefix + kind.value)), None)


def negated(token: Token) -> bool:
    """Whether a verb is negated."""
    no_longer = token.i > 1 and token.doc[token.i - 2 : token.i].text.lower() == "no longer"
    return no_longer or any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in token.children if c.i < token.i + 2)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares; for a relative pronoun the noun it stands for."""
    for _ in range(4):
        own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if own is not None:
            return antecedent(own)
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i < verb.i and verb.nbor(-1).text == ",":
            verb = verb.head  # "She signed Order 9, closing the pens"
            continue
        if verb.dep_ not in {"conj", "xcomp"} or verb.head.i == verb.i:
            return None
        gerund = verb.head.dep_ == "pcomp" and verb.tag_ in {"VBZ", "VBD"}
        verb = verb.head.head.head if gerund else verb.head  # "bars … from spending and *abolishes*"
    return None


def relative(verb: Token) -> bool:
    """Whether a verb heads a relative clause, or shares one."""
    for _ in range(3):
        if verb.dep_ == "relcl":
            return True
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.tag_ in {"WDT", "WP"} or (
        token.lower_ == "that" and token.dep_ in SUBJECTS and token.head.dep_ == "relcl"
    ):
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ == "ccomp" and token.tag_ == "WDT":
            return next((c for c in verb.head.rights if c.dep_ == "dobj" and c.i < token.i), token)
    return token


def noun_heads(doc: Doc, start: int, end: int) -> list[Token]:
    """The heads of the noun phrases between two tokens, in order. (`noun_chunks` goes through the whole document.)"""
    return [t for t in doc[start:end] if t.pos_ in NOUNS and t.dep_ in HEADS]


def noun_head(doc: Doc, start: int, before: int) -> Token | None:
    """The head of the noun phrase that begins near `start`."""
    for t in doc[start:before]:
        following = doc[t.i + 1] if t.i + 1 < before else None
        if t.pos_ in NOUNS and (
            t.dep_ not in INNER or following is None or following.pos_ not in {"NOUN", "PROPN", "PART", "ADJ"}
        ):
            return t
    return None


def person_like(token: Token) -> bool:
    """Whether a noun names people or bodies, who can be bound."""
    lemma, lower = token.lemma_.lower(), token.lower_
    if lower in {
        "those",
        "anyone",
        "everyone",
        "nobody",
        "someone",
        "everybody",
        "anybody",
        "they",
        "he",
        "she",
        "who",
        "we",
        "you",
        "i",
        "all",
        "none",
        "one",
        "each",
        "either",
        "neither",
        "whoever",
    }:
        return True
    if token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}:
        return True
    return any(lemma in words("nouns", key) for key in ("person", "agency", "organization", "group"))


def instrument_before(cue: Token) -> Token | None:
    """The instrument that an infinitive says the content of: "signed *an order* to close", "used *a decree* to bar"."""
    if not any(c.tag_ == "TO" for c in cue.lefts):
        return None
    verb = cue.head.head if cue.dep_ == "acl" else cue.head
    if verb.lemma_ not in USING or cue.dep_ not in {"acl", "xcomp", "advcl"}:
        return None
    noun = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < cue.i), None)
    return noun if noun is not None and noun.lemma_.lower() in INSTRUMENTS else None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return verb.tag_ == "VBN" and any(
        c.dep_ == "auxpass" or (c.lemma_ in {"be", "get"} and c.dep_ == "aux") for c in verb.lefts
    )


def _before_others(doc: Doc, start: int, before: int) -> Token | None:
    """Who is to act "in consultation with" others, of whom the parse takes one for him."""
    for k in range(start + 2, min(before, len(doc)) - 3):
        if doc[k].lower_ == "," and doc[k + 1 : k + 4].text.lower() in WITH_OTHERS:
            return next((t for t in reversed(noun_heads(doc, start, k)) if t.dep_ != "pobj"), None)
    return None


def subject_before(doc: Doc, verb: Token, before: int, start: int) -> Token | None:
    """Who is bound: the subject by the parse, else the noun phrase that ends before the auxiliary."""
    found = subject_of(verb)
    first = _before_others(doc, start, found.i if found is not None else before)
    if first is not None:
        return first
    last = doc[before - 1]
    another = last.pos_ in {"NOUN", "PROPN"} and doc[before].lower_ == "shall"  # "… and the owner shall comply"
    if found is not None and found.i < verb.i:
        acted = any(t.pos_ == "VERB" and t.tag_ == "VB" for t in doc[found.i : before])
        if not (another and acted and not found.is_ancestor(last)):
            return found
    for head in reversed(noun_heads(doc, start, before)):
        if head.dep_ != "pobj" or (head.i + 1 == before and head.lower_ not in PARTS_OF_TEXT):
            return antecedent(head)
    return noun_head(doc, start, before)
