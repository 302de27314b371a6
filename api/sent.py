"""What a request brings, read from ASGI's scope as it stands: for what every request passes, in a tenth of the time in
which Starlette's objects are made."""

from __future__ import annotations

import re
from binascii import a2b_qp
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

STRAY: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def root_of(scope: Scope) -> str:
    """What stands before every path, where the service is reached below one."""
    return str(scope.get("root_path", "")).rstrip("/")


def header(scope: Scope, name: bytes) -> str | None:
    """A header by its name in lower case, the first where there are several; None where there is none."""
    for other, value in scope["headers"]:
        if other == name:
            return str(value, "latin-1")
    return None


def parameters(scope: Scope) -> list[tuple[str, str]]:
    """The names and values that the address brings, those without a value, too; read once for a request."""
    if "parameters" not in scope:
        parts = (part.partition(b"=") for part in scope["query_string"].split(b"&") if part)
        scope["parameters"] = [(decoded(name), decoded(value)) for name, _, value in parts]
    found: list[tuple[str, str]] = scope["parameters"]
    return found


def decoded(sent: bytes) -> str:
    """A name or value of an address as it is meant. Quoted-printable writes bytes as addresses do, but for the sign,
    and is read in C: a query takes a third of the time."""
    sent = sent.replace(b"+", b" ")
    if b"%" in sent:
        stray = STRAY.search(sent)
        sent = unquote_to_bytes(sent) if stray else a2b_qp(sent.replace(b"=", b"=3D").replace(b"%", b"="))
    return str(sent, "utf-8", "replace")
