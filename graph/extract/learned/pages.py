"""A document cut into pages, each of which the encoder can read at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import ceil

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from graph.extract.layout import Paragraph, paragraph_at
from graph.extract.learned.pieces import Pieces

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float32]

LENGTH = 500  # pieces of a page; the encoder reads up to 512
WORD = 24  # pieces of a word
WIDTH = 384  # numbers of what a piece means


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages of a document, and what each of their pieces means there [pieces of all pages, 384]."""

    pages: list[Page]
    states: Numbers


@dataclass(frozen=True, slots=True)
class Page:
    """`pieces` [P], and of each of T tokens its number in the document, and its first and last piece by their numbers
    among those of all the document's pages."""

    pieces: Integers
    tokens: list[int]
    first: Integers
    last: Integers
    place: dict[int, int]  # of a token of the document, among the page's


def pages(doc: Doc, layout: Sequence[Paragraph], pieces: Pieces) -> Iterator[Page]:
    """The document in pages of about the same length, cut between paragraphs."""
    cut = [() if t.is_space else pieces(t.text)[:WORD] for t in doc]
    before = 0
    for start, end in _stretches(doc, layout, [len(c) for c in cut]):
        tokens = [i for i in range(start, end) if cut[i]]
        if tokens:
            ends = np.array(list(accumulate((len(cut[i]) for i in tokens), initial=before + 1)), np.int64)
            whole = np.array([pieces.begin, *(n for i in tokens for n in cut[i]), pieces.end], np.int64)
            yield Page(whole, tokens, ends[:-1], ends[1:] - 1, {t: n for n, t in enumerate(tokens)})
            before += len(whole)


def _stretches(doc: Doc, layout: Sequence[Paragraph], size: list[int]) -> Iterator[tuple[int, int]]:
    runs = list(_runs(doc, layout, size))
    total = sum(size)
    goal = total / max(1, ceil(total / LENGTH))
    start, filled = 0, 0
    for a, b in runs:
        length = sum(size[a:b])
        if filled and (filled + length > LENGTH or filled + length / 2 > goal):
            yield start, a
            start, filled = a, 0
        filled += length
    yield start, len(size)


def _runs(doc: Doc, layout: Sequence[Paragraph], size: list[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs; those that are too long by the sentence, and where that is too long, anywhere."""
    places = [paragraph_at(layout, t.idx) for t in doc]
    for _, group in groupby(range(len(size)), key=lambda i: id(places[i])):
        inside = list(group)
        start, end = inside[0], inside[-1] + 1
        while sum(size[start:end]) > LENGTH:
            lengths = list(accumulate(size[start:end]))
            fits = start + max(1, sum(length <= LENGTH for length in lengths))
            stop = next((i for i in range(fits, start, -1) if doc[i].is_sent_start), fits)
            yield start, stop
            start = stop
        if start < end:
            yield start, end
