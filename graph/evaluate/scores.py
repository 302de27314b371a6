"""How well facts were read: the figures of FORMAT.md's scorer, for a prediction held against an annotated case.

Both are cases, the JSON objects that `graph.case.to_case` writes. Entities are aligned by their surface forms; the
facts of the other four families are paired one to one, best fit first. Counts are added up over all documents
(micro average); the headline is the mean F1 of the five families. A test holds every figure to tests/gold/score.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Case = dict[str, Any]
Fact = dict[str, Any]

FAMILIES = ("entities", "relations", "provisions", "statements", "events")
MIN_OVERLAP_VALUE = MIN_OVERLAP_PROVISION = 0.5  # FORMAT.md's scorer: half the words must be the same …
MIN_OVERLAP_STATEMENT = 0.6  # … and a little more where the span is long

_LEADING = re.compile(r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your)\s+")
_QUOTES = str.maketrans({"\u2019": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True, slots=True)
class Counts:
    """One family over any number of documents."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        """The counts of both together."""
        return Counts(self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated that was found; 0 where nothing was annotated."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """One document, or the sum of many: counts by family, and (right, of how many) by attribute of a matched fact."""

    families: dict[str, Counts] = field(default_factory=lambda: dict.fromkeys(FAMILIES, Counts()))
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: Score) -> Score:
        """The score of both together."""
        attributes = dict(self.attributes)
        for name, (right, of) in other.attributes.items():
            before = attributes.get(name, (0, 0))
            attributes[name] = (before[0] + right, before[1] + of)
        return Score({f: self.families[f] + other.families[f] for f in FAMILIES}, attributes)

    def figures(self) -> dict[str, Any]:
        """Rounded to three digits, under the names that score.py prints with --json; a rate of nothing is None."""
        families = {
            name: {
                "precision": round(c.precision, 3),
                "recall": round(c.recall, 3),
                "f1": round(c.f1, 3),
                "matched": c.matched,
                "predicted": c.predicted,
                "gold": c.gold,
            }
            for name, c in self.families.items()
        }
        return {
            "mean_f1": round(sum(f["f1"] for f in families.values()) / len(FAMILIES), 3),
            "families": families,
            "attributes": {k: round(a / b, 3) if b else None for k, (a, b) in sorted(self.attributes.items())},
        }


def total(scores: Iterable[Score]) -> Score:
    """The micro average: counts added up."""
    return sum(scores, Score())


def score(gold: Case, predicted: Case) -> Score:
    """Hold one prediction against its case; an empty prediction counts as having found nothing."""
    return _Comparison(gold, predicted).score()


def matched(gold: Case, predicted: Case) -> dict[str, list[bool]]:
    """For every predicted fact of every family but the entities, in order, whether the case has it."""
    comparison = _Comparison(gold, predicted)
    right = {f: {id(p) for _, p in comparison.pairs(f)} for f in FAMILIES[1:]}
    return {f: [id(p) in right[f] for p in predicted.get(f, [])] for f in FAMILIES[1:]}


def normal(text: str) -> str:
    """A surface form with case, quotes, edge punctuation, possessive 's and leading determiners folded away."""
    text = re.sub(r"\s+", " ", text.casefold().translate(_QUOTES)).strip(" .,;:!?\"'()[]")
    text = re.sub(r"'s?$", "", text)
    while (shorter := _LEADING.sub("", text)) != text:
        text = shorter
    return text.replace(".", "")


def overlap(one: str | None, other: str | None) -> float:
    """Token F1 of two strings as multisets of words, 0 to 1."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return 0.0
    rest, same = list(b), 0
    for word in a:
        if word in rest:
            rest.remove(word)
            same += 1
    return 2 * same / (len(a) + len(b))


def align(gold: list[Fact], predicted: list[Fact]) -> dict[str, str]:
    """Predicted entity id -> gold entity id, one to one, most surface forms in common first."""
    pairs = []
    for p in predicted:
        for g in gold:
            if common := len(forms(p) & forms(g)):
                jaccard = common / len(forms(p) | forms(g))
                same_name = normal(p.get("name") or "") == normal(g["name"])
                pairs.append((-common, -same_name, -jaccard, p["id"], g["id"]))
    mapping: dict[str, str] = {}
    taken = set()
    for *_, p_id, g_id in sorted(pairs):
        if p_id not in mapping and g_id not in taken:
            mapping[p_id] = g_id
            taken.add(g_id)
    return mapping


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())


def forms(entity: Fact) -> set[str]:
    """What an entity is called: its name and mentions, each once, as `normal` has them."""
    return {normal(s) for s in [entity.get("name") or "", *entity.get("mentions", [])]} - {""}


def _pair(gold: list[Fact], predicted: list[Fact], fit: Callable[[Fact, Fact], float]) -> list[tuple[Fact, Fact]]:
    """One-to-one pairs, best fit first; a fit of 0 is no pair. Ties go to the earlier fact, as in score.py."""
    fits = [(fit(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    taken_gold, taken_predicted, pairs = set(), set(), []
    for value, i, j in sorted(fits, key=lambda row: -row[0]):
        if value > 0 and i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


class _Comparison:
    """One case and one prediction with their entities aligned; the methods say when two facts are the same."""

    def __init__(self, gold: Case, predicted: Case) -> None:
        self.gold, self.predicted = gold, predicted
        self.mapping = align(gold["entities"], predicted.get("entities", []))

    def same(self, gold_id: str | None, predicted_id: str | None) -> bool:
        """Whether two entity ids mean the same thing; an id that was not aligned means nothing, as null does."""
        return gold_id == self.map(predicted_id)

    def map(self, predicted_id: str | None) -> str | None:
        return None if predicted_id is None else self.mapping.get(predicted_id)

    def score(self) -> Score:
        families = {"entities": self.entities()}
        attributes = {}
        for family in FAMILIES[1:]:
            pairs = self.pairs(family)
            families[family] = Counts(len(pairs), len(self.predicted.get(family, [])), len(self.gold[family]))
            for name, right in self.attributes(family).items():
                attributes[f"{family}.{name}"] = (sum(right(g, p) for g, p in pairs), len(pairs))
        return Score(families, attributes | {"evidence": self.evidence(), "geonames": self.geonames()})

    def pairs(self, family: str) -> list[tuple[Fact, Fact]]:
        """The facts of a family that are the same in case and prediction."""
        fits = {
            "relations": self.relation,
            "provisions": self.provision,
            "statements": self.statement,
            "events": self.event,
        }
        return _pair(self.gold[family], self.predicted.get(family, []), fits[family])

    def entities(self) -> Counts:
        gold = {e["id"]: e["type"] for e in self.gold["entities"]}
        predicted = {e["id"]: e.get("type") for e in self.predicted.get("entities", [])}
        right = sum(predicted[p] == gold[g] for p, g in self.mapping.items())
        return Counts(right, len(predicted), len(gold))

    def relation(self, g: Fact, p: Fact) -> float:
        if g["p"] != p.get("p") or not self.same(g["s"], p.get("s")):
            return 0
        if "value" in g:
            shared = overlap(g["value"], p.get("value"))
            return shared if shared >= MIN_OVERLAP_VALUE else 0
        return 1 if p.get("o") is not None and self.same(g["o"], p.get("o")) else 0

    def provision(self, g: Fact, p: Fact) -> float:
        shared = overlap(g["text"], p.get("text"))
        right = g["kind"] == p.get("kind") and self.same(g["order"], p.get("order"))
        return shared if right and shared >= MIN_OVERLAP_PROVISION else 0

    def statement(self, g: Fact, p: Fact) -> float:
        shared = overlap(g["text"], p.get("text"))
        return shared if self.same(g["speaker"], p.get("speaker")) and shared >= MIN_OVERLAP_STATEMENT else 0

    def event(self, g: Fact, p: Fact) -> float:
        if g["type"] != p.get("type") or not self.same(g["actor"], p.get("actor")):
            return 0
        if g.get("recipient") and not self.same(g["recipient"], p.get("recipient")):
            return 0
        return 1 + overlap(g["text"], p.get("text"))

    def attributes(self, family: str) -> dict[str, Callable[[Fact, Fact], bool]]:
        """What is checked on the facts of a family that matched."""
        return {
            "provisions": {"bearer": lambda g, p: self.same(g.get("bearer"), p.get("bearer"))},
            "statements": {"direct": lambda g, p: bool(g.get("direct")) == bool(p.get("direct"))},
            "events": {
                "status": lambda g, p: g["status"] == p.get("status"),
                "place": lambda g, p: self.same(g.get("place"), p.get("place")),
            },
        }.get(family, {})

    def evidence(self) -> tuple[int, int]:
        """How many predicted facts carry offsets whose text has a word of the fact's own, of how many facts."""
        facts = [fact for family in FAMILIES[1:] for fact in self.predicted.get(family, [])]
        return sum(_has_evidence(fact, self.gold["text"]) for fact in facts), len(facts)

    def geonames(self) -> tuple[int, int]:
        """How many of the gold places with a GeoNames id got that id."""
        places = {e["id"]: e["geonames"] for e in self.gold["entities"] if e.get("geonames")}
        found = {self.map(e["id"]): e.get("geonames") for e in self.predicted.get("entities", [])}
        return sum(found.get(k) == v for k, v in places.items()), len(places)


def _has_evidence(fact: Fact, text: str) -> bool:
    start, end = fact.get("start"), fact.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return False
    return not fact.get("text") or overlap(text[start:end], fact["text"]) > 0
