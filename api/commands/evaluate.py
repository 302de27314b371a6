"""`policygraph evaluate`: how well it reads, held against annotated cases and what is known of official orders."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import console
from api.commands.options import Json, examples, settings
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.evaluate import Case
    from graph.evaluate.official import Official
    from graph.evaluate.report import Report

EXAMPLES = examples(
    "policygraph evaluate tests/gold/dev                             # read them now and hold against the annotation",
    "policygraph evaluate tests/gold/dev --predictions predictions   # hold what `extract` wrote against it",
    "policygraph evaluate --official tests/gold/official             # number, issuer and day of orders",
    "policygraph evaluate tests/gold/dev --json | jq .mean_f1",
)

Below = dict[str, tuple[float, float]]


def command(
    cases: Annotated[
        Path | None,
        typer.Argument(metavar="CASES", help="An annotated case, or a folder of them (FORMAT.md).", exists=True),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(
            help="A prediction, or a folder of them under the same names; else they are made now.", exists=True
        ),
    ] = None,
    official: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER",
            help="Official orders with what is known of each in orders.csv; may be given several times.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            help="Least figures by folder; else those above the folders, in floors-EXTRACTOR.json or floors.json.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Measure how well it reads: precision, recall and F1 of the five families of facts, coreference, calibration.

    Counts are added up over all documents; the headline is the mean F1 of the families. These figures are those of
    the guideline's own scorer, tests/gold/score.py. Coreference is how well mentions are grouped into entities;
    calibration is how well the confidence of facts says how many of them are right. Of official orders, number, issuer,
    day and what they supersede are held against what is known of them.

    Figures are held to the floors that floors.json sets for a folder of that name, or floors-learned.json for what the
    extractor learned reads there: exit code 1 where one is below.
    Predictions of another's making are held to floors only where you give the file.
    """
    if cases is None and not official:
        raise typer.BadParameter("give CASES, or --official, or both")
    report = _report(cases, predictions) if cases is not None else None
    orders = {folder.resolve(): _official(folder) for folder in official or ()}
    measured = {folder: tally.headline() for folder, tally in orders.items()}
    if cases is not None and report is not None and cases.is_dir() and not (predictions and not floors):
        measured = {cases.resolve(): report.headline()} | measured
    short = _short(measured, floors)
    if json:
        told = {folder.name: tally.figures() for folder, tally in orders.items()}
        console.print_json((report.figures() if report else {}) | {"official": told, "below": short})
    else:
        _show(report, orders)
    _fail(short)


def _short(measured: dict[Path, dict[str, float]], file: Path | None) -> dict[str, Below]:
    """By folder, the figures that are below their floors."""
    from graph.evaluate.report import below, floors

    by = settings().extractor
    found = {folder.name: below(figures, floors(folder, file, by)) for folder, figures in measured.items()}
    return {name: figures for name, figures in found.items() if figures}


def _report(path: Path, predictions: Path | None) -> Report:
    from graph.evaluate.report import report

    gold = _annotated(path)
    predicted = _read(gold, predictions) if predictions else _extracted(gold)
    return report({file.stem: case for file, case in gold.items()}, predicted)


def _annotated(path: Path) -> dict[Path, Case]:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(str(path), "has no cases in it (*.json)")
    return {file: _case(file) for file in files}


def _case(file: Path) -> Case:
    from graph.case import read_case
    from graph.evaluate import FAMILIES

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


def _official(folder: Path) -> Official:
    """The orders of a folder, read now; those whose text OCR has made illegible are left out."""
    from graph.evaluate.corpora import legible, samples
    from graph.evaluate.official import Official, judge
    from graph.pipeline import extract

    found, tally = legible(samples(folder)), Official()
    records = extract((sample.document for sample in found), settings())
    for sample, (_, record) in zip(found, records, strict=True):
        judge(sample, record, tally)
    return tally


def _fail(short: dict[str, Below]) -> None:
    for folder, figures in short.items():
        for name, (figure, floor) in figures.items():
            console.error(f"{folder}: {name} is {figure:.3f}, below its floor of {floor}")
    if short:
        raise typer.Exit(1)


def _show(report: Report | None, orders: dict[Path, Official]) -> None:
    figures = report.figures() if report is not None else None
    if figures is not None:
        _show_report(figures)
    for folder, tally in orders.items():
        rows = [(name, _digits(share)) for name, share in tally.headline().items()]
        console.table((f"{folder.name}, {tally.orders} orders", "right"), rows, right=("right",))
    if figures is not None:
        console.out().print(f"mean F1 {figures['mean_f1']:.3f}")


def _show_report(figures: dict[str, Any]) -> None:
    numbers = ("P", "R", "F1", "matched", "predicted", "gold")
    rows = [
        (name, *(f"{f[key]:.3f}" for key in ("precision", "recall", "f1")), f["matched"], f["predicted"], f["gold"])
        for name, f in figures["families"].items()
    ]
    console.table(("family", *numbers), rows, right=numbers)
    rates = [(name, _digits(rate)) for name, rate in figures["attributes"].items()]
    console.table(("of the matched", "right"), rates, right=("right",))
    groups = [(kind, *(_digits(value) for value in f.values())) for kind, f in figures["coreference"].items()]
    console.table(
        ("coreference, F1", "MUC", "B-cubed", "CEAF-e", "CoNLL"), groups, right=("MUC", "B-cubed", "CEAF-e", "CoNLL")
    )
    _show_calibration(figures["calibration"])


def _show_calibration(figures: dict[str, Any]) -> None:
    """The reliability table, and the errors under it."""
    rows = [
        (f"{row['from']:.1f} to {row['to']:.1f}", row["facts"], _digits(row["confidence"]), _digits(row["right"]))
        for row in figures["table"]
    ]
    console.table(("confidence", "facts", "said", "right"), rows, right=("facts", "said", "right"))
    errors = [("all", figures["error"]), *figures["families"].items()]
    console.table(("expected calibration error", ""), [(name, _digits(value)) for name, value in errors], right=("",))


def _digits(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
