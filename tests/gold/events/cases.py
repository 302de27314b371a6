"""Cases of which only things and events are annotated, many to a file, in lines that people can write and review.

    === short-id | 2026-03-14
    the text, as many lines as it has
    --- entities
    1 Person | Maria Delgado | Gov. Maria Delgado; Delgado; the governor
    2 Order | order on water rationing | an executive order; the order
    --- events
    ACCUSE actual 1>2 @called | Delgado called the order "a disgrace"

An entity: number, type, name, its mentions. An event: type, status, actor>recipient ("-" is nobody), the word that
tells it, its clause. `python tests/gold/events/cases.py` says what is wrong in the files below it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT"
).split()
STATUSES = "actual planned threatened hypothetical negated".split()
KINDS = "Person Agency Organization Group Place Order Policy".split()
ENTITY = re.compile(r"(\w+) (\w+) \| (.+?) \| (.+)")
EVENT = re.compile(r"([A-Z]+) (\w+) ([\w-]+)>([\w-]+) @(\S+) \| (.+)")


def read(path: Path) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The cases of a file as JSON has them, an event with `trigger`, its word's offset; and what is wrong in each."""
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        yield _case(block, path.stem)


def _case(block: str, file: str) -> tuple[dict[str, Any], list[str]]:
    head, _, rest = block.partition("\n")
    name, date = (part.strip() for part in head.split("|"))
    text, _, rest = rest.partition("\n--- entities\n")
    listed, _, told = rest.partition("\n--- events\n")
    text = text.strip("\n")
    faults = list[str]()
    entities, owners = list[dict[str, Any]](), dict[str, str]()
    for line in filter(None, map(str.strip, listed.splitlines())):
        found = ENTITY.fullmatch(line)
        if found is None or found[2] not in KINDS:
            faults.append(f"no entity: {line}")
            continue
        mentions = [m.strip() for m in found[4].split(";") if m.strip()]
        faults += [f"not in the text: {m}" for m in mentions if _at(text, m) < 0]
        faults += [f"of {owners[m]} and of {found[1]}: {m}" for m in mentions if owners.get(m, found[1]) != found[1]]
        owners |= dict.fromkeys(mentions, found[1])
        spans = [(i, i + len(m)) for m in mentions if (i := _at(text, m)) >= 0]
        entities.append({"id": found[1], "type": found[2], "name": found[3], "mentions": [text[a:b] for a, b in spans]})
    ids, events = {e["id"] for e in entities}, list[dict[str, Any]]()
    for line in filter(None, map(str.strip, told.splitlines())):
        found = EVENT.fullmatch(line)
        if found is None or found[1] not in TYPES or found[2] not in STATUSES:
            faults.append(f"no event: {line}")
            continue
        actor, recipient = (None if x == "-" else x for x in (found[3], found[4]))
        start, word = _at(text, found[6]), _at(found[6], found[5])
        faults += [f"no entity {x}: {line}" for x in (actor, recipient) if x is not None and x not in ids]
        if start < 0 or word < 0:
            faults.append(f"not in the text: {line}")
            continue
        clause = text[start : start + len(found[6])]
        events.append(
            {
                "type": found[1],
                "status": found[2],
                "actor": actor,
                "recipient": recipient,
                "place": None,
                "text": clause,
            }
            | {"trigger": start + word}
        )
    case = {"id": f"{file}-{name}", "text": text, "date": date or None, "entities": entities, "events": events}
    return case, [f"{file} {name}: {fault}" for fault in faults]


def _at(text: str, part: str) -> int:
    """Where a part begins, whatever its quotation marks; -1 where it does not stand."""
    return _plain(text).find(_plain(part))


def _plain(text: str) -> str:
    return text.translate(str.maketrans("’‘“”", "''\"\""))


def cases(folder: str) -> list[dict[str, Any]]:
    """Every case of a folder beside this file (`train`, `choice`, `held`), by file and place."""
    return [case for path in sorted((HERE / folder).glob("*.case")) for case, _ in read(path)]


def main() -> None:
    """Say what is wrong, and how much there is."""
    found = [each for path in sorted(HERE.rglob("*.case")) for each in read(path)]
    faults = [fault for _, wrong in found for fault in wrong]
    print(
        *faults, f"{len(found)} cases, {sum(len(c['events']) for c, _ in found)} events, {len(faults)} faults", sep="\n"
    )
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
