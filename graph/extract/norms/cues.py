"""Where a sentence commands, forbids or allows somebody: by a directive verb, its passive, or a modal verb.

Whether that makes a provision is for the reader of the document to say, who knows which instrument speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.active import active, shared_verb, stops
from graph.extract.norms.bounds import goes_on
from graph.extract.norms.complements import complement
from graph.extract.norms.grants import granted
from graph.extract.norms.modal import modal
from graph.extract.norms.model import (
    NEGATIONS,
    PROHIBITS,
    REQUIRES,
    Form,
    Norm,
    Span,
    flip,
    kind_in,
    negated,
    subject_before,
)
from graph.extract.norms.predicates import COPULAS, predicate
from graph.extract.norms.spans import actions
from graph.extract.norms.words import candidates, directive_ids
from graph.model import ProvisionKind


def norms(doc: Doc, start: int, end: int, bullet: int | None = None, *, official: bool = False) -> Iterator[Norm]:
    """The norms of the sentence `doc[start:end]`, from left to right; `bullet`: the verb that begins a list item;
    `official`: it is an instrument's own."""
    covered, before = start, None
    for i in candidates(doc, start, end, directive_ids(), bullet):
        if i < covered:
            continue
        norm = _norm(doc, i, start, end, bullet == i, official)
        if norm is not None and norm.spans:
            before = norm = _shared_subject(doc, norm, before)
            covered = max(covered, norm.cue.i + 1, norm.spans[-1][1])
            yield from (part for shared in shared_verb(doc, norm) for part in by_kind(doc, shared))


def _shared_subject(doc: Doc, norm: Norm, before: Norm | None) -> Norm:
    """A modal clause that shares the subject of the one before: "shall see that pipes are cut *and shall* report", "The
    Board and the Clerk shall meet and *may* vote"."""
    if before is None or before.bearer is None or norm.whole or norm.cue.tag_ != "MD":
        return norm
    both = norm.form is before.form is Form.MODAL
    alike = both and norm.cue.lower_ == before.cue.lower_ and doc[norm.cue.i - 1].lower_ in {"and", "or"}
    joined = alike or (both and norm.bearer is not None and before.bearer.i < norm.bearer.i < before.cue.i)
    return replace(norm, bearer=before.bearer) if joined else norm


def by_kind(doc: Doc, norm: Norm) -> Iterator[Norm]:
    """A norm, cut where a further action is of another kind: "must report it and not move it", "told not to open but
    to stay", "to stop selling it"."""
    told = [_kind_of(doc, norm, n) for n in range(len(norm.spans))]
    for kind, spans in ((kind, [s for _, s in group]) for kind, group in groupby(told, key=lambda t: t[0])):
        yield replace(norm, kind=kind, spans=spans)


def _kind_of(doc: Doc, norm: Norm, n: int) -> tuple[ProvisionKind, Span]:
    """The kind of one of a norm's actions, and its span without what says that it is to be left off."""
    start, end = norm.spans[n]
    before = {t.lower_ for t in doc[max(norm.spans[n - 1][1] if n else start - 2, start - 3) : start]}
    kind = norm.kind
    if n and kind is REQUIRES and before & NEGATIONS:
        kind = PROHIBITS
    elif n and kind is PROHIBITS and norm.form is not Form.MODAL and {"but", "to"} <= before and not before & NEGATIONS:
        kind = REQUIRES
    if kind is REQUIRES and not norm.whole and stops(doc, start):
        return PROHIBITS, (start + 1 + (doc[start + 1].lower_ == "from"), end)
    return kind, (start, end)


def _norm(doc: Doc, i: int, start: int, end: int, bullet: bool, official: bool) -> Norm | None:
    """The norm of the cue at token `i`; of modal verbs and copulas, which are most of them, only theirs is asked."""
    cue = doc[i]
    end = goes_on(cue, end)
    if cue.tag_ == "MD" and not bullet:
        return modal(doc, i, start, end, official)
    if cue.lemma_ in COPULAS and not bullet:
        return modal(doc, i, start, end) or predicate(doc, i, start, end)
    return (
        active(doc, i, start, end, bullet)
        or _passive(doc, i, start, end)
        or modal(doc, i, start, end)
        or predicate(doc, i, start, end)
    )


def _passive(doc: Doc, i: int, start: int, end: int) -> Norm | None:
    cue = doc[i]
    kind = kind_in(cue.lemma_.lower(), "passive_") or kind_in(cue.lower_, "passive_")
    given = granted(doc, cue, end) if cue.lemma_ in words("deontic", "givers") else None
    kind = given.kind if given is not None else _joined(cue) or kind
    if kind is None or cue.tag_ not in {"VBN", "VBD", "JJ", "UH"}:
        return None
    if cue.dep_ == "advcl" and any(c.lower_ in {"where", "if", "when", "unless"} for c in cue.lefts):
        return None  # "Where action is required to end it, the Board shall …"
    auxiliary = _auxiliary(doc, i, start)
    if auxiliary is None:
        return None
    found = given or complement(doc, cue, end, passive=True)
    if found is None or found.verb - i > 12:
        return None
    if found.negated and cue.lemma_ != "warn":
        kind = flip(kind)
    none = any(t.lower_ in {"none", "nobody"} for t in cue.lefts)
    if negated(cue) or none or doc[i - 1].lower_ in NEGATIONS:
        if kind is REQUIRES:
            return None
        kind = flip(kind)
    bearer = subject_before(doc, cue, auxiliary, start)
    return Norm(kind, Form.PASSIVE, cue, None, bearer, actions(doc, found.verb, end, "VBG" if found.gerund else "VB"))


def _joined(cue: Token) -> ProvisionKind | None:
    """What a duty makes of a power that stands with it: "is authorized and directed to"; "are enjoined to" commands."""
    with_it = [c for c in cue.children if c.dep_ == "conj" and c.tag_ == "VBN" and c.i - cue.i < 4]
    enjoined = cue.lower_ == "enjoined" and cue.i + 1 < len(cue.doc) and cue.nbor().lower_ == "to"
    return REQUIRES if enjoined or any(kind_in(c.lemma_.lower(), "passive_") is REQUIRES for c in with_it) else None


def _auxiliary(doc: Doc, i: int, start: int) -> int | None:
    """The form of "be" before a participle, or the conjunction that shares it ("was ordered … and told to")."""
    for k in range(i - 1, max(start, i - 4) - 1, -1):
        if doc[k].lemma_ == "be":
            return k
        if (
            doc[k].lower_ in {"and", "or"}
            and doc[i].dep_ == "conj"
            and doc[i - 1].lower_ not in NEGATIONS
            and any(c.dep_ == "auxpass" for c in doc[i].head.children)
        ):
            return k
        if doc[k].pos_ not in {"ADV", "PART", "AUX"} and doc[k].lower_ not in {"also", "hereby"}:
            return None
    return None
