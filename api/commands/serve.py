"""`policygraph serve`: the service, over HTTP."""

from __future__ import annotations

import gc
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import console
from api.commands.options import BaseIri, Home, examples, settings
from graph.errors import SettingsError
from graph.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

EXAMPLES = examples(
    "policygraph serve                                        # for this machine, at port 8000",
    "policygraph serve --port 0                               # at any free port",
    "policygraph serve --log json                             # each request is a line for programs",
    "policygraph serve --host 0.0.0.0                         # for others, who need a key to write: policygraph keys",
)

Host = Annotated[
    str | None, typer.Option(help="Address to listen at.", envvar="POLICYGRAPH_HOST", show_default="127.0.0.1")
]
Port = Annotated[
    int | None,
    typer.Option(help="Port to listen at; 0 for any free one.", envvar="POLICYGRAPH_PORT", show_default="8000"),
]


def command(
    host: Host = None,
    port: Port = None,
    home: Home = None,
    base_iri: BaseIri = None,
    log: Annotated[
        str | None,
        typer.Option(
            metavar="FORM",
            help="text or json: a line for each request, which takes a tenth more time; failures: for what fails.",
            envvar="POLICYGRAPH_LOG",
            show_default="failures",
        ),
    ] = None,
) -> None:
    """Serve the graph: pages, a JSON API with OpenAPI at /docs, and SPARQL at /sparql.

    Whoever can reach the service may read. Writing needs a key (`policygraph keys`, or the one in POLICYGRAPH_API_KEY),
    unless there is none and the service listens on this machine alone.
    """
    chosen = settings(host=host, port=port, home=home, base_iri=base_iri, log=log)
    with listen(chosen) as listening:
        console.note(f"policygraph serves {chosen.home} at {address(listening)} (Ctrl-C ends it)")
        run(chosen, listening)


def listen(chosen: Settings) -> socket.socket:
    """The socket to serve at, taken before anything is loaded. Raises SettingsError where it cannot be had."""
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    # asyncio sends small answers at once only where the protocol is named: without, each took 40 ms longer
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((chosen.host, chosen.port))
        listening.listen()
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise SettingsError("port", f"cannot listen at {chosen.host}:{chosen.port}: {reason}; try --port") from error
    return listening


def address(listening: socket.socket) -> str:
    """The http address of a socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(chosen: Settings, listening: socket.socket, log_level: str = "info") -> None:
    """Serve until interrupted, which is how it is meant to end. Raises StorageError where the home cannot be opened."""
    from api import logs
    from api.app import create_app

    logs.configure(chosen.log)
    answer(create_app(chosen), listening, log_level)


def answer(app: FastAPI, listening: socket.socket, log_level: str) -> None:
    """Let an application answer at a socket until interrupted."""
    import uvicorn

    from api.connection import config

    served = config(app, log_config=None, log_level=log_level, access_log=False)
    gc.collect()
    gc.freeze()  # what has been loaded stays: to look through it held up answers for tens of milliseconds
    with suppress(KeyboardInterrupt):
        uvicorn.Server(served).run(sockets=[listening])
