"""JSON: one object with a text, as the annotated cases are (FORMAT.md), or a list of them, read one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from graph.errors import InputError
from graph.settings import Settings
from graph.sources import fields
from graph.sources.decode import decode
from graph.sources.feeds import open_feed
from graph.sources.json_feed import is_json_feed
from graph.sources.piece import Intake, Piece
from graph.sources.streams import load, tapped

MEDIA_TYPE = "application/json"
_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\s,]*")


def open_json(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    """The document of a .json file, or those of the list in it; what else is annotated in a case is not for reading."""
    head = stream.read(_CHUNK)
    stream = tapped(stream, name, head)
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"[":
        yield from _listed(_items(stream, name, settings.max_bytes), name, intake)
        return
    data = load(stream, name, settings.max_bytes, "; as JSON lines it can be of any length")
    try:
        found = json.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise InputError(name, f"is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise InputError(name, "holds no document: it needs an object with a text, or a list of them")
    if is_json_feed(found):
        yield from open_feed(BytesIO(data), name, settings, intake)
    elif (within := _list_within(found, intake)) is not None:
        yield from _listed(iter(within), name, intake)
    else:
        yield fields.piece(found, intake.fields, name, MEDIA_TYPE)


def _list_within(found: dict[str, Any], intake: Intake) -> list[Any] | None:
    """The one list of objects in an object without a text, as services answer: {"status": "ok", "articles": […]}."""
    if fields.text_of(found, intake.fields) is not None:
        return None
    lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 else None


def _listed(items: Iterator[Any], name: str, intake: Intake) -> Iterator[Piece | InputError]:
    for number, item in enumerate(items, start=1):
        source = f"{name}!{number}"
        try:
            if not isinstance(item, dict):
                raise InputError(source, "is no JSON object: each item of the list must be one, {…}")
            yield fields.piece(item, intake.fields, source, MEDIA_TYPE)
        except InputError as error:
            yield error


def _items(stream: BinaryIO, name: str, longest: int) -> Iterator[Any]:
    """The items of a list, as far as they are JSON, with no more than one of them in memory."""
    decoder, text = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8-sig")()
    read, at, more = text.decode(stream.read(_CHUNK)), 0, _CHUNK
    at = read.index("[") + 1
    for number in range(1, 1 << 62):
        while True:
            at = _BETWEEN.match(read, at).end()  # type: ignore[union-attr]  # it matches the empty string
            if read[at : at + 1] == "]":
                return
            try:
                item, at = decoder.raw_decode(read, at)
                break
            except (ValueError, RecursionError) as error:
                if len(read) - at > longest or isinstance(error, RecursionError) or not (data := stream.read(more)):
                    reason = f"is cut off or not JSON in item {number:,} of its list: {error}"
                    raise InputError(name, f"{reason}; what stands before was read") from error
                read, at, more = read[at:] + text.decode(data), 0, 2 * more
        yield item
        more = _CHUNK
