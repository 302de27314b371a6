"""What the statement family finds before it knows who speaks: a cue, its subject and a stretch of content."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.reading import Reading
from graph.extract.spans import Marks, Sentences


@dataclass(slots=True)
class Utterance:
    """`start`, `end`: code points. `subject` None: the running speaker. `judged`: what an opinion is about."""

    start: int
    end: int
    cue: Token | None
    subject: Token | None
    quoted: bool = False
    fronted: bool = False
    judged: Token | None = None
    follows: bool = False  # the subject is "who", and may be whoever spoke just before


@dataclass(slots=True)
class Workbench:
    """What the parts of the family share about one document."""

    reading: Reading
    marks: Marks
    sentences: Sentences
    consumed: set[int]  # cues that a quotation has taken

    def opens_quote(self, i: int) -> bool:
        """Whether a token is the mark before a quotation."""
        return i + 1 < len(self.marks.inside) and self.marks[i + 1] >= 0 and self.marks[i] != self.marks[i + 1]

    def closes_quote(self, i: int) -> bool:
        """Whether a token is the mark after a quotation."""
        return i > 0 and self.marks[i - 1] >= 0 and self.marks[i] != self.marks[i - 1]
