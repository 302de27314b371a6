"""The patterns of `lexicons/events.csv`: which verb, with which arguments, reports which PLOVER type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.extract.lexicon import rows
from graph.model import EventType


@dataclass(frozen=True, slots=True)
class Pattern:
    """`particle`: the word that must follow the verb ("down"). `slots`: where the recipient stands, best first.

    `flags` are conditions without a value, `objects` the heads one of which the direct object must have,
    `preps` the prepositions one of which must stand, each with the noun it must govern (empty: any).
    """

    type: EventType
    particle: str | None
    slots: tuple[str, ...]
    flags: frozenset[str]
    objects: frozenset[str]
    preps: tuple[tuple[str, str], ...]


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """The patterns of each verb's lemma; those with a particle or conditions come as the file has them."""
    found: dict[str, list[Pattern]] = {}
    for row in rows("events"):
        for verb in row["verbs"].split():
            lemma, _, particle = verb.partition("_")
            found.setdefault(lemma, []).append(_pattern(row["type"], particle, row["to"], row["when"]))
    for line in found.values():  # "throw out", "strike down" before the bare verb
        line.sort(key=lambda p: p.particle is None)
    return {lemma: tuple(line) for lemma, line in found.items()}


def _pattern(kind: str, particle: str, to: str, when: str) -> Pattern:
    flags, objects, preps = set(), set(), []
    for condition in when.split():
        name, _, value = condition.partition("=")
        if name == "object":
            objects.update(value.split("|"))
        elif name == "prep":
            preps += [(p.partition(":")[0], p.partition(":")[2]) for p in value.split("|")]
        elif name == "inf" and value:
            flags.add("inf=" + value)
        else:
            flags.add(condition)
    return Pattern(
        EventType(kind), particle or None, tuple(to.split("|")), frozenset(flags), frozenset(objects), tuple(preps)
    )
