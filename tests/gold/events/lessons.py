#!/usr/bin/env python3
"""Cases as the learned reader is taught them: what the product reads in a text, and what is told there.

usage: python tests/gold/events/lessons.py VOCABULARY FOLDER

Writes `learn.npz` and `choice.npz` there: arrays, so that `train.py` needs neither the product nor its parser and can
run elsewhere. VOCABULARY: MiniLM's `vocab.txt` (net.py says where it is from). The reader learns from `train` here and
from train, own/train, fresh/train, more/train and wire/train of the other cases; of the latter, which the rules were
made from, it is not told what the rules find.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent
ROOT = GOLD.parents[1]
sys.path[:0] = [str(HERE), str(GOLD), str(ROOT)]

import score  # noqa: E402
from cases import cases  # noqa: E402
from name_tags import tags  # noqa: E402

from graph.case import from_case  # noqa: E402
from graph.extract.events.events import events  # noqa: E402
from graph.extract.learned.heads import SLOTS  # noqa: E402
from graph.extract.learned.names import NEAR, TABLES, TAGS, shown  # noqa: E402
from graph.extract.learned.pages import Seen, pages  # noqa: E402
from graph.extract.learned.passages import (  # noqa: E402
    BY_RULE,
    FLAGS,
    MARKS,
    PARTS_OF_SPEECH,
    TYPES,
    Names,
    Passage,
    passages,
)
from graph.extract.learned.pieces import Pieces  # noqa: E402
from graph.extract.learned.reader import STATUSES, Reader  # noqa: E402
from graph.extract.learned.scene import KINDS, Scene  # noqa: E402
from graph.extract.mention import Mention  # noqa: E402
from graph.extract.names.names import shouted_tokens  # noqa: E402
from graph.extract.norms.provisions import provisions  # noqa: E402
from graph.extract.official.recounted import recounted  # noqa: E402
from graph.extract.participants import Cast  # noqa: E402
from graph.extract.reading import names_by_rule, read  # noqa: E402
from graph.extract.referent import Referent  # noqa: E402
from graph.extract.statements.statements import statements  # noqa: E402
from graph.model import EntityType, EventStatus, EventType  # noqa: E402
from graph.parse import parse  # noqa: E402

OLD = ("train", "own/train", "fresh/train", "more/train", "wire/train")
RANK = 14_000  # pieces of MiniLM's vocabulary that are kept though no case has them: its first, the frequent ones
UNKNOWN = -1  # a participant that the reading does not have


@dataclass
class Told:
    """An event of a case, by numbers of the reading's tokens and things."""

    token: int
    type: EventType
    status: EventStatus
    actor: int | None
    recipient: int | None


@dataclass
class Case:
    name: str
    scene: Scene
    gold: list[Told]
    kinds: dict[int, EntityType]  # of what type a thing of the reading is
    owners: list[int]  # of each of the scene's mentions, the number of the case's thing; -1 where it has none
    ruled: bool  # whether the reader may be told what the rules find
    named: list[Mention]  # the names of the rules
    tags: list[int]  # of each token, as name_tags.py says
    seen: Seen | None  # what the reader's encoder says of it

    @property
    def times(self) -> int:
        """How often it counts: one by the hands that wrote the guideline twice."""
        return 2 if self.name in _guideline() else 1


@cache
def _guideline() -> frozenset[str]:
    return frozenset(path.stem for path in (GOLD / "train").glob("*.json"))


def whole_cases(name: str) -> list[dict[str, Any]]:
    """The cases of another set, of which all is annotated."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / name).glob("*.json"))]


def prepare(found: Sequence[dict[str, Any]], ruled: bool, reader: Reader | None = None) -> Iterator[Case]:
    """What the product reads in each case, with what the case says. `reader`: who mends the rules' names."""
    documents = [from_case({"id": c["id"], "text": c["text"], "date": c["date"]})[0] for c in found]
    for case, document, doc in zip(found, documents, parse(d.text for d in documents), strict=True):
        reading, seen = (read(document, doc), None) if reader is None else reader.read(document, doc)
        named = names_by_rule(document, doc, reading.paragraphs, shouted_tokens(doc))
        said = statements(reading)
        norms = [p for p in provisions(reading) if not p.order.unissued]
        scene = Scene(Cast(reading, said), recounted(reading, norms, events(reading, said)))
        known = _known(case, scene)
        kinds = {known[e["id"]]: EntityType(e["type"]) for e in case["entities"] if e["id"] in known}
        told, owners = list(_gold(case, scene, known)), _owners(case, scene, known)
        yield Case(case["id"], scene, told, kinds, owners, ruled, named, tags(case, doc, named), seen)


def _known(case: dict[str, Any], scene: Scene) -> dict[str, int]:
    """Which thing each of a case's is; one that the reading does not have may be a phrase that nothing was read in."""
    forms = [
        {
            "id": str(n),
            "type": r.type.value,
            "name": r.name,
            "mentions": list(thing_forms(r)),
        }
        for n, r in enumerate(scene.referents)
    ]
    read = {theirs: int(ours) for ours, theirs in score.align(case["entities"], forms[: scene.read]).items()}
    left = [e for e in case["entities"] if e["id"] not in read]
    return read | {theirs: int(ours) for ours, theirs in score.align(left, forms[scene.read :]).items()}


def _owners(case: dict[str, Any], scene: Scene, known: dict[str, int]) -> list[int]:
    """Which thing of the case each mention is by its words; where those are of none, which its thing is."""
    ids = [e["id"] for e in case["entities"]]
    called = {form: n for n, e in enumerate(case["entities"]) for form in score.surface(e)}
    thing = {ours: ids.index(theirs) for theirs, ours in known.items()}
    return [called.get(score.norm(scene.doc[m.start : m.end].text), thing.get(m.referent, -1)) for m in scene.mentions]


def _gold(case: dict[str, Any], scene: Scene, known: dict[str, int]) -> Iterator[Told]:
    for event in case["events"]:
        start = case["text"].find(event["text"])
        at = (
            scene.trigger(event["trigger"], event["trigger"] + 1)
            if "trigger" in event
            else scene.trigger(start, start + len(event["text"]))
        )
        actor, recipient = (None if e is None else known.get(e, UNKNOWN) for e in (event["actor"], event["recipient"]))
        yield Told(at, EventType(event["type"]), EventStatus(event["status"]), actor, recipient)


def thing_forms(referent: Referent) -> Iterator[str]:
    """How a thing is called, with titles and with what says which one is meant."""
    for mention in referent.mentions:
        yield mention.span.text
        if mention.title is not None:
            yield mention.span.doc[mention.title.start : mention.end].text
        if mention.long is not None:
            yield mention.long.text


# --- names and pieces


def name_all(cases: Iterable[Case]) -> Names:
    """Numbers for what the cases have often enough."""
    paths, dependencies, prepositions = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        scene = case.scene
        dependencies.update(t.dep_ for t in scene.doc)
        for frame in scene.reading.frames:
            prepositions.update(name.lower() for name in frame.preps)
        for told in case.gold:
            paths.update(p for m in scene.mentions if (p := scene.path(told.token, m.head)) is not None)
    return Names(
        {d: n for n, (d, _) in enumerate(dependencies.most_common(59), 1)},
        {p: n for n, (p, seen) in enumerate(paths.most_common(600), 3) if seen >= 5},
        {p: n for n, (p, _) in enumerate(prepositions.most_common(26), 1)},
    )


def keep_pieces(vocabulary: Sequence[str], cases: Iterable[Case]) -> list[str]:
    """The pieces that the cases have, single characters, and the most frequent of MiniLM's."""
    whole = Pieces(vocabulary)
    used = {n for case in cases for token in case.scene.doc if not token.is_space for n in whole(token.text)}
    first = vocabulary.index("the")
    return [
        piece
        for n, piece in enumerate(vocabulary)
        if piece in {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
        or n in used
        or (
            piece.isascii()
            and not piece.startswith("[unused")
            and (len(piece.removeprefix("##")) == 1 or n < first + RANK)
        )
    ]


# --- lessons


def lessons(number: int, case: Case, pieces: Pieces, names: Names) -> Iterator[dict[str, np.ndarray]]:
    """The pages of a case, which has this number, each with the events that are told there: `told` [E, 3] by token,
    type and status, and how likely each thing of the page is who acts (`actor` [E, R + 1], nobody last; all naught
    where it is not known) and to whom (`recipient`). `tags` [T], `shown` [T, 3]: names, as name_tags.py and the product
    have them. `sort` [M]: of what type each mention's thing is, or -1; `owner` [M]: which thing of the case it is, or
    -1; `referent` [M]: which of the reading."""
    owner = dict(zip(case.scene.mentions, case.owners, strict=True))
    doc = case.scene.doc
    cut, shouted = list(pages(doc, case.scene.reading.paragraphs, pieces)), shouted_tokens(doc)
    for page, passage in enumerate(passages(case.scene, cut, names, case.ruled)):
        place = {token: n for n, token in enumerate(passage.tokens)}
        told: dict[tuple[int, int], list[Told]] = {}
        for event in case.gold:
            if event.token in place:
                told.setdefault((place[event.token], TYPES.index(event.type)), []).append(event)
        pairs = [passage.pair(at, TYPES[kind]) for at, kind in told]
        mentions = len(passage.mentions)
        yield {
            "case": np.array(number),
            "page": np.array(page),
            **{name: getattr(passage, name) for name in ARRAYS},
            "tags": np.array([case.tags[i] for i in passage.tokens], np.int64),
            "shown": shown(doc, passage, shouted, case.named if case.ruled else None),
            "sort": np.array([_sort(case, m.referent) for m in passage.mentions], np.int64),
            "owner": np.array([owner[m] for m in passage.mentions], np.int64),
            "referent": np.array([m.referent for m in passage.mentions], np.int64),
            "told": np.array(
                [(*key, STATUSES.index(group[0].status)) for key, group in told.items()], np.int64
            ).reshape(-1, 3),
            "numbers": np.array([n for n, _ in pairs], np.int64).reshape(len(told), mentions, 4),
            "flags": np.array([f for _, f in pairs], np.float32).reshape(len(told), mentions, FLAGS),
            **{
                slot: np.array(
                    [_shares(passage, [getattr(e, slot) for e in group]) for group in told.values()], np.float32
                ).reshape(len(told), len(passage.referents) + 1)
                for slot in SLOTS
            },
        }


ARRAYS = "pieces first last speech dependency marks heads starts ends thing kind manner".split()


def _sort(case: Case, referent: int) -> int:
    """The number of a thing's type, or -1."""
    return KINDS.index(case.kinds[referent]) if referent in case.kinds else -1


def _shares(passage: Passage, takers: list[int | None]) -> np.ndarray:
    shares = np.zeros(len(passage.referents) + 1, np.float32)
    for taker in takers:
        if taker is None:
            shares[-1] += 1
        elif taker in passage.referents:
            shares[passage.referents.index(taker)] += 1
    return shares / max(1.0, shares.sum())


def sizes(names: Names) -> dict[str, Any]:
    """How many numbers there are of each trait."""
    return {
        "speech": len(PARTS_OF_SPEECH),
        "dependency": 1 + len(names.dependency),
        "path": 3 + max(names.path.values()),
        "preposition": 1 + len(names.preposition),
        "kind": len(KINDS) + 1,
        "sort": len(KINDS),
        "type": len(TYPES),
        "status": len(STATUSES),
        "marks": MARKS,
        "flags": FLAGS,
        "marks by rule": list(range(4, MARKS)),
        "flags by rule": list(BY_RULE),
        "near": [NEAR, *TABLES],
        "tag": TAGS,
    }


def save(path: Path, taught: Sequence[dict[str, np.ndarray]], known: dict[str, Any]) -> None:
    """All lessons in one file; `known`: names and sizes."""
    arrays = {name: _joined([lesson[name] for lesson in taught]) for name in taught[0]}
    shapes = {f"{name}/shape": np.array([lesson[name].shape for lesson in taught]) for name in taught[0]}
    np.savez_compressed(path, known=np.frombuffer(json.dumps(known).encode(), np.uint8), **arrays, **shapes)


def _joined(arrays: list[np.ndarray]) -> np.ndarray:
    flat = np.concatenate([a.ravel() for a in arrays])
    return flat.astype(np.float16 if flat.dtype == np.float32 else np.int16)


def main() -> None:
    vocabulary, folder = (Path(argument) for argument in sys.argv[1:3])
    learned = list(prepare(list(cases("train")), ruled=True))
    for name in OLD:
        learned += prepare(whole_cases(name), ruled=False)
    names = name_all(learned)
    kept = keep_pieces(vocabulary.read_text(encoding="utf-8").splitlines(), learned)
    known = {
        "names": {
            "pieces": kept,
            "path": names.path,
            "dependency": names.dependency,
            "preposition": names.preposition,
        },
        "sizes": sizes(names),
    }
    folder.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(kept)
    for name, found in (("learn", learned), ("choice", prepare(list(cases("choice")), ruled=True))):
        made, events_ = list[dict[str, np.ndarray]](), 0
        for number, case in enumerate(found):
            made += [*lessons(number, case, pieces, names)] * case.times
            events_ += len(case.gold)
        save(folder / f"{name}.npz", made, known)
        print(f"{name}: {number + 1} cases, {len(made)} passages, {events_} events", flush=True)


if __name__ == "__main__":
    main()
