"""Asks an OpenAI-compatible chat-completions endpoint, and asks again where it is worth it.

By the standard library alone: it is one POST of JSON, for which a client library would be a dependency more, and
urllib trusts the certificates of the system. No redirection is followed, so that the key and the text go nowhere but
to the address that the user gave.
"""

from __future__ import annotations

import http.client
import json
import logging
import random
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from graph.errors import EndpointError
from graph.settings import LOOPBACK, Settings

TRIES: Final = 6  # with the pauses between them, half a minute: what most overloads take
LONGEST_PAUSE: Final = 120.0  # seconds; an endpoint that asks for more will not answer today
IN_VAIN: Final = (
    3  # requests in a row that all their tries left unanswered: the endpoint is down, not the document hard
)
LARGEST: Final = 32_000_000  # bytes of an answer
AGAIN: Final = frozenset({408, 409, 425, 429})  # and all from 500 on
REFUSED: Final = frozenset({400, 413, 422})  # something is wrong with this request
# no such server; UnicodeError is what names come to that no server can have
NOWHERE: Final = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError, UnicodeError)
OPTIONAL: Final = {"temperature": ("temperature",), "response_format": ("response_format", "json_schema", "schema")}
TOO_LONG: Final = ("context_length", "context length", "context size", "context window", "too long", "too large")

Messages = list[dict[str, str]]

log = logging.getLogger(__name__)


class NoAnswerError(Exception):
    """This request has no answer, which says nothing of the next: refused, failing again and again, not understood."""


class TooLongError(NoAnswerError):
    """The request is longer than the model can read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `whole` is false where the model stopped at its limit."""

    content: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Spent:
    """What was sent and answered; the tokens are those that the endpoint counts, where it counts."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def since(self, before: Spent) -> Spent:
        """What came on top of an earlier state."""
        return Spent(
            self.requests - before.requests,
            self.tokens_in - before.tokens_in,
            self.tokens_out - before.tokens_out,
        )


class Client:
    """One endpoint with one model. `spent` sums up all requests; `sleep` and `chance` are there to be replaced."""

    def __init__(
        self,
        settings: Settings,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.address = address(settings.llm_url or "")
        self.model, self.timeout, self._key = settings.llm_model, settings.llm_timeout, settings.llm_key
        self.spent = Spent()
        self._sleep, self._chance = sleep, chance
        self._left_out: set[str] = set()  # optional fields that the endpoint does not know
        self._in_vain = 0
        local = urlsplit(self.address).hostname in LOOPBACK
        handlers = [urllib.request.ProxyHandler({})] if local else []
        self._opener = urllib.request.build_opener(_NoRedirection, *handlers)

    def complete(self, messages: Messages, schema: dict[str, Any]) -> Reply:
        """The model's answer. Raises NoAnswerError where this has none, EndpointError where nothing has one."""
        why = ""
        for pause in self._pauses():
            status, headers, body = self._try(messages, schema)
            if 200 <= status < 300:
                self._in_vain = 0
                return self._reply(body)
            why = f"status {status}: {self._message(body)}" if status else body.decode()
            if status == 0 or status in AGAIN or status >= 500:
                if "insufficient_quota" in body.decode("utf-8", "replace"):
                    raise self._unusable(f"the account's quota is used up ({why})")
                self._wait(pause, headers, why)
            elif status not in REFUSED or not self._can_do_without(body):
                raise self._fault(status, why, body)
        if status == 429:
            raise self._unusable(f"too many requests, and that after {TRIES} tries ({why})")
        self._in_vain += 1
        if self._in_vain >= IN_VAIN:
            raise self._unusable(f"no answer to {IN_VAIN} requests in a row ({why})")
        raise NoAnswerError(f"no answer in {TRIES} tries ({why})")

    def _pauses(self) -> Iterator[float]:
        """How long to wait after each try in seconds: twice as long each time, and not all clients at once."""
        for exponent in range(TRIES - 1):
            yield 2**exponent * (0.5 + self._chance() / 2)
        yield 0.0

    def _wait(self, pause: float, headers: Any, why: str) -> None:
        if not pause:
            return
        asked = _retry_after(headers)
        if asked > LONGEST_PAUSE:
            raise self._unusable(f"asks to wait for {asked:,.0f} seconds ({why})")
        seconds = max(pause, asked + self._chance() if asked else 0)
        log.info("%s: %s; next try in %.1f s", _shown(self.address), why, seconds)
        self._sleep(seconds)

    def _try(self, messages: Messages, schema: dict[str, Any]) -> tuple[int, Any, bytes]:
        """Status, headers and body; status 0 and the reason as body where there was none. Raises EndpointError."""
        self.spent = replace(self.spent, requests=self.spent.requests + 1)
        request = urllib.request.Request(self.address, self._body(messages, schema), self._headers())  # noqa: S310 - http(s) alone, by Settings
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                return answer.status, answer.headers, self._read(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, _rest(error)
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(reason, NOWHERE):
                raise self._unusable(f"cannot be reached: {reason}") from None
            return 0, {}, _why(reason, self.timeout).encode()

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        """The body, within the time and the size that one answer may take."""
        deadline, read = time.monotonic() + self.timeout, bytearray()
        while piece := answer.read1(65_536):
            read += piece
            if time.monotonic() > deadline:
                raise TimeoutError
            if len(read) > LARGEST:
                raise http.client.HTTPException(f"an answer of more than {LARGEST:,} bytes")
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        return bytes(read)

    def _body(self, messages: Messages, schema: dict[str, Any]) -> bytes:
        optional = {
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "record", "strict": True, "schema": schema},
            },
        }
        sent = {name: value for name, value in optional.items() if name not in self._left_out}
        return json.dumps({"model": self.model, "messages": messages, "stream": False} | sent).encode()

    def _headers(self) -> dict[str, str]:
        known = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        return {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "policygraph"} | known

    def _reply(self, body: bytes) -> Reply:
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            message, finish = choice["message"], choice.get("finish_reason")
            self._count(answer.get("usage") or {})
            content = _text(message.get("content"))
            refusal = message.get("refusal")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise NoAnswerError(f"what came is no chat completion ({error!r}): {self._message(body)}") from None
        if refusal or finish == "content_filter":
            raise NoAnswerError(f"the model refused: {self._clean(str(refusal or 'content filter'))}")
        return Reply(content, finish != "length")

    def _count(self, usage: dict[str, Any]) -> None:
        read, written = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
        self.spent = Spent(self.spent.requests, self.spent.tokens_in + read, self.spent.tokens_out + written)

    def _can_do_without(self, body: bytes) -> bool:
        """Whether what an endpoint complains of is an optional field, which is then left out from now on."""
        said = body.decode("utf-8", "replace").lower()
        for name, words in OPTIONAL.items():
            if name not in self._left_out and any(word in said for word in words):
                log.info("%s does not take %s; it is left out", _shown(self.address), name)
                self._left_out.add(name)
                return True
        return False

    def _fault(self, status: int, why: str, body: bytes) -> Exception:
        """What a refused request means: for 400, 413 and 422 this one, for all others every one."""
        if status in REFUSED:
            said = body.decode("utf-8", "replace").lower()
            too_long = status == 413 or any(words in said for words in TOO_LONG)
            return TooLongError(why) if too_long else NoAnswerError(why)
        advice = {
            401: "the key is missing or wrong: set POLICYGRAPH_LLM_KEY",
            403: "the key may not use this",
            404: f"there is no chat-completions endpoint at {_shown(self.address)}, or no model {self.model!r}",
        }.get(status, "it leads elsewhere, which is not followed" if status < 400 else "the endpoint takes no requests")
        return self._unusable(f"{advice} ({why})")

    def _unusable(self, reason: str) -> EndpointError:
        return EndpointError(_shown(self.address), self._clean(reason))

    def _message(self, body: bytes) -> str:
        """What an endpoint says of an error, in a line."""
        said = body.decode("utf-8", "replace")
        try:
            value = json.loads(said)
            error = value.get("error") or value.get("detail") or value.get("message")
            said = error.get("message", said) if isinstance(error, dict) else str(error or said)
        except (ValueError, AttributeError, RecursionError):
            pass
        return self._clean(str(said))

    def _clean(self, said: str) -> str:
        """One line of what was said; some endpoints repeat the key."""
        line = " ".join((said.replace(self._key, "[key]") if self._key else said).split())
        return line if len(line) <= 300 else f"{line[:300]}…"


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow none: it stays an error."""


def address(url: str) -> str:
    """Where to ask: the user's address with `/chat/completions` at the end of its path."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def _shown(url: str) -> str:
    """An address without its query, in which keys may stand."""
    return urlunsplit((*urlsplit(url)[:3], "", ""))


def _rest(error: urllib.error.HTTPError) -> bytes:
    """The body of an error, as far as it comes."""
    try:
        with error:
            return error.read(LARGEST)
    except (OSError, http.client.HTTPException):
        return b""


def _text(content: Any) -> str:
    """A message's content: a string, or parts of one."""
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _why(reason: object, timeout: float) -> str:
    if isinstance(reason, TimeoutError):
        return f"no answer within {timeout:g} seconds"
    return f"the connection broke: {reason}" if str(reason) else f"the connection broke: {reason!r}"


def _retry_after(headers: Any) -> float:
    """Seconds that an endpoint asks to wait: given as a number or as a time; 0 where it asks for nothing."""
    said = str(headers.get("Retry-After") or "").strip()
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return 0.0
