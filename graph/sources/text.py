"""Plain text: the whole file is the text, wrapped lines joined; nothing is known of where it came from."""

from __future__ import annotations

from graph.clean import newlines
from graph.model import Document
from graph.sources.decode import decode
from graph.sources.wrapped import unwrap


def read_text(data: bytes, source: str) -> Document:
    """The document of a .txt file. Raises InputError for what is not text in a known encoding."""
    return Document(text=unwrap(newlines(decode(data, source))))
