"""YAML files of strangers, read as plain text: maps, lists and strings, and nothing that YAML would make of them.

PyYAML, which is there already, with libyaml's parser: its events are half the work of its loader, and what is built
from them here knows no types (a district "1", a name "No" and a day stay as written), no objects, and no aliases.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from graph.errors import InputError

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | None"

MOST_BYTES = 32 * 1024 * 1024  # legislators-historical.yaml, the longest there is, has some 10 MB; 32 MB take 0.6 GB
DEEPEST = 32
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml(path: Path) -> Plain:
    """What the file holds. Raises InputError, which says what is wrong with it and where."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(str(path), f"is longer than {MOST_BYTES >> 20} MB, and no such list is: take it out")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 (byte {error.start}): save it as UTF-8") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from None
    return _Builder(str(path)).build(text)


class _Builder:
    """Builds one file's value from events. `_open` holds the maps and lists that are not yet closed."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._open: list[dict[str, Plain] | list[Plain]] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def build(self, text: str) -> Plain:
        import yaml

        try:
            return self._value(self._events(text))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            where = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
            raise self._error(f"is broken YAML{where}: {error.problem}") from None
        except yaml.YAMLError as error:
            raise self._error(f"is broken YAML: {' '.join(str(error).split())}") from None

    def _events(self, text: str) -> Iterator[object]:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a PyYAML may be built without libyaml
        yield from yaml.parse(text, Loader=loader)

    def _value(self, events: Iterator[object]) -> Plain:
        import yaml

        whole: Plain = None
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    nothing = event.implicit[0] and event.value in _NOTHING
                    whole = self._put(None if nothing else event.value, whole, event)
                case yaml.MappingStartEvent():
                    whole = self._begin({}, whole, event)
                case yaml.SequenceStartEvent():
                    whole = self._begin([], whole, event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._open.pop()
                    self._keys.pop()
                case yaml.AliasEvent():
                    raise self._error(
                        f"repeats a part by an alias{_line(event)}, which these lists do not: write it out"
                    )
                case yaml.DocumentStartEvent():
                    self._documents += 1
                    if self._documents > 1:
                        raise self._error(f"holds a second document{_line(event)}: make it a file of its own")
        return whole

    def _begin(self, new: dict[str, Plain] | list[Plain], whole: Plain, event: object) -> Plain:
        if len(self._open) >= DEEPEST:
            raise self._error(f"is nested more than {DEEPEST} deep{_line(event)}, and no such list is")
        whole = self._put(new, whole, event)
        self._open.append(new)
        self._keys.append(None)
        return whole

    def _put(self, value: Plain, whole: Plain, event: object) -> Plain:
        if not self._open:
            return value
        inside, key = self._open[-1], self._keys[-1]
        if isinstance(inside, list):
            inside.append(value)
        elif key is None:
            self._keys[-1] = self._key(value, inside, event)
        else:
            inside[key], self._keys[-1] = value, None
        return whole

    def _key(self, value: Plain, inside: dict[str, Plain], event: object) -> str:
        if not isinstance(value, str):
            raise self._error(f"has a field without a name{_line(event)}")
        if value in inside:
            raise self._error(f"gives {value!r} twice{_line(event)}: keep the right one")
        return value

    def _error(self, reason: str) -> InputError:
        return InputError(self._source, reason)


def _line(event: object) -> str:
    mark = getattr(event, "start_mark", None)
    return f" (line {mark.line + 1})" if mark else ""
