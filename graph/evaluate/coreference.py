"""How well mentions are grouped into entities: MUC, B-cubed, CEAF-e, and their mean, the CoNLL F1.

Cases list, for each entity, the distinct surface forms by which the document refers to it, without offsets. So what is
grouped here is *forms*, not occurrences: an item is a normalised form of one document ("mayor", "johnson", "brandon
johnson"), a cluster is the set of forms of one entity. A pronoun is no item, and a name met twenty times counts once.

- Forms that the case itself gives to several entities ("the mayor" of two cities) cannot be judged without offsets;
  they are left out on both sides.
- A form that only the prediction gives to several entities was not decided; it counts as not found.
- Everything else is as the CoNLL-2012 scorer does it for mentions that a system finds itself: a form that only one
  side has costs the other precision or recall. Entities of one form are kept, which OntoNotes does not annotate.

Counts are added up over documents. The libraries that do this are a dozen years of forks of research code, or read
CoNLL files only; the measures are four formulas (Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted
Mentions"), and the tests hold them to the published examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from graph.evaluate.scores import Case, Fact, forms
from graph.model import EntityType

Cluster = frozenset[str]
Clusters = Sequence[Cluster]
MEASURES = ("muc", "b_cubed", "ceaf_e")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall as fractions that can be added up: `hit / found` and `hit_gold / gold`."""

    hit: float = 0.0
    found: float = 0.0
    hit_gold: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Rate) -> Rate:
        """Both together."""
        return Rate(
            self.hit + other.hit, self.found + other.found, self.hit_gold + other.hit_gold, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """0 where there was nothing to find."""
        return self.hit_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Coreference:
    """One document, or the sum of many: a rate by (entity type or "all", measure)."""

    rates: dict[tuple[str, str], Rate] = field(default_factory=dict)

    def __add__(self, other: Coreference) -> Coreference:
        """Both together."""
        keys = self.rates.keys() | other.rates.keys()
        return Coreference({k: self.rates.get(k, Rate()) + other.rates.get(k, Rate()) for k in keys})

    def conll(self, kind: str = ALL) -> float:
        """The mean F1 of the three measures, over all entities or those of one type."""
        return sum(self.rates.get((kind, m), Rate()).f1 for m in MEASURES) / len(MEASURES)

    def figures(self) -> dict[str, dict[str, float]]:
        """By type, rounded: {"all": {"muc": F1, "b_cubed": F1, "ceaf_e": F1, "conll": their mean}, "Person": …}."""
        kinds = [kind for kind in (ALL, *EntityType) if (kind, "muc") in self.rates]
        return {
            str(kind): {m: round(self.rates[kind, m].f1, 3) for m in MEASURES} | {"conll": round(self.conll(kind), 3)}
            for kind in kinds
        }


def coreference(gold: Case, predicted: Case) -> Coreference:
    """Hold the grouping of one prediction against its case, over all entities and type by type."""
    key, response = gold["entities"], predicted.get("entities", [])
    shared = _ambiguous(key)
    unsure = shared | _ambiguous(response)
    rates: dict[tuple[str, str], Rate] = {}
    for kind in (ALL, *EntityType):
        ours = _clusters(key, kind, shared)
        theirs = _clusters(response, kind, unsure)
        if ours or theirs:
            rates |= {(str(kind), name): measure(ours, theirs) for name, measure in RATES.items()}
    return Coreference(rates)


def total(found: Iterable[Coreference]) -> Coreference:
    """The micro average: fractions added up."""
    return sum(found, Coreference())


def _ambiguous(entities: Iterable[Fact]) -> set[str]:
    counts = Counter(form for entity in entities for form in forms(entity))
    return {form for form, n in counts.items() if n > 1}


def _clusters(entities: Iterable[Fact], kind: str, without: set[str]) -> list[Cluster]:
    chosen = (e for e in entities if kind in (ALL, e.get("type")))
    return [cluster for e in chosen if (cluster := frozenset(forms(e) - without))]


def muc(key: Clusters, response: Clusters) -> Rate:
    """Links kept: of a cluster of n, n - 1 less one for each part that the other side cuts it into (Vilain 1995)."""
    return Rate(*_links(response, key), *_links(key, response))


def _links(clusters: Clusters, other: Clusters) -> tuple[int, int]:
    owner = {item: n for n, cluster in enumerate(other) for item in cluster}
    kept = 0
    for cluster in clusters:
        owners = [owner.get(item) for item in cluster]
        parts = len({o for o in owners if o is not None}) + owners.count(None)
        kept += len(cluster) - parts
    return kept, sum(len(cluster) - 1 for cluster in clusters)


def b_cubed(key: Clusters, response: Clusters) -> Rate:
    """Of each item's cluster, the share that the other side puts with it (Bagga and Baldwin 1998)."""
    return Rate(*_shares(response, key), *_shares(key, response))


def _shares(clusters: Clusters, other: Clusters) -> tuple[float, int]:
    shares = sum(len(c & o) ** 2 / len(c) for c in clusters for o in other)
    return shares, sum(len(cluster) for cluster in clusters)


def ceaf_e(key: Clusters, response: Clusters) -> Rate:
    """Clusters paired one to one so that they are most alike in all, likeness being 2|A∩B| / (|A|+|B|) (Luo 2005)."""
    if not key or not response:
        return Rate(found=len(response), gold=len(key))
    alike = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    best = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    return Rate(best, len(response), best, len(key))


RATES: dict[str, Callable[[Clusters, Clusters], Rate]] = {"muc": muc, "b_cubed": b_cubed, "ceaf_e": ceaf_e}
