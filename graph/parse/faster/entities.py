"""Named entities by the model's own scores, of all places at once.

spaCy goes from token to token, and asks at each of 74 moves whether it may be. But while no entity is open, scores
depend on the token alone, and no entity goes on into another sentence: so all tokens are scored at once, and then the
entities of all sentences are followed to their ends together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

NAME: Final = "entities"
NONE: Final = -1  # no token

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Scores = Callable[[Ints, Ints], npt.NDArray[np.float32]]  # of all moves at tokens, by the first tokens of open entities
Entity = tuple[int, int, str]  # first token, last token, label


@Language.factory(NAME)
def entities(nlp: Language, name: str) -> Entities:
    """The component, by the model of the pipeline's recognizer."""
    return Entities(nlp.get_pipe("ner"))


class Entities:
    """Finds what the recognizer would."""

    def __init__(self, ner: Any) -> None:
        self._model = ner.model
        moves = [ner.moves.get_class_name(number).partition("-")[::2] for number in range(ner.moves.n_moves)]
        number = {move: at for at, move in enumerate(moves)}
        self._labels = [label for _, label in moves]
        self._begins, self._units = (np.array([m == kind and label != "" for m, label in moves]) for kind in "BU")
        self._goes_on, self._ends = (np.array([number.get((kind, label), 0) for _, label in moves]) for kind in "IL")
        self._never = ~(self._begins | self._units | np.array([kind == "O" for kind, _ in moves]))  # none is open

    def __call__(self, doc: Doc) -> Doc:
        """The document with its entities."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """Documents with their entities, some of them at a time."""
        todo = iter(docs)
        while batch := list(islice(todo, batch_size)):
            found = self._found(batch) if any(map(len, batch)) else []
            ends = np.cumsum([len(doc) for doc in batch]).tolist()
            for doc, end in zip(batch, ends, strict=True):
                begin = end - len(doc)
                here = [Span(doc, a - begin, b + 1 - begin, label) for a, b, label in found if begin <= a < end]
                doc.set_ents(here, default="outside")
            yield from batch

    def _found(self, docs: Sequence[Doc]) -> list[Entity]:
        """The entities of all documents, counted as one; each at the first token's best move where none is open."""
        scores, tokens = self._scores(docs), np.arange(sum(map(len, docs)))
        space = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool)
        last = _last_of_sentences(docs)
        by_itself = scores(tokens, np.full_like(tokens, NONE))
        by_itself[:, self._never] = -np.inf
        by_itself[np.ix_(space, self._begins | self._units)] = -np.inf
        by_itself[np.ix_(last, self._begins)] = -np.inf
        best = by_itself.argmax(axis=1)
        found = list(self._followed(scores, best, last))
        taken = np.zeros(len(tokens), dtype=bool)
        for first, end, _ in found:
            taken[first : end + 1] = True
        units = np.flatnonzero(self._units[best] & ~taken).tolist()
        return sorted(found + [(token, token, self._labels[best[token]]) for token in units])

    def _followed(self, scores: Scores, best: Ints, last: Flags) -> Iterator[Entity]:
        """The entities of more than one token: one of each sentence at a time, token by token."""
        begin = _next(self._begins[best])
        until = np.flatnonzero(last) + 1
        first = begin[np.append(0, until[:-1])]
        first, until = first[first < until], until[first < until]
        at = first + 1
        while first.size:
            scored, move, row = scores(at, first), best[first], np.arange(len(at))
            over = last[at] | (scored[row, self._ends[move]] > scored[row, self._goes_on[move]])
            for a, b, one in np.column_stack([first, at, move])[over].tolist():
                yield a, b, self._labels[one]
            first = np.where(over, begin[at + 1], first)
            at = np.where(over, first, at) + 1
            left = first < until
            first, at, until = first[left], at[left], until[left]

    def _scores(self, docs: Sequence[Doc]) -> Scores:
        model = self._model.predict(docs)

        def scores(tokens: Ints, first: Ints) -> npt.NDArray[np.float32]:
            before = np.where(first == NONE, NONE, tokens - 1)
            asked = np.column_stack([tokens, first, before]).astype(np.int32)
            return model.vec2scores.predict(model.state2vec.predict(asked))  # type: ignore[no-any-return]

        return scores


def _last_of_sentences(docs: Sequence[Doc]) -> Flags:
    """Whether each token is the last of its sentence."""
    begins = [doc.to_array("SENT_START") == 1 for doc in docs]
    return np.concatenate([np.append(some[1:], True) for some in begins if len(some)])


def _next(flags: Flags) -> Ints:
    """For each place, and the one after the last, the first flag there or later; the number of places where none is."""
    places = np.append(np.where(flags, np.arange(len(flags)), len(flags)), len(flags))
    return np.minimum.accumulate(places[::-1])[::-1]
