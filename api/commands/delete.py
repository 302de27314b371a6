"""`policygraph delete`: take documents out of the ledger and the store."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands import console
from api.commands.options import Home, examples, settings
from graph.errors import NotFound

EXAMPLES = examples(
    "policygraph documents                 # the ids",
    "policygraph delete 31f0a8c2be5d7e94   # one of them",
)


def command(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Ids of documents, 16 hexadecimal digits each.")
    ],
    home: Home = None,
) -> None:
    """Delete documents, with all that was read from them and from them alone."""
    from graph.pipeline import Workspace

    failed = False
    with Workspace.open(settings(home=home)) as workspace:
        for document in documents:
            try:
                workspace.delete(document)
                console.note(f"deleted {document}")
            except NotFound as error:
                console.error(str(error))
                failed = True
    raise typer.Exit(1 if failed else 0)
