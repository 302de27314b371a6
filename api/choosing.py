"""What requests of the network have in common: which things are meant, and which facts count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from fastapi import Depends, Query
from pydantic import Field

from api import links, wire
from api.deps import BLANK, GIVEN
from api.errors import Problem
from graph.errors import NotFound
from graph.model import EntityType, EventStatus, EventType, Predicate, ProvisionKind
from graph.naming import given_day, things, topics
from graph.network import Choice, Network
from graph.store import Store

MEANT: Final = 3  # things, lest a common surname start a hundred searches
PREDICATES: Final = ("says", *Predicate, *ProvisionKind, *EventType)
MAYOR: Final = {"the mayor": {"value": "Brandon Johnson"}}

Of = Annotated[
    str,
    Query(
        min_length=1,
        max_length=500,
        description="Of what: a name, a path below id/ or an IRI. A name may mean several things.",
        openapi_examples=MAYOR,
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=500)]
Several = Annotated[
    list[Name],
    Query(
        min_length=1,
        max_length=300,
        description="Of what: names, paths below id/ or IRIs. A name may mean several things.",
        openapi_examples={"the mayor": {"value": ["Brandon Johnson"]}},
    ),
]
Types = Annotated[
    list[EntityType | Literal["Office"]] | None,
    GIVEN,
    Query(max_length=8, description="Only things of these types."),
]
Day = Annotated[wire.Date | None, BLANK]


async def choosing(
    predicate: Annotated[
        list[str] | None,
        GIVEN,
        Query(
            max_length=50,
            description="Only facts by these: a predicate (issuedBy, opposes …), a kind of provision (requires …), a "
            "type of event (ACCUSE …), `says` of statements.",
        ),
    ] = None,
    topic: Annotated[
        list[str] | None, GIVEN, Query(max_length=21, description="Only facts about these topics (see /topics).")
    ] = None,
    status: Annotated[
        list[EventStatus] | None,
        GIVEN,
        Query(max_length=5, description="Only events of these statuses, and facts that are no events if `actual`."),
    ] = None,
    since: Annotated[Day, Query(description="Only facts of this day or later.")] = None,
    until: Annotated[Day, Query(description="Only facts of this day or before.")] = None,
    confidence: Annotated[
        Annotated[float, Field(ge=0, le=1)] | None,
        BLANK,
        Query(description="Only facts of at least this confidence."),
    ] = None,
) -> Choice:
    """Which facts count."""
    try:
        return chosen(predicate, topic, status, since, until, confidence)
    except ValueError as error:
        raise Problem(422, "invalid-request", "A parameter does not fit", str(error)) from error


ChoiceDep = Annotated[Choice, Depends(choosing)]


def chosen(
    predicates: Iterable[str] | None,
    about: Iterable[str] | None,
    statuses: Iterable[str] | None,
    since: str | None,
    until: str | None,
    confidence: float | None,
) -> Choice:
    """Which facts count, as it was asked for. Raises NotFound for a predicate or topic that there is not, ValueError
    for what is no day."""
    wanted = frozenset(predicates or ())
    for name in sorted(wanted - set(PREDICATES)):
        raise NotFound("predicate", name, PREDICATES)
    return Choice(
        wanted,
        frozenset(term.value for name in about or () for term in topics(name)),
        frozenset(statuses or ()),
        since and given_day(since).value,
        until and given_day(until).value,
        confidence or 0,
    )


def meant(store: Store, base_iri: str, name: str) -> list[str]:
    """What a name, a path or an IRI means: at most a few things. Raises NotFound."""
    return [thing.value for thing in things(store, "entity", links.as_name(base_iri, name))][:MEANT]


def there(network: Network, store: Store, base_iri: str, name: str) -> list[str]:
    """What a name, a path or an IRI means of the network. Raises NotFound."""
    if (iri := links.as_name(base_iri, name)) in network:
        return [iri]
    if not (found := [iri for iri in meant(store, base_iri, name) if iri in network]):
        raise NotFound("entity", name)
    return found
