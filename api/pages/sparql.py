"""The page of the SPARQL endpoint: a query, and its first rows or why there are none."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from fastapi.responses import Response
from starlette.requests import Request

from api import links
from api.answering import first_rows
from api.deps import Service
from api.errors import Problem, problem_of
from api.openapi import PREFIXES, query_examples
from api.pages.render import page
from graph.errors import QueryError, QueryRefused, QueryStopped, ServiceFailed
from graph.workers import Task


async def sparql_page(request: Request, service: Service, task: Task) -> Response:
    """The page. What is wrong with a query stands beside it, so that nobody has to type it again."""
    found, problem = None, None
    try:
        found = await first_rows(request, service, task) if task.query else None
    except (QueryError, QueryRefused, QueryStopped, ServiceFailed) as error:
        problem = problem_of(error)
    return await run_sync(_page, request, service, task, found, problem)


def _page(
    request: Request, service: Service, task: Task, found: dict[str, Any] | None, problem: Problem | None
) -> Response:
    base = service.settings.base_iri
    told: dict[str, Any] = {"base": base, "query": task.query or PREFIXES + "\n", "dataset": task.dataset}
    told |= {"examples": query_examples(), "shown": _linked(found, base) if found else None, "problem": problem}
    shown = page(request, "sparql.html", status=problem.status if problem else 200, **told)
    shown.headers.update(problem.headers if problem else {})
    return shown


def _linked(found: dict[str, Any], base_iri: str) -> dict[str, Any]:
    """What was found, its IRIs as links to their pages."""
    if "rows" not in found:
        return found
    return found | {"rows": [[_cell(cell, base_iri) for cell in row] for row in found["rows"]]}


def _cell(cell: dict[str, str] | None, base_iri: str) -> dict[str, str] | None:
    if cell is None or "iri" not in cell:
        return cell and cell | {"href": ""}
    path = links.path_of(base_iri, cell["iri"])
    return {"text": path or cell["iri"], "href": links.page_of_iri(base_iri, cell["iri"])}
