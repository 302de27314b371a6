"""Judgements and what is to be reviewed, as they go over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.wire import FactOut, Text, Wire
from graph.judgement import Kind, State

Named = Annotated[str, Field(min_length=1, max_length=2000)]


class JudgementIn(Wire):
    """A judgement. `what` is a thing: its IRI, what follows id/ in it, or a mention (`{document}#char=4,19`); or a
    fact, by its IRI; of an undo the judgement's number or id. `other`: the other thing, of same and different; where
    the two look the same it is set apart. `field` and `value`: of corrected; no value for none."""

    kind: Kind
    what: Named
    other: Named | None = None
    field: Annotated[str, Field(max_length=50)] | None = None
    value: Text | None = None
    who: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    why: Text = ""


class JudgementOut(Wire):
    """A judgement as it is kept. `state`: in force, undone, or idle; `reason` says why one is idle."""

    number: int
    id: str
    iri: str
    kind: Kind
    about: str
    who: str
    when: str
    why: str
    undoes: str | None
    state: State
    reason: str


class PassageOut(Wire):
    """The words around something: characters `start` up to `end` of `text` are what it is about."""

    document: str
    title: str
    text: str
    start: int
    end: int
    href: str


class FeatureOut(Wire):
    """What speaks for (above zero) or against two things being one."""

    feature: str
    weight: float


class SideOut(Wire):
    """One of two things that may be one; `mention` names it by one of its mentions, as `what` of a judgement."""

    id: str
    iri: str
    href: str
    mention: str
    passage: PassageOut


class DoubtOut(Wire):
    """Two things that may be one; `mentions` is how often documents speak of either."""

    one: SideOut
    other: SideOut
    mentions: int
    score: float
    features: list[FeatureOut]


class DoubtedOut(Wire):
    """A fact that was read with little confidence."""

    fact: FactOut
    passage: PassageOut


class ReviewOut(Wire):
    """What a person had best look at."""

    pairs: list[DoubtOut]
    facts: list[DoubtedOut]
