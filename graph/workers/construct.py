"""A CONSTRUCT as its solutions, made into triples one by one: a large one takes no more memory than a small one.

pyoxigraph remembers each triple that a CONSTRUCT has given, at half a kilobyte (measured: 490 MB for a million, against
90 so, at four fifths of the speed). Here the first REMEMBERED are, so that a small graph has each triple once, and one
that says the same over and over is no larger; of a large one some triples may come twice, which is the same graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from graph.store.sparql import tokens

REMEMBERED: Final = 100_000  # triples: some 50 MB

_VARIABLE: Final = "urn:x-policygraph:variable:"
_NOTHING: Final = ox.Store()


@dataclass(frozen=True, slots=True)
class Construct:
    """A SELECT, and the triples that each of its solutions makes: places in a row of the solution's terms, the
    `constants`, and so many fresh blank nodes."""

    select: str
    template: tuple[tuple[int, int, int], ...]
    constants: tuple[Any, ...]
    blank: int

    def triples(self, solutions: ox.QuerySolutions) -> Iterator[ox.Triple]:
        """What solutions make: nothing where a variable is not bound, or not to what may stand there."""
        seen = set[ox.Triple]()
        for solution in solutions:
            row = (*solution, *self.constants, *(ox.BlankNode() for _ in range(self.blank)))
            for subject, predicate, object_ in self.template:
                try:
                    made = ox.Triple(row[subject], row[predicate], row[object_])
                except TypeError:
                    continue
                if made not in seen:
                    if len(seen) < REMEMBERED:
                        seen.add(made)
                    yield made


def construct(sparql: str, base: str | None) -> Construct | None:
    """What a CONSTRUCT consists of; None for what is none, for its short form, and for one without variables: these
    are left to the engine, as is what does not parse."""
    if "construct" not in sparql.lower():
        return None
    found = [token for token in tokens(sparql) if token.lastgroup != "comment"]
    words = [token[0].upper() if token.lastgroup == "word" else "" for token in found]
    if "CONSTRUCT" not in words:
        return None
    start = words.index("CONSTRUCT")
    inside = _braces(found, start + 1)
    names = list(dict.fromkeys(token[0][1:] for token in inside if token.lastgroup == "variable"))
    template = _template(sparql[: inside[-1].end()], inside, base) if names else None
    if template is None:
        return None
    select = f"{sparql[: found[start].start()]}SELECT {' '.join(f'?{name}' for name in names)} "
    return _made(select + sparql[inside[-1].end() :], names, template)


def _braces(found: Sequence[re.Match[str]], at: int) -> Sequence[re.Match[str]]:
    """The tokens from one brace to the next that closes; none where there is no brace."""
    ends = (number for number in range(at, len(found)) if found[number][0] == "}")
    return found[at : next(ends, at - 1) + 1] if at < len(found) and found[at][0] == "{" else ()


def _template(head: str, inside: Sequence[re.Match[str]], base: str | None) -> list[ox.Triple] | None:
    """The triples of a template, with IRIs for its variables, read by the engine: of nothing it makes one of each."""
    text, at = "", 0
    for token in inside:
        if token.lastgroup == "variable":
            text, at = f"{text}{head[at : token.start()]}<{_VARIABLE}{token[0][1:]}>", token.end()
    try:
        made = _NOTHING.query(f"{text}{head[at:]} WHERE {{}}", base_iri=base)
    except (SyntaxError, ValueError):
        return None
    assert isinstance(made, ox.QueryTriples)
    return list(made)


def _made(select: str, names: list[str], template: list[ox.Triple]) -> Construct | None:
    """The places of a template's terms; None for a triple within a triple."""
    terms: list[Any] = [term for triple in template for term in (triple.subject, triple.predicate, triple.object)]
    if any(isinstance(term, ox.Triple) for term in terms):
        return None
    variables: list[Any] = [ox.NamedNode(_VARIABLE + name) for name in names]
    blank = list(dict.fromkeys(term for term in terms if isinstance(term, ox.BlankNode)))
    constants = list(dict.fromkeys(term for term in terms if term not in variables and term not in blank))
    places = {term: place for place, term in enumerate([*variables, *constants, *blank])}
    triples = tuple((places[t.subject], places[t.predicate], places[t.object]) for t in template)
    return Construct(select, triples, tuple(constants), len(blank))
