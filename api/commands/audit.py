"""`policygraph audit`: who wrote what over HTTP, and when."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api.commands import console
from api.commands.keys import opened
from api.commands.options import Home, Json, examples

EXAMPLES = examples(
    "policygraph audit                                # what was written last",
    "policygraph audit --limit 100000 --json          # all of it, for a program",
)


def command(
    limit: Annotated[int, typer.Option(help="How many lines, at most.", min=1)] = 100,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show who wrote what over HTTP, the newest first: when, with which key, from where, and how it was answered.

    The log only grows. A line without an answer is of a write during which the service was ended.
    """
    with opened(home) as access:
        lines = [asdict(act) for act in access.acts(limit)]
    if json:
        console.print_json(lines)
        return
    columns = ("at", "who", "client", "method", "target", "status")
    console.table(columns, ([line[column] or "" for column in columns] for line in lines))
