"""The operations of a SPARQL update, seen without parsing them: which graphs each writes to, and where its parts are.

    PREFIX … INSERT DATA {…} ; WITH <g> DELETE {…} INSERT {…} USING <h> WHERE {…} ; CLEAR GRAPH <g>

The engine has parsed the text before: what is looked for here is where it must be, once that is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from graph.store.sparql import tokens

Token = re.Match[str]


class Kind(StrEnum):
    """What an operation does."""

    DATA = "data"  # INSERT DATA, DELETE DATA
    MODIFY = "modify"  # DELETE … INSERT … WHERE
    LOAD = "load"  # which is never done: with SILENT that is no error
    MANAGE = "manage"  # CLEAR, DROP, CREATE, ADD, MOVE, COPY


@dataclass(slots=True)
class Operation:
    """One operation, to be run by itself after `prologue`.

    targets    the graphs that it writes to, as they are written: IRIs or prefixed names; "" the default graph
    variables  those that graphs are named by in its templates
    every      "ALL", "NAMED" or "DEFAULT" of CLEAR and DROP
    where      its pattern, in braces; `home`: the graph of WITH, as it is written
    using      the graphs of USING and USING NAMED, as they are written
    """

    prologue: str
    text: str
    verb: str
    kind: Kind
    start: int  # where it begins in the whole update
    targets: list[str] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)
    every: str = ""
    is_silent: bool = False
    where: str = ""
    home: str = ""
    using: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    places: tuple[int, int] = (0, 0)  # of the word WHERE and of its pattern, in `text`

    @property
    def is_insertion(self) -> bool:
        """Whether it puts data in, rather than taking them out."""
        return self.verb == "INSERT"

    def as_insertion(self) -> str:
        """An operation on data as one that puts the same data in."""
        return f"{self.prologue}INSERT{self.text[len(self.verb) :]}"

    def over(self, clauses: str) -> str:
        """The same operation over a data set that USING clauses name."""
        word, pattern = self.places
        template = self.where + " " if self.verb == "DELETE" and not self.text[6:word].strip() else ""
        return f"{self.prologue}{self.text[:word]}{template}{clauses} WHERE {self.text[pattern:]}"


def operations(update: str) -> list[Operation]:
    """The operations of an update that parses, in order."""
    return list(_operations(update))


def _operations(update: str) -> Iterator[Operation]:
    prologue = ""
    for part in _parts(update):
        declared = _declared(part)
        if declared:
            prologue += update[part[0].start() : part[declared - 1].end()] + "\n"
        if rest := part[declared:]:
            yield _operation(prologue, update[rest[0].start() : rest[-1].end()], rest)


def _parts(update: str) -> Iterator[list[Token]]:
    """The tokens between semicolons that stand in no brackets."""
    part, depth = list[Token](), 0
    for token in tokens(update):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if token.lastgroup == "end" and depth == 0:
            yield part
            part = []
        elif token.lastgroup not in ("comment", "end"):
            part.append(token)
    yield part


def _declared(part: list[Token]) -> int:
    """How many tokens its prologue has."""
    at = 0
    while at < len(part) and (word := part[at][0].upper()) in ("BASE", "PREFIX", "VERSION"):
        at += 3 if word == "PREFIX" else 2
    return at


def _operation(prologue: str, text: str, part: list[Token]) -> Operation:
    words = [token[0].upper() for token in part[:2]] + [""]
    made = Operation(prologue, text, words[0], Kind.MANAGE, part[0].start())
    if words[0] in ("INSERT", "DELETE") and words[1] == "DATA":
        made.kind = Kind.DATA
        _read_quads(made, part[2:], "")
    elif words[0] in ("INSERT", "DELETE", "WITH"):
        made.kind = Kind.MODIFY
        _read_modification(made, part)
    elif words[0] == "LOAD":
        made.kind, made.is_silent = Kind.LOAD, words[1] == "SILENT"
    else:
        _read_management(made, [token for token in part if token[0].upper() not in ("SILENT", "GRAPH")])
    return made


def _read_management(made: Operation, part: list[Token]) -> None:
    """CLEAR ALL, CREATE <g>, COPY DEFAULT TO <g>: with the words GRAPH and SILENT left out."""
    names = [token[0] for token in part[1:] if token[0].upper() != "TO"]
    if made.verb in ("CLEAR", "DROP") and names[0].upper() in ("ALL", "NAMED", "DEFAULT"):
        made.every = names[0].upper()
    elif made.verb in ("ADD", "COPY"):
        names = names[1:]
    if not made.every:
        made.targets = ["" if name.upper() == "DEFAULT" else name for name in names]


def _read_modification(made: Operation, part: list[Token]) -> None:
    start, depth, block = part[0].start(), 0, list[Token]()
    clause, before = "", ""
    for token in part:
        if token.lastgroup == "close":
            depth -= 1
        if depth or token.lastgroup == "close":
            block.append(token)
        elif token.lastgroup == "open":
            block = [token]
        elif token.lastgroup == "word":
            before, clause = clause, token[0].upper()
            if clause == "WHERE":
                made.places = (token.start() - start, 0)
        elif clause == "WITH":
            made.home = token[0]
        elif clause in ("USING", "NAMED"):
            made.using[clause == "NAMED"].append(token[0])
        if token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close" and depth == 0:
            if clause == "WHERE":
                made.places = (made.places[0], block[0].start() - start)
                made.where = made.text[made.places[1] : token.end() - start]
            if clause in ("DELETE", "INSERT") or (before == "DELETE" and clause == "WHERE"):
                _read_quads(made, block, made.home)


def _read_quads(made: Operation, block: list[Token], home: str) -> None:
    """The graphs of a template: those that GRAPH names, and the one of triples outside of GRAPH."""
    depth, inner = 0, False
    for token, after in pairwise([*block, block[-1]]):
        if token.lastgroup == "close":
            depth -= 1
            inner = inner and depth > 1
        elif depth == 1 and token[0].upper() == "GRAPH" and token.lastgroup == "word":
            (made.variables if after.lastgroup == "variable" else made.targets).append(after[0])
            inner = True
        elif depth == 1 and not inner and token.lastgroup != "end":
            made.targets.append(home)
        if token.lastgroup == "open":
            depth += 1
