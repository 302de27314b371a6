"""Where to go on in a list: by the key of the last item of a part, in a form (`after`) that clients hand back as it is.

So nothing comes twice or is left out because something was written in between.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

from fastapi import Query
from starlette.requests import Request

from api.alternates import address
from api.errors import Problem

Key = tuple[str | float, ...]

LONGEST: Final = 2000  # characters
MOST: Final = 1000  # items of a part
USUAL: Final = 100
HELP: Final = "Where to go on, as `next` says it."

After = Annotated[str, Query(max_length=LONGEST, description=HELP)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many, at most.")]


def told(key: Sequence[str | float]) -> str:
    """What `after` is for the part behind the item with a key."""
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def following(request: Request, limit: int, keys: Sequence[Sequence[str | float]]) -> str | None:
    """The address of the next part, by the keys of what was found, of which `limit + 1` were asked for."""
    return address(request, after=told(keys[limit - 1])) if len(keys) > limit else None


def key_of(text: str, fits: Callable[[Key], bool]) -> Any:
    """The key in what `told` gave. Raises Problem."""
    try:
        key = tuple(json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))))
        known = all(map(_is_part, key)) and fits(key)
    except (ValueError, TypeError, RecursionError):
        known = False
    if not known:
        detail = "after: it is not what `next` of this list, in this order, gave"
        raise Problem(422, "invalid-request", "A parameter does not fit", detail)
    return key


def of_types(*types: type) -> Callable[[Key], bool]:
    """Whether the members of a key are of these types, in their order."""
    return lambda key: tuple(map(type, key)) == types


def _is_part(value: object) -> bool:
    """Whether it can be compared, by SQLite, too."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() == value
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**62
