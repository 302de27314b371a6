"""What a language model is told: the guideline, and then the document, or a part of it with what is known so far."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.extract.llm.answer import schema
from graph.extract.llm.client import Messages
from graph.extract.llm.parts import Part
from graph.model import Document

BEFORE: Final = 600  # characters of what comes before a part, so that "he" and "the order" can be understood

BEGINNING: Final = 2_000  # characters of an answer that could not be read: enough to see that it was none


@cache
def guideline() -> str:
    """The system prompt: tests/gold/FORMAT.md, distilled."""
    return Path(__file__).with_name("guideline.md").read_text(encoding="utf-8")


@cache
def fingerprint() -> str:
    """Eight digits of what models are told: told something else, they are another extractor."""
    told = guideline() + json.dumps(schema())
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def messages(document: Document, part: Part, known: list[dict[str, Any]]) -> Messages:
    """The messages that ask for one part of a document."""
    tag = f"document-{document.sha256[:16]}"  # which no text can have in itself
    told = [line for line in (_origin(document), *_context(document, part, known)) if line]
    told.append(f"<{tag}>\n{part.of(document.text)}\n</{tag}>")
    return [{"role": "system", "content": guideline()}, {"role": "user", "content": "\n\n".join(told)}]


def again(asked: Messages, answer: str, fault: str) -> Messages:
    """The same messages, with an answer that could not be read and what was wrong with it."""
    complaint = f"This cannot be read: {fault}. Answer once more, with nothing but the whole JSON object."
    return [*asked, {"role": "assistant", "content": answer[:BEGINNING] or "-"}, {"role": "user", "content": complaint}]


def _origin(document: Document) -> str:
    known = {"Title": document.title, "Published by": document.publisher, "Date": document.date}
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in known.items() if value)


def _context(document: Document, part: Part, known: list[dict[str, Any]]) -> list[str]:
    if part.start == 0 and part.end == len(document.text):
        return []
    place = f"This is a part of a longer document: characters {part.start:,} to {part.end:,} of {len(document.text):,}."
    entities = "\n".join(json.dumps(entity, ensure_ascii=False) for entity in known)
    before = part.before(document.text, BEFORE)
    return [
        place,
        f"Entities known from the parts before:\n{entities}" if entities else "",
        f"What comes just before, to be understood and not to be recorded:\n{before}" if before else "",
    ]
