"""What an instrument does to the world: it creates, declares, revokes, reaffirms, closes, limits or restores."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.active import enactor, enacts, third_person
from graph.extract.norms.bounds import goes_on
from graph.extract.norms.examples import by_example
from graph.extract.norms.founded import created, excepted, extended, subject_missed, there_is
from graph.extract.norms.idioms import banning, calls, ended, idiom, under_state
from graph.extract.norms.model import (
    PERMITS,
    PROHIBITS,
    REQUIRES,
    Form,
    Norm,
    Span,
    antecedent,
    instrument_before,
    is_passive,
    negated,
    noun_head,
    person_like,
    subject_of,
)
from graph.extract.norms.phrases import noun_phrase
from graph.extract.norms.spans import clause_end
from graph.extract.norms.trim import trim
from graph.extract.norms.words import candidates, effect_ids
from graph.model import ProvisionKind

ESTABLISHES, DECLARES = ProvisionKind.ESTABLISHES, ProvisionKind.DECLARES
REVOKES, REAFFIRMS = ProvisionKind.REVOKES, ProvisionKind.REAFFIRMS
PLAIN = (DECLARES, ESTABLISHES, REVOKES, REAFFIRMS)  # the span is the thing, without the verb
ENDING = frozenset({"close", "shut"})
PARTICLES = frozenset({"off", "away", "up", "down", "out", "back"})
CONDITIONS = frozenset({"if", "unless", "when", "whenever", "until", "once", "where", "wherever"})
GOVERNED = frozenset({("call", "for"), ("provide", "for"), ("allow", "for")})


@cache
def _kinds() -> dict[str, ProvisionKind]:
    order = (REQUIRES, PERMITS, PROHIBITS, *reversed(PLAIN))  # a later kind wins where lists overlap
    return {lemma: kind for kind in order for lemma in words("deontic", f"effect_{kind.value}")}


def effects(doc: Doc, start: int, end: int, bullet: int | None = None) -> Iterator[Norm]:
    """The effects that the sentence `doc[start:end]` tells of, in order; `bullet`: the verb that begins a list item."""
    for i in candidates(doc, start, end, effect_ids(), bullet):
        last = goes_on(doc[i], end)
        norm = _active(doc, i, last, bullet == i) or _passive(doc, i, start, last) or _remains(doc, i, end)
        if norm is not None and norm.spans:
            yield from by_example(norm)
    yield from there_is(doc, start, end)
    yield from excepted(doc, start, end)
    yield from extended(doc, start, end)


# --- "creates X", "I hereby revoke X"


def _active(doc: Doc, i: int, end: int, bullet: bool) -> Norm | None:
    cue = doc[i]
    if cue.lower_ == "order" and doc[i + 1 : i + 2].text in {"No", "No.", "Nos", "Number"}:
        return None
    enacting = enacts(doc, cue)
    if not (bullet or enacting or _finite(cue)):
        return None
    lemma = third_person(cue) if bullet else cue.lower_ if cue.is_upper else cue.lemma_.lower()
    target = _object(doc, cue, end, bullet or enacting)
    kind = idiom(cue, target) or _kinds().get(_with_particle(cue, lemma))
    called = calls(cue) if lemma in words("deontic", "calling") else None
    end_to = ended(cue, target)
    if end_to is not None:
        kind, target = REVOKES, end_to
    state = under_state(cue)
    if state is not None:
        kind, target = DECLARES, state
    if lemma == "make" and kind is not None:
        target = target or noun_head(doc, cue.i + 1, end)
    elif called is not None:
        kind, target = DECLARES, called[-1]
    if kind is None or target is None or (lemma == "extend" and _state(target)):
        return None  # "extending the state of emergency"
    if kind is PROHIBITS and lemma in ENDING and created(target) and target.pos_ == "PROPN":
        kind = REVOKES  # "closes the Office of Equity"
    commander = None if bullet else enactor(doc, cue) if enacting else instrument_before(cue) or subject_of(cue)
    if not bullet and commander is None:
        return None
    spans = [_called(doc, called, end)] if called is not None else list(_spans(doc, kind, cue, target, end))
    return Norm(kind, Form.EFFECT, cue, commander, None, spans, declared=enacting, target=target)


def _finite(cue: Token) -> bool:
    if cue.pos_ != "VERB" or cue.dep_ in {"amod", "compound", "auxpass"} or is_passive(cue) or negated(cue):
        return False
    bare = (
        cue.tag_ == "VB"
        and instrument_before(cue) is None
        and not any(c.lower_ in {"would", "will", "do"} for c in cue.lefts)
    )
    return not bare


def _with_particle(cue: Token, lemma: str) -> str:
    particles = (c for c in cue.rights if c.dep_ == "prt" or (c.i == cue.i + 1 and c.pos_ in {"ADP", "ADV"}))
    joined = (f"{lemma} {c.lower_}" for c in particles)
    return next((j for j in joined if j in _kinds()), lemma)


def _object(doc: Doc, cue: Token, end: int, untagged: bool) -> Token | None:
    for child in cue.children:
        if child.dep_ in {"dobj", "obj"} and child.i < end:
            if child.tag_ in {"WDT", "WP"}:
                return antecedent(child) if cue.dep_ == "relcl" else None
            if child.i > cue.i:
                return None if child.pos_ == "PRON" and child.lower_ != "one" else _stripped(cue) or child
    for child in cue.rights:
        governs = (cue.lemma_.lower(), child.lower_) in GOVERNED or (child.i == cue.i + 1 and child.lower_ in PARTICLES)
        below = next((c for c in _below(child) if c.dep_ == "pobj" and c.i < end), None) if governs else None
        if below is not None and child.dep_ in {"prep", "advmod", "prt"}:
            return below
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i == cue.i + 1 and cue.dep_ != "aux":
            return child  # "permits drilling in the gulf"
    if cue.dep_ == "relcl" and _kinds().get(cue.lemma_.lower()) in PLAIN:
        return _gap(cue)
    if untagged:
        verb = cue.i + 1 < len(doc) and doc[cue.i + 1].lower_ == "that"
        clause = next((c for c in cue.rights if c.dep_ == "ccomp"), None)
        return clause if verb and clause is not None else noun_head(doc, cue.i + 1, end)
    return next((c for c in cue.rights if c.dep_ == "ccomp" and cue.lemma_ in {"declare", "proclaim"}), None)


def _stripped(cue: Token) -> Token | None:
    """What is taken: "strips the sheriff of *his pay*"."""
    if cue.lemma_.lower() != "strip":
        return None
    near = (c for t in (cue, *cue.rights) if t.i - cue.i < 8 for c in t.rights if c.lower_ == "of")
    return next((o for c in near for o in c.rights if o.dep_ == "pobj"), None)


def _below(preposition: Token) -> Iterator[Token]:
    """The objects of a preposition, or of the one after it: "does away with the rules"."""
    for child in preposition.rights:
        yield child
        yield from (c for c in child.rights if child.dep_ == "prep")


def _gap(cue: Token) -> Token | None:
    """The noun that a relative clause without an object of its own is about: "the ban that she lifted"."""
    subject = next((c for c in cue.lefts if c.dep_ == "nsubj"), None)
    return (
        cue.head
        if subject is not None and antecedent(subject).i == subject.i and cue.head.pos_ in {"NOUN", "PROPN"}
        else None
    )


# --- "is hereby created", "gatherings are limited to 25 people", "remains in force", "there is created"


def _passive(doc: Doc, i: int, start: int, end: int) -> Norm | None:
    cue = doc[i]
    kind = _kinds().get(_with_particle(cue, cue.lemma_.lower()))
    if (
        cue.tag_ not in {"VBN", "VBD"}
        or (negated(cue) and kind is not PERMITS)
        or not (is_passive(cue) or cue.dep_ in {"acl", "relcl"} or doc[i - 1].lemma_ == "be")
    ):
        return None
    if cue.dep_ == "advcl" and any(c.lower_ in CONDITIONS for c in cue.lefts):
        return None  # "unless a shorter time is required"
    if kind is None or (
        kind not in PLAIN and (cue.lemma_.lower() not in words("deontic", "effect_stated") or not is_passive(cue))
    ):
        return None
    agent = _agent(cue)
    subject = cue.head if cue.dep_ == "acl" else subject_of(cue) or subject_missed(doc, cue, start)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN", "VERB", "NUM"} or subject.dep_ == "expl":
        return None
    if cue.lemma_ == "withdraw" and subject.lemma_.lower() in words("nouns", "order"):
        kind = REVOKES  # "My Memorandum of May 3 is withdrawn"
    if kind is ESTABLISHES and not created(subject) and subject.pos_ != "PROPN" and not subject.ent_type_:
        return None  # "any conspiracy formed abroad"
    through = cue.lemma_ in {"let", "wave"}  # "residents with a pass are let through"
    if kind in (PERMITS, REQUIRES) and not negated(cue) and person_like(subject) and not through:
        return None  # "The Department is authorized to:": to what, the next line says
    norm = Norm(PROHIBITS if negated(cue) else kind, Form.EFFECT, cue, agent, None, [], target=subject)
    norm.declared = cue.dep_ != "acl" and agent is None
    norm.spans = _told_of(doc, kind, cue, subject, start, end)
    return norm


def _agent(cue: Token) -> Token | None:
    """By what a passive says it is done: "by the order", "in a memorandum"; "in the Department" is but where."""
    told = [c for c in cue.rights if c.dep_ in {"agent", "prep"} and c.lower_ in {"by", "under", "in"}]
    things = ((c, t) for c in told for t in c.children if t.dep_ == "pobj")
    return next((t for c, t in things if c.lower_ != "in" or t.lemma_.lower() in words("deontic", "voices")), None)


def _told_of(doc: Doc, kind: ProvisionKind, cue: Token, subject: Token, start: int, end: int) -> list[Span]:
    taken = _stripped(cue)
    if taken is not None:
        return [noun_phrase(doc, taken, end, relative=False)]
    misread = subject.tag_ == "VBZ"  # "Any order that *conflicts* with this one is rescinded"
    first = start if misread else max(start, subject.left_edge.i)
    if kind in PLAIN and subject.i < cue.i and (misread or cue.dep_ not in {"acl", "relcl"}):
        return [_subject_phrase(doc, first, cue.i, asides=kind in (REVOKES, REAFFIRMS))]
    if kind in PLAIN:
        return [noun_phrase(doc, subject, end, relative=kind in (REVOKES, REAFFIRMS), cue=cue)]
    return [trim(doc, first, clause_end(doc, cue.i, end))]


def _subject_phrase(doc: Doc, first: int, cue: int, *, asides: bool = False) -> Span:
    """The subject of a passive, without brackets and (but for norms) asides: "A Task Force (…), made up of … , is"."""
    last = cue
    while last > first and (doc[last - 1].pos_ in {"AUX", "ADV"} or doc[last - 1].is_punct):
        last -= 1
    opened = next((t.i for t in doc[first:last] if t.text == "("), last)
    if asides:
        return trim(doc, first, opened)
    aside = next(
        (t.i for t in doc[first:opened] if t.text == "," and doc[t.i + 1].tag_ in {"WDT", "WP", "VBN"}), opened
    )
    return trim(doc, first, aside)


def _remains(doc: Doc, i: int, end: int) -> Norm | None:
    """ "The order of May 3 remains in force" """
    cue = doc[i]
    if cue.lemma_ not in {"remain", "continue", "stay"} or not {"force", "effect", "place"} & {
        t.lower_ for t in doc[i + 1 : min(end, i + 6)]
    }:
        return None
    subject = subject_of(cue)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    span = _subject_phrase(doc, subject.left_edge.i, i)
    return Norm(REAFFIRMS, Form.EFFECT, cue, None, None, [span], declared=True, target=subject)


# --- spans


def _spans(doc: Doc, kind: ProvisionKind, cue: Token, target: Token, end: int) -> Iterator[Span]:
    if kind is DECLARES and not _state(target):
        return
    if target.pos_ in {"VERB", "AUX"}:
        start = target.left_edge.i + (1 if target.left_edge.lower_ == "that" else 0)
        yield trim(doc, start, clause_end(doc, start, end))
        return
    if kind in PLAIN:
        if kind is ESTABLISHES and not created(target) and target.ent_type_ == "" and target.pos_ != "PROPN":
            return
        heads = [target, *(c for c in target.conjuncts if c.i > target.i and (c.pos_ == "PROPN" or c.lower_ == "one"))]
        single = [c for c in target.rights if c.dep_ == "appos" and c.lower_ == "one"]
        if single and kind is REVOKES:  # "cancels two directives, one on pay and one on leave"
            heads = [*single, *(c for c in single[0].conjuncts if c.lower_ == "one" and c.i > single[0].i)]
        for head in heads:
            stop = next((h.left_edge.i for h in heads if h.i > head.i), end)
            yield noun_phrase(doc, head, stop, relative=kind in (REVOKES, REAFFIRMS), cue=cue)
        return
    stop = next((c.i for c in cue.conjuncts if c.i > cue.i and c.pos_ == "VERB"), end)
    if (banning(target) or cue.lemma_.lower() in words("deontic", "effect_named")) and not _from_doing(doc, cue, end):
        yield trim(doc, max(cue.i + 1, target.left_edge.i), clause_end(doc, target.i, stop))
    else:
        yield trim(doc, cue.i, clause_end(doc, cue.i, stop))


def _from_doing(doc: Doc, cue: Token, end: int) -> bool:
    """ "bars X from Y", whichever word the parse hangs the "from" on."""
    after = doc[cue.i + 1 : min(end, cue.i + 8)]
    return any(t.lower_ == "from" and (t.head.i == cue.i or t.nbor(1).tag_ == "VBG") for t in after)


def _called(doc: Doc, called: tuple[Token, Token], end: int) -> Span:
    """ "the group a terrorist organization"; of a pronoun what it is called alone."""
    thing, name = called
    start, last = noun_phrase(doc, name, end, relative=False)
    return (start if thing.pos_ == "PRON" else max(thing.left_edge.i, 0)), last


def _state(target: Token) -> bool:
    """Whether a state of things is declared: "a state of emergency", "that an emergency exists"."""
    if any(t.lower_ in {"martial", "emergency"} for t in target.lefts):
        return True  # "martial law", "an emergency situation"
    if target.pos_ in {"VERB", "AUX"}:
        return any(t.lemma_.lower() in {"emergency", "disaster", "shortage", "mourning"} for t in target.subtree)
    of = (t for c in target.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children)
    return any(t.lemma_.lower() in words("deontic", "states") for t in (target, *of))
