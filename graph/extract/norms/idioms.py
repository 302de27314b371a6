"""Effects told by a verb together with a noun or an adjective: "puts a freeze on hiring", "makes masks mandatory"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.norms.model import KINDS, PERMITS, PROHIBITS
from graph.model import ProvisionKind

REAFFIRMS = ProvisionKind.REAFFIRMS
KEEPING = frozenset({"leave", "keep"})
UNTOUCHED = frozenset({"intact", "untouched", "unchanged", "alone", "undisturbed"})
BEHIND = frozenset({("in", "place"), ("in", "force"), ("in", "effect"), ("on", "the books")})
WAITING = frozenset({("on", "hold"), ("on", "ice")})
CALLED = frozenset({"dobj", "oprd", "dative", "npadvmod"})
REACH = 12  # tokens from "makes" to what a thing is made
GIVING = frozenset({"give", "grant", "hand", "accord"})
CLEARING = frozenset({"pave", "clear", "open"})


def idiom(cue: Token, target: Token | None) -> ProvisionKind | None:
    """What a verb does that says it only with its object or its predicate."""
    lemma = cue.lemma_.lower()
    phrases = {(c.lower_, o.lower_) for c in cue.rights if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"}
    if lemma in {"put", "place"} and phrases & WAITING:
        return PROHIBITS
    if lemma in KEEPING and (phrases & BEHIND or any(t.lower_ in UNTOUCHED for t in _near(cue))):
        return REAFFIRMS
    if lemma == "make":
        return made(cue)
    if target is None:
        return None
    if lemma in CLEARING and target.lower_ in {"way", "door"}:
        return PERMITS
    if lemma == "give" and target.lower_ == "light":
        return PERMITS
    if lemma in GIVING and target.lemma_.lower() in words("deontic", "grant_powers"):
        return PERMITS  # "gives the navy police powers in the ports"
    if lemma == "set" and cue.nbor().lower_ == "aside" and target.lemma_.lower() not in words("events", "norm"):
        return ProvisionKind.ESTABLISHES  # "sets aside a lane"
    if lemma == "suspend" and not _normative(target):
        return PROHIBITS  # "suspends open carry in parks"
    return PROHIBITS if lemma in words("deontic", "setting") and banning(target) else None


def ended(cue: Token, target: Token | None) -> Token | None:
    """What is put an end to: "puts an end to *the tests*", "brought the programme to an end"."""
    lemma = cue.lemma_.lower()
    if lemma not in {"put", "bring"} or target is None or target.lower_ not in {"end", "stop"}:
        return None
    to = (c for t in (target, cue) for c in t.rights if c.lower_ == "to")
    return next((o for c in to for o in c.rights if o.dep_ == "pobj"), None)


def under_state(cue: Token) -> Token | None:
    """The state that a place is put under: "puts the capital under *a state* of emergency"."""
    under = (c for t in (cue, *cue.rights) for c in t.rights if c.lower_ == "under")
    states = (o for c in under for o in c.rights if o.dep_ == "pobj" and o.lower_ == "state")
    return next(states, None) if cue.lemma_.lower() in {"put", "place"} else None


def _normative(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    lists = (
        ("events", "norm"),
        ("deontic", "bodies"),
        ("nouns", "order"),
        ("nouns", "policy"),
        ("nouns", "norm_anaphor"),
    )
    known = any(lemma in words(*key) for key in lists) or noun.pos_ == "PROPN" or lemma in words("deontic", "paused")
    return known or bool(noun.ent_type_)


def banning(noun: Token) -> bool:
    """Whether a noun names what stops something: "a freeze on hiring", "limits on gatherings"."""
    return noun.lemma_.lower() in words("deontic", "bans")


def made(cue: Token) -> ProvisionKind | None:
    """ "makes masks mandatory", "makes camping a misdemeanor", "makes money available" """
    for token in cue.doc[cue.i + 1 : min(cue.i + REACH, cue.sent.end)]:
        for kind in KINDS:
            before = token.dep_ in {"amod", "compound"} and token.i < token.head.i
            if token.lower_ in words("deontic", f"made_{kind.value}") and not before:
                return kind
    return None


def _near(cue: Token) -> list[Token]:
    """What a verb says of its object, wherever the parse hangs it: on the verb, or on a clause below it."""
    below = [c for c in cue.rights if c.dep_ in {"ccomp", "oprd", "xcomp", "acomp", "dobj", "advcl", "acl"}]
    return [
        *below,
        *(t for c in below for t in c.children if t.dep_ in {"acomp", "attr", "oprd", "amod", "acl", "dobj"}),
    ]


def calls(cue: Token) -> tuple[Token, Token] | None:
    """What a verb calls a thing, after the thing: "brands *the group* a terrorist *organization*"."""
    named = (c for c in cue.rights if c.dep_ in CALLED and c.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"})
    things = [c for c in named if c.ent_type_ not in {"DATE", "TIME"}]
    if len(things) > 1:
        return things[0], things[1]
    clause = next((c for c in cue.rights if c.dep_ in {"ccomp", "xcomp"} and c.lemma_ == "be" and c.tag_ == "VB"), None)
    name = next((c for c in clause.rights if c.dep_ == "attr"), None) if clause is not None else None
    thing = things[0] if things else next((c for c in clause.lefts if c.dep_ == "nsubj"), None) if clause else None
    return None if name is None or thing is None else (thing, name)
