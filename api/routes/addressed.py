"""Questions at the addresses of what they are asked about: /orders/{id}/responses, /officials/{id}/conflicts …

Each line of ADDRESSES is a question of which the address says one parameter; the others are given as for /questions/N.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.requests import Request

from api import links, wire
from api.deps import Service, ServiceDep
from api.examples import SEED_ORDER
from api.moved import moved
from api.routes.questions import Explain, described, given_in, reply
from graph.errors import NotFound
from graph.naming import things
from graph.query import QUESTIONS

router = APIRouter(tags=["facts"])


@dataclass(frozen=True, slots=True)
class Address:
    """`/{of}/{id}/{name}`: question `number`, asked of the thing. `otherwise` is asked where nothing else is given."""

    of: str
    name: str
    number: int
    title: str
    otherwise: dict[str, list[str]]

    @property
    def parameter(self) -> str:
        """The question's parameter that the address says."""
        return self.of.removesuffix("s")

    def place(self, path: str) -> str:
        """Where it is for the thing with a path below `id/`."""
        return f"/{self.of}/{links.quoted(path.partition('/')[2])}/{self.name}"


ADDRESSES: Final = (
    Address("orders", "provisions", 4, "What an order requires, prohibits and permits", {"words": [""]}),
    Address("orders", "responses", 11, "Who said what of an order, or acted on it", {"responder": [""]}),
    Address("orders", "events", 18, "What happened in the week after an order", {}),
    Address("orders", "lawsuits", 19, "Lawsuits over an order, and what courts ruled", {}),
    Address("officials", "positions", 15, "What an official is for and against, and whether that changed", {}),
    Address("officials", "conflicts", 23, "Conflicts of an official with the President", {"office": [""]}),
)
KINDS: Final = {"orders": "order", "officials": "person"}

OrderId = Annotated[
    str, Path(description="The path below id/order/.", openapi_examples={"the seed": {"value": SEED_ORDER}})
]
OfficialId = Annotated[
    str,
    Path(
        description="The path below id/person/.",
        openapi_examples={"a governor": {"value": "jb-pritzker-governor-of-illinois"}},
    ),
]
Reply = wire.AnswerOut | Response


def _of_order(address: Address) -> Callable[..., Reply]:
    def order(request: Request, service: ServiceDep, id: OrderId, explain: Explain = None) -> Reply:
        return _reply(request, service, address, id, explain)

    return order


def _of_official(address: Address) -> Callable[..., Reply]:
    def official(request: Request, service: ServiceDep, id: OfficialId, explain: Explain = None) -> Reply:
        return _reply(request, service, address, id, explain)

    return official


def _reply(request: Request, service: Service, address: Address, id: str, explain: str | None) -> Reply:
    kind, asked = KINDS[address.of], QUESTIONS[address.number]
    path = f"{kind}/{id.removeprefix(f'{kind}/')}"
    iri = links.iri_of(service.settings.base_iri, path)
    try:
        things(service.store, "entity", iri)
    except NotFound as error:
        return moved(request, service, path, error, address.place)
    shown = described(asked)
    others = [one for one in shown.parameters if one.name != address.parameter]
    shown = shown.model_copy(update={"title": address.title, "parameters": others, "href": address.place(path)})
    given = address.otherwise | given_in(request, asked, {address.parameter}) | {address.parameter: [iri]}
    return reply(request, service, shown, given, explain)


def _parameters(address: Address) -> dict[str, Any]:
    """OpenAPI's description of what else can be asked."""
    several = {"type": "array", "items": {"type": "string"}}
    return {
        "parameters": [
            {"name": one.name, "in": "query", "required": False, "schema": several, "description": one.help}
            for one in QUESTIONS[address.number].parameters
            if one.name != address.parameter
        ]
    }


for one in ADDRESSES:
    router.add_api_route(
        f"/{one.of}/{{id:path}}/{one.name}",
        {"orders": _of_order, "officials": _of_official}[one.of](one),
        name=f"{one.of}_{one.name}",
        summary=one.title,
        description=f"Question {one.number}, of what the address names. Rows with the evidence for each.",
        response_model=wire.AnswerOut,
        openapi_extra=_parameters(one),
    )
