"""Norms that nouns take up from what has been said: "a bill … the measure", "declared a disaster. The declaration"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.extract.coref.norm_traits import View
from graph.extract.lexicon import words
from graph.extract.referent import Referent

BILLS = words("coref", "bills")
DECLARING = frozenset({"declare", "proclaim"})
DECLARED = frozenset({"declaration", "proclamation"})
NEAR = 2  # sentences


def taken_up(seen: View, norms: Sequence[Referent], views: Mapping[int, list[View]]) -> Referent | None:
    """The norm spoken of last, where "the measure" takes up a bill, or "the declaration" what was just declared."""
    if seen.article not in {"the", "this"} or seen.plural or not norms or seen.modifiers:
        return None
    last = max(norms, key=lambda n: views[id(n)][-1].mention.start)
    told = views[id(last)][-1]
    gap = seen.sentence - told.sentence
    bill = seen.noun == "measure" and told.noun in BILLS and gap <= NEAR
    head = told.mention.head
    declared = seen.noun in DECLARED and gap == 1 and head.dep_ in {"dobj", "nsubjpass"}
    return last if bill or (declared and head.head.lemma_.lower() in DECLARING) else None
