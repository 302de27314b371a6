"""What an instrument does to the world: it creates, declares, revokes, reaffirms, closes, limits or restores something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norm_cues import is_passive, third_person
from graph.extract.norm_model import Form, Norm, antecedent, negated, subject_of
from graph.extract.norm_spans import Span, clause_end, trim
from graph.model import ProvisionKind

ESTABLISHES, DECLARES = ProvisionKind.ESTABLISHES, ProvisionKind.DECLARES
REVOKES, REAFFIRMS = ProvisionKind.REVOKES, ProvisionKind.REAFFIRMS
PROHIBITS, PERMITS, REQUIRES = ProvisionKind.PROHIBITS, ProvisionKind.PERMITS, ProvisionKind.REQUIRES
ORDERLY = (DECLARES, ESTABLISHES, REVOKES, REAFFIRMS, PROHIBITS, PERMITS, REQUIRES)
NAMES_THE_THING = frozenset({"ban", "bar", "prohibit", "forbid", "halt", "outlaw", "rule", "stop", "impose", "levy", "order", "require", "mandate", "pause", "freeze"})
PLAIN = frozenset({DECLARES, ESTABLISHES, REVOKES, REAFFIRMS})
TIMES = frozenset({"DATE", "TIME"})


@cache
def _kinds() -> dict[str, ProvisionKind]:
    return {lemma: kind for kind in reversed(ORDERLY) for lemma in words("deontic", f"effect_{kind.value}")}


def effects(doc: Doc, start: int, end: int, bullet: int | None = None) -> Iterator[Norm]:
    """The effects that the sentence `doc[start:end]` tells of, in order; `bullet`: the verb that begins a list item."""
    for i in range(start, end):
        norm = _active(doc, i, end, bullet == i) or _passive(doc, i, end)
        if norm is not None and norm.spans:
            yield norm
    yield from _there_is(doc, start, end)


def _active(doc: Doc, i: int, end: int, bullet: bool) -> Norm | None:
    cue = doc[i]
    if not bullet and (cue.pos_ != "VERB" or cue.dep_ in {"amod", "compound", "auxpass"} or is_passive(cue) or negated(cue)):
        return None
    kind = _kinds().get(_with_particle(cue, third_person(cue) if bullet else cue.lemma_.lower()))
    if kind is None:
        return None
    target = _object(doc, cue, end)
    if target is None:
        return None
    commander = None if bullet else subject_of(cue)
    if not bullet and commander is None:
        return None
    return Norm(kind, Form.EFFECT, cue, commander, None, list(_spans(doc, kind, cue, target, end)))


def _with_particle(cue: Token, lemma: str) -> str:
    particle = next((c for c in cue.rights if c.dep_ == "prt" or (c.i == cue.i + 1 and c.lower_ in {"aside", "away"})), None)
    joined = f"{lemma} {particle.lower_}" if particle is not None else lemma
    return joined if joined in _kinds() else lemma


def _object(doc: Doc, cue: Token, end: int) -> Token | None:
    for child in cue.rights:
        if child.dep_ in {"dobj", "obj"} and child.i < end:
            return None if child.pos_ == "PRON" and child.lower_ not in {"one"} else child
    if cue.dep_ == "relcl":
        return _gap(cue)
    after = doc[cue.i + 1] if cue.i + 1 < end else None
    if after is not None and cue.dep_ in {"ROOT", "conj"} and cue.pos_ != "VERB":
        chunk = next(iter(doc[cue.i + 1 : end].noun_chunks), None)
        return chunk.root if chunk is not None and chunk.start <= cue.i + 2 else None
    return next((c for c in cue.rights if c.dep_ == "ccomp" and cue.lemma_ in {"declare", "proclaim", "find"}), None)


def _gap(cue: Token) -> Token | None:
    """The noun that a relative clause without an object of its own is about: "the ban that she lifted"."""
    subject = next((c for c in cue.lefts if c.dep_ == "nsubj"), None)
    return cue.head if subject is not None and antecedent(subject) is subject and cue.head.pos_ in {"NOUN", "PROPN"} else None


def _passive(doc: Doc, i: int, end: int) -> Norm | None:
    cue = doc[i]
    if cue.tag_ != "VBN" or not (is_passive(cue) or cue.dep_ in {"acl", "relcl"}) or negated(cue):
        return None
    kind = _kinds().get(_with_particle(cue, cue.lemma_.lower()))
    if kind is None:
        return None
    hereby = any(c.lower_ in {"hereby"} for c in cue.lefts)
    agent = next((t for c in cue.rights if c.dep_ in {"agent", "prep"} and c.lower_ in {"by", "under", "in"} for t in c.children if t.dep_ == "pobj"), None)
    subject = cue.head if cue.dep_ == "acl" else subject_of(cue)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.dep_ == "expl":
        return None
    norm = Norm(kind, Form.EFFECT, cue, agent, None, list(_spans(doc, kind, cue, subject, end)))
    norm.declared = hereby or agent is None
    return norm


def _there_is(doc: Doc, start: int, end: int) -> Iterator[Norm]:
    """ "There is hereby created within D the North Carolina Energy Policy Task Force" """
    first = next((k for k in range(start, min(end, start + 8)) if doc[k].lower_ == "there" and doc[k + 1].lemma_ == "be"), None)
    if first is None:
        return
    heads = [c.root for c in doc[first:end].noun_chunks if created(c.root)]
    if heads:
        head = heads[-1] if any(t.lower_ == "within" for t in doc[first : heads[-1].i]) else heads[0]
        norm = Norm(ESTABLISHES, Form.EFFECT, doc[first + 1], None, None, [_noun_phrase(doc, head, end, relative=False)])
        norm.declared = True
        yield norm


def created(head: Token) -> bool:
    """Whether a noun names what an instrument can create."""
    return head.lemma_.lower() in words("deontic", "bodies")


def _spans(doc: Doc, kind: ProvisionKind, cue: Token, target: Token, end: int) -> Iterator[Span]:
    if target.pos_ in {"VERB", "AUX"}:
        start = target.left_edge.i + (1 if target.left_edge.lower_ == "that" else 0)
        yield trim(doc, start, clause_end(doc, start, end))
    elif kind in PLAIN:
        if kind is ESTABLISHES and not created(target) and target.ent_type_ == "" and target.pos_ != "PROPN":
            return
        if kind is DECLARES and not _state(target):
            return
        heads = [target] + ([c for c in target.conjuncts if c.i > target.i] if kind in (REVOKES, REAFFIRMS) else [])
        for head in heads:
            yield _noun_phrase(doc, head, end, relative=kind in (REVOKES, REAFFIRMS), stop=next((h.left_edge.i for h in heads if h.i > head.i), end))
    elif cue.lemma_.lower() in NAMES_THE_THING:
        yield trim(doc, target.left_edge.i, clause_end(doc, target.i, end))
    else:
        yield trim(doc, cue.i, clause_end(doc, cue.i, end))


def _state(target: Token) -> bool:
    return any(t.lemma_.lower() in words("deontic", "states") for t in target.subtree)


def _noun_phrase(doc: Doc, head: Token, end: int, *, relative: bool, stop: int | None = None) -> Span:
    """A noun phrase with its "of …", "for …"; with restrictive relative clauses where asked; without when it happened."""
    last = head.i + 1
    while last < min(end, stop or end):
        token = doc[last]
        if token.text in {",", ";", ":", ".", "(", "—", "--", "–"} or token.lower_ in {"after", "before", "because", "while", "when", "as", "but"}:
            break
        if token.ent_type_ in TIMES and token.dep_ not in {"compound", "nummod", "amod"} or _dated(doc, last, end):
            break
        if not relative and (token.tag_ in {"WDT", "WP", "WRB", "TO", "VBG", "VBN"} or (token.lower_ == "that" and token.pos_ != "DET")):
            break
        if token.lower_ in {"and", "or"} and any(t.pos_ in {"VERB", "AUX"} and t.dep_ == "conj" for t in doc[last + 1 : last + 4]):
            break
        if token.pos_ == "ADP" and token.lower_ in {"by", "with", "at"} and not relative and head not in token.ancestors:
            break
        last += 1
    return trim(doc, max(head.left_edge.i, 0) if head.left_edge.i > head.i - 14 else head.i, last)


def _dated(doc: Doc, i: int, end: int) -> bool:
    """ "on Monday", "in late July" """
    return doc[i].pos_ == "ADP" and any(t.ent_type_ in TIMES for t in doc[i + 1 : min(end, i + 3)])
