"""Norms by a directive verb: "directs X to do", "bars X from doing", "requires that X do"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.complements import bare_infinitive, complement, infinitive
from graph.extract.norms.grants import granted
from graph.extract.norms.model import (
    KINDS,
    PERMITS,
    PROHIBITS,
    REQUIRES,
    Form,
    Norm,
    flip,
    instrument_before,
    is_passive,
    negated,
    noun_heads,
    person_like,
    subject_of,
)
from graph.extract.norms.spans import actions, clause_end
from graph.extract.norms.trim import trim
from graph.model import ProvisionKind

STOPPING = frozenset({"stop", "cease", "quit", "avoid", "discontinue"})
REFRAINING = frozenset({"refrain", "abstain", "desist"})


@cache
def _kinds() -> dict[str, ProvisionKind]:
    return {lemma: kind for kind in reversed(KINDS) for lemma in words("deontic", kind.value)}


def active(doc: Doc, i: int, start: int, end: int, bullet: bool) -> Norm | None:
    """The norm of the directive verb at token `i`, if it is one; `bullet`: it begins a list item, without a subject."""
    cue = doc[i]
    lemma = third_person(cue) if bullet else cue.lemma_.lower()
    kind = _kinds().get(lemma)
    if kind is None and lemma != "have" and lemma not in words("deontic", "givers"):
        return None
    loose = not bullet and _loose(doc, cue)
    if not (bullet or loose or enacts(doc, cue)) and (not _finite(cue) or is_passive(cue)):
        return None
    find = bare_infinitive if lemma == "have" else granted if kind is None else complement
    found = find(doc, cue, end)
    if found is None:
        return None
    kind = kind or found.kind or REQUIRES
    if found.negated and lemma != "warn":
        kind = flip(kind)
    if not bullet and negated(cue):
        if kind is not PERMITS:
            return None  # "does not require anybody to"
        kind = PROHIBITS
    commander = None if bullet else instrument_before(cue) or _commander(doc, cue, start, loose)
    norm = Norm(kind, Form.ACTIVE, cue, commander, found.bearer, [], declared=not bullet and enacts(doc, cue))
    if found.whole:
        norm.spans = [trim(doc, found.verb, clause_end(doc, found.verb, end))]
    else:
        norm.spans = actions(doc, found.verb, end, "VBG" if found.gerund else "VB")
        if norm.spans and doc[found.verb - 2].lower_ == "how":  # "directs agencies on how to respond"
            norm.spans[0] = (found.verb - 2, norm.spans[0][1])
    return norm


def stops(doc: Doc, verb: int) -> bool:
    """Whether what is to be done is to leave off something: "told shops to *stop* selling", "to *refrain* from …"."""
    doing = doc[verb + 1 : verb + 3]
    off = doc[verb].lemma_.lower() in STOPPING and len(doing) > 0 and doing[0].tag_ == "VBG"
    return off or (doc[verb].lemma_.lower() in REFRAINING and len(doing) > 1 and doing[1].tag_ == "VBG")


def _commander(doc: Doc, cue: Token, start: int, loose: bool) -> Token | None:
    if enacts(doc, cue):
        return enactor(doc, cue)
    if loose:
        return next((t for t in doc[start : cue.i] if t.dep_ in {"nsubj", "nsubjpass", "ROOT"}), None)
    return subject_of(cue)


def _loose(doc: Doc, cue: Token) -> bool:
    """A finite verb that the parse takes for a participle: "The order, first issued in May, barred pumps from …"."""
    plain = cue.tag_ in {"VBN", "VBD"} and cue.dep_ in {"amod", "acl", "conj", "nmod"} and not is_passive(cue)
    return plain and cue.i > 0 and doc[cue.i - 1].text == "," and cue.lemma_.lower() in words("deontic", "issuer")


def enacts(doc: Doc, cue: Token) -> bool:
    """Whether a verb enacts: "do hereby declare", "I FURTHER DIRECT that", which the tagger takes for a name."""
    if cue.tag_ in {"VBN", "VBD"}:
        return False
    before = {t.lower_ for t in doc[max(0, cue.i - 3) : cue.i]}
    if "hereby" in before or (cue.is_upper and len(cue) > 3 and bool(before & {"i", "further"})):
        return True
    shares = cue.dep_ == "conj" and cue.tag_ in {"VB", "VBP"} and cue.head.i < cue.i
    shares = shares and cue.head.tag_ in {"VB", "VBP"} and not cue.is_title
    return shares and subject_of(cue) == subject_of(cue.head) and enacts(doc, cue.head)


def _finite(cue: Token) -> bool:
    if cue.pos_ not in {"VERB", "AUX"} or cue.dep_ in {"amod", "aux", "auxpass", "compound"}:
        return False
    if cue.tag_ == "VBG" and cue.dep_ == "pcomp" and cue.head.lower_ in {"by", "of", "to", "for"}:
        return False  # "by encouraging firms to apply": how it is done; "the aim of permitting work"
    if cue.tag_ == "VBN" and not any(c.lemma_ == "have" for t in (cue, cue.head) for c in t.lefts):
        return False
    return instrument_before(cue) is not None or not any(
        c.tag_ == "TO" for c in cue.lefts
    )  # "hopes to direct", "was asked to allow"


def third_person(token: Token) -> str:
    """The lemma of a verb that begins a list item, which the tagger takes for a noun: "Bars", "Directs"."""
    lower = token.lower_
    if lower in {"has", "gives", "lets", "bans"}:
        return {"has": "have", "gives": "give", "lets": "let", "bans": "ban"}[lower]
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    if lower.endswith(("shes", "ches", "sses", "xes")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") else token.lemma_.lower()


def enactor(doc: Doc, cue: Token) -> Token:
    """The "I" of an enacting verb in capitals; the verb itself where it has none."""
    return next((t for t in doc[max(0, cue.i - 4) : cue.i] if t.lower_ == "i"), cue)


def shared_verb(doc: Doc, norm: Norm) -> Iterator[Norm]:
    """A norm, cut in two where its verb has a second object: "requires the city to pay and the state to help"."""
    start, end = norm.spans[-1]
    for k in range(start + 2, end - 2):
        verb = infinitive(doc, k, end) if doc[k].lower_ == "to" else None
        head = _second_object(doc, k, start) if verb is not None and norm.form is Form.ACTIVE else None
        if verb is not None and head is not None:
            cut = head.left_edge.i - 1
            norm.spans[-1] = trim(doc, start, cut)
            yield norm
            yield Norm(norm.kind, norm.form, norm.cue, norm.commander, head, actions(doc, verb, end))
            return
    yield norm


def _second_object(doc: Doc, to: int, start: int) -> Token | None:
    """The head of a noun phrase between "and" and "to" that can be bound."""
    for head in noun_heads(doc, start, to):
        first = head.left_edge.i
        between = doc[head.i + 1 : to]
        plain = all(t.is_punct or t.pos_ == "PROPN" or t.lower_ in {"of", "and", "the"} for t in between)
        if first > start + 1 and doc[first - 1].lower_ == "and" and person_like(head) and plain:
            return head
    return None
