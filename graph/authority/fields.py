"""Fields of a stranger's record: taken by name and shape, with what is wrong said so that it can be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.authority.yaml_file import Plain
from graph.errors import InputError

_MOST_TEXT = 1000  # characters of a name, an id, a party


class Fields:
    """A map of a file: `source` says which, `path` where in it; `notes` gathers what was left out of the whole file."""

    def __init__(self, value: Plain, source: str, path: str = "", notes: dict[str, None] | None = None) -> None:
        self._source, self._path = source, path
        self.notes: dict[str, None] = {} if notes is None else notes
        if not isinstance(value, dict):
            raise self.error(f"should be a map of fields, and is {_kind(value)}")
        self._value = value

    @property
    def names(self) -> frozenset[str]:
        """Which fields there are."""
        return frozenset(self._value)

    def error(self, reason: str) -> InputError:
        """That something here is wrong."""
        return InputError(self._source, f"{self._path or 'the file'} {reason}")

    def note(self, what: str) -> None:
        """That something was left out."""
        self.notes[what] = None

    def expect(self, known: frozenset[str]) -> None:
        """Note the fields that are not among these: the list may have got a new one, or it is another list."""
        for name in sorted(self.names - known):
            self.note(f"the unknown field {self._at(name)!r} was left out")

    def text(self, name: str, required: bool = False) -> str:
        """A field's text, in one line; "" where there is none and none is required."""
        value = self._value.get(name)
        if isinstance(value, dict | list):
            raise self.error(f"has {_kind(value)} as {name!r}, which should be a text")
        said = " ".join((value or "").split())
        if len(said) > _MOST_TEXT:
            raise self.error(f"has more than {_MOST_TEXT} characters as {name!r}")
        if required and not said:
            raise self.error(f"has no {name!r}, which it must have")
        return said

    def day(self, name: str) -> str | None:
        """A field's day, `YYYY-MM-DD`; a year or a month alone is no day and is left out, with a note."""
        said = self.text(name)
        if not said:
            return None
        try:
            return date.fromisoformat(said[:10]).isoformat()
        except ValueError:
            self.note(f"{self._at(name)} {said!r}, which is no day, was left out")
            return None

    def span(self, first: str, last: str) -> tuple[str | None, str | None]:
        """Two days, the second not before the first: what is the other way round is left out, with a note."""
        since, until = self.day(first), self.day(last)
        if since and until and until < since:
            self.note(f"{self._at(last)} {until}, which is before {since}, was left out")
            return since, None
        return since, until

    def part(self, name: str) -> Fields:
        """The map in a field, empty where there is none."""
        value = self._value.get(name)
        return Fields({} if value is None else value, self._source, self._at(name), self.notes)

    def items(self, name: str) -> Iterator[Fields]:
        """The maps of the list in a field."""
        value = self._value.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            raise self.error(f"has {_kind(value)} as {name!r}, which should be a list")
        for item in value:
            yield Fields(item, self._source, self._at(name), self.notes)

    def _at(self, name: str) -> str:
        return f"{self._path} {name}".strip()


def _kind(value: Plain) -> str:
    if value is None:
        return "nothing"
    return "a map" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a text"
