"""Judgements and what is to be reviewed, as they go over the wire."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from api.wire import FactOut, Text, Wire
from graph.judgement import Kind, State

MOST: Final = 100  # that are shown, and judged in one step

Named = Annotated[str, Field(min_length=1, max_length=2000)]
Who = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


class JudgementIn(Wire):
    """A judgement. `what` is a thing: its IRI, what follows id/ in it, or a mention (`{document}#char=4,19`); or a
    fact, by its IRI; of an undo the judgement's number or id. `other`: the other thing, of same and different; where
    the two look the same it is set apart. `field` and `value`: of corrected; no value for none."""

    kind: Kind
    what: Named
    other: Named | None = None
    field: Annotated[str, Field(max_length=50)] | None = None
    value: Text | None = None
    who: Who
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

    label: str
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
    """A fact that was read with little confidence: `id` names it as `what` of a judgement, `seen` says how it is now;
    `documents` speak of what it is about."""

    id: str
    seen: str
    fact: FactOut
    passage: PassageOut
    documents: int


class ReviewOut(Wire):
    """What a person had best look at: a part of it. `total` is how many facts there are; `next` the address of the next
    part, null at the end."""

    pairs: list[DoubtOut]
    facts: list[DoubtedOut]
    total: int
    next: str | None


class ShownIn(Wire):
    """What was shown: a fact (`id`) as it was (`seen`); two things, by the `mention` of each side; or a judgement that
    is taken back, by its number."""

    what: Named
    other: Named | None = None
    seen: Annotated[str, Field(max_length=50)] | None = None


class ReviewIn(Wire):
    """What is judged of all that was shown, in one step."""

    kind: Literal["right", "wrong", "same", "different", "undo"]
    items: Annotated[list[ShownIn], Field(min_length=1, max_length=MOST)]
    who: Who
    why: Text = ""


class LeftOut(Wire):
    """What was not judged, and why."""

    what: str
    reason: str


class ReviewedOut(Wire):
    """The judgements that were made, or had been made by the same person, and what was left out."""

    made: list[JudgementOut]
    left: list[LeftOut]
