"""How likely a fact is right, by what is known of it at the end of reading.

Every fact goes through a small logistic model of its family, fitted on the annotated cases by
`tests/gold/fit_confidence.py`, which says how well it does on documents held out. It weighs what the fact is, where it
stands, who takes part and how sure its finder was. No fact is dropped for a low confidence: that gains nothing (the
same script compares), and who wants only sure facts can say how sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import exp, log

from spacy.tokens import Span

from graph.extract.lexicon import rows
from graph.extract.reading import Draft, Drafts, EventDraft, ProvisionDraft, Reading, RelationDraft, StatementDraft
from graph.extract.referent import Referent

Features = dict[str, float]
FAMILIES: dict[type[Draft], str] = {
    RelationDraft: "relations",
    ProvisionDraft: "provisions",
    StatementDraft: "statements",
    EventDraft: "events",
}


def weigh(reading: Reading, drafts: Drafts) -> None:
    """Set every draft's confidence to how likely it is right."""
    for draft in drafts:
        likely = _probability(FAMILIES[type(draft)], features(reading, draft))
        draft.confidence = round(min(likely, draft.at_most) if isinstance(draft, RelationDraft) else likely, 2)


def _probability(family: str, found: Features) -> float:
    fitted = _weights(family)
    return 1 / (1 + exp(-sum(value * fitted.get(name, 0.0) for name, value in found.items())))


@cache
def _weights(family: str) -> Features:
    return {row["feature"]: float(row[family]) for row in rows("confidence_weights") if row[family]}


def features(reading: Reading, draft: Draft) -> Features:
    """What is known of a draft that tells how far to trust it, a number by name."""
    span = reading.doc.char_span(draft.start, draft.end, alignment_mode="expand") or reading.doc[:1]
    found = dict.fromkeys(_kind(draft), 1.0) | _place(reading, draft, span)
    for slot, referent in _slots(draft):
        found |= _participant(slot, referent, span)
    return found | {"bias": 1.0, "finder": logit(draft.confidence)}


def _kind(draft: Draft) -> Iterator[str]:
    if isinstance(draft, RelationDraft):
        yield f"predicate={draft.predicate.value}"
    elif isinstance(draft, ProvisionDraft):
        yield f"kind={draft.kind.value}"
        yield from (name for name in ("condition", "deadline") if getattr(draft, name))
    elif isinstance(draft, StatementDraft):
        yield "direct" if draft.direct else "indirect"
        yield "cue" if draft.cue is not None else "no cue"
        yield f"stance={draft.stance}"
    else:
        yield f"type={draft.type.value}"
        yield f"status={draft.status.value}"
        yield "claimed" if draft.statement is not None else "told"


def _slots(draft: Draft) -> Iterator[tuple[str, Referent | None]]:
    if isinstance(draft, RelationDraft):
        yield "subject", draft.subject
        yield "object", None if isinstance(draft.object, str) else draft.object
    elif isinstance(draft, ProvisionDraft):
        yield "order", draft.order
        yield "bearer", draft.bearers[0] if draft.bearers else None
    elif isinstance(draft, StatementDraft):
        yield "speaker", draft.speaker
    else:
        yield from (("actor", draft.actor), ("recipient", draft.recipient), ("place", draft.place))


def _place(reading: Reading, draft: Draft, span: Span) -> Features:
    paragraph = reading.paragraph(draft.start)
    return {
        f"paragraph={paragraph.kind.value}" if paragraph is not None else "no paragraph": 1.0,
        "official": float(reading.official),
        "quoted": float(reading.quotation(draft.start) is not None),
        "sentence": log(1 + len(span.sent)),
        "length": log(1 + len(span)),
        "late": span.start / len(reading.doc),
    }


def _participant(slot: str, referent: Referent | None, span: Span) -> Features:
    """Who fills a slot: of what type, named or only described, how often spoken of, and how far from the fact."""
    if referent is None:
        return {f"{slot}=none": 1.0}
    away = (max(span.start - m.end, m.start - span.end, 0) for m in referent.mentions)
    return {
        f"{slot}={referent.type.value}": 1.0,
        f"{slot} unnamed": float(not referent.named),
        f"{slot} presumed": float(referent.presumed),
        f"{slot} mentions": log(1 + len(referent.mentions)),
        f"{slot} distance": log(1 + min(away, default=0)),
    }


def logit(share: float, edge: float = 0.01) -> float:
    """The logarithm of the odds of a share, which is held `edge` away from 0 and 1."""
    share = min(max(share, edge), 1 - edge)
    return log(share / (1 - share))
