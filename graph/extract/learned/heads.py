"""What a passage tells: of what type an event at a token is, of what status, who does it and to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from graph.extract.learned.encoder import gelu, linear
from graph.extract.learned.pages import Integers, Numbers
from graph.extract.learned.passages import TYPES, Passage

SLOTS = ("actor", "recipient")


class Heads:
    """`weights` by their names in the training script, as float32."""

    def __init__(self, weights: Mapping[str, Numbers]) -> None:
        self._w = weights

    def events(self, states: Numbers, passage: Passage) -> tuple[Numbers, Numbers]:
        """How likely an event of each type is told at each token [T, 16], and its statuses there [T, 5]."""
        w = self._w
        shown = (
            states[passage.first],
            states[passage.last],
            w["speech.weight"][passage.speech],
            w["dependency.weight"][passage.dependency],
            passage.marks,
        )
        hidden = gelu(linear(np.concatenate(shown, 1), w, "token"))
        chances: Numbers = np.exp(-np.logaddexp(np.float32(0), -linear(hidden, w, "types")))
        return chances, np.exp(_log_shares(linear(hidden, w, "statuses")))

    def takers(self, states: Numbers, passage: Passage, told: Sequence[tuple[int, int]]) -> tuple[Numbers, Numbers]:
        """How likely each thing of the passage is actor, and recipient, of each event `told` (token, type), [E, R + 1];
        the last column is nobody."""
        w = self._w
        pairs = [passage.pair(at, TYPES[kind]) for at, kind in told]
        numbers, flags = np.stack([n for n, _ in pairs]), np.stack([f for _, f in pairs])
        kind = w["kind.weight"][passage.kind]
        mention = np.concatenate((_mentions(states, passage), kind, w["manner.weight"][passage.manner]), 1)
        types = w["about.weight"][np.array([kind for _, kind in told])]
        triggers = np.concatenate((states[passage.first[[at for at, _ in told]]], types), 1)
        actor, recipient = (
            self._shares(slot, passage, triggers, mention, numbers, flags, types, kind) for slot in SLOTS
        )
        return actor, recipient

    def kinds(self, states: Numbers, passage: Passage) -> Numbers:
        """How likely a thing is of each type by each of its mentions, as logarithms [M, 7]."""
        return _log_shares(linear(_mentions(states, passage), self._w, "kinds"))

    def _shares(
        self,
        slot: str,
        passage: Passage,
        triggers: Numbers,
        mention: Numbers,
        numbers: Integers,
        flags: Numbers,
        types: Numbers,
        kind: Numbers,
    ) -> Numbers:
        w, events, mentions = self._w, len(triggers), len(mention)
        trigger = gelu(linear(triggers, w, f"{slot}.trigger"))
        product = trigger[:, None] * gelu(linear(mention, w, f"{slot}.mention"))[None]
        names = ("path", "distance", "sentences", "preposition")
        shown = (
            product,
            *(w[f"{slot}.{name}.weight"][numbers[..., n]] for n, name in enumerate(names)),
            flags,
            np.broadcast_to(kind, (events, *kind.shape)),
            np.broadcast_to(types[:, None], (events, mentions, types.shape[1])),
        )
        hidden = gelu(linear(np.concatenate(shown, 2), w, f"{slot}.pair"))
        scores = linear(hidden, w, f"{slot}.score")[..., 0] + product.sum(2) * np.float32(trigger.shape[1] ** -0.5)
        things = [np.logaddexp.reduce(scores[:, passage.thing == n], 1) for n in range(len(passage.referents))]
        return np.exp(_log_shares(np.stack([*things, linear(trigger, w, f"{slot}.nobody")[:, 0]], 1)))


def _mentions(states: Numbers, passage: Passage) -> Numbers:
    """What the pieces of each mention's head, start and end say of it."""
    return np.concatenate([states[pieces] for pieces in (passage.heads, passage.starts, passage.ends)], 1)


def _log_shares(scores: Numbers) -> Numbers:
    shares: Numbers = scores - np.logaddexp.reduce(scores, -1, keepdims=True)
    return shares
