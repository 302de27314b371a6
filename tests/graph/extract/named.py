"""What is called by name in a text, as tests compare it."""

from __future__ import annotations

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse


def named(text: str) -> dict[str, str]:
    """Name -> type of everything named."""
    return {r.name: r.type.value for r in read(Document(text), next(parse([text]))).referents if r.named}
