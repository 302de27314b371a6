"""Small networks, written by hand: a line for each fact, `who does whom [day] [!standing] [#topic …]`, and a graph."""

from __future__ import annotations

from graph.network import Network, Tie
from graph.network.ties import Name, Part

TYPES = {"p": "Person", "a": "Agency", "o": "Order", "c": "Place", "f": "Office"}
"""By the first letter of a thing's name."""
ROLES = {"says": ("statement", "about"), "requires": ("provision", "bearer")}


def network(*lines: str) -> Network:
    """The network of these facts; an event is written in capitals, a statement against somebody `against`."""
    return Network(parts(*lines))


def parts(*lines: str) -> dict[str, Part]:
    """What each line tells, as of a graph `g:1`, `g:2` …"""
    return {f"g:{number}": part(number, line) for number, line in enumerate(lines, start=1)}


def part(number: int, line: str) -> Part:
    source, predicate, target, *rest = line.split()
    days, topics = [word for word in rest if word[0] not in "#!"], [word[1:] for word in rest if word[0] == "#"]
    standing = next((word[1:] for word in rest if word[0] == "!"), "asserted")
    stance = "against" if predicate == "against" else None
    predicate = "says" if stance else predicate
    event = predicate.isupper()
    family, role = ROLES.get(predicate, ("event", "recipient") if event else ("relation", "object"))
    tie = Tie(
        source=source,
        target=target,
        predicate=predicate,
        family=family,
        role=role,
        fact=f"f:{number}",
        graph=f"g:{number}",
        evidence=f"g:{number}#char=0,1",
        confidence=0.9,
        status=("actual" if standing in ("asserted", "claimed") else standing) if event else None,
        is_claim=standing == "claimed",
        stance=stance,
        date=days[0] if days else None,
        topics=tuple(topics),
    )
    names = sorted({Name(thing, TYPES[thing[0]], thing.title()) for thing in (source, target)})
    return Part((tie,), tuple(names))
