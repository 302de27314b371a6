"""What is known of a fact at the end of reading that tells how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from statistics import fmean

from spacy.tokens import Span

from graph.extract.pronouns import PRONOUNS
from graph.extract.reading import Draft, EventDraft, ProvisionDraft, Reading, RelationDraft, StatementDraft
from graph.extract.referent import Referent

Features = dict[str, float]
FAR = 200  # tokens; beyond, distance says nothing more


def features(reading: Reading, draft: Draft) -> Features:
    """Of one draft: its kind, its place in the text, its participants, and what its finder thought of it."""
    span = reading.doc.char_span(draft.start, draft.end, alignment_mode="expand")
    found = {"bias": 1.0, "prior": _logit(draft.confidence)} | _place(reading, draft, span)
    for slot, referent in participants(draft):
        found |= _participant(reading, slot, referent, span)
    return found | {name: 1.0 for name in _kind(draft)}
