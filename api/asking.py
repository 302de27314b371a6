"""How tools ask the service for whom they speak, and how they tell the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from httpx2 import AsyncClient, Response
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent
from starlette.requests import Request

from api.access import caller
from api.inside import BrokenOff, TooMuch, client_of
from api.negotiate import JSON
from api.openapi import QUERY

LONGEST: Final = 200_000  # characters of an answer: a quarter of what an assistant can hold
TURTLE: Final = "text/turtle"
LINKS: Final = frozenset({"href", "evidence_href", "first", "next", "documents"})
PARTS: Final = frozenset({"facts", "provisions", "rows", "documents", "contradictions"})  # lists that may be long

Asked = Context[Any, Any]
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks the service, and what its links begin with."""

    client: AsyncClient
    root: str

    async def get(self, path: str, given: Given | None = None, accept: str = JSON) -> Any:
        """What an address answers. Raises ToolError with what is wrong."""
        return await self._ask("GET", path, given, accept)

    async def query(self, sparql: str, seconds: float | None, accept: str) -> Any:
        """What a query gives. Raises ToolError with what is wrong."""
        return await self._ask("POST", "/sparql", {"timeout": seconds}, accept, sparql)

    async def _ask(self, method: str, path: str, given: Given | None, accept: str, query: str | None = None) -> Any:
        params = {name: value for name, value in (given or {}).items() if value is not None}
        headers = {"accept": accept} | ({"content-type": QUERY} if query is not None else {})
        try:
            return _answer(await self.client.request(method, path, params=params, headers=headers, content=query))
        except TooMuch:
            raise _too_long() from None
        except BrokenOff:
            raise ToolError(
                "The answer broke off: it took too long, or too much. Ask for less, or more `seconds`."
            ) from None

    async def part(self, path: str, given: Given) -> CallToolResult:
        """A part of a list, with what leads to the next one."""
        found = await self.get(path, given)
        after = dict(parse_qsl(urlsplit(found["next"] or "").query)).get("after")
        return self.told(found | ({"after": after} if after else {}))

    def told(self, found: Mapping[str, Any], limit: int | None = None) -> CallToolResult:
        """An answer as an assistant gets it; of its parts the first `limit`, and how many were left off."""
        lists = {name: value for name, value in found.items() if name in PARTS and isinstance(value, list)}
        some = dict(found) | {name: value[:limit] for name, value in lists.items()}
        sizes = {name: len(value) for name, value in lists.items()}
        if "facts" in sizes and found.get("total") is not None:  # a part of them, an order's provisions among them
            sizes["facts"] = found["total"] - sizes.get("provisions", 0)
        left_off = {name: left for name, size in sizes.items() if (left := size - len(some[name]))}
        whole = self._whole(some | ({"left_off": left_off} if left_off else {}))
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        if len(text) > LONGEST:
            raise _too_long()
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=whole)

    def _whole(self, value: Any, is_link: bool = False) -> Any:
        """The same with whole links, and without fields that have no value."""
        if isinstance(value, dict):
            told = {name: self._whole(one, name in LINKS) for name, one in value.items()}
            return {name: one for name, one in told.items() if one is not None and one != []}
        if isinstance(value, list):
            return [self._whole(one, is_link) for one in value]
        return self.root + value[1:] if is_link and isinstance(value, str) and value.startswith("/") else value


def asking_of(context: Asked) -> Asking:
    """Who asks: whoever sent the request, or whose process this is."""
    request = context.request_context.request
    if isinstance(request, Request):
        return Asking(client_of(request.app, caller(request)), str(request.base_url))
    inside = context.request_context.lifespan_context
    assert isinstance(inside, Asking)
    return inside


def _answer(answer: Response) -> Any:
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if answer.is_error:
        problem = answer.json() if media_type.endswith("json") else {"detail": answer.text}
        raise ToolError(f"{problem.get('title', answer.status_code)}: {problem['detail']}")
    return answer.json() if media_type.endswith("json") else {"text": answer.text}


def _too_long() -> ToolError:
    return ToolError("The answer is too long: ask for less, by limit or by what narrows it down.")
