"""A query as its brackets, groups and triples, as far as `pgo:matches` asks for it; it is taken to be SPARQL.

WHERE { ?order a pgo:Order ; pgo:matches "masks" . FILTER(?x > 1) … }
        -------------------------------------------- a statement: one subject, and segments between semicolons
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from graph.errors import QueryError
from graph.store.sparql import lexemes

COMMENT: Final = re.compile(r"#[^\r\n]*")
BEFORE_GROUP: Final = frozenset({"GRAPH", "SERVICE", "VALUES", "OPTIONAL", "MINUS", "UNION"})
BEFORE_BRACKETS: Final = frozenset({"FILTER", "BIND"})


@dataclass(slots=True)
class Node:
    """A token of a kind (see graph.store.sparql), or brackets with what stands in them."""

    kind: str
    text: str
    start: int
    end: int
    items: list[Node] = field(default_factory=list)

    @property
    def word(self) -> str:
        """A keyword in upper case; "" for what is none."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def is_group(self) -> bool:
        """Whether it is braces."""
        return self.text == "{"

    @property
    def ends_triples(self) -> bool:
        """Whether the triples before it end here."""
        return self.kind == "dot" or self.is_group or self.word in BEFORE_GROUP | BEFORE_BRACKETS

    def all(self) -> Iterator[Node]:
        """Itself and all that stands in it, at whatever depth."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.items[::-1]


@dataclass(frozen=True, slots=True)
class Statement:
    """Triples of one subject; its segments are a predicate with its objects each."""

    subject: Node
    segments: tuple[tuple[Node, ...], ...]

    @property
    def end(self) -> int:
        """Where its last triple ends."""
        return max((segment[-1].end for segment in self.segments if segment), default=self.subject.end)


class Query:
    """A query read once, in linear time; a text that is no SPARQL gives anything, and no error."""

    def __init__(self, text: str) -> None:
        self.text, self.top = text, Node("", "", 0, len(text))
        opened = [self.top]
        for token in lexemes(text):
            node = Node(str(token.lastgroup), token[0], token.start(), token.end())
            if node.kind != "close":
                opened[-1].items.append(node)
            elif len(opened) > 1:
                opened.pop().end = node.end
            if node.kind == "open":
                node.end = len(text)
                opened.append(node)
        words = zip(self.top.items, self.top.items[1:], self.top.items[2:], strict=False)
        self._prefixes = {name.text[:-1]: iri.text[1:-1] for word, name, iri in words if word.word == "PREFIX"}

    def iri(self, node: Node) -> str | None:
        """The IRI that a token is; None for what is none."""
        if node.kind == "iri":
            return node.text[1:-1]
        prefix, _, local = node.text.partition(":")
        return self._prefixes[prefix] + local if node.kind == "name" and prefix in self._prefixes else None

    def are_joined(self, one: Node, other: Node, by: str = "") -> bool:
        """Whether nothing stands between two tokens but spaces and comments, and perhaps a comma."""
        between = COMMENT.sub("", self.text[one.end : other.start]).strip()
        return between in ("", by)

    def error(self, message: str, node: Node) -> QueryError:
        """What is wrong with a token, and where that stands."""
        before = self.text[: node.start]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return QueryError(f"line {line}, column {column}: {message}", line, column)

    @property
    def is_its_own_template(self) -> bool:
        """Whether it is a CONSTRUCT WHERE, of which the pattern is the template."""
        return any(one.word == "CONSTRUCT" and not other.is_group for one, other in pairwise(self.top.items))

    def statements(self) -> Iterator[Statement]:
        """The triples of all patterns, and not those of CONSTRUCT's template."""
        for node in self.top.all():
            for at, group in enumerate(node.items):
                before = [one.word for one in node.items[max(0, at - 2) : at]]
                if group.is_group and before[-1:] != ["CONSTRUCT"] and before[:-1] != ["VALUES"]:
                    yield from _statements(group.items)

    def given(self, variable: Node) -> list[Node] | None:
        """What VALUES gives to a variable alone; None where it gives it nothing."""
        for node in self.top.all():
            for values, name, data in zip(node.items, node.items[1:], node.items[2:], strict=False):
                if values.word == "VALUES" and name.text[1:] == variable.text[1:] and data.is_group:
                    return data.items
        return None


def _statements(items: list[Node]) -> Iterator[Statement]:
    at = 0
    while at < len(items) and items[at].word != "SELECT":  # whose pattern is a group of its own
        word = items[at].word
        if word in BEFORE_GROUP or word in BEFORE_BRACKETS:  # EXISTS has a group where others have brackets
            skipped = (n for n, node in enumerate(items[at:], at) if node.is_group or _has_brackets(word, node))
            at = next(skipped, len(items)) + 1
        elif items[at].ends_triples:
            at += 1
        else:
            end = next((n for n, node in enumerate(items[at:], at) if node.ends_triples), len(items))
            yield Statement(items[at], tuple(_segments(items[at + 1 : end])))
            at = end


def _has_brackets(word: str, node: Node) -> bool:
    return word in BEFORE_BRACKETS and node.kind == "open"


def _segments(items: list[Node]) -> Iterator[tuple[Node, ...]]:
    segment = list[Node]()
    for node in items:
        if node.kind == "end":
            yield tuple(segment)
            segment = []
        else:
            segment.append(node)
    yield tuple(segment)
