"""People described by an office that one person holds at a time: "the governor of Illinois", "Chicago's mayor"."""

from __future__ import annotations

import re

from graph.office import Office, Standing, parse
from graph.resolve.names import bare
from graph.resolve.profile import Seat
from graph.resolve.seats import is_foreign, is_single, seat

_POSSESSIVE = re.compile(r"(\w)(?:['’]s?)(?= )")


def office_of(name: str) -> Seat | None:
    """The office whose holder a description means; None where it means no one holder, or not who holds it now.

    Acting, former and future holders are others than the holder. A title alone tells whose it is only where it is the
    nation's, and written as a name: "the President".
    """
    held = parse(_POSSESSIVE.sub(r"\1", bare(name)))
    if held.standing is not Standing.CURRENT:
        return None
    if held.jurisdiction is None:
        held = _following(held.title)
    found = seat(held)
    if held.jurisdiction is None and not name[:1].isupper():
        return None
    return found if found.jurisdiction and is_single(found.title) and not is_foreign(found) else None


def _following(words: str) -> Office:
    """The office whose title stands behind what it is over: "Illinois attorney general"."""
    said = words.split()
    for cut in range(1, len(said)):
        held = Office(" ".join(said[cut:]), " ".join(said[:cut]), "of", Standing.CURRENT)
        if is_single(seat(held).title):
            return held
    return Office(words, None, "of", Standing.CURRENT)
