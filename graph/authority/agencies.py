"""Public bodies of the United States: which one a name or an acronym means.

The table of federal bodies (agencies.csv) and of the kinds of state and local ones (bodies.csv) were typed from public
knowledge for this project; each row's source is the body's own site, the law or the Federal Register's name for it,
where it can be looked up. A Wikidata id is given where it is certain, and none elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.authority.bodies import Local, body, called, is_acronym, named, of_place, with_department
from graph.authority.names import Words, listed, read, rows
from graph.authority.places import NATION
from graph.slug import slug

_WITHIN = re.compile(r"^(.+?) \((\d{4})?-(\d{4})?\)$")
_EVER = (0, 9999)


@dataclass(frozen=True, slots=True)
class Agency:
    """A public body. `level` is federal, state, county, city or district; `jurisdiction` names the government.

    `parent` and `successors` are keys of other agencies; `since` and `until` years, where they are known: `until` is
    the year in which it ended. `source` is where the row can be checked. What has no row of its own has no years.
    """

    key: str
    name: str
    level: str
    jurisdiction: str
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    parent: str | None = None
    since: int | None = None
    until: int | None = None
    successors: tuple[str, ...] = ()
    wikidata: str | None = None
    source: str = ""

    @property
    def path(self) -> str:
        """Its path below `{base}id/`."""
        return f"agency/{slug(self.name)}"


@lru_cache(maxsize=16_384)  # half of the time that a document's things take to tell is reading bodies' names
def lookup(name: str, jurisdiction: str | None = None, year: int | None = None) -> Agency | None:
    """The body that a name means, whole and exact but for "the", "U.S." and capitals; None where it may mean several.

    `jurisdiction` is the government that the name is used of ("Illinois", "Chicago", "Cook County", "United States"):
    "City Council" means none without one, and neither does "Department of Education", which all of them have. A name
    that tells its own ("Chicago City Council") needs none. `year` tells a body from its predecessor of the same name.
    """
    words = read(name)
    if not words.folded:
        return None
    if words.national or _is_nation(jurisdiction):
        return _federal(words, year) or _local(named(words))
    kind, federal = body(words), _federal(words, year)
    if kind is None or (federal is not None and not kind.bare):
        return federal or (None if meanings(words) else _local(named(words)))
    return _local(of_place(kind, jurisdiction)) if jurisdiction else _local(named(words))


def is_local(name: str) -> bool:
    """Whether a name tells only the kind of a body, which many governments have: "City Council"."""
    return body(read(name)) is not None


@cache
def agencies() -> dict[str, Agency]:
    """The federal bodies, by key."""
    return {
        row["key"]: Agency(
            row["key"],
            row["name"],
            "federal",
            NATION,
            listed(row["acronyms"]),
            tuple(match[1] if (match := _WITHIN.match(name)) else name for name in listed(row["names"])),
            row["parent"] or None,
            int(row["since"]) if row["since"] else None,
            int(row["until"]) if row["until"] else None,
            listed(row["successors"]),
            row["wikidata"] or None,
            row["source"],
        )
        for row in rows("agencies")
    }


def meanings(name: Words) -> dict[str, tuple[int, int]]:
    """What a name can mean among the federal bodies: key -> the first and the last year in which it does."""
    if len(name.written) == 1 and name.text.islower():
        return {}  # "the army" is whose the text says, "the Army" ours
    found = _names().get(name.key, {})
    if not found and is_acronym(name.text):
        found = _acronyms().get(name.text.replace(".", "").upper(), {})
    return found


def _federal(name: Words, year: int | None) -> Agency | None:
    found = meanings(name)
    if not found and name.folded[0] == "federal":
        found = meanings(name.part(1))
    if len(found) > 1 and year is not None:
        found = {key: span for key, span in found.items() if span[0] <= year <= span[1]}
    return agencies()[next(iter(found))] if len(found) == 1 else None


def _local(local: Local | None) -> Agency | None:
    if local is None:
        return None
    kind = local.body
    parent = {"federal-attorneys-office": "usao"}.get(kind.key, "courts") if local.level == "district" else None
    return Agency(kind.key, called(local), local.level, local.jurisdiction, parent=parent, source=kind.source)


def _is_nation(jurisdiction: str | None) -> bool:
    return jurisdiction is not None and not read(jurisdiction).folded


@cache
def _names() -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for row in rows("agencies"):
        for name in (row["name"], *listed(row["names"])):
            span = (int(row["since"] or _EVER[0]), int(row["until"] or _EVER[1]))
            if match := _WITHIN.match(name):
                name, span = match[1], (int(match[2] or _EVER[0]), int(match[3] or _EVER[1]))
            for form in with_department((name,)):
                found.setdefault(read(form).key, {})[row["key"]] = span
    return found


@cache
def _acronyms() -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for row in rows("agencies"):
        span = (int(row["since"] or _EVER[0]), int(row["until"] or _EVER[1]))
        for acronym in listed(row["acronyms"]):
            found.setdefault(acronym.upper(), {})[row["key"]] = span
    return found
