"""Plain text: the whole file is the text, and nothing is known of where it came from."""

from __future__ import annotations

from graph.model import Document
from graph.sources.decode import decode


def read_text(data: bytes, source: str) -> Document:
    """The document of a .txt file. Raises InputError for what is not text in a known encoding."""
    return Document(text=decode(data, source))
