"""`policygraph mcp`: the tools for assistants, over standard input and output."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from api.commands import console
from api.commands.options import BaseIri, Home, examples, settings

if TYPE_CHECKING:
    from graph.settings import Settings

EXAMPLES = examples(
    "policygraph mcp --home /path/to/data                                 # what an assistant is told to start",
    "claude mcp add policygraph -- policygraph mcp --home /path/to/data   # for instance so",
)


def command(home: Home = None, base_iri: BaseIri = None) -> None:
    """Let an assistant on this machine ask the graph, by the Model Context Protocol (MCP).

    An assistant starts this and speaks with it over standard input and output. Its tools only read. While a service has
    the same home open, let the assistant ask that, at /mcp. Needs policygraph\\[mcp].
    """
    from graph.errors import SettingsError

    chosen = settings(home=home, base_iri=base_iri)
    try:
        import api.tools  # noqa: F401 - whether it is there
    except ModuleNotFoundError as error:
        raise SettingsError("mcp", f"needs {error.name}: pip install 'policygraph[mcp]'") from error
    console.note(f"policygraph answers of {chosen.home} (its end of input ends it)")
    asyncio.run(_answer(chosen))


async def _answer(chosen: Settings) -> None:
    from api.access import Caller
    from api.app import create_app
    from api.asking import Asking
    from api.inside import client_of
    from api.tools import server_of

    app = create_app(chosen)
    async with app.router.lifespan_context(app):
        asking = Asking(client_of(app, Caller(None, "assistant")), chosen.base_iri)
        await server_of(asking).run_stdio_async()
