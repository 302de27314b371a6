"""Who asks, and who may: what a route needs stands beside it as READ's successors do, INGEST, CURATE or ADMIN.

    X-API-Key: KEY | Authorization: Bearer KEY | Authorization: Basic, with the key as the password

Without any key a service that only this machine can reach lets whoever is on this machine do everything; one that
others can reach lets nobody do more than read. As soon as there is a key, one is needed.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode
from dataclasses import dataclass
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi import Depends
from starlette.requests import Request
from starlette.types import Scope

from api.cors import host_of, origins
from api.deps import service
from api.errors import Problem
from api.sent import header
from graph.access import Key, Role
from graph.settings import LOOPBACK, Settings

FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
REALM: Final = 'realm="policygraph"'
BASIC: Final = f', Basic {REALM}, charset="UTF-8"'
HOW: Final = "Send it as X-API-Key or as Authorization: Bearer."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: with which key, from which address; whether something was sent in the place of a key; whether by Basic,
    which browsers send along whatever page makes them ask."""

    key: Key | None
    address: str
    sent: bool = False
    by_basic: bool = False

    @property
    def name(self) -> str:
        """For the log: the key's name, or else the address."""
        return self.key.name if self.key else self.address


def caller(request: Request) -> Caller:
    """Who asks, as the gate has found out."""
    found = request.state.caller
    assert isinstance(found, Caller)
    return found


async def identify(scope: Scope) -> Caller:
    """Find out who asks. Whoever sends what is no key is nobody."""
    sent, by_basic = _sent(scope)
    key = await run_sync(_key, Request(scope), sent) if sent else None  # the file may be busy with a write
    client = scope.get("client")
    return Caller(key, client[0] if client else "somebody", sent is not None, by_basic)


def _sent(scope: Scope) -> tuple[str | None, bool]:
    """What is sent as a key, and whether by Basic."""
    if (given := header(scope, b"x-api-key")) is not None:
        return given, False
    scheme, _, token = (header(scope, b"authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip(), False
    return (_password(token), True) if scheme.lower() == "basic" else (None, False)


def _password(token: str) -> str:
    try:
        return b64decode(token.strip(), validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def _key(request: Request, sent: str) -> Key | None:
    state = service(request)
    ours = state.settings.api_key
    if ours and hmac.compare_digest(sent.encode("utf-8"), ours.encode("utf-8")):
        return Key("", "POLICYGRAPH_API_KEY", Role.ADMIN, "")
    return state.access.find(sent)


@dataclass(frozen=True, slots=True)
class Needs:
    """Lets pass who has a key of a role, and notes it."""

    role: Role

    def __call__(self, request: Request) -> None:
        """As a dependency of a route. Raises Problem 401 and 403."""
        admit(request, self.role)


INGEST: Final[Any] = Depends(Needs(Role.INGEST))
CURATE: Final[Any] = Depends(Needs(Role.CURATE))
ADMIN: Final[Any] = Depends(Needs(Role.ADMIN))


def admit(request: Request, role: Role) -> None:
    """Let a request pass that needs a role, and note who makes it. Raises Problem 401 and 403."""
    who, state = caller(request), service(request)
    if who.key is not None:
        _check_role(who.key, role)
        if who.by_basic:
            _check_page(request)
    elif state.settings.api_key or state.access.has_keys:
        raise unauthorised(who, role)
    elif not state.settings.loopback_only:
        detail = "It listens beyond this machine and has no key: `policygraph keys create NAME --role …` makes one."
        raise Problem(403, "writing-is-off", "This service takes no writes", detail, role=role)
    else:
        _check_local(request)
    if request.method != "GET":
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        id = who.key.id if who.key else ""
        request.state.act = state.access.begin(id, who.name, who.address, request.method, target)


def unauthorised(who: Caller, role: Role) -> Problem:
    """The problem of a request that needs a key and has none, or none that is good."""
    error = ', error="invalid_token"' if who.sent else ""
    detail = "This is no key, or one that has been revoked." if who.sent else f"This needs a key of the role {role}."
    challenge = {"www-authenticate": f"Bearer {REALM}{error}{BASIC}"}
    return Problem(401, "api-key", "A key is needed", f"{detail} {HOW}", challenge, role=role)


def _check_role(key: Key, role: Role) -> None:
    if not key.role.covers(role):
        detail = f"This needs a key of the role {role}; {key.name!r} has the role {key.role}."
        challenge = {"www-authenticate": f'Bearer {REALM}, error="insufficient_scope", scope="{role}"'}
        raise Problem(403, "role", "This key is not good for that", detail, challenge, role=role, has=key.role)


def _check_local(request: Request) -> None:
    """Keep web pages from writing to a local service.

    A page elsewhere can make a browser send requests here, and by rebinding its own name to 127.0.0.1 even read
    the answers. Such requests show a foreign `Origin` or `Sec-Fetch-Site`, or a `Host` that is no loopback name.
    A proxy in front means that the service can be reached from beyond, whatever it listens on.
    """
    host = request.headers.get("host", "")
    if host_of(f"//{host}") not in LOOPBACK:
        raise _foreign(f"The request names the host {host!r}, not this machine.")
    _check_page(request)
    if any(name in request.headers for name in FORWARDED):
        raise _foreign("The request came through a proxy.")


def foreign(request: Request, settings: Settings) -> str | None:
    """Why a request comes from a page that may not read here; None where it does not.

    A page whose own name has been made to lead to this machine shows by the name that it asks for.
    """
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    if origin is None or origins(settings) & {"*", origin}:
        return None
    if origin != f"{request.url.scheme}://{host}":
        return f"The request comes from a page of {origin!r}."
    is_ours = not settings.loopback_only or host_of(f"//{host}") in LOOPBACK
    return None if is_ours else f"The request names the host {host!r}, not this machine."


def _check_page(request: Request) -> None:
    """Keep pages of other sites from using what a browser sends along by itself."""
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host', '')}":
        raise _foreign(f"The request comes from a page of {origin!r}.")
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise _foreign("The request comes from a page of another site.")


def _foreign(detail: str) -> Problem:
    advice = f"To write from elsewhere, make a key (`policygraph keys create`). {HOW}"
    return Problem(403, "foreign-write", "Writes from elsewhere are refused", f"{detail} {advice}")
