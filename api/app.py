"""The service: one application object, made from settings; nothing happens by being imported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib.metadata import version
from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import errors
from api.deps import Service
from api.guard import BodyLimit, SecureHeaders
from api.openapi import describe
from api.pages.render import STATIC
from api.routes import documents, entities, export, extract, health, linked, orders, questions, said, sparql, start
from graph.pipeline import Workspace
from graph.settings import Settings

ROUTERS: Final = (start, documents, extract, entities, orders, said, questions, sparql, export, linked, health)
TAGS: Final = [
    {"name": "documents", "description": "Texts in, and what was read from them."},
    {"name": "facts", "description": "Orders, entities, statements and events, each fact with its evidence."},
    {"name": "queries", "description": "Ready-made questions, and SPARQL."},
    {"name": "export", "description": "Files to take home."},
    {"name": "linked data", "description": "IRIs that lead to what they name."},
    {"name": "health", "description": "For whoever keeps the service running."},
]


def create_app(settings: Settings, workspace: Workspace | None = None) -> FastAPI:
    """The application, with its workspace open: raises StorageError where ledger or store cannot be had.

    The workspace is closed when the service stops, unless it was given: then it is the giver's to close.
    """
    opened = workspace or Workspace.open(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with nullcontext() if workspace is not None else opened:
            yield

    app = FastAPI(
        title="policygraph",
        version=version("policygraph"),
        openapi_tags=TAGS,
        docs_url=None,  # FastAPI's own pages fetch scripts from elsewhere; ours is /docs in routes/start.py
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = Service(settings, opened)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    app.add_middleware(BodyLimit, limit=body_limit(settings))
    app.add_middleware(SecureHeaders)
    errors.install(app)
    for module in ROUTERS:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def body_limit(settings: Settings) -> int:
    """The most bytes of a body: the longest text in UTF-8, escaped at its worst, and some room for metadata."""
    return 6 * settings.max_characters + 65_536
