"""One pattern of `pgo:matches`: what it asks for, and what the index gives for that, as VALUES."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.matching.reading import Node, Query
from graph.search import CLASSES, Filters, Hit, Index, Kind, find, found, wanted
from ontology.terms import PGO

MATCHES: Final = PGO.matches.value
FEW: Final = 1000  # things that a pattern gives unless it says how many
MOST: Final = 10_000  # that it may ask for

_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ASKED: Final = 'a string, or a variable that VALUES gives strings alone, as in VALUES ?words { "mask" }'
_LIST: Final = 'in brackets stand the words, and perhaps classes and how many: ("mask order" pgo:Statement 50)'


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is to be bound: the thing, its score, the words, the evidence, as far as there are variables for it;
    `words` is the variable that what is asked for stands in, None where it stands there itself; `asked` are the strings
    as they are written."""

    variables: tuple[str, ...]
    words: str | None
    asked: tuple[str, ...]
    kinds: tuple[Kind, ...]
    limit: int

    def values(self, index: Index) -> str:
        """The VALUES block that the pattern gives way to."""
        names = " ".join((*self.variables, *([self.words] if self.words else [])))
        lines = (self._line(row, asked) for asked in self.asked for row in self._rows(index, _text(asked)))
        return f"VALUES ({names}) {{ {' '.join(lines)} }}"

    def _line(self, row: tuple[str, ...], asked: str) -> str:
        return f"({' '.join((*row, *([asked] if self.words else [])))})"

    def _rows(self, index: Index, words: str) -> Iterator[tuple[str, ...]]:
        asked, filters = wanted(words), Filters(self.kinds)
        if len(self.variables) <= 2:
            for iri, score in found(index, asked, filters, self.limit):
                yield (str(NamedNode(iri)), f"{score:.6f}")[: len(self.variables)]
        else:
            for hit in find(index, asked, filters, self.limit, most=self.limit, repeats=True):
                yield _told(hit)[: len(self.variables)]


def _told(hit: Hit) -> tuple[str, ...]:
    thing = hit.document if hit.kind is Kind.SENTENCE and hit.document else hit.iri
    place = f"<{hit.document}#char={hit.start},{hit.end}>" if hit.start is not None else "UNDEF"
    return str(NamedNode(thing)), f"{hit.score:.6f}", str(Literal(hit.text)), place


def pattern(query: Query, subject: Node, asked: Node) -> Pattern:
    """What a pattern asks for. Raises QueryError where it is none that can be answered."""
    variables = subject.items if subject.text == "(" else [subject]
    if not 1 <= len(variables) <= 4 or any(node.kind != "variable" for node in variables):
        message = "before pgo:matches stands a variable, or in brackets up to four: (?thing ?score ?words ?evidence)"
        raise query.error(message, subject)
    if len({node.text[1:] for node in variables}) < len(variables):
        raise query.error("each variable before pgo:matches is another one", subject)
    told = asked.items if asked.text == "(" else [asked]
    words = [node for node in told if node.kind in ("string", "variable")]
    if len(words) != 1:
        raise query.error(f"after pgo:matches stands {_ASKED}; {_LIST}", asked)
    rest = [node for node in told if node is not words[0]]
    kinds = [_kind(query, node) for node in rest if node.kind in ("iri", "name")]
    limits = [_limit(query, node) for node in rest if node.kind not in ("iri", "name")]
    if len(limits) > 1:
        raise query.error(_LIST, asked)
    names = tuple(node.text for node in variables)
    return Pattern(names, *_words(query, words[0]), tuple(kinds), *(limits or [FEW]))


def _words(query: Query, node: Node) -> tuple[str | None, tuple[str, ...]]:
    if node.kind == "string":
        return None, (node.text,)
    given = query.given(node)
    if given is None or any(one.kind != "string" for one in given):
        raise query.error(f"what is asked for is {_ASKED}", node)
    return node.text, tuple(dict.fromkeys(one.text for one in given))


def _kind(query: Query, node: Node) -> Kind:
    named = query.iri(node)
    kind = next((kind for iri, kind in CLASSES.items() if iri.value == named), None)
    if kind is None:
        raise query.error(f"only things of these classes can be found: pgo:{', pgo:'.join(CLASSES.values())}", node)
    return kind


def _limit(query: Query, node: Node) -> int:
    if not node.text.isdecimal() or not 1 <= int(node.text[:9]) <= MOST:
        raise query.error(f"{_LIST}; how many is a number from 1 to {MOST:,}", node)
    return int(node.text)


def _text(string: str) -> str:
    """What a string of SPARQL says."""
    marks = 3 if string.startswith(('"""', "'''")) and len(string) >= 6 else 1
    return _ESCAPED.sub(_meant, string[marks:-marks])


def _meant(escaped: re.Match[str]) -> str:
    number = int(escaped[1] or escaped[2] or "0", 16)
    return _CONTROLS.get(escaped[3], escaped[3]) if escaped[3] else chr(number) if number <= 0x10FFFF else ""
