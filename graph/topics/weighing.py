"""From hits to topics: a sum of weights for each, the highest taken where it is high enough, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graph.topics.lexicon import Hit, Phrase

Scores = Mapping[str, float]

MOST = 2  # topics of one thing
SECOND = 0.5  # the least score of a second topic, against the first: of .35 to .7 the best on the training cases
_SURE = (-3.89, 4.44, 1.11)  # of 1, of its share of all, of the logarithm of its score: tests/gold/fit_topics.py


def score(found: Iterable[tuple[Hit, float]]) -> dict[str, float]:
    """The scores of topics by hits, each with how often it counts. A phrase said n times counts the root of n times:
    ten times "troops" are more than one, and not ten different words."""
    times, weights = defaultdict[Phrase, float](float), dict[Phrase, Mapping[str, float]]()
    for hit, often in found:
        times[hit.phrase] += often
        weights[hit.phrase] = hit.weights
    scores = defaultdict[str, float](float)
    for phrase, often in times.items():
        for topic, weight in weights[phrase].items():
            scores[topic] += weight * math.sqrt(often)
    return scores


def shares(scores: Scores) -> dict[str, float]:
    """What part of all each topic has."""
    total = sum(scores.values())
    return {topic: value / total for topic, value in scores.items()} if total else {}


def chosen(scores: Scores, enough: float) -> list[tuple[str, float]]:
    """The topics of a thing, the first one first, each with its confidence; none where no score is enough."""
    ranked = sorted(scores.items(), key=lambda one: (-one[1], int(one[0])))
    least = max(enough, SECOND * ranked[0][1]) if ranked else 0.0
    share = shares(scores)
    return [(topic, sure(share[topic], value)) for topic, value in ranked[:MOST] if value >= least]


def heaviest(topic: str, found: Iterable[Hit]) -> Hit | None:
    """Of a phrase that counts most for a topic, the hit that comes first; None where nothing tells of it."""
    telling = [hit for hit in found if topic in hit.weights]
    times = Counter(hit.phrase for hit in telling)
    return max(telling, key=lambda hit: hit.weights[topic] * math.sqrt(times[hit.phrase]), default=None)


def sure(share: float, value: float) -> float:
    """How probable it is that a reader gives a topic too, that has this share and score."""
    base, by_share, by_value = _SURE
    return round(1 / (1 + math.exp(-(base + by_share * share + by_value * math.log(value)))), 2)
