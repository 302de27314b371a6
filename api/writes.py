"""What comes to be written: updates by the SPARQL 1.1 Protocol, and RDF by the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import PurePosixPath
from typing import Any, Final

import pyoxigraph as ox
from fastapi.responses import Response
from starlette.requests import Request

from api.access import caller
from api.deps import Service
from api.errors import Problem
from api.negotiate import MULTIPART
from graph.trials.uploads import FORMATS
from graph.writing import Update

UPDATE: Final = "application/sparql-update"
LONGEST_NAME: Final = 200  # characters of who writes
VALIDATE: Final[dict[str, Any]] = {
    "name": "validate",
    "in": "query",
    "required": False,
    "schema": {"type": "boolean", "default": False},
    "description": "Write only if what would be there fits ontology/shapes.ttl (SHACL); else 422 says what does not.",
}
ACCEPTED: Final = ", ".join(FORMATS)


def who(request: Request) -> str:
    """Who writes, for the log: the parameter `who`, the header `From`, or else the key's name or the client's address.
    Which key it was stands in the audit log, whoever he says that he is."""
    named = request.query_params.get("who") or request.headers.get("from") or ""
    return named.strip()[:LONGEST_NAME] or caller(request).name


def update(request: Request, service: Service, pairs: Sequence[tuple[str, str]], base: str) -> Response:
    """Run the one update among the parameters. Raises Problem, and what the writer raises."""
    texts = [value for name, value in pairs if name == "update"]
    if len(texts) != 1 or any(name == "query" for name, _ in pairs):
        detail = f"There are {len(texts)} parameters `update`, and `query` must not be beside it."
        raise Problem(400, "malformed-request", "One update at a time", detail)
    using, named = (iris([v for n, v in pairs if n == f"using-{kind}graph-uri"]) for kind in ("", "named-"))
    told = Update(texts[0], base, service.settings.base_iri, using, named)
    with service.writing() as writer:
        writer.update(told, who(request), service.check(request))
    return Response(status_code=204)


def iris(values: Iterable[str]) -> tuple[str, ...]:
    """The values, all of which must be IRIs. Raises Problem 400."""
    found = tuple(values)
    for value in found:
        try:
            ox.NamedNode(value)
        except ValueError as error:
            detail = f"{value!r} is not the absolute IRI of a graph: {error}"
            raise Problem(400, "malformed-request", "A graph is named by its IRI", detail) from error
    return found


def text_of(body: bytes, content_type: str) -> str:
    """A body in UTF-8, and in nothing else: the protocol allows no other. Raises Problem 415 and 400."""
    declared = _header(content_type)
    charset = declared.get_content_charset()
    if charset not in (None, "utf-8", "utf8", "us-ascii"):
        detail = f"The protocol allows UTF-8 alone; this was declared to be {charset}."
        raise Problem(415, "unsupported-media-type", "This charset is not understood", detail)
    try:
        return body.decode("utf-8")
    except ValueError as error:
        raise Problem(400, "malformed-request", "The body is not well-formed", str(error)) from error


def quads_of(request: Request, service: Service, body: bytes, base: str) -> list[ox.Quad]:
    """The quads of a body, or of all parts of a form with files. Raises Problem, DataError, WriteStopped."""
    encoding = request.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise _unsupported(f"a body with the content coding {encoding}")
    declared = _header(request.headers.get("content-type") or "none/none")
    if declared.get_content_type() != MULTIPART:
        return _read(service, body, _media_type(declared), base)
    head = b"content-type: " + request.headers["content-type"].encode("latin-1") + b"\r\n\r\n"
    form = BytesParser(policy=HTTP).parsebytes(head + body)
    if not form.is_multipart():
        detail = "There are no parts between the boundaries that Content-Type names."
        raise Problem(400, "malformed-request", "The form is not well-formed", detail)
    parts = [part for part in form.iter_parts() if part.get_content_disposition() == "form-data"]
    return [quad for part in parts for quad in _read(service, _payload(part), _media_type(part), base)]


def _read(service: Service, data: bytes, media_type: str, base: str) -> list[ox.Quad]:
    return list(service.writer.read(data, media_type, base))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _media_type(declared: Message) -> str:
    """What kind of RDF it is, by what it declares, or by the file's name. Raises Problem 415."""
    named = declared.get_content_type() if "content-type" in declared else ""
    suffix = PurePosixPath(declared.get_filename() or "").suffix.removeprefix(".")
    if named not in FORMATS and (form := ox.RdfFormat.from_extension(suffix)) is not None:
        named = form.media_type
    if named not in FORMATS:
        raise _unsupported(named if named and named != "none/none" else "of no Content-Type")
    return named


def _unsupported(what: str) -> Problem:
    detail = f"Send one of {ACCEPTED}, or {MULTIPART} with such files; this was {what}."
    return Problem(415, "unsupported-media-type", "This kind of body is not understood", detail, accepting())


def accepting() -> dict[str, str]:
    """Headers that say what can be sent."""
    return {"accept-post": f"{ACCEPTED}, {MULTIPART}", "accept-put": ACCEPTED}


def _header(content_type: str) -> Message:
    declared = Message()
    declared["content-type"] = content_type
    return declared
