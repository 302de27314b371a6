"""A norm told twice is one provision: the fuller report stands, the lead's goes."""

from __future__ import annotations

import re

from graph.extract.layout import Kind
from graph.extract.reading import ProvisionDraft, Reading

LEAD = 0.25  # share of a lead's content words that a later norm of the same kind must have (tests/gold/train)
SAME = 0.8
FEW = 4  # content words; fewer are in many another norm: "advise the President"
WORD = re.compile(r"[a-z]{4,}")


def without_repeats(reading: Reading, drafts: list[ProvisionDraft]) -> list[ProvisionDraft]:
    """Leave out what a story's first paragraph tells ahead, and what is told twice in the same words."""
    first = next((p for p in reading.paragraphs if p.kind is Kind.PROSE and p.end - p.start > 60), None)
    lead_end = first.end if first is not None and not reading.official else 0
    return [d for n, d in enumerate(drafts) if not _repeated(reading, d, drafts[n + 1 :], d.start < lead_end)]


def _repeated(reading: Reading, draft: ProvisionDraft, later: list[ProvisionDraft], lead: bool) -> bool:
    mine = _content(reading, draft)
    for other in later:
        if other.order is draft.order and other.kind is draft.kind and mine:
            theirs = _content(reading, other)
            shared = len(mine & theirs) / len(mine)
            apart = lead and other.start - draft.end > 200 and shared >= LEAD
            others = bool(draft.bearers and other.bearers and draft.bearers != other.bearers)
            alike = len(mine) >= FEW or len(theirs) * SAME <= len(mine & theirs)
            once = not reading.official or (alike and not others)
            if once and (shared >= SAME or apart):
                return True  # of an instrument's sections each binds: two deputies "shall report to the Mayor"
    return False


def _content(reading: Reading, draft: ProvisionDraft) -> frozenset[str]:
    """The words of four letters and more, cut to their stems."""
    text = reading.document.text[draft.start : draft.end].lower()
    return frozenset(word[:5] for word in WORD.findall(text))
