"""The vocabulary at its address: for people what each term means, for programs the file, in the form that they like.

`https://w3id.org/policygraph/ontology#Order` is explained at `/ontology#Order`, `…/plover#ACCUSE` at
`/ontology/plover#ACCUSE`.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import RedirectResponse, Response
from starlette.requests import Request

from api import vocabulary as shown
from api.alternates import link
from api.errors import Problem
from api.negotiate import HTML, JSON, choose
from api.pages.render import page
from api.sent import root_of
from graph.errors import NotFound
from ontology.constraints import shapes
from ontology.terms import PREFIXES
from ontology.vocabulary import FILES, examples, prefixed, vocabulary

router = APIRouter(tags=["linked data"])

NAMES: Final = {name: form.media_type for name, form in shown.FORMS.items()} | {"json": JSON, "html": HTML}
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The vocabulary", "content": {media_type: {} for media_type in (*shown.TYPES, HTML)}}
}
OTHERS: Final = [name for name in FILES if name != shown.HOME]
Form = Annotated[str | None, Query(description=f"The form: {', '.join(NAMES)}; else `Accept` says.")]


@router.get("/ontology", summary="What the terms mean", response_class=Response, responses=ANSWERS)
def ontology(request: Request, format: Form = None) -> Response:
    """Classes, properties and values, how they hang together, what each must be like, with examples."""
    return _vocabulary(request, shown.HOME)


@router.get(
    "/ontology/{name}",
    summary="A term, or one of the vocabularies beside",
    response_class=Response,
    responses=ANSWERS | {303: {"description": "Where the term is explained"}},
)
def part(
    request: Request,
    name: Annotated[
        str,
        Path(
            max_length=100,
            description=f"The name of a term (Order, issuedBy …), or {', '.join(OTHERS)}.",
            openapi_examples={one: {"value": one} for one in ("Order", "plover", "topics", "shapes")},
        ),
    ],
    format: Form = None,
) -> Response:
    """What is said of one term; a reader is led (303) to where it is explained. Or PLOVER's types of events with their
    modes, the topics, the shapes that everything conforms to, the rules by which something is inferred."""
    if name in FILES:
        return _vocabulary(request, name)
    term = vocabulary(shown.HOME).get(name)
    if term is None:
        raise NotFound("term", name, shown.suggestion(name))
    if (media_type := _media_type(request)) == HTML:
        return RedirectResponse(f"{root_of(request.scope)}{shown.place_of(shown.HOME)}#{term.name}", 303)
    return Response(shown.written_term(term, shown.TYPES[media_type]), media_type=media_type)


def _vocabulary(request: Request, name: str) -> Response:
    found, media_type = vocabulary(name), _media_type(request)
    if media_type == HTML:
        response: Response = page(
            request,
            "ontology.html",
            v=found,
            titles=shown.TITLES,
            place_of=shown.place_of,
            address_of=shown.address_of,
            relations=shown.relations,
            prefixed=prefixed,
            shapes=shapes(),
            examples=examples(),
            prefixes=PREFIXES,
            forms=shown.FORMS,
        )
    else:
        response = Response(shown.written(name, shown.TYPES[media_type]), media_type=media_type)
    others = {form.media_type: f"{request.url.path}?format={one}" for one, form in shown.FORMS.items()}
    response.headers["link"] = link({"describes": found.head.iri}, others)
    return response


def _media_type(request: Request) -> str:
    """The form that a request likes best. Raises Problem for one that there is not."""
    if asked := request.query_params.get("format"):
        if asked not in NAMES:
            detail = f"{asked!r} is no form of a vocabulary: there are {', '.join(NAMES)}."
            raise Problem(422, "unknown-format", "There is no such form here", detail)
        return NAMES[asked]
    liked = choose(request.headers.get("accept"), (*shown.TYPES, HTML))
    if liked is None:
        raise Problem(406, "not-acceptable", "No such form of a vocabulary", f"There are {', '.join(NAMES.values())}.")
    return liked
