"""Assistants: the tools of the Model Context Protocol, as the library's own client sees them, over HTTP and stdio."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.access import Caller
from api.app import create_app
from api.asking import Asking
from api.examples import SEED_ID, SEED_ORDER
from api.inside import client_of
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import DEV, fill
from tests.e2e.serving import serving

BASE = "https://w3id.org/policygraph/"
MAYOR = "person/brandon-johnson-mayor-of-chicago"
STUNT = f"{BASE}id/document/{SEED_ID}#char=658,691"
PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"  # without end
ASKED: dict[str, dict[str, Any]] = {
    "search": {"words": "publicity stunt"},
    "entity": {"id": MAYOR},
    "orders": {"place": "Chicago"},
    "order": {"id": SEED_ORDER},
    "provisions": {"order": SEED_ORDER},
    "statements": {"speaker": "Pritzker"},
    "events": {"status": "threatened"},
    "path": {"start": "Brandon Johnson", "end": "JB Pritzker", "k": 2},
    "neighbourhood": {"of": MAYOR, "hops": 2},
    "conflicts": {"office": ["governor"], "against": ["Donald Trump"]},
    "list_questions": {},
    "ask": {"question": "What does Johnson's order require?"},
    "ask_question": {"number": 2, "given": {"order": "Chicago"}},
    "list_queries": {},
    "run_query": {"name": "statements", "given": {"speaker": ["Pritzker", "Johnson"]}, "limit": 2},
    "sparql": {"query": "SELECT ?s { ?s a <https://w3id.org/policygraph/ontology#Order> } LIMIT 1"},
    "evidence": {"iri": STUNT},
}
MESSAGE = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
SEARCH = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "search", "arguments": {"words": "publicity stunt"}},
}


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """A real service with the seed article."""
    with serving(Settings(home=home)) as address:
        yield address


def call(server: Any, *calls: tuple[str, dict[str, Any]], mode: str = "auto") -> list[CallToolResult]:
    """What tools answer, one after the other."""

    async def ask() -> list[CallToolResult]:
        async with Client(server, mode=mode) as client:
            return [await client.call_tool(tool, asked) for tool, asked in calls]

    return asyncio.run(ask())


def answer(address: str, tool: str, **asked: Any) -> dict[str, Any]:
    (found,) = call(f"{address}/mcp", (tool, asked))
    assert not found.is_error, found.content
    assert found.structured_content is not None
    return found.structured_content


def refusal(address: str, tool: str, **asked: Any) -> str:
    (found,) = call(f"{address}/mcp", (tool, asked))
    assert found.is_error
    assert isinstance(found.content[0], TextContent)
    return found.content[0].text


def values(node: Any, name: str) -> list[Any]:
    """All values of a name in an answer, however deep."""
    if isinstance(node, dict):
        own = [node[name]] if name in node else []
        return own + [value for one in node.values() for value in values(one, name)]
    return [value for one in node for value in values(one, name)] if isinstance(node, list) else []


def test_every_tool_is_described_only_reads_and_takes_no_other_arguments_than_its_own(address: str) -> None:
    async def ask() -> list[Any]:
        async with Client(f"{address}/mcp") as client:
            assert "Every fact has `evidence`" in (client.instructions or "")
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(ask())}

    assert list(tools) == list(ASKED)
    for name, tool in tools.items():
        assert tool.annotations.read_only_hint, name
        assert 40 < len(tool.description) < 500, name
        assert tool.input_schema["additionalProperties"] is False, name
        described = [one.get("description") for one in tool.input_schema["properties"].values()]
        assert all(described), name


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_tool_answers_and_every_link_of_its_answer_leads_to_something_here(address: str, mode: str) -> None:
    for tool, found in zip(ASKED, call(f"{address}/mcp", *ASKED.items(), mode=mode), strict=True):
        assert not found.is_error, found.content
        hrefs = {href.partition("#")[0] for href in values(found.structured_content, "href")}
        assert all(href.startswith(f"{address}/") for href in hrefs), hrefs
        assert hrefs or tool in ("run_query", "sparql"), tool
        if mode == "auto" and not tool.startswith("list_"):
            assert {urlopen(href).status for href in hrefs} <= {200}  # noqa: S310 - our own server


def test_every_fact_of_every_answer_has_the_words_that_it_was_read_from(address: str) -> None:
    text = urlopen(f"{address}/documents/{SEED_ID}/text").read().decode()  # noqa: S310 - our own server
    told = ("search", "entity", "order", "provisions", "statements", "events", "path", "ask", "ask_question")
    for tool, found in zip(told, call(f"{address}/mcp", *((tool, ASKED[tool]) for tool in told)), strict=True):
        some = values(found.structured_content, "evidence")
        cited = [one for each in some for one in (each if isinstance(each, list) else [each])]
        assert cited, tool
        assert [one for one in cited if text[one["start"] : one["end"]] != one["text"]] == []


def test_a_hit_is_told_without_what_it_has_no_value_for_and_with_whole_links(address: str) -> None:
    found = answer(address, "search", words="publicity stunt")

    assert found == {
        "items": [
            {
                "type": "Statement",
                "iri": f"{BASE}id/statement/{SEED_ID}-8a4ed1bc2800",
                "id": f"statement/{SEED_ID}-8a4ed1bc2800",
                "href": f"{address}/facts/statement/{SEED_ID}-8a4ed1bc2800",
                "label": "chicago-seed",
                "text": "Johnson's order a publicity stunt",
                "offset": 0,
                "marks": [[18, 27], [28, 33]],
                "score": found["items"][0]["score"],
                "documents": 1,
                "evidence": {
                    "iri": STUNT,
                    "document": SEED_ID,
                    "title": "chicago-seed",
                    "start": 658,
                    "end": 691,
                    "text": "Johnson's order a publicity stunt",
                    "href": f"{address}/documents/{SEED_ID}#char=658,691",
                },
            }
        ],
        "limit": 10,
        "first": f"{address}/search?q=publicity+stunt&limit=10",
    }


@pytest.mark.parametrize("iri", [STUNT, f"/documents/{SEED_ID}#char=658,691"])
def test_evidence_comes_with_the_text_around_it(address: str, iri: str) -> None:
    found = answer(address, "evidence", iri=iri, around=30)

    assert (found["before"], found["text"], found["after"]) == (
        "te House spokesperson labeled ",
        "Johnson's order a publicity stunt",
        ".\n\nThe initiative is part of a",
    )
    assert found["document"]["title"] == "chicago-seed"
    assert found["href"] == f"{address}/documents/{SEED_ID}#char=658,691"


def test_provisions_are_of_a_kind_and_of_a_bearer(address: str) -> None:
    found = answer(address, "provisions", order=f"{BASE}id/order/{SEED_ORDER}", kind="requires", bearer="AGENCIES")

    assert [(one["predicate"], one["object"]["label"]) for one in found["provisions"]] == [
        ("requires", "city agencies")
    ]


def test_long_lists_are_cut_and_say_so(address: str) -> None:
    whole, part = answer(address, "entity", id=MAYOR), answer(address, "entity", id=MAYOR, limit=1)

    assert part["facts"] == whole["facts"][:1]
    assert part["left_off"] == {"facts": len(whole["facts"]) - 1}


def test_a_graph_that_sparql_makes_comes_as_turtle(address: str) -> None:
    found = answer(
        address, "sparql", query=f"CONSTRUCT {{ <{BASE}id/{MAYOR}> a ?kind }} {{ <{BASE}id/{MAYOR}> a ?kind }}"
    )

    assert found["text"].startswith(f"<{BASE}id/{MAYOR}> a <")
    assert f"<{BASE}ontology#Person>" in found["text"]


def test_what_is_asked_in_english_says_as_what_it_was_understood(address: str) -> None:
    found = answer(address, "ask", question="What does Pritzker say about Trump?", limit=1)
    assert found["how"].startswith("Taken as question 13, ")
    assert found["href"].startswith(f"{address}/questions/13?")
    assert len(found["rows"]) == 1
    assert not answer(address, "ask", question="What is the weather in Chicago?")["understood"]


@pytest.mark.parametrize(
    ("tool", "asked", "why"),
    [
        ("ask", {"question": " "}, "`q` needs a question"),
        ("statements", {"speaker": "Nobody At All"}, "There is no such thing here: no actor 'Nobody At All'"),
        ("statements", {"speakr": "Pritzker"}, "speakr\n  Extra inputs are not permitted"),
        ("events", {"status": "maybe"}, "Input should be 'actual'"),
        ("orders", {"limit": 0}, "greater than or equal to 1"),
        ("search", {"words": "…"}, "`q` needs a word at least"),
        ("search", {"words": "order", "since": "last week"}, "since: String should match pattern"),
        ("entity", {"id": "person/nobody"}, "no entity"),
        ("order", {"id": "../../sparql"}, "There is no such thing here"),
        ("provisions", {"order": "nothing"}, "no order"),
        ("ask_question", {"number": 99}, "no question '99'"),
        ("ask_question", {"number": 2, "given": {"ordr": "Chicago"}}, "did you mean 'order'?"),
        ("run_query", {"name": "../health/live"}, "Not Found"),
        ("sparql", {"query": "SELECT"}, "The query does not parse"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "The query may not run here"),
        ("sparql", {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}, "The query may not run here: INSERT is an update"),
        ("sparql", {"query": f"SELECT (COUNT(*) AS ?n) {PRODUCT}", "seconds": 0.3}, "The query took too long"),
        ("sparql", {"query": f"SELECT * {PRODUCT}", "seconds": 120}, "The answer is too long: ask for less"),
        ("sparql", {"query": "SELECT * { ?s ?p ?o }"}, "The answer is too long: ask for less"),
        ("evidence", {"iri": f"{BASE}id/{MAYOR}"}, "is no evidence"),
        ("evidence", {"iri": f"{BASE}id/document/0000000000000000#char=1,2"}, "no document"),
        ("evidence", {"iri": f"{BASE}id/document/{SEED_ID}#char=1,99999"}, "has 2,042 characters"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_is_wrong(
    address: str, tool: str, asked: dict[str, Any], why: str
) -> None:
    assert why in refusal(address, tool, **asked)


def test_an_answer_that_breaks_off_is_none() -> None:
    async def breaks_off(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"[1, ", "more_body": True})

    asking = Asking(client_of(breaks_off, Caller(None, "assistant")), "http://127.0.0.1/")
    with pytest.raises(ToolError, match="The answer broke off: it took too long"):
        asyncio.run(asking.query("SELECT * {}", None, "*/*"))


def test_pages_of_other_sites_may_not_ask_and_nothing_but_a_message_is_taken(seed: TestClient) -> None:
    def status(**headers: str) -> int:
        return seed.post("/mcp", json=SEARCH, headers=MESSAGE | headers).status_code

    assert status() == 200
    assert status(origin="http://127.0.0.1:8000") == 200
    assert status(origin="http://elsewhere.example") == 403
    assert status(origin="http://rebound.example", host="rebound.example") == 403
    assert seed.get("/mcp").status_code == 405
    assert seed.post("/mcp", content=b"{", headers=MESSAGE).status_code == 400


def test_pages_that_may_read_may_ask(settings: Settings) -> None:
    origin, asked = "http://assistant.example", "content-type, mcp-method, mcp-name, mcp-protocol-version"
    before = {"access-control-request-method": "POST", "access-control-request-headers": asked}
    with (
        Workspace.open(settings) as workspace,
        TestClient(create_app(replace(settings, origins=origin), workspace), base_url="http://127.0.0.1") as client,
    ):
        permitted = client.options("/mcp", headers={"origin": origin} | before).headers
        assert (permitted["access-control-allow-origin"], permitted["access-control-allow-methods"]) == (origin, "POST")
        assert set(asked.split(", ")) <= set(permitted["access-control-allow-headers"].split(", "))
        answer = client.post("/mcp", json=SEARCH, headers=MESSAGE | {"origin": origin})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, origin)


def test_where_reading_needs_a_key_so_does_an_assistant(settings: Settings) -> None:
    locked = replace(settings, host="0.0.0.0", api_key="correct horse", reading="key", rate="4/day")  # noqa: S104
    with Workspace.open(locked) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
        with TestClient(create_app(locked, workspace), base_url="http://policy.example") as client:
            key = {"authorization": "Bearer correct horse"}
            assert client.post("/mcp", json=SEARCH, headers=MESSAGE).status_code == 401
            for _ in range(4):  # what a tool asks counts once
                found = client.post("/mcp", json=SEARCH, headers=MESSAGE | key)
                assert found.json()["result"]["structuredContent"]["items"], found.text
            assert client.post("/mcp", json=SEARCH, headers=MESSAGE | key).status_code == 429


def test_without_the_library_a_service_says_what_it_needs(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.transport_security", None)

    refused = client.post("/mcp", json=SEARCH, headers=MESSAGE)

    assert refused.status_code == 501
    assert "pip install 'policygraph[mcp]'" in refused.json()["detail"]


def test_a_service_that_no_assistant_asks_does_not_load_the_library(home: Path) -> None:
    script = (
        "import sys, api.app, api.cli; print([name for name in ('mcp', 'mcp_types', 'httpx2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def policygraph(home: Path) -> list[str]:
    return ["-c", "from api.cli import main; main()", "mcp", "--home", str(home), "--base-iri", BASE]


def test_over_standard_input_and_output_the_tools_are_the_same(home: Path, tmp_path: Path) -> None:
    with Workspace.open(Settings(home=tmp_path)) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
    asked = StdioServerParameters(command=sys.executable, args=policygraph(tmp_path), env=dict(os.environ))

    answers = call(stdio_client(asked), *ASKED.items())

    assert [found.content for found in answers if found.is_error] == []
    hrefs = values([found.structured_content for found in answers], "href")
    assert {href.startswith(BASE) for href in hrefs} == {True}


def test_a_home_that_is_open_elsewhere_is_a_storage_error(address: str, home: Path) -> None:
    done = subprocess.run([sys.executable, *policygraph(home)], capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stdout) == (3, "")
    assert re.search(r"error: .*another process", done.stderr.replace("\n", " "))
