"""Fetching one address that the user gave: within a time, a size and five redirections, and from the public network.

By urllib3, which trafilatura brings along, one connection at a time and without its pools: the name is resolved and
checked first (graph.sources.address), and what is connected to is the checked IP address. No proxy of the environment
is used, because a proxy would resolve the name again, unchecked; no cookie is kept and no name or password sent.
"""

from __future__ import annotations

import gzip
import http.client
import ssl
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from io import BytesIO
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.address import Network, Place, locate, shown
from graph.sources.connection import connected
from graph.sources.media import TEXTS, Media
from graph.sources.piece import Intake, Piece

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

REDIRECTIONS = 5
IN_MEMORY = 1_000_000  # bytes; what is longer waits in a temporary file
CHUNK = 65_536
ACCEPT = (
    "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, "
    "text/*;q=0.9, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5"
)
MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 503})
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)  # seconds between tries of a busy server that does not say how long to wait
WHY = {
    401: "needs a login: save the page from your browser and give the file",
    403: "may not be fetched by a program: save the page from your browser and give the file",
    404: "does not exist",
    410: "is gone",
    451: "is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether something is still what it was."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """A request's headers that ask for what has changed since."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(slots=True)
class Fetched:
    """What came: `url` after all redirections, `kind` as a suffix, `body` to read from (text in UTF-8 where the server
    declared a charset). `changed` is false, and the body empty, where it is what the validators given stand for."""

    url: str
    kind: str = ""
    body: IO[bytes] = field(default_factory=BytesIO)
    validators: Validators = field(default_factory=Validators)
    changed: bool = True

    def piece(self, source: str) -> Piece:
        """The one document that it is."""
        return Piece(source, self.kind, self.body.read(), {"url": self.url})

    def __enter__(self) -> Fetched:
        """Itself; its body is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Let go of the body."""
        self.body.close()


def fetch(
    url: str,
    settings: Settings,
    intake: Intake,
    known: Validators | None = None,
    network: Network | None = None,
) -> Fetched:
    """Fetch an address. Raises InputError, which names it and says why and what to do."""
    return _Fetch(url, settings, intake, known or Validators(), network or Network()).run()


class _Fetch:
    """One fetch, from the address given to the end of its redirections, with the time by which it must be done."""

    def __init__(self, url: str, settings: Settings, intake: Intake, known: Validators, network: Network) -> None:
        self.url, self.max_bytes, self.intake, self.known = url, settings.max_bytes, intake, known
        self.network = network
        self.deadline = time.monotonic() + intake.timeout

    def run(self) -> Fetched:
        """Go where the address leads, each place checked as the first was."""
        hop, been = self.url, list[str]()
        while len(been) <= REDIRECTIONS:
            with self._via(hop):
                place = locate(hop, self.intake.allow_private, self._left(), self.network)
            if place.url in been:
                raise self._error("is redirected in a circle: open it in a browser, which may need a cookie for it")
            been.append(place.url)
            with self._via(hop):
                found = self._answer(place)
            if isinstance(found, Fetched):
                return found
            hop = self._joined(place.url, found)
        raise self._error(f"is redirected more than {REDIRECTIONS} times: give the address where it ends")

    def _joined(self, here: str, location: str) -> str:
        try:
            return urljoin(here, location)
        except ValueError as error:
            raise self._error(f"is redirected to {location!r}, which is no address") from error

    @contextmanager
    def _via(self, hop: str) -> Iterator[None]:
        """What goes wrong at a place that the user did not name says how it came to it."""
        try:
            yield
        except InputError as error:
            if hop == self.url:
                raise
            raise self._error(f"is redirected to {shown(hop)}, which {error.reason}") from error

    def _answer(self, place: Place) -> Fetched | str:
        """What a place answers, asked again while it is busy and there is time; an address is a redirection."""
        for pause in (*PAUSES, None):
            with self._asked(place) as answer:
                if answer.status not in BUSY:
                    return self._read(place, answer)
                wait = max(pause or 0, _retry_after(answer.headers.get("retry-after")))
                if pause is None or wait >= self._left():
                    asks = f" and asks to wait for {wait:,.0f} s" if wait > PAUSES[-1] else ""
                    raise self._error(f"is busy: try again later (its server answers with {answer.status}{asks})")
            time.sleep(wait)
        raise AssertionError("the last pause is none")

    @contextmanager
    def _asked(self, place: Place) -> Iterator[BaseHTTPResponse]:
        """A place's answer, its body still to be read; what goes wrong on the way, and after it, is an InputError."""
        from urllib3.exceptions import HTTPError

        headers = self._headers(place)
        try:
            with connected(place, self.deadline) as connection:
                connection.request("GET", place.target, headers=headers, preload_content=False, decode_content=False)
                with closing(connection.getresponse()) as answer:
                    yield answer
        except (HTTPError, http.client.HTTPException, OSError) as error:
            raise self._error(self._fault(error)) from error

    def _headers(self, place: Place) -> dict[str, str]:
        agent = f"policygraph/{version('policygraph')}"
        ours = {"Host": place.authority, "User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
        return ours | self.known.headers

    def _read(self, place: Place, answer: BaseHTTPResponse) -> Fetched | str:
        status, headers = answer.status, answer.headers
        if status in MOVED and (where := headers.get("location")):
            return where.encode("latin-1", "replace").decode("utf-8", "replace")  # what is not ASCII is UTF-8 at best
        validators = Validators(headers.get("etag"), headers.get("last-modified"))
        if status == 304 and self.known.headers:
            return Fetched(place.url, validators=validators if validators.headers else self.known, changed=False)
        if status not in (200, 203):
            why = WHY.get(status, "is not to be had: its server fails, try again later" if status >= 500 else "")
            raise self._error(f"{why or 'is not to be had'} (its server answers with status {status})")
        kind, body = self._body(place, answer)
        return Fetched(place.url, kind, body, validators)

    def _body(self, place: Place, answer: BaseHTTPResponse) -> tuple[str, IO[bytes]]:
        media = Media.of(answer.headers.get("content-type", ""), answer.headers.get("content-disposition", ""))
        body = self._unpacked(self._whole(answer), answer.headers.get("content-encoding", ""))
        with _kept(body):
            start = body.read(1024)
            body.seek(0)
            kind = media.kind(place.url, start, self.intake.kind)
            if not kind:
                raise self._error(f"is {media.type}, which is not read: save its text and give the file")
            if kind.endswith(".gz") and not start.startswith(b"\x1f\x8b"):
                kind = kind.removesuffix(".gz")  # some servers call a .warc.gz a .warc encoded with gzip
        if kind not in TEXTS or media.charset is None:
            return kind, body
        with body:
            return kind, _spooled([media.text(body.read())])

    def _whole(self, answer: BaseHTTPResponse) -> IO[bytes]:
        """The body as it was sent, within size and time."""
        announced = answer.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self.max_bytes:
            raise self._too_long(f"{int(announced):,} bytes")
        return self._limited(answer.stream(CHUNK, decode_content=False))

    def _limited(self, chunks: Iterable[bytes]) -> IO[bytes]:
        total, body = 0, _spooled()
        with _kept(body):
            for chunk in chunks:
                total += len(chunk)
                if total > self.max_bytes:
                    raise self._too_long("more bytes than that")
                body.write(chunk)
            if self._left() <= 0:  # a connection that was cut can look like one that ended
                raise TimeoutError
            body.seek(0)
        return body

    def _unpacked(self, body: IO[bytes], encoding: str) -> IO[bytes]:
        """The body without its content encoding, within the size: it is unpacked no further than that."""
        if encoding.strip().lower() in ("", "identity"):
            return body
        with body:
            if encoding.strip().lower() not in ("gzip", "x-gzip"):
                reason = f"came in the encoding {encoding}, which it was not asked for: save it, give the file"
                raise self._error(reason)
            try:
                with gzip.GzipFile(fileobj=body, mode="rb") as unpacking:
                    return self._limited(iter(lambda: unpacking.read(CHUNK), b""))
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise self._error(f"is damaged: its gzip encoding ends early or is none ({error})") from error

    def _left(self) -> float:
        """Seconds that there still are."""
        return max(0.0, self.deadline - time.monotonic())

    def _too_long(self, size: str) -> InputError:
        return self._error(f"is too long: {size}, the limit is {self.max_bytes:,}; save it and cut it up")

    def _fault(self, error: Exception) -> str:
        from urllib3.exceptions import HTTPError, NewConnectionError
        from urllib3.exceptions import TimeoutError as NoAnswer

        if isinstance(error, ssl.SSLCertVerificationError):
            return f"has a certificate that does not hold: {error.verify_message}"
        if isinstance(error, NewConnectionError):
            return f"cannot be reached: {error.__cause__ or error}"
        if isinstance(error, TimeoutError | NoAnswer) or self._left() <= 0:
            return f"did not come within {self.intake.timeout:g} seconds: try again later"
        said = error.args[0] if isinstance(error, HTTPError) and error.args else error  # the rest repeats it
        return f"broke off: {' '.join((str(said) or repr(said)).split())}; try again"

    def _error(self, reason: str) -> InputError:
        return InputError(shown(self.url), reason)


def _spooled(chunks: Iterable[bytes] = ()) -> IO[bytes]:
    """A temporary file, in memory while it is small, at its beginning."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - who reads it closes it
    file.writelines(chunks)
    file.seek(0)
    return file


@contextmanager
def _kept(file: IO[bytes]) -> Iterator[None]:
    """A file is left open at the end of the block, but closed where that fails."""
    try:
        yield
    except BaseException:
        file.close()
        raise


def _retry_after(said: str | None) -> float:
    """Seconds that a server asks to wait, as a number or as a time; 0 where it asks for nothing that makes sense."""
    try:
        return max(0.0, float(said or 0))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(said or "").timestamp() - time.time())
    except ValueError:
        return 0.0
