"""What directive verbs govern: "to do", "from doing", "that X do", "X 30 days to do", "X do"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.model import (
    NEGATIONS,
    SUBJECTS,
    Complement,
    noun_head,
    person_like,
)

OBJECTS = frozenset({"dobj", "dative", "iobj", "obj"})
FINITE = frozenset({"VBP", "VBZ", "VBD"})
REACH = 60  # tokens between a directive verb and its infinitive: lists of addressees run long


def complement(doc: Doc, cue: Token, end: int, passive: bool = False) -> Complement | None:
    """The infinitive, gerund or clause that a directive verb governs; None where it has none."""
    after = cue.i + 1
    bare = bare_infinitive(doc, cue, end) if cue.lemma_ in {"let", "make"} and not passive else None
    if bare is not None:
        return bare
    if after < end and doc[after].lower_ == "that" and doc[after].pos_ in {"SCONJ", "PRON", "ADP", "DET"}:
        return _that_clause(doc, after + 1, end)
    for k in range(after, min(end, after + REACH)):
        word = doc[k].lower_
        if breaks(doc, k, end) or (doc[k].pos_ in {"VERB", "AUX"} and doc[k].is_ancestor(cue)):
            break
        if passive and doc[k].tag_ == "VBG" and doc[k].dep_ == "advcl" and doc[k - 1].text == ",":
            break  # "was let into the case, asking a judge to"
        if word == "to" and (verb := infinitive(doc, k, end)) is not None and not of_another(doc, verb, cue):
            return _found(doc, cue, k, verb, gerund=False, passive=passive)
        if word in {"from", "with", "against"} and (verb := _gerund(doc, k, end, cue.lemma_.lower())) is not None:
            return _found(doc, cue, k, verb, gerund=True, passive=passive)
    return None if passive else bare_infinitive(doc, cue, end)


def breaks(doc: Doc, k: int, end: int) -> bool:
    """Whether what a verb governs cannot reach past token `k`."""
    token = doc[k]
    if token.text in {";", ":", "—", "--"} or _commands(token):
        return True
    following = doc[k + 1] if k + 1 < end else None
    if (
        token.lower_ not in {"and", "but", ","}
        or following is None
        or following.tag_ not in {"VBZ", "VBD", "MD"}
        or following.dep_ == "amod"
    ):
        return False
    return k + 2 >= end or doc[k + 2].lower_ != "to" or following.tag_ == "MD"  # "salons, gyms and bars to close"


def _commands(token: Token) -> bool:
    """Whether a further directive verb takes over: "blocked the order requiring contractors to …"."""
    if (
        token.tag_ not in {"VBG", "VBD", "VBZ"}
        or token.pos_ != "VERB"
        or token.dep_ not in {"acl", "relcl", "advcl", "pcomp"}
    ):
        return False
    return token.lemma_.lower() in words("deontic", "issuer")


def _found(doc: Doc, cue: Token, k: int, verb: int, *, gerund: bool, passive: bool) -> Complement | None:
    negative = doc[k - 1].lower_ in NEGATIONS or doc[k + 1].lower_ in NEGATIONS
    if passive:
        return Complement(verb, None, gerund, negative)
    bearer = _object(doc, cue, k)
    if bearer is None and k > cue.i + 2:
        return None
    thing = bearer is not None and not person_like(bearer) and bearer.ent_type_ == "" and bearer.pos_ == "NOUN"
    if thing and gerund:
        return Complement(cue.i, None, negated=negative, whole=True)
    if bearer is not None and thing and not gerund and doc[verb].lower_ == "be":
        return Complement(max(cue.i + 1, bearer.left_edge.i), None, negated=negative, whole=True)
    if (
        bearer is not None
        and bearer.lower_ in {"it", "itself", "this", "that", "themselves", "himself", "herself"}
        and cue.lemma_ == "make"
    ):
        return None
    return Complement(verb, bearer, gerund, negative)


def _object(doc: Doc, cue: Token, before: int) -> Token | None:
    for child in cue.rights:
        if child.dep_ in OBJECTS and child.i < before:
            return child if child.pos_ != "ADP" else next((c for c in child.children if c.dep_ == "pobj"), None)
    start = cue.i + 1
    while start < before and doc[start].lower_ in {"on", "upon"}:
        start += 1
    return noun_head(doc, start, before)


def infinitive(doc: Doc, to: int, end: int) -> int | None:
    """The verb after "to", adverbs stepped over."""
    k = to + 1
    while k < end and (
        doc[k].pos_ == "ADV" or doc[k].is_quote or doc[k].lower_ in {"not", "also", "each", "either", "both"}
    ):
        k += 1
    if k >= end:
        return None
    tagged = doc[k].tag_ == "VB" or (doc[k].pos_ in {"VERB", "AUX"} and doc[to].pos_ == "PART" and doc[k].tag_ != "VBG")
    return k if tagged else None


def _gerund(doc: Doc, prep: int, end: int, lemma: str) -> int | None:
    if doc[prep].lower_ == "with" and lemma not in {"charge", "task", "entrust"}:
        return None
    if doc[prep].lower_ == "against" and lemma not in {"warn", "discourage", "advise"}:
        return None
    k = prep + 1
    while k < end and doc[k].pos_ == "ADV":
        k += 1
    if k + 1 >= end:
        return None
    listed = doc[k].tag_ == "NN" and doc[k].lower_.endswith("ing") and doc[k + 1].text == ","  # "with developing, …"
    return k if doc[k].tag_ == "VBG" or (listed and doc[prep].lower_ == "with") else None


def of_another(doc: Doc, verb: int, cue: Token) -> bool:
    """Whether an infinitive belongs to a verb or adjective after the cue: "people who want to leave", "is able to"."""
    head = doc[verb].head
    if head.i <= cue.i or doc[verb].dep_ != "xcomp" or doc[verb].tag_ == "VBG":
        return False
    if any(c.dep_ in OBJECTS and head.i < c.i < verb for c in head.rights):
        return False  # "told the deputies who patrol the town to stop"
    goes_on = head.tag_ == "VBG" and any(c.dep_ == "aux" for c in head.lefts)  # "are still trying to learn"
    return head.tag_ in FINITE or head.pos_ == "ADJ" or goes_on or head.is_ancestor(cue)


def bare_infinitive(doc: Doc, cue: Token, end: int) -> Complement | None:
    """ "lets agencies hire", "has city staff design" """
    if cue.lemma_.lower() not in {"let", "have", "make"}:
        return None
    for child in cue.rights:
        if (
            child.dep_ in {"ccomp", "xcomp"}
            and child.tag_ in {"VB", "VBP", "VBG"}
            and child.i < end
            and child.i > cue.i + 1
        ):
            subject = next((c for c in child.lefts if c.dep_ in SUBJECTS), None) or noun_head(doc, cue.i + 1, child.i)
            if subject is not None and not any(c.dep_ in {"aux", "auxpass"} or c.tag_ == "TO" for c in child.lefts):
                return Complement(child.i, subject, gerund=child.tag_ == "VBG")
    return None


def _that_clause(doc: Doc, start: int, end: int) -> Complement | None:
    """ "requires that agencies report", "orders that this Proclamation be filed" """
    verb = next((t for t in doc[start:end] if t.tag_ in {"VB", "VBP", "MD"} and t.dep_ not in {"relcl", "acl"}), None)
    if verb is None:
        return None
    main = verb.head if verb.tag_ == "MD" or verb.dep_ == "auxpass" else verb
    subject = next((c for c in main.lefts if c.dep_ in SUBJECTS), None) or noun_head(doc, start, verb.i)
    if subject is None:
        return None
    negated = any(c.dep_ == "neg" for c in main.children) or doc[start].lower_ == "no"  # "orders that no mill be built"
    if any(c.dep_ == "auxpass" for c in main.children) or not person_like(subject):
        return Complement(start, None, negated=negated, whole=True)
    return Complement(main.i, subject, negated=negated)
