"""The vocabulary: what exists (policygraph.ttl), what is well-formed (shapes.ttl), and the concept schemes used."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = ("policygraph.ttl", "plover.ttl", "topics.ttl", "rules.ttl")


def path(name: str) -> Path:
    """Where a data file of the ontology, or a folder of them, lies: `path("shapes.ttl")`. Raises FileNotFoundError."""
    found = Path(__file__).parent / name
    if not found.exists():
        raise FileNotFoundError(f"the ontology has no file {name!r}")
    return found
