"""MiniLM's layers over the pieces of a passage, in numpy: what each piece means where it stands.

The layers are those of all-MiniLM-L6-v2 (BERT's design, 384 dimensions, 12 heads), trained on by
`tests/gold/events/train.py` and kept as whole numbers of eight bits with a scale a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from graph.extract.learned.pages import Integers, Numbers

HEADS = 12
SPREAD = 1e-12  # added to a variance


class Encoder:
    """`weights` by their names in the training script, as float32."""

    def __init__(self, weights: Mapping[str, Numbers]) -> None:
        self._pieces, self._places = weights["pieces"], weights["places"]
        self._norm = weights["norm.weight"], weights["norm.bias"]
        layers = range(1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers.")))
        self._layers = [
            {name.removeprefix(f"layers.{n}."): w for name, w in weights.items() if name.startswith(f"layers.{n}.")}
            for n in layers
        ]

    def __call__(self, pieces: Integers) -> Numbers:
        """Vectors [P, 384] of at most 512 pieces."""
        states = _normed(self._pieces[pieces] + self._places[: len(pieces)], *self._norm)
        for layer in self._layers:
            states = _normed(states + _attended(states, layer), layer["norm1.weight"], layer["norm1.bias"])
            states = _normed(states + _fed(states, layer), layer["norm2.weight"], layer["norm2.bias"])
        return states


def linear(states: Numbers, weights: Mapping[str, Any], name: str) -> Numbers:
    """A layer's product, by weights as torch keeps them: [out, in]."""
    product: Numbers = states @ weights[f"{name}.weight"].T
    product += weights[f"{name}.bias"]
    return product


def gelu(x: Numbers) -> Numbers:
    """GELU by its tanh, as it was trained."""
    y: Numbers = x * x
    y *= x
    y *= np.float32(0.044715)
    y += x
    y *= np.float32(0.7978845608028654)
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= np.float32(0.5)
    return y


def _normed(x: Numbers, weight: Numbers, bias: Numbers) -> Numbers:
    x = x - x.mean(-1, keepdims=True)
    x /= np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(SPREAD))
    return x * weight + bias


def _attended(states: Numbers, layer: Mapping[str, Numbers]) -> Numbers:
    length, width = states.shape
    query, key, value = linear(states, layer, "qkv").reshape(length, 3, HEADS, -1).transpose(1, 2, 0, 3)
    scores = np.matmul(query, key.transpose(0, 2, 1)) * np.float32((width / HEADS) ** -0.5)
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    return linear(np.matmul(scores, value).transpose(1, 0, 2).reshape(length, width), layer, "out")


def _fed(states: Numbers, layer: Mapping[str, Numbers]) -> Numbers:
    return linear(gelu(linear(states, layer, "up")), layer, "down")
