"""What a person sees: tables on standard output, messages and progress on standard error."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from graph.facts import Citation

PIPE_WIDTH = 160  # of a table that goes into a file or a pipe, where there is no window to fit


def out() -> Console:
    """Standard output; as wide as the window, or wide where there is none."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)


def error(message: str, screen: Console | None = None) -> None:
    """Say on standard error what went wrong; on `screen` where a progress bar is being drawn there."""
    from rich.console import Console
    from rich.text import Text

    label = Text("error: ", style="bold red", end="")
    (screen or Console(stderr=True)).print(label + Text(message), soft_wrap=True, highlight=False)


def note(message: str) -> None:
    """Say something on standard error that is neither result nor error."""
    sys.stderr.write(message + "\n")


def user(name: str | None) -> str:
    """The name given, else that of whoever runs this."""
    import getpass

    return name or getpass.getuser()


class Notes(logging.Handler):
    """Says on standard error what is logged: for what takes time and happens once."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it."""
        note(record.getMessage())


def table(columns: Collection[str], rows: Iterable[Sequence[object]], right: Collection[str] = ()) -> None:
    """Print a table; columns named in `right` are numbers."""
    out().print(grid(columns, rows, right))


def render(columns: Collection[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text, as wide as the window if standard output is one."""
    screen = out()
    with screen.capture() as captured:
        screen.print(grid(columns, rows))
    return captured.get()


def grid(columns: Collection[str], rows: Iterable[Sequence[object]], right: Collection[str] = ()) -> Table:
    """A table that breaks long cells rather than cutting them."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        made.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return made


def cited(citations: Iterable[Citation]) -> str:
    """Where facts stand, a line each: the words, the document's title, and the span."""
    return "\n".join(f"“{c.text}” {c.title} {c.start}–{c.end}" for c in citations)


def print_json(value: Any, indent: int | None = 1) -> None:
    """Print one JSON value at once; without indent it takes one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()
