"""Documents as they come over HTTP: JSON with metadata, or a plain text or HTML body with metadata in the query."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from fastapi import Depends
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import Request

from api.deps import service
from api.errors import Problem
from api.wire import DocumentIn
from graph import clean
from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import READERS

FORM: Final = "application/x-www-form-urlencoded"
SUFFIXES: Final = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
}
ACCEPTED: Final = ("application/json", *SUFFIXES)
BODY: Final = "the request's body"
METADATA: Final = ("title", "url", "publisher", "author", "date")


class Sent:
    """A body that came with its media type; reading it into a document may take long and is left to a worker thread."""

    def __init__(self, body: bytes, content_type: str, query: dict[str, str], settings: Settings) -> None:
        declared = Message()
        declared["content-type"] = content_type or "none/none"
        self.body = body
        self.media_type = declared.get_content_type()
        self.charset = declared.get_content_charset()
        self.query = {name: value for name, value in query.items() if name in METADATA and value}
        self.settings = settings

    def document(self) -> Document:
        """The clean document. Raises Problem 415, RequestValidationError, InputError."""
        if self.media_type == "application/json":
            return self._from_fields(self._validated(self.body))
        if self.media_type == FORM:
            return self._from_fields(self._validated(self._form()))
        if self.media_type in SUFFIXES:
            return self._from_file(SUFFIXES[self.media_type])
        raise Problem(
            415,
            "unsupported-media-type",
            "This kind of body is not understood",
            f"Send one of {', '.join(ACCEPTED)}; this was {self.media_type}.",
            headers={"accept-post": ", ".join(ACCEPTED)},
        )

    def _form(self) -> dict[str, str]:
        try:
            pairs = parse_qsl(self.body.decode("ascii"), errors="strict", max_num_fields=20)
        except ValueError as error:
            raise InputError(BODY, f"is not a well-formed form: {error}") from error
        return {name: value for name, value in pairs if value}

    def _validated(self, content: bytes | dict[str, str]) -> DocumentIn:
        try:
            if isinstance(content, bytes):
                return DocumentIn.model_validate_json(content)
            return DocumentIn.model_validate(content)
        except ValidationError as error:
            raise RequestValidationError([e | {"loc": ("body", *e["loc"])} for e in error.errors()]) from error

    def _from_fields(self, sent: DocumentIn) -> Document:
        text = clean.accept(sent.text, BODY, self.settings.max_characters)
        return Document(**sent.model_dump() | {"text": text})

    def _from_file(self, suffix: str) -> Document:
        """As a file of that kind would be read: the same decoding, extraction and checks."""
        known = self._validated({"text": "-"} | self.query).model_dump(exclude={"text"}, exclude_none=True)
        document = READERS[suffix].read(self._in_utf8(), BODY)
        text = clean.accept(document.text, BODY, self.settings.max_characters)
        changes: dict[str, Any] = {"text": text, "source": None, "format": READERS[suffix].media_type} | known
        return replace(document, **changes)

    def _in_utf8(self) -> bytes:
        """The body in UTF-8; a declared charset outweighs, by the mark in front, what an HTML page says of itself."""
        if self.charset is None:
            return self.body
        try:
            return self.body.decode(self.charset).encode("utf-8-sig")
        except (LookupError, ValueError) as error:
            raise InputError(BODY, f"is not in the charset that it declares: {error}") from error


async def sent(request: Request) -> Sent:
    """The request's body with its media type."""
    content_type = request.headers.get("content-type", "")
    return Sent(await request.body(), content_type, dict(request.query_params), service(request).settings)


SentDep = Annotated[Sent, Depends(sent)]


def request_body(example: dict[str, Any], summary: str) -> dict[str, Any]:
    """The OpenAPI description of such a body, with an example for JSON and for plain text."""
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/DocumentIn"},
                    "examples": {"article": {"summary": summary, "value": example}},
                },
                "text/plain": {
                    "schema": {"type": "string"},
                    "examples": {"article": {"summary": summary, "value": example["text"]}},
                },
                "text/html": {"schema": {"type": "string"}},
                "text/markdown": {"schema": {"type": "string"}},
            },
        }
    }
