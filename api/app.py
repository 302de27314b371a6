"""The service: one application object, made from settings; nothing happens by being imported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib.metadata import version
from typing import Final

from anyio.to_thread import run_sync
from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.requests import Request
from starlette.types import Scope

from api import errors
from api.assistants import Assistants
from api.compression import Compression
from api.cors import ForeignPages
from api.deps import Service
from api.direct import direct, plainly
from api.fresh import Fresh, Kept, Tags
from api.gate import Gate
from api.guard import BodyLimit, SecureHeaders
from api.intake import DOCUMENTS, SUFFIXES, media_type_of
from api.jobs import Jobs
from api.known import Known
from api.methods import Methods
from api.metrics import Metrics
from api.negotiate import MULTIPART
from api.observe import Observe
from api.openapi import describe
from api.pages.assets import STATIC, Assets
from api.rates import rates_of
from api.routes import (
    addressed,
    agreement,
    ask,
    assistants,
    audit,
    compare,
    documents,
    entities,
    explore,
    export,
    extract,
    figures,
    graphs,
    health,
    jobs,
    judge,
    judge_things,
    judgements,
    linked,
    lists,
    metrics,
    network,
    ontology,
    orders,
    queries,
    questions,
    reconcile,
    review,
    search,
    sparql,
    start,
    terms,
    topics,
    update,
    wellknown,
)
from api.short import Short
from api.traces import provider_of, trace
from api.upload import MANY
from graph.access import Access
from graph.network import Cache
from graph.pipeline import Workspace
from graph.settings import Settings
from graph.workers import pool_of
from graph.writing import Writer

ROUTERS: Final = (
    sparql,
    terms,
    start,
    search,  # early: to pass a hundred routes over takes a tenth of a millisecond
    entities,
    lists,
    documents,
    jobs,
    judge,
    judge_things,
    judgements,
    review,
    extract,
    network,
    figures,
    explore,
    addressed,  # before orders, whose ids may have slashes
    compare,
    orders,
    topics,
    agreement,
    ask,
    questions,
    queries,
    reconcile,
    update,
    graphs,
    export,
    linked,
    ontology,
    wellknown,
    audit,
    assistants,
    health,
    metrics,
)
PROTOCOLS: Final = frozenset({sparql, reconcile})
"""Spoken by clients who send what other services know."""
NO_TELEMETRY: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""Of FastAPI's own, which would ask OpenTelemetry with each request whether it is wanted: api/traces.py has ours."""
TAGS: Final = [
    {"name": "documents", "description": "Texts in, and what was read from them."},
    {"name": "jobs", "description": "What takes its time: many documents at once, and the store made anew."},
    {"name": "facts", "description": "Orders, entities, statements and events, each fact with its evidence."},
    {"name": "network", "description": "How things are tied together: neighbourhoods, paths, centrality, conflicts."},
    {"name": "judgements", "description": "What people say of what was read: it outranks the rules."},
    {"name": "queries", "description": "Ready-made questions, and SPARQL."},
    {"name": "graphs", "description": "What people write themselves, in graphs of their own."},
    {"name": "export", "description": "Files to take home."},
    {"name": "linked data", "description": "IRIs that lead to what they name."},
    {"name": "health", "description": "For whoever keeps the service running."},
]


def create_app(settings: Settings, workspace: Workspace | None = None) -> FastAPI:
    """The application, with its workspace open: raises StorageError where ledger or store cannot be had.

    The workspace is closed when the service stops, unless it was given: then it is the giver's to close.
    """
    traces = provider_of(settings)
    opened, access = workspace or Workspace.open(settings), Access(settings.access_path)
    jobs_at_hand, readers, writer = Jobs(opened), pool_of(settings, opened.store), Writer(opened)
    at_hand = Assistants()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with nullcontext() if workspace is not None else opened:
            await run_sync(jobs_at_hand.start)
            if readers is not None:
                await readers.start()
            try:
                yield
            finally:
                await at_hand.stop()
                if readers is not None:
                    await readers.stop()
                await run_sync(jobs_at_hand.stop)
                await run_sync(service.reading.close)
                await run_sync(service.searching.close)
                await run_sync(writer.close)
                await run_sync(access.close)
                if traces is not None:
                    await run_sync(traces.shutdown)

    app = FastAPI(
        title="policygraph",
        version=version("policygraph"),
        openapi_tags=TAGS,
        docs_url=None,  # FastAPI's own pages fetch scripts from elsewhere; ours is /docs in routes/start.py
        redoc_url=None,
        lifespan=lifespan,
        telemetry=NO_TELEMETRY,
    )
    service = Service(settings, opened, jobs_at_hand, writer, access, Cache(opened.store), readers)
    app.state.service = service
    app.state.assistants = at_hand
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    app.add_middleware(BodyLimit, limit=lambda scope: limit_of(settings, scope))
    tags, kept, rates, short = Tags(service), Kept(), rates_of(settings), direct(sparql.router)
    known = Known()
    app.add_middleware(Fresh, tags=tags, kept=kept)
    app.add_middleware(Compression)
    app.add_middleware(Gate, settings=settings, rates=rates)
    app.add_middleware(Methods)
    app.add_middleware(ForeignPages, settings=settings)
    app.add_middleware(SecureHeaders)
    if settings.reading != "key":
        app.add_middleware(Short, routes=short, tags=tags, kept=kept, rates=rates)
    app.state.metrics = Metrics(opened, jobs_at_hand, readers)
    app.add_middleware(Observe, metrics=app.state.metrics)
    if traces is not None:
        trace(app, traces)
    errors.install(app)
    plain_search = plainly(search.router, "/search", search.plain, search.is_plain)
    app.router.routes += [*short, *direct(lists.router, known), plain_search]  # before all others
    for module in ROUTERS:
        app.include_router(module.router, dependencies=[] if module in PROTOCOLS else [Depends(known)])
    app.mount("/static", Assets(directory=STATIC), name="static")
    return app


def limit_of(settings: Settings, scope: Scope) -> int:
    """The most bytes of a request's body: documents may be files, or a great many of them."""
    if (scope["method"], scope["path"]) != ("POST", "/documents"):
        return body_limit(settings)
    media_type = media_type_of(Request(scope))
    if media_type in MANY or media_type == MULTIPART:
        return settings.max_upload
    return settings.max_bytes if media_type in DOCUMENTS.keys() - SUFFIXES.keys() else body_limit(settings)


def body_limit(settings: Settings) -> int:
    """The most bytes of a body: the longest text in UTF-8, escaped at its worst, and some room for metadata."""
    return 6 * settings.max_characters + 65_536
