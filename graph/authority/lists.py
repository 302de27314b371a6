"""Lists of people as others publish them: which files of a folder are of one, and the people in them.

A list is known by the shape of its files (LISTS), not by where they lie, so that a whole copy can be given, or a part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from graph.authority import congress, openstates
from graph.authority.fields import Fields
from graph.authority.people import AuthorityPerson
from graph.authority.yaml_file import Plain, read_yaml
from graph.errors import InputError

_SUFFIXES = frozenset({".yml", ".yaml"})
# what lies beside the people in whole copies of the lists, and tells of no one's office
_SIBLINGS = ("committee*", "*-social-media*", "*-district-offices*", "settings*", "mkdocs*", "ocd-organization*")
SIBLING = "holds no people: it belongs to the list and is not needed"


@dataclass(frozen=True, slots=True)
class List:
    """A list: how its files are known, how a person is read, and whether several of them may tell of one person."""

    name: str
    fits: Callable[[Plain], bool]
    person: Callable[[Fields], AuthorityPerson]
    in_parts: bool


LISTS = (
    List(openstates.NAME, openstates.fits, openstates.person, in_parts=False),
    List(congress.NAME, congress.fits, congress.person, in_parts=True),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one file: its people, what was left out of it, what of it could not be read, or why it was
    passed over. `part` is its name where several files of a list may tell of one person."""

    file: str
    people: tuple[AuthorityPerson, ...] = ()
    part: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    skipped: str | None = None


def read(paths: Iterable[Path]) -> Iterator[Reading]:
    """What the files, and those in the folders, hold; one that cannot be read leaves the others as they are."""
    seen: dict[tuple[str, str, str], str] = {}
    for path in paths:
        if not path.exists():
            yield Reading(str(path.absolute()), problems=(f"{path}: there is no such file or folder",))
        for file in sorted(_files(path)):
            yield _read(file.absolute(), seen)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        found = (file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
        yield from (file for file in found if not any(p.startswith(".") for p in file.relative_to(path).parts))


def _read(file: Path, seen: dict[tuple[str, str, str], str]) -> Reading:
    name = str(file)
    try:
        value = read_yaml(file)
        kind = next((kind for kind in LISTS if kind.fits(value)), None)
        if kind is None:
            if any(fnmatch(file.name, sibling) for sibling in _SIBLINGS) or _is_body(value):
                return Reading(name, skipped=SIBLING)
            raise InputError(
                name,
                "holds neither a person of openstates (id: ocd-person/…) nor people of congress-legislators "
                "(a list of id, name, terms)",
            )
    except InputError as error:
        return Reading(name, problems=(str(error),))
    return _people(name, kind, value if isinstance(value, list) else [value], seen)


def _is_body(value: Plain) -> bool:
    return isinstance(value, dict) and str(value.get("id", "")).startswith("ocd-organization/")


def _people(file: str, kind: List, values: list[Plain], seen: dict[tuple[str, str, str], str]) -> Reading:
    people: dict[str, AuthorityPerson] = {}
    notes, problems = dict[str, None](), list[str]()
    part = Path(file).name if kind.in_parts else ""
    for number, value in enumerate(values, start=1):
        try:
            person = kind.person(Fields(value, file, f"person {number}" if len(values) > 1 else "", notes))
        except InputError as error:
            problems.append(str(error))
            continue
        first = seen.setdefault((person.source, person.id, part), file)
        if first == file and person.id not in people:
            people[person.id] = person
        else:
            where = "twice" if first == file else f"as {first} does"
            problems.append(f"{file}: tells of {person.id} ({person.name}) {where}: the first was kept")
    return Reading(file, tuple(people.values()), part, tuple(notes), tuple(problems))
