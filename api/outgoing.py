"""From the domain to the wire: things, evidence and facts, with the addresses that show them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol

from api import links
from api.agreement import ContradictionOut, GroundOut, SideOut
from api.entity import TenureOut
from api.judgement import JudgementOut
from api.order import DetailOut, StatusOut
from api.wire import EntityRef, EvidenceOut, FactOut, ParameterOut
from graph.contradictions import Contradiction
from graph.corroboration import Corroboration
from graph.facts import Citation, Fact, Ground
from graph.judgement_graphs import label
from graph.ledger_judgements import Kept
from graph.lookups import Detail
from graph.question import Parameter
from graph.tenures import Tenure
from graph.timelines import Standing


class Named(Protocol):
    """A thing with a name, whatever else is known of it."""

    @property
    def iri(self) -> str:
        """Its IRI."""

    @property
    def label(self) -> str:
        """What it is called."""


def reference(base_iri: str, thing: Named) -> EntityRef:
    """An entity as it is referred to."""
    return _reference(base_iri, thing.iri, thing.label)


@lru_cache(maxsize=10_000)  # most facts of a list are about a few things
def _reference(base_iri: str, iri: str, label: str) -> EntityRef:
    return EntityRef(iri=iri, id=links.path_of(base_iri, iri), label=label, href=links.page_of_iri(base_iri, iri))


def parameter(found: Parameter) -> ParameterOut:
    """What a question or a query can be asked of."""
    return ParameterOut(name=found.name, kind=found.kind, required=found.required, help=found.help)


def evidence(base_iri: str, citation: Citation) -> EvidenceOut:
    """Evidence with the address that shows it."""
    document = links.path_of(base_iri, citation.document) or citation.document
    return EvidenceOut(
        iri=citation.iri,
        document=document.removeprefix("document/"),
        title=citation.title,
        date=citation.date,
        start=citation.start,
        end=citation.end,
        text=citation.text,
        href=links.page_of_iri(base_iri, citation.iri),
    )


def status(base_iri: str, standing: Standing) -> StatusOut:
    """A status of an order with its grounds."""
    return StatusOut(
        status=standing.status,
        since=standing.since,
        until=standing.until,
        or_before=standing.or_before,
        because=_grounds(base_iri, standing.grounds),
        contradicted_by=_grounds(base_iri, standing.against),
    )


def detail(base_iri: str, found: Detail) -> DetailOut:
    """What a document states of an order's form."""
    (ground,) = _grounds(base_iri, [found.ground])
    return DetailOut(what=found.what, value=found.value, ground=ground)


def tenure(base_iri: str, found: Tenure) -> TenureOut:
    """That somebody stands so to an office."""
    return TenureOut(
        holder=reference(base_iri, found.holder),
        office=reference(base_iri, found.office),
        standing=found.standing,
        since=found.since,
        until=found.until,
        attested=list(found.attested),
    )


def contradiction(base_iri: str, found: Contradiction) -> ContradictionOut:
    """What two documents tell otherwise."""
    one, other = (
        SideOut(says=side.says, grounds=_grounds(base_iri, side.grounds)) for side in (found.one, found.other)
    )
    return ContradictionOut(about=reference(base_iri, found.about), what=found.what, one=one, other=other)


def _grounds(base_iri: str, found: Iterable[Ground]) -> list[GroundOut]:
    return [GroundOut(fact=one.fact, evidence=evidence(base_iri, one.citation)) for one in found]


def judgement(base_iri: str, kept: Kept) -> JudgementOut:
    """A judgement as the ledger has it."""
    made = kept.judgement
    return JudgementOut(
        number=kept.number,
        id=made.id,
        iri=links.iri_of(base_iri, f"judgement/{made.id}"),
        kind=made.kind,
        about=label(made),
        who=made.who,
        when=made.at,
        why=made.why,
        undoes=made.undoes,
        state=kept.state,
        reason=kept.reason,
    )


def told(base_iri: str, groups: Iterable[Corroboration], found: Iterable[Fact]) -> list[FactOut]:
    """Facts in the order found, each with how many documents and independent sources say the same."""
    counts = {one.iri: (len(group.documents), group.sources) for group in groups for one in group.facts}
    return [
        fact.model_copy(update=dict(zip(("documents", "sources"), counts[fact.iri], strict=True)))
        for fact in facts(base_iri, found)
    ]


def facts(base_iri: str, found: Iterable[Fact]) -> list[FactOut]:
    """Facts in the order found; a statement about several things, which comes once for each, becomes one."""
    merged: dict[tuple[str, str], FactOut] = {}
    for item in found:
        key = (item.iri, item.citation.iri)
        out = _fact(base_iri, item)
        if key in merged and out.family == "statement":
            out = merged[key].model_copy(update={"about": merged[key].about + out.about})
        merged[key] = out
    return list(merged.values())


def _fact(base_iri: str, item: Fact) -> FactOut:
    def ref(thing: Named | None) -> EntityRef | None:
        return None if thing is None else reference(base_iri, thing)

    plain: dict[str, Any] = {
        name: getattr(item, name)
        for name in (
            *("family", "iri", "predicate", "value", "status", "mode", "time", "quantity"),
            *("direct", "stance", "condition", "deadline", "due", "claim", "confidence"),
        )
    }
    target = ref(item.object)
    statement = item.family == "statement"
    return FactOut(
        **plain,
        subject=ref(item.subject),
        object=None if statement else target,
        about=[target] if statement and target else [],
        place=ref(item.place),
        counterparty=ref(item.counterparty),
        evidence=evidence(base_iri, item.citation),
        href=links.fact_page(base_iri, item.iri),
    )
