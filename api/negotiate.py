"""Content negotiation (RFC 9110, section 12.5.1): which of the offered media types an `Accept` header likes best.

Parameters other than `q` are not compared: `text/turtle; charset=utf-8` means `text/turtle`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request

JSON = "application/json"
HTML = "text/html"
NDJSON = "application/x-ndjson"
CSV = "text/csv"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
USUAL = 300  # characters of an `Accept` header that browsers and libraries send; longer ones are not remembered

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"^({_WORD})/({_WORD})$")
_QUALITY = re.compile(r"^(0(\.\d{0,3})?|1(\.0{0,3})?)$")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an `Accept` header: `text/*;q=0.5` is ("text", "*", 0.5)."""

    type: str
    subtype: str
    quality: float

    @property
    def specificity(self) -> int:
        """2 for text/html, 1 for text/*, 0 for */*."""
        return (self.type != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        """Whether a concrete media type falls into this range."""
        kind, _, subtype = media_type.partition("/")
        return self.type in ("*", kind) and self.subtype in ("*", subtype)


def parse(accept: str) -> tuple[MediaRange, ...]:
    """The ranges of an `Accept` header; entries that are not well-formed are passed over."""
    return tuple(r for r in map(_range, accept.split(",")) if r is not None)


def _range(entry: str) -> MediaRange | None:
    name, *parameters = (part.strip() for part in entry.split(";"))
    match = _RANGE.match(name.lower())
    if match is None:
        return None
    quality = "1"
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            quality = value.strip()
    if not _QUALITY.match(quality):
        return None
    return MediaRange(match[1], match[2], float(quality))


def quality(ranges: Iterable[MediaRange], media_type: str) -> float:
    """How much the ranges like a media type, 0 to 1: the most specific range decides."""
    fitting = [r for r in ranges if r.matches(media_type)]
    return max(fitting, key=lambda r: (r.specificity, r.quality)).quality if fitting else 0.0


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that is liked best, the earlier one at a tie; None where none is acceptable."""
    known = accept is None or len(accept) <= USUAL
    return _choose(accept, tuple(offered)) if known else _choose.__wrapped__(accept, tuple(offered))


@lru_cache(maxsize=512)  # clients send the same few headers over and over
def _choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    ranges = parse(accept or "*/*")
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: quality(ranges, media_type))
    return best if quality(ranges, best) > 0 else None


def wants_html(request: Request, others: Sequence[str] = (JSON,)) -> bool:
    """Whether the answer goes to a reader rather than a program that takes one of the `others`; `?format=html|json`
    overrides the header."""
    asked = request.query_params.get("format")
    if asked in ("html", "json"):
        return asked == "html"
    return choose(request.headers.get("accept"), (*others, HTML)) == HTML
