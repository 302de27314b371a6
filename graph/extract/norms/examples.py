"""Norms named as examples of others: "reaffirms policies, such as a ban on masks and requirements for staff to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.model import SUBJECTS, Norm, Span
from graph.extract.norms.trim import trim
from graph.model import ProvisionKind

OLDER = (ProvisionKind.REAFFIRMS, ProvisionKind.REVOKES)  # what an order does to norms that existed before it


def examples(target: Token | None) -> list[Token]:
    """The heads of what "such as" or "including" names as examples of a noun; none for a single thing."""
    if target is None or target.pos_ not in {"NOUN", "PROPN"}:
        return []
    for prep in target.rights:
        such = prep.lower_ == "as" and prep.i > 0 and prep.doc[prep.i - 1].lower_ == "such"
        if prep.dep_ == "prep" and (such or prep.lower_ == "including"):
            first = next((c for c in prep.rights if c.dep_ == "pobj"), None)
            return [] if first is None else [first, *(t for t in first.subtree if _joined(first, t))]
    return []


def _joined(first: Token, token: Token) -> bool:
    """Whether a noun is coordinated with an example, or, a norm itself, with what the parser takes to be inside it."""
    inside = token.dep_ == "conj" and token.lemma_.lower() in words("events", "norm")
    return token.i > first.i and (inside or token in first.conjuncts)


def by_example(norm: Norm) -> Iterator[Norm]:
    """A norm of its own for each example; the norm itself where it names none."""
    done = norm.target is not None and norm.declared and norm.target.i < norm.cue.i  # "Any rule, including Rule 5, is"
    heads = examples(norm.target) if norm.kind in OLDER and not done else []
    if not heads:
        yield norm
    for n, head in enumerate(heads):
        end = heads[n + 1].left_edge.i if n + 1 < len(heads) else len(head.doc)
        bearer, span = _content(head, end)
        yield replace(norm, cue=head, target=head, bearer=bearer, spans=[span])


def _content(head: Token, end: int) -> tuple[Token | None, Span]:
    """Who is bound and to what: "requirements for *officers* to *wear cameras*"; else the norm as it is called."""
    for clause in head.rights:
        if clause.dep_ in {"acl", "relcl", "advcl", "ccomp"} and clause.pos_ in {"VERB", "AUX"}:
            bearer = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None) or _pobj(head, "for")
            if bearer is not None and bearer.i < clause.i and clause.tag_ in {"VB", "VBP"}:
                return bearer, trim(head.doc, clause.i, min(end, clause.right_edge.i + 1))
    return None, phrase(head)


def _pobj(head: Token, name: str) -> Token | None:
    return next((t for c in head.rights if c.lower_ == name for t in c.rights if t.dep_ == "pobj"), None)


def phrase(head: Token) -> Span:
    """The whole noun phrase of a norm, without what is coordinated with it."""
    doc: Doc = head.doc
    last = head.i
    for child in head.rights:
        if child.dep_ in {"cc", "conj"} or (child.is_punct and child.text in {",", ";", "(", "—"}):
            break
        last = max(last, child.right_edge.i)
    return trim(doc, head.left_edge.i, last + 1)


def norm_noun(doc: Doc, start: int, end: int) -> Token | None:
    """The noun that names the norm of a provision's span; of "wear cameras" the "requirements" before it."""
    root = doc[start:end].root
    if root.pos_ == "VERB" and root.dep_ in {"acl", "advcl"} and root.i == start and root.head.i < start:
        root = root.head
    return root if root.pos_ == "NOUN" else None
