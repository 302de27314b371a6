"""Turns templates into answers. Everything is escaped unless it says otherwise, and nothing says so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from api import links
from api.pages.assets import asset, island
from graph.status import LABELS
from graph.topics.scheme import labels

HERE: Final = Path(__file__).parent

# what a predicate reads like between its subject and its object
PHRASES: Final = {
    "holdsOffice": "holds the office",
    "heldOffice": "formerly held the office",
    "candidateFor": "is a candidate for",
    "memberOf": "is a member of",
    "speaksFor": "speaks for",
    "issuedBy": "was issued by",
    "appliesIn": "applies in",
    "directs": "directs",
    "reaffirms": "reaffirms",
    "amends": "amends",
    "revokes": "revokes",
    "implements": "implements",
    "citesAuthority": "cites as its authority",
    "opposes": "opposes",
    "supports": "supports",
    "topic": "is about",
}
# what the status of an event reads like: never a claim that it happened unless it did
STATUSES: Final = {
    "actual": "happened",
    "planned": "planned",
    "threatened": "threatened",
    "hypothetical": "possible",
    "negated": "did not happen",
}


TOLD_OTHERWISE = {
    "number": "its number",
    "dateSigned": "the day on which it was signed",
    "dateEffective": "the day from which it is in effect",
    "dateExpiring": "the day on which it ends",
    "title": "its title",
    "issuedBy": "who issued it",
    "kind": "what kind of norm it is",
    "deadline": "by when",
    "figures": "the figures",
    "happened": "whether it happened",
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(ORDER_STATUSES=LABELS, TOLD_OTHERWISE=TOLD_OTHERWISE)
    environment.globals.update(PHRASES=PHRASES, STATUSES=STATUSES, anchor=links.anchor, page_of_path=links.page_of_path)
    environment.globals.update(TOPICS=labels(), asset=asset, island=island)
    environment.filters["query"] = lambda parameters: urlencode(parameters)
    # columns of an answer that say something in at least one row
    environment.tests["told"] = lambda column, rows: any(row.values.get(column) is not None for row in rows)
    environment.tests["day"] = lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) is not None
    environment.filters["urlpairs"] = lambda parameters: urlencode(parameters, doseq=True)
    environment.filters["weblink"] = lambda iri: iri if iri.startswith(("http://", "https://")) else "#"
    environment.filters["spaced"] = lambda number: f"{number:,}"
    return environment


ENVIRONMENT: Final = _environment()


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page of a template (a file of `templates/`), given what it shows."""
    root = str(request.scope.get("root_path", "")).rstrip("/")
    html = ENVIRONMENT.get_template(template).render(root=root, here=request.url.path, **context)
    return HTMLResponse(html, status)
