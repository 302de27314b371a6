"""A department's short name inside what its head is called, which is no mention of the department."""

from __future__ import annotations

from spacy.tokens import Doc


def before_minister(doc: Doc, end: int) -> bool:
    """ "*Homeland Security* Secretary": the department's short name inside the office's."""
    return end < len(doc) and doc[end].text in {"Secretary", "Minister", "Commissioner", "Under"}


def of_secretary(doc: Doc, start: int) -> bool:
    """ "the Secretary of the Interior": the department's short name inside the office's."""
    i = start - 1
    while (i > 0 and doc[i].lower_ in {"the", "of", "and", ","}) or (
        i > 0 and doc[i].text[:1].isupper() and doc[i].lower_ not in {"secretary", "secretaries"}
    ):
        i -= 1
    return i >= 0 and doc[i].lower_ in {"secretary", "secretaries"}
