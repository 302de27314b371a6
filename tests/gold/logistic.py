"""Ridge-penalised logistic regression by Newton's method, for scripts that fit weights on the cases; deterministic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np


class Example(Protocol):
    """What is learned from: the traits of a thing, a number by name, and the number of its document."""

    @property
    def document(self) -> int:
        """Which document it is of."""
        ...

    @property
    def traits(self) -> Mapping[str, float]:
        """What is known of it."""
        ...


def table(found: Sequence[Example], rare: int) -> tuple[list[str], np.ndarray]:
    """The traits that at least `rare` documents have, and the value of each for each example."""
    documents: dict[str, set[int]] = defaultdict(set)
    for example in found:
        for name in example.traits:
            documents[name].add(example.document)
    names = sorted(name for name, seen in documents.items() if len(seen) >= rare)
    return names, np.array([[e.traits.get(name, 0.0) for name in names] for e in found])


def fit(x: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """The weights of the columns of `x` (n, k) for right answers `y` (n,), 0 or 1."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = probability(x, weights)
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def probability(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How likely each row is right."""
    return 1 / (1 + np.exp(-x @ weights))
