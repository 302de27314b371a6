"""`policygraph ingest`: read documents into the ledger and the store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from api.commands import clustered, console
from api.commands.options import (
    BaseIri,
    Extractor,
    Home,
    Json,
    LlmModel,
    LlmPriceIn,
    LlmPriceOut,
    LlmTimeout,
    LlmUrl,
    examples,
    settings,
)
from api.commands.progress import told
from api.commands.watching import outcomes, watch_of
from api.tally import Tally

if TYPE_CHECKING:
    from graph.pipeline import Intake, Selection, Workspace
    from graph.watch import Watch

EXAMPLES = examples(
    "policygraph ingest articles/                    # a folder and all that is in it",
    "policygraph ingest order.pdf mails.zip stories.jsonl   # single files, archives, tables",
    "policygraph ingest wire.csv --field text=body --field date=published   # what the columns are called",
    "cat story.txt | policygraph ingest -            # standard input",
    "policygraph ingest https://example.org/order.html   # an address; nothing else is fetched",
    "policygraph ingest --watch inbox/ --feed https://example.org/rss --every 15m --follow   # until interrupted",
    "policygraph ingest articles/ --dry-run          # what would be read",
    "policygraph ingest articles/ --retract --report report.jsonl   # take out what is gone; a line for each document",
    "policygraph ingest articles/ --json | tail -1   # the summary, for a program",
    "policygraph ingest articles/ --extractor llm --llm-url http://127.0.0.1:8080/v1 --llm-model NAME   # by a model",
    "policygraph ingest s3://bucket/news --cluster tcp://host:8786 --parts s3://bucket/parts   # by a Dask cluster",
)


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, archives, addresses, or - for standard input: text, Markdown, HTML, PDF, DOCX, "
            "e-mail, JSON, JSONL, CSV, feeds, WARC, ZIP, tar.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Keep on: take in what comes to this folder, until interrupted."),
    ] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="Keep on: take in what this feed brings, until interrupted."),
    ] = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often a feed is asked for news: 30s, 15m, 1h.")
    ] = "15m",
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=FIELD",
            help="What a table's column or a JSON field is called: text=body, title=headline, date=…, url=…, "
            "publisher=…, author=…, license=….",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="What standard input or an address without a suffix is: html, jsonl, pdf, …"),
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed links to.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Only documents of that day (YYYY-MM-DD) or later, or without one."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Put in no more documents than this.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and read nothing.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Pass over what has been read before, or read it again.")
    ] = True,
    retract: Annotated[
        bool, typer.Option("--retract", help="Take out documents that are gone from where they were read.")
    ] = False,
    workers: Annotated[
        str, typer.Option(metavar="N|auto", help="Processes that read; auto is one for each processor, 0 is this one.")
    ] = "auto",
    report: Annotated[
        Path | None,
        typer.Option(help="Write a line of JSON for each document: its outcome and the reason.", dir_okay=False),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Have a Dask cluster read, into --parts; sources may lie in s3://, gs:// and more."
        ),
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option(metavar="LOCATION", help="Where the cluster puts what it has read, for `policygraph load`."),
    ] = None,
    home: Home = None,
    base_iri: BaseIri = None,
    extractor: Extractor = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_timeout: LlmTimeout = None,
    llm_price_in: LlmPriceIn = None,
    llm_price_out: LlmPriceOut = None,
    json: Json = False,
) -> None:
    """Read documents into the graph.

    The same text twice is done once; a changed text replaces what was known from its earlier version; the same story
    in nearly the same words is linked as a reprint. A document that cannot be read is named on standard error, the
    others are done, and the exit code is 1. It is safe to interrupt: what was done stays, and the next run goes on
    from there. With --watch and --feed it goes on until it is interrupted or told to end, which is no failure then.
    """
    from graph.pipeline import Intake, Selection, Workspace

    chosen = settings(
        home=home,
        base_iri=base_iri,
        extractor=extractor,
        llm_url=llm_url,
        llm_model=llm_model,
        llm_timeout=llm_timeout,
        llm_price_in=llm_price_in,
        llm_price_out=llm_price_out,
    )
    intake = Intake(_fields(field or []), _kind(kind), follow, allow_private)
    selection = Selection(_day(since), not resume, dry_run)
    reading = _workers(workers, chosen.extractor)
    paths, folders, feeds = paths or [], watch or [], feed or []
    if cluster is not None or parts is not None:
        others = {"--watch": watch, "--feed": feed, "--limit": limit, "--dry-run": dry_run, "--retract": retract}
        cluster, parts = clustered.places(cluster, parts, others)
        tally = clustered.ingest(paths, cluster, parts, chosen, intake, selection, json, report)
        _leave(tally, paths)
    if folders or feeds:
        watched = watch_of(folders, feeds, every, chosen, intake)
        if limit or dry_run:
            raise typer.BadParameter("--limit and --dry-run do not go together with --watch and --feed")
        with Workspace.open(chosen) as workspace:
            keep_on(workspace, watched, paths, intake, selection, reading, retract, json, report)
        return
    if not paths:
        raise typer.BadParameter("name what to read, or what to --watch", param_hint="SOURCE")
    with Workspace.open(chosen) as workspace:
        tally = ingest(workspace, paths, intake, selection, reading, limit, retract, json, report)
    _leave(tally, paths)


def _leave(tally: Tally, paths: list[str]) -> NoReturn:
    if not tally.documents:
        console.error(f"there is no document in {', '.join(paths)}")
    raise typer.Exit(0 if tally.documents and not tally.failed else 1)


def ingest(
    workspace: Workspace,
    where: Sequence[str],
    intake: Intake | None = None,
    selection: Selection | None = None,
    workers: int | None = 0,
    limit: int | None = None,
    retract: bool = False,
    json: bool = False,
    report: Path | None = None,
) -> Tally:
    """Take in what was named, showing how far it has come and what failed, then the sum of it."""
    from graph.pipeline import ALL, INTAKE

    tally = Tally()
    options = {"workers": workers, "limit": limit, "retract": retract}
    found = workspace.ingest(where, intake or INTAKE, selection or ALL, **options)  # type: ignore[arg-type]
    told(found, tally, _bytes(where) if sys.stderr.isatty() and not json else None, json, report)
    return tally


def keep_on(
    workspace: Workspace,
    watched: Watch,
    where: Sequence[str],
    intake: Intake,
    selection: Selection,
    workers: int | None,
    retract: bool,
    json: bool,
    report: Path | None,
) -> None:
    """Take in what was named, and then what comes to the folders and feeds that are watched, until interrupted."""
    tally = Tally()
    options = {"selection": selection, "workers": workers, "retract": retract}
    told(outcomes(workspace, watched, where, intake, tally, **options), tally, None, json, report, bar=False)


def _bytes(where: Sequence[str]) -> int | None:
    """How much there is to be read; None where that is not known before."""
    from graph.sources import origins

    sizes = [origin.size for name in where for origin in origins(name)]
    return sum(size or 0 for size in sizes) if None not in sizes else None


def _fields(given: list[str]) -> dict[str, str]:
    from graph.sources.fields import chosen

    try:
        return chosen(given)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--field") from None


def _kind(given: str | None) -> str | None:
    from graph.sources import KINDS

    if given is None:
        return None
    kind = f".{given.lower().removeprefix('.')}"
    if kind not in KINDS:
        known = ", ".join(sorted(name[1:] for name in KINDS))
        raise typer.BadParameter(f"{given!r} is none; there are {known}", param_hint="--kind")
    return kind


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given).isoformat() if given else None
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no day: write YYYY-MM-DD", param_hint="--since") from None


def _workers(given: str, extractor: str) -> int | None:
    """None is as many as there are processors; a hosted model is asked by this process unless a number is given."""
    if given == "auto":
        return 0 if extractor == "llm" else None
    if not given.isdecimal() or int(given) > 1024:
        raise typer.BadParameter(f"{given!r} is no number of processes: write auto, 0, 1, 2 …", param_hint="--workers")
    return int(given)
