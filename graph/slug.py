"""Slugs: what a name becomes in an IRI. Readable, short, safe in IRIs of RFC 3987, and the same everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST = 80  # code points; longer ones are cut and told apart by a hash of the whole name

_BREAKS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['’‘ʼ`]")
_SILENT = re.compile("['’‘ʼ`.]")
_INITIALS = re.compile(r"(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))")  # U.S. is US, J.B. is JB
_LATIN_MARKS = range(0x300, 0x370)  # what decomposition splits from é, ü, ñ; marks of other scripts carry meaning


@lru_cache(maxsize=65_536)
def slug(name: str) -> str:
    """Lower-case letters and digits joined by "-"; scripts other than Latin are kept. Never empty."""
    folded = _INITIALS.sub(r"\1", _APOSTROPHES.sub("", name).casefold())
    plain = _BREAKS.sub("-", folded).strip("-") if folded.isascii() else _unicode(folded)
    if not plain:
        return f"x-{fingerprint(name, 8)}"
    if len(plain) > LONGEST:
        return f"{plain[: LONGEST - 9].rstrip('-')}-{fingerprint(name, 8)}"
    return plain


def fold(name: str) -> str:
    """A name without case, accents, full stops and apostrophes: "O’Rourke Jr." is "orourke jr"."""
    return without_accents(_SILENT.sub("", name).casefold())


def without_accents(text: str) -> str:
    """A text without the marks that stand on its letters, whatever the script."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def fingerprint(text: str, digits: int) -> str:
    """The first hexadecimal digits (an even number, 64 at most) of a text's BLAKE2b hash."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()


def _unicode(folded: str) -> str:
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(c for c in decomposed if ord(c) not in _LATIN_MARKS)
    kept = "".join(c if _allowed(c) else " " for c in unicodedata.normalize("NFKC", bare).casefold())
    return "-".join(kept.split())


def _allowed(character: str) -> bool:
    # plane 14's marks (variation selectors) are letters to nobody, and RFC 3987 does not allow them
    return unicodedata.category(character)[0] in "LNM" and not 0xE0000 <= ord(character) <= 0xE0FFF
