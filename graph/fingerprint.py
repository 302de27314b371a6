"""Which code and data quads are made by: a store made by other ones is made anew, without being told to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

import graph
import ontology


@cache
def fingerprint() -> str:
    """The SHA-256 of all modules and vocabularies that quads are made by, in hexadecimal."""
    package, vocabulary = Path(graph.__file__).parent, Path(ontology.__file__).parent
    names = ("authority", "lists", "places", "resolve", "search", "status", "topics", "queries")
    folders = (package.glob(f"{name}/*") for name in names)
    rules = vocabulary / "rules"
    return _of([*package.glob("*.py"), *chain.from_iterable(folders), *vocabulary.iterdir(), *rules.iterdir()])


@cache
def fingerprint_of_resolution() -> str:
    """The SHA-256 of all modules and data by which things are told apart and known again, in hexadecimal."""
    package, vocabulary = Path(graph.__file__).parent, Path(ontology.__file__).parent
    modules = ("anchors", "fact_fields", "instrument", "judged", "office", "sentences", "slug")
    names = [package / f"{name}.py" for name in modules]
    return _of([*names, *package.glob("authority/*"), *package.glob("resolve/*"), vocabulary / "instruments.toml"])


@cache
def fingerprint_of_sources() -> str:
    """The SHA-256 of all modules by which texts are got out of files, in hexadecimal."""
    package = Path(graph.__file__).parent
    return _of([package / "clean.py", *package.glob("sources/*")])


def _of(files: Iterable[Path]) -> str:
    made_by = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
        made_by.update(file.name.encode() + file.read_bytes())
    return made_by.hexdigest()
