"""From a document to everything a careful reader would record from it.

`EXTRACTORS` is the table of ways to do it; each entry makes an extractor, which reads either what the language model
on this machine has parsed (`Extractor`) or the bare text (`TextExtractor`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from graph.account import Account
from graph.errors import InputError, SettingsError
from graph.model import Document, Provenance, Record
from graph.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Extractor(Protocol):
    """Reads one parsed document; knows no other."""

    provenance: Provenance

    def extract(self, document: Document, doc: Doc) -> Record:
        """The record of one document, its offsets counted in `document.text`."""
        ...


@runtime_checkable
class TextExtractor(Protocol):
    """Reads one document by itself, which may fail, and tells what it took; knows no other document."""

    provenance: Provenance

    def read(self, document: Document) -> tuple[Record | InputError, Account]:
        """The record, its offsets counted in `document.text`, or why there is none. Raises ModelError."""
        ...


def _rules(settings: Settings) -> Extractor:
    from graph.extract.rules import RulesExtractor

    return RulesExtractor()


def _learned(settings: Settings) -> Extractor:
    from graph.extract.learned.extractor import LearnedExtractor

    return LearnedExtractor()


def _llm(settings: Settings) -> TextExtractor:
    from graph.extract.llm.llm import LlmExtractor

    return LlmExtractor(settings)


EXTRACTORS: dict[str, Callable[[Settings], Extractor | TextExtractor]] = {
    "rules": _rules,
    "learned": _learned,
    "llm": _llm,
}


def check(settings: Settings) -> None:
    """Refuse an extractor that there is not, before one is made, which may take seconds. Raises SettingsError."""
    if settings.extractor not in EXTRACTORS:
        there_are = ", ".join(EXTRACTORS)
        raise SettingsError("extractor", f"no such extractor: {settings.extractor!r}; there are {there_are}")


@lru_cache(maxsize=8)
def extractor(settings: Settings) -> Extractor | TextExtractor:
    """The extractor that the settings name, made once. Raises SettingsError."""
    check(settings)
    return EXTRACTORS[settings.extractor](settings)
