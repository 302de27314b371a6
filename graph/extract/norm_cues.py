"""Where a sentence commands, forbids or allows somebody: by a directive verb, its passive, or a modal verb.

Whether that makes a provision is for the reader of the document to say, who knows which instrument speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from graph.extract.lexicon import words
from graph.extract.norm_active import active, shared_verb
from graph.extract.norm_complements import complement
from graph.extract.norm_grants import granted
from graph.extract.norm_modal import modal
from graph.extract.norm_model import NEGATIONS, REQUIRES, Form, Norm, flip, kind_in, negated, subject_before
from graph.extract.norm_predicates import COPULAS, predicate
from graph.extract.norm_spans import actions
from graph.extract.norm_words import candidates, directive_ids


def norms(doc: Doc, start: int, end: int, bullet: int | None = None) -> Iterator[Norm]:
    """The norms of the sentence `doc[start:end]`, from left to right; `bullet`: the verb that begins a list item."""
    covered = start
    for i in candidates(doc, start, end, directive_ids(), bullet):
        if i < covered:
            continue
        norm = _norm(doc, i, start, end, bullet == i)
        if norm is not None and norm.spans:
            covered = max(covered, norm.cue.i + 1, norm.spans[-1][1])
            yield from shared_verb(doc, norm)


def _norm(doc: Doc, i: int, start: int, end: int, bullet: bool) -> Norm | None:
    """The norm of the cue at token `i`; of modal verbs and copulas, which are most of them, only theirs is asked."""
    cue = doc[i]
    if cue.tag_ == "MD" and not bullet:
        return modal(doc, i, start, end)
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
    kind = given.kind if given is not None else kind
    if kind is None or cue.tag_ not in {"VBN", "VBD", "JJ", "UH"}:
        return None
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
