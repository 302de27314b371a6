"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Annotated, Any

import typer

from graph.settings import Settings, load

Home = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the ledger and the store.",
        envvar="POLICYGRAPH_HOME",
        show_default="policygraph-data",
        file_okay=False,
        rich_help_panel="Settings",
    ),
]
BaseIri = Annotated[
    str | None,
    typer.Option(
        help="What the IRIs of things begin with; ends in '/'.",
        envvar="POLICYGRAPH_BASE_IRI",
        show_default="https://w3id.org/policygraph/",
        rich_help_panel="Settings",
    ),
]
Extractor = Annotated[
    str | None,
    typer.Option(
        help="What reads: learned, rules with a small trained reader of names and events; rules alone, a third of the "
        "time; or llm, a language model at the address that you give.",
        envvar="POLICYGRAPH_EXTRACTOR",
        show_default="learned",
        rich_help_panel="Settings",
    ),
]
LlmUrl = Annotated[
    str | None,
    typer.Option(
        help="Address of an OpenAI-compatible endpoint, like http://127.0.0.1:8080/v1. The texts go there. "
        "Its key is read from POLICYGRAPH_LLM_KEY alone.",
        envvar="POLICYGRAPH_LLM_URL",
        show_default=False,
        rich_help_panel="Language model",
    ),
]
LlmModel = Annotated[
    str | None,
    typer.Option(
        help="The model's name there.",
        envvar="POLICYGRAPH_LLM_MODEL",
        show_default=False,
        rich_help_panel="Language model",
    ),
]
LlmTimeout = Annotated[
    float | None,
    typer.Option(
        help="Seconds that one answer may take.",
        envvar="POLICYGRAPH_LLM_TIMEOUT",
        show_default="300",
        rich_help_panel="Language model",
    ),
]
LlmPriceIn = Annotated[
    float | None,
    typer.Option(
        help="Price of a million tokens read, for the summary.",
        envvar="POLICYGRAPH_LLM_PRICE_IN",
        show_default=False,
        rich_help_panel="Language model",
    ),
]
LlmPriceOut = Annotated[
    float | None,
    typer.Option(
        help="Price of a million tokens written, for the summary.",
        envvar="POLICYGRAPH_LLM_PRICE_OUT",
        show_default=False,
        rich_help_panel="Language model",
    ),
]
Who = Annotated[
    str | None,
    typer.Option(
        help="Who judges.",
        envvar="POLICYGRAPH_WHO",
        show_default="your name on this machine",
    ),
]
Why = Annotated[str, typer.Option(help="Why, for whoever reads it later.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def settings(**flags: Any) -> Settings:
    """The settings from flags, environment and policygraph.toml; a flag that is None was not given."""
    return load(flags)


def examples(*lines: str) -> str:
    """The end of a help page: examples, each written `command   # what it does`, the comment set above the command."""
    return "[bold]Examples[/bold]\n\n" + "\n".join(_example(line) for line in lines)


def _example(line: str) -> str:
    command, _, comment = line.replace("[", r"\[").partition("   # ")
    above = f"[dim]# {comment.strip()}[/dim]\n" if comment else ""
    return f"{above}[cyan]{command.strip()}[/cyan]"


def paragraphs(docstring: str | None) -> str:
    """A docstring as a help text: each paragraph one line, which is broken where the window ends."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", inspect.cleandoc(docstring or ""))
