"""Norms that a provision reaffirms or revokes and that no lexicon knows: made from the phrase that calls them so."""

from __future__ import annotations

import re

from graph.extract.lexicon import words
from graph.extract.mention import POLICY, Mention
from graph.extract.norms.examples import norm_noun
from graph.extract.reading import ProvisionDraft, Reading
from graph.extract.referent import Referent

DETERMINER = re.compile(r"^(?:the|an?|this|that|these|those|any|all|its|their|his|her)\s+", re.IGNORECASE)


def norm_called(reading: Reading, provision: ProvisionDraft) -> Referent | None:
    """The policy that a provision is about; None where its span names no norm."""
    span = reading.doc.char_span(provision.start, provision.end, alignment_mode="expand")
    noun = None if span is None else norm_noun(reading.doc, span.start, span.end)
    if span is None or noun is None or noun.lemma_.lower() not in words("events", "norm"):
        return None
    start, end = min(span.start, noun.left_edge.i), span.end
    called = reading.doc[start:end]
    described = any(t.dep_ in {"amod", "compound", "poss"} for t in noun.lefts)
    short = reading.doc[start : noun.i + 1] if described else called  # "local mask requirements (across Georgia)"
    mention = Mention(short, POLICY, DETERMINER.sub("", called.text), named=False)
    return Referent(POLICY, mention.name, [mention])
