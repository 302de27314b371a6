"""How well things are told apart and known again across documents: pairs of entities of different cases.

The gold (tests/gold/across.csv) names the thing that an entity of a case is, where other cases have it too; an empty
name is a thing of that case alone; what is not listed is not judged. A pair that is one thing and gets one path is
right; precision, recall and F1 are over all pairs of one type. `hard` counts the pairs of different things that one
block holds (a surname, a name), which only more than the name can tell apart.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from graph.case import read_case
from graph.evaluate.scores import Counts
from graph.model import Document, EntityType, OrderDetails, Particular, Record
from graph.resolve import portraits, resolve, together


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of a case, and the thing that it is: the case's name (`train/el-paso`) and the entity's id."""

    type: EntityType
    thing: str
    case: str
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Across:
    """The score of the pairs of one type, and which pairs are wrongly one and wrongly two."""

    counts: Counts
    hard: int
    merged: tuple[tuple[Known, Known], ...]
    missed: tuple[tuple[Known, Known], ...]


def read_across(path: Path) -> list[Known]:
    """The gold."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Known(EntityType(r["type"]), r["thing"], r["case"], r["entity"], r["name"]) for r in rows]


def read_cases(folder: Path) -> dict[str, tuple[Document, Record]]:
    """The cases of a folder's folders, by name, with the titles and the days of signing that details.csv gives their
    orders: FORMAT.md has no place for those."""
    found = {f"{path.parent.name}/{path.stem}": read_case(path) for path in sorted(folder.glob("*/*.json"))}
    with (folder / "details.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            document, record = found[row["case"]]
            span = next(entity for entity in record.entities if entity.id == row["entity"]).mentions[0]
            signed, title = (Particular(row[name], span) if row[name] else None for name in ("signed", "title"))
            details = OrderDetails(row["entity"], title=title, signed=signed)
            found[row["case"]] = document, replace(record, orders=(*record.orders, details))
    return found


def score_across(gold: Iterable[Known], cases: Mapping[str, tuple[Document, Record]]) -> dict[EntityType, Across]:
    """Scores by type of the cases, by name, resolved together."""
    known = together(cases.values())
    paths, blocks = dict[tuple[str, str], str](), dict[tuple[str, str], str]()
    for case, (document, record) in cases.items():
        paths |= {(case, e): path for e, path in resolve(document, record, known[document.id]).paths.items()}
        blocks |= {(case, e): profile.block for e, profile in portraits(document, record).items()}
    by_type: dict[EntityType, list[Known]] = {}
    for one in gold:
        by_type.setdefault(one.type, []).append(one)
    return {type_: _score(some, paths, blocks) for type_, some in sorted(by_type.items())}


def _score(some: list[Known], paths: Mapping[tuple[str, str], str], blocks: Mapping[tuple[str, str], str]) -> Across:
    hits = hard = 0
    merged, missed = list[tuple[Known, Known]](), list[tuple[Known, Known]]()
    for one, other in combinations(some, 2):
        if one.case == other.case:
            continue
        a, b = (one.case, one.entity), (other.case, other.entity)
        same, joined = bool(one.thing) and one.thing == other.thing, paths[a] == paths[b]
        hits += same and joined
        hard += not same and blocks.get(a, "") == blocks.get(b, " ")
        if joined and not same:
            merged.append((one, other))
        if same and not joined:
            missed.append((one, other))
    return Across(Counts(hits, hits + len(merged), hits + len(missed)), hard, tuple(merged), tuple(missed))
