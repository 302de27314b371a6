"""`policygraph evaluate`: how well it reads, held against annotated cases."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands import console
from api.commands.options import Json, examples, settings
from graph.errors import InputError
from graph.evaluate import FAMILIES, Case, Score, score, total

EXAMPLES = examples(
    "policygraph evaluate tests/gold/dev                             # read them now and hold against the annotation",
    "policygraph evaluate tests/gold/dev --predictions predictions   # hold what `extract` wrote against it",
    "policygraph evaluate tests/gold/dev --json | jq .mean_f1",
)


def command(
    cases: Annotated[
        Path, typer.Argument(metavar="CASES", help="An annotated case, or a folder of them (FORMAT.md).", exists=True)
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(
            help="A prediction, or a folder of them under the same names; else they are made now.", exists=True
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Measure precision, recall and F1 of the five families of facts, and how good the evidence is.

    Counts are added up over all documents; the headline is the mean F1 of the families. The figures are those of
    the guideline's own scorer, tests/gold/score.py.
    """
    gold = _cases(cases)
    predicted = _read(gold, predictions) if predictions else _extracted(gold)
    scores = {
        path.stem: score(case, prediction) for (path, case), prediction in zip(gold.items(), predicted, strict=True)
    }
    figures = total(scores.values()).figures()
    if json:
        console.print_json(figures | {"documents": {name: _f1(s) for name, s in scores.items()}})
    else:
        _show(figures)


def _f1(one: Score) -> dict[str, float]:
    return {family: round(one.families[family].f1, 3) for family in FAMILIES}


def _cases(path: Path) -> dict[Path, Case]:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(str(path), "has no cases in it (*.json)")
    return {file: _case(file) for file in files}


def _case(file: Path) -> Case:
    from graph.case import read_case

    read_case(file)  # raises InputError where it is not a case, so that what follows can rely on its fields
    case: Case = json_module.loads(file.read_text(encoding="utf-8"))
    return {family: [] for family in FAMILIES} | case


def _read(gold: Iterable[Path], predictions: Path) -> Iterator[Case]:
    """The predictions of the same names; one that is missing counts as having found nothing."""
    for path in gold:
        file = predictions / path.name if predictions.is_dir() else predictions
        if not file.exists():
            console.error(f"no prediction for {path.name}: counted as empty")
        yield _prediction(file) if file.exists() else {}


def _prediction(file: Path) -> Case:
    try:
        value: Any = json_module.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json_module.JSONDecodeError) as error:
        raise InputError(str(file), f"is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise InputError(str(file), "is not a prediction: it must be a JSON object")
    return value


def _extracted(gold: Iterable[Path]) -> Iterator[Case]:
    """Predictions made now, from the text and the metadata of each case."""
    from graph.case import to_case
    from graph.pipeline import extract
    from graph.sources import read

    chosen = settings()
    for document, record in extract((read(path, chosen) for path in gold), chosen):
        yield to_case(document, record)


def _show(figures: dict[str, Any]) -> None:
    numbers = ("P", "R", "F1", "matched", "predicted", "gold")
    rows = [
        (name, *(f"{f[key]:.3f}" for key in ("precision", "recall", "f1")), f["matched"], f["predicted"], f["gold"])
        for name, f in figures["families"].items()
    ]
    console.table(("family", *numbers), rows, right=numbers)
    rates = [(name, "-" if rate is None else f"{rate:.3f}") for name, rate in figures["attributes"].items()]
    console.table(("of the matched", "right"), rates, right=("right",))
    console.out().print(f"mean F1 {figures['mean_f1']:.3f}")
