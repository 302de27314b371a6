"""All figures of a folder of cases, and what of them falls below its floor.

Floors stand in a `floors.json` above the folders that they are for, by the folder's path from there, or its name:

    {"dev": {"mean": 0.73, "events": 0.48, "coreference": 0.68, "calibration": 0.93}, "official": {"day": 0.97}}

An extractor may have floors of its own for some of them, in a `floors-learned.json` beside it, which come first.

Every figure with a floor is better the higher it is, so that floors only rise: `calibration` is 1 less the expected
calibration error, `coreference` the CoNLL F1 over all entities.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.evaluate import calibration, coreference, scores
from graph.evaluate.calibration import Calibration
from graph.evaluate.coreference import Coreference
from graph.evaluate.scores import FAMILIES, Case, Score

FLOORS = ("floors-{}.json", "floors.json")
NEAR = 2  # how many folders up it may stand


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured on some cases; `documents` by name."""

    documents: dict[str, Score]
    coreference: Coreference
    calibration: Calibration

    def figures(self) -> dict[str, Any]:
        """Everything, rounded: what score.py prints with --json, and beside it `coreference` and `calibration`."""
        return scores.total(self.documents.values()).figures() | {
            "documents": {n: {f: round(s.families[f].f1, 3) for f in FAMILIES} for n, s in self.documents.items()},
            "coreference": self.coreference.figures(),
            "calibration": self.calibration.figures(),
        }

    def headline(self) -> dict[str, float]:
        """The figures that may have a floor; one that could not be measured is left out."""
        told = scores.total(self.documents.values()).figures()
        error, rates = self.calibration.error(), told["attributes"]
        return (
            {"mean": told["mean_f1"]}
            | {family: told["families"][family]["f1"] for family in FAMILIES}
            | {name: rates[name] for name in ("evidence", "geonames") if rates[name] is not None}
            | {"coreference": round(self.coreference.conll(), 3)}
            | ({} if error is None else {"calibration": round(1 - error, 3)})
        )


def report(cases: Mapping[str, Case], predictions: Iterable[Case]) -> Report:
    """Hold each prediction against its case; they come in the same order."""
    pairs = dict(zip(cases, zip(cases.values(), predictions, strict=True), strict=True))
    return Report(
        {name: scores.score(*pair) for name, pair in pairs.items()},
        coreference.total(coreference.coreference(*pair) for pair in pairs.values()),
        calibration.total(calibration.calibration(*pair) for pair in pairs.values()),
    )


def floors(folder: Path, file: Path | None = None, extractor: str = "") -> dict[str, float]:
    """The floors of a folder of cases or of orders that an extractor reads, in `file` or above the folder; none where
    none are set for it."""
    names = [name.format(extractor) for name in FLOORS]
    above = [file] if file else [parent / name for parent in folder.resolve().parents[:NEAR] for name in names]
    return next((table for path in above if path.is_file() and (table := _table(path, folder.resolve()))), {})


def _table(file: Path, folder: Path) -> dict[str, float]:
    """What a file sets for a folder."""
    root = file.resolve().parent
    known = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.name
    try:
        tables = json.loads(file.read_text(encoding="utf-8"))
        table: dict[str, float] = tables.get(known, tables.get(folder.name, {}))
    except (AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(str(file), f"is not a table of floors: {error!r}") from error
    return table


def below(figures: Mapping[str, float], least: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The figures that are below their floor, with it; one that could not be measured counts as 0."""
    found = {name: (figures.get(name, 0.0), floor) for name, floor in least.items()}
    return {name: pair for name, pair in found.items() if pair[0] < pair[1]}
