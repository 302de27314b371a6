"""Parts of speech by the model's own patterns, which are asked once of each kind of word.

Of 179 patterns that would be held to each token all but ten tell by its tag, its place in the tree and which of a
hundred words it is: what they say of such a kind is kept. The others ask for two tokens in a row, and go on alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any, Final, cast

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token

NAME: Final = "classes"
SPACE: Final = -1
Kind = tuple[int, int, int]  # tag, dependency, and the word where patterns ask for it; SPACE of all space


@Language.factory(NAME)
def classes(nlp: Language, name: str) -> Classes:
    """The component, by the patterns of the pipeline's ruler."""
    return Classes(nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]


class Classes:
    """Gives tokens their part of speech, their morphology and, to exceptions, their lemma."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler, self._vocab = ruler, ruler.vocab
        self._words: dict[int, int] = {}  # by its id in small letters what a word is in its kind
        self._known: dict[Kind, tuple[int, MorphAnalysis, int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with its tokens' classes."""
        rows = doc.to_array(["TAG", "DEP", "LOWER"]).tolist()
        for token, (tag, dep, lower) in zip(doc, rows, strict=True):
            kind = tag, dep, self._words[lower] if lower in self._words else self._word(token)
            pos, morph, lemma, tag, dep = self._known[kind] if kind in self._known else self._ask(kind, token)
            token.pos, token.morph = pos, morph
            if lemma:
                token.lemma = lemma
            if kind[2] == SPACE:
                token.tag, token.dep = tag, dep
        return self._pairs(doc)

    def _word(self, token: Token) -> int:
        asked = any(pattern.search(token.lower_) for pattern in self._asked)
        return self._words.setdefault(token.lower, SPACE if token.is_space else token.lower if asked else 0)

    def _ask(self, kind: Kind, token: Token) -> tuple[int, MorphAnalysis, int, int, int]:
        """What the patterns say of a token by itself, the last of them that says something."""
        alone = Doc(self._vocab, words=[token.text])
        alone[0].tag, alone[0].dep, _ = kind
        self._ruler(alone)
        one = alone[0]
        return self._known.setdefault(kind, (one.pos, one.morph, one.lemma, one.tag, one.dep))

    @cached_property
    def _asked(self) -> list[re.Pattern[str]]:
        """By what patterns know words."""
        tokens = chain.from_iterable(pattern for _, patterns in self._patterns for pattern in patterns)
        return [re.compile(word) for token in tokens if "LOWER" in token for word in _words(token["LOWER"])]

    @cached_property
    def _pairs(self) -> AttributeRuler:
        """Those patterns that ask for more than one token."""
        pairs = AttributeRuler(self._vocab)
        pairs.add_patterns([rule for rule, patterns in self._patterns if any(len(one) > 1 for one in patterns)])
        return pairs

    @property
    def _patterns(self) -> Iterator[tuple[Any, list[list[dict[str, Any]]]]]:
        """Each rule with its patterns, which are lists of what is asked of tokens in a row."""
        return ((rule, cast(Any, rule["patterns"])) for rule in self._ruler.patterns)


def _words(asked: Any) -> Iterator[str]:
    """The words that a pattern asks for, as regular expressions."""
    if isinstance(asked, str):
        asked = {"IN": [asked]}
    yield from (rf"^{re.escape(word)}$" for word in asked.get("IN", ()))
    yield from (asked[key] for key in asked if key == "REGEX")
