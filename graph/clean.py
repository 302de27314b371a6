"""From whatever text was given to text that can be read: `clean` mends, `check` refuses, `accept` does both.

Offsets of everything later count in the cleaned text, so `clean` changes nothing that a reader would see, and a clean
text not at all. It normalises no Unicode and trims no space.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph.errors import InputError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGE_NAMES = {  # the ones that are likely to come; others go by their code
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "la": "Latin",
    "nl": "Dutch",
    "pt": "Portuguese",
    "vi": "Vietnamese",
}

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters but tab and newline; soft hyphens and zero-width spaces, which cut words in two for a parser;
# direction marks, which show a reader something else than what stands there; surrogates and noncharacters, which
# neither UTF-8 nor XML can hold. Joiners (U+200C, U+200D) stay: emoji and names are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_LETTER = re.compile(r"[^\W\d_]")
LONGEST_WORD = 10_000  # characters; the longest address in data/corpora has 400

LANGUAGE_SAMPLE = 1000  # code points; more gains nothing on 555 texts of this genre, and costs time
LANGUAGE_MINIMUM = 200  # letters; below it names and quotations mislead the identifier
LANGUAGE_CERTAINTY = 0.9  # an English order in noisy OCR came out as Latin at 0.74


def clean(raw: str) -> str:
    """Unify newlines and drop characters that nobody sees. Idempotent, and the identity on clean text."""
    return _UNSEEN.sub("", newlines(raw))


def newlines(raw: str) -> str:
    """The text with each of the many ends of a line written as a newline."""
    return _NEWLINES.sub("\n", raw)


def check(text: str, source: str, max_characters: int) -> None:
    """Raise InputError, naming the source and the reason, unless this is English prose of a length that can be read."""
    _check_binary(text, source)
    if not text.strip():
        raise InputError(source, "is empty: there is no text in it")
    if len(text) > max_characters:
        raise InputError(source, f"is too long: {len(text):,} characters, the limit is {max_characters:,}; cut it up")
    _check_words(text, source)
    _check_language(text, source)


def accept(raw: str, source: str, max_characters: int) -> str:
    """The cleaned text of one document, or InputError."""
    _check_binary(raw, source)
    text = clean(raw)
    check(text, source, max_characters)
    return text


def _check_binary(text: str, source: str) -> None:
    if len(_CONTROL.findall(text)) > len(text) / 20:
        raise InputError(source, "is binary, not text: more than one character in twenty is a control character")


def _check_words(text: str, source: str) -> None:
    longest = max(text.split(), key=len, default="")
    if len(longest) > LONGEST_WORD:
        where = f"from character {text.index(longest):,} on"
        raise InputError(source, f"is no prose: {len(longest):,} characters without a space, {where}")


def _check_language(text: str, source: str) -> None:
    letters = _LETTER.findall(_sample(text))
    if not letters:
        raise InputError(source, "is no prose: there is not one letter in it")
    if len(letters) < LANGUAGE_MINIMUM:
        return
    if sum(map(str.isascii, letters)) < len(letters) / 2:
        raise InputError(source, "is not English: most of its letters are not, and only English is read")
    language, certainty = _identifier().classify(_sample(text))
    if language != "en" and certainty >= LANGUAGE_CERTAINTY:
        name = LANGUAGE_NAMES.get(language, f"the language {language!r}")
        raise InputError(source, f"is not English: it looks like {name}, and only English is read")


def _sample(text: str) -> str:
    """Beginning and middle: an article may open with a title or a notice in another language."""
    if len(text) <= LANGUAGE_SAMPLE:
        return text
    middle, half = len(text) // 2, LANGUAGE_SAMPLE // 2
    return text[:half] + " " + text[middle : middle + half]


@cache
def _identifier() -> LanguageIdentifier:
    """py3langid's model, loaded once (half a second, which is why it is not loaded on import)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
