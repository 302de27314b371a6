"""Ridge-penalised logistic regression by Newton's method, for scripts that fit weights on the cases; deterministic."""

from __future__ import annotations

import numpy as np


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
