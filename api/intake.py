"""Documents as they come over HTTP: JSON with metadata, or a plain text or HTML body with metadata in the query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from email.message import Message
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import parse_qsl

from fastapi import Depends
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from api.deps import service
from api.errors import Problem
from api.negotiate import FORM
from api.wire import DocumentIn
from graph import clean
from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import READERS
from graph.sources.piece import BODY_NAME as BODY

Model = TypeVar("Model", bound=BaseModel)
SUFFIXES: Final = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
}
DOCUMENTS: Final = SUFFIXES | {  # what is only put in by whoever may write: files of these kinds can be made to do harm
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
METADATA: Final = ("title", "url", "publisher", "author", "date")


class Sent:
    """A body that came with its media type; reading it into a document may take long and is left to a worker thread."""

    def __init__(
        self, body: bytes, declared: Message, query: dict[str, str], settings: Settings, suffixes: Mapping[str, str]
    ) -> None:
        self.body = body
        self.media_type = declared.get_content_type()
        self.charset = declared.get_content_charset()
        self.query = {name: value for name, value in query.items() if name in METADATA and value}
        self.settings, self.suffixes = settings, suffixes

    @classmethod
    def of(cls, request: Request, body: bytes, suffixes: Mapping[str, str] = SUFFIXES) -> Sent:
        """What came with a request; `suffixes` are the media types that are read besides JSON."""
        return cls(body, _declared(request), dict(request.query_params), service(request).settings, suffixes)

    def document(self) -> Document:
        """The clean document. Raises Problem 415, RequestValidationError, InputError."""
        if self.media_type == "application/json":
            return self._from_fields(validated(DocumentIn, self.body))
        if self.media_type == FORM:
            return self._from_fields(
                validated(DocumentIn, {name: value for name, value in pairs_of(self.body) if value})
            )
        if self.media_type in self.suffixes:
            return self._from_file(self.suffixes[self.media_type])
        accepted = ", ".join(("application/json", *self.suffixes))
        raise Problem(
            415,
            "unsupported-media-type",
            "This kind of body is not understood",
            f"Send one of {accepted}; this was {self.media_type}.",
            headers={"accept-post": accepted},
        )

    def _from_fields(self, sent: DocumentIn) -> Document:
        text = clean.accept(sent.text, BODY, self.settings.max_characters)
        return Document(**sent.model_dump() | {"text": text})

    def _from_file(self, suffix: str) -> Document:
        """As a file of that kind would be read: the same decoding, extraction and checks."""
        known = validated(DocumentIn, {"text": "-"} | self.query).model_dump(exclude={"text"}, exclude_none=True)
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


def validated(model: type[Model], content: bytes | Mapping[str, Any]) -> Model:
    """What a body holds: JSON, or the fields of a form. Raises RequestValidationError."""
    try:
        return model.model_validate_json(content) if isinstance(content, bytes) else model.model_validate(content)
    except ValidationError as error:
        raise RequestValidationError([e | {"loc": ("body", *e["loc"])} for e in error.errors()]) from error


def pairs_of(body: bytes, most: int = 50) -> list[tuple[str, str]]:
    """The fields of a form, those that were left empty too; so many at most. Raises InputError."""
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError as error:
        raise InputError(BODY, f"is not a well-formed form: {error}") from error


async def sent(request: Request) -> Sent:
    """The request's body with its media type."""
    return Sent.of(request, await request.body())


def media_type_of(request: Request) -> str:
    """The media type that the request declares, in small letters."""
    return _declared(request).get_content_type()


def _declared(request: Request) -> Message:
    declared = Message()
    declared["content-type"] = request.headers.get("content-type") or "none/none"
    return declared


SentDep = Annotated[Sent, Depends(sent)]


def request_body(example: dict[str, Any], summary: str, *others: str) -> dict[str, Any]:
    """The OpenAPI description of such a body, with an example for JSON and for plain text; `others` are media types."""
    binary: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
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
            }
            | {media_type: binary for media_type in others if media_type not in SUFFIXES},
        }
    }
