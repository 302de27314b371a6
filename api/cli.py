"""The command line `policygraph`: its commands, and what becomes of errors.

Exit codes: 0 done; 1 some input failed, what was asked for is not there, or a figure is below its floor; 2 wrong usage,
a setting that makes no sense, or SPARQL that does not parse; 3 the ledger or the store, or a file, cannot be used; 4
the language model is missing or not the published one; 70 a fault in policygraph itself; 130 interrupted.
"""

from __future__ import annotations

import logging
import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.commands import (
    ask,
    audit,
    authorities,
    compare,
    console,
    contradictions,
    delete,
    demo,
    doctor,
    documents,
    evaluate,
    export,
    extract,
    ingest,
    judgements,
    keys,
    load,
    mcp,
    network,
    places,
    query,
    rebuild,
    review,
    search,
    serve,
)
from api.commands.options import examples, paragraphs
from graph.errors import (
    InputError,
    ModelError,
    NotFound,
    PolicygraphError,
    QueryError,
    QueryRefused,
    ReadersLost,
    SettingsError,
    ShapeError,
    StorageError,
)

# the first class that fits decides
EXIT_CODES: dict[type[Exception], int] = {
    InputError: 1,
    NotFound: 1,
    ShapeError: 1,
    QueryError: 2,
    QueryRefused: 2,
    SettingsError: 2,
    StorageError: 3,
    ModelError: 4,
    ReadersLost: 4,
    PolicygraphError: 1,
    OSError: 3,
    Exception: 70,
}


def exit_code(error: Exception) -> int:
    """The exit code that an error leaves with."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def explain(error: Exception) -> str:
    """The message that a person is shown: never a traceback, unless POLICYGRAPH_DEBUG asks for one."""
    if isinstance(error, QueryError) and error.line:
        place = f"line {error.line}" + (f", column {error.column}" if error.column else "")
        return f"the query does not parse ({place}): {error}" if place not in str(error) else str(error)
    if isinstance(error, PolicygraphError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return f"a fault in policygraph: {error!r}. POLICYGRAPH_DEBUG=1 shows where; please report it."


class Commands(TyperGroup):
    """The group of all commands: turns errors into a line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run one command."""
        logging.getLogger("graph").addHandler(logging.NullHandler())  # no tracebacks in between what is printed
        logging.getLogger("graph.places").addHandler(console.Notes())
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            console.note("interrupted")
            raise
        except Exception as error:
            ours_to_say = not isinstance(error, BrokenPipeError) and not type(error).__module__.startswith("typer")
            if ours_to_say and not os.environ.get("POLICYGRAPH_DEBUG"):
                fail(error)
            raise


def fail(error: Exception) -> None:
    """Say what went wrong and leave."""
    console.error(explain(error))
    raise typer.Exit(exit_code(error)) from error


main = typer.Typer(
    name="policygraph",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "policygraph demo                                 # the seed article, loaded and served",
        "policygraph extract article.txt --format table   # what one article says; nothing is stored",
        "policygraph ingest articles/                     # read a folder into the graph",
        "policygraph ask                                  # the questions that it answers",
        "policygraph --install-completion                 # completion for your shell",
    )
    + "\n\n[bold]Exit codes[/bold]\n\n"
    + "0 done · 1 some input failed, nothing found, or below a floor · 2 usage · 3 storage · 4 language model",
)

COMMANDS = {
    "Read": (extract, ingest, load),
    "Ask": (ask, search, network, contradictions, query, export),
    "Serve": (serve, demo, mcp, audit),
    "Look after": (documents, delete, compare, review, rebuild, doctor, places, evaluate),
}
for panel, modules in COMMANDS.items():
    for module in modules:
        main.command(
            module.__name__.rpartition(".")[2],
            help=paragraphs(module.command.__doc__),
            epilog=module.EXAMPLES,
            rich_help_panel=panel,
        )(module.command)
main.add_typer(keys.group, name="keys", rich_help_panel="Serve")
main.add_typer(authorities.group, name="authorities", rich_help_panel="Look after")
main.add_typer(judgements.group, name="judgements", rich_help_panel="Look after")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"policygraph {version('policygraph')}")
        raise typer.Exit


@main.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Turn news and official documents about government orders into a knowledge graph with evidence."""
