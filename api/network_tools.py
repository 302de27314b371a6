"""What an assistant can ask of the graph as a network."""

from __future__ import annotations

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from api.asking import Asked, asking_of
from graph.network import Period

Day = Annotated[str | None, Field(description="A day: 2025-08-30.", max_length=10)]


async def path(
    context: Asked,
    start: Annotated[str, Field(description="A name, id or IRI.", max_length=500)],
    end: Annotated[str, Field(description="A name, id or IRI.", max_length=500)],
    avoid: Annotated[
        list[str] | None, Field(description="What it shall not lead through: a party ties thousands.", max_length=20)
    ] = None,
    k: Annotated[int, Field(description="How many chains; no two lead by the same things.", ge=1, le=10)] = 1,
) -> CallToolResult:
    """How two things are connected: the shortest chain of facts between them, each with its evidence; `others` are the
    next ones. `steps` is missing where nothing ties them together."""
    asking = asking_of(context)
    return asking.told(await asking.get("/paths", {"from": start, "to": end, "avoid": avoid, "k": k}))


async def neighbourhood(
    context: Asked,
    of: Annotated[str, Field(description="A name, id or IRI.", min_length=1, max_length=500)],
    hops: Annotated[int, Field(description="How many steps away, at most.", ge=1, le=4)] = 1,
    predicate: Annotated[
        list[str] | None, Field(description="Only facts by these: issuedBy, requires, ACCUSE, says …", max_length=50)
    ] = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, Field(description="How many things, at most.", ge=1, le=200)] = 50,
) -> CallToolResult:
    """What a thing is tied to, and these to one another: links with the number of facts by each predicate, and the
    evidence of the latest. Those that the most facts tie come first; not `complete` where there are more."""
    asked = {"of": of, "hops": hops, "predicate": predicate, "since": since, "until": until, "limit": limit}
    asking = asking_of(context)
    return asking.told(await asking.get("/network/neighbourhood", asked))


async def conflicts(
    context: Asked,
    who: Annotated[
        list[str] | None, Field(description="Names, ids or IRIs; anybody by default.", max_length=20)
    ] = None,
    against: Annotated[list[str] | None, Field(description="Likewise.", max_length=20)] = None,
    office: Annotated[
        list[str] | None, Field(description="Only who holds or held an office with any of these words.", max_length=20)
    ] = None,
    topic: Annotated[list[str] | None, Field(description="Only about these topics.", max_length=21)] = None,
    since: Day = None,
    until: Day = None,
    by: Annotated[Period, Field(description="By which periods.")] = Period.MONTH,
    limit: Annotated[int, Field(description="How many rows and columns.", ge=1, le=100)] = 10,
) -> CallToolResult:
    """Who is against whom, in words and deeds: facts counted by who and whom, by topic and by time, each with the
    evidence of the latest."""
    parties = {"who": who, "against": against, "office": office}
    asked = {**parties, "topic": topic, "since": since, "until": until, "by": by, "limit": limit}
    asking = asking_of(context)
    return asking.told(await asking.get("/network/matrix", asked))
