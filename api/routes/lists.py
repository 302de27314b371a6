"""The lists: documents, things of each kind, orders, provisions, statements, events. All behave alike, by one table
(graph/lists/lists.toml): filters that combine, parts that follow one another, counts, fields, forms, files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi import APIRouter
from fastapi.responses import Response
from starlette.requests import Request

from api.after import USUAL, following
from api.alternates import RDF, address
from api.deps import Service, ServiceDep
from api.forms import FILES, FORMS, TYPES, Form, features, fields_of, form_of, leading, lines, picked, table
from api.listed import MODELS, places_of, wired
from api.lists import OTHERS, Wish, choices, key_after, parameters, wish_of
from api.negotiate import JSON
from api.pages.render import page
from api.part import CountOut, Part, Picked
from api.routes.export import exported
from api.wire import Wire
from graph import listing
from graph.export import EXPORTERS, Listed
from graph.lists import LISTS, List

router = APIRouter()

SAID: Final[Mapping[str, tuple[str, str]]] = {
    "documents": ("The documents, newest first", "What the graph was read from."),
    "entities": ("Things of all kinds, those in most documents first", "People, bodies, places, orders, policies."),
    "people": ("People", "Those that most documents speak of come first."),
    "agencies": ("Agencies", "Public bodies; those that most documents speak of come first."),
    "organizations": ("Organizations", "Those that most documents speak of come first."),
    "groups": ("Groups", "Groups of people without a body; those that most documents speak of come first."),
    "places": ("Places", "Those that most documents speak of come first."),
    "offices": ("Offices", "Those that most documents speak of come first."),
    "policies": ("Policies", "Laws, regulations, rulings, programmes; those that most documents speak of come first."),
    "orders": ("Orders, those in most documents first", "With who issued them, where they apply, how they stand."),
    "provisions": ("What orders require, prohibit and permit", "Each of its order, with who must do it."),
    "statements": ("Who says what", "Claims of their speakers; none of them is taken for a fact."),
    "events": (
        "What happened, or may happen",
        "Each with its status: what happened stands apart from what is planned, threatened or feared.",
    ),
    "facts": ("Facts of all kinds", "Relations, provisions, statements and events, each with how sure its reading is."),
}
"""What each list is."""
PART: Final = Part[Wire]
ON_PAGES: Final = ("turtle", "jsonld", "graphml", "csv.zip", "sqlite")
"""The files that a page offers."""
EXAMPLES: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "documents": {"entity": {"that mention Chicago": "Chicago"}},
    "entities": {"type": {"people": "Person"}, "name": {"people": "Johnson"}},
    "orders": {"place": {"of Chicago": "Chicago"}, "issuer": {"by Johnson": "Brandon Johnson"}},
    "provisions": {"kind": {"requirements": "requires"}},
    "statements": {"speaker": {"Pritzker": "JB Pritzker"}, "words": {"called a stunt": "stunt"}},
    "events": {
        "type": {"threatened deployments": "MOBILIZE"},
        "status": {"threatened deployments": "threatened"},
        "confidence": {"sure ones": "0.9"},
    },
    "facts": {"family": {"who is who": "relation"}, "entity": {"that Pritzker takes part in": "JB Pritzker"}},
}


def _endpoint(known: List) -> Callable[[Request, Service], Awaitable[Response]]:
    columns = list(MODELS[known.name].model_fields)

    def look_up(request: Request, service: Service) -> Response:
        wish = wish_of(request, service, known, columns)
        if not isinstance(wish.form, Form):
            whole = Listed(service.workspace.index, wish.asked, wish.limit, wish.after)
            return exported(service, FILES[wish.form], whole, known.name)
        part, items = _part(request, service, wish)
        links = {"link": leading(request, known.name, wish.form, part.first, part.next, _files(request))}
        if wish.form is Form.HTML:
            shown = _page(request, known, part)
            shown.headers.update(links)
            return shown
        return Response(_content(service, wish, wish.form, part, items), media_type=TYPES[wish.form], headers=links)

    async def answer(request: Request, service: ServiceDep) -> Response:
        is_file = form_of(request, known.name) in FILES  # whose first bytes may take seconds
        return await (run_sync if is_file else service.reading.run)(look_up, request, service)

    return answer


def _part(request: Request, service: Service, wish: Wish) -> tuple[Part[Wire], list[Wire]]:
    index, asked = service.workspace.index, wish.asked
    limit = wish.limit or USUAL
    found = listing.listed(index, asked, limit + 1, wish.after)
    some = found[:limit]
    items = wired(service, listing.described(service.store, index, asked.list.name, some), wish.on)
    counted = listing.counted(index, asked, wish.facets) if wish.facets else {}
    part = PART(
        items=items,
        limit=limit,
        first=address(request),
        next=following(request, limit, [key_after(wish, one) for one in found]),
        total=listing.total(index, asked) if wish.total else None,
        facets={name: [_count(one) for one in counts] for name, counts in counted.items()} if wish.facets else None,
    )
    return part, items


def _count(found: listing.Counted) -> CountOut:
    return CountOut(value=found.value, label=found.label, count=found.count)


def _content(service: Service, wish: Wish, form: Form, part: Part[Wire], items: Sequence[Wire]) -> str:
    """A part as a program takes it."""
    if form is Form.JSON and not wish.fields:
        return part.model_dump_json(serialize_as_any=True)
    told = [picked(item, wish.fields) for item in items]
    if form is Form.JSON:
        return Picked(**{**dict(part), "items": told}).model_dump_json()
    if form is Form.JSONL:
        return lines(told)
    if form is Form.CSV:
        columns = fields_of(MODELS[wish.asked.list.name])
        return table(told, [one for one in columns if not wish.fields or one.partition(".")[0] in wish.fields])
    placed = zip(places_of(service, items), told, strict=True)
    return features(((iri, item, points) for (iri, points), item in placed), {"next": part.next})


def _files(request: Request) -> dict[str, str]:
    """All of the list as RDF, by media type."""
    return {media_type: _file(request, name) for name, media_type in RDF.items()}


def _file(request: Request, format: str) -> str:
    """All of the list as a file."""
    return address(request, OTHERS, format=format)


def _page(request: Request, known: List, part: Part[Wire]) -> Response:
    given = {name: request.query_params.get(name, "") for name in (*known.filters, listing.ON)}
    fields = [(one, choices(one), given[one.name]) for one in known.filters.values()]
    files = {EXPORTERS[FILES[one]].title: _file(request, one) for one in ON_PAGES}
    said: dict[str, Any] = dict(zip(("title", "lead"), SAID[known.name], strict=True))
    return page(
        request,
        "list.html",
        known=known,
        listing=part,
        fields=fields,
        given=any(given.values()),
        on=given[listing.ON],
        files=files,
        **said,
    )


def _described(known: List) -> dict[str, Any]:
    model = MODELS[known.name]
    types = {*(TYPES[form] for form in FORMS[known.name]), *(one.media_type for one in EXPORTERS.values())}
    content: dict[str, Any] = {media_type: {} for media_type in sorted(types - {JSON})}
    return {
        "response_model": Part[model] | Picked,  # type: ignore[valid-type]
        "responses": {200: {"content": content}},
        "openapi_extra": {"parameters": parameters(known, list(model.model_fields), EXAMPLES.get(known.name, {}))},
    }


for one in LISTS.values():
    summary, description = SAID[one.name]
    tag = "documents" if one.name == "documents" else "facts"
    router.add_api_route(
        f"/{one.name}",
        _endpoint(one),
        name=one.name,
        tags=[tag],
        summary=summary,
        description=f"{description} Filters combine; a filter may be given several times: any of its values will do.",
        **_described(one),
    )
