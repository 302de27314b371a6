"""What the facts of a document's reading view are called elsewhere, and what people have judged of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.fact_fields import Fact, Handle
from graph.judged import Judged
from graph.judgement import Family, Kind, State
from graph.judgement_graphs import fact_iri
from graph.ledger import Entry, Ledger
from graph.ledger_judgements import Kept
from graph.nodes import Nodes
from graph.resolve import resolve

LETTERS: Final = {"provision": "P", "statement": "S", "event": "E", "relation": "R", "detail": "D"}


@dataclass(frozen=True, slots=True)
class Checked:
    """By the labels of cards ("S1"): the facts' paths below id/, and the newest judgement in force on each.

    `rejected` are those by which a fact of the document is wrong: it has no card any more.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, Kept] = field(default_factory=dict)
    rejected: tuple[Kept, ...] = ()


UNCHECKED: Final = Checked()


def checked(ledger: Ledger, entry: Entry, made: Judged, base_iri: str) -> Checked:
    """What is known so of a document in the ledger, `made` being its record as judged."""
    labels = {handle: label for label, handle, _ in labelled(made.facts.items())}
    nodes = Nodes.of(made.record, resolve(entry.document, made.record, {}), base_iri)
    paths = {
        label: fact_iri(nodes, entry.record, handle, made.facts[handle]).value.removeprefix(f"{base_iri}id/")
        for handle, label in labels.items()
    }
    about = [kept for kept in ledger.judgements.about(entry.document.id) if kept.state is State.IN_FORCE]
    on_facts = [(made.handles[k.judgement.id], k) for k in about if k.judgement.id in made.handles]
    return Checked(
        paths=paths,
        verdicts={labels[handle]: kept for handle, kept in on_facts if handle in labels},
        rejected=tuple(kept for _, kept in on_facts if kept.judgement.kind is Kind.WRONG),
    )


def labelled(some: Iterable[tuple[Handle, Fact]]) -> Iterator[tuple[str, Handle, Fact]]:
    """Facts with the labels of their cards: they are numbered by family, in the order of the record."""
    numbers = Counter[Family]()
    for handle, fact in some:
        numbers[handle.family] += 1
        yield f"{LETTERS[handle.family]}{numbers[handle.family]}", handle, fact
