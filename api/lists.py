"""What a request asks of a list: its filters by the table of graph/lists, which part, which form, which fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from starlette.requests import Request

from api import after
from api.after import MOST, USUAL
from api.deps import Service
from api.errors import Problem
from api.forms import FILES, FORMS, Form, form_of
from graph import listing
from graph.lists import Asked, Filter, Item, List, nearest
from graph.meanings import CHOICES
from graph.naming import given_day
from graph.status import LABELS
from graph.topics.scheme import labels

Value = TypeVar("Value")
LONGEST: Final = 500  # characters of a value
SEVERAL: Final = 50  # values of a filter
OTHERS: Final = ("limit", "after", "sort", "total", "facets", "fields", "format")
OF_ITEMS: Final = ("total", "facets", "fields")
"""What a file has no place for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, part by part; `on` is the day of orders' status, `after` the key behind which to go on. `form`
    may be a key of FILES; then `limit` is None unless it was given."""

    asked: Asked
    limit: int | None
    after: tuple[str | float, ...]
    on: str | None
    total: bool
    facets: tuple[Filter, ...]
    fields: tuple[str, ...]
    form: Form | str


def wish_of(request: Request, service: Service, known: List, columns: Iterable[str]) -> Wish:
    """What a request asks of a list whose items have these columns. Raises Problem, NotFound."""
    given = _given(request)
    one = {name: values[0] for name, values in given.items()}
    on = one.get(listing.ON)
    if on is not None:
        _fitting(listing.ON, given_day, on)
    asked = _asked(service, known, given, _among("sort", one.get("sort", known.sort), known.sorts), on)
    counted = [known.filters[name] for name in known.filters if known.filters[name].counts]
    form = form_of(request, known.name)
    if form in FILES and (given_items := [name for name in OF_ITEMS if name in one]):
        raise _unfit(f"{given_items[0]}: a file ({form}) has all that is known of what the list lists, and no counts")
    limit = one.get("limit", None if form in FILES else str(USUAL))
    return Wish(
        asked=asked,
        limit=None if limit is None else _fitting("limit", _limit, limit),
        after=_key(asked, one["after"]) if "after" in one else (),
        on=on,
        total=_among("total", one.get("total", "false"), ("true", "false")) == "true",
        facets=tuple(_chosen("facets", given.get("facets", ()), {one.name: one for one in counted})),
        fields=tuple(_chosen("fields", given.get("fields", ()), {name: name for name in columns})),
        form=form,
    )


def asked_of(request: Request, service: Service, known: List, usual: Mapping[str, str]) -> Asked:
    """What the filters in a request ask of a list, with the `usual` ones that it lacks. Raises Problem, NotFound."""
    return _asked(service, known, {name: [value] for name, value in usual.items()} | _given(request))


def _asked(
    service: Service, known: List, given: Mapping[str, list[str]], sort: str | None = None, on: str | None = None
) -> Asked:
    filters = {name: values for name, values in given.items() if name in known.filters}
    try:
        return listing.ask(service.store, service.workspace.index, known.name, filters, sort, on)
    except ValueError as error:
        raise _unfit(str(error)) from error


def key_after(wish: Wish, item: Item) -> after.Key:
    """Behind which key the list goes on after an item."""
    return wish.asked.sort.name, *item.key


def parameters(known: List, columns: Sequence[str], examples: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """OpenAPI's description of all that a list can be asked for."""
    said = filters(known, examples)
    if known.name == "orders":
        day = {"type": "string", "format": "date"}
        said.append(_described(listing.ON, "The day of the status; today by default.", day))
    counted = [one.name for one in known.filters.values() if one.counts]
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    return [
        *said,
        _described("limit", "How many, at most.", limit),
        _described("after", after.HELP, {"type": "string", "maxLength": after.LONGEST}),
        _described("sort", "In which order.", {"enum": [*known.sorts], "default": known.sort}),
        _described("total", "Whether to count them all.", {"enum": ["true", "false"], "default": "false"}),
        _described("facets", f"Of which filters to count the values: {', '.join(counted)}.", _WORDS),
        _described("fields", f"Only these fields of each item: {', '.join(columns)}.", _WORDS),
        _described("format", FORMAT, {"enum": [*(form.value for form in FORMS[known.name]), *FILES]}, FILED),
    ]


def filters(known: List, examples: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """The same of its filters alone."""
    return [_described(one.name, one.help, _schema(one), examples.get(one.name)) for one in known.filters.values()]


def choices(known: Filter) -> list[tuple[str, str]]:
    """All that fits a filter, with what it is called, where that is known."""
    if known.fits == "topic":
        return [(label, label) for label in labels().values()]
    if known.fits == "order status":
        return [(status.value, label) for status, label in LABELS.items()]
    return [(value, value) for value in CHOICES.get(known.fits, ())]


def _given(request: Request) -> dict[str, list[str]]:
    """All parameters that are not empty: a form sends those that were left so. Raises Problem."""
    given = {name: [one for one in request.query_params.getlist(name) if one.strip()] for name in request.query_params}
    for name, values in given.items():
        if len(values) > SEVERAL:
            raise _unfit(f"{name}: more than {SEVERAL} values")
        if any(len(one) > (after.LONGEST if name == "after" else LONGEST) for one in values):
            raise _unfit(f"{name}: longer than {LONGEST} characters")
    return {name: values for name, values in given.items() if values}


def _chosen(what: str, given: Iterable[str], known: Mapping[str, Any]) -> list[Any]:
    names = [name.strip() for value in given for name in value.split(",")]
    return [known[_among(what, name, known)] for name in dict.fromkeys(names)]


def _among(what: str, given: str, known: Iterable[str]) -> str:
    if given in known:
        return given
    near = nearest(given, known)
    meant = f"; did you mean {near!r}?" if near else ""
    raise _unfit(f"{what}: {given!r} is none of {', '.join(known)}{meant}")


def _limit(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST:
        raise ValueError(f"{text} is not from 1 to {MOST}")
    return number


def _key(asked: Asked, text: str) -> after.Key:
    """The key in what `next` gave. Raises Problem."""
    sort = asked.sort
    _, *key = after.key_of(text, lambda found: found[:1] == (sort.name,) and len(found) == len(sort.by) + 2)
    return tuple(key)


def _fitting(name: str, meant: Callable[[str], Value], given: str) -> Value:
    try:
        return meant(given)
    except ValueError as error:
        raise _unfit(f"{name}: {error}") from error


def _unfit(detail: str) -> Problem:
    return Problem(422, "invalid-request", "A parameter does not fit", detail)


FORMAT: Final = """The form; else `Accept` says. Those after `html` are files of all that is known of what the list
lists, with its evidence, and of what that ties it to: the whole list, unless `limit` is given."""
FILED: Final = {"a page": "json", "for a triple store": "turtle", "for Gephi": "gexf"}
_WORDS: Final = {"type": "array", "items": {"type": "string"}}


def _schema(known: Filter) -> dict[str, Any]:
    if known.fits == "day":
        return {"type": "string", "format": "date"}
    if known.fits == "share":
        return {"type": "number", "minimum": 0, "maximum": 1}
    fitting = {"enum": [value for value, _ in choices(known)]} if known.fits in CHOICES else {"maxLength": LONGEST}
    return {"type": "array", "items": {"type": "string", **fitting}, "maxItems": SEVERAL}


def _described(
    name: str, what: str, schema: dict[str, Any], examples: Mapping[str, str] | None = None
) -> dict[str, Any]:
    said = {"name": name, "in": "query", "required": False, "description": what, "schema": schema}
    return said | ({"examples": {title: {"value": value} for title, value in examples.items()}} if examples else {})
