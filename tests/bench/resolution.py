"""What it costs to find out of whom and of what one more document speaks, among ever more others. Used by run.py.

Records are given, so that nothing is extracted: those of the annotated cases, with other people, places, bodies and
orders in each document, drawn from a world in which some are spoken of often and most hardly ever.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

from graph.case import read_case
from graph.ledger import Ledger
from graph.model import Document, Entity, EntityType, Predicate, Record
from graph.resolve import portraits

Figures = dict[str, float]
SIZES = (1_000, 10_000, 100_000)  # entities of the documents that are there
STRETCH = 200  # documents over which a time is taken
PEOPLE, TOWNS, BODIES = 20_000, 5_000, 500  # of the world; of each body so many namesakes
SURNAMES, GIVEN = 3_000, 300
FIRST = date(2016, 1, 1)
DAYS = 3_650
TITLES = ("Mayor of {}", "Governor of {}", "Attorney General of {}", "Sheriff of {} County", "former Mayor of {}")


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody of the world."""

    name: str
    office: str


def resolution(gold: Path) -> Figures:
    """Milliseconds of processor time a document, in a ledger of so many entities; `growth` is the most against the
    fewest."""
    figures: Figures = {}
    there = 0
    with tempfile.TemporaryDirectory() as home, Ledger(Path(home) / "ledger.sqlite") as ledger:
        documents = varied([read_case(file) for file in sorted(gold.glob("*/*.json"))])
        for size in SIZES:
            while there < size:
                there += _taken(ledger, list(islice(documents, 16)))[0]
            entities, seconds = _taken(ledger, list(islice(documents, STRETCH)))
            there += entities
            figures[f"ms_per_document_at_{size}"] = 1000 * seconds / STRETCH
    times = list(figures.values())
    return figures | {"growth": times[-1] / times[0]}


def _taken(ledger: Ledger, cases: list[tuple[Document, Record]]) -> tuple[int, float]:
    """How many entities some documents have, and how long it took to find out what they are."""
    with ledger.transaction():
        for document, record in cases:
            ledger.put(document, Record(document.id, record.provenance))
        began = time.process_time()
        for document, record in cases:
            ledger.things.place(document.id, portraits(document, record))
        return sum(len(record.entities) for _, record in cases), time.process_time() - began


def varied(cases: list[tuple[Document, Record]]) -> Iterator[tuple[Document, Record]]:
    """Without end: the cases over and over, each time of other things."""
    people = list(_people(random.Random(1)))
    for number in count():
        document, record = cases[number % len(cases)]
        chance = random.Random(number)
        day = (FIRST + timedelta(chance.randrange(DAYS))).isoformat()
        made = replace(document, url=f"https://papers.example/{number}", date=day)
        who = {e.id: people[_often(chance, PEOPLE)] for e in record.entities if e.type is EntityType.PERSON}
        entities = tuple(_other(entity, who.get(entity.id), chance) for entity in record.entities)
        offices = (
            replace(r, value=who[r.subject].office) if r.predicate is Predicate.HOLDS_OFFICE and r.subject in who else r
            for r in record.relations
        )
        yield made, replace(record, document_id=made.id, entities=entities, relations=tuple(offices))


def _people(chance: random.Random) -> Iterator[Official]:
    for _ in range(PEOPLE):
        name = f"{_word(chance, GIVEN)} {_word(chance, SURNAMES)}"
        yield Official(name, chance.choice(TITLES).format(_word(chance, TOWNS)))


def _word(chance: random.Random, of: int) -> str:
    """One of so many names, the first of which are the most frequent: of 3,000 surnames one in seventy has the first,
    as one in a hundred and twenty has in the United States."""
    number, letters = _often(chance, of) + of, ""
    while number:
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnprstvwxyz"[rest] + "aeiou"[rest % 5]
    return letters.capitalize()


def _often(chance: random.Random, of: int) -> int:
    return int(of * chance.random() ** 2)


def _other(entity: Entity, official: Official | None, chance: random.Random) -> Entity:
    """An entity of the same kind that is another thing."""
    if official is not None and entity.name[:1].isupper():
        return replace(entity, name=official.name)
    if entity.geonames is not None:
        return replace(entity, geonames=4_000_000 + _often(chance, TOWNS))
    if entity.type in (EntityType.ORDER, EntityType.POLICY):
        return replace(entity, name=re.sub(r"\d+", lambda m: str(chance.randrange(10 ** len(m[0]))), entity.name))
    return replace(entity, name=f"{entity.name} of {_word(chance, BODIES)}") if entity.name[:1].isupper() else entity
