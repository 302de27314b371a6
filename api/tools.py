"""What an assistant can ask by the Model Context Protocol: a tool for each kind of question, all of which only read.

A tool asks the service itself, from inside, what anybody could ask at the same address: the same names fit, the same
limits hold, and a refusal says the same. Of the answer, fields without a value are left out, and links are whole.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Annotated, Any, Final
from urllib.parse import quote

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, ToolAnnotations
from pydantic import Field

from api import links
from api.after import MOST
from api.asking import TURTLE, Asked, Asking, asking_of
from api.network_tools import conflicts, neighbourhood, path
from graph.model import EventStatus, EventType, ProvisionKind
from graph.search import Kind

INSTRUCTIONS: Final = (
    "A knowledge graph of government orders, read from news and official documents: what orders require, prohibit and "
    "permit, and of whom; who says what of them; what happened. Every fact has `evidence`: the words that it was read "
    "from, and where they stand. Quote those, and link to their `href`. A statement is a claim of its speaker, never a "
    "fact. An event's `status` tells whether it happened (actual) or is planned, threatened, hypothetical or negated. "
    "`confidence` 0.9 means that nine of ten such facts are right. Begin with `search` for a name or words, "
    "with `ask` for a question, or with `list_questions`."
)
SPAN: Final = re.compile(r"documents?/([0-9a-f]+)#char[=-](\d{1,9})[,-](\d{1,9})$")
RESULTS: Final = "application/sparql-results+json"

Name = Annotated[str | None, Field(description="A name as one would write it, or an IRI.", max_length=500)]
Limit = Annotated[int, Field(description="How many, at most.", ge=1, le=200)]
After = Annotated[str | None, Field(description="Where to go on: the `after` of the last answer.", max_length=2000)]
Id = Annotated[
    str, Field(description="An `id` or `iri` that another tool gave: person/…, order/…", min_length=3, max_length=1000)
]
Sure = Annotated[float | None, Field(description="The least confidence.", ge=0, le=1)]
DocumentId = Annotated[str | None, Field(description="Only of this document: its id.", max_length=500)]
Day = Annotated[str | None, Field(description="A day: 2025-08-30.", max_length=10)]
Given = Annotated[
    dict[str, str | float | list[str]] | None,
    Field(description="Its parameters by name; of several values any will do: {'order': 'Chicago'}."),
]


async def search(
    context: Asked,
    words: Annotated[
        str, Field(description='All must be found; "…": one after the other; prosec*: beginnings.', max_length=300)
    ],
    type: Annotated[list[Kind] | None, Field(description="What is looked for; everything by default.")] = None,
    place: Annotated[
        str | None, Field(description="Only in documents that speak of this place, or of one in it.", max_length=300)
    ] = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 10,
    after: After = None,
) -> CallToolResult:
    """Find anything by words: people, offices, agencies, organisations, places, orders and policies by their names;
    provisions, statements and sentences by what they say. Each hit has an `id` for `entity` or `order`."""
    asked = {"q": words, "type": type, "place": place, "since": since, "until": until}
    return await asking_of(context).part("/search", asked | {"limit": limit, "after": after})


async def entity(context: Asked, id: Id, limit: Limit = 50) -> CallToolResult:
    """A person, office, agency, organisation, group, place or policy: its names, what it is elsewhere, and the facts
    that it takes part in, in whatever role, each with its evidence."""
    return asking_of(context).told(await _thing(context, id, limit=limit), limit)


async def orders(
    context: Asked,
    place: Name = None,
    issuer: Name = None,
    status: Annotated[
        str | None, Field(description="inForce, blocked, revoked, expired …: how they stand.", max_length=50)
    ] = None,
    on: Annotated[str | None, Field(description="The day of the status; today by default.", max_length=10)] = None,
    limit: Limit = 20,
    after: After = None,
) -> CallToolResult:
    """Orders, those first that most documents speak of: who issued them, where they apply, how they stand."""
    asked = {"place": place, "issuer": issuer, "status": status, "on": on}
    return await asking_of(context).part("/orders", asked | {"limit": limit, "after": after})


async def order(context: Asked, id: Id, limit: Limit = 50) -> CallToolResult:
    """One order: who issued it, what it requires, prohibits and permits, how its status came about, what documents tell
    otherwise of it, and every other fact about it, each with its evidence."""
    return asking_of(context).told(await _thing(context, id, "order/", limit), limit)


async def provisions(
    context: Asked,
    order: Id,
    kind: Annotated[ProvisionKind | None, Field(description="Only provisions of this kind.")] = None,
    bearer: Annotated[str | None, Field(description="Only of those whose name has this.", max_length=300)] = None,
    limit: Limit = 50,
) -> CallToolResult:
    """What one order requires, prohibits, permits, establishes, declares, reaffirms or revokes: `subject` is the order,
    `object` who must or may do it, `value` what; with condition, deadline and evidence."""
    found = (await _thing(context, order, "order/", MOST)).get("provisions", [])
    fitting = [one for one in found if kind in (None, one["predicate"]) and _borne(one, bearer)]
    return asking_of(context).told({"provisions": fitting}, limit)


async def statements(
    context: Asked,
    speaker: Name = None,
    about: Name = None,
    words: Annotated[
        str | None, Field(description="Beginnings of words of the content, any of them.", max_length=300)
    ] = None,
    document: DocumentId = None,
    confidence: Sure = None,
    limit: Limit = 20,
    after: After = None,
) -> CallToolResult:
    """Who says what: claims with their speaker (`subject`), content (`value`), what they are about, and stance."""
    asked = {"speaker": speaker, "about": about, "words": words, "document": document, "confidence": confidence}
    return await asking_of(context).part("/statements", asked | {"limit": limit, "after": after})


async def events(
    context: Asked,
    type: Annotated[EventType | None, Field(description="PLOVER's type of event.")] = None,
    status: Annotated[EventStatus | None, Field(description="Whether it happened.")] = None,
    actor: Name = None,
    recipient: Name = None,
    place: Name = None,
    document: DocumentId = None,
    confidence: Sure = None,
    limit: Limit = 20,
    after: After = None,
) -> CallToolResult:
    """What happened, and what is planned, threatened, possible or denied (`status`): who did it to whom, where and
    when. `claim` is the statement that it was told in, if it stands in one."""
    who = {"actor": actor, "recipient": recipient, "place": place}
    asked = {"type": type, "status": status, **who, "document": document, "confidence": confidence}
    return await asking_of(context).part("/events", asked | {"limit": limit, "after": after})


async def list_questions(context: Asked) -> CallToolResult:
    """The ready-made questions about orders, with their numbers and parameters, for `ask_question`."""
    asking = asking_of(context)
    return asking.told({"questions": _without_sparql(await asking.get("/questions"))})


async def ask(
    context: Asked,
    question: Annotated[str, Field(description="In English; names and days as one writes them.", max_length=300)],
    limit: Limit = 50,
) -> CallToolResult:
    """Ask in plain English: the sentence is taken for one of the ready-made questions, and `how` says for which. Check
    that before you use the rows. Where `understood` is false, ask one of `alternatives` by `ask_question`."""
    asking = asking_of(context)
    return asking.told(await asking.get("/ask", {"q": question}), limit)


async def ask_question(
    context: Asked,
    number: Annotated[int, Field(description="Its number, as `list_questions` has it.")],
    given: Given = None,
    limit: Limit = 50,
) -> CallToolResult:
    """Ask a ready-made question: rows with the evidence for each. `asked` tells what the parameters were taken for."""
    asking = asking_of(context)
    return asking.told(await asking.get(f"/questions/{number}", given or {}), limit)


async def list_queries(context: Asked) -> CallToolResult:
    """The saved queries beside the questions, with their names and parameters, for `run_query`."""
    asking = asking_of(context)
    return asking.told({"queries": _without_sparql(await asking.get("/queries"))})


async def run_query(
    context: Asked,
    name: Annotated[str, Field(description="Its name, as `list_queries` has it.", max_length=100)],
    given: Given = None,
    limit: Annotated[int | None, Field(description="How many rows, of a query with parts.", ge=1, le=1000)] = None,
) -> CallToolResult:
    """Run a saved query: SPARQL results in JSON."""
    asking, asked = asking_of(context), {**(given or {}), "limit": limit}
    return asking.told(await asking.get(f"/queries/{quote(name, safe='')}", asked, RESULTS))


async def sparql(
    context: Asked,
    query: Annotated[str, Field(description="SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE.", max_length=100_000)],
    seconds: Annotated[float | None, Field(description="How long it may take.", gt=0)] = None,
) -> CallToolResult:
    """Query the graph itself, for what no other tool answers. Prefix pgo: <https://w3id.org/policygraph/ontology#>;
    classes are pgo:Order, pgo:Provision, pgo:Statement, pgo:Event, pgo:Person, pgo:Office, pgo:Agency, pgo:Place …;
    names are rdfs:label, evidence is pgo:evidence. Give a LIMIT. Results in JSON, of CONSTRUCT and DESCRIBE in
    Turtle."""
    asking = asking_of(context)
    return asking.told(await asking.query(query, seconds, f"{RESULTS}, {TURTLE};q=0.9"))


async def evidence(
    context: Asked,
    iri: Annotated[
        str, Field(description="The `iri` or `href` of evidence: …/document/ID#char=START,END.", max_length=1000)
    ],
    around: Annotated[int, Field(description="How many characters before and after.", ge=0, le=10_000)] = 500,
) -> CallToolResult:
    """The words that a fact was read from with the text around them, and the document's title, date, publisher and
    address: to quote, and to check whether the fact is read rightly."""
    if (place := SPAN.search(iri)) is None:
        raise ToolError(f"{iri!r} is no evidence: that has a document and a span, as …/document/ID#char=12,30.")
    asking, id, (start, end) = asking_of(context), place[1], (int(place[2]), int(place[3]))
    document = await asking.get(f"/documents/{id}")
    text = str((await asking.get(f"/documents/{id}/text", accept="text/plain"))["text"])
    if not start <= end <= len(text):
        raise ToolError(f"The document {id} has {len(text):,} characters; there is none up to {end:,}.")
    said = {"before": text[max(0, start - around) : start], "text": text[start:end], "after": text[end : end + around]}
    href = links.document_page(id, f"char={start},{end}")
    return asking.told({"document": document, "start": start, "end": end, **said, "href": href})


TOOLS: Final[tuple[Callable[..., Any], ...]] = (
    *(search, entity, orders, order, provisions, statements, events, path, neighbourhood, conflicts),
    *(list_questions, ask, ask_question, list_queries, run_query, sparql, evidence),
)


def server_of(inside: Asking | None = None) -> MCPServer[Any]:
    """The server of all tools; `inside` asks where no request says for whom."""

    @asynccontextmanager
    async def lifespan(server: MCPServer[Any]) -> AsyncIterator[Asking | None]:
        yield inside

    return MCPServer(
        "policygraph",
        instructions=INSTRUCTIONS,
        version=version("policygraph"),
        tools=[_tool(function) for function in TOOLS],
        lifespan=lifespan,
        log_level="WARNING",
    )


def _tool(function: Callable[..., Any]) -> Tool:
    """A function as a tool that takes no other arguments than its own: what is misspelt shall not be passed over."""
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    tool = Tool.from_function(function, description=" ".join((function.__doc__ or "").split()), annotations=reads)
    arguments = tool.fn_metadata.arg_model
    arguments.model_config["extra"] = "forbid"
    arguments.model_rebuild(force=True)
    tool.parameters = arguments.model_json_schema(by_alias=True)
    return tool


async def _thing(context: Asked, id: str, kind: str = "", limit: int | None = None) -> dict[str, Any]:
    """What is known of a thing, by its id or IRI, with so many of its facts; `kind` may be left out of an id."""
    path = id.partition("/id/")[2] or id
    path = path if path.startswith(kind) else kind + path
    if {".", ".."} & {*path.split("/")}:
        raise ToolError(f"There is no such thing here: {id!r}")  # an address would lead elsewhere
    asked = {"limit": limit} if path.partition("/")[0] in links.ENTITIES | {"order"} else {}
    found: dict[str, Any] = await asking_of(context).get(links.page_of_path(path), asked)
    return found


def _borne(provision: dict[str, Any], bearer: str | None) -> bool:
    named = (provision["object"] or {}).get("label", "")
    return bearer is None or bearer.casefold() in named.casefold()


def _without_sparql(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "sparql"} for one in found]
